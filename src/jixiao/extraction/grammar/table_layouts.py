"""Layouts of tables: which rows belong to which, by the first evidence that a table gives.

Codes, naming columns side by side, names set in, ordinals, subtotals, headings, the vocabulary:
only how the table is laid out and what its rows are called decides, numbers never do.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from jixiao.extraction.grammar.table_cells import Grid, Row
from jixiao.extraction.grammar.table_headers import Role
from jixiao.extraction.grammar.table_labels import (
    FIRST,
    SECOND,
    core,
    is_execution,
    is_heading,
    is_of_which,
    is_scored,
    is_subtotal,
    is_total,
    is_unmeasured,
    style_of,
    subtotal_name,
)
from jixiao.extraction.grammar.table_names import NO_NAME, Name
from jixiao.extraction.vocabulary import Vocabulary
from jixiao.patterns import pattern
from jixiao.terms import Fund

# Parts that are often listed beside other expenses: 公务接待费, 会议费, 培训费.
_SMALL: Final = frozenset({"three_public_expenses", "vehicles"})
_GATHERED: Final = pattern(r"^(?:下属|所属|直属|下级|二级).{0,4}单位$")
# Who pays: 中央预算内投资, 省级补助资金, 县级配套, 企业自筹. The level is what parts the rows.
_PAYER: Final = pattern(
    r"^(中央|省|自治区|市|州|盟|县|区|旗|乡镇?|镇|自筹|企业|单位|银行|社会|其他|群众|专项债)"
    r"[\u4e00-\u9fff]{0,8}(?:资金|投资|补助|配套|自筹|贷款|拨款|债券|财政|投入)$"
)
_FISCAL: Final = frozenset(
    {Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_FUNDS_BUDGET, Fund.STATE_CAPITAL_BUDGET}
)


class Bond(Enum):
    """How a group row holds its members."""

    CLOSED = auto()  # they add up to it
    OPEN = auto()  # they are in it
    VAGUE = auto()  # they seem to add up to it
    LOOSE = auto()  # some of them are in it, which ones nothing tells


@dataclass(frozen=True, slots=True)
class Nest:
    """A group before its direct parts are told: all members, however deep."""

    whole: int
    members: frozenset[int]
    bond: Bond


Nests = list[Nest] | None
"""None where the layout is not understood: then nothing adds up to anything."""


def nests_of(
    grid: Grid, body: Sequence[int], valued: Sequence[bool], vocabulary: Vocabulary
) -> Nests:
    """Return the groups by the first kind of evidence that the table gives."""
    rows = grid.rows
    styles = [style_of(rows[i]) for i in body]
    indents = _indents(rows, body)
    nests: Nests = None
    if any(rows[i].code for i in body):
        nests = _by_code(rows, body)
    elif len(grid.names) > 1:
        nests = _by_path(grid, body)
    elif indents != "no":
        nests = _by_indent(grid, body) if indents == "yes" else None
    elif any(style >= 0 for style in styles):
        nests = _by_style(grid, body, styles)
    elif any(is_subtotal(rows[i]) for i in body):
        nests = _by_subtotal(rows, body, valued)
    elif is_scored(grid) and not grid.all(Role.BUDGET, Role.ACTUAL):
        measured = grid.all(Role.TARGET) and grid.all(Role.REACHED)
        nests = _by_heading(grid, body) if measured else _by_frame(rows, body)
    elif not any("科目" in column.text for column in grid.names):
        # else classes and items in one column, with nothing to tell them apart
        nests = _by_words(rows, body, vocabulary)
    return nests


def _by_code(rows: Sequence[Row], body: Sequence[int]) -> Nests:
    """Read 201, 20101, 2010101: a code that begins with another one belongs to it."""
    owners = {rows[i].code: i for i in body}
    if "" in owners or len(owners) < len(body):
        return None
    members: dict[int, set[int]] = {}
    for i in body:
        code = rows[i].code
        for length in range(1, len(code)):
            owner = owners.get(code[:length])
            if owner is not None:
                members.setdefault(owner, set()).add(i)
    return [Nest(i, frozenset(found), Bond.CLOSED) for i, found in members.items()]


def _by_path(grid: Grid, body: Sequence[int]) -> Nests:
    """Read columns such as 一级指标, 二级指标, 三级指标, the upper ones perhaps merged."""
    rows = grid.rows
    leaves, heads = _paths(grid, body)
    if len(set(heads.values())) < len(heads):
        return None  # a heading and a subtotal of one group
    under: dict[tuple[str, ...], set[int]] = {}
    for i, path in (leaves | heads).items():
        cores = tuple(core(part) for part in path)
        for depth in range(1, len(cores) + (i in leaves)):
            under.setdefault(cores[:depth], set()).add(i)
    nests = []
    for i, head in heads.items():
        members = under.get(tuple(core(part) for part in head), set()) - {i}
        if is_subtotal(rows[i]) and not any(j in leaves for j in members):
            return None
        if members:
            bond = Bond.CLOSED if _one_run(members, i, body) else Bond.VAGUE
            nests.append(Nest(i, frozenset(members), bond))
    return nests


Paths = dict[int, tuple[str, ...]]


def _paths(grid: Grid, body: Sequence[int]) -> tuple[Paths, Paths]:
    """Return the full paths of single rows, and those that rows over several of them stand for."""
    leaves: Paths = {}
    heads: Paths = {}
    current: tuple[str, ...] = ("",) * len(grid.names)
    for i in body:
        row = grid.rows[i]
        filled = [d for d, part in enumerate(row.path) if part]
        first, last = filled[0], filled[-1]
        path = tuple(
            current[d] if d < first and not part else part for d, part in enumerate(row.path)
        )
        name = subtotal_name(row)
        if name is not None:
            heads[i] = (*path[:last], name) if name else path[:last]
            continue
        current = path
        measured = bool(grid.all(Role.TARGET)) and not is_unmeasured(row, grid)
        if last < len(path) - 1 and not measured:
            heads[i] = path[: last + 1]
        else:
            leaves[i] = path
    return leaves, heads


def _one_run(members: set[int], whole: int, body: Sequence[int]) -> bool:
    """Whether members and whole stand together without a foreign row among them."""
    low, high = min(whole, *members), max(whole, *members)
    between = bisect_right(body, high) - bisect_left(body, low)
    return between == len(members) + 1 and whole in (low, high)


def _indents(rows: Sequence[Row], body: Sequence[int]) -> str:
    """Tell whether names are set in by level: ``yes``, ``no``, or ``unclear``.

    A difference of one is noise; names set in the middle of their column are not set in by level.
    """
    kinds = sorted({rows[i].indent for i in body})
    if kinds[-1] - kinds[0] < 2:
        return "no"
    middles = {rows[i].indent * 2 + len(rows[i].label.encode("gbk", "replace")) for i in body}
    if max(middles) - min(middles) <= 4:
        return "no"
    steps = [later - earlier for earlier, later in pairwise(kinds)]
    clear = min(steps) >= 2 and len(kinds) <= 4 and rows[body[0]].indent == kinds[0]
    return "yes" if clear else "unclear"


def _by_indent(grid: Grid, body: Sequence[int]) -> Nests:
    rows = grid.rows
    depth = _depths(rows, body)
    nests = []
    for position, i in enumerate(body):
        members = []
        for j in body[position + 1 :]:
            if depth[j] <= depth[i]:
                break
            members.append(j)
        if members:
            of_which = any(is_of_which(rows[j]) for j in members)
            closed = (is_scored(grid) or is_subtotal(rows[i])) and not of_which
            nests.append(Nest(i, frozenset(members), Bond.CLOSED if closed else Bond.OPEN))
        elif is_subtotal(rows[i]):
            return None  # a subtotal below its rows, set in or not
    return nests


def _depths(rows: Sequence[Row], body: Sequence[int]) -> dict[int, int]:
    """Return how far each row is set in; 其中 opens a level, and rows set in further share it."""
    depth: dict[int, int] = {}
    base = 0  # how far the row is set in that 其中 divides
    for i in body:
        own = rows[i].indent
        if is_of_which(rows[i]):
            depth[i] = base + 1
            continue
        inner = any(is_of_which(rows[k]) for k in depth) and own > base
        depth[i] = base + 1 if inner else own
        if not inner:
            base = own
    return depth


def _by_style(grid: Grid, body: Sequence[int], styles: Sequence[int]) -> Nests:
    """Read 一、 (一) 1.: each style is a level; rows without a number belong to the one above."""
    rows = grid.rows
    bond = Bond.CLOSED if is_scored(grid) else Bond.OPEN
    plain = [i for i, style in zip(body, styles, strict=True) if style < 0]
    if any(is_subtotal(rows[i]) for i in body) or styles[0] < 0:
        return None
    if any(rows[i].label.startswith("其他") for i in plain):
        return None  # one more of them, or the rest of the last one
    order: list[int] = []
    for style in styles:
        if style >= 0 and style not in order:
            order.append(style)
    first_total = next(
        (i for i, row in enumerate(rows) if is_total(row) and i > body[0]), len(rows)
    )
    levels = {
        i: order.index(style) if style >= 0 else (len(order) if i < first_total else 0)
        for i, style in zip(body, styles, strict=True)
    }
    return _by_level(body, levels, bond)


def _by_level(body: Sequence[int], levels: dict[int, int], bond: Bond) -> list[Nest]:
    nests = []
    for position, i in enumerate(body):
        members = []
        for j in body[position + 1 :]:
            if levels[j] <= levels[i]:
                break
            members.append(j)
        if members:
            nests.append(Nest(i, frozenset(members), bond))
    return nests


def _by_subtotal(rows: Sequence[Row], body: Sequence[int], valued: Sequence[bool]) -> Nests:
    """Read subtotals in a plain list: above their rows, or below them."""
    marks = [i for i in body if is_subtotal(rows[i])]
    headed = body[0] in marks
    if headed and body[-1] in marks:
        return None
    edges = marks if headed else sorted({*marks, *(i for i, v in enumerate(valued) if not v)})
    nests = []
    for mark in marks:
        at = bisect_left(edges, mark)
        if headed:
            start, end = mark, edges[at + 1] if at + 1 < len(edges) else len(rows)
            bond = Bond.VAGUE
        else:
            start, end = edges[at - 1] if at else -1, mark
            bond = Bond.VAGUE if len(marks) > 1 else Bond.LOOSE
            bond = Bond.CLOSED if start >= 0 and not valued[start] else bond
        members = body[bisect_right(body, start) : bisect_left(body, end)]
        if not members or any(is_of_which(rows[i]) for i in members):
            return None
        nests.append(Nest(mark, frozenset(members), bond))
    return nests


def _by_heading(grid: Grid, body: Sequence[int]) -> Nests:
    """Read rows such as 产出指标 | 50 that head the indicators below them."""
    rows = grid.rows
    bare = [i for i in body if is_unmeasured(rows[i], grid)]
    heads = [i for i in bare if is_heading(rows[i], grid)]
    if bare != heads:
        return None  # an unknown heading, or an indicator that nobody filled in
    if not heads:
        return []
    levels = _frame_levels([rows[i].label for i in heads])
    if levels is None:
        return None
    by_row = dict(zip(heads, levels, strict=True))
    deepest = max(levels) + 1
    full = {i: by_row.get(i, 0 if i < heads[0] else deepest) for i in body}
    last = rows[body[-1]]
    if (
        is_execution(last)
        and last is not rows[heads[-1]]
        and not any(is_execution(rows[i]) for i in body[:-1])
    ):
        full[body[-1]] = 0  # the execution rate stands alone, here after the last group
    return _by_level(body, full, Bond.CLOSED)


def _frame_levels(labels: Sequence[str]) -> list[int] | None:
    """Return the levels of headings of the usual frames; None where one is not known."""
    cores = [core(label) for label in labels]
    if not all(name in FIRST | SECOND for name in cores):
        return None
    two = any(name in SECOND for name in cores)
    levels: list[int] = []
    for name in cores:
        if name == "成本" and two and levels and levels[-1] == 1:
            levels.append(1)
        else:
            levels.append(0 if name in FIRST else 1)
    if levels[0] != 0:
        return [0] * len(levels) if len(set(levels)) == 1 else None
    return levels


def _by_frame(rows: Sequence[Row], body: Sequence[int]) -> Nests:
    """Read a list of scores: one level of any frame, or two levels that are known by name."""
    known = [i for i in body if core(rows[i].label) in FIRST | SECOND]
    upper = [i for i in known if core(rows[i].label) in FIRST]
    lone = [i for i in body if is_execution(rows[i]) and i not in known]
    if not upper or len(upper) + len(lone) == len(body):
        return []
    levels = _frame_levels([rows[i].label for i in known])
    if levels is None or len(known) + len(lone) < len(body):
        return None
    full = {**dict.fromkeys(lone, 0), **dict(zip(known, levels, strict=True))}
    return _by_level(body, full, Bond.CLOSED)


def _by_words(rows: Sequence[Row], body: Sequence[int], vocabulary: Vocabulary) -> Nests:
    """Read a plain list: parts are told by the vocabulary and by 其中."""
    parents: dict[int, int] = {}
    nests: dict[int, set[int]] = {}
    open_until: int | None = None
    for position, i in enumerate(body):
        parent = _parent(rows, body, position, parents, vocabulary)
        if parent is not None:
            parents[i] = parent
            nests.setdefault(parents[i], set()).add(i)
            open_until = None
            continue
        if is_of_which(rows[i]):
            if position == 0:
                if i == 0 or not is_total(rows[i - 1]):
                    return None
                continue  # of the total
            above = body[position - 1]
            parents[i] = parents.get(above, above)
            nests.setdefault(parents[i], set()).add(i)
            open_until = i
        elif open_until is not None:
            return None  # whether 其中 goes on here, nothing tells
    if _is_mixed([rows[i] for i in body if i not in parents], vocabulary):
        return None
    return [Nest(whole, frozenset(members), Bond.OPEN) for whole, members in nests.items()]


def _is_mixed(rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether rows of one partition stand among others that may be parts of them.

    基本支出, 项目支出, 信息化建设: the last may be a project, or a third of them.
    """
    if any(_GATHERED.match(row.label) for row in rows):
        return True
    if all(row.name != NO_NAME or row.label.startswith("其他") for row in rows):
        return False
    if _by_payer(rows):
        return False
    names = [row.name.concept.name for row in rows if row.name.concept is not None]
    if len([row for row in rows if row.name.fund is not None]) > 1:
        return True
    return any(
        topic.closed and topic.id not in _SMALL and sum(name in topic.parts for name in names) > 1
        for topic in vocabulary.topics
    )


def _by_payer(rows: Sequence[Row]) -> bool:
    """Whether rows are the money of several levels of government and of others, each once."""
    matches = [_PAYER.match(row.label) for row in rows]
    payers = {match.group(1) for match in matches if match is not None}
    return None not in matches and len(payers) == len(rows) > 1


def _parent(
    rows: Sequence[Row],
    body: Sequence[int],
    position: int,
    parents: dict[int, int],
    vocabulary: Vocabulary,
) -> int | None:
    """Return the nearest row above that the vocabulary makes the whole of this one."""
    part = rows[body[position]].name
    if part == NO_NAME:
        return None
    for at in range(position - 1, -1, -1):
        i = body[at]
        if is_part_of(vocabulary, rows[i].name, part):
            return i
        if i not in parents:
            return None
    return None


def is_part_of(vocabulary: Vocabulary, whole: Name, part: Name) -> bool:
    """Whether one row is part of another by their names."""
    if whole.concept is not None and part.concept is not None and whole.concept != part.concept:
        return is_part(vocabulary, whole.concept.name, part.concept.name)
    same = whole.concept == part.concept
    return same and whole.fund is Fund.FISCAL_APPROPRIATION and part.fund in _FISCAL


def is_part(vocabulary: Vocabulary, whole: str, part: str) -> bool:
    """Whether a topic knows one concept as part of another, and not the other way round."""
    return any(
        whole in topic.wholes and part in topic.parts and whole not in topic.parts
        for topic in vocabulary.topics
    )
