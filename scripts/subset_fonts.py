"""Makes the fonts that PDFs are set in on a machine that has none: subsets of free Chinese fonts.

Needs the Debian packages fonts-noto-cjk, fonts-lxgw-wenkai and unicode-data. All three fonts are
under the SIL Open Font License 1.1, which lets subsets be passed on under another name. Run:

    python scripts/subset_fonts.py            # writes src/jixiao/reports/fonts
"""

import argparse
import bz2
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

TARGET: Final = Path(__file__).resolve().parent.parent / "src" / "jixiao" / "reports" / "fonts"
SHARE: Final = Path("/usr/share")
MAPPINGS: Final = "unicode/Unihan_OtherMappings.txt.bz2"
STANDARD: Final = re.compile(r"U\+([0-9A-F]+)\tkTGH\t")
"""The 8,105 characters of 通用规范汉字表 (2013), as Unicode lists them."""

BEYOND: Final = "頔"
"""Characters of names that are in no list."""
SYMBOLS: Final = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2160, 0x216B),
    (0x2170, 0x2179),
    (0x2190, 0x2193),
    (0x2460, 0x24FF),
    (0x2500, 0x254B),
    (0x25A0, 0x25FF),
    (0x2605, 0x2606),
    (0x2610, 0x2612),
    (0x2713, 0x2714),
    (0x3000, 0x303F),
    (0x3220, 0x3229),
    (0x338E, 0x338F),
    (0x339C, 0x33A5),
    (0x33D1, 0x33D5),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
    (0xFFFD, 0xFFFD),
)


class Subset(NamedTuple):
    """A font to be made: from which file and family, and what it is called."""

    source: str
    family: str
    name: str
    style: str
    target: str
    all_characters: bool = True  # otherwise those of GB 2312


SUBSETS: Final = (
    Subset(
        "fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "Noto Serif CJK SC",
        "Jixiao Serif",
        "Regular",
        "JixiaoSerif-Regular.otf",
    ),
    Subset(
        "fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
        "Noto Serif CJK SC",
        "Jixiao Serif",
        "Bold",
        "JixiaoSerif-Bold.otf",
    ),
    Subset(
        "fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "Noto Sans CJK SC",
        "Jixiao Sans",
        "Regular",
        "JixiaoSans-Regular.otf",
    ),
    # Only second headings are set in it; what it lacks is set in the serif.
    Subset(
        "fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "LXGW WenKai",
        "Jixiao Kai",
        "Regular",
        "JixiaoKai-Regular.ttf",
        all_characters=False,
    ),
)
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_KEPT: Final = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}
"""Who made it, and its licence, stay as they are."""


def gb2312() -> Iterator[int]:
    """Yield the characters of GB 2312."""
    for row in range(0xA1, 0xF8):
        for place in range(0xA1, 0xFF):
            try:
                yield ord(bytes((row, place)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def standard(share: Path) -> Iterator[int]:
    """Yield the characters of 通用规范汉字表."""
    with bz2.open(share / MAPPINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = STANDARD.match(line)
            if found:
                yield int(found[1], 16)


def opened(path: Path, family: str) -> TTFont:
    """Return the font of a family from a file or a collection."""
    if path.suffix != ".ttc":
        return TTFont(path)
    for number, font in enumerate(TTCollection(path, lazy=True).fonts):
        if font["name"].getDebugName(_FAMILY) == family:
            return TTFont(path, fontNumber=number)
    message = f"{path} has no {family}"
    raise SystemExit(message)


def named(font: TTFont, name: str, style: str) -> None:
    """Give a font its own name: a subset may not go by the reserved one."""
    table = font["name"]
    table.names = [one for one in table.names if one.nameID in _KEPT]
    postscript = f"{name.replace(' ', '')}-{style}"
    for identifier, text in (
        (_FAMILY, name),
        (_STYLE, style),
        (_UNIQUE, f"{postscript}; subset"),
        (_FULL, f"{name} {style}"),
        (_POSTSCRIPT, postscript),
    ):
        table.setName(text, identifier, 3, 1, 0x409)
    if "CFF " in font:
        outlines = font["CFF "].cff
        outlines.fontNames = [postscript]
        top = outlines[0]
        top.FullName, top.FamilyName = f"{name} {style}", name


def make(share: Path, subset: Subset, characters: set[int], target: Path) -> set[int]:
    """Write a subset; return the characters that it holds."""
    font = opened(share / subset.source, subset.family)
    options = Options()
    options.layout_features = []  # forms for other languages would double its size
    options.hinting = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    named(font, subset.name, subset.style)
    font.save(target / subset.target)
    size = (target / subset.target).stat().st_size
    held = set(font.getBestCmap())
    print(f"{subset.target}: {len(held)} characters, {size / 1024 / 1024:.1f} MB")
    return held


def main() -> None:
    """Make all subsets and the list of what they hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=Path, default=SHARE, help="where the packages are unpacked")
    share: Path = parser.parse_args().share
    TARGET.mkdir(exist_ok=True)
    basic = set(gb2312()) | {ord(each) for each in BEYOND}
    for first, last in SYMBOLS:
        basic.update(range(first, last + 1))
    every = basic | set(standard(share))
    held = every
    for subset in SUBSETS:
        made = make(share, subset, every if subset.all_characters else basic, TARGET)
        held = held & made if subset.name == "Jixiao Serif" else held
    text = "".join(map(chr, sorted(held)))
    (TARGET / "characters.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
