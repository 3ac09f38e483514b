"""DT11: beginnings before ends, and the steps of a matter in their order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.model.quantity import Dimension, Quantity
from jixiao.patterns import pattern
from jixiao.terms import Severity

_TO = pattern(r"(?:起|开始|启动)?,?(?:至|到|[-—－~～]+|延续至|持续至)")
_BEGINS = pattern(r"(?:起|开始|启动|开工|进场)")
_ENDS = pattern(r"(?:止|结束|完成|完工|竣工|终止)")
_LASTED = pattern(r"(?:历时|为期|用时|耗时|工期|周期|持续)(?:共计?|为)?$")
_ONLY_A_PART = pattern(r";|其中|现场|实地|集中|平均|每|分别")
# What is done one after the other in one matter.
_STAGES = tuple(
    pattern(words)
    for words in (
        r"立项",
        r"招标公告|采购公告|发布(?:招标|采购|磋商)?公告",
        r"开标|评标",
        r"中标(?:公示|公告|通知)",
        r"签订(?![^,。;]{0,6}(?:监理|设计|补充|审计|检测))[^,。;]{0,8}合同|签署合同|合同签订|签约",
        r"开工|进场施工|动工",
        r"完工|竣工(?!验收)|(?:执行|实施|建设)期(?:限)?[截至到]",
        r"验收",
    )
)
_OTHER_MATTER = pattern(r"项目(?!执行期|实施期|建设期|于)|标段|分别|另|其中|[一二三四]期|;")
_BEFORE_HAND = pattern(r"计划|拟|预计|将|应于|要求|上年|原定|[0-9]日?前")


class _Day(NamedTuple):
    token: Token
    instant: Instant
    own_year: bool


@check(
    code="DT11",
    name="beginning-and-end",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明起止日期或者先后步骤的日期，无从核对。",
)
def beginning_and_end(ctx: Context) -> Iterator[Outcome]:
    """起止日期应当先起后止，前后步骤的日期应当依次在后。

    为什么：起止颠倒、先签合同后开标，说明至少有一处日期写错。
    公式：起 ≤ 止；写明周期几个月的，与起止月份相符；
    同一事项公告、开标、签订合同、开工、完工、验收依次在后，颠倒的作警告。
    不报的情形：止的日期没有写年份、可能是次年的；不同项目的步骤；天数见 DT10。
    已知漏报：起、止写在不同句子中的。
    """
    for sentence, days in _by_sentence(ctx):
        text = ctx.document.text
        for first, last in pairwise(days):
            if _is_range(text, first, last, sentence):
                yield from _range(ctx, first, last, sentence)
        yield from _stages(ctx, days, sentence)


def _by_sentence(ctx: Context) -> Iterator[tuple[Sentence, list[_Day]]]:
    """Yield the sentences of prose with two dates or more; a year goes on to the next date."""
    sentences = ctx.understanding.sentences
    days: list[_Day] = []
    at = 0
    for token, instant in ctx.understanding.days:
        while at + 1 < len(sentences) and sentences[at].end <= token.start:
            if len(days) > 1:
                yield sentences[at], days
            days, at = [], at + 1
        if ctx.document.blocks[sentences[at].block].table is not None or instant.month is None:
            continue
        year = instant.year or (days[-1].instant.year if days else None)
        days.append(_Day(token, instant._replace(year=year), instant.year is not None))
    if len(days) > 1:
        yield sentences[at], days


def _is_range(text: str, first: _Day, last: _Day, sentence: Sentence) -> bool:
    start, end = first.token.end, last.token.start
    if _TO.fullmatch(text, start, end):
        return True
    gap = text[start:end]
    if ";" in gap or len(gap) > 40 or _BEGINS.match(gap) is None:
        return False
    tail = text[last.token.end : min(sentence.end, last.token.end + 3)]
    return _ENDS.match(tail) is not None and gap[-1] in ",至到于"


def _before(last: _Day, first: _Day) -> bool:
    """Whether the end lies before the beginning, as far as both are printed."""
    one, two = first.instant, last.instant
    if one.year is None or two.year is None or one.month is None or two.month is None:
        return False
    if None in (one.day, two.day):
        return (two.year, two.month) < (one.year, one.month)
    return one.valid and two.valid and two < one


def _range(ctx: Context, first: _Day, last: _Day, sentence: Sentence) -> Iterator[Outcome]:
    related = ((first.token, "起始日期"),)
    if _before(last, first):
        if last.own_year and first.own_year:
            yield ctx.finding(
                last.token,
                f"起于{ctx.text(first.token)}、止于{ctx.text(last.token)}，止在起之前，请核实两处日期",
                stated=last.instant,
                related=related,
            )
        else:
            yield ctx.cannot_tell(last.token, "止的日期没有写年份，可能是次年，无法判断", related)
        return
    lasted = _lasted(ctx, first, last, sentence)
    if lasted is None:
        yield ctx.passed(last.token, "起止日期先后相符", related)
        return
    token, quantity = lasted
    counts = _lengths(first.instant, last.instant, quantity.unit.name)
    if not counts:
        yield ctx.passed(last.token, "起止日期先后相符", related)
    elif int(quantity.value) in counts:
        yield ctx.passed(
            token, f"{ctx.text(token)}与起止日期相符", (*related, (last.token, "终止日期"))
        )
    else:
        yield ctx.finding(
            token,
            f"写作{ctx.text(token)}，按起止日期（{ctx.text(first.token)}至{ctx.text(last.token)}）"
            f"应为{max(counts)}{quantity.unit.name}，请核实",
            stated=quantity.value,
            expected=max(counts),
            related=(*related, (last.token, "终止日期")),
            severity=Severity.WARNING,
        )


def _lasted(
    ctx: Context, first: _Day, last: _Day, sentence: Sentence
) -> tuple[Token, Quantity] | None:
    """Return the number of days or months that the range is said to have lasted."""
    text = ctx.document.text
    limit = min(sentence.end, last.token.end + 24)
    for token in ctx.understanding.tokens[sentence.first_token : sentence.last_token]:
        value = token.value
        if not isinstance(value, Quantity) or value.unit.dimension is not Dimension.DURATION:
            continue
        if not (first.token.end < token.start < limit) or not value.is_plain or value.decimals:
            continue
        if (
            _ONLY_A_PART.search(text, first.token.end, token.start)
            or _LASTED.search(text, token.start - 6, token.start) is None
        ):
            continue
        return token, value
    return None


def _lengths(first: Instant, last: Instant, unit: str) -> set[int]:
    """Return the lengths that two dates may be called: both ends counted or one."""
    start, end = _month_of(first), _month_of(last)
    if start is None or end is None or not unit.endswith("月"):
        return set()
    months = end - start
    return {months - 1, months, months + 1} if first.day and last.day else {months, months + 1}


def _month_of(instant: Instant) -> int | None:
    """Return a month counted from the year 0, or None where it is not wholly printed."""
    if instant.year is None or instant.month is None:
        return None
    return instant.year * 12 + instant.month


def _stages(ctx: Context, days: Sequence[_Day], sentence: Sentence) -> Iterator[Outcome]:
    """Judge the order of the steps of one procurement or project."""
    text = ctx.document.text
    steps = [(day, _stage(text, days, at, sentence)) for at, day in enumerate(days)]
    known = [(day, step) for day, step in steps if step >= 0]
    for (first, step), (last, later) in pairwise(known):
        if (
            step < 0
            or later <= step
            or _OTHER_MATTER.search(text, first.token.end, last.token.start)
        ):
            continue
        if _before(last, first):
            yield ctx.finding(
                last.token,
                f"此步骤写作{ctx.text(last.token)}，早于在先的步骤{ctx.text(first.token)}，请核实先后",
                stated=last.instant,
                related=((first.token, "在先的步骤"),),
                severity=Severity.WARNING,
            )
        else:
            yield ctx.passed(last.token, "步骤的先后相符", ((first.token, "在先的步骤"),))


def _stage(text: str, days: Sequence[_Day], at: int, sentence: Sentence) -> int:
    """Return the last step that the words around a date name, or −1."""
    day = days[at].token
    low = days[at - 1].token.end if at else sentence.start
    high = days[at + 1].token.start if at + 1 < len(days) else sentence.end
    stop = min((p for mark in ",;。" if (p := text.find(mark, day.end, high)) >= 0), default=high)
    start = max(low, *(text.rfind(mark, low, day.start) + 1 for mark in ",;。"))
    words = text[start : day.start] + text[day.end : min(stop, day.end + 30)]
    if _BEFORE_HAND.search(words):
        return -1
    return max((rank for rank, stage in enumerate(_STAGES) if stage.search(words)), default=-1)
