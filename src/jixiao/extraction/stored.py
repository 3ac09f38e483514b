"""The numbers behind those that a workbook shows rounded go with them into the arithmetic."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.extraction.tokens import Kind, Token
from jixiao.model.document import Document
from jixiao.model.quantity import Quantity


def with_stored(document: Document, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens, each quantity with the number stored in its cell.

    Only a number that differs by less than one unit of the last digit shown is taken for the one
    that is stored: cells may show words and further numbers around it.
    """
    if not document.stored:
        return tokens
    return [_with_stored(document, token) for token in tokens]


def _with_stored(document: Document, token: Token) -> Token:
    shown = token.value
    if token.kind is not Kind.QUANTITY or not isinstance(shown, Quantity):
        return token
    stored = document.stored_at(token.start)
    if stored is None or shown.upper is not None:
        return token
    stored = abs(stored) if shown.value >= 0 else -abs(stored)  # (12.35) is stored as -12.35
    if abs(stored - shown.value) >= Decimal(1).scaleb(-shown.decimals):
        return token
    return token._replace(value=replace(shown, stored=stored))
