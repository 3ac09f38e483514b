"""The first part of a department's report: what it is there for, its tasks and goals."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.model.evaluation import Task
from jixiao.reports.composition import Block, Run, Source, body, chinese, prompt
from jixiao.reports.self_evaluation.indicators import counted, target
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import Part, count, listed, own, phrase, rate, said, whole
from jixiao.terms import Sign


def functions(material: Material) -> Iterator[Block]:
    """Say what the department is there for, how it is built and staffed."""
    department = material.department
    renamed = _renamed(material)
    if renamed:
        yield body(said(*renamed))
    if department.functions.strip():
        yield body(said(f"{material.me}主要职责是："), *whole(department.functions))
    else:
        yield body(prompt("部门职能，按“三定”规定填写"))
    runs: list[Run] = []
    if department.institutions.strip():
        runs += whole(department.institutions)
    staff = _staff(material)
    if staff:
        runs.append(said(*staff))
    if runs:
        yield body(*runs)


def _renamed(material: Material) -> list[Part]:
    department = material.department
    if not department.former_name.strip():
        return []
    former = Source("更名前名称", phrase(department.former_name), department.origin)
    since = department.renamed_on
    if since is None:
        return [f"{department.name}原名", former, "，评价年度内更名为现名。"]
    month = Source("更名日期", f"{since.year}年{since.month}月", department.origin)
    return [f"{department.name}原名", former, "，", month, "更名为现名。"]


def _staff(material: Material) -> list[Part]:
    department = material.department
    origin = department.origin
    told: list[list[Part]] = []
    if department.unit_count is not None:
        told.append(["预算单位", count("预算单位数量", department.unit_count, "个", origin)])
    if department.posts is not None:
        told.append(["核定编制", count("编制数", department.posts, "名", origin)])
    if department.staff is not None:
        told.append(["年末在职", count("年末在职人数", department.staff, "人", origin)])
    if department.posts and department.staff is not None:
        whole_staff, posts = Decimal(department.staff), Decimal(department.posts)
        told.append(
            ["在职人员控制率", rate("在职人员控制率", whole_staff, posts, "在职人数÷编制数")]
        )
    return [*listed(told, last="，", mark="，"), "。"] if told else []


def plan(material: Material) -> Iterator[Block]:
    """Say what was to be done in the year."""
    if material.department.work.strip():
        yield body(*whole(material.department.work))
    tasks = material.evaluation.tasks
    if tasks:
        number = count("重点工作任务项数", len(tasks), "项", "任务表")
        runs = [said(f"{material.year}年安排重点工作任务", number, "：")]
        for index, task in enumerate(tasks, start=1):
            runs += _task(task, index if len(tasks) > 1 else 0)
            runs.append(Run("。" if index == len(tasks) else "；"))
        yield body(*runs)
    elif not material.department.work.strip():
        yield body(prompt("年度总体工作和重点工作任务"))


def _task(task: Task, ordinal: int) -> list[Run]:
    lead = f"{chinese(ordinal)}是" if ordinal else ""
    runs = [said(lead, Source("工作任务", phrase(task.name), task.origin))]
    if task.content.strip():
        runs += [Run("，"), own(task.content)]
    return runs


def goal(material: Material) -> Iterator[Block]:
    """Say what was to be reached."""
    if material.department.goal.strip():
        yield body(*whole(material.department.goal))
    else:
        yield body(prompt("部门整体支出绩效目标，按批复的目标填写"))
    own_ones = [one for one in material.evaluation.indicators if not one.project]
    if not own_ones:
        return
    parts: list[Part] = ["围绕上述目标，部门整体设置", *counted(own_ones), "。"]
    yield body(said(*parts))
    named: list[list[Part]] = [
        [phrase(one.name), wanted]
        for one in own_ones
        if one.sign is not Sign.QUALITATIVE and (wanted := target(one)) is not None
    ]
    if named:
        yield body(said("主要指标值为：", *listed(named), "。"))
