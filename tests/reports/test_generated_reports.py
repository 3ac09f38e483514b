"""Whatever the figures are, a report that the program drafts holds against its own checks."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reported import checked, errors, material, project_material, small

from jixiao.reports.self_evaluation import department_report, project_report

MONEY = st.decimals("0", "99999", places=2)
SOME = st.decimals("0.01", "99999", places=2)
COUNT = st.integers(0, 500)
SIGNS = st.sampled_from(["≥", "≤", "=", ">", "<"])
UNITS = st.sampled_from(["个", "%", "万元", "人次", "天"])
GROUPS = st.sampled_from(
    [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
)


@st.composite
def indicators(draw, **belongs):
    names = draw(st.lists(st.sampled_from("甲乙丙丁戊己"), min_size=1, max_size=4, unique=True))
    found = []
    for name in names:
        group, kind = draw(GROUPS)
        unit = "%" if group == "满意度指标" else draw(UNITS)
        most = 100 if unit == "%" else 5000
        target = draw(st.integers(1, most))
        actual = draw(st.integers(0, most))
        found.append(
            {
                "code": f"N{name}",
                "name": f"{name}类服务完成情况",
                "group": group,
                "kind": kind,
                "sign": draw(SIGNS),
                "target": str(target),
                "actual": str(actual),
                "unit": unit,
                "points": str(draw(st.integers(1, 20))),
                **belongs,
            }
        )
    return found


@st.composite
def years(draw):
    kinds = ("人员经费", "公用经费", "项目支出")
    rows = []
    for kind in kinds:
        adjusted = draw(SOME)
        executed = (adjusted * draw(st.integers(0, 100)) / 100).quantize(Decimal("0.01"))
        rows.append(
            {
                "fund": "一般公共预算",
                "kind": kind,
                "carried_in": "0",
                "initial": str(draw(SOME)),
                "adjusted": str(adjusted),
                "executed": str(executed),
                "carried_out": str(adjusted - executed),
            }
        )
    public = [
        {
            "item": item,
            "initial": str(budget := draw(MONEY)),
            "adjusted": str(budget),
            "executed": str(min(budget, draw(MONEY))),
            "last_year": str(draw(MONEY)),
        }
        for item in ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    ]
    amounts = [
        {
            "number": f"H{number}",
            "name": "服务采购",
            "kind": kind,
            "amount": str(amount := draw(SOME)),
            "sme_amount": str(small_part := min(amount, draw(MONEY))),
            "micro_amount": str(min(small_part, draw(MONEY))),
        }
        for number, kind in enumerate(("货物", "工程", "服务"), 1)
    ]
    value = draw(SOME)
    assets = [
        {
            "category": "台式计算机",
            "quantity": str(draw(COUNT)),
            "standard": str(draw(COUNT)),
            "unit": "台",
            "value": str(value),
            "value_in_use": str(min(value, draw(MONEY))),
        }
    ]
    posts = draw(st.integers(1, 500))
    return small(
        department={
            "posts": posts,
            "staff": draw(st.integers(0, posts)),
            "filled_on": date(2024, 3, 18),
        },
        tasks=[{"code": "R1", "duty": "Z1", "name": "档案服务", "section": "业务科"}],
        funds=rows,
        three_public=public,
        contracts=amounts,
        assets=assets,
        indicators=draw(indicators(task="R1")),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years())
def test_a_department_report_has_no_errors(year):
    assert errors(checked(department_report(material(year)))) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(indicators(project="X1"), SOME, st.integers(0, 100), MONEY)
def test_a_project_report_has_no_errors(rows, adjusted, percent, carried):
    executed = (adjusted * percent / 100).quantize(Decimal("0.01"))
    year = small(
        department={"filled_on": date(2024, 3, 18)},
        projects=[{"code": "X1", "name": "库房改造", "section": "业务科"}],
        project_funds=[
            {
                "project": "X1",
                "source": "当年财政拨款",
                "initial": str(adjusted),
                "adjusted": str(adjusted),
                "executed": str(executed),
            },
            {
                "project": "X1",
                "source": "上年结转资金",
                "initial": "0",
                "adjusted": str(carried),
                "executed": str(carried),
            },
        ],
        indicators=rows,
    )
    assert errors(checked(project_report(project_material(year, "X1")))) == []
