"""A pack bound for one year: its lines with their full marks and methods, ready to score with.

Binding is where names of methods and measures are checked; what is wrong is told with file and
line of the pack.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from jixiao.errors import JixiaoError
from jixiao.model.measures import PREFIX, measures
from jixiao.scoring.casework import Method
from jixiao.scoring.methods import read_method
from jixiao.scoring.rules import IndicatorRules, read_rules
from jixiao.standards import GradeTable, Pack
from jixiao.standards.scoring import AnswerKind, Line, Scoring
from jixiao.terms import IndicatorGroup

INDICATORS = "indicators"
"""The method that scores the indicators of a group, each by its own sign."""


Kinds = Mapping[str, AnswerKind]
"""What each question asks for."""

_ANSWERS = {"within_days": AnswerKind.DAY, "checklist": AnswerKind.YES_NO}


@dataclass(eq=False)
class NotInForce(JixiaoError):
    """A pack scores nothing in a year."""

    code = "standard_not_in_force"
    message_form = "标准“{pack}”没有{year}年度的评分表。"
    hint_form = "运行 jixiao standards list 查看各标准适用的年度，用 --standard 另选一套。"
    pack: str
    year: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A line in force: a group, a leaf with a method, or a leaf over a group of indicators."""

    line: Line
    points: Decimal
    children: tuple["Bound", ...]
    method: Method | None
    groups: tuple[IndicatorGroup, ...]
    facts: tuple[str, ...]

    def walk(self) -> Iterator["Bound"]:
        """Yield this line and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is needed to score subjects by a pack in a year.

    ``all_lines`` are the lines of every depth, ``leaves`` those that are scored themselves,
    ``questions`` the words of the questions and ``units`` those of their answers, all by
    identifier.
    """

    pack: Pack
    scoring: Scoring
    year: int
    lines: tuple[Bound, ...]
    all_lines: Mapping[str, Bound]
    leaves: Mapping[str, Bound]
    questions: Mapping[str, str]
    units: Mapping[str, str]
    rules: IndicatorRules
    grades: GradeTable | None

    def walk(self) -> Iterator[Bound]:
        """Yield every line, depth first."""
        yield from self.all_lines.values()


def plan(pack: Pack, year: int) -> Plan:
    """Bind a pack for a year; ``NotInForce`` where it scores nothing then."""
    scoring = pack.scoring
    if scoring is None:
        raise NotInForce(pack.id, year)
    questions = {question.id: question.label for question in scoring.questions}
    kinds = {question.id: question.kind for question in scoring.questions}
    lines = tuple(_bound(scoring.lines, year, kinds, {}))
    if not lines:
        raise NotInForce(pack.id, year)
    grades = next((table for table in pack.grade_tables if table.since.year <= year), None)
    every = {line.line.id: line for top in lines for line in top.walk()}
    leaves = {name: line for name, line in every.items() if not line.children}
    rules = read_rules(scoring.indicator_rules)
    units = {question.id: question.unit for question in scoring.questions if question.unit}
    return Plan(pack, scoring, year, lines, every, leaves, questions, units, rules, grades)


def _bound(
    lines: tuple[Line, ...], year: int, questions: Kinds, taken: dict[IndicatorGroup, str]
) -> Iterator[Bound]:
    """Yield lines in force; ``taken`` are the groups of indicators that a line has already."""
    for line in lines:
        points = line.points_in(year)
        if points is None:
            continue
        _check_names(line, questions)
        children = tuple(_bound(line.children, year, questions, taken))
        groups = _groups(line) if line.method == INDICATORS else ()
        method = None if line.children or groups else read_method(line)
        for group in groups:
            if group in taken:
                line.options["groups"].refuse(f"{group.label}已属于评分项“{taken[group]}”")
            taken[group] = line.label
        yield Bound(line, points, children, method, groups, _facts(line))


def _groups(line: Line) -> tuple[IndicatorGroup, ...]:
    for name, item in line.options.items():
        if name != "groups":
            item.refuse(f"计分方法“{INDICATORS}”没有选项“{name}”，可用：groups")
    if "groups" not in line.options:
        line.at.refuse(f"计分方法“{INDICATORS}”缺少选项“groups”")
    groups = line.options["groups"].list_of(lambda item: item.one_of(IndicatorGroup))
    if not groups:
        line.options["groups"].refuse("groups 至少要有一类指标")
    return groups


def _check_names(line: Line, questions: Kinds) -> None:
    """Refuse measures and questions that nobody knows."""
    asked = list(line.inputs.values())
    if line.not_applicable is not None:
        asked.append(line.not_applicable.when_zero)
    known = measures()
    for name in asked:
        if not name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            suggestion = f"，是否要写 {near[0]}" if near else ""
            line.at.refuse(f"没有名为“{name}”的取数{suggestion}")
    for fact in _facts(line):
        if fact not in questions:
            line.at.refuse(f"评分项“{line.label}”用到的“{fact}”没有列在 questions 中")
        due = line.not_applicable is not None and line.not_applicable.when_zero == PREFIX + fact
        wanted = _ANSWERS.get(line.method, AnswerKind.NUMBER)
        if questions[fact] is not wanted and not due:
            line.at.refuse(f"评分项“{line.label}”用到的“{fact}”在 questions 中应为 {wanted}")


def _facts(line: Line) -> tuple[str, ...]:
    """Return the questions whose answers a line rests on."""
    asked = list(line.inputs.values())
    if line.not_applicable is not None:
        asked.append(line.not_applicable.when_zero)
    named = [each.removeprefix(PREFIX) for each in asked if each.startswith(PREFIX)]
    if "items" in line.options:
        for item in line.options["items"].items():
            named += [value.text() for key, value in item.pairs() if key.text() == "fact"]
    return tuple(named)
