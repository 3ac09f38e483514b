"""What a file holds beside its text: headers, comments, what is hidden, who wrote it."""

from typing import NamedTuple

from jixiao.terms import ExtraKind


class Extra(NamedTuple):
    """Something in a file that is no part of its reading text but goes out with it.

    ``text`` is what it says; ``place`` says in Chinese words where it is, such as the cell of a
    comment, the rows that are hidden or the name of a property.
    """

    kind: ExtraKind
    text: str
    place: str = ""

    @property
    def where(self) -> str:
        """Where it is, as people say it: 批注（作者“王敏”）."""
        return f"{self.kind.label}（{self.place}）" if self.place else self.kind.label
