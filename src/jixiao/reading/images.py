"""Pictures of pages: PNG, JPEG, TIFF of one or several pages, and BMP."""

import io
import struct
import warnings
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, HostileFile, TooManyScans
from jixiao.model.document import Document
from jixiao.reading import recognition
from jixiao.reading.drawn import DrawnPage
from jixiao.reading.limits import MAX_SCANS
from jixiao.reading.notices import tell
from jixiao.reading.pages import assemble

if TYPE_CHECKING:
    from PIL.Image import Image

# The libraries are an extra, and large.
# ruff: noqa: PLC0415

MAX_PIXELS: Final = 80_000_000  # of a page: A3 at 600 dots an inch has 70 million
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP")
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error)
_A4: Final = 842.0  # points, the longer side of a page whose size is not told
_SHORTEST, _LONGEST = 590.0, 1_700.0  # points: the longer side of A5 and of A2
_SMALLEST: Final = 1_000  # pixels of the longer side
_INCH: Final = 72.0
_WHITE: Final = (255, 255, 255, 255)


def read_image(data: bytes, path: str, sha256: str) -> Document:
    """Read a picture of one or several pages.

    Raises:
        JixiaoError: its text cannot be recognised, or it is damaged, hostile or empty.
    """
    recognition.ready(path)
    import numpy as np

    from jixiao.reading.scans import page_of

    tell(f"正在识别“{path}”的文字，每页约需几秒……")
    file = _opened(data, path)
    pages: list[DrawnPage] = []
    while (picture := _page(file, len(pages), path)) is not None:
        points = _points(picture, file.info.get("dpi"))
        wide, high = picture.width * points, picture.height * points
        pages.append(page_of(np.array(_fitted(picture)), wide, high))
    return assemble(pages, path).document(path, sha256, str(file.format).lower())


def _opened(data: bytes, path: str) -> "Image":
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of oddities; those that matter raise
        try:
            return Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise HostileFile(path, "图片的像素过多") from error
        except (UnidentifiedImageError, *_BROKEN) as error:
            raise DamagedFile(path, "图片读不出来") from error


def _page(file: "Image", number: int, path: str) -> "Image | None":
    """Return a page in grey, None behind the last one; only TIFF has several."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if number and not (file.format == "TIFF" and _turn_to(file, number)):
                return None
            if number == MAX_SCANS:
                raise TooManyScans(path, MAX_SCANS)
            if file.width * file.height > MAX_PIXELS:
                raise HostileFile(path, f"第 {number + 1} 页有 {file.width}×{file.height} 像素")
            return _grey(file)
        except Image.DecompressionBombError as error:
            raise HostileFile(path, "图片的像素过多") from error
        except _BROKEN as error:
            raise DamagedFile(path, f"图片的第 {number + 1} 页读不出来") from error


def _turn_to(file: "Image", number: int) -> bool:
    """Turn to a page of a picture; whether there is one."""
    try:
        file.seek(number)
    except EOFError:
        return False
    return True


def _grey(file: "Image") -> "Image":
    """Return a page in shades of grey, upright as the camera says, on white paper."""
    import numpy as np
    from PIL import Image, ImageOps

    file.load()
    upright = ImageOps.exif_transpose(file)
    if upright.mode.startswith(("I", "F")):  # more shades than a byte holds
        shades = np.array(upright, dtype=np.float64)
        low, high = float(shades.min()), float(shades.max())
        return Image.fromarray(((shades - low) * (255 / (high - low or 1))).astype(np.uint8))
    if "A" in upright.mode or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, _WHITE)
        return Image.alpha_composite(paper, upright.convert("RGBA")).convert("L")
    return upright.convert("L")


def _fitted(picture: "Image") -> "Image":
    """Return a picture of a size in which lines are found."""
    longer = max(picture.width, picture.height)
    if longer < _SMALLEST:
        times = _SMALLEST / longer
        return picture.resize((round(picture.width * times), round(picture.height * times)))
    picture.thumbnail((recognition.LONG_SIDE, recognition.LONG_SIDE))
    return picture


def _points(picture: "Image", dots: tuple[float, float] | None) -> float:
    """Return the points of one pixel: as the file says, if that makes a sheet of paper."""
    longer = max(picture.width, picture.height)
    told = float(dots[0]) if dots else 0.0
    if told > 0 and _SHORTEST <= longer * _INCH / told <= _LONGEST:
        return _INCH / told
    return _A4 / longer
