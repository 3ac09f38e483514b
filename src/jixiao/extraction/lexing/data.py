"""The word lists of the lexer, loaded once from their YAML file."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FOLDER = Path(__file__).resolve().parent


def load(path: Path) -> Any:  # noqa: ANN401  # the shape of a YAML file is known to its reader
    """Return the content of a YAML file."""
    return yaml.load(path.read_bytes(), LOADER)  # noqa: S506  # a safe loader, compiled if possible


@cache
def words() -> dict[str, Any]:
    """Return the content of ``words.yaml``."""
    content: dict[str, Any] = load(FOLDER / "words.yaml")
    return content


def listed(key: str) -> frozenset[str]:
    """Return the words of one list of ``words.yaml``."""
    return frozenset(str(words()[key]).split())


def by_first(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return ``names`` by their first character, longest first."""
    grouped: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        grouped.setdefault(name[0], []).append(name)
    return {first: tuple(found) for first, found in grouped.items()}


def by_last(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return ``names`` by their last character, longest first."""
    grouped: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        grouped.setdefault(name[-1], []).append(name)
    return {last: tuple(found) for last, found in grouped.items()}
