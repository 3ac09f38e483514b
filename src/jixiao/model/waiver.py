"""A waiver: what a person has decided about a finding, until when and why."""

from datetime import date
from typing import Final, NamedTuple

from jixiao.terms import WaiverState

CUT: Final = "…"  # at the end of a quote: it is the beginning of a longer one


class Waiver(NamedTuple):
    """A finding that a reviewer holds to be all right.

    The finding is named by its check, its document and the words that it stands on; lines move,
    so that ``line`` only chooses between equal words. ``document`` is the end of a path, in which
    * and ? stand for anything, or the SHA-256 of the file. ``message`` are words that the message
    must hold, where one place has several findings of one check. Both dates are included.
    """

    code: str
    document: str
    quote: str
    reason: str
    person: str
    granted: date
    expires: date
    line: int | None = None
    message: str = ""

    def state(self, today: date) -> WaiverState:
        """Return whether the waiver holds on a day."""
        if today < self.granted:
            return WaiverState.NOT_YET
        return WaiverState.EXPIRED if today > self.expires else WaiverState.IN_FORCE
