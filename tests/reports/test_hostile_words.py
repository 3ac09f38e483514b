"""Whatever people write into a workbook stays words: no formula, markup or name of a file."""

import io
from dataclasses import fields, replace
from functools import cache

import openpyxl
import pytest
from formed import sheets_of, tables
from lxml import html

from jixiao.model.record import Record
from jixiao.reports.excel import write_excel
from jixiao.reports.html import write_html
from jixiao.reports.pdf import write_pdf
from jixiao.reports.submission import submission
from jixiao.reports.word import write_word
from jixiao.workbook.sample import sample

HOSTILE = (
    '=HYPERLINK("http://example.invalid","点")',
    '{P02.executed}+WEBSERVICE("http://example.invalid")+{P02',
    "{1}{points}{scores}",
    "../../逃出/文件",
    "<script>alert(1)</script>&amp;]]>",
    '#panic("x") $1$ *粗* @引 \\ `原样`',
)


def recoded(evaluation, words):
    """Return the evaluation with other words for the code of its first project and indicator."""
    old = {evaluation.projects[0].code, evaluation.indicators[0].code}

    def worded(value):
        if isinstance(value, tuple):
            return tuple(map(worded, value))
        if isinstance(value, Record):
            return replace(value, **{f.name: worded(getattr(value, f.name)) for f in fields(value)})
        return f"{words}{value}" if isinstance(value, str) and value in old else value

    return replace(
        evaluation, **{f.name: worded(getattr(evaluation, f.name)) for f in fields(evaluation)}
    )


def documents(evaluation):
    own, *others = sheets_of(evaluation)
    coded = {each.project: each for each in others if each.project}  # as the pipeline keeps them
    return submission(evaluation, [own, *coded.values()])


def with_formulas(evaluation):
    """Return the documents whose tables reckon: the summary, the forms, the working papers."""
    return [
        each
        for each in documents(evaluation)
        if any(cell.formula for table in tables(each) for row in table.rows for cell in row)
    ]


@cache
def untouched():
    return [formulas(each) for each in with_formulas(sample())]


def formulas(composition):
    book = openpyxl.load_workbook(io.BytesIO(write_excel(composition)))
    return [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_codes_never_become_part_of_a_formula(words):
    found = [formulas(each) for each in with_formulas(recoded(sample(), words))]
    assert found == untouched()


@pytest.mark.parametrize("records", ["projects", "indicators"])
@pytest.mark.parametrize("code", [None, ""])
def test_codes_written_twice_or_left_out_cost_no_document(records, code):
    rows = getattr(sample(), records)
    rows = (rows[0], *rows) if code is None else tuple(replace(row, code=code) for row in rows)
    for composition in documents(replace(sample(), **{records: rows})):
        assert write_excel(composition)


@pytest.mark.parametrize("words", HOSTILE)
def test_names_never_become_markup(words):
    evaluation = sample()
    department = replace(evaluation.department, name=words)
    named = replace(evaluation, department=department)
    for composition in documents(named)[:3]:
        page = html.fromstring(write_html(composition))
        assert page.xpath("//script | //@onclick") == []
        assert write_word(composition)
        assert write_pdf(composition)


def test_the_office_is_named_in_full_in_every_form():
    evaluation = sample()
    words = HOSTILE[4]
    letter = documents(replace(evaluation, department=replace(evaluation.department, name=words)))[
        0
    ]
    assert words in html.fromstring(write_html(letter)).text_content()


def test_names_of_files_come_from_no_workbook():
    hostile = recoded(sample(), "../../")
    department = replace(hostile.department, name="../../逃出")
    hostile = replace(hostile, department=department)
    assert [each.name for each in documents(hostile)] == [each.name for each in documents(sample())]
