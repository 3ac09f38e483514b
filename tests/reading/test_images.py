"""Picture files: told by their contents, page by page, and never trusted."""

import struct
import zlib

import pytest
import scans
from PIL import Image

from jixiao.errors import DamagedFile, HostileFile, NotText, TooManyScans
from jixiao.reading import images, read_bytes, recognition
from jixiao.reading.drawn import DrawnPage, Glyph

SMALL = Image.new("L", (1200, 800), 255)
SMALL.paste(0, (10, 10, 90, 90))


@pytest.fixture
def seen(monkeypatch):
    """Recognition that takes no time: the pictures and sizes of the pages it was given."""
    pages = []

    def page_of(picture, wide, high):
        pages.append((picture, wide, high))
        return DrawnPage(wide, high, [Glyph("字", 80, 90, 92, 104)], [], [], 0, recognised=True)

    recognition.engine()
    monkeypatch.setattr("jixiao.reading.scans.page_of", page_of)
    return pages


def claiming(wide, high):
    """A small PNG file that claims to have so many pixels."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    size = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rest = chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + rest


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_picture_is_told_by_its_contents(kind, seen):
    document = read_bytes(scans.saved(SMALL, kind), "报告.pdf")
    assert (document.format, document.recognised) == (kind.lower(), {1})
    assert len(seen) == 1


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "CMYK", "I;16", "LA"])
def test_pictures_of_every_colour_become_grey(mode, seen):
    made = SMALL.convert(mode) if mode != "I;16" else Image.new(mode, SMALL.size, 60_000)
    if mode == "I;16":
        made.paste(0, (10, 10, 90, 90))
    read_bytes(scans.saved(made, "TIFF"), "图.tif")
    ((picture, _, _),) = seen
    assert picture.shape == (800, 1200)
    assert picture[50, 50] < 10
    assert picture[100, 100] > 245


def test_what_is_transparent_is_white_paper(seen):
    read_bytes(scans.saved(Image.new("RGBA", (1200, 800), (0, 0, 0, 0))), "图.png")
    ((picture, _, _),) = seen
    assert picture.min() == 255


def test_the_pages_of_a_tiff_file_are_counted(seen):
    data = scans.saved(SMALL, "TIFF", save_all=True, append_images=[SMALL, SMALL])
    assert read_bytes(data, "传真.tif").recognised == {1, 2, 3}
    assert len(seen) == 3


def test_the_size_of_the_paper_is_what_the_file_says_or_that_of_a4(seen):
    read_bytes(scans.saved(Image.new("L", (1240, 1754))), "A4.png")
    read_bytes(scans.saved(Image.new("L", (1754, 2480))), "A3.png")
    read_bytes(scans.saved(Image.new("L", (300, 400))), "手机.png")
    assert [round(max(wide, high)) for _, wide, high in seen] == [842, 1190, 842]
    assert max(max(picture.shape) for picture, _, _ in seen) == recognition.LONG_SIDE


def test_a_picture_taken_sideways_is_turned_as_the_camera_says(seen):
    told = Image.Exif()
    told[0x0112] = 6
    read_bytes(scans.saved(SMALL, "JPEG", exif=told), "照片.jpg")
    ((picture, _, _),) = seen
    assert picture.shape == (1200, 800)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (scans.PICTURE.read_bytes()[:9_000], DamagedFile),
        (scans.saved(scans.scanned(), "JPEG")[:5_000], DamagedFile),
        (scans.saved(SMALL, "TIFF")[:600], DamagedFile),
        (b"\x89PNG\r\n\x1a\n" + b"rubbish" * 9, DamagedFile),
        (claiming(10_000, 10_000), HostileFile),
        (claiming(60_000, 60_000), HostileFile),
        (scans.saved(SMALL, "GIF"), NotText),
    ],
    ids=["png cut off", "jpeg cut off", "tiff cut off", "rubbish", "large", "bomb", "gif"],
)
def test_pictures_that_cannot_be_read_say_why(data, error, seen):
    with pytest.raises(error) as caught:
        read_bytes(data, "图.png")
    assert caught.value.message
    assert caught.value.hint
    assert not seen


def test_a_small_picture_is_enlarged(seen):
    read_bytes(scans.saved(Image.new("L", (300, 200))), "图.png")
    ((picture, wide, high),) = seen
    assert picture.shape == (667, 1000)
    assert round(wide / high, 2) == 1.5


def test_too_many_pages_are_told(seen, monkeypatch):
    monkeypatch.setattr(images, "MAX_SCANS", 2)
    data = scans.saved(SMALL, "TIFF", save_all=True, append_images=[SMALL, SMALL])
    with pytest.raises(TooManyScans):
        read_bytes(data, "传真.tif")
    assert len(seen) == 2


@pytest.mark.parametrize("text", ["BM项目自评报告\n执行率98%。\n" * 3, "BM"])
def test_a_text_with_the_name_of_a_picture_is_text(text, seen):
    assert read_bytes(text.encode(), "报告.bmp").format == "text"
    assert not seen
