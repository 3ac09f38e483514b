"""Scores a department or a project by a bound pack."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jixiao import __version__
from jixiao.model.evaluation import Indicator
from jixiao.model.measures import PREFIX, Measured, Missing, Subject, measure
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.scoring.casework import Case
from jixiao.scoring.indicators import score_indicator
from jixiao.scoring.plan import Bound, Plan
from jixiao.scoring.working import (
    HUNDRED,
    ZERO,
    Result,
    divide,
    half_up,
    lacking,
    plain,
    rounded_formula,
    written,
)
from jixiao.standards.scoring import Unevidenced
from jixiao.terms import ScoreStatus

_SUM = "{scores}"


def score(subject: Subject, plan: Plan, as_of: date | None = None) -> ScoreSheet:
    """Return the score sheet of a subject.

    ``as_of`` is the day whose knowledge of standards was used; it is only recorded here.
    """
    subject = replace(subject, questions=plan.questions, units=plan.units)
    given = _points(subject, plan)
    lines = tuple(_line(each, subject, plan, given) for each in plan.lines)
    total, scored, scorable = _sums(lines)
    grade = None
    if total is not None and plan.grades is not None:
        grade = plan.grades.grade_of(total, plan.scoring.total)
    name = _name(subject)
    return ScoreSheet(
        subject=name,
        project=subject.project,
        scope=plan.scoring.scope,
        year=plan.year,
        pack=plan.pack.id,
        pack_title=plan.pack.title,
        pack_hash=plan.pack.sha256,
        engine=__version__,
        as_of=as_of,
        full_mark=plan.scoring.total,
        scored=scored,
        scorable=scorable,
        total=total,
        grade=grade,
        grade_table="" if plan.grades is None else plan.grades.title,
        lines=lines,
        questions=plan.questions,
        notices=_executions(subject),
    )


def _executions(subject: Subject) -> tuple[str, ...]:
    """Say how much of the initial and of the adjusted budget was spent, as far as is known."""
    executed = measure("executed_amount", subject)
    if isinstance(executed, Missing):
        return ()
    said = [f"全年执行数{plain(executed.value)}万元"]
    for name in ("initial_budget", "adjusted_budget"):
        budget = measure(name, subject)
        if isinstance(budget, Measured) and budget.value > 0:
            rate = half_up(divide(executed.value * HUNDRED, budget.value), 2)
            said.append(f"占{budget.label}{plain(budget.value)}万元的{rate}%")
    return ("，".join(said),) if len(said) > 1 else ()


def _name(subject: Subject) -> str:
    if not subject.project:
        return subject.evaluation.department.name
    found = [one for one in subject.evaluation.projects if one.code == subject.project]
    if not found or found[0].classified:
        return subject.project
    return found[0].name or subject.project


# --- which lines apply, and what they are worth -------------------------------------------------


def _points(subject: Subject, plan: Plan) -> dict[str, Decimal | Missing | None]:
    """Return the full mark of each leaf; None for one whose points went elsewhere.

    ``Missing`` stands where it cannot be told whether the line applies.
    """
    given: dict[str, Decimal | Missing | None] = {
        name: leaf.points for name, leaf in plan.leaves.items()
    }
    idle: list[Bound] = []
    for name, leaf in plan.leaves.items():
        if leaf.line.not_applicable is None:
            continue
        asked = _nothing_due(leaf, subject)
        if isinstance(asked, Missing):
            given[name] = asked
        elif asked:
            idle.append(leaf)
    gone = {leaf.line.id for leaf in idle}
    for leaf in idle:
        shares = _shares(leaf, plan, gone)
        for name, amount in shares.items():
            before = given[name]
            if isinstance(before, Decimal):
                given[name] = before + amount
        if shares:
            given[leaf.line.id] = None
    return given


def _shares(leaf: Bound, plan: Plan, gone: set[str]) -> dict[str, Decimal]:
    """Return how the points of a line that does not apply go to other leaves."""
    rule = leaf.line.not_applicable
    assert rule is not None  # noqa: S101 - only such lines come here
    shares: dict[str, Decimal] = {}
    known = plan.all_lines  # a line may have ended before this year
    targets = {name: known[name] for name in rule.move_to if name in known}
    applicable = {
        name: [one for one in target.walk() if not one.children and one.line.id not in gone]
        for name, target in targets.items()
    }
    weights = {
        name: rule.move_to[name] or targets[name].points
        for name, leaves in applicable.items()
        if leaves
    }
    whole = sum(weights.values(), ZERO)
    for name, weight in weights.items():
        moved = divide(leaf.points * weight, whole)
        own = sum((one.points for one in applicable[name]), ZERO)
        for one in applicable[name]:
            amount = half_up(divide(moved * one.points, own), plan.scoring.places)
            shares[one.line.id] = shares.get(one.line.id, ZERO) + amount
    if shares:  # what rounding leaves over goes to the last, so that the full mark stays whole
        last = next(reversed(shares))
        shares[last] += leaf.points - sum(shares.values(), ZERO)
    return shares


# --- lines --------------------------------------------------------------------------------------

Given = Mapping[str, Decimal | Missing | None]


def _line(bound: Bound, subject: Subject, plan: Plan, given: Given) -> ScoreLine:
    if not bound.children:
        return _leaf(bound, subject, plan, given)
    children = tuple(_line(each, subject, plan, given) for each in bound.children)
    total, scored, _ = _sums(children)
    parts = [each.score for each in children if each.score is not None]
    return ScoreLine(
        id=bound.line.id,
        label=bound.line.label,
        own_points=bound.points,
        points=sum((each.points for each in children), ZERO),
        status=ScoreStatus.NOT_SCORED if total is None else ScoreStatus.SCORED,
        score=total,
        rule="下级各项得分之和",
        arithmetic=_added(parts, scored) if total is not None else "",
        formula=rounded_formula(_SUM, 0, plan.scoring.places),
        basis=bound.line.basis,
        verified=bound.line.verified,
        children=children,
    )


def _leaf(bound: Bound, subject: Subject, plan: Plan, given: Given) -> ScoreLine:
    points = given[bound.line.id]
    if isinstance(points, Missing):
        blank = _blank(bound, ScoreStatus.NOT_SCORED)
        return blank._replace(rule=bound.line.rule, needs=(points.need,))
    if points is None or _nothing_due(bound, subject) is True:
        return _idle(bound, subject, points, plan.scoring.places)
    if bound.groups:
        blank = _blank(bound, ScoreStatus.NOT_SCORED)
        return _indicators(bound, subject, plan, blank._replace(points=points))
    assert bound.method is not None  # noqa: S101 - a leaf without groups has one
    result = bound.method.score(Case(subject, points, bound.points))
    line, result = bound.line, _evidenced(bound, subject, result)
    status, score, arithmetic, formula = _scored(result, plan.scoring.places)
    return ScoreLine(
        id=line.id,
        label=line.label,
        own_points=bound.points,
        points=points,
        status=status,
        score=score,
        inputs=result.inputs,
        rule=result.rule,
        arithmetic=arithmetic,
        formula=formula,
        basis=line.basis,
        verified=line.verified,
        needs=result.needs,
        remarks=result.remarks,
    )


def _idle(bound: Bound, subject: Subject, points: Decimal | None, places: int) -> ScoreLine:
    """Return a line that does not apply: ``points`` are None where they went elsewhere."""
    line = _blank(bound, ScoreStatus.NOT_APPLICABLE)
    declared = _declared(bound, subject)
    if declared:
        line = line._replace(remarks=(f"单位申报不适用，理由：{declared}",))
    if points is None:
        return line._replace(points=ZERO, rule="不适用，分值移往其他评分项")
    full = half_up(points, places)
    return line._replace(score=full, rule="不适用，按标准给满分", arithmetic=f"{full:f}")


def _blank(bound: Bound, status: ScoreStatus) -> ScoreLine:
    """Return a line that nothing was made of."""
    line = bound.line
    return ScoreLine(
        id=line.id,
        label=line.label,
        own_points=bound.points,
        points=bound.points,
        status=status,
        score=None,
        basis=line.basis,
        verified=line.verified,
    )


def _declared(bound: Bound, subject: Subject) -> str:
    """Return why a department says that a line does not apply, nothing where it does not."""
    judgements = () if subject.project else subject.evaluation.judgements
    own = (one for one in judgements if one.line == bound.line.id and one.not_applicable)
    return next((one.reason for one in own), "")


def _nothing_due(bound: Bound, subject: Subject) -> bool | Missing:
    """Whether there was nothing to do in a line: by its figure, or as the department declares.

    Nothing filled in is no zero: that there was nothing has to be said.
    """
    rule = bound.line.not_applicable
    if rule is None:
        return False
    asked = measure(rule.when_zero, subject)
    declared = bool(_declared(bound, subject))
    if isinstance(asked, Measured):
        if declared and asked.value:
            return Missing(f"填了不适用，而{asked.label}为{plain(asked.value)}，请核对")
        return asked.value == 0
    if declared:
        return True
    if subject.project or rule.when_zero.startswith(PREFIX):
        return asked  # declarations are the department's; a question can be answered with 0
    way_out = (
        f"{asked.need}；确实没有的，在“评定得分”表填一行：评分项标识 {bound.line.id}，"
        "是否不适用 是，并写明评定理由"
    )
    return Missing(way_out)


def _scored(result: Result, places: int) -> tuple[ScoreStatus, Decimal | None, str, str]:
    """Return status, rounded score, arithmetic and formula of what a method made of a line."""
    if result.value is None:
        return ScoreStatus.NOT_SCORED, None, "", ""
    score = half_up(result.value, places)
    arithmetic = written(result, result.value, score)
    formula = result.formula and rounded_formula(result.formula, len(result.inputs), places)
    status = ScoreStatus.JUDGED if result.judged else ScoreStatus.SCORED
    return status, score, arithmetic, formula


def _evidenced(bound: Bound, subject: Subject, result: Result) -> Result:
    """Add a remark, or take the points away, where answers stand without evidence."""
    if bound.line.evidence is None or result.value is None:
        return result
    answers = [subject.answer(name) for name in bound.facts]
    bare = any(one is not None and not one.evidence for one in answers)
    if result.judged:
        judged = [one for one in subject.evaluation.judgements if one.line == bound.line.id]
        bare = any(not one.evidence for one in judged)
    if not bare:
        return result
    if bound.line.evidence is Unevidenced.ZERO:
        return result._replace(
            value=ZERO,
            steps="",
            told="没有佐证材料",
            formula="",
        )
    return result._replace(remarks=(*result.remarks, "应附佐证材料而没有列出"))


# --- indicators ---------------------------------------------------------------------------------


def _indicators(bound: Bound, subject: Subject, plan: Plan, line: ScoreLine) -> ScoreLine:
    unsorted = [each for each in subject.indicators if each.group is None]
    if unsorted:  # it may belong here
        needs = tuple(f"指标“{each.name or each.code}”的“一级指标”未填" for each in unsorted)
        return line._replace(status=ScoreStatus.NOT_SCORED, needs=needs)
    own = [each for each in subject.indicators if each.group in bound.groups]
    if not own:
        names = "、".join(each.label for each in bound.groups)
        return line._replace(status=ScoreStatus.NOT_SCORED, needs=(f"没有填报{names}",))
    children = tuple(_indicator(each, plan) for each in own)
    weights = sum((each.points for each in children), ZERO)
    line = line._replace(children=children, rule=bound.line.rule or "各指标得分之和")
    total, scored, _ = _sums(children)
    if total is None:
        return line._replace(status=ScoreStatus.NOT_SCORED)
    parts = [each.score for each in children if each.score is not None]
    if weights == line.points:
        return line._replace(
            status=ScoreStatus.SCORED,
            score=total,
            arithmetic=_added(parts, scored),
            formula=rounded_formula(_SUM, 0, plan.scoring.places),
        )
    if weights <= 0:
        return line._replace(status=ScoreStatus.NOT_SCORED, needs=("各指标的分值合计为0",))
    places = plan.scoring.places
    value = divide(total * line.points, weights)
    rounded = half_up(value, places)
    steps = f"({_sum_of(parts)}) ÷ {plain(weights)} × {plain(line.points)}"
    result = Result(value=value, rule=line.rule, steps=steps)
    return line._replace(
        status=ScoreStatus.SCORED,
        score=rounded,
        rule="各指标得分之和，按本项分值与各指标分值合计之比折算",
        arithmetic=written(result, value, rounded),
        formula=rounded_formula("{scores}*{points}/{weights}", 0, places),
    )


def _indicator(indicator: Indicator, plan: Plan) -> ScoreLine:
    points = indicator.points
    if points is None:
        result = lacking("", [f"指标“{indicator.name or indicator.code}”的“分值”未填"])
    elif points < 0:
        need = f"指标“{indicator.name or indicator.code}”的分值为{plain(points)}，不应小于0"
        result = lacking("", [need])
    else:
        result = score_indicator(indicator, points, plan.rules)
    status, score, arithmetic, formula = _scored(result, plan.scoring.places)
    return ScoreLine(  # by place: of very many lines keywords would take the longest
        indicator.code,
        indicator.name or indicator.code,
        points or ZERO,
        points or ZERO,
        status,
        score,
        result.inputs,
        result.rule,
        arithmetic,
        formula,
        plan.pack.basis.document,
        plan.pack.verified,
        result.needs,
        result.remarks,
        (),
        indicator.origin,
        indicator,
    )


# --- sums ---------------------------------------------------------------------------------------


def _sums(lines: Sequence[ScoreLine]) -> tuple[Decimal | None, Decimal, Decimal]:
    """Return the total (None while a line is not scored), and what is scored of how much.

    Indicators whose points are not those of their line count when the line does: until then
    their scores are on another scale.
    """
    scored = scorable = ZERO
    whole = True
    for line in lines:
        if line.children and line.score is None:
            whole = False
            if sum((each.points for each in line.children), ZERO) == line.points:
                _, below, of = _sums(line.children)
                scored, scorable = scored + below, scorable + of
        elif line.score is not None:
            scored, scorable = scored + line.score, scorable + line.points
        elif line.status is ScoreStatus.NOT_SCORED:
            whole = False
    return (scored if whole else None), scored, scorable


def _sum_of(parts: Sequence[Decimal]) -> str:
    # A score has as many decimals as its pack says, and never an exponent.
    return " + ".join(map(str, parts))


def _added(parts: Sequence[Decimal], total: Decimal) -> str:
    return str(total) if len(parts) <= 1 else f"{_sum_of(parts)} = {total}"
