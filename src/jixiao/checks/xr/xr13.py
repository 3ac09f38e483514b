"""XR13: words of the workbook told again with another number."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import printed
from jixiao.checks.xr._same import spoken_otherwise
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.folding import fold
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.record import Record, columns
from jixiao.model.slips import one_slip_apart
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_NUMBER = pattern(r"\d[\d,]*(?:\.\d+)?")
_PIECE = pattern(r"[^。;；！!？?\n\t]+")
_LOOSE = pattern(r"[\s“”\"'‘’《》,，、:：]")
_LEAST: Final = 8
_SHOWN: Final = 40
_WORD: Final = 4
_COUNT = pattern(r"([\u4e00-\u9fff]{4})(\d[\d,]*(?:\.\d+)?)([\u4e00-\u9fff]{1,4}|%)")


class _Counted(NamedTuple):
    """A number in a text of the workbook."""

    number: Decimal
    record: Record
    field: str


class _Told(NamedTuple):
    """A piece of text that somebody wrote into the workbook."""

    numbers: tuple[str, ...]
    words: str
    record: Record
    field: str


@source_check(
    code="XR13",
    name="words-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出写有完成情况的工作簿和引用了它的文字。",
)
def words_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告引用工作簿里的目标和完成情况，数字应当一样。

    为什么：照抄一句话，只有数字不同，必有一处没有改过来。
    公式：工作簿中总体目标、任务和项目的目标、完成情况、原因、措施等文字，报告里有去掉数字之后
    完全相同的话，其中的数也依次相同；措辞不同、而数前四个字和单位相同的，只差一笔（错、漏、颠倒一位）时报。
    不报的情形：不足八个字的；没有数字的；措辞有改动的；同样的话工作簿里写过几种数、与其中一种相同的。
    已知漏报：措辞改动过的句子。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    known = _known(evaluation)
    counted = _counted(evaluation)
    for source, text in ctx.texts():
        told: list[Span] = []
        for span, bone, numbers in _pieces(text):
            for start, ours in _within(known, bone):
                first = bone.count("#", 0, start)
                here = numbers[first : first + len(ours[0].numbers)]
                told.append(span)
                yield _judged(ctx, (number, ours), (source, span, here))
        yield from _slips(ctx, (number, counted), (source, text), told)


def _counted(evaluation: Evaluation) -> dict[tuple[str, str], list[_Counted]]:
    """Return the numbers in the texts of a workbook by the word before and the unit behind."""
    counted: dict[tuple[str, str], list[_Counted]] = {}
    for record, field, value in _texts(evaluation):
        for found in _COUNT.finditer(fold(value)):
            number = Decimal(found[2].replace(",", ""))
            counted.setdefault((found[1], found[3]), []).append(_Counted(number, record, field))
    return counted


def _slips(
    ctx: SourcesContext,
    ours: tuple[int, dict[tuple[str, str], list[_Counted]]],
    theirs: tuple[int, Understanding],
    told: list[Span],
) -> Iterator[SourcesOutcome]:
    """Yield numbers of other wording that are one slip apart from those of the workbook."""
    (number, counted), (source, text) = ours, theirs
    for fact in text.facts:
        if fact.quantity is None or not fact.quantity.is_plain:
            continue
        unit = fact.quantity.unit.name
        before = text.document.text[max(0, fact.start - _WORD) : fact.start]
        known = [
            each
            for (word, name), rows in counted.items()
            if before.endswith(word) and (unit == name or (name.startswith(unit) and unit))
            for each in rows
        ]
        at = next((each for each in known if one_slip_apart(each.number, fact.value)), None)
        alike = any(each.number == fact.value for each in known)
        again = any(span.start <= fact.start < span.end for span in told)
        if at is None or alike or again or spoken_otherwise(text, fact):
            continue
        yield ctx.finding(
            (
                Spot(source, span=Span(fact.start, fact.end), label="报告"),
                Spot(number, at.record, at.field, label="工作簿"),
            ),
            f"“{before}{printed(fact)}”：工作簿写作{bare(at.number)}{unit}，只差一笔，请核对是否笔误",
            stated=fact.value,
            expected=at.number,
        )


def _within(known: dict[str, list[_Told]], bone: str) -> Iterator[tuple[int, list[_Told]]]:
    """Yield where a piece of a text holds words of the workbook, the longest alone."""
    found = [(bone.find(words), ours) for words, ours in known.items() if words in bone]
    if found:
        yield max(found, key=lambda one: len(one[1][0].words))


def _judged(
    ctx: SourcesContext,
    ours: tuple[int, list[_Told]],
    theirs: tuple[int, Span, tuple[str, ...]],
) -> SourcesOutcome:
    source, span, numbers = theirs
    at = next((each for each in ours[1] if not _apart(each.numbers, numbers)), ours[1][0])
    spots = (
        Spot(source, span=span, label="报告"),
        Spot(ours[0], at.record, at.field, label="工作簿"),
    )
    shown = at.words if len(at.words) <= _SHOWN else at.words[: _SHOWN - 1] + "…"
    pairs = _apart(at.numbers, numbers)
    if not pairs:
        return ctx.passed(spots, f"引用的“{shown}”数字相符")
    listed = "，".join(f"{one}写作{other}" for one, other in pairs)
    return ctx.finding(
        spots,
        f"报告引用工作簿的“{shown}”，数字不同：{listed}；请核对哪一处没有改",
        stated="、".join(other for _, other in pairs),
        expected="、".join(one for one, _ in pairs),
    )


def _apart(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the numbers that differ, ours first; 98.80 is 98.8."""
    pairs = zip(ours, theirs, strict=True)
    return [(one, other) for one, other in pairs if Decimal(one) != Decimal(other)]


def _known(evaluation: Evaluation) -> dict[str, list[_Told]]:
    known: dict[str, list[_Told]] = {}
    for record, field, value in _texts(evaluation):
        for piece in _PIECE.finditer(fold(value)):
            bone, numbers = _taken_apart(piece[0])
            if numbers and len(bone) >= _LEAST:
                told = _Told(numbers, piece[0].strip(), record, field)
                known.setdefault(bone, []).append(told)
    return known


def _texts(evaluation: Evaluation) -> Iterator[tuple[Record, str, str]]:
    """Yield every text of a workbook, with its place."""
    records: list[Record] = [
        evaluation.department,
        *evaluation.duties,
        *evaluation.tasks,
        *evaluation.projects,
        *evaluation.indicators,
        *evaluation.three_public,
        *evaluation.problems,
        *evaluation.last_year,
        *evaluation.narratives,
    ]
    for record in records:
        for each in columns(type(record)):
            value = getattr(record, each.name)
            if isinstance(value, str):
                yield record, each.name, value


def _pieces(text: Understanding) -> Iterator[tuple[Span, str, tuple[str, ...]]]:
    for found in _PIECE.finditer(text.document.text):
        bone, numbers = _taken_apart(found[0])
        if numbers and len(bone) >= _LEAST:
            yield Span(*found.span()), bone, numbers


def _taken_apart(piece: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a piece with # for each number, and the numbers."""
    numbers = tuple(each[0].replace(",", "") for each in _NUMBER.finditer(piece))
    return _LOOSE.sub("", _NUMBER.sub("#", piece)), numbers
