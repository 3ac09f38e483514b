"""CNT03: a part is no greater than its whole."""

from collections.abc import Iterator
from itertools import pairwise

from jixiao.checks.cnt._lists import is_measured, like, name_of, partition_of
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_at_most
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern
from jixiao.terms import Severity, Status

# 发放问卷300份, 发放300份; 发放宣传册300份 is of something else
_SENT = pattern(
    r"(?:发放|发出|派发|投放)(?![^,。;]*\d+份?[、和及])"
    r"(?:[^,。;]{0,12}(?:问卷|[卷表]|调查|测评|评议)[^,。;]{0,8}|了|共|共计|约)?$"
)
_BACK = pattern(r"收回|回收|收到")
_NEAR = 24
_BINDING = pattern(r"其中|包括|包含|含|^[\u4e00-\u9fff]{0,4}中")
_LEFT_OUT = pattern(r"剔除|扣除|排除|除去|去除|无效|作废|不完整|不合格|退回")
_ADDED = pattern(r"追加|调[增减]|[核压]减|节[约支省余]|结余|剩余|差额")
_EACH = pattern(
    r"[各每](?:发放|发出|派发|投放|[个乡镇街村社校家处户县区市][^,。;]{0,8}(?:发放|发出|派发|投放))"
)


@check(
    code="CNT03",
    name="part-and-whole",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "*"),),
    absent="文中没有写出总数及其中的一部分，无从核对。",
)
def part_and_whole(ctx: Context) -> Iterator[Outcome]:
    """“其中”所列的部分应当不大于总数。

    为什么：部分大于总数，多是小数点错位、单位写错或者数字颠倒。
    公式：每一部分 ≤ 总数；收回的问卷 ≤ 发放的问卷。
    不报的情形：“余”“约”等约数，能确定不大于的算相符，不能确定的无法判断；分值、年龄、分数档不比较；
    加得起来的分项由 CNT02 核对。
    已知漏报：部分与总数单位不同、不能换算的；各部分之和超过总数而可能交叉的。
    """
    for relation in ctx.relations(PartsOfWhole):
        if not is_measured(relation) or partition_of(ctx, relation) is not None:
            continue
        within = [part for part in relation.parts if _is_within(part, relation.whole)]
        others = [part for part in relation.parts if part not in within]
        told = [_judge(ctx, relation, part) for part in (*within[:1], *others)]
        yield from _worst(told)
    if "问卷" in ctx.document.text:
        yield from _questionnaires(ctx)


def _worst(told: list[Outcome]) -> Iterator[Outcome]:
    """Yield every mismatch of one list; where there is none, one outcome for the whole list."""
    loud = [outcome for outcome in told if outcome.status in (Status.FINDING, Status.ROUNDING)]
    if loud:
        yield from loud
    elif told:
        yield next((o for o in told if o.status is Status.CANNOT_TELL), told[0])


def _questionnaires(ctx: Context) -> Iterator[Outcome]:
    """Judge questionnaires sent out and returned: 发放问卷300份，收回280份."""
    text = ctx.document.text
    parts = {id(part) for relation in ctx.all(PartsOfWhole) for part in relation.parts}
    for sent, back in pairwise(ctx.understanding.facts):
        if sent.sentence != back.sentence or sent.quantity is None or back.quantity is None:
            continue
        if not sent.quantity.compatible(back.quantity) or back.start - sent.end > _NEAR:
            continue
        before = text[max(0, sent.start - _NEAR) : sent.start]
        if id(sent) in parts:
            continue  # 网络发放250份: of all that were sent
        if _EACH.search(before) or text[sent.end : sent.end + 1] == "/":
            continue  # 各发放40份: to each of several places
        if _SENT.search(before) and _BACK.search(text, sent.end, back.start):
            yield ctx.judge(
                verify_at_most(back.amount, sent.amount),
                back,
                f"收回的问卷写作 {{stated}}，不应多于发放的{ctx.number(sent)}",
                related=((sent, "发放数"),),
            )


def _is_within(part: Fact, whole: Fact) -> bool:
    """Whether a part is beyond doubt no greater than its whole."""
    amount = like(part.amount, whole.amount)
    points = amount.is_point and whole.amount.is_point
    return points and amount.compatible(whole.amount) and amount.base <= whole.amount.base


def _another_thing(ctx: Context, whole: Fact, part: Fact) -> bool:
    """Whether a part is counted in other words than what stands before it, or that was left out.

    剔除12份,其中满意521份: of those that remained. 部门32个,其中事项1302项: of another whole.
    """
    if _LEFT_OUT.search(ctx.document.text, whole.clause, whole.start):
        return True
    ours, theirs = part.amount.unit, whole.amount.unit
    if ours.dimension is Dimension.MONEY and _ADDED.search(
        ctx.document.text, whole.clause, whole.start
    ):
        return True  # 年初预算5000万元,追加600万元,其中基本支出2100万元: of both together
    return ours.name != theirs.name and ours.dimension is Dimension.COUNT


def _judge(ctx: Context, relation: PartsOfWhole, part: Fact) -> Outcome:
    whole = relation.whole
    amount = like(part.amount, whole.amount)
    if _is_within(part, whole):
        result = Result(Verdict.EXACT)  # as verify_at_most, only sooner
    else:
        result = verify_at_most(amount, whole.amount)
    stretch = ctx.document.text[whole.end : part.start]
    bound = (
        relation.sure
        and whole.sentence == part.sentence
        and _BINDING.search(stretch) is not None
        and not _another_thing(ctx, whole, part)
    )
    if result.verdict is Verdict.FAIL and not bound:
        return ctx.cannot_tell(
            part,
            f"“{name_of(part)}”{ctx.number(part)}大于前文的“{name_of(whole)}”{ctx.number(whole)}，"
            "二者是否为部分与总数，文中没有写明",
            (whole,),
        )
    return ctx.judge(
        result._replace(expected=None),
        part,
        f"“{name_of(part)}”写作 {{stated}}，是“{name_of(whole)}”{ctx.number(whole)}的一部分，"
        "不应大于总数，{expected}",
        related=((whole, "总数"),),
    )
