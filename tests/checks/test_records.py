"""Checks of records: what the sample department deserves, and what becomes of a broken check."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from jixiao.checks.registry import Registry, record_check
from jixiao.checks.runner import Selection, run, run_on_records
from jixiao.model.evaluation import Department, Evaluation, Funds, Indicator, ProjectFunds
from jixiao.terms import ExpenditureKind, Severity, Sign, Status
from jixiao.workbook.plain import evaluation_of
from jixiao.workbook.sample import sample

PLANTED = {  # the troubles of 2024-troubles.yaml that tables show
    ("FM14", "P11-1"),
    ("FM12", "D09"),
    ("FM17", "12"),
    ("FM16", "office_meeting"),
    ("EV01", "P02-1"),
    ("EV01", "P08-1"),
    ("EV02", "D01"),
    ("EV02", "E16"),
    ("FM08", "P06-1"),
    ("FM01", "P13-1"),
    ("FM20", "D03"),
    ("FM04", "D02"),
    ("FM18", "J1"),
    ("FM24", "惠企资金兑现率没有达到目标。"),
}

PAGE = """应当如此。

    为什么：无。
    公式：无。
    不报的情形：无。
    已知漏报：无。
    """


def key(record):
    for name in ("code", "month", "stage", "text", "problem"):
        value = getattr(record, name, None)
        if value is not None:
            return str(getattr(value, "value", value))
    return ""


def test_a_good_year_has_no_error_and_no_warning():
    found = [o for o in run_on_records(sample(2023)) if o.status is Status.FINDING]
    assert [o.message for o in found if o.severity is not Severity.HINT] == []


DEPARTMENTS = sorted((Path(__file__).parents[1] / "departments").glob("*.yaml"))
DESERVED = {  # what a correct year still has to explain
    "education": set(),
    "hospital": {"FM21"},  # the treasury took back what was not spent
    "institute": {"FM10", "FM21"},  # its own money has no project, and the same
    "police": set(),
    "town": set(),
}


@pytest.mark.parametrize("file", DEPARTMENTS, ids=lambda file: file.stem)
def test_correct_years_of_other_departments_have_no_error(file):
    evaluation = evaluation_of(yaml.safe_load(file.read_text(encoding="utf-8")))
    found = [o for o in run_on_records(evaluation) if o.status is not Status.PASSED]
    assert [o.message for o in found if o.status is Status.CRASHED] == []
    assert [o.message for o in found if o.severity is Severity.ERROR] == []
    warned = {o.code for o in found if o.severity is Severity.WARNING}
    assert warned == DESERVED[file.stem]


def test_every_trouble_that_tables_show_is_found():
    found = {(o.code, key(o.record)) for o in run_on_records(sample(2024)) if o.severity}
    assert PLANTED - found == set()


def test_a_missed_target_is_told_by_its_sign_and_unit():
    told = {
        (Sign.INTERVAL, "200", "300", "320", "人"): "完成值320人，不在指标值200人至300人之内",
        (Sign.EQUAL, "100", None, "1", "%"): "如果实际是100%，完成值应填100",
        (Sign.AT_MOST, "200", None, "210", "1/10万"): "210（1/10万），没有达到指标值200（1/10万）",
    }
    for (sign, low, high, actual, unit), words in told.items():
        missed = Indicator(
            code="D1",
            name="指标",
            sign=sign,
            target=Decimal(low),
            target_high=None if high is None else Decimal(high),
            actual=Decimal(actual),
            unit=unit,
        )
        evaluation = Evaluation(department=Department(), indicators=(missed,))
        (found,) = run_on_records(evaluation, Selection(select=("FM04",)))
        assert words in found.message


def test_a_project_filled_in_in_another_unit_is_named():
    rows = (("P1", "600000"), ("P2", "40"))
    evaluation = Evaluation(
        department=Department(),
        funds=(Funds(kind=ExpenditureKind.PROJECT, adjusted=Decimal(100), executed=Decimal(100)),),
        project_funds=tuple(
            ProjectFunds(project=code, adjusted=Decimal(amount), executed=Decimal(amount))
            for code, amount in rows
        ),
    )
    found = list(run_on_records(evaluation, Selection(select=("FM10",))))
    assert all("项目P1的数按元折成万元后正好相符" in each.message for each in found)
    assert [each.severity for each in found] == [Severity.WARNING, Severity.WARNING]


def test_an_evaluation_without_records_is_told_as_undecided():
    outcomes = run_on_records(Evaluation(department=Department()))
    assert {o.status for o in outcomes} == {Status.CANNOT_TELL}


def registered(function, options=None):
    checks = Registry()
    function.__doc__ = PAGE
    record_check(
        code="ZZ01",
        name="z",
        severity=Severity.ERROR,
        since="0.1",
        absent="没有。",
        options=options,
        into=checks,
    )(function)
    return checks


def test_a_check_that_raises_is_told_and_no_document_is_given_to_it(understand):
    def broken(ctx):
        raise ValueError(ctx.year)
        yield

    checks = registered(broken)
    (outcome,) = run_on_records(sample(2023), among=checks)
    assert (outcome.status, "ValueError: 2023" in outcome.message) == (Status.CRASHED, True)
    assert run(understand("报告\n正文。"), among=checks) == []


def test_options_come_from_the_settings():
    def limited(ctx):
        yield ctx.passed(ctx.evaluation.department, "", str(ctx.option("limit", Decimal)))

    checks = registered(limited, {"limit": Decimal(1)})
    options = {"ZZ01": {"limit": Decimal(2)}}
    told = [run_on_records(sample(2023), among=checks, options=each) for each in ({}, options)]
    assert [outcome.message for (outcome,) in told] == ["1", "2"]
    assert run_on_records(sample(2023), Selection(ignore=("ZZ",)), among=checks) == []


def test_an_option_of_another_kind_is_a_mistake_of_the_program():
    def odd(ctx):
        yield ctx.passed(ctx.evaluation.department, "", ctx.option("limit", str))

    (outcome,) = run_on_records(sample(2023), among=registered(odd, {"limit": 3}))
    assert outcome.status is Status.CRASHED
