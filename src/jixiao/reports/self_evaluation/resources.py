"""Procurement, assets and running costs in prose."""

from collections.abc import Iterator
from typing import Final

from jixiao.model.evaluation import Asset, ThreePublicExpense, UnitCost
from jixiao.reports.composition import Run, Source, prompt
from jixiao.reports.forms import plain, total_of
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import (
    Part,
    against_last_year,
    count,
    counted_as,
    listed,
    money,
    own,
    phrase,
    rate,
    said,
)
from jixiao.terms import ProcurementKind, ThreePublicItem

_OCCASIONS: Final = {
    ThreePublicItem.OVERSEAS_TRIPS: ("团组", "个"),
    ThreePublicItem.VEHICLE_PURCHASE: ("购置公务用车", "辆"),
    ThreePublicItem.VEHICLE_OPERATION: ("公务用车", "辆"),
    ThreePublicItem.OFFICIAL_RECEPTIONS: ("接待", "批次"),
}


# --- procurement --------------------------------------------------------------------------------


def procurement(material: Material) -> Iterator[list[Run]]:
    """Tell what was procured, from whom, and whether the dates on the way were kept."""
    amounts = _procured(material)
    if amounts:
        yield [said(*amounts)]
    runs: list[Run] = []
    if material.evaluation.contracts:
        runs += _kept(material)
    ruled = material.yes("procurement_rules")
    if ruled is not None:
        rules = Source("采购内控", "政府采购内部控制制度", "procurement_rules")
        runs.append(said("已建立" if ruled else "尚未建立", rules, "。"))
    found = material.answer("procurement_complaints")
    if found is not None:
        runs.append(said("采购活动被投诉成立或被处理", counted_as(found, "次"), "。"))
    if runs:
        yield runs


def _procured(material: Material) -> list[Part]:
    rows = material.evaluation.contracts
    amount = material.figure("procurement_amount")
    if amount is None:
        return []
    parts: list[Part] = ["全年签订采购合同", count("合同份数", len(rows), "份", "合同台账")]
    parts += ["，政府采购合同金额", money(amount.label, amount.value, amount.origin)]
    kinds: list[list[Part]] = []
    for kind in ProcurementKind:
        of_kind = total_of(one.amount for one in rows if one.kind is kind)
        if of_kind is not None:
            kinds.append([kind.label, money(f"政府采购{kind.label}", of_kind, "合同台账")])
    if len(kinds) > 1 and all(one.kind is not None for one in rows):
        parts += ["，其中", *listed(kinds)]
    parts.append("。")
    small = material.figure("procurement_sme_amount")
    if small is not None and amount.value > 0:
        parts += ["授予中小企业合同金额", money(small.label, small.value, small.origin)]
        parts += [
            "，占",
            rate("授予中小企业占比", small.value, amount.value, "授予中小企业÷合同金额"),
        ]
        micro = total_of(one.micro_amount for one in rows)
        if micro is not None:
            parts += ["，其中授予小微企业", money("授予小微企业合同金额", micro, "合同台账")]
        parts.append("。")
    return parts


def _kept(material: Material) -> list[Run]:
    due = material.figure("contracts")
    signed = material.figure("contracts_signed_in_time")
    filed = material.figure("contracts_filed_in_time")
    told = material.figure("intentions_in_time")
    runs: list[Run] = []
    if due is not None and signed is not None:
        parts: list[Part] = ["应按期签订的合同", counted_as(due, "份")]
        runs.append(said(*parts, "，中标后30日内签订", counted_as(signed, "份"), "。"))
    if told is not None:
        runs.append(said("采购意向提前30日公开的采购项目", counted_as(told, "个"), "。"))
    if due is not None and filed is not None:
        parts = ["应备案的合同", counted_as(due, "份")]
        runs.append(said(*parts, "，签订后7个工作日内备案", counted_as(filed, "份"), "。"))
    return runs


# --- assets -------------------------------------------------------------------------------------


def assets(material: Material) -> Iterator[list[Run]]:
    """Tell what there is, how much of it is used, and whether standards are kept."""
    whole, used = material.figure("fixed_assets"), material.figure("fixed_assets_in_use")
    if whole is not None and used is not None:
        parts: list[Part] = ["年末固定资产总额", money(whole.label, whole.value, whole.origin)]
        parts += ["，在用固定资产", money(used.label, used.value, used.origin)]
        if whole.value > 0:
            use = rate("固定资产利用率", used.value, whole.value, "在用÷总额")
            parts += ["，固定资产利用率", use]
        yield [said(*parts, "。")]
    runs: list[Run] = []
    over = material.figure("assets_over_standard")
    if over is not None:
        runs.append(said("对照配置标准，超标准配置资产", counted_as(over, "类"), "。"))
        for one in material.evaluation.assets:
            runs += _over(one)
    found = material.answer("inventories")
    if found is not None:
        runs.append(said("全年开展固定资产盘点", counted_as(found, "次"), "。"))
    found = material.answer("asset_violations")
    if found is not None:
        runs.append(said("发生资产管理违规问题", counted_as(found, "个"), "。"))
    if runs:
        yield runs


def _over(one: Asset) -> list[Run]:
    if one.quantity is None or one.standard is None or one.quantity <= one.standard:
        return []
    unit = phrase(one.unit)
    runs = [
        said(
            f"{phrase(one.category)}实有",
            count(f"{one.category}实有数量", one.quantity, unit, one.origin),
            "，配置标准",
            count(f"{one.category}配置标准", one.standard, unit, one.origin),
            "，超出",
            count(f"{one.category}超标准数量", one.quantity - one.standard, unit, "实有－标准"),
        )
    ]
    if one.reason.strip():
        runs += [Run("，原因是"), own(one.reason), Run("。")]
    else:
        runs += [Run("。"), prompt(f"{phrase(one.category)}超标准配置的原因")]
    return runs


# --- running costs ------------------------------------------------------------------------------


def running_costs(material: Material) -> Iterator[list[Run]]:
    """Tell what it costs to run the department: 三公经费, then costs per square metre and head."""
    rows = material.evaluation.three_public
    if rows:
        summary = _three_public(material)
        if summary:
            yield [said(*summary)]
        items = [runs for one in rows if (runs := _item(one))]
        if items:
            yield [run for runs in items for run in runs]
    costs = [parts for one in material.evaluation.unit_costs if (parts := _unit_cost(one))]
    for parts in costs:
        yield [said(*parts)]


def _three_public(material: Material) -> list[Part]:
    rows = material.evaluation.three_public
    initial = total_of(one.initial for one in rows)
    budget, spent = material.figure("three_public_budget"), material.figure("three_public_executed")
    before = material.figure("three_public_last_year")
    if spent is None:
        return []
    parts: list[Part] = []
    if initial is not None:
        parts += [
            "“三公”经费年初预算",
            money("“三公”经费年初预算数", initial, "“三公”经费表"),
            "，",
        ]
    label = "“三公”经费"
    if budget is not None and budget.value != initial:
        parts += ["全年预算" if parts else f"{label}全年预算"]
        parts += [money(budget.label, budget.value, budget.origin), "，"]
    parts += [
        "实际支出" if parts else f"{label}实际支出",
        money(spent.label, spent.value, spent.origin),
    ]
    if budget is not None and budget.value > 0:
        share = rate("“三公”经费预算执行率", spent.value, budget.value, "支出数÷预算数")
        base = "，占全年预算的" if budget.value != initial else "，占年初预算的"
        parts += [base, share]
    if before is not None:
        parts += [
            "，",
            *against_last_year("“三公”经费支出", spent.value, before.value, spent.origin),
        ]
    return [*parts, "。"]


def _item(one: ThreePublicExpense) -> list[Run]:
    if one.item is None or one.executed is None:
        return []
    if not one.executed and one.last_year == 0:
        none = count(f"{one.item.label}支出", 0, "万元", one.origin)
        return [said(one.item.label, "本年和上年支出均为", none, "。")]
    parts: list[Part] = [one.item.label, "支出", money(one.item.label, one.executed, one.origin)]
    occasions = _occasions(one)
    if occasions:
        parts += ["，", *occasions]
    if one.last_year is not None:
        label = f"{one.item.label}支出"
        parts += ["，", *against_last_year(label, one.executed, one.last_year, one.origin)]
    runs = [said(*parts)]
    if one.reason.strip():
        runs += [Run("，原因是"), own(one.reason)]
    return [*runs, Run("。")]


def _occasions(one: ThreePublicExpense) -> list[Part]:
    shown: list[list[Part]] = []
    if one.occasions and one.item is not None:
        what, unit = _OCCASIONS[one.item]
        shown.append([what, count(what, one.occasions, unit, one.origin)])
    if one.persons:
        shown.append([count("人次", one.persons, "人次", one.origin)])
    return listed(shown)


def _unit_cost(one: UnitCost) -> list[Part]:
    """Return what something cost per square metre or head, and how that ranks."""
    if not one.name.strip() or one.amount is None or one.base is None or one.base <= 0:
        return []
    parts: list[Part] = [phrase(one.name), money(one.name, one.amount, one.origin)]
    parts += ["，按", count("计算基数", one.base, phrase(one.base_unit), one.origin), "计算"]
    if one.unit_cost is not None and one.unit.strip():
        cost = f"{plain(one.unit_cost)}{phrase(one.unit)}"
        parts += ["，单位成本", Source(f"{one.name}单位成本", cost, one.origin)]
    if one.rank is not None and one.peers:
        parts += ["，在", count("参加排名单位数", one.peers, "个", one.origin)]
        parts += ["单位中由低到高列第", Source("名次", f"{one.rank}", one.origin), "位"]
    return [*parts, "。"]
