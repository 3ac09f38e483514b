"""Names of WordprocessingML, in the transitional namespace; the strict one is mapped to it."""

from functools import cache
from typing import Final

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def w(name: str) -> str:
    """Return the qualified name of an element or attribute of the main namespace."""
    return f"{{{_W}}}{name}"


VAL: Final = w("val")
