"""PR06: the dates of award, signing and filing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.holidays import has_own_holidays
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.model.working_days import weekdays, working_days
from jixiao.patterns import pattern
from jixiao.terms import Severity

_AWARD = pattern(r"(?:中标|成交)(?:结果)?(?:通知书|通知|公告)|确定(?:中标|成交)|中标")
_SIGN = pattern(r"签订|签署|签约|签合同|订立|签(?=[^字收章])")
_FILE = pattern(r"备案")
_STOP = pattern(r"[,，。;；、]")
_SIGN_WITHIN = 30  # days, 政府采购法 第四十六条
_FILE_WITHIN = 7  # working days, 政府采购法 第四十七条
_HOLIDAYS = 9  # the most working days that public holidays take out of three weeks


class _Event(NamedTuple):
    kind: str
    token: Token
    day: date


@check(
    code="PR06",
    name="contract-dates",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明中标（成交）、签订合同、备案的日期，无从核对时限。",
    basis="《中华人民共和国政府采购法》第四十六条、第四十七条",
)
def contract_dates(ctx: Context) -> Iterator[Outcome]:
    """采购合同应在中标通知书发出之日起30日内签订，签订之日起7个工作日内备案。

    为什么：合同签订时效和备案时效各占分值，逾期要扣分并说明原因。
    公式：签订日－中标（成交）通知书发出日≤30日；备案日－签订日≤7个工作日（按国务院办公厅公布的放假、调休安排计）；
        签订不早于中标，备案不早于签订。
    不报的情形：放假安排尚未收录的年度、自治区另有法定假日的，公共假日可能影响结论时无法判断；没有写出日的不核对；前一个日期没有写年份的，取本句或报告的年度；
        电子卖场直购没有中标通知书的不核对；一句中有两次中标或两份合同、难以对应的不核对。
    已知漏报：中标、签订、备案写在不同句子里的。
    """
    for sentence in ctx.understanding.sentences:
        if sentence.last_token - sentence.first_token < 2:
            continue
        text = ctx.document.text[sentence.start : sentence.end]
        if "签" not in text or not ("中标" in text or "成交" in text or "备案" in text):
            continue
        events = _events(ctx, sentence)
        kinds = [event.kind for event in events]
        if len(set(kinds)) != len(kinds):
            continue
        found = {event.kind: event for event in events}
        if "award" in found and "sign" in found:
            yield _signed(ctx, found["award"], found["sign"])
        if "sign" in found and "file" in found:
            yield _filed(ctx, found["sign"], found["file"])


def _events(ctx: Context, sentence: Sentence) -> list[_Event]:
    """Return the dated events of a sentence: each day with the word in its clause."""
    dates = [
        (token, token.value)
        for token in ctx.understanding.tokens[sentence.first_token : sentence.last_token]
        if isinstance(token.value, Instant)
    ]
    year = ctx.metadata.fiscal_year
    events: list[_Event] = []
    for number, (token, instant) in enumerate(dates):
        year = instant.year or year
        day = Instant(year, instant.month, instant.day).to_date()
        low = dates[number - 1][0].end if number else sentence.start
        high = dates[number + 1][0].start if number + 1 < len(dates) else sentence.end
        kind = _kind(ctx.document.text, low, token, high)
        if day is not None and kind:
            events.append(_Event(kind, token, day))
    return events


def _kind(text: str, low: int, token: Token, high: int) -> str:
    """Return what happened on a day: the words after it up to a comma, else those before it."""
    stop = _STOP.search(text, token.end, high)
    after = text[token.end : stop.start() if stop else high]
    before = text[low : token.start]
    cut = max((match.end() for match in _STOP.finditer(before)), default=0)
    for words in (after, before[cut:]):
        for kind, form in (("file", _FILE), ("sign", _SIGN), ("award", _AWARD)):
            if form.search(words):
                return kind
    return ""


def _signed(ctx: Context, award: _Event, sign: _Event) -> Outcome:
    days = (sign.day - award.day).days
    related = ((award.token, "中标（成交）日期"),)
    said = f"{ctx.text(award.token)}中标（成交），{ctx.text(sign.token)}签订合同"
    if days < 0:
        return ctx.finding(
            sign.token,
            f"{said}，签订早于中标，请核对日期",
            stated=sign.day.isoformat(),
            related=related,
        )
    if days > _SIGN_WITHIN:
        last = award.day + timedelta(days=_SIGN_WITHIN)
        return ctx.finding(
            sign.token,
            f"{said}，相隔 {days} 日，超过 {_SIGN_WITHIN} 日，请核对日期或说明原因",
            stated=sign.day.isoformat(),
            expected=last.isoformat(),
            related=related,
        )
    return ctx.passed(sign.token, f"{said}，相隔 {days} 日，未超过 {_SIGN_WITHIN} 日", related)


def _filed(ctx: Context, sign: _Event, filed: _Event) -> Outcome:
    related = ((sign.token, "签订日期"),)
    said = f"{ctx.text(sign.token)}签订合同，{ctx.text(filed.token)}备案"
    if filed.day < sign.day:
        return ctx.finding(
            filed.token,
            f"{said}，备案早于签订，请核对日期",
            stated=filed.day.isoformat(),
            related=related,
        )
    working = None if has_own_holidays(ctx) else working_days(sign.day, filed.day)
    days = weekdays(sign.day, filed.day) if working is None else working
    if days <= _FILE_WITHIN:
        return ctx.passed(filed.token, f"{said}，不超过 {_FILE_WITHIN} 个工作日", related)
    if working is None and days <= _FILE_WITHIN + _HOLIDAYS:
        return ctx.cannot_tell(
            filed.token,
            f"{said}，相隔 {days} 个周一至周五，其间是否有公共假日不能确定，请对照工作日历核对",
            related,
        )
    counted = "周一至周五" if working is None else "工作日"
    return ctx.finding(
        filed.token,
        f"{said}，相隔 {days} 个{counted}，超过 {_FILE_WITHIN} 个工作日，请核对日期或说明原因",
        stated=filed.day.isoformat(),
        related=related,
    )
