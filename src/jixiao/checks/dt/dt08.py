"""DT08: spending progress against the time elapsed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Kind
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant, Period
from jixiao.model.relation import Ratio, RatioKind
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_LIGHT = pattern(r"[绿黄红](?:色)?(?:预警)?灯")
_OF_TIME = pattern(r"(?:相当于|为|达到?|是)(?:同期|序时|时间)进度的(\d+(?:\.\d+)?)%")
_ELAPSED = pattern(r"(?<!当)(?<!于)(?<!达到)(?:时间|序时)进度(?:应?为|是|:)(\d+(?:\.\d+)?)%")
_MID_MONTH = pattern(r"月(?:[0-9]|1[0-9]|2[0-7])日|[中上]旬")  # the days count, not the months
_DECEMBER = 12
_TIME_ROUNDED = Decimal("0.02")  # what a time elapsed that was rounded first may move
_PROGRESS = pattern(r"进度(?:为|达到?|是)?(\d+(?:\.\d+)?)%")
_RULE = pattern(r"(\d+(?:\.\d+)?)%")
_RULE_WORDS = pattern(r"规则|以上的?[为亮是]|以下的?[为亮是]")
_COUNTED = pattern(r"灯(?:的)?(?:项目|指标)?\d|\d+个[绿黄红]灯")
_REASON = pattern(r"原因|因为|由于|主要是|受.{1,20}影响|所致|系.{2,}|因[^此为而素]|按.{1,8}拨付")
_PLANNED = pattern(r"力争|预计|计划|目标|要求|应当?达到|不低于|确保|不少于|预警")
_COUNTED_FROM = pattern(
    r".{0,5}?(?:累计|支出|执行|监控|预算|部门|项目|情况|资金|整体|[的我全,:)末底])"
)


class _Limits(NamedTuple):
    green: Decimal
    yellow: Decimal

    def light(self, progress: Decimal) -> str:
        if progress >= self.green:
            return "绿"
        return "黄" if progress >= self.yellow else "红"


_USUAL = _Limits(Decimal(80), Decimal(60))


@check(
    code="DT08",
    name="progress-light",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有在一句话里写明年中的截止月份和预算执行进度，无从与时间进度比较。",
)
def progress_light(ctx: Context) -> Iterator[Outcome]:
    """年中执行进度应当跟上时间进度，预警灯应当与进度相符。

    为什么：执行进度明显落后是运行监控要预警、要纠偏的情形，写了进度就应当说明原因和措施。
    公式：执行进度 ÷（截止月份 ÷ 12）：不低于 80% 为绿灯，60%（含）至 80% 为黄灯，低于 60% 为红灯；
    文中另有规则的按文中的规则；写明的时间进度应为截止月份÷12，“相当于时间进度的”比例应为执行进度÷时间进度。
    不报的情形：一季度和年末的进度；三公经费、政府采购的进度；已说明原因的；计划和预计的进度。
    已知漏报：截止月份与进度不在同一句的；只写“基本达到序时进度”的。
    依据：财预〔2019〕136号（双监控）；灯色界限为通行做法。
    """
    yield from _lights(ctx)
    yield from _paces(ctx)
    for ratio in ctx.all(Ratio):
        if ratio.kind is not RatioKind.EXECUTION or ratio.topic != "execution":
            continue
        rate = ratio.rate
        sentence = ctx.understanding.sentences[rate.sentence]
        month = _month_before(ctx, sentence, rate.start)
        if month is None or not 4 <= month <= 11:
            continue
        text = ctx.document.text
        if _PLANNED.search(text, max(sentence.start, rate.start - 20), rate.start):
            continue
        if _LIGHT.search(text, sentence.start, sentence.end):
            continue  # judged by its light
        progress = rate.value * 12 / month
        words = f"1—{month}月执行进度{ctx.number(rate)}，相当于时间进度的{_rounded(progress)}%"
        if not rate.amount.is_point:
            yield ctx.cannot_tell(rate, f"{words}；进度为约数，无法判断")
        elif progress >= _USUAL.green:
            yield ctx.passed(rate, f"{words}，没有明显落后")
        elif _REASON.search(text, sentence.start, _next_end(ctx, rate.sentence)):
            yield ctx.cannot_tell(rate, f"{words}，文中已说明原因，是否充分由审核人判断")
        else:
            yield ctx.finding(
                rate,
                f"{words}，按通行界限应亮{_USUAL.light(progress)}灯，请说明原因和加快支出的措施",
                stated=rate,
            )


def _paces(ctx: Context) -> Iterator[Outcome]:
    """Judge the time elapsed, and a progress as a share of it, by the month of the sentence."""
    text = ctx.document.text
    if "进度" not in text:
        return
    for sentence in ctx.understanding.sentences:
        if text.find("进度", sentence.start, sentence.end) < 0:
            continue
        elapsed = _ELAPSED.search(text, sentence.start, sentence.end)
        pace = _OF_TIME.search(text, sentence.start, sentence.end)
        if elapsed is None and pace is None:
            continue
        found = elapsed or pace
        month = None if found is None else _month_before(ctx, sentence, found.start())
        if (
            month is None
            or month >= _DECEMBER
            or _MID_MONTH.search(text, sentence.start, sentence.end)
        ):
            continue
        if elapsed is not None and _PLANNED.search(elapsed.group()) is None:
            yield _judge_pace(ctx, elapsed, (Decimal(100), Decimal(100)), month)
        if pace is None:
            continue
        told = list(_PROGRESS.finditer(text, sentence.start, pace.start()))
        if len(told) == 1 and pace.start() - told[0].end() <= 1:
            rate = Decimal(told[0][1])
            yield _judge_pace(
                ctx, pace, (rate - _half(told[0][1]), rate + _half(told[0][1])), month
            )


def _judge_pace(
    ctx: Context, place: re.Match[str], bounds: tuple[Decimal, Decimal], month: int
) -> Outcome:
    """Judge a printed percentage against bounds of a progress over the months elapsed."""
    exact = bounds[0] == bounds[1]
    factor = Decimal(month) / 12 if exact else Decimal(12) / month
    low, high = bounds[0] * factor, bounds[1] * factor
    stated, half = Decimal(place[1]), _half(place[1])
    span = Span(place.start(1), place.end(1) + 1)
    expected = f"{((low + high) / 2).quantize(Decimal(1).scaleb(-_decimals(place[1])))}%"
    what = "时间进度" if exact else "相当于时间进度的比例"
    said = f"{what}写作{stated}%，按截至{month}月（{month}÷12）"
    slack = half + _TIME_ROUNDED
    if low - slack <= stated <= high + slack:
        return ctx.passed(span, f"{said}相符")
    return ctx.finding(
        span, f"{said}应为{expected}，请核实", stated=f"{stated}%", expected=expected
    )


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _half(number: str) -> Decimal:
    """Return half a unit of the last printed digit."""
    return Decimal("0.5").scaleb(-_decimals(number))


def _rounded(progress: Decimal) -> Decimal:
    return progress.quantize(Decimal("0.01"))


def _next_end(ctx: Context, sentence: int) -> int:
    sentences = ctx.understanding.sentences
    here = sentences[sentence]
    after = sentences[sentence + 1] if sentence + 1 < len(sentences) else here
    return after.end if after.block == here.block else here.end


def _month_before(ctx: Context, sentence: Sentence, offset: int) -> int | None:
    """Return the last month of 1—M月, 上半年 or 截至M月 in the sentence before a rate."""
    text = ctx.document.text
    month: int | None = None
    for token in ctx.understanding.tokens[sentence.first_token : sentence.last_token]:
        if token.start >= offset:
            break
        value = token.value
        if token.kind is Kind.PERIOD and isinstance(value, Period):
            counted = _COUNTED_FROM.match(text, token.end, sentence.end) is not None
            if value.first.month == 1 and value.last.month is not None and counted:
                month = value.last.month
        elif token.kind is Kind.INSTANT and isinstance(value, Instant):
            before = text[max(sentence.start, token.start - 3) : token.start]
            if before.endswith(("截至", "截止", "截止到", "截至到", "到")):
                month = value.month
    return month


def _lights(ctx: Context) -> Iterator[Outcome]:
    """Judge each printed light against the progress printed with it."""
    text = ctx.document.text
    if "灯" not in text:
        return
    found: dict[int, list[Span]] = {}
    for match in _LIGHT.finditer(text):
        sentence = ctx.understanding.sentence_at(match.start())
        if sentence is not None:
            found.setdefault(sentence.start, []).append(Span(*match.span()))
    limits: _Limits | None = _USUAL
    for start, places in found.items():
        sentence = ctx.understanding.sentence_at(start)
        if sentence is None:
            continue
        if len(places) > 1:
            if _RULE_WORDS.search(text, sentence.start, sentence.end):
                limits = _stated_limits(text[sentence.start : sentence.end])
            continue
        if _COUNTED.search(text, sentence.start, sentence.end):
            continue
        yield from _judge_light(ctx, sentence, places[0], limits)


def _stated_limits(rule: str) -> _Limits | None:
    """Return the limits that a rule states, None where it cannot be read."""
    numbers = sorted({Decimal(number) for number in _RULE.findall(rule)}, reverse=True)
    return _Limits(numbers[0], numbers[1]) if len(numbers) == 2 else None


def _judge_light(
    ctx: Context, sentence: Sentence, place: Span, limits: _Limits | None
) -> Iterator[Outcome]:
    text = ctx.document.text
    light = text[place.start]
    progress = _progress_of(ctx, sentence, place)
    if progress is None:
        return
    if limits is None:
        yield ctx.cannot_tell(place, f"文中的预警规则无法读出界限，不能核对{light}灯")
        return
    wanted = limits.light(progress)
    words = f"进度相当于时间进度的{_rounded(progress)}%"
    if wanted == light:
        yield ctx.passed(place, f"{words}，与{light}灯相符")
        return
    edge = min(abs(progress - limits.green), abs(progress - limits.yellow))
    if edge < 1:
        yield ctx.cannot_tell(place, f"{words}，处在两种灯色的界限上，无法判断")
        return
    yield ctx.finding(
        place,
        f"{words}，按规则（{limits.green:f}%、{limits.yellow:f}%为界）应为{wanted}灯，"
        f"写作{light}灯，请核实进度或者灯色",
        stated=f"{light}灯",
        expected=f"{wanted}灯",
    )


def _progress_of(ctx: Context, sentence: Sentence, place: Span) -> Decimal | None:
    """Return the progress before a light as a share of the time elapsed."""
    text = ctx.document.text
    relative = list(_OF_TIME.finditer(text, sentence.start, place.start))
    if relative:
        return Decimal(relative[-1][1])
    absolute = list(_PROGRESS.finditer(text, sentence.start, place.start))
    if not absolute:
        return None
    match = absolute[-1]
    block = ctx.document.blocks[sentence.block]
    month: int | None = None
    for other in ctx.understanding.sentences:
        if block.start <= other.start <= sentence.start:
            month = _month_before(ctx, other, match.start()) or month
    if month is None or month >= 12:
        return None
    return Decimal(match[1]) * 12 / month
