"""Single official forms, read by their headings and offered to a workbook."""

from jixiao.model.evaluation import Department, Evaluation
from jixiao.workbook.comparing import Difference, merge
from jixiao.workbook.forms.grids import grids_of
from jixiao.workbook.forms.reading import Unread, forms_of
from jixiao.workbook.forms.records import Reader
from jixiao.workbook.forms.registers import read_register
from jixiao.workbook.forms.words import Headings


def read_form(
    data: bytes, path: str, base: Evaluation, headings: Headings
) -> tuple[Evaluation, tuple[Unread, ...]]:
    """Return what the forms in a file say of a workbook's projects, and what was not read.

    Forms name projects and indicators where the workbook has codes, so they are read against
    ``base``. ``headings`` says what headings mean, and is told of those that were met.

    Raises:
        JixiaoError: it is locked, damaged, hostile, or neither a workbook nor a Word document.
    """
    headings.year = base.department.year
    unread: list[Unread] = []
    year: int | None = None
    held = Evaluation(department=Department())
    for grid in grids_of(data, path):
        if not grid.lines:
            continue
        register = read_register(grid, base, headings)
        if register is not None:
            unread += register.unread
            merged = merge(held, register.part)
            held = merged.evaluation
            unread += [_different(grid.name, each) for each in merged.conflicts]
            continue
        forms, unknown = forms_of(grid, headings)
        unread += unknown
        for form in forms:
            # A document names its year once, above the first of its tables.
            year = form.year = form.year or year
            reader = Reader(merge(base, held).evaluation, headings)
            reader.read(form)
            merged = merge(held, reader.part())
            held = merged.evaluation
            unread += reader.unread
            unread += [_different(form.name, each) for each in merged.conflicts]
    return held, tuple(unread)


def _different(name: str, conflict: Difference) -> Unread:
    return Unread(name, f"与前面的表不同，没有采用：{conflict}")
