"""Eight layouts for development, as different places and years have them."""

from final_accounts.build import Original
from final_accounts.layout import NINE, Layout

BROAD = ("income", "spending", "travel", "fund")

LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(name="model", voice="model", landscape=("overall", "fiscal", "income", "spending", "travel")),
        Layout(
            name="grey-yuan", voice="long", unit="元", prose_unit="元", separators=True, rules="grey",
            row_numbers=False, column_numbers=False, blank_rows=False, page_number="{page}", zero="0.00",
            above=(("编制单位：{department}", "", "金额单位：{unit}"),), title="{year}年度{name}", basic="list", travel="list",
            indent_names=True, notes=False, landscape=NINE, contents_pages=False, table_size=9.5, body_size=15, leading=27,
        ),
        Layout(
            name="three-rules", voice="last_year", rules="three", zero="-", codes="single", code_head="科目编码",
            column_numbers=False, row_numbers=False, blank_rows=False, landscape=BROAD, page_number="— {page} —",
            above=(("", "", "表{no}"), ("部门名称：{department}", "{year}年度", "单位：{unit}")), total_place="last",
            note_style="说明：{}", empty="本表为空，本部门{year}年度无{what}。", basic="pairs", body_size=15, leading=26,
        ),
        Layout(
            name="split-codes", voice="by_category", codes="split", rules="grid", separators=True, zero="0.00",
            landscape=("income", "spending", "travel"), tables_first=False, page_number="第 {page} 页",
            running_head="{department}{year}年度部门决算", spaced=True, code_head="支出功能分类科目编码", empty_rows=3,
        ),
        Layout(
            name="one-sided", voice="model", two_sided=False, rules="double", unit="元", prose_unit="万元", separators=True,
            basic="list", travel="list", travel_counts=True, landscape=("income", "spending", "fund"), zero="0.00", blank_rows=False,
            above=(("", "", "附表{no}"), ("单位名称：{department}", "", "单位：{unit}")), indent_names=True,
            names={"travel": "财政拨款“三公”经费支出决算表"}, body_size=16, leading=27,
        ),
        Layout(
            name="open-sides", voice="last_year", rules="open", zero="—", repeat_head=False, extra_columns=True,
            landscape=("overall", *BROAD, "fiscal"), name_head="功能分类科目名称", page_number="", tables_first=False,
            running_head="{year}年度部门决算公开", note_style="备注：{}", empty="说明：{year}年度本部门没有{what}，本表无数据。",
            prose_zero="0", body_size=15.5, leading=26,
        ),
        Layout(
            name="portrait-late", voice="by_category", rules="grid", unit="万元", separators=False, repeat_head=False,
            column_numbers=True, row_numbers=True, total_place="first", project_first=True, zero="0", prose_zero="0",
            above=(("{title}", "", ""), ("公开{no:02}表", "", ""), ("部门：{department}", "", "金额单位：{unit}")), table_size=7.5,
            names={"basic": "一般公共预算财政拨款基本支出决算明细表"}, note_style="{}", body_size=15, leading=27,
        ),
        Layout(
            name="leaves-only", voice="long", parents=False, unit="元", prose_unit="万元", rules="grid", separators=True, zero="",
            landscape=NINE, row_numbers=False, notes=False, column_numbers=False, travel="list", basic="pairs", code_head="科目编码",
            above=(("", "", "财决公开{no:02}表"), ("编制部门：{department}", "{year}年", "单位：{unit}")), prose_zero="0.00", body_size=15, leading=25,
        ),
    )
}  # fmt: skip


def original(layout, seed):
    """The right publication of a layout by name, any department of the development set."""
    return Original(seed, LAYOUTS[layout])
