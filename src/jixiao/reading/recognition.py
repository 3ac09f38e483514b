"""Recognising the lines of text in a picture: by RapidOCR and the models that it brings along.

Nothing leaves the machine: the models are named by their place, so that none is fetched, and the
telemetry of the runtime is off before it is loaded. One thread, so that the number of cores changes
no digit; several documents are read by several processes.
"""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jixiao.errors import NeedsOcr

if TYPE_CHECKING:
    from jixiao.reading.ruling import Picture

# The libraries are an extra, and large.
# ruff: noqa: PLC0415

LONG_SIDE: Final = 2_000  # pixels of a picture; larger ones are made smaller by the library
_SHORT_SIDE: Final = 320  # pixels; pictures that are lower or narrower are made larger
_PARTS: Final = frozenset({"rapidocr", "onnxruntime", "cv2", "numpy", "PIL"})
_WIDEST: Final = 0.6  # of the height: half of a character with the space around it
_SURE: Final = 0.9  # of the classifier, that a line stands on its head

Point = tuple[float, float]


class WrittenLine(NamedTuple):
    """A line of text in a picture.

    ``corners`` are pixels, clockwise from the beginning of the line; ``score`` is 1 where the
    library is sure. ``extents`` tell where each character begins and ends, in shares of the line.
    """

    text: str
    score: float
    corners: tuple[Point, Point, Point, Point]
    extents: list[tuple[float, float]]


def ready(path: str) -> None:
    """Make sure that text can be recognised.

    Raises:
        NeedsOcr: what it takes is not installed, or cannot be loaded.
    """
    try:
        engine()
    except ModuleNotFoundError as error:
        known = (error.name or "").partition(".")[0] in _PARTS
        raise NeedsOcr(path, "" if known else str(error)) from error
    except (ImportError, OSError) as error:  # a library of the system is missing
        raise NeedsOcr(path, str(error)) from error


@lru_cache(maxsize=1)
def engine() -> Any:  # noqa: ANN401 - the library tells no useful types
    """Return what recognises text, loaded once."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import cv2
    import onnxruntime
    import rapidocr

    onnxruntime.disable_telemetry_events()  # where another program loaded the runtime before
    cv2.setNumThreads(1)
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is kept is decided here
            "Global.max_side_len": LONG_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_side_len": _SHORT_SIDE,
            "Det.model_path": _model(models, "det"),
            "Cls.model_path": _model(models, "cls"),
            "Rec.model_path": _model(models, "rec"),
        }
    )


def _model(folder: Path, task: str) -> str:
    """Return the model for a task that came with the library."""
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        reason = f"缺少识别模型（{task}）"
        raise ImportError(reason)
    return str(found[0])


def written_lines(picture: "Picture") -> list[WrittenLine]:
    """Return the lines of text in a grey picture, as they are told at first sight.

    The classifier is left out: it turns single lines, and 96 on its head is 96 as well.
    """
    found = engine()(
        picture, use_det=True, use_cls=False, use_rec=True,
        return_word_box=True, return_single_char_box=True,
    )  # fmt: skip
    if found.txts is None:
        return []
    words: Sequence[Any] = found.word_results
    if len(words) != len(found.txts):
        words = [()] * len(found.txts)
    return [
        _line(text, float(score), box.tolist(), inside)
        for text, score, box, inside in zip(
            found.txts, found.scores, found.boxes, words, strict=True
        )
    ]


def stands_on_its_head(line: "Picture") -> bool:
    """Whether the picture of one line is upside down."""
    found = engine()(line, use_det=False, use_cls=True, use_rec=False)
    ((label, score),) = found.cls_res
    return bool(label == "180" and score > _SURE)


def _line(text: str, score: float, corners: list[list[float]], words: Sequence[Any]) -> WrittenLine:
    places = tuple((x, y) for x, y in corners)
    begin, end, _, below = places
    length = _distance(begin, end) or 1.0
    height = _distance(begin, below)
    middles = [_share(begin, end, box) for char, _, box in words for _ in char]
    if "".join(char for char, _, _ in words) != text or middles != sorted(middles):
        middles = list(_even(text))
    half = _WIDEST * height / length
    first = [max(0.0, middles[0] - half)] if middles else []
    edges = [(min((a + b) / 2, a + half), max((a + b) / 2, b - half)) for a, b in pairwise(middles)]
    starts = first + [start for _, start in edges]
    ends = [end for end, _ in edges] + [min(1.0, middle + half) for middle in middles[-1:]]
    return WrittenLine(text, score, places, list(zip(starts, ends, strict=True)))  # type: ignore[arg-type]  # four corners


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _share(begin: Point, end: Point, box: Sequence[Sequence[float]]) -> float:
    """Return how far along a line the middle of a box stands."""
    along = end[0] - begin[0], end[1] - begin[1]
    x = sum(float(point[0]) for point in box) / len(box) - begin[0]
    y = sum(float(point[1]) for point in box) / len(box) - begin[1]
    return (x * along[0] + y * along[1]) / (along[0] ** 2 + along[1] ** 2 or 1.0)


def _even(text: str) -> Iterator[float]:
    """Yield the middles of characters where the library does not tell them."""
    widths = [1 if ord(char) < 0x2E80 else 2 for char in text]
    total, at = sum(widths), 0
    for width in widths:
        yield (at + width / 2) / total
        at += width
