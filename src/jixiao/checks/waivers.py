"""Waivers: findings that a person has decided about stay visible, but count no more.

Only findings can be waived. A check that crashed and a document that could not be read are no
judgement of anyone's, and no waiver reaches them.
"""

from collections.abc import Sequence
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
        codes = {outcome.code for outcome in outcomes}
        settled = list(outcomes)
        met = {
            number: _met(waiver, document, outcomes)
            for number, waiver in enumerate(self.entries)
            if waiver.code in codes and _speaks_of(waiver, document)
        }
        in_force = [n for n in met if self.entries[n].state(self.today) is WaiverState.IN_FORCE]
        for number in in_force:
            for index in met[number]:
                settled[index] = outcomes[index]._replace(waiver=self.entries[number])
        uses = [
            Use(number, sum(number in in_force or settled[at].waiver is None for at in found))
            for number, found in met.items()
        ]
        return tuple(settled), tuple(uses)

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


def _speaks_of(waiver: Waiver, document: Document) -> bool:
    digest = _HASH.fullmatch(waiver.document.lower())
    if digest is not None:
        return digest[1] == document.sha256
    return PurePath(document.path).match(waiver.document)


def _met(waiver: Waiver, document: Document, outcomes: Sequence[Outcome]) -> list[int]:
    """Return which findings a waiver means."""
    wanted, told = _bare(waiver.quote), _bare(waiver.message)
    start = wanted.removesuffix(CUT) if wanted.endswith(CUT) else None
    met = []
    for index, outcome in enumerate(outcomes):
        if outcome.code != waiver.code or outcome.status is not Status.FINDING:
            continue
        own = _bare(quote_of(document, outcome))
        same = own == wanted if start is None else own.startswith(start)
        if same and told in _bare(outcome.message):
            met.append(index)
    if waiver.line is None or not met:
        return met
    lines = {index: document.anchor(*outcomes[index].span).line for index in met}
    nearest = min(abs(line - waiver.line) for line in lines.values())
    return [index for index in met if abs(lines[index] - waiver.line) == nearest]


def _bare(words: str) -> str:
    """Return words without spaces and differences of width: how they are typed does not matter."""
    return "".join(fold(words).split())


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 20 else quote[:20] + CUT
