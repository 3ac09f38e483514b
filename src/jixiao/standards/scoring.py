"""How a pack scores: lines, points by year, named methods, questions to the department.

The layer of packs knows that lines add up, not what a method does: names of methods and measures
are checked where they are bound (``jixiao.scoring.plan``), and named there with file and line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jixiao.standards.nodes import Item
from jixiao.terms import Scope

_LINE_REQUIRED = frozenset({"id", "label"})
_LINE_OPTIONAL = frozenset(
    {
        "points",
        "method",
        "inputs",
        "options",
        "children",
        "not_applicable",
        "rule",
        "basis",
        "verified",
        "evidence",
    }
)
_CHANGEABLE = frozenset(
    {"label", "points", "method", "inputs", "options", "rule", "basis", "verified", "evidence"}
)
_OF_LEAVES = frozenset({"method", "inputs", "options", "evidence"})
_HUNDRED = Decimal(100)


class AnswerKind(StrEnum):
    """What a question asks for."""

    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"


class Unevidenced(StrEnum):
    """What becomes of a line that asks for evidence and has none."""

    FLAG = "flag"  # scored, with a remark
    ZERO = "zero"  # scored as nothing


@dataclass(frozen=True, slots=True)
class Question:
    """Something about management that only the department can answer."""

    id: str
    label: str
    kind: AnswerKind
    unit: str
    help: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """When a line does not apply and what becomes of its points.

    ``when_zero`` names the measure whose zero means that there was nothing to do. ``move_to`` are
    the lines that share the points, each with its part, or with None where they share in
    proportion to their own points; empty means that the line is given its full mark.
    """

    when_zero: str
    move_to: Mapping[str, Decimal | None]
    at: Item


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a standard: a group with ``children``, or a leaf with a ``method``.

    ``points`` are by the first day from which they hold, latest first; None ends a line.
    """

    id: str
    label: str
    points: tuple[tuple[date, Decimal | None], ...]
    method: str
    inputs: Mapping[str, str]
    options: Mapping[str, Item]
    children: tuple["Line", ...]
    not_applicable: NotApplicable | None
    rule: str
    basis: str
    verified: bool
    evidence: Unevidenced | None
    at: Item

    def points_in(self, year: int) -> Decimal | None:
        """Return the full mark in a fiscal year; None where the line is not in force then."""
        for since, points in self.points:
            if since.year <= year:
                return points
        if self.points or not self.children:
            return None
        below = [each.points_in(year) for each in self.children]
        known = [each for each in below if each is not None]
        return sum(known, Decimal(0)) if known else None

    def walk(self) -> Iterator["Line"]:
        """Yield this line and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a pack scores one kind of subject, out of ``total``, to so many ``places``."""

    scope: Scope
    total: Decimal
    places: int
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    indicator_rules: Mapping[str, Item]
    at: Item

    def walk(self) -> Iterator[Line]:
        """Yield every line, depth first."""
        for line in self.lines:
            yield from line.walk()

    def in_force(self, year: int) -> bool:
        """Whether anything is scored in a fiscal year."""
        return any(line.points_in(year) is not None for line in self.lines)

    def years(self) -> list[int]:
        """Return the years in which the points of some line change."""
        return sorted({since.year for line in self.walk() for since, _ in line.points})


def read_scoring(item: Item, *, basis: str, verified: bool) -> Scoring:
    """Read the scoring of a pack that stands on its own."""
    fields = item.fields(
        frozenset({"of", "lines"}),
        frozenset({"total", "places", "questions", "indicator_rules"}),
    )
    scoring = Scoring(
        scope=fields["of"].one_of(Scope),
        total=fields["total"].number() if "total" in fields else _HUNDRED,
        places=_places(fields["places"]) if "places" in fields else 2,
        lines=fields["lines"].list_of(lambda line: _line(line, basis, verified)),
        questions=_questions(fields.get("questions")),
        indicator_rules=_mapping(fields.get("indicator_rules")),
        at=item,
    )
    check_sums(scoring)
    return scoring


def extend_scoring(parent: Scoring, item: Item, *, basis: str, verified: bool) -> Scoring:
    """Read the scoring of a pack that differs from its parent's in a few things."""
    fields = item.fields(
        frozenset(),
        frozenset({"places", "changes", "without", "more", "questions", "indicator_rules"}),
    )
    known = {line.id for line in parent.walk()}
    groups = {line.id for line in parent.walk() if line.children}
    changes: dict[str, tuple[Item, dict[str, Item]]] = {}
    for name, change in fields["changes"].pairs() if "changes" in fields else ():
        _known(name, known)
        changes[name.text()] = (change, change.fields(frozenset(), _CHANGEABLE))
        if name.text() in groups:
            _refuse_methods(change)
    without: set[str] = set()
    for name in fields["without"].items() if "without" in fields else ():
        _known(name, known)
        without.add(name.text())
    more: dict[str, tuple[Line, ...]] = {}
    for name, added in fields["more"].pairs() if "more" in fields else ():
        _known(name, known)
        more[name.text()] = added.list_of(lambda line: _line(line, basis, verified))

    def changed(line: Line) -> Line:
        children = tuple(changed(each) for each in line.children if each.id not in without)
        line = replace(line, children=children + more.get(line.id, ()))
        if line.id not in changes:
            return line
        at, own = changes[line.id]
        return _changed(replace(line, at=at, basis=basis, verified=verified), own)

    scoring = Scoring(
        scope=parent.scope,
        total=parent.total,
        places=_places(fields["places"]) if "places" in fields else parent.places,
        lines=tuple(changed(each) for each in parent.lines if each.id not in without),
        questions=_joined(parent.questions, _questions(fields.get("questions"))),
        indicator_rules={**parent.indicator_rules, **_mapping(fields.get("indicator_rules"))},
        at=item,
    )
    check_sums(scoring)
    return scoring


def check_sums(scoring: Scoring) -> None:
    """Refuse points that do not add up in some year, and identifiers that occur twice."""
    _check_identifiers(scoring)
    if scoring.total <= 0:
        scoring.at.refuse(f"满分 {scoring.total:f} 应大于 0")
    for year in scoring.years():
        for line in scoring.walk():
            _check_group(line, year, scoring.at)
        full = [line.points_in(year) for line in scoring.lines]
        total = sum((each for each in full if each is not None), Decimal(0))
        if any(full) and total != scoring.total:
            scoring.at.refuse(f"{year}年度各项分值合计 {total:f}，应为满分 {scoring.total:f}")


def _check_identifiers(scoring: Scoring) -> None:
    """Refuse lines and questions that occur twice, and points moved to lines that are not there."""
    seen: set[str] = set()
    for line in scoring.walk():
        if line.id in seen:
            line.at.refuse(f"评分项标识“{line.id}”重复")
        seen.add(line.id)
    for line in scoring.walk():
        if line.not_applicable is not None:
            for target in line.not_applicable.move_to:
                if target not in seen or target == line.id:
                    line.not_applicable.at.refuse(f"分值移往的“{target}”不是另一评分项")
    asked = [each.id for each in scoring.questions]
    if len(set(asked)) < len(asked):
        scoring.at.refuse("questions 中同一事项列了两次")


def _check_group(line: Line, year: int, at: Item) -> None:
    own = line.points_in(year)
    if not line.children or not line.points or own is None:
        return
    below = [each.points_in(year) for each in line.children]
    total = sum((each for each in below if each is not None), Decimal(0))
    if total != own:
        # A line that was inherited stands in another file; what was written wrong is in this one.
        place = line.at if line.at.file == at.file else at
        place.refuse(f"{year}年度“{line.label}”分值 {own:f}，下级合计 {total:f}")


def _line(item: Item, basis: str, verified: bool) -> Line:  # noqa: FBT001 - passed down as read
    fields = item.fields(_LINE_REQUIRED, _LINE_OPTIONAL)
    children = (
        fields["children"].list_of(lambda one: _line(one, basis, verified))
        if ("children" in fields)
        else ()
    )
    if bool(children) == ("method" in fields):
        item.refuse("评分项要么列出下级（children），要么写明计分方法（method），不能兼有或都没有")
    if not children and "points" not in fields:
        item.refuse("缺少“points”")
    return Line(
        id=fields["id"].text(),
        label=fields["label"].text(),
        points=_points(fields["points"]) if "points" in fields else (),
        method=fields["method"].text() if "method" in fields else "",
        inputs=_inputs(fields.get("inputs")),
        options=_mapping(fields.get("options")),
        children=children,
        not_applicable=_not_applicable(fields.get("not_applicable")),
        rule=fields["rule"].text() if "rule" in fields else "",
        basis=fields["basis"].text() if "basis" in fields else basis,
        verified=fields["verified"].truth() if "verified" in fields else verified,
        evidence=fields["evidence"].one_of(Unevidenced) if "evidence" in fields else None,
        at=item,
    )


def _changed(line: Line, own: dict[str, Item]) -> Line:
    if "method" in own:  # options and inputs of another method mean nothing to it
        line = replace(line, method=own["method"].text(), inputs={}, options={}, rule="")
    return replace(
        line,
        inputs=_inputs(own["inputs"]) if "inputs" in own else line.inputs,
        label=own["label"].text() if "label" in own else line.label,
        points=_points(own["points"]) if "points" in own else line.points,
        options={**line.options, **_mapping(own.get("options"))},
        rule=own["rule"].text() if "rule" in own else line.rule,
        basis=own["basis"].text() if "basis" in own else line.basis,
        verified=own["verified"].truth() if "verified" in own else line.verified,
        evidence=own["evidence"].one_of(Unevidenced) if "evidence" in own else line.evidence,
    )


def _points(item: Item) -> tuple[tuple[date, Decimal | None], ...]:
    found: list[tuple[date, Decimal | None]] = []
    for since, value in item.pairs():
        points = None if value.empty() else value.number()
        if points is not None and points < 0:
            value.refuse(f"分值 {points} 小于 0")
        found.append((since.day(), points))
    if not found:
        item.refuse('分值应写明自哪一年度起，如 {"2020-01-01": "10"}')
    return tuple(sorted(found, key=lambda one: one[0], reverse=True))


def _not_applicable(item: Item | None) -> NotApplicable | None:
    if item is None:
        return None
    fields = item.fields(frozenset({"when_zero"}), frozenset({"move_to"}))
    return NotApplicable(fields["when_zero"].text(), _move_to(fields.get("move_to")), item)


def _move_to(item: Item | None) -> dict[str, Decimal | None]:
    """Read ``[a, b]``, shared in proportion, or ``{a: "1", b: "2"}``, shared as written."""
    if item is None:
        return {}
    if item.is_mapping():
        return {name.text(): value.number() for name, value in item.pairs()}
    return dict.fromkeys(item.list_of(Item.text))


def _questions(item: Item | None) -> tuple[Question, ...]:
    return () if item is None else item.list_of(_question)


def _question(item: Item) -> Question:
    fields = item.fields(frozenset({"id", "label", "kind"}), frozenset({"unit", "help"}))
    return Question(
        id=fields["id"].text(),
        label=fields["label"].text(),
        kind=fields["kind"].one_of(AnswerKind),
        unit=fields["unit"].text() if "unit" in fields else "",
        help=fields["help"].text() if "help" in fields else "",
    )


def _joined(inherited: tuple[Question, ...], own: tuple[Question, ...]) -> tuple[Question, ...]:
    replaced = {each.id for each in own}
    return (*(each for each in inherited if each.id not in replaced), *own)


def _inputs(item: Item | None) -> dict[str, str]:
    return {} if item is None else {name.text(): value.text() for name, value in item.pairs()}


def _mapping(item: Item | None) -> dict[str, Item]:
    return {} if item is None else {name.text(): value for name, value in item.pairs()}


def _places(item: Item) -> int:
    number = item.number()
    if number != number.to_integral_value() or not 0 <= number <= 4:
        item.refuse(f"小数位数 {number} 应为 0 至 4 的整数")
    return int(number)


def _refuse_methods(change: Item) -> None:
    """Refuse to say how a line is scored whose parts are."""
    for name, _ in change.pairs():
        if name.text() in _OF_LEAVES:
            name.refuse(f"有下级的评分项得分是下级之和，不能写“{name.text()}”")


def _known(name: Item, known: set[str]) -> None:
    if name.text() not in known:
        name.refuse(f"所继承的标准没有评分项“{name.text()}”")
