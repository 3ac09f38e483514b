"""From scores to files: the documents of a self-evaluation in the formats asked for."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.pipeline import CheckedDocument, check_bytes
from jixiao.pipeline.evaluating import Evaluated
from jixiao.pipeline.reporting import PROJECTS, project_files, report_parts
from jixiao.reports.comparison import comparison
from jixiao.reports.composition import Composition, Table
from jixiao.reports.plain_text import render
from jixiao.reports.submission import submission
from jixiao.saving import folder_of

SCORES = "得分.json"
COMPARISON = "不同标准计分对照表"


class Written(NamedTuple):
    """A file that was written, the composition it shows, and the changed file kept in its stead."""

    file: Path
    composition: Composition
    kept: Path | None = None


def compositions(evaluated: Evaluated, other: ScoreSheet | None = None) -> tuple[Composition, ...]:
    """Return all documents of a self-evaluation in reading order.

    The reports of projects come once more, a file each. ``other`` is the score of the department
    by another standard: how the two differ is a document for the office itself, which is not sent
    along.
    """
    sheets = list(evaluated.projects.values())
    if not evaluated.evaluation.only_projects:
        sheets = [evaluated.sheet, *sheets]
    package = submission(evaluated.evaluation, sheets, report_parts(evaluated))
    documents = (*package, *project_files(evaluated))
    if other is None:
        return documents
    return (*documents, comparison(evaluated.sheet, other, COMPARISON))


def write_documents(
    evaluated: Evaluated,
    folder: Path,
    formats: Sequence[str],
    fonts: Path | None = None,
    other: ScoreSheet | None = None,
) -> Iterator[Written]:
    """Write all documents into a folder, in each format; yield each file once it is there.

    A file that people have changed since it was written is kept under another name.
    ``fonts`` is a folder of fonts that PDFs are set in before those of the program.

    Raises:
        NotSaved: the folder is a file or cannot be written to.
        OpenElsewhere: one of the files is open in an office program.
        BeingWritten: another run is writing into the folder.
    """
    plan = [
        (f"{composition.name}.{name}", name, composition)
        for composition in compositions(evaluated, other)
        for name in formats
        if _shows(name, composition)
    ]
    with folder_of(folder) as opened:
        opened.refuse_open(file for file, _, _ in plan)
        for file, name, composition in plan:
            kept = opened.save(file, WRITERS[name](composition, fonts))
            yield Written(folder / file, composition, kept)
        if "json" in formats:
            opened.save(SCORES, scores_json(evaluated).encode())


def is_report(composition: Composition) -> bool:
    """Whether a document is a report in words, which the checks are made for."""
    return composition.title.endswith("报告")


def is_of_project(composition: Composition) -> bool:
    """Whether a document is the report of one project, whose words stand in the collection too."""
    return composition.name.startswith(f"{PROJECTS}/")


def check_written(written: Written) -> CheckedDocument:
    """Read a document back and check it as anybody's."""
    return check_bytes(written.file.read_bytes(), str(written.file))


def _shows(name: str, composition: Composition) -> bool:
    """Whether a document is written in a format: a table, prose with its facts."""
    if name == "xlsx":
        return _has_tables(composition)
    if name == "txt":
        return any(composition.traced())
    return name in WRITERS


def _has_tables(composition: Composition) -> bool:
    return any(isinstance(block, Table) for block in composition.blocks)


def _docx(composition: Composition, _fonts: Path | None) -> bytes:
    from jixiao.reports.word import write_word  # noqa: PLC0415 - where it is asked for

    return write_word(composition)


def _xlsx(composition: Composition, _fonts: Path | None) -> bytes:
    from jixiao.reports.excel import write_excel  # noqa: PLC0415 - where it is asked for

    return write_excel(composition)


def _html(composition: Composition, _fonts: Path | None) -> bytes:
    from jixiao.reports.html import write_html  # noqa: PLC0415 - where it is asked for

    return write_html(composition).encode()


def _pdf(composition: Composition, fonts: Path | None) -> bytes:
    from jixiao.reports.pdf import write_pdf  # noqa: PLC0415 - where it is asked for

    return write_pdf(composition, fonts)


def _txt(composition: Composition, _fonts: Path | None) -> bytes:
    """Return the text with the facts behind every sentence."""
    return render(composition, trace=True).encode()


WRITERS: dict[str, Callable[[Composition, Path | None], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "html": _html,
    "txt": _txt,
}
FORMATS = (*WRITERS, "json")


# --- scores as JSON -------------------------------------------------------------------------------


def scores_json(evaluated: Evaluated) -> str:
    """Return the score sheets as JSON, every number as a decimal string."""
    content = {
        "version": 1,
        "department": _sheet(evaluated.sheet),
        "projects": {code: _sheet(each) for code, each in evaluated.projects.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _sheet(sheet: ScoreSheet) -> dict[str, object]:
    return {
        "subject": sheet.subject,
        "year": sheet.year,
        "standard": sheet.pack,
        "standard_sha256": sheet.pack_hash,
        "engine": sheet.engine,
        "full_mark": f"{sheet.full_mark:f}",
        "total": None if sheet.total is None else f"{sheet.total:f}",
        "grade": sheet.grade,
        "lines": [_score_line(line) for line in sheet.lines],
    }


def _score_line(line: ScoreLine) -> dict[str, object]:
    return {
        "id": line.id,
        "label": line.label,
        "points": f"{line.points:f}",
        "score": None if line.score is None else f"{line.score:f}",
        "status": line.status.value,
        "arithmetic": line.arithmetic,
        "rule": line.rule,
        "basis": line.basis,
        "verified": line.verified,
        "inputs": [
            {"label": one.label, "shown": one.shown, "unit": one.unit, "origin": one.origin}
            for one in line.inputs
        ],
        "needs": list(line.needs),
        "remarks": list(line.remarks),
        "children": [_score_line(child) for child in line.children],
    }
