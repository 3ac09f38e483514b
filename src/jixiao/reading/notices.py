"""Tells whoever listens what a reader must say before it is done: that it takes a while."""

from collections.abc import Callable
from contextvars import ContextVar

Listener = Callable[[str], None]


def _nobody(notice: str) -> None:
    """Leave a notice unheard."""


listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def tell(notice: str) -> None:
    """Tell a notice, one sentence in Chinese."""
    listener.get()(notice)
