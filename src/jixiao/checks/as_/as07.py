"""AS07: staff against posts."""

from collections.abc import Iterable, Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained
from jixiao.checks.fnd._rates import in_one_sentence, judge_ratio
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.model.slips import one_slip_apart
from jixiao.patterns import pattern
from jixiao.terms import Severity

_REASON = pattern(
    r"原因|主要是|由于|因为|(?<![联关体])系(?![统列])|军转|转业|安置|超编|消化|合同制|聘用|编外|划转|挂职|政策性"
)
_NEAR = 1  # sentences


@check(
    code="AS07",
    name="staffing",
    severity=Severity.WARNING,
    since="0.1",
    claims=((Ratio, "staffing"),),
    absent="文中没有同时写明编制数和在职人数，无从核对。",
    basis="财预〔2013〕53号",
)
def staffing(ctx: Context) -> Iterator[Outcome]:
    """在职人员控制率应等于在职人数除以编制数，在职人数一般不超过编制数。

    为什么：在职人员控制率单独占分，超编应当说明原因。
    公式：在职人员控制率＝在职人数÷编制数×100%；在职人数≤编制数。
    不报的情形：前后文说明了军转安置、聘用制等原因的；行政编制与事业编制分别列示、没有合计的，不比较人数。
    已知漏报：编制数与在职人数不在相邻句子的。
    """
    judged: set[int] = set()
    posts = ctx.facts_of("posts")
    for ratio in ctx.relations(Ratio):
        judged.update(id(fact) for fact in (ratio.numerator, ratio.denominator))
        yield from judge_ratio(
            ctx,
            ratio,
            name="在职人员控制率",
            missing="写了在职人员控制率，但没有写明在职人数或编制数，无法复算",
            others=_other_posts(ratio, posts),
        )
    staff = ctx.facts_of("staff")
    if len(posts) == 1 and staff and id(posts[0]) not in judged:
        yield from _compare(ctx, staff[0], posts[0])


def _other_posts(ratio: Ratio, posts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the posts that a rate may be of besides its own; not those that a slip tells apart."""
    top, bottom = ratio.numerator, ratio.denominator
    told = top is not None and bottom is not None and in_one_sentence(ratio, top, bottom)
    for each in posts:
        if bottom is None or not (told and one_slip_apart(each.value, bottom.value)):
            yield each


def _compare(ctx: Context, staff: Fact, posts: Fact) -> Iterator[Outcome]:
    if abs(staff.sentence - posts.sentence) > _NEAR or staff.scope.name != posts.scope.name:
        return
    if not (staff.amount.is_point and posts.amount.is_point):
        yield ctx.cannot_tell(staff, "在职人数或编制数是约数，无法比较", (posts,))
    elif staff.value <= posts.value:
        yield ctx.passed(staff, f"在职 {staff.value} 人，未超过编制 {posts.value} 名", (posts,))
    elif not explained(ctx, staff, _REASON):
        yield ctx.finding(
            staff,
            f"在职 {staff.value} 人，多于编制 {posts.value} 名，请核对或说明超编原因",
            stated=staff,
            expected=posts,
            related=(posts,),
        )
