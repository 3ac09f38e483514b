"""Runs the checks: on one understood document, one evaluation, or several sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.checks.context import Context, title_of
from jixiao.checks.recognised import hushed
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import Check, LooksAt, Registry, registry
from jixiao.checks.sources import Source, SourcesContext
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import Outcome, RecordOutcome, SourcesOutcome, Spot
from jixiao.model.relation import Relation
from jixiao.model.source import Span
from jixiao.standards import Standards, load
from jixiao.terms import Status

Options = Mapping[str, Mapping[str, object]]
Relations = Mapping[type[Relation], Sequence[Relation]]

_PASSED, _CANNOT_TELL = Status.PASSED, Status.CANNOT_TELL
_NONE: Relations = {}
_DEFAULTS: Options = {}
_OF_FORM = frozenset({"ST", "TX"})  # families whose hints a mistake of recognition may cause


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks to run: codes (FND05) or families (FND); an empty ``select`` means all.

    ``publish``: the document is to be published, so that the checks for that are run too.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    publish: bool = False

    def takes(self, check: Check) -> bool:
        """Whether a check is to run; ``ignore`` is stronger than ``select``."""
        names = (check.code, check.family)
        if (check.publish and not self.publish) or any(name in self.ignore for name in names):
            return False
        return not self.select or any(name in self.select for name in names)

    def asks_for(self, check: Check) -> bool:
        """Whether a check is asked for by name."""
        return check.code in self.select or check.family in self.select


ALL = Selection()


def run(
    understanding: Understanding,
    selection: Selection = ALL,
    standards: Standards | None = None,
    options: Options = _DEFAULTS,
    among: Registry | None = None,
) -> list[Outcome]:
    """Run the selected checks, in the order of their codes.

    A check that finds nothing to judge says so (cannot tell, or passed where it scanned the whole
    text); one that raises is reported as crashed, and the others go on.
    """
    checks = registry() if among is None else among
    title = title_of(understanding)
    relations = _dispatched(understanding, checks)
    in_force = standards or load()
    publish = selection.publish
    outcomes: list[Outcome] = []
    for check in _selected(checks, selection):
        if check.looks_at is not LooksAt.DOCUMENT:
            continue
        code = check.code
        own = _options_of(check, options)
        context = Context(
            check, understanding, relations.get(code, _NONE), in_force, own, publish=publish
        )
        before = len(outcomes)
        try:
            outcomes += check.function(context)
        except Exception as error:  # noqa: BLE001 - a broken check must not silence the others
            outcomes.append(_crashed(check, error, title))
        else:
            if len(outcomes) == before:
                outcomes.append(silence(check, title))
            if check.family in _OF_FORM and not selection.asks_for(check):
                outcomes[before:] = [
                    hushed(understanding.document, one) for one in outcomes[before:]
                ]
    return outcomes


def run_on_records(
    evaluation: Evaluation,
    selection: Selection = ALL,
    options: Options = _DEFAULTS,
    among: Registry | None = None,
    standards: Standards | None = None,
) -> list[RecordOutcome]:
    """Run the selected checks of records on an evaluation, in the order of their codes.

    What finds nothing to judge and what raises is told as ``run`` does, at the department.
    """
    title = evaluation.department
    in_force = standards or load()
    outcomes: list[RecordOutcome] = []
    for check in _selected(registry() if among is None else among, selection):
        if check.looks_at is not LooksAt.RECORDS:
            continue
        before = len(outcomes)
        try:
            outcomes += check.function(
                RecordContext(check, evaluation, _options_of(check, options), in_force)
            )
        except Exception as error:  # noqa: BLE001 - a broken check must not silence the others
            outcomes.append(RecordOutcome(check.code, Status.CRASHED, _told(check, error), title))
        else:
            if len(outcomes) == before:
                outcomes.append(RecordOutcome(check.code, _CANNOT_TELL, check.absent, title))
    return outcomes


def run_on_sources(
    sources: Sequence[Source],
    selection: Selection = ALL,
    options: Options = _DEFAULTS,
    among: Registry | None = None,
) -> list[SourcesOutcome]:
    """Run the selected checks that hold sources against each other, as ``run_on_records`` does."""
    title = (Spot(0),)
    outcomes: list[SourcesOutcome] = []
    for check in _selected(registry() if among is None else among, selection):
        if check.looks_at is not LooksAt.SOURCES:
            continue
        before = len(outcomes)
        try:
            outcomes += check.function(SourcesContext(check, sources, _options_of(check, options)))
        except Exception as error:  # noqa: BLE001 - a broken check must not silence the others
            outcomes.append(SourcesOutcome(check.code, Status.CRASHED, _told(check, error), title))
        else:
            if len(outcomes) == before:
                outcomes.append(SourcesOutcome(check.code, _CANNOT_TELL, check.absent, title))
    return outcomes


def silence(check: Check, title: Span) -> Outcome:
    """Return what a check that yielded nothing is taken to say."""
    if check.clean:
        return Outcome(check.code, _PASSED, check.clean, title)
    return Outcome(check.code, _CANNOT_TELL, check.absent, title)


@lru_cache(maxsize=16)
def _selected(checks: Registry, selection: Selection) -> tuple[Check, ...]:
    return tuple(check for check in checks.checks() if selection.takes(check))


def _dispatched(understanding: Understanding, checks: Registry) -> dict[str, Relations]:
    shares: dict[str, dict[type[Relation], list[Relation]]] = {}
    for kind, relations in understanding.relations.items():
        owners: dict[str, Check | None] = {}
        for relation in relations:
            topic = relation.topic
            if topic not in owners:
                owners[topic] = checks.owner(kind, topic)
            owner = owners[topic]
            if owner is not None:
                shares.setdefault(owner.code, {}).setdefault(kind, []).append(relation)
    return dict(shares)


def _options_of(check: Check, options: Options) -> Mapping[str, object]:
    own: Mapping[str, object] = check.options
    return {**own, **options[check.code]} if options and check.code in options else own


def _crashed(check: Check, error: Exception, title: Span) -> Outcome:
    return Outcome(check.code, Status.CRASHED, _told(check, error), title)


def _told(check: Check, error: Exception) -> str:
    return (
        f"核对 {check.code} 在本文上出错，没有完成（{type(error).__name__}: {error}）；"
        "这不是材料的问题。请把这一行连同能重现它的文字报告给维护者，其余核对不受影响。"
    )
