"""The lists of ``words.yaml``."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FILE = Path(__file__).with_name("words.yaml")


class Typo(NamedTuple):
    """Wording that is wrong unless certain characters stand beside it."""

    wrong: str
    right: str
    not_after: str = ""
    not_before: str = ""


class Repealed(NamedTuple):
    """A document that no longer holds; ``until`` is the last year that may rest on it."""

    number: str
    title: str
    until: int
    successor: str


class Words(NamedTuple):
    """What the file holds."""

    typos: dict[str, Typo]
    verbs: dict[str, str]  # verb by noun
    doubles: frozenset[str]
    repealed: tuple[Repealed, ...]


@cache
def words() -> Words:
    """Read the file."""
    data: dict[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return Words(
        {entry["wrong"]: Typo(**entry) for entry in data["typos"]},
        {entry["noun"]: entry["verb"] for entry in data["verbs"]},
        frozenset(data["doubles"]),
        tuple(
            Repealed(entry["number"], entry["title"], int(entry["until"]), entry["successor"])
            for entry in data["repealed"]
        ),
    )
