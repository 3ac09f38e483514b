"""How official documents look (GB/T 9704-2012), for all renderers: page, faces, sizes, indents.

Lengths are points unless said otherwise; indents are characters of the paragraph's own size.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jixiao.reports.composition import Align


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face by its official name, and what may stand in for it, best first."""

    name: str
    substitutes: tuple[str, ...]


FANGSONG: Final = Typeface(
    "仿宋_GB2312", ("仿宋", "FangSong_GB2312", "FangSong", "华文仿宋", "STFangsong")
)
TITLE_SONG: Final = Typeface(
    "方正小标宋简体",
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"),
)
HEITI: Final = Typeface("黑体", ("SimHei", "华文黑体", "STHeiti"))
KAITI: Final = Typeface("楷体_GB2312", ("楷体", "KaiTi_GB2312", "KaiTi", "华文楷体", "STKaiti"))
SONG: Final = Typeface("宋体", ("SimSun", "华文宋体", "STSong"))
LATIN: Final = Typeface("Times New Roman", ("Liberation Serif",))
FACES: Final = (FANGSONG, TITLE_SONG, HEITI, KAITI, SONG)

SIZE_2, SIZE_3, SIZE_4, SIZE_5, SIZE_S5 = 22.0, 16.0, 14.0, 10.5, 9.0
"""二号、三号、四号、五号、小五."""

LINE: Final = 28.95
"""The pitch of lines: 22 of them in 225 mm."""
CLOSER: Final = -0.25
"""What is taken between characters of the body: 28 of 16 points in 156 mm (442.2 points)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins, in millimetres; ``footer`` is how far up the page number stands."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int

    @property
    def measure(self) -> int:
        """The width of the text, in millimetres."""
        return self.width - self.left - self.right


PORTRAIT: Final = Page(210, 297, top=37, bottom=35, left=28, right=26, footer=25)
# The portrait page turned by a quarter: the binding edge, on its left, becomes the top.
LANDSCAPE: Final = Page(297, 210, top=28, bottom=26, left=35, right=37, footer=16)


def page(*, landscape: bool) -> Page:
    """Return the page that lies this way."""
    return LANDSCAPE if landscape else PORTRAIT


class Role(StrEnum):
    """What a paragraph is, as far as its look goes."""

    TITLE = "title"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    BODY = "body"
    ADDRESSEE = "addressee"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ATTACHMENT = "attachment"
    CAPTION = "caption"
    UNIT = "unit"
    CELL = "cell"
    SMALL_CELL = "small_cell"
    FOOTNOTE = "footnote"
    PAGE_NUMBER = "page_number"


HEADINGS: Final = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph is set; ``first`` is the indent of its first line beyond the others."""

    face: Typeface = FANGSONG
    size: float = SIZE_3
    bold: bool = False
    align: Align | None = None  # None: justified
    first: float = 0
    left: float = 0
    right: float = 0
    line: float = LINE
    before: float = 0
    after: float = 0
    keep_next: bool = False


LOOKS: Final = {
    Role.TITLE: Look(face=TITLE_SONG, size=SIZE_2, align=Align.CENTRE, line=34, after=LINE),
    Role.HEADING_1: Look(face=HEITI, first=2, keep_next=True),
    Role.HEADING_2: Look(face=KAITI, first=2, keep_next=True),
    Role.HEADING_3: Look(first=2, keep_next=True),
    Role.HEADING_4: Look(first=2, keep_next=True),
    Role.BODY: Look(first=2),
    Role.ADDRESSEE: Look(),
    Role.SIGNATURE: Look(align=Align.RIGHT, right=2, keep_next=True),
    Role.DATE: Look(align=Align.RIGHT, right=4),
    Role.NOTE: Look(face=SONG, size=SIZE_S5, align=Align.LEFT, line=13, before=3),
    Role.ATTACHMENT: Look(left=6, first=-1),
    Role.CAPTION: Look(
        face=HEITI, size=SIZE_4, align=Align.CENTRE, line=22, before=6, after=2, keep_next=True
    ),
    Role.UNIT: Look(face=SONG, size=SIZE_5, align=Align.RIGHT, line=15, after=2, keep_next=True),
    Role.CELL: Look(face=SONG, size=SIZE_5, align=Align.LEFT, line=15),
    Role.SMALL_CELL: Look(face=SONG, size=SIZE_S5, align=Align.LEFT, line=13),
    Role.FOOTNOTE: Look(face=SONG, size=SIZE_S5, align=Align.LEFT, line=13),
    Role.PAGE_NUMBER: Look(face=SONG, size=SIZE_4, align=Align.RIGHT, right=1, line=18),
}
