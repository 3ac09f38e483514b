"""The first sheet of the workbook: what it is, how to fill it in, how far it has come."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jixiao.model.evaluation import Evaluation, Judgement, ManagementFact
from jixiao.model.record import blank
from jixiao.workbook.asked import Asked, rows_of
from jixiao.workbook.layout import FIRST_ROW, FRONT, LAST_CODE, Topic
from jixiao.workbook.looks import A4, HEAD_COLOURS, Formats

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

VERSION: Final = "1"
"""Version of the layout, printed on the first sheet."""


def write_front(
    book: "Workbook",
    formats: Formats,
    evaluation: Evaluation,
    asked: Asked,
    topics: Sequence[Topic],
) -> None:
    """Write the first sheet: what this is, how to fill it in, who does which and how far it is."""
    sheet = book.add_worksheet(FRONT)
    sheet.hide_gridlines(2)
    for at, width in enumerate((18, 12, 16, 90)):
        sheet.set_column(at, at, width)
    title = f"科室填报单：{asked.section}" if asked.section else "绩效自评工作簿"
    sheet.write_string(0, 0, title, formats.of(bold=True, font_size=16))
    text = formats.of(text_wrap=True)
    row = 2
    for name, value in _particulars(evaluation, asked):
        sheet.write_string(row, 0, name, formats.of(bold=True))
        sheet.write_string(row, 1, value, formats.of())
        row += 1
    row += 1
    for line in (*_HELP[:-1], _RETURN if asked.section else _HELP[-1]):
        sheet.merge_range(row, 0, row, 3, line, text)
        row += 1
    row += 1
    head = formats.of(bold=True, bottom=1)
    for at, word in enumerate(("工作表", "由谁填写", "已填", "说明")):
        sheet.write_string(row, at, word, head)
    for topic in topics:
        row += 1
        sheet.write_url(
            row, 0, f"internal:'{topic.sheet}'!A1", formats.of(font_color="#0563C1"), topic.sheet
        )
        sheet.write_string(row, 1, topic.role, formats.of(bg_color=HEAD_COLOURS[topic.role]))
        formula, value = _progress(evaluation, topic, asked)
        sheet.write_formula(row, 2, formula, formats.of(), value)
        sheet.write_string(row, 3, topic.advice, text)
    sheet.print_area(0, 0, row, 3)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)


def _progress(evaluation: Evaluation, topic: Topic, asked: Asked) -> tuple[str, str]:
    """Return the formula that counts what is filled in on a sheet, and what it gives now."""
    first, last = FIRST_ROW + 1, LAST_CODE
    sheet = f"'{topic.sheet}'!"
    rows = rows_of(evaluation, topic, asked)
    if topic.upright:
        needed = [(at, column) for at, column in enumerate(topic.columns, first) if column.required]
        cells = ",".join(f"{sheet}B{at}" for at, _ in needed)
        done = sum(not blank(getattr(rows[0], column.name)) for _, column in needed)
        said = f"/{len(needed)} 项必填"
        return f'=COUNTA({cells})&"{said}"', f"{done}{said}"
    if topic.kind in (ManagementFact, Judgement):
        name = topic.columns[1].name
        done = sum(not blank(getattr(each, name)) for each in rows)
        said = f"/{len(rows)} 项" if rows else " 项"
        return f'=COUNTA({sheet}C{first}:C{last})&"{said}"', f"{done}{said}"
    done = sum(not blank(getattr(each, topic.columns[0].name)) for each in rows)
    return f'=COUNTA({sheet}A{first}:A{last})&" 行"', f"{done} 行"


def _particulars(evaluation: Evaluation, asked: Asked) -> Iterator[tuple[str, str]]:
    department = evaluation.department
    yield "部门（单位）", department.name
    yield "评价年度", "" if department.year is None else str(department.year)
    if not asked.section:
        yield "采用标准", f"{asked.title}（{asked.pack}）" if asked.pack else "未选定"
    yield "表样版本", VERSION


_HELP: Final = """\
1. 各表第三行是表头，从第四行起填写；一行一条记录，不要合并单元格，不要改表头和工作表的名称。
2. 金额一律以万元为单位，保留两位小数；没有发生的填 0，不知道的空着。空着不等于 0。
3. 灰色的栏由公式计算，不必填写；有下拉箭头的从列表中选。
4. 编号自定，同一张表里不能重复；别的表用编号引用，写错了程序会指出来。
5. 填好后运行 jixiao evaluate 本工作簿，即可得到得分、底稿、各种表格和报告；不必等全部填完。\
""".splitlines()
_RETURN: Final = "5. 只填本科室的行，填好后交回财务，由财务并入单位的工作簿。"
