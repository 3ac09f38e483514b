"""Numbers changed in reports about the sample department: how many of them ``reconcile`` finds.

One report is the one that the program writes. Three are written by hand in the wording of a city,
of a province and of a project; the numbers in them that the workbook holds are set in «».
"""

import re
from functools import cache
from pathlib import Path

import pytest

from jixiao.checks.runner import Selection, run_on_sources
from jixiao.checks.sources import Source
from jixiao.pipeline import facts_text
from jixiao.pipeline.documents import compositions
from jixiao.pipeline.evaluating import asked_of, evaluate_bytes
from jixiao.pipeline.reconciling import scores_of
from jixiao.reports.plain_text import render
from jixiao.terms import Severity
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook

HAND = sorted((Path(__file__).parent / "reports").glob("*.txt"))
MARKED = re.compile("«([^»]*)»")
NUMBER = re.compile(r"(?<![\d.,-])\d[\d,]*(?:\.\d+)?(?![\d.,-]|[年月日、.])")
XR = Selection(select=("XR",))


@cache
def evaluated():
    return evaluate_bytes(write_workbook(sample(), asked_of(sample())), "工作簿.xlsx")


@cache
def workbook():
    one = evaluated()
    sheets = scores_of(one.imported, one.path)
    return Source("工作簿.xlsx", evaluation=one.evaluation, sheets=sheets)


@cache
def written():
    """The report of the department as the program writes it."""
    report = next(
        each for each in compositions(evaluated()) if "部门整体支出绩效自评报告" in each.name
    )
    return "\n".join(line for line in render(report).splitlines() if not line.startswith("    ［"))


def found(text):
    source = Source("报告.txt", understanding=facts_text(text).understanding)
    loud = (Severity.ERROR, Severity.WARNING)
    return [one for one in run_on_sources([workbook(), source], XR) if one.severity in loud]


def slip(number, turn):
    """The number with one digit changed."""
    places = [at for at, letter in enumerate(number) if letter.isdigit()]
    at = places[turn % len(places)]
    return number[:at] + str((int(number[at]) + 1 + turn % 8) % 10) + number[at + 1 :]


def planted(text, span, turn):
    start, end = span
    return text[:start] + slip(text[start:end], turn) + text[end:]


def test_what_the_program_wrote_agrees_with_the_workbook():
    assert [one.message for one in found(written())] == []


def test_changed_numbers_in_the_written_report_are_found():
    text = written()
    spans = [each.span() for each in NUMBER.finditer(text)]
    assert len(spans) > 150
    chosen = [spans[len(spans) * turn // 60] for turn in range(60)]
    missed = [
        text[start - 12 : end + 4]
        for turn, (start, end) in enumerate(chosen)
        if not found(planted(text, (start, end), turn))
    ]
    assert len(missed) <= 15, missed


@pytest.mark.parametrize("file", HAND, ids=lambda file: file.stem)
def test_another_wording_that_agrees_is_left_alone(file):
    assert [one.message for one in found(MARKED.sub(r"\1", file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("file", HAND, ids=lambda file: file.stem)
def test_changed_numbers_in_another_wording_are_found(file):
    marked = file.read_text(encoding="utf-8")
    marks = list(MARKED.finditer(marked))
    missed = []
    for turn, mark in enumerate(marks):
        wrong = marked[: mark.start()] + slip(mark[1], turn) + marked[mark.end() :]
        if not found(MARKED.sub(r"\1", wrong)):
            missed.append(mark[1])
    assert len(missed) * 10 <= len(marks), missed
