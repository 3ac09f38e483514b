"""How official prose writes things: amounts, rates, dates, changes, and sentences of facts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from jixiao.model.intervals import divide, half_up
from jixiao.model.measures import Measured
from jixiao.model.record import blank
from jixiao.reports.composition import Paragraph, Run, Source, Voice, body, chinese
from jixiao.reports.forms import day as written
from jixiao.reports.forms import plain
from jixiao.terms import Sign

_EXACT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)
_HUNDRED: Final = Decimal(100)
_ENDS: Final = "。！？…"
_CLOSERS: Final = "”’）》】"
_LOOSE: Final = " \t\u3000。；，、;,."
_MORE_THAN = {
    Sign.AT_LEAST: "≥",
    Sign.MORE_THAN: "＞",
    Sign.EQUAL: "=",
    Sign.LESS_THAN: "＜",
    Sign.AT_MOST: "≤",
}
_SELVES = ("局", "厅", "委", "办", "院", "校", "馆", "站", "所", "处", "队", "会", "部")
_SELF_OF = {"委员会": "委", "办公室": "办", "办事处": "办", "学校": "校", "医院": "院"}

Part = str | Source
"""Words, or a fact that is printed and remembered as what the sentence rests on."""


def said(*parts: Part) -> Run:
    """Return a drafted sentence; every fact in it is printed and kept as a source."""
    text = "".join(part.shown if isinstance(part, Source) else part for part in parts)
    return Run(text, Voice.DRAFTED, tuple(part for part in parts if isinstance(part, Source)))


def listed(items: Sequence[Sequence[Part]], last: str = "、", mark: str = "、") -> list[Part]:
    """Return parts as a list: ``mark`` between them, ``last`` before the last one."""
    parts: list[Part] = []
    for index, item in enumerate(items):
        if index:
            parts.append(last if index == len(items) - 1 else mark)
        parts.extend(item)
    return parts


# --- figures ------------------------------------------------------------------------------------


def money(label: str, value: Decimal, origin: str = "") -> Source:
    """Return an amount in 万元 with two decimals."""
    return Source(label, f"{half_up(value, 2):f}万元", origin)


def rate(label: str, part: Decimal, whole: Decimal, origin: str = "") -> Source:
    """Return a rate in percent with two decimals; ``whole`` is not zero."""
    share = divide(part, whole, _HUNDRED, _EXACT)
    return Source(label, f"{half_up(share, 2):f}%", origin)


def count(label: str, value: Decimal | int, unit: str, origin: str = "") -> Source:
    """Return a count with its unit."""
    return Source(label, f"{plain(Decimal(value))}{unit}", origin)


def counted_as(measured: Measured, unit: str) -> Source:
    """Return a measure that counts things."""
    return count(measured.label, measured.value, unit, measured.origin)


def points(label: str, value: Decimal, origin: str = "") -> Source:
    """Return a score as it was rounded by its standard."""
    return Source(label, f"{value:f}分", origin)


def full_mark(value: Decimal, label: str = "满分") -> Source:
    """Return a full mark without idle decimals."""
    return Source(label, f"{plain(value)}分", "评分标准")


def day(label: str, value: date, origin: str = "") -> Source:
    """Return a date: 2024年3月15日."""
    return Source(label, written(value), origin)


def compared(sign: Sign) -> str:
    """Return the sign of an indicator as it is printed before its target."""
    return _MORE_THAN.get(sign, "")


# --- changes ------------------------------------------------------------------------------------


def against_last_year(label: str, now: Decimal, before: Decimal, origin: str = "") -> list[Part]:
    """Return how an amount changed: 比上年增加1.44万元，增长20.84%.

    Of a base of zero no rate is told.
    """
    difference = now - before
    last = money(f"上年{label}", before, origin)
    if not difference:
        return ["与上年", last, "持平"]
    word, grown = ("增加", "增长") if difference > 0 else ("减少", "下降")
    changed = money(f"{label}增减额", abs(difference), f"{plain(now)}－{plain(before)}")
    if before <= 0:
        return [f"比上年{word}", changed, "（上年基数为0，增减率不可比）"]
    share = rate(f"{label}增减率", abs(difference), before, f"增减额÷上年数{plain(before)}")
    return ["比上年的", last, word, changed, f"，{grown}", share]


# --- what people wrote --------------------------------------------------------------------------


def own(text: str) -> Run:
    """Return words that the user wrote, without the marks at their end: the sentence closes."""
    return Run(phrase(text), Voice.WRITTEN)


def phrase(text: str) -> str:
    """Return words that go into a sentence: one line, no mark at the end."""
    return "".join(line.strip() for line in text.splitlines()).rstrip(_LOOSE)


def whole(text: str) -> list[Run]:
    """Return what the user wrote as a sentence of its own, closed where it was left open."""
    line = "".join(each.strip() for each in text.splitlines())
    runs = [Run(line, Voice.WRITTEN)]
    if not line.rstrip(_CLOSERS).endswith(tuple(_ENDS)):
        runs = [Run(line.rstrip(_LOOSE), Voice.WRITTEN), Run("。")]
    return runs


def kept(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs that the user wrote, as they are."""
    for line in text.splitlines():
        if line.strip():
            yield body(Run(line.strip(), Voice.WRITTEN))


def marked(paragraphs: Iterable[Sequence[Run]]) -> Iterator[Paragraph]:
    """Yield paragraphs that begin with 一是, 二是 …; a single one begins with nothing."""
    items = list(paragraphs)
    for index, runs in enumerate(items, start=1):
        ordinal = [Run(f"{chinese(index)}是")] if len(items) > 1 else []
        yield body(*ordinal, *runs)


def filled(*values: object) -> bool:
    """Whether none of the values was left empty."""
    return not any(blank(value) for value in values)


def self_name(name: str) -> str:
    """Return how a body speaks of itself: 我局, 我委, 我办; 本单位 where its name tells nothing."""
    for ending, short in _SELF_OF.items():
        if name.endswith(ending):
            return f"我{short}"
    if name.endswith("中心"):
        return "本中心"
    return f"我{name[-1]}" if name.endswith(_SELVES) else "本单位"
