"""Waivers: findings that a person has decided about stay visible, but count no more.

Only findings can be waived. A check that crashed and a document that could not be read are no
judgement of anyone's, and no waiver reaches them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final, NamedTuple

from jixiao.model.document import Document
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome, quote_of
from jixiao.model.waiver import CUT, Waiver
from jixiao.patterns import pattern
from jixiao.terms import Status, WaiverState

_HASH: Final = pattern(r"(?:sha256:)?([0-9a-f]{64})")


class Use(NamedTuple):
    """What a waiver met in one document: its place among all waivers, and how many findings.

    Of a waiver that does not hold, only the findings that no other one covers are counted.
    """

    waiver: int
    matched: int


class Material(NamedTuple):
    """What was checked: a document or a workbook; the hash is empty where none is known."""

    path: str
    sha256: str = ""


class Standing(NamedTuple):
    """A place of a finding: the material, what the place may be called, and its line or row.

    In a document it is called by the words that stand there; in a workbook by sheet, row and
    column in the words of the form, which hold when rows move, or by its cell.
    """

    material: Material
    names: tuple[str, ...]
    line: int


class Finding(NamedTuple):
    """A finding as waivers look at it."""

    code: str
    message: str
    standings: tuple[Standing, ...]


Findings = Mapping[int, Finding]


@dataclass(frozen=True, slots=True)
class Waivers:
    """All waivers, and the day on which they hold or do not."""

    entries: tuple[Waiver, ...]
    today: date

    def applied(
        self, document: Document, outcomes: Sequence[Outcome]
    ) -> tuple[tuple[Outcome, ...], tuple[Use, ...]]:
        """Return the outcomes with their waivers, and what became of each waiver.

        Waivers of other documents, and of checks that were not run, are not told of.
        """
        material = Material(document.path, document.sha256)
        findings = {
            index: Finding(
                one.code,
                one.message,
                (Standing(material, (quote_of(document, one),), document.anchor(*one.span).line),),
            )
            for index, one in enumerate(outcomes)
            if one.status is Status.FINDING and one.code in self._codes
        }
        waived, uses = self.settled([material], {one.code for one in outcomes}, findings)
        settled = [
            one._replace(waiver=waived[index]) if index in waived else one
            for index, one in enumerate(outcomes)
        ]
        return tuple(settled), uses

    def settled(
        self, materials: Sequence[Material], codes: Collection[str], findings: Findings
    ) -> tuple[dict[int, Waiver], tuple[Use, ...]]:
        """Return which findings are waived, and what became of the waivers that speak of them.

        ``materials`` and ``codes`` are what was looked at and by which checks; the findings bear
        whatever numbers the caller knows them by.
        """
        met = {
            number: _met(waiver, findings)
            for number, waiver in enumerate(self.entries)
            if waiver.code in codes and any(_speaks_of(waiver, each) for each in materials)
        }
        in_force = [n for n in met if self.entries[n].state(self.today) is WaiverState.IN_FORCE]
        waived = {index: self.entries[n] for n in in_force for index in met[n]}
        uses = [
            Use(number, sum(number in in_force or at not in waived for at in found))
            for number, found in met.items()
        ]
        return waived, tuple(uses)

    @property
    def _codes(self) -> frozenset[str]:
        return frozenset(waiver.code for waiver in self.entries)

    def notices(self, uses: Sequence[Use]) -> list[str]:
        """Return what the keeper of the waivers should know, for the uses in all documents."""
        matched: dict[int, int] = {}
        for use in uses:
            matched[use.waiver] = matched.get(use.waiver, 0) + use.matched
        notices = []
        elsewhere = 0
        for number, waiver in enumerate(self.entries):
            count = matched.get(number)
            if count is None:
                elsewhere += 1
                continue
            name = f"豁免（{waiver.code}，{waiver.document}，“{_short(waiver.quote)}”）"
            state = waiver.state(self.today)
            if state is WaiverState.EXPIRED:
                left = f"，相应的 {count} 处照常列出" if count else "，也没有相应的问题"
                notices.append(f"{name}已于 {waiver.expires} 到期，不再适用{left}。")
            elif state is WaiverState.NOT_YET:
                notices.append(f"{name}自 {waiver.granted} 起才生效，这次没有适用。")
            elif not count:
                notices.append(f"{name}没有对上任何问题：可能已经改正或原文有改动，请核实后删去。")
        if elsewhere:
            notices.append(f"有 {elsewhere} 条豁免所指的材料或核对不在这次范围之内，没有用到。")
        return notices


def _speaks_of(waiver: Waiver, material: Material) -> bool:
    digest = _HASH.fullmatch(waiver.document.lower())
    if digest is not None:
        return digest[1] == material.sha256
    return PurePath(material.path).match(waiver.document)


def _met(waiver: Waiver, findings: Findings) -> list[int]:
    """Return which findings a waiver means."""
    met = {}
    for index, finding in findings.items():
        if finding.code != waiver.code or _bare(waiver.message) not in _bare(finding.message):
            continue
        lines = [
            standing.line
            for standing in finding.standings
            if _speaks_of(waiver, standing.material) and _quoted(waiver.quote, standing.names)
        ]
        if lines:
            met[index] = lines
    if waiver.line is None or not met:
        return list(met)
    away = {index: min(abs(line - waiver.line) for line in lines) for index, lines in met.items()}
    return [index for index, distance in away.items() if distance == min(away.values())]


def _quoted(quote: str, names: Sequence[str]) -> bool:
    wanted = _bare(quote)
    if wanted.endswith(CUT):
        return any(_bare(name).startswith(wanted.removesuffix(CUT)) for name in names)
    return any(_bare(name) == wanted for name in names)


def _bare(words: str) -> str:
    """Return words without spaces and differences of width: how they are typed does not matter."""
    return "".join(fold(words).split())


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 20 else quote[:20] + CUT
