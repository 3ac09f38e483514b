"""DT13: months and years counted between two dates."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_CUE = (
    r"[^。;\n\d,(]{0,8}[,(]?(?:建设|实施|服务|合同|执行|项目|资助)?"
    r"(?:共计?|总计|历时|为期|周期|期限?|工期)(?:共|为|是|计)?"
)
_UNTIL = r"起?(?:至|到|[—–\-~]{1,2})"
_MONTHS = pattern(
    r"(?P<y1>20\d\d)年(?P<m1>\d{1,2})月(?:\d{1,2}日)?"
    + _UNTIL
    + r"(?:(?P<y2>20\d\d)年)?(?P<m2>\d{1,2})月(?:\d{1,2}日)?"
    + _CUE
    + r"(?P<count>\d{1,3})个月(?!左右|以[内上]|内|多)"
)
_YEARS = pattern(
    r"(?P<y1>20\d\d)年?"
    + _UNTIL
    + r"(?P<y2>20\d\d)年"
    + _CUE
    + r"(?P<count>\d{1,2}|[两二三四五六七八九十])年(?!左右|以[内上]|内|多|度)"
)
_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_MOST_MONTH = 12


@check(
    code="DT13",
    name="months-between",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有既写明起止年月又写明月数、年数的事项。",
)
def months_between(ctx: Context) -> Iterator[Outcome]:
    """写明的月数、年数应与起止年月相符。

    为什么：建设期、服务期由起止年月算出，改了年月而没有改月数，一算便知。
    公式：月数＝止月－起月（首尾两月都算在内的加一个月）；年数＝止年－起年（可加一年）。
    不报的情形：约数；月数与起止年月之间另有数字的。
    已知漏报：起止年月与月数不在一句之内的。
    """
    text = ctx.document.text
    if "个月" in text:
        for match in _MONTHS.finditer(text):
            first = int(match["y1"]) * 12 + int(match["m1"])
            last = int(match["y2"] or match["y1"]) * 12 + int(match["m2"])
            if 1 <= int(match["m1"]) <= _MOST_MONTH and 1 <= int(match["m2"]) <= _MOST_MONTH:
                yield _judged(ctx, match, last - first, "个月")
    for match in _YEARS.finditer(text):
        yield _judged(ctx, match, int(match["y2"]) - int(match["y1"]), "年")


def _judged(ctx: Context, match: re.Match[str], apart: int, unit: str) -> Outcome:
    printed = match["count"]
    count = _NUMERALS.get(printed) or int(printed)
    place = Span(match.start("count"), match.end("count") + len(unit))
    if apart <= 0:
        return ctx.cannot_tell(place, f"止于起之前，{printed}{unit}无法核对")
    if count in (apart, apart + 1):
        return ctx.passed(place, f"{printed}{unit}与起止年月相符")
    meant = f"{apart}{unit}，首尾都算在内为{apart + 1}{unit}"
    return ctx.finding(
        place,
        f"写作{printed}{unit}，按起止年月为{meant}，请核对",
        stated=count,
        expected=apart + 1,
    )
