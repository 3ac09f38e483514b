"""Rates that say by their name what is divided by what: 固定资产利用率, 按期签订率."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.ratio_operands import WIDE, add_rate, narrower
from jixiao.extraction.grammar.sampling import of_all_answers
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, Ratio, RatioKind
from jixiao.patterns import pattern

_STEM = pattern(r"([\u4e00-\u9fff]{2,8})率(?:为|达到|达|是|约)?$")
_OTHER = pattern(r"上年|去年|新增|增加|减少|其中")  # 新增参保200人 is not all of 参保率
_NOT_THESE = pattern(r"其中|上年|去年|同期")
_DUE = pattern(r"应当?|须|需|拟|待")
_ALL_OF = pattern(r"应|须|需|拟|待|计划|[总共]|全部")
_LEAST_VERB = 2
_SOME_DEGREE = pattern(r"(?:基本|比较|较为?|非常|很|十分)满意")
_ON_POSTS = pattern(
    r"(?:其中)?(?:年末|期末|现有|实有|实际)?(?:在编|在岗在编|实有在编)(?:教师|职工|人员|人数|的)?"
)
_OF_WHICH = pattern(r"其中|包括|分为|包含|分别")
_PLANNED = pattern(r"(?:投资额?|资金|预算|金额|总额|计划|概算)$")
_SAVINGS = ("审减", "核减")
_ASKED = pattern(r"送审|申请|申报|报审|控制价|概算|预算(?!执行|支出)|原合同")
# rate concept → (topic, kinds or concepts of the numerator, of the denominator)
NAMED: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "fixed_assets_rate": (
        "fixed_assets", frozenset({"fixed_assets_used"}), frozenset({"fixed_assets_total"})),
    "staffing_rate": ("staffing", frozenset({"staff"}), frozenset({"posts"})),
    "adjustment_rate": (
        "budget_adjustment", frozenset({"budget_adjustment"}), frozenset({"budget_total"})),
    "carryover_rate": (
        "carryover", frozenset({"carryover_closing"}), frozenset({"budget_total"})),
    "arrival_rate": (
        "arrival", frozenset({"fund_received"}),
        frozenset({"budget_total", "fund_total", "budget_project"})),
    "coverage_rate": (
        "evaluation_coverage", frozenset({"evaluated_amount"}),
        frozenset({"expenditure_project", "budget_project", "budget_total"})),
}  # fmt: skip


def read_named(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> None:
    """Read a rate whose numerator and denominator the vocabulary knows."""
    topic, tops, bottoms = NAMED[mention.concept]
    window = [
        m
        for m in paragraph.mentions[:position][::-1]
        if m.sentence >= mention.sentence - 1 and not is_percent(m)
    ]
    every, window = window, [m for m in window if not _is_inner(m, out)]
    top = next((m for m in window if m.concept in tops), None)
    if top is None and mention.concept == "staffing_rate":
        top = next((m for m in every if _ON_POSTS.fullmatch(m.subject.label)), None)
    bottom = next(
        (
            m
            for m in window
            if m.concept in bottoms
            and (top is None or same_measure(m, top) or m.dimension is Dimension.COUNT)
        ),
        None,
    )
    if (
        top is not None
        and bottom is not None
        and (
            ("累计" in out.text[top.lead_from : top.start])
            is not ("累计" in out.text[bottom.lead_from : bottom.start])
        )
    ):
        bottom = None  # several years against one
    elif mention.concept == "arrival_rate" and top is not None and bottom is None:
        bottom = _planned(paragraph, top, out)
    mention.role = "rate"
    if mention.concept == "adjustment_rate" and top is None:
        top = _lone_adjustment(window)
    if mention.concept == "adjustment_rate" and (top is None or bottom is None):
        _read_adjustment_rate(window, mention, out)
        return
    used = [m for m in (top, bottom, mention) if m is not None]
    out.add(
        Ratio(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=topic,
            kind=RatioKind.RATIO,
            rate=out.fact(mention),
            numerator=out.fact(top) if top is not None else None,
            denominator=out.fact(bottom) if bottom is not None else None,
            sure=top is not None
            and bottom is not None
            and bottom.block == mention.block
            and _adjacent(window, top, bottom),
        )
    )


def _planned(paragraph: Paragraph, top: Mention, out: Collector) -> Mention | None:
    """Return what was to arrive: the amount right before, or the one total told above."""
    position = paragraph.place(top)
    before = paragraph.mentions[position - 1] if position else None
    beside = before is not None and before.sentence == top.sentence and not before.role
    if before is not None and beside and same_measure(before, top):
        name = label_of(out.text, before.lead_from, before.start)
        if _PLANNED.search(name):
            return before
    found = [
        m
        for p in (paragraph, *out.above(paragraph, WIDE))
        for m in reversed(p.mentions)
        if m.start < top.start
        and m.concept == "fund_total"
        and not (m.own_period and "累计" in out.text[top.lead_from : top.start])
        and not m.role
        and same_measure(m, top)
        and not m.in_parentheses
    ]
    return found[0] if found and len({m.quantity.base for m in found}) == 1 else None


def _read_saving(paragraph: Paragraph, rate: Mention, stem: str, out: Collector) -> None:
    """Read 送审a，审减b，审减率: what was cut or saved, of what was asked for."""
    money = [
        m
        for m in paragraph.before(rate)
        if m.sentence == rate.sentence
        and m.segment == rate.segment
        and m.dimension is Dimension.MONEY
    ]
    names = [label_of(out.text, m.lead_from, m.start) for m in money]
    tops = [m for m, name in zip(money, names, strict=True) if stem[-2:] in name[:4]]
    bottoms = [m for m, name in zip(money, names, strict=True) if _ASKED.search(name)]
    if len(tops) != 1 or len(bottoms) != 1 or tops[0] is bottoms[0]:
        return
    rate.role = "rate"
    out.add(
        Ratio(
            start=min(tops[0].start, bottoms[0].start),
            end=rate.end,
            topic="named_rate",
            kind=RatioKind.RATIO,
            rate=out.fact(rate),
            numerator=out.fact(tops[0]),
            denominator=out.fact(bottoms[0]),
        )
    )


def _adjacent(window: Sequence[Mention], first: Mention, second: Mention) -> bool:
    """Whether no other amount of the same measure stands between two operands."""
    low, high = sorted((first.start, second.start))
    return not any(low < m.start < high and same_measure(m, first) for m in window)


def _lone_adjustment(window: Sequence[Mention]) -> Mention | None:
    """Return the one addition or cut where nothing else was adjusted."""
    found = [m for m in window if m.concept in ("budget_added", "budget_cut")]
    return found[0] if len(found) == 1 else None


def _is_inner(mention: Mention, out: Collector) -> bool:
    """Whether an amount is a part that has the name of its whole (行政编制 within 编制)."""
    whole = out.wholes.get(mention.start)
    return whole is not None and whole.concept == mention.concept


def _read_adjustment_rate(window: Sequence[Mention], rate: Mention, out: Collector) -> None:
    """Read 预算调整率 against the initial and the adjusted budget."""
    budgets = [m for m in window if m.kind == "budget" and m.dimension is Dimension.MONEY]
    adjusted = next((m for m in budgets if m.subject.basis is Basis.ADJUSTED_BUDGET), None)
    initial = next((m for m in budgets if m.subject.basis is Basis.INITIAL_BUDGET), None)
    used = [m for m in (adjusted, initial, rate) if m is not None]
    out.add(
        Change(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic="budget_adjustment",
            this=out.fact(adjusted) if adjusted is not None else None,
            last=out.fact(initial) if initial is not None else None,
            difference=None,
            rate=out.fact(rate),
            direction=None,
            direction_span=None,
            sure=adjusted is not None and initial is not None,
        )
    )


def read_stem(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> None:
    """Read a rate that is named after its numerator: 签订24份，按期签订22份，按期签订率91.67%."""
    match = _STEM.search(out.text, mention.lead_from, mention.start)
    if match is None or _NOT_THESE.search(out.text, mention.lead_from, mention.start):
        return  # 实际执结4987件,其中有财产可供执行案件执结率97.8%: of some of them
    stem = match.group(1)
    if stem.endswith(_SAVINGS):
        _read_saving(paragraph, mention, stem, out)
        return
    window = [
        m
        for m in reversed(paragraph.mentions[:position])
        if m.sentence == mention.sentence
        and m.segment == mention.segment
        and m.dimension is Dimension.COUNT
        and not m.role
    ]
    top = window[0] if window else None
    label = label_of(out.text, top.lead_from, top.start) if top is not None else ""
    if top is None or _OTHER.search(out.text, top.lead_from, top.start):
        return
    if _DUE.match(label):
        _read_due(paragraph, window, mention, stem, out)
        return
    named = _named_after(top, stem, out.text)
    counts = [m for m in window if m.start < top.start and same_measure(m, top)]
    bottom = next((m for m in counts if m.start not in out.wholes), None)
    if bottom is None or _within(counts, bottom, out.text) or _one_of_two(counts, bottom, out.text):
        return
    if not (named or _bare_verb(bottom, top, stem, out.text)) or _by_degree(bottom, label, out):
        return
    sure = (
        named
        and paragraph.place(top) - paragraph.place(bottom) == 1
        and of_all_answers(bottom, top, stem, out.text)
        and not _siblings(bottom, top, out.text)
    )
    add_rate(mention, (top, bottom), "named_rate", out, sure=sure)


def _read_due(
    paragraph: Paragraph, window: Sequence[Mention], rate: Mention, stem: str, out: Collector
) -> None:
    """Read 参保32418人,应参保33150人,参保率: what should have been is told last."""
    due = window[0]
    done = window[1] if len(window) > 1 else None
    if done is None or not same_measure(done, due) or done.start in out.wholes:
        return
    label = label_of(out.text, done.lead_from, done.start)
    owed = _DUE.sub("", label_of(out.text, due.lead_from, due.start))
    if _DUE.search(label) or len(owed) < _LEAST_VERB or not _named_so(label, stem, owed):
        return
    sure = paragraph.place(due) - paragraph.place(done) == 1
    add_rate(rate, (done, due), "named_rate", out, sure=sure)


def _named_so(label: str, stem: str, verb: str) -> bool:
    return label.endswith(verb) and stem.endswith(verb)


def _siblings(first: Mention, second: Mention, text: str) -> bool:
    """Whether two counts may be kinds of one thing: 直接就业354人,灵活就业20人,灵活就业率."""
    names = [label_of(text, m.lead_from, m.start) for m in (first, second)]
    if _ALL_OF.search(names[0]):
        return False  # 应参保…人,实参保…人
    head = names[0][-_LEAST_VERB:]
    return all(name.endswith(head) and len(name) > len(head) for name in names)


def _one_of_two(counts: Sequence[Mention], bottom: Mention, text: str) -> bool:
    """Whether another count of that name stands before: 反馈问题6个,新发现问题4个,已整改10个."""
    name = label_of(text, bottom.lead_from, bottom.start)[-_LEAST_VERB:]
    return len(name) == _LEAST_VERB and any(
        label_of(text, m.lead_from, m.start).endswith(name) for m in counts if m is not bottom
    )


def _within(counts: Sequence[Mention], bottom: Mention, text: str) -> bool:
    """Whether a count is told of another before it: 实施142个,其中产业68个、基建51个,完工139个."""
    first = counts[-1]
    return first is not bottom and _OF_WHICH.search(text, first.end, bottom.start) is not None


def _bare_verb(bottom: Mention, top: Mention, stem: str, text: str) -> bool:
    """Whether the second count is a bare verb about the first: 立案47件，办结46件，结案率."""
    verb = label_of(text, top.lead_from, top.start)
    apart = text[bottom.end : top.lead_from]
    if (
        verb[:1] in ("不", "未", "无", "缺", "非")
        or not set(verb) & set(stem)
        or narrower(verb, stem)
    ):
        return False  # 不合格2份，合格率98.7%: the complement
    return len(verb) <= 4 and apart in ("", ",", "、") and bottom.quantity.unit == top.quantity.unit


def _named_after(mention: Mention, stem: str, text: str) -> bool:
    """Whether a rate has the name of a count: 按期签订22份，按期签订率."""
    label = label_of(text, mention.lead_from, mention.start)
    if label.startswith("中") and stem.startswith(label[1:]) and len(label) > _LEAST_VERB:
        return True  # 58人中持证54人,持证上岗率
    if len(label) < 2 or len(label) > len(stem) + 2 or narrower(label, stem):
        return False  # a thing of its own is named
    at = len(label) - len(stem)
    if at > 0 and label[at - 1] in "不未非没应须需拟待":
        return False
    return label.endswith(stem) or stem.endswith(label)


def _by_degree(bottom: Mention, label: str, out: Collector) -> bool:
    """Whether answers are counted by degree: 满意726份、基本满意50份,满意率97% is of both."""
    below = label_of(out.text, bottom.lead_from, bottom.start)
    return any(_SOME_DEGREE.match(name) is not None for name in (label, below))
