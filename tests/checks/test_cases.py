"""The cases of the checks: every ``<code>.yaml`` in this folder, and the rules they keep."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from jixiao import pipeline
from jixiao.checks.cases import load
from jixiao.checks.registry import PARTS, registry
from jixiao.checks.runner import Selection, run_on_records, run_on_sources, silence
from jixiao.checks.sources import Source
from jixiao.model.extra import Extra
from jixiao.model.record import columns
from jixiao.pipeline.reconciling import scores_of
from jixiao.reading import read_bytes
from jixiao.terms import ExtraKind, Severity, Status
from jixiao.workbook.importing import Imported
from jixiao.workbook.plain import evaluation_of

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
EVERY = [case for file in FILES for case in load(file)]


def params(form):
    return [
        pytest.param(each, id=f"{each.code}-{each.name}") for each in EVERY if each.form == form
    ]


CHECKS = registry().checks()
SAID_ALOUD = (Status.FINDING, Status.ROUNDING)


def options_of(case):
    """The options of a case, read as the check declares them."""
    declared = registry().get(case.code).options
    given = {}
    for name, text in (case.options or {}).items():
        kind = type(declared[name])
        given[name] = text == "true" if kind is bool else kind(text)
    publish = case.publish or registry().get(case.code).publish
    return pipeline.Options(Selection(publish=publish), checks={case.code: given})


def checked_of(case):
    """The document of a case, checked; what stands beside its text is put in by hand."""
    document = read_bytes(case.text.encode(), case.path)
    extras = tuple(Extra(ExtraKind(one.kind), one.text, one.place) for one in case.extras)
    return pipeline._checked(case.path, replace(document, extras=extras), options_of(case))


def row(document, outcome):
    """An outcome as the case files speak of it."""
    anchor = document.anchor(*outcome.span)
    return {
        "status": outcome.status.value,
        "severity": outcome.severity.value if outcome.severity else None,
        "quote": outcome.extra.text if outcome.extra else document.quote(*outcome.span),
        "stated": outcome.stated,
        "expected": outcome.expected,
        "line": anchor.line,
        "message": outcome.message,
    }


def record_row(outcome):
    """An outcome on a record as the case files speak of it: the key of the record is quoted."""
    key = next(iter(columns(type(outcome.record))))
    return {
        "status": outcome.status.value,
        "severity": outcome.severity.value if outcome.severity else None,
        "quote": str(getattr(getattr(outcome.record, key.name), "label", None))
        + str(getattr(outcome.record, key.name)),
        "stated": outcome.stated,
        "expected": outcome.expected,
        "line": None,
        "message": outcome.message,
    }


def meets(row, wanted):
    return (
        row["status"] == wanted.status
        and wanted.severity in (None, row["severity"])
        and (wanted.quote is None or wanted.quote in row["quote"])
        and (wanted.stated is None or same(wanted.stated, row["stated"]))
        and (wanted.expected is None or same(wanted.expected, row["expected"]))
        and wanted.line in (None, row["line"])
    )


def same(wanted, said):
    if said is None or wanted == said:
        return wanted == said
    try:
        return Decimal(wanted) == Decimal(said)
    except ArithmeticError:
        return False


def unmet(rows, expectations):
    """The expectations without a row of their own, and the rows left over."""
    left = list(rows)
    missing = []
    for wanted in expectations:
        found = next((row for row in left if meets(row, wanted)), None)
        if found is None:
            missing.append(wanted)
        else:
            left.remove(found)
    return missing, left


def told(rows):
    return "\n".join(f"  {row}" for row in rows) or "  （没有）"


@pytest.mark.parametrize("case", params("text"))
def test_case(case):
    checked = checked_of(case)
    assert checked.error is None, checked.error
    document = checked.understanding.document
    crashed = [o.message for o in checked.outcomes if o.status is Status.CRASHED]
    assert not crashed, "\n".join(crashed)

    own = [o for o in checked.outcomes if o.code == case.code]
    check = registry().get(case.code)
    if not case.expect:
        own = [o for o in own if o != silence(check, o.span)]
    rows = [row(document, outcome) for outcome in own]
    missing, left = unmet(rows, case.expect)
    assert not missing, f"没有得到：{missing}\n{case.code} 实际给出：\n{told(rows)}"
    loud = {status.value for status in SAID_ALOUD}
    if not case.expect:
        loud.add(Status.PASSED.value)
    surplus = [row for row in left if row["status"] in loud]
    assert not surplus, f"{case.code} 多给出：\n{told(surplus)}"

    others = [
        f"{o.code} {o.message}"
        for o in checked.outcomes
        if o.status is Status.FINDING
        and o.severity is Severity.ERROR
        and o.code != case.code
        and o.code not in case.also
    ]
    assert not others, "其他核对在这段文字上报了错误：\n" + "\n".join(others)


@pytest.mark.parametrize("case", params("evaluation"))
def test_case_of_records(case):
    evaluation = evaluation_of(yaml.safe_load(case.text))
    selected = Selection(select=(case.code,))
    outcomes = run_on_records(evaluation, selected, options_of(case).checks)
    assert not [o.message for o in outcomes if o.status is Status.CRASHED]
    rows = [record_row(outcome) for outcome in outcomes]
    missing, left = unmet(rows, case.expect)
    assert not missing, f"没有得到：{missing}\n{case.code} 实际给出：\n{told(rows)}"
    surplus = [row for row in left if row["status"] == Status.FINDING.value]
    assert not surplus, f"{case.code} 多给出：\n{told(surplus)}"


def source_of(name, content):
    """One source of a case: a workbook or a report, of this year or the last."""
    last = name.startswith("last_")
    if name.endswith("evaluation"):
        evaluation = evaluation_of(content)
        sheets = scores_of(Imported(evaluation, ()), name)
        return Source(name, last=last, evaluation=evaluation, sheets=sheets)
    checked = pipeline.check_text(content, f"{name}.txt", pipeline.Options(Selection(("DT01",))))
    return Source(name, last=last, understanding=checked.understanding)


@pytest.mark.parametrize("case", params("sources"))
def test_case_of_sources(case):
    sources = [source_of(*each) for each in yaml.safe_load(case.text).items()]
    outcomes = run_on_sources(sources, Selection(select=(case.code,)))
    assert not [o.message for o in outcomes if o.status is Status.CRASHED]
    rows = [{**one._asdict(), "line": None, "quote": one.message} for one in outcomes]
    for row in rows:
        row.update(status=row["status"].value, severity=row["severity"] and row["severity"].value)
    missing, left = unmet(rows, case.expect)
    assert not missing, f"没有得到：{missing}\n{case.code} 实际给出：\n{told(rows)}"
    surplus = [row for row in left if row["status"] == Status.FINDING.value]
    assert not surplus, f"{case.code} 多给出：\n{told(surplus)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_case_file_belongs_to_a_check(file):
    assert registry().get(file.stem.upper()) is not None


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_has_every_kind_of_case(check):
    file = FOLDER / f"{check.code.lower()}.yaml"
    assert file.is_file(), f"缺少 {file.name}"
    cases = load(file)
    kinds = Counter(status for case in cases for status in {e.status for e in case.expect})
    wanted = {"finding", "passed", "cannot_tell"}
    if check.never_passes:
        wanted.remove("passed")
    if check.clean:
        wanted.remove("cannot_tell")
    assert wanted <= set(kinds), f"{file.name} 缺少：{wanted - set(kinds)}"
    assert any(not case.expect for case in cases), f"{file.name} 缺少必须不作声的近似情形"
    assert any(case.example for case in cases), f"{file.name} 没有标为 example 的例子"
    names = Counter(case.name for case in cases)
    assert max(names.values()) == 1, f"{file.name} 有重名的情形"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_has_a_whole_page(check):
    page = check.page()
    assert page.claim.endswith("。")
    parts = dict(page.parts)
    assert [part for part in PARTS if not parts.get(part)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_lives_in_the_file_of_its_code(check):
    family, module = check.function.__module__.split(".")[-2:]
    assert module == check.code.lower()
    assert family.rstrip("_").upper() == check.family
