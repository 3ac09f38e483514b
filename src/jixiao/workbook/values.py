"""What a cell says, read as what its column asks for; nothing is guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NamedTuple

from jixiao.model.document import UNCALCULATED
from jixiao.model.folding import fold
from jixiao.model.record import Column, Value
from jixiao.patterns import pattern
from jixiao.terms import Term
from jixiao.workbook.looks import NO, YES

LARGEST: Final = Decimal(10) ** 12  # no figure of a department, in whatever unit, is larger
_DATES: Final = pattern(
    r"([12][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s+0{1,2}:0{2}(?::0{2})?)?"
)
_UNBROKEN: Final = pattern(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")  # 20240315
_MONTH: Final = pattern(r"[12][0-9]{3}\s*[-/.年]\s*[0-9]{1,2}\s*月?")
_DAYISH: Final = pattern(r"[0-9]+(?:年|月[0-9]*)|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}")
_SERIAL: Final = pattern(r"[2-6][0-9]{4}")
_SPLIT: Final = pattern(r"[、,，;；/\s]+")
# 1,234.5, -¥0.30, 1.5E+3; 1,5 and 1_000 may mean anything
_NUMBER: Final = pattern(
    r"\s*(?P<sign>[+-]?)[¥$]?\s*"
    r"(?P<digits>(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)\s*"
)
_CONTROL: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LONGEST: Final = 32_767
"""Characters of a cell, by the specification of Excel."""
_ERROR: Final = pattern(r"#(?:DIV/0!|REF!|NAME\?|VALUE!|NUM!|N/A|NULL!|SPILL!|CALC!)")
_A_DAY: Final = "日期，如 2024-03-15"
_YEARS: Final = range(1949, 2101)
_EPOCH: Final = date(1899, 12, 30)
_YES: Final = frozenset({YES, "TRUE", "true", "Y", "y", "√", "有"})
_NO: Final = frozenset({NO, "FALSE", "false", "N", "n", "×", "无"})


_ALIASES: Final = {
    "<=": "≤", "=<": "≤", "≦": "≤", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤",
    ">=": "≥", "=>": "≥", "≧": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥", "==": "=",
}  # fmt: skip
"""How people write signs that have a name of their own in the list."""
_SCALES: Final = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(1000)}
_PER_TEN_THOUSAND: Final = Decimal(10) ** 4


class Shown(NamedTuple):
    """A cell: what it shows, the number behind it where that is rounded, the unit of its row."""

    text: str
    stored: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that cannot be used: what is the matter, and what was expected."""

    problem: str
    expected: str


def value_of(cell: Shown, column: Column) -> Value | Unusable:
    """Return the value of a cell for a column, None where it is blank."""
    text = fold(cell.text).strip()
    if not text:
        return _nothing(column)
    problem = _problem(text, column)
    if problem is not None:
        return problem
    if column.several:
        return tuple(part for part in _SPLIT.split(cell.text) if part)
    return cell.text.strip() if column.kinds == (str,) else _first(text, cell, column)


def _problem(text: str, column: Column) -> Unusable | None:
    """Return why no column can use a text, whatever is expected there."""
    if _CONTROL.search(text):  # no document can hold them, and terminals obey them
        return Unusable("里有看不见的控制字符，请删去后重新输入", expected_of(column))
    if len(text) > LONGEST:  # Excel would cut it off in silence
        return Unusable("太长，一格写不下，请删减", f"不超过{LONGEST}字")
    if text == UNCALCULATED:
        said = "公式没有计算结果，请用 Excel 或 WPS 打开后保存一次，或者直接填写"
        return Unusable(said, expected_of(column))
    if _ERROR.fullmatch(text):
        return Unusable("是公式出错，请改正公式", expected_of(column))
    return None


def expected_of(column: Column) -> str:
    """Return what may stand in a column, in words."""
    named = {
        Decimal: _amount_of(column.unit),
        int: f"整数（单位：{column.unit}）" if column.unit else "整数",
        date: _A_DAY,
        bool: f"{YES}、{NO}",
        str: "文字",
    }
    return "或".join(
        "、".join(one.label for one in kind) if issubclass(kind, Term) else named[kind]
        for kind in column.kinds
    )


def _amount_of(unit: str) -> str:
    return f"数（单位：{unit}）" if unit else "数"


def tidy(number: Decimal) -> Decimal:
    """Return a number without idle zeros behind the point, and without exponent."""
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else number.normalize()


def _nothing(column: Column) -> Value:
    if column.several:
        return ()
    return "" if column.kinds == (str,) else None


def _first(text: str, cell: Shown, column: Column) -> Value | Unusable:
    """Return the value by the first of the kinds of a column that can read it."""
    problems: list[Unusable] = []
    for kind in column.kinds:
        found = _reader(kind)(text, cell, column)
        if not isinstance(found, Unusable):
            return found
        problems.append(found)
    if len(problems) == 1:
        return problems[0]
    return Unusable("看不懂", expected_of(column))


_Reader = Callable[[str, Shown, Column], Value | Unusable]


def _reader(kind: type) -> _Reader:
    if issubclass(kind, Term):
        return lambda text, _cell, _column: _term(text, kind)
    return {Decimal: _number, int: _whole, date: _day, bool: _truth}[kind]


def _number(text: str, cell: Shown, column: Column) -> Decimal | Unusable:
    unit = column.unit or fold(cell.unit).strip()
    if any(each.isdigit() for each in unit):  # no unit, and behind a number no end of it
        unit = ""
    expected = _amount_of(unit)
    percent = text.endswith("%")
    plain = text.removesuffix("%").strip()
    if unit and plain.endswith(unit):
        plain = plain.removesuffix(unit).strip()
    bracketed = plain.startswith("(") and plain.endswith(")")
    written = _NUMBER.fullmatch(plain[1:-1] if bracketed else plain)
    if written is None:
        return Unusable(_no_number(plain, column), expected + _meant(plain, unit))
    if percent and column.unit:
        return Unusable("是百分数", expected)
    number = Decimal(f"{written['sign']}{written['digits'].replace(',', '')}")
    if cell.stored is not None:
        # Stored is in the scale that is shown; formats may print the sign themselves.
        negative = number < 0 or bracketed or cell.stored < 0
        number = tidy(-abs(cell.stored) if negative else cell.stored)
        bracketed = False
    if abs(number) > LARGEST:
        return Unusable("数太大", f"{expected}，绝对值不超过 {LARGEST:f}")
    if number and number.adjusted() < -12:
        return Unusable("小数位数太多", expected)
    return -number if bracketed else number


def _no_number(text: str, column: Column) -> str:
    if _DAYISH.search(text) and not column.unit:
        return "是日期，不是数；以日期为目标的，指标符号选“定性”，时限写在“定性目标”"
    return "不是数"


def _meant(text: str, unit: str) -> str:
    """Return which number a text means that names another unit or scale, where that is certain."""
    scale = Decimal(1)
    plain = text
    if unit == "万元" and text.endswith("元"):
        plain = text.removesuffix("元")
        scale = 1 / _PER_TEN_THOUSAND
    elif text[-1:] in _SCALES:
        plain = text[:-1]
    elif unit and text.removesuffix(unit)[-1:] in _SCALES:
        plain = text.removesuffix(unit)[:-1]
    if plain == text:
        return ""
    if plain[-1:] in _SCALES and unit == "万元":
        scale *= _SCALES[plain[-1]]
        plain = plain[:-1]
    elif scale == 1:
        scale = _SCALES[text.removesuffix(unit)[-1] if unit else text[-1]]
    written = _NUMBER.fullmatch(plain)
    if written is None:
        return ""
    number = Decimal(f"{written['sign']}{written['digits'].replace(',', '')}") * scale
    return f"，即 {tidy(number):f}"


def _whole(text: str, cell: Shown, column: Column) -> int | Unusable:
    ending = next((word for word in ("年", "月") if word in column.label), "年")
    number = _number(text.removesuffix(ending).strip(), cell, column)
    unit = f"（单位：{column.unit}）" if column.unit else ""
    if isinstance(number, Unusable):
        return Unusable(number.problem, f"整数{unit}")
    if number != number.to_integral_value():
        return Unusable("不是整数", f"整数{unit}")
    if number < 0:
        return Unusable("是负数", f"不小于 0 的整数{unit}")
    if column.name == "year" and int(number) not in _YEARS:
        return Unusable("不是年度", "年度，如 2023")
    return int(number)


def _day(text: str, _cell: Shown, _column: Column) -> date | Unusable:
    expected = _A_DAY
    found = _DATES.fullmatch(text) or _UNBROKEN.fullmatch(text)
    if found is None:
        if _MONTH.fullmatch(text):
            return Unusable("没有写明是哪一天", expected)
        if _SERIAL.fullmatch(text):
            day = _EPOCH + timedelta(days=int(text))
            return Unusable(f"是数字，如指 {day.isoformat()}，请把单元格格式设为日期", expected)
        return Unusable("不是完整的日期", expected)
    year, month, day_of_month = (int(part) for part in found.groups())
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return Unusable("日历上没有这一天", expected)


def _truth(text: str, _cell: Shown, _column: Column) -> bool | Unusable:
    if text in _YES:
        return True
    if text in _NO:
        return False
    return Unusable("不是“是”或“否”", f"{YES}、{NO}")


def _term(text: str, kind: type[Term]) -> Term | Unusable:
    folded = {fold(member.label): member for member in kind}
    symbols = {fold(str(member.value)): member for member in kind}
    if text in folded:
        return folded[text]
    if _ALIASES.get(text, text) in symbols:
        return symbols[_ALIASES.get(text, text)]
    near = get_close_matches(text, folded, n=1, cutoff=0.5)
    problem = (
        f"不在可选的各项之内，是否要填“{folded[near[0]].label}”" if near else ("不在可选的各项之内")
    )
    return Unusable(problem, "、".join(member.label for member in kind))
