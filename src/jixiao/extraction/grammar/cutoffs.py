"""Cut-off days: 截至2023年6月30日, with the period and the monitoring round they belong to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.fact import Fact
from jixiao.model.period import Instant, Period
from jixiao.model.relation import Cutoff
from jixiao.patterns import pattern

_BEFORE = pattern(r"截(?:至|止到|止至|至到|止)(?:了|目前|本|当年|于|,|\()*$")
_AFTER = pattern(r"[)]?(?:为止|止(?![付血损于]))")
_DEADLINE = pattern(
    r"(?:报名|申报|申请|提交|报送|投标|征集|缴费|受理|录入|填报|认购|投递|登记|公示|征求意见|有效期|合同期)[\u4e00-\u9fff]{0,4}$"
)
_BEFOREHAND = pattern(r"(?:之)?前(?!期)")
_MONITORING = pattern(r"监控|监测")
_APPOSED = pattern(r"[(,]?(?:即|也就是)?截[至止]到?")
_NAMED = pattern(r"[^;。]*监控(?:期间?|时段|区间)(?:为|是|:)?")
_ROUND = pattern(r"第(?P<number>[一二三四1-4])[次轮](?!会议|党组|研究)")
_DIGITS = str.maketrans("1234", "一二三四")
_NEAREST = 4  # labels on either side of a day
_RECENT = 40  # cut-offs before; a round does not reach further


def sentence_of(out: Collector, offset: int) -> int:
    """Return the index of the sentence that holds ``offset``."""
    return max(0, bisect_right(out.sentences, offset, key=lambda s: s.start) - 1)


def read_cutoffs(paragraph: Paragraph, out: Collector) -> None:
    """Read the cut-off days of a paragraph."""
    text = out.text
    start, end = paragraph.start, paragraph.end
    if text.find("截", start, end) < 0 and text.find("止", start, end) < 0:
        return
    labels = [token for token in paragraph.tokens if _is_label(token)]
    monitored = _MONITORING.search(text, paragraph.start, paragraph.end) is not None
    for token in paragraph.tokens:
        day = token.value
        if token.kind is not Kind.INSTANT or not isinstance(day, Instant) or day.day is None:
            continue
        if not _is_cutoff(text, paragraph.start, token):
            continue
        fact = out.quick_fact(
            token.start, token.end, "截止日期", sentence_of(out, token.start), instant=day
        )
        out.add(
            Cutoff(
                start=token.start,
                end=token.end,
                day=fact,
                label=_label(labels, token, out),
                round=_round(paragraph, fact, out, monitored=monitored),
            )
        )


def _is_cutoff(text: str, low: int, token: Token) -> bool:
    before = _BEFORE.search(text, max(low, token.start - 8), token.start)
    if _BEFOREHAND.match(text, token.end):
        return False
    if before is not None:
        return _DEADLINE.search(text, max(low, before.start() - 10), before.start()) is None
    return _AFTER.match(text, token.end) is not None


def _is_label(token: Token) -> bool:
    """Whether a token is a part of a year counted in months: 1-6月, 上半年, 前三季度."""
    period = token.value
    return (
        token.kind is Kind.PERIOD
        and isinstance(period, Period)
        and period.first.month is not None
        and period.last.month is not None
        and period.first.day is None
        and period.last.day is None
    )


def _label(labels: Sequence[Token], token: Token, out: Collector) -> Fact | None:
    """Return the period that the text binds to a cut-off day, if it is exactly one.

    Bound is a period in apposition (1-6月(截至6月30日)) and the period that a sentence says was
    monitored, for the days of that sentence and those after it in the same block; where a sentence
    tells of several rounds, each in its own part of it.
    """
    text = out.text
    own = sentence_of(out, token.start)
    at = bisect_left(labels, token.start, key=lambda label: label.start)
    near = labels[max(0, at - _NEAREST) : at + _NEAREST]
    here = [label for label in near if sentence_of(out, label.start) == own]
    earlier = [label for label in here if label.start < token.start]
    for label in earlier:
        if _APPOSED.fullmatch(text, label.end, token.start):
            return _fact(label, out)
    later = next((label for label in here if label.start > token.start), None)
    if later is not None and _NAMED.fullmatch(text, token.end, later.start):
        return _fact(later, out)
    if len(here) > 1:
        earlier = [label for label in earlier if ";" not in text[label.end : token.start]]
    elif not here:
        earlier = list(labels[:1]) if at == 1 else []
    if len(earlier) == 1 and _says_monitored(earlier[0], out):
        return _fact(earlier[0], out)
    return None


def _says_monitored(label: Token, out: Collector) -> bool:
    sentence = out.sentences[sentence_of(out, label.start)]
    return _MONITORING.search(out.text, sentence.start, sentence.end) is not None


def _fact(label: Token, out: Collector) -> Fact:
    period = label.value if isinstance(label.value, Period) else None
    return out.quick_fact(
        label.start,
        label.end,
        "监控期间",
        sentence_of(out, label.start),
        word=out.text[label.start : label.end],
        period=period,
    )


def _round(paragraph: Paragraph, fact: Fact, out: Collector, *, monitored: bool) -> int:
    """Return the number of the round: days of one month that the same monitoring speaks of.

    A round may have a name (第一次监控): it tells rounds apart, and keeps together what it names.
    Outside of monitoring only ends of months are compared with each other (6月30日, 6月31日): other
    days of one month may well count different things.
    """
    known = out.relations[Cutoff]
    for other in known[-_RECENT:]:
        if isinstance(other, Cutoff) and _same_round(
            paragraph, other.day, fact, out, monitored=monitored
        ):
            return other.round
    return len(known) + 1


def _same_round(
    paragraph: Paragraph, known: Fact, fact: Fact, out: Collector, *, monitored: bool
) -> bool:
    first, second = known.instant, fact.instant
    begin = paragraph.section.heading.start if paragraph.section is not None else 0
    if first is None or second is None or known.start < begin:
        return False
    names = _round_name(known, out), _round_name(fact, out)
    if all(names):
        return names[0] == names[1]
    if first.month != second.month:
        return False
    if None not in (first.year, second.year) and first.year != second.year:
        return False
    if monitored and known.start >= paragraph.start:
        return True
    return _ends_month(first) and _ends_month(second)


def _round_name(day: Fact, out: Collector) -> str:
    """Return what the sentence calls the round of a day (一 of 第一次监控), if anything."""
    sentence = out.sentences[day.sentence]
    found = list(_ROUND.finditer(out.text, sentence.start, day.start))
    if not found or _MONITORING.search(out.text, sentence.start, sentence.end) is None:
        return ""
    return found[-1]["number"].translate(_DIGITS)


def _ends_month(day: Instant) -> bool:
    """Whether a day is the last of its month, or past it."""
    return not Instant(day.year, day.month, (day.day or 0) + 1).valid
