"""Calls of pdfium that are made for every character or line of a page.

The wrappers of pypdfium2 look at every argument; these take plain addresses, in half the time.
"""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

_ADDRESS: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_FLOAT: Final = ctypes.c_float

Call = Callable[..., Any]


class Calls(NamedTuple):
    """Functions of pdfium by what they tell; handles and places for answers are addresses."""

    count_characters: Call
    characters: Call
    character: Call
    box: Call
    object_of: Call
    origin: Call
    matrix: Call
    size: Call
    is_unknown: Call


@cache
def calls() -> Calls:
    """Return the functions."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    def call(name: str, result: Any, *arguments: Any) -> Call:  # noqa: ANN401 - types of ctypes
        function: Call = ctypes.PYFUNCTYPE(result, *arguments)(address_of(getattr(raw, name)))
        return function

    return Calls(
        call("FPDFText_CountChars", _INT, _ADDRESS),
        call("FPDFText_GetText", _INT, _ADDRESS, _INT, _INT, _ADDRESS),
        call("FPDFText_GetUnicode", ctypes.c_uint, _ADDRESS, _INT),
        call("FPDFText_GetLooseCharBox", _INT, _ADDRESS, _INT, _ADDRESS),
        call("FPDFText_GetTextObject", _ADDRESS, _ADDRESS, _INT),
        call("FPDFText_GetCharOrigin", _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS),
        call("FPDFText_GetMatrix", _INT, _ADDRESS, _INT, _ADDRESS),
        call("FPDFText_GetFontSize", ctypes.c_double, _ADDRESS, _INT),
        call("FPDFText_HasUnicodeMapError", _INT, _ADDRESS, _INT),
    )


def address_of(handle: object) -> int:
    """Return the address that a handle of pypdfium2 stands for."""
    address: int | None = ctypes.cast(handle, _ADDRESS).value  # type: ignore[arg-type]
    return address or 0
