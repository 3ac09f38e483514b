"""The vocabulary of ``concepts.yaml``, compiled for one pass over the text."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick
import yaml

from jixiao.model.fact import Basis, Entity
from jixiao.model.folding import fold
from jixiao.terms import Fund

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Concept:
    """What an amount or count is called; see ``concepts.yaml``."""

    name: str
    label: str
    kind: str
    theme: str = ""
    budget: str = ""


OTHER = Concept("other", "", "other")


@dataclass(slots=True)
class Entry:
    """What one word of the vocabulary may mean; a word can be a name and a cue at once."""

    text: str
    concept: Concept | None = None
    generic: bool = False
    contextual: bool = False
    cues: frozenset[str] = frozenset()
    fund: Fund | None = None
    basis: Basis | None = None
    entity: Entity | None = None
    last_year: bool = False


class Hit(NamedTuple):
    """An entry at its place in the text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Topic:
    """Which concepts make up which: see ``topics`` in ``concepts.yaml``."""

    id: str
    wholes: frozenset[str]
    parts: frozenset[str]
    closed: bool
    by_fund: bool
    needs: tuple[frozenset[str], ...]


class Vocabulary:
    """All words, concepts, themes and topics."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.concepts: dict[str, Concept] = {
            name: Concept(
                name, row["label"], row["kind"], row.get("theme", ""), row.get("budget", "")
            )
            for name, row in data["concepts"].items()
        }
        self.themes: dict[str, dict[str, Concept]] = {
            theme: {role: self.concepts[name] for role, name in row.items()}
            for theme, row in data["themes"].items()
        }
        self.topics = tuple(_topic(row) for row in data["topics"])
        self._entries: dict[str, Entry] = {}
        self._add_names(data)
        self._add_cues(data["cues"])
        self._add_modifiers(data["modifiers"])
        self._automaton = ahocorasick.Automaton()
        for word, entry in self._entries.items():
            self._automaton.add_word(word, entry)
        self._automaton.make_automaton()

    def _entry(self, word: str) -> Entry:
        folded = fold(word)
        return self._entries.setdefault(folded, Entry(folded))

    def _add_names(self, data: dict[str, Any]) -> None:
        for name, row in data["concepts"].items():
            for alias in row["aliases"]:
                self._entry(alias).concept = self.concepts[name]
            for alias in row.get("contextual", ()):
                entry = self._entry(alias)
                entry.concept, entry.contextual = self.concepts[name], True
        for word, name in data["generic"].items():
            entry = self._entry(word)
            if entry.concept is None:
                entry.concept, entry.generic = self.concepts[name], True

    def _add_cues(self, cues: dict[str, Any]) -> None:
        for cue, words in cues.items():
            for word in words:
                entry = self._entry(word)
                entry.cues = entry.cues | {cue}

    def _add_modifiers(self, modifiers: dict[str, Any]) -> None:
        known = {str(fund): fund for fund in Fund}
        funds = [(fold(w), known[f]) for f, words in modifiers["fund"].items() for w in words]
        bases = [(fold(w), Basis(b)) for b, words in modifiers["basis"].items() for w in words]
        for word, fund in funds:
            self._entry(word).fund = fund
        for word, basis in bases:
            self._entry(word).basis = basis
        for name, words in modifiers["entity"].items():
            for word in words:
                self._entry(word).entity = Entity(name)
        for word in modifiers["last_year"]:
            self._entry(word).last_year = True
        for entry in self._entries.values():
            _inherit(entry, funds, bases)

    def scan(self, text: str, start: int, end: int) -> list[Hit]:
        """Return the longest words of ``text[start:end]`` from left to right, not overlapping."""
        if end <= start:
            return []  # the automaton does not take an empty range
        after = start + 1
        found = self._automaton.iter_long(text[start:end])  # it copies what it is given
        return [Hit(at + after - len(entry.text), at + after, entry) for at, entry in found]


def _inherit(entry: Entry, funds: list[tuple[str, Fund]], bases: list[tuple[str, Basis]]) -> None:
    """Give a name the modifiers that it contains: 年初 in 年初预算, 决算 in 支出决算."""
    if entry.concept is None:
        return
    if entry.fund is None:
        found = [(len(word), fund) for word, fund in funds if word in entry.text]
        if found:
            entry.fund = max(found)[1]
    if entry.basis is None:
        kind = entry.concept.kind
        for word, basis in bases:
            wanted = (kind == "budget") is (basis is not Basis.FINAL)
            if word in entry.text and wanted and kind in ("budget", "expenditure", "income"):
                entry.basis = basis


def _topic(row: dict[str, Any]) -> Topic:
    needs: tuple[frozenset[str], ...]
    if "needs" in row:
        needs = (frozenset(row["needs"]),)
    else:
        needs = tuple(frozenset(group) for group in row.get("needs_any", ()))
    return Topic(
        row["id"],
        frozenset(row["wholes"]),
        frozenset(row["parts"]),
        row["closed"],
        row.get("by_fund", False),
        needs,
    )


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, loaded once."""
    source = Path(__file__).with_name("concepts.yaml").read_bytes()
    return Vocabulary(yaml.load(source, Loader=Loader))  # noqa: S506 - a safe loader either way
