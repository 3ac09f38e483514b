"""Which rows of a table make up which: totals, subtotals, 其中, indents, codes, ordinals, groups.

Only how the table is laid out and what its rows are called decides; numbers never do. Where two
readings are possible the group is vague: its relation is then no more than a question, and a total
is taken over the single rows, which is right either way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_headers import LABELS, Role
from jixiao.extraction.grammar.table_names import bare_label
from jixiao.extraction.vocabulary import Vocabulary


class Bond(Enum):
    """How a group row holds its members."""

    CLOSED = auto()  # they add up to it
    OPEN = auto()  # they are in it
    VAGUE = auto()  # they seem to add up to it


@dataclass(frozen=True, slots=True)
class Group:
    """A row and the rows below it in meaning, by position; parts are the direct ones."""

    whole: int
    parts: tuple[int, ...]
    bond: Bond
    total: bool = False


@dataclass(frozen=True, slots=True)
class Nest:
    """A group before its direct parts are told: all members, however deep."""

    whole: int
    members: frozenset[int]
    bond: Bond


Nests = list[Nest] | None
"""None where the layout is not understood: then nothing adds up to anything."""

_TOTAL: Final = re.compile(
    r"^(?:总?合计|总计|共计|总分|总得分|综合得分|合计得分|得分合计|总分值|累计|合计数|总和|本年合计|"
    r"(?:本年|当年|部门)?(?:收入|支出|收支|资金|预算|项目|经费|以上|全部|金额|各项)?(?:总?合计|总计|共计)|(?:自评|评价)(?:总分|得分|总得分))$"
)
_GRAND: Final = re.compile(r"总计$")
_SUBTOTAL: Final = re.compile(r"^(?P<name>.*?)(?:小计|合计|共计|总计)(?:分|得分)?$")
_SKIPPED: Final = re.compile(r"平均|均值|人均|^占|占比|比重|增减|同比|比上年|较上年|增长率|加分|减分|扣分")
_OF_WHICH: Final = re.compile(r"^其中")
_STYLES: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^\([一二三四五六七八九十]+\)"),
    re.compile(r"^[0-9]+[.、](?![0-9])"),
    re.compile(r"^\([0-9]+\)"),
    re.compile(r"^[①-⑳]"),
)
_SUFFIX: Final = re.compile(r"(?:类?指标|指标?类|部分|类|情况)$")
_EXECUTION: Final = re.compile(r"(?:预算|资金|支出)(?:执行|支出|使用)(?:率|情况|进度)?$|^执行率$")
# Names of the upper levels of the usual frames. 成本 is left out: it stands on either level.
_FIRST: Final = frozenset(
    ["产出", "效益", "效果", "满意度", "投入", "过程", "决策", "履职效能", "管理效率", "管理效能", "成本", "社会效应"]
)
_SECOND: Final = frozenset(
    ["数量", "质量", "时效", "产出数量", "产出质量", "产出时效", "产出成本", "经济效益", "社会效益", "生态效益",
     "可持续影响", "服务对象满意度", "经济成本", "社会成本", "生态环境成本", "项目立项", "绩效目标", "资金投入",
     "资金管理", "组织实施", "项目效益", "实施效益", "目标设定", "预算配置", "预算管理", "职责履行", "履职效益",
     "整体效能", "预算编制", "信息公开", "绩效管理", "采购管理", "资产管理", "运行成本"]
)  # fmt: skip


def is_total(row: Row) -> bool:
    """Whether a row is the total of the table."""
    return bool(_TOTAL.match(_plain(row.label))) and not row.label.startswith("其中")


def is_of_which(row: Row) -> bool:
    """Whether a row begins with 其中."""
    return bool(_OF_WHICH.match(row.label))


def _plain(label: str) -> str:
    return bare_label(label).strip("“”:\"、 ")


def _core(label: str) -> str:
    """Return a level name without 指标 and the like: 产出指标 and 产出 are one."""
    plain = _plain(label)
    return _SUFFIX.sub("", plain) or plain


def _subtotal_name(row: Row) -> str | None:
    """Return what a subtotal row sums up (empty where it does not say), None for other rows."""
    for part in reversed(row.path):
        match = _SUBTOTAL.match(_plain(part))
        if match is not None:
            return match["name"]
    return None


def is_subtotal(row: Row) -> bool:
    """Whether a row sums up a group of rows and says so."""
    return _subtotal_name(row) is not None and not is_total(row)


def groups(grid: Grid, vocabulary: Vocabulary) -> list[Group]:
    """Return the groups of a grid: which rows make up which."""
    rows = grid.rows
    valued = [_has_values(row, grid) for row in rows]
    totals = [i for i, row in enumerate(rows) if is_total(row) and valued[i]] or _named(rows, valued)
    body = [
        i
        for i, row in enumerate(rows)
        if i not in totals and valued[i] and not (_SKIPPED.search(row.label) and not _scored(grid))
    ]
    if _scored(grid) and any(re.search(r"加分|减分|扣分", rows[i].label) for i in body):
        return []
    if not body:
        return []
    nests = _nests(grid, body, valued, vocabulary)
    if nests is None:
        return []
    found = [
        Group(nest.whole, _direct(nest.members, nests), nest.bond) for nest in nests if nest.members
    ]
    doubtful = not grid.whole or _has_headings(grid, valued)
    return found + _totals(rows, totals, body, nests, doubtful=doubtful)


def _named(rows: Sequence[Row], valued: Sequence[bool]) -> list[int]:
    """Return the one row at the edge that sums up all others by its name: “三公”经费合计."""
    edges = [i for i in range(len(rows)) if valued[i]]
    edges = [edges[0], edges[-1]] if len(edges) > 1 else []
    return [i for i in edges if is_subtotal(rows[i]) and rows[i].name.concept is not None][:1]


def _scored(grid: Grid) -> bool:
    return bool(grid.all(Role.POINTS, Role.SCORE))


def _has_values(row: Row, grid: Grid) -> bool:
    """Whether a row counts: a number or a dash, or a blank row that the vocabulary knows."""
    cells = [row.cells[c.index] for c in grid.columns if c.role not in LABELS]
    cells = [c for c in cells if c.content in (Content.NUMBER, Content.DASH)]
    return bool(cells) or row.name.concept is not None


def _has_headings(grid: Grid, valued: Sequence[bool]) -> bool:
    """Whether rows without numbers stand between the others."""
    return not all(valued) and not _scored(grid)


def _direct(members: frozenset[int], nests: Sequence[Nest]) -> tuple[int, ...]:
    """Return the members that are not in a smaller group which is itself a member."""
    covered: set[int] = set()
    hidden: set[int] = set()
    for nest in nests:
        if nest.whole in members and nest.members < members | {nest.whole}:
            if nest.bond is Bond.VAGUE:
                hidden.add(nest.whole)
            else:
                covered |= nest.members
    return tuple(sorted(members - covered - hidden))


def _totals(
    rows: Sequence[Row],
    totals: Sequence[int],
    body: Sequence[int],
    nests: Sequence[Nest],
    *,
    doubtful: bool,
) -> list[Group]:
    bond = Bond.VAGUE if doubtful else Bond.CLOSED
    if len(totals) == 1:
        at = totals[0]
        after = [i for i in body if i > at]
        before = [i for i in body if i < at]
        if not before:
            return [Group(at, _direct(frozenset(after), nests), bond, total=True)]
        if after and not all(is_of_which(rows[i]) for i in after):
            bond = Bond.VAGUE
        return [Group(at, _direct(frozenset(before), nests), bond, total=True)]
    if len(totals) == 2:
        first, second = totals
        before = [i for i in body if i < first]
        between = [i for i in body if first < i < second]
        late = any(i > second for i in body)
        grand = _GRAND.search(rows[second].label) and not _GRAND.search(rows[first].label)
        if before and between and grand and not late:
            return [
                Group(first, _direct(frozenset(before), nests), bond, total=True),
                Group(second, (first, *_direct(frozenset(between), nests)), bond, total=True),
            ]
    return []


def _nests(
    grid: Grid, body: Sequence[int], valued: Sequence[bool], vocabulary: Vocabulary
) -> Nests:
    """Return the groups by the first kind of evidence that the table gives."""
    rows = grid.rows
    if grid.all(Role.CODE) and any(rows[i].code for i in body):
        return _by_code(rows, body)
    if len(grid.names) > 1:
        return _by_path(rows, body)
    if _indented(rows, body):
        return _by_indent(grid, body)
    styles = [_style(rows[i]) for i in body]
    if any(style >= 0 for style in styles):
        return _by_style(grid, body, styles)
    if any(is_subtotal(rows[i]) for i in body):
        return _by_subtotal(rows, body, valued)
    if grid.all(Role.TARGET) and grid.all(Role.REACHED) and _scored(grid):
        return _by_heading(grid, body)
    if _scored(grid):
        return _by_frame(rows, body)
    if any("科目" in column.text for column in grid.names):
        return None  # classes and items in one column, with nothing to tell them apart
    return _by_words(rows, body, vocabulary)


def _by_code(rows: Sequence[Row], body: Sequence[int]) -> Nests:
    """Read 201, 20101, 2010101: a code that begins with another one belongs to it."""
    codes = {i: rows[i].code for i in body}
    if not all(codes.values()) or len(set(codes.values())) != len(codes):
        return None
    nests = []
    for i in body:
        members = frozenset(j for j in body if j != i and codes[j].startswith(codes[i]))
        if members:
            nests.append(Nest(i, members, Bond.CLOSED))
    return nests


def _by_path(rows: Sequence[Row], body: Sequence[int]) -> Nests:
    """Read columns such as 一级指标, 二级指标, 三级指标, the upper ones perhaps merged."""
    carried: dict[int, tuple[str, ...]] = {}
    current: tuple[str, ...] = ()
    heads: list[tuple[int, tuple[str, ...]]] = []
    for i in body:
        row = rows[i]
        name = _subtotal_name(row)
        filled = [d for d, part in enumerate(row.path) if part]
        depth = filled[-1]
        if name is not None:
            upper = tuple(row.path[d] or (current[d] if d < len(current) else "") for d in range(depth))
            heads.append((i, (*upper, name) if name else upper))
            continue
        merged = tuple(
            part or (current[d] if d < len(current) and d < filled[0] else "")
            for d, part in enumerate(row.path)
        )
        current = merged
        if depth < len(row.path) - 1 and row.path[-1] == "":
            heads.append((i, merged[: depth + 1]))
        else:
            carried[i] = merged
    nests = []
    for i, head in heads:
        members = frozenset(j for j, path in carried.items() if _under(path, head))
        inner = frozenset(j for j, other in heads if j != i and len(other) > len(head) and _under(other, head))
        if not members and is_subtotal(rows[i]):
            return None
        if members:
            bond = Bond.CLOSED if _one_run(members | inner, i, body) else Bond.VAGUE
            nests.append(Nest(i, members | inner, bond))
    return nests


def _under(path: Sequence[str], head: Sequence[str]) -> bool:
    return len(head) > 0 and all(_core(a) == _core(b) for a, b in zip(path, head, strict=False))


def _one_run(members: frozenset[int], whole: int, body: Sequence[int]) -> bool:
    """Whether members and whole stand together without a foreign row among them."""
    together = members | {whole}
    low, high = min(together), max(together)
    return all(i in together for i in body if low <= i <= high) and whole in (low, high)


def _indented(rows: Sequence[Row], body: Sequence[int]) -> bool:
    """Whether names are set in by level; names set in the middle of the column are not."""
    indents = [rows[i].indent for i in body]
    kinds = set(indents)
    if len(kinds) < 2 or len(kinds) > 4 or indents[0] != min(kinds):
        return False
    middles = {rows[i].indent * 2 + 2 * len(rows[i].label) for i in body}
    return max(middles) - min(middles) > 4 or len({len(rows[i].label) for i in body}) == 1


def _by_indent(grid: Grid, body: Sequence[int]) -> Nests:
    rows = grid.rows
    nests = []
    for position, i in enumerate(body):
        members = []
        for j in body[position + 1 :]:
            if rows[j].indent <= rows[i].indent:
                break
            members.append(j)
        if members:
            of_which = any(is_of_which(rows[j]) for j in members)
            closed = (_scored(grid) or is_subtotal(rows[i])) and not of_which
            nests.append(Nest(i, frozenset(members), Bond.CLOSED if closed else Bond.OPEN))
        elif is_subtotal(rows[i]):
            return None  # a subtotal below its rows, set in or not
    return nests


def _style(row: Row) -> int:
    return next((n for n, style in enumerate(_STYLES) if style.match(row.label)), -1)


def _by_style(grid: Grid, body: Sequence[int], styles: Sequence[int]) -> Nests:
    """Read 一、 (一) 1.: each style is a level; rows without a number belong to the one above."""
    rows = grid.rows
    bond = Bond.CLOSED if _scored(grid) else Bond.OPEN
    if any(is_subtotal(rows[i]) for i in body) or styles[0] < 0:
        return None
    order: list[int] = []
    for style in styles:
        if style >= 0 and style not in order:
            order.append(style)
    first_total = next((i for i, row in enumerate(rows) if is_total(row) and i > body[0]), len(rows))
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
    headings = {i for i in range(len(rows)) if not valued[i]}
    nests = []
    for number, mark in enumerate(marks):
        if headed:
            end = marks[number + 1] if number + 1 < len(marks) else len(rows)
            members = [i for i in body if mark < i < end]
            bond = Bond.VAGUE
        else:
            start = max([-1, *marks[:number], *(h for h in headings if h < mark)])
            members = [i for i in body if start < i < mark]
            bond = Bond.CLOSED if start in headings else Bond.VAGUE
        if not members or any(is_of_which(rows[i]) for i in members):
            return None
        nests.append(Nest(mark, frozenset(members), bond))
    return nests


def _by_heading(grid: Grid, body: Sequence[int]) -> Nests:
    """Read rows such as 产出指标 | 50 that head the indicators below them."""
    rows = grid.rows
    bare = [i for i in body if _unmeasured(rows[i], grid)]
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
    full = {
        i: by_row.get(i, 0 if i < heads[0] else deepest) for i in body
    }
    stray = _EXECUTION.search(rows[body[-1]].label) and body[-1] not in heads
    if stray:
        full[body[-1]] = 0
    return _by_level(body, full, Bond.CLOSED)


def is_heading(row: Row, grid: Grid) -> bool:
    """Whether a row of an indicator table heads others: it has points, but no target."""
    return _unmeasured(row, grid) and (
        _core(row.label) in _FIRST | _SECOND or is_subtotal(row)
    )


def _unmeasured(row: Row, grid: Grid) -> bool:
    columns = grid.all(Role.TARGET, Role.REACHED)
    return all(row.cells[c.index].content in (Content.BLANK, Content.DASH) for c in columns)


def _frame_levels(labels: Sequence[str]) -> list[int] | None:
    """Return the levels of headings of the usual frames; None where one is not known."""
    cores = [_core(label) for label in labels]
    if not all(core in _FIRST | _SECOND for core in cores):
        return None
    two = any(core in _SECOND for core in cores)
    levels: list[int] = []
    for core in cores:
        if core == "成本" and two and levels and levels[-1] == 1:
            levels.append(1)
        else:
            levels.append(0 if core in _FIRST else 1)
    if levels[0] != 0:
        return [0] * len(levels) if len(set(levels)) == 1 else None
    return levels


def _by_frame(rows: Sequence[Row], body: Sequence[int]) -> Nests:
    """Read a list of scores: one level of any frame, or two levels that are known by name."""
    labels = [rows[i].label for i in body]
    cores = [_core(label) for label in labels]
    first = [core in _FIRST or bool(_EXECUTION.search(core)) for core in cores]
    if all(first) or not any(core in _FIRST for core in cores):
        return []
    if not all(core in _FIRST | _SECOND or one for core, one in zip(cores, first, strict=True)):
        return None
    levels = {
        i: 0 if one else 1 for i, one in zip(body, first, strict=True)
    }
    return _by_level(body, levels, Bond.CLOSED) if first[0] else None


def _by_words(rows: Sequence[Row], body: Sequence[int], vocabulary: Vocabulary) -> Nests:
    """Read a plain list: parts are told by the vocabulary and by 其中."""
    parents: dict[int, int] = {}
    nests: dict[int, set[int]] = {}
    open_until: int | None = None
    for position, i in enumerate(body):
        parent = _parent(rows, body[:position], i, parents, vocabulary)
        if parent is not None:
            parents[i] = parent
            nests.setdefault(parents[i], set()).add(i)
            open_until = None
            continue
        if is_of_which(rows[i]):
            if position == 0:
                return None
            above = body[position - 1]
            parents[i] = parents.get(above, above)
            nests.setdefault(parents[i], set()).add(i)
            open_until = i
        elif open_until is not None:
            return None  # whether 其中 goes on here, nothing tells
    return [Nest(whole, frozenset(members), Bond.OPEN) for whole, members in nests.items()]


def _parent(
    rows: Sequence[Row],
    before: Sequence[int],
    at: int,
    parents: dict[int, int],
    vocabulary: Vocabulary,
) -> int | None:
    """Return the nearest row above that the vocabulary makes the whole of this one."""
    concept = rows[at].name.concept
    if concept is None:
        return None
    for i in reversed(before):
        whole = rows[i].name.concept
        if whole is not None and whole.name != concept.name and is_part(vocabulary, whole.name, concept.name):
            return i
        if i not in parents:
            return None
    return None


def is_part(vocabulary: Vocabulary, whole: str, part: str) -> bool:
    """Whether a topic knows one concept as part of another, and not the other way round."""
    return any(
        whole in topic.wholes and part in topic.parts and whole not in topic.parts
        for topic in vocabulary.topics
    )
