"""How a publication looks and words its tables: everything that differs from place to place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from final_accounts.accounts import ZERO, rounded

NAMES = {
    "overall": "收入支出决算总表",
    "income": "收入决算表",
    "spending": "支出决算表",
    "fiscal": "财政拨款收入支出决算总表",
    "general": "一般公共预算财政拨款支出决算表",
    "basic": "一般公共预算财政拨款基本支出决算表",
    "travel": "一般公共预算财政拨款“三公”经费支出决算表",
    "fund": "政府性基金预算财政拨款收入支出决算表",
    "capital": "国有资本经营预算财政拨款支出决算表",
}
NINE = ("overall", "income", "spending", "fiscal", "general", "basic", "travel", "fund", "capital")


@dataclass(frozen=True)
class Layout:
    """One look; the fields say what varies.

    ``rules`` is grid, grey, double, three or open (no vertical lines). ``codes`` is single or
    split (类, 款, 项 in columns of their own). ``zero`` is what a figure of zero is printed as.
    ``above`` are the lines over a table as (left, middle, right), with {no}, {department}, {unit},
    {year} and {title} to fill in. ``basic`` is the form of the table of basic expenditure: wide (three groups side
    by side), list or pairs; ``travel`` that of the 三公 table: wide or list.
    """

    name: str
    voice: str
    unit: str = "万元"
    prose_unit: str = "万元"
    separators: bool = False
    zero: str = ""
    prose_zero: str = "0.00"
    rules: str = "grid"
    codes: str = "single"
    code_head: str = "功能分类科目编码"
    name_head: str = "科目名称"
    column_numbers: bool = True
    row_numbers: bool = True
    blank_rows: bool = True
    two_sided: bool = True
    repeat_head: bool = True
    landscape: Sequence[str] = ()
    page_number: str = "- {page} -"
    running_head: str = ""
    title: str = "{name}"
    above: Sequence[tuple[str, str, str]] = (
        ("", "", "公开{no:02}表"),
        ("部门：{department}", "", "单位：{unit}"),
    )
    tables: Sequence[str] = NINE
    names: Mapping[str, str] = field(default_factory=dict)
    notes: bool = True
    note_style: str = "注：{}"
    empty: str = "本部门{year}年度没有{what}，故本表无数据。"
    empty_rows: int = 5
    tables_first: bool = True
    basic: str = "wide"
    travel: str = "wide"
    travel_counts: bool = False
    total_place: str = "first"
    project_first: bool = False
    extra_columns: bool = False
    total_name: str = "合计"
    indent_names: bool = False
    parents: bool = True
    spaced: bool = False
    contents_pages: bool = True
    font: str = "song"
    body_size: float = 16
    leading: float = 28
    table_size: float = 9
    former_names: bool = False

    def named(self, key):
        """The name of a table."""
        return self.names.get(key, NAMES[key])

    def amount(self, yuan):
        """An amount of yuan as a cell of a table prints it."""
        value = rounded(yuan, self.unit)
        if value == ZERO:
            return self.zero
        return f"{value:,}" if self.separators else f"{value}"

    def said(self, yuan):
        """An amount of yuan as the narrative prints it, without the unit."""
        value = rounded(yuan, self.prose_unit)
        if value == ZERO:
            return self.prose_zero
        return f"{value:,}" if self.separators and self.prose_unit == "元" else f"{value}"
