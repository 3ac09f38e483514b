"""The heads of a table of final accounts: which columns hold names, codes and amounts.

Columns are told by what is printed over them and, where that does not say, by what is in them;
never by their place. Columns of one panel stand together: codes and names, then amounts.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.model.accounts import AccountColumn
from jixiao.model.fact import Basis
from jixiao.model.source import Span
from jixiao.patterns import pattern

CODE: Final = pattern(r"[0-9]{3}(?:[0-9]{2}){0,2}")
CODE_AND_NAME: Final = pattern(r"([0-9]{3}(?:[0-9]{2}){0,2})[-—_. ]?(?=[\u4e00-\u9fff“])")
NUMBER: Final = pattern(
    r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\([0-9,]+\.[0-9]+\)"
)
DASH: Final = pattern(r"[-—–―/\\_]*|无|——")
_PLAIN_COUNT: Final = pattern(r"[0-9]{1,3}")
_LOWER: Final = pattern(r"[0-9]{2}")
_ORDER: Final = pattern(r"栏次|栏目|行次")
_TOTAL_ROW: Final = pattern(
    r"(?:合|总|小)计|(?:本年)?(?:收入|支出)[合总]计|[\u4e00-\u9fff“”]{2,12}合计"
)
_NUMBERED: Final = pattern(
    r"[一二三四五六七八九十]{1,3}、.|\([一二三四五六七八九十]\).|[0-9]{1,2}[.、][^0-9]"
)
_FEWEST_ORDERED: Final = 3


class Line(NamedTuple):
    """A row as printed: the places of its cells and their words, without white space."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]


class Layout(NamedTuple):
    """The columns of one panel: codes (one, or 类 款 项), names, amounts."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    columns: tuple[AccountColumn, ...]
    side: str


def is_number(words: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return NUMBER.fullmatch(words) is not None


def is_order(line: Line) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3."""
    filled = [word for word in line.words if word]
    if any(_ORDER.fullmatch(word) for word in filled):
        numbered = any(_PLAIN_COUNT.fullmatch(word) for word in filled)
        return numbered and all(
            _ORDER.fullmatch(w) or _PLAIN_COUNT.fullmatch(w) or len(w) <= 4 for w in filled
        )
    numbers = [word for word in filled if _PLAIN_COUNT.fullmatch(word)]
    if len(numbers) < 2 or len(numbers) < len(filled) - 1:
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(numbers))


def body_from(lines: Sequence[Line]) -> int:
    """Return the index of the first row that is no head; the number of rows where there is none."""
    for index, line in enumerate(lines):
        if is_order(line):
            continue
        filled = [word for word in line.words if word]
        if not filled:
            continue
        first = filled[0]
        if (
            any(is_number(word) for word in filled)
            or _NUMBERED.match(first)
            or CODE_AND_NAME.match(first)
            or (len(filled) == 1 and index and _TOTAL_ROW.fullmatch(first))
        ):
            return index
    return len(lines)


def paths(head: Sequence[Line], width: int) -> list[tuple[str, ...]]:
    """Return the heads over each column, from the top; one reaches over the blanks beside it."""
    head = [line for line in head if not is_order(line)]
    columns: list[list[str]] = [[] for _ in range(width)]
    for level, line in enumerate(head):
        reach = ""
        for column in range(width):
            word = line.words[column]
            above = head[level - 1].words[column] if level else ""
            below = any(later.words[column] for later in head[level + 1 :])
            if word:
                reach = word
            elif not below or (level and above):
                reach = ""
            if reach and (not columns[column] or columns[column][-1] != reach):
                columns[column].append(reach)
    return [tuple(path) for path in columns]


def layouts(head: Sequence[Line], body: Sequence[Line], names: AccountNames) -> list[Layout]:
    """Return the panels of a table."""
    width = max((len(line.words) for line in (*head, *body)), default=0)
    head = [_padded(line, width) for line in head]
    body = [_padded(line, width) for line in body]
    over = paths(head, width)
    found: list[Layout] = []
    codes: list[int] = []
    named: list[int] = []
    amounts: list[AccountColumn] = []
    sides: list[str] = []

    def close() -> None:
        if amounts:
            found.append(Layout(tuple(codes), tuple(named), tuple(amounts), _side(sides)))
        codes.clear()
        named.clear()
        amounts.clear()
        sides.clear()

    for column in range(width):
        cells = [line.words[column] for line in body]
        kind = _what(over[column], cells, names)
        if codes and not (kind or amounts) and codes[-1] == column - 1 and _is_lower(cells):
            kind = "C"
        if kind in "CN" and amounts:
            close()
        sides.extend(over[column][:1])
        if kind == "C":
            codes.append(column)
        elif kind == "N":
            named.append(column)
        elif kind == "V":
            amounts.append(make_column(column, over[column], names))
    close()
    return found


def _padded(line: Line, width: int) -> Line:
    missing = width - len(line.words)
    if not missing:
        return line
    end = line.spans[-1].end if line.spans else 0
    return Line(line.spans + (Span(end, end),) * missing, line.words + ("",) * missing)


def _side(heads: Sequence[str]) -> str:
    words = "".join(heads)
    income, spent = "收入" in words, "支出" in words
    return "" if income == spent else "income" if income else "expenditure"


def _what(path: tuple[str, ...], cells: Sequence[str], names: AccountNames) -> str:
    """Return C for a column of codes, N of names, V of amounts, else nothing."""
    leaf = path[-1] if path else ""
    filled = [cell for cell in cells if cell and not DASH.fullmatch(cell)]
    coded = bool(filled) and all(CODE.fullmatch(cell) for cell in filled)
    if any(names.is_ordering(head) for head in path):
        kind = ""
    elif leaf and names.is_coding(leaf):
        digits = [cell for cell in filled if cell.isdecimal()]
        kind = "C" if len(digits) * 2 >= len(filled) else "N"
    elif sum(map(is_number, filled)) * 2 < len(filled):
        kind = "N"
    elif leaf and names.is_naming(leaf):
        kind = "C" if coded else "" if filled else "N"
    elif not leaf:
        kind = "C" if coded and len(filled) > 1 else ""
    else:
        kind = "" if _counts(filled) else "V"
    return kind


def _is_lower(cells: Sequence[str]) -> bool:
    """Whether cells are 款 or 项, two digits, beside 类 under one head."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_LOWER.fullmatch(cell) for cell in filled)


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells number the rows: 1 2 3."""
    if len(cells) < _FEWEST_ORDERED or not all(_PLAIN_COUNT.fullmatch(cell) for cell in cells):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(cells))


def make_column(index: int, path: tuple[str, ...], names: AccountNames) -> AccountColumn:
    """Return a column of amounts, understood by the heads over it."""
    keys: list[str] = []
    basis: Basis | None = None
    counted = True
    for head in path:
        key, stage, amount = names.head(head)
        keys.append(key)
        basis = stage or basis
        counted = counted and amount
    telling = [key for key in keys if key not in ("", "?", "total")]
    key = telling[-1] if telling else "total" if "total" in keys else ""
    if keys and keys[-1] == "?":
        key = "?"
    return AccountColumn(index, path, tuple(keys), key, basis or Basis.FINAL, counted)
