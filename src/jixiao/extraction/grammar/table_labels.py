"""What rows of a table are by their labels: totals, subtotals, 其中, headings of usual frames."""

from typing import Final

from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_headers import Role
from jixiao.extraction.grammar.table_names import bare_label
from jixiao.patterns import pattern

_WHAT: Final = "收入|支出|收支|资金|预算|项目|经费|以上|全部|金额|各项"
_TOTAL: Final = pattern(
    r"^(?:总分|总得分|总分值|累计|合计数|总和|综合得分|合计得分|得分合计"
    rf"|(?:本年|当年|部门)?(?:{_WHAT})?(?:总?合计|总计|共计)"
    r"|(?:自评|评价)(?:总分|得分|总得分))$"
)
_SUBTOTAL: Final = pattern(r"^(?P<name>.*?)(?:小计|合计|共计|总计)(?:分|得分)?$")
_BRACKET: Final = pattern(r"\([^()]*\)$")
_OF_WHICH: Final = pattern(r"^其中")
_STYLES: Final = (
    pattern(r"^[一二三四五六七八九十]+、"),
    pattern(r"^\([一二三四五六七八九十]+\)"),
    pattern(r"^[0-9]+[.、](?![0-9])"),
    pattern(r"^\([0-9]+\)"),
    pattern(r"^[①-⑳]"),
)
_SUFFIX: Final = pattern(r"(?:类?指标|指标?类|部分|类|情况)$")
_EXECUTION: Final = pattern(r"(?:预算|资金|支出)(?:执行|支出|使用)(?:率|进度)?$|^执行率$")
# Names of the upper levels of the usual frames; 成本 stands on either level.
FIRST: Final = frozenset(
    ["产出", "效益", "效果", "满意度", "成本", "投入", "过程", "决策", "履职效能", "管理效率",
     "管理效能"]
)  # fmt: skip
SECOND: Final = frozenset(
    ["数量", "质量", "时效", "产出数量", "产出质量", "产出时效", "产出成本", "经济效益", "社会效益",
     "生态效益", "可持续影响", "服务对象满意度", "经济成本", "社会成本", "生态环境成本", "项目立项",
     "绩效目标", "资金投入", "资金管理", "组织实施", "项目效益", "实施效益", "目标设定", "预算配置",
     "预算管理", "职责履行", "履职效益", "整体效能", "预算编制", "信息公开", "绩效管理", "采购管理",
     "资产管理", "运行成本"]
)  # fmt: skip


def is_total(row: Row) -> bool:
    """Whether a row is the total of the table."""
    return bool(_TOTAL.match(_BRACKET.sub("", _plain(row.label)))) and not is_of_which(row)


def is_of_which(row: Row) -> bool:
    """Whether a row begins with 其中."""
    return bool(_OF_WHICH.match(row.label))


def _plain(label: str) -> str:
    return bare_label(label).strip('“”:"、 ')


def core(label: str) -> str:
    """Return a level name without 指标 and the like: 产出指标 and 产出 are one."""
    plain = _plain(label)
    return _SUFFIX.sub("", plain) or plain


def subtotal_name(row: Row) -> str | None:
    """Return what a subtotal row sums up (empty where it does not say), None for other rows."""
    for part in reversed(row.path):
        match = _SUBTOTAL.match(_plain(part))
        if match is not None:
            return match["name"]
    return None


def is_subtotal(row: Row) -> bool:
    """Whether a row sums up a group of rows and says so."""
    return subtotal_name(row) is not None and not is_total(row)


def style_of(row: Row) -> int:
    """Return which style of ordinal a label begins with, -1 for none."""
    return next((n for n, style in enumerate(_STYLES) if style.match(row.label)), -1)


def is_heading(row: Row, grid: Grid) -> bool:
    """Whether a row of an indicator table heads others: it has points, but no target."""
    return is_unmeasured(row, grid) and (core(row.label) in FIRST | SECOND or is_subtotal(row))


def is_execution(row: Row) -> bool:
    """Whether a row scores the execution of the budget."""
    return bool(_EXECUTION.search(core(row.label)))


def is_unmeasured(row: Row, grid: Grid) -> bool:
    """Whether a row of an indicator table has neither target nor actual value."""
    columns = grid.all(Role.TARGET, Role.REACHED)
    return all(row.cells[c.index].content in (Content.BLANK, Content.DASH) for c in columns)


def is_scored(grid: Grid) -> bool:
    """Whether a grid has points or scores."""
    return bool(grid.all(Role.POINTS, Role.SCORE))
