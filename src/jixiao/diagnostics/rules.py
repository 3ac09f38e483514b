"""What the forms that explain themselves know of a check: its name and its page."""

from collections.abc import Mapping
from typing import NamedTuple

from jixiao.terms import Severity


class Rule(NamedTuple):
    """A check as it is told to readers; ``parts`` are the titled paragraphs of its page."""

    code: str
    name: str
    family: str
    family_title: str
    severity: Severity
    since: str
    claim: str
    parts: tuple[tuple[str, str], ...] = ()
    basis: str = ""


Rules = Mapping[str, Rule]


def rule_of(rules: Rules, code: str) -> Rule:
    """Return the rule of a code; one that nobody explained is named by its code alone."""
    known = rules.get(code)
    if known is not None:
        return known
    family = code.rstrip("0123456789")
    return Rule(code, code.lower(), family, family, Severity.WARNING, "", code)
