"""Sums over time: 一季度a、二季度b,7月份c are together what 1-7月 came to.

Read is what the names and the months bind: amounts of one name and one year, told in one sentence,
whose months follow each other without gap or overlap, and the amount of that name for all of them.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole, Ratio, RatioKind
from jixiao.patterns import pattern

_HINT = pattern(r"季度|半年|月")
_NUMERALS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_TO = "[-—–~至到]+"
_SPAN = pattern(
    r"第?(?P<quarter>[一二三四1-4])季度(?![末底])"
    r"|前(?P<first>[二三两])个?季度|(?P<half>[上下])半年(?![末底])"
    rf"|(?P<from>[0-9]{{1,2}})月?{_TO}(?P<to>[0-9]{{1,2}})月份?(?![0-9末底])"
    r"|截[至止](?:到)?(?:[0-9]{4}年)?(?P<until>[0-9]{1,2})月(?:[0-9]{1,2}日|末|底)?"
    r"|(?<![0-9至到—-])(?P<month>[0-9]{1,2})月份?(?![0-9末底])"
    r"|(?P<year>全年)"
)
_AFTER = pattern(r"(?:累计|合计|总共|共计?|实际|已|完成|单季|当季|当月|,|的|为|达|是|有)*")
_NAME = pattern(r"[\u4e00-\u9fff]{0,8}?(?=(?:累计|合计|总共|共计?|达|为|是|了|有)*$)")
_OTHER = pattern(
    r"上年|去年|同期|预计|计划|目标|比|较|占|完成率|含|(?<!其)中|余额|结余|存量|在册|在校|保有|平均"
)
_INCLUDES = pattern(r"[,(]?(?:其中)?(?:包?含|包括|不含|扣除)")
_OPENS = pattern(r"20[0-9]{2}年度?|其中|数据|本年|当年|今年|全年|[;:。,\s]")
_YEAR = pattern(r"(20[0-9]{2})年")
_ADDED: Final = frozenset({Dimension.MONEY, Dimension.COUNT})
_SUMMED = pattern(r"累计|合计|总共|共")
_EVENTS: Final = frozenset("件次场期批份起篇条项") | {"人次", "批次", "场次"}
_FURTHEST = 2  # sentences between the parts and their sum


class _Timed(NamedTuple):
    """An amount with the months that it is of."""

    mention: Mention
    first: int
    last: int
    name: str
    head: str  # what stands before the months: 甲项目一季度支出
    year: str
    summed: bool


def read_spans(paragraph: Paragraph, out: Collector) -> None:
    """Read the sums over months, quarters and halves that a paragraph states."""
    if len(paragraph.mentions) < 3:
        return
    if _HINT.search(out.text, paragraph.start, paragraph.end) is None:
        return
    timed = _timed(paragraph, out.text)
    for sentence in {each.mention.sentence for each in timed}:
        told = [each for each in timed if each.mention.sentence == sentence]
        for whole in timed:
            parts = _tiles(told, whole)
            near = abs(whole.mention.sentence - sentence) <= _FURTHEST
            money = whole.mention.dimension is Dimension.MONEY
            if parts and near and (whole.summed or (money and whole.mention.sentence == sentence)):
                _add(out.fact(whole.mention), parts, out)
        if len(told) > 1:
            _read_shared(told, out)


def _timed(paragraph: Paragraph, text: str) -> list[_Timed]:
    """Return the amounts of a paragraph whose months are told right before them."""
    found: list[_Timed] = []
    year, sentence = "", -1
    for mention in paragraph.mentions:
        if mention.sentence != sentence:
            year, sentence = "", mention.sentence
        if mention.dimension not in _ADDED or mention.role or mention.in_parentheses:
            continue
        if _INCLUDES.match(text, mention.end) is not None:
            continue  # 上半年累计230万元,其中含上年结转10万元
        gap = text[mention.gap_from : mention.start]
        spans = list(_SPAN.finditer(gap))
        if len(spans) != 1 or mention.average or not mention.quantity.is_point:
            continue
        match = spans[0]
        span = _months(match.groupdict(default=""))
        told = _YEAR.search(gap)
        year = told[1] if told is not None else year
        rest = gap[match.end() :]
        start = _AFTER.match(rest)
        name = _NAME.match(rest, start.end() if start is not None else 0)
        before = gap[: match.start()]
        if span is None or name is None or _OTHER.search(before) or _OTHER.search(rest):
            continue
        summed = _SUMMED.search(rest) is not None
        if (summed or match["until"] is None) and _adds_up(mention):
            head = _OPENS.sub("", before[before.rfind(",") + 1 :])
            found.append(_Timed(mention, *span, name.group(), head, year, summed))
    return found


def _adds_up(mention: Mention) -> bool:
    """Whether what is counted in one month is not counted again in the next, as people are."""
    return mention.dimension is Dimension.MONEY or value_unit(mention) in _EVENTS


def _months(said: dict[str, str]) -> tuple[int, int] | None:
    """Return the first and last month of what was said, None where it is no part of a year."""
    if said["quarter"]:
        quarter = _NUMERALS.get(said["quarter"]) or int(said["quarter"])
        return 3 * quarter - 2, 3 * quarter
    if said["first"]:
        return 1, 9 if said["first"] == "三" else 6
    if said["half"]:
        return (1, 6) if said["half"] == "上" else (7, 12)
    if said["year"]:
        return 1, 12
    last = int(said["to"] or said["until"] or said["month"])
    first = int(said["from"]) if said["from"] else 1 if said["until"] else last
    return (first, last) if 1 <= first <= last <= 12 else None


def _tiles(told: Sequence[_Timed], whole: _Timed) -> list[Mention]:
    """Return the amounts that follow each other over the months of a whole, none if any is open."""
    alike = [
        each
        for each in told
        if each.mention is not whole.mention
        and (each.name, each.head) == (whole.name, whole.head)
        and (each.year == whole.year or not each.year or not whole.year)
        and same_measure(each.mention, whole.mention)
        and each.mention.subject.fund is whole.mention.subject.fund
        and each.mention.subject.owner == whole.mention.subject.owner
    ]
    return _cover(alike, whole.first, whole.last)


def _cover(timed: Sequence[_Timed], first: int, last: int) -> list[Mention]:
    parts: list[Mention] = []
    month = first
    while month <= last:
        fitting = [each for each in timed if each.first == month and each.last <= last]
        if len(fitting) != 1 or (fitting[0].first, fitting[0].last) == (first, last):
            return []
        parts.append(fitting[0].mention)
        month = fitting[0].last + 1
    return parts if len(parts) > 1 else []


def _read_shared(told: Sequence[_Timed], out: Collector) -> None:
    """Read …,分别占1-7月累计支出的a%、b%和c%: of the one amount that all have a share of."""
    shares = {
        ratio.numerator.start: ratio.denominator
        for ratio in out.relations[Ratio]
        if isinstance(ratio, Ratio)
        and ratio.kind is RatioKind.SHARE
        and ratio.numerator is not None
        and ratio.denominator is not None
    }
    wholes = {shares.get(each.mention.start) for each in told}
    if len(wholes) != 1 or (whole := wholes.pop()) is None:
        return
    if len({(each.name, each.head, each.year) for each in told}) != 1:
        return
    before = out.text[max(whole.start - 24, 0) : whole.start]
    spans = list(_SPAN.finditer(before))
    span = _months(spans[-1].groupdict(default="")) if spans else None
    if span is None or not before.endswith(told[0].name):
        return
    parts = _cover(told, *span)
    if parts:
        _add(whole, parts, out)


def _add(whole: Fact, parts: Sequence[Mention], out: Collector) -> None:
    starts = [part.start for part in parts]
    for known in out.relations[PartsOfWhole]:
        if isinstance(known, PartsOfWhole) and known.whole is whole:
            if [part.start for part in known.parts] != starts:
                continue
            if known.exhaustive:
                return
            out.relations[PartsOfWhole].remove(known)  # 其中一季度…: now known to be complete
            break
    out.add_breakdown(whole, [out.fact(part) for part in parts])
