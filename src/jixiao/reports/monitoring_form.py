"""绩效运行监控情况表 (财预〔2019〕136号): money and indicators of each round, with lights."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.evaluation import (
    Evaluation,
    Indicator,
    MonitoredIndicator,
    MonitoringRound,
    with_unit,
)
from jixiao.reports.composition import (
    Align,
    Block,
    Cell,
    Composition,
    Outline,
    PageBreak,
    Table,
    body,
    head,
    prompt,
)
from jixiao.reports.forms import (
    MONEY,
    NONE,
    Row,
    asked,
    centred,
    day,
    given,
    label,
    money,
    name_of,
    note,
    rate,
    sum_of,
    target_of,
    title,
    total_of,
    written,
)
from jixiao.reports.lights import Light, indicator_light, money_light, progress
from jixiao.terms import Likelihood, Sign, VarianceCause

TITLE = "绩效运行监控情况表"
_TICK = "√"
_RULES = (
    "注：进度比＝执行数（完成值）÷全年预算数（年度指标值）÷（月数÷12）×100，"
    "低于60为红灯，60至80为黄灯，80以上为绿灯；比率类、上限类和区间类指标直接与指标值比较，"
    "超过上限不足四成的为黄灯；定性指标达成的为绿灯，部分达成的为黄灯，未达成的为红灯；"
    "指标值为0的，没有发生为绿灯，发生为红灯。"
)


class _Period(NamedTuple):
    """A round with the months that it covers."""

    round: MonitoringRound
    months: int

    @property
    def name(self) -> str:
        return "1月" if self.months == 1 else f"1—{self.months}月"


def monitoring(evaluation: Evaluation, name: str) -> Composition:
    """Return the form of every round of monitoring."""
    blocks: list[Block] = []
    for each in evaluation.rounds:
        if blocks:
            blocks.append(PageBreak(landscape=True))
        blocks += _round(evaluation, each)
    if not blocks:
        blocks = [
            title(evaluation, TITLE),
            body(prompt("各轮绩效运行监控的截止日期、累计执行数和指标进展")),
        ]
    return Composition(name=name, title=TITLE, blocks=tuple(blocks), landscape=True)


def _round(evaluation: Evaluation, each: MonitoringRound) -> Iterator[Block]:
    outline = Outline()
    if each.cut_off is None:
        yield title(evaluation, f"{TITLE}（{each.code}）")
        yield body(prompt(f"监控轮次{each.code}的监控截止日期"))
        return
    period = _Period(each, each.cut_off.month)
    yield title(evaluation, f"{TITLE}（{period.name}）")
    yield _about(evaluation, period)
    yield outline.heading(1, "预算执行进度")
    yield _spending(evaluation, period)
    yield outline.heading(1, "绩效目标实现程度")
    yield _indicators(evaluation, period)
    yield note(_RULES)


def _about(evaluation: Evaluation, period: _Period) -> Table:
    each = period.round
    budget = total_of(row.adjusted for row in evaluation.funds)
    share, light = _light(
        _share(each.executed, budget, period), money_light(each.executed, budget, period.months)
    )
    rows = (
        (
            label("监控期间"),
            written(period.name),
            label("监控截止日期"),
            written(day(each.cut_off)),
            label("报告日期"),
            given(day(each.reported_on), "报告日期"),
        ),
        (
            label("全年预算数"),
            money(budget),
            label(f"{period.name}执行数"),
            money(each.executed),
            label("执行率"),
            rate(each.executed, budget),
        ),
        (
            label("全年预计执行数"),
            money(each.forecast),
            label("进度比"),
            share,
            label("监控灯"),
            light,
        ),
        (label("发现的问题"), given(each.finding, "监控发现的问题", across=5)),
        (label("处理意见"), given(each.action, "处理意见", across=5)),
    )
    return Table(widths=(14, 19, 14, 19, 14, 20), rows=rows, head=0, unit=f"单位：{MONEY}")


def _share(reached: Decimal | None, planned: Decimal | None, period: _Period) -> str:
    if reached is None or planned is None or planned <= 0:
        return ""
    return f"{progress(reached, planned, period.months):f}"


def _light(share: str, light: Light | None) -> tuple[Cell, Cell]:
    return Cell(text=share, align=Align.RIGHT), centred("" if light is None else light.value)


def _spending(evaluation: Evaluation, period: _Period) -> Table:
    rows: list[Row] = [
        head(
            "项目",
            "年初预算数",
            "全年预算数",
            f"{period.name}执行数",
            "执行率",
            "进度比",
            "监控灯",
            "全年预计执行数",
        )
    ]
    monitored = {
        one.project: one for one in evaluation.monitored_projects if one.round == period.round.code
    }
    for project in evaluation.projects:
        funds = sum_of(evaluation.funds_of(project.code))
        found = monitored.get(project.code)
        if found is None:
            blank = asked("本轮累计执行数", across=5)
            rows.append(
                (written(name_of(project)), money(funds.initial), money(funds.adjusted), blank)
            )
            continue
        rows.append(
            (
                written(name_of(project)),
                money(funds.initial),
                money(funds.adjusted),
                money(found.executed),
                rate(found.executed, funds.adjusted),
                *_light(
                    _share(found.executed, funds.adjusted, period),
                    money_light(found.executed, funds.adjusted, period.months),
                ),
                money(found.forecast),
            )
        )
    return Table(
        widths=(29, 11, 11, 12, 10, 9, 9, 14),
        rows=tuple(rows),
        unit=f"单位：{MONEY}",
        sheet=f"{period.round.code}预算执行",
    )


def _indicators(evaluation: Evaluation, period: _Period) -> Table:
    causes, chances = list(VarianceCause), list(Likelihood)
    first: Row = (
        label("指标", down=2),
        label("年度指标值", down=2),
        label(f"{period.name}完成值", down=2),
        label("全年预计完成值", down=2),
        label("监控灯", down=2),
        label("偏差原因分析", across=len(causes) + 1),
        label("完成目标可能性", across=len(chances)),
    )
    second: Row = (
        *(label(each.label) for each in causes),
        label("原因说明"),
        *(label(each.label) for each in chances),
    )
    secret = {each.code for each in evaluation.projects if each.classified}
    by_code = {each.code: each for each in evaluation.indicators if each.project not in secret}
    rows = [
        _indicator(by_code[one.indicator], one, period)
        for one in evaluation.monitored_indicators
        if one.round == period.round.code and one.indicator in by_code
    ]
    if not rows:
        rows = [(asked("本轮各指标的进展", across=6 + len(causes) + len(chances)),)]
    return Table(
        widths=(16, 11, 11, 10, 7, 5, 5, 5, 5, 5, 16, 7, 7, 7),
        rows=(first, second, *rows),
        head=2,
        sheet=f"{period.round.code}绩效目标",
    )


def _indicator(indicator: Indicator, one: MonitoredIndicator, period: _Period) -> Row:
    light = indicator_light(indicator, one, period.months)
    return (
        written(indicator.name or indicator.code),
        written(target_of(indicator)),
        _reached(indicator, one),
        centred(NONE if one.forecast is None else with_unit(f"{one.forecast:f}", indicator.unit)),
        centred("" if light is None else light.value),
        *(centred(_TICK if one.cause is each else "") for each in VarianceCause),
        written(one.reason),
        *(centred(_TICK if one.likelihood is each else "") for each in Likelihood),
    )


def _reached(indicator: Indicator, one: MonitoredIndicator) -> Cell:
    if indicator.sign is Sign.QUALITATIVE:
        return given("" if one.attainment is None else one.attainment.label, "定性进展")
    return given(
        "" if one.progress is None else with_unit(f"{one.progress:f}", indicator.unit), "累计完成值"
    )
