"""A checked document with one outcome of each kind."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from jixiao.model.outcome import Outcome, Related
from jixiao.model.period import Instant
from jixiao.model.source import Span
from jixiao.terms import ReportKind, Severity, Status

TEXT = (
    "某市某局部门整体支出绩效自评报告\n"
    "总支出1000.00万元，其中基本支出600.00万元，占“总支出”的65.00%。\n"
    "截至2023年6月31日，各项工作完成。\n"
)


@dataclass
class Checked:
    path: str
    sha256: str | None = None
    error: object = None
    understanding: object = None
    outcomes: tuple = ()


def span_of(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def outcomes():
    share, whole = span_of("65.00%"), span_of("1000.00万元")
    return (
        Outcome("DT01", Status.PASSED, "日期存在", span_of("2023年6月31日")),
        Outcome(
            "IND10", Status.CANNOT_TELL, "没有指标", span_of("某市某局部门整体支出绩效自评报告")
        ),
        Outcome("ST05", Status.FINDING, "单位不一", whole, Severity.HINT),
        Outcome("DT02", Status.FINDING, "年度不一", span_of("2023年6月31日"), Severity.WARNING),
        Outcome(
            "FND05",
            Status.FINDING,
            "占比不符",
            share,
            Severity.ERROR,
            "65.00",
            "60.00",
            (Related(whole, "总支出"),),
        ),
        Outcome("FND06", Status.ROUNDING, "差在末位", share, Severity.HINT, "65.00", "65.01"),
        Outcome(
            "SC01", Status.CRASHED, "核对 SC01 出错", span_of("某市某局部门整体支出绩效自评报告")
        ),
    )


@pytest.fixture
def checked(understand, outcomes):
    understanding = understand(TEXT)
    metadata = replace(
        understanding.metadata,
        department="某市某局",
        region="广东省/广州市",
        fiscal_year=2023,
        report_date=Instant(2024, 3, 5),
        total_score=Decimal("97.90"),
        grade="优",
        report_kind=ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
    )
    return Checked("报告.txt", "ab" * 32, None, replace(understanding, metadata=metadata), outcomes)


@pytest.fixture
def unread():
    from jixiao.errors import NoSuchFile

    return Checked("没有.txt", error=NoSuchFile("没有.txt"))


@pytest.fixture
def rules():
    from jixiao.diagnostics.rules import Rule

    page = (("为什么", "占比写错，结构就看错。"), ("公式", "占比＝部分÷总数×100%。"))
    share = Rule(
        "FND05", "share", "FND", "资金收支", Severity.ERROR, "0.1", "占比应等于部分除以总数。", page
    )
    day = Rule("DT01", "day", "DT", "日期与期间", Severity.ERROR, "0.1", "日期应当存在。")
    return {"FND05": share._replace(basis="某办法第三条"), "DT01": day}
