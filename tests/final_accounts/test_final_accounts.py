"""The invented final accounts are right where they should be, and wrong only where they say so."""

from functools import cache

import pypdfium2
import pytest

from final_accounts import held_out
from final_accounts.accounts import Accounts
from final_accounts.build import FORMS, Original, build
from final_accounts.departments import DEPARTMENTS
from final_accounts.layouts import LAYOUTS
from final_accounts.oracle import contradictions
from final_accounts.pages import plain
from final_accounts.planters import CODE_OF, KINDS, PLANTERS
from final_accounts.publication import publish
from final_accounts.voices import VOICES
from jixiao.reading import read_bytes

CASES = [(layout, seed) for seed, layout in enumerate(LAYOUTS)]
CHANGES = {"cell_moved": 2}
ADDED_OR_LEFT_OUT = {"row_dropped", "denied", "note_missing", "note_wrong", "table_missing"}
TABLES = {"FA01", "FA02", "FA03", "FA04"}


@cache
def original(layout, seed):
    return Original(seed, LAYOUTS[layout])


def printed(publication):
    """Every printed piece of a publication, in order."""
    pieces = []
    for block in publication.blocks:
        if hasattr(block, "rows"):
            pieces += [block.title, *(part for line in block.above for part in line)]
            pieces += [cell.text for row in block.rows for cell in row if cell is not None]
            pieces += [plain(note) for note in block.notes]
        elif hasattr(block, "text"):
            pieces.append(plain(block.text))
    return pieces


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda one: one.name)
def test_tables_agree_with_each_other(layout):
    for department in DEPARTMENTS:
        publication = publish(Accounts(department, 1), layout, VOICES[layout.voice])
        assert contradictions(publication) == [], department.name


@pytest.mark.parametrize("layout", held_out.LAYOUTS.values(), ids=lambda one: one.name)
def test_tables_of_the_layouts_held_out_agree_too(layout):
    for department in held_out.DEPARTMENTS:
        publication = publish(Accounts(department, 1), layout, held_out.VOICES[layout.voice])
        assert contradictions(publication) == [], department.name


@pytest.mark.parametrize(("layout", "seed"), CASES)
def test_publications_have_as_many_pages_as_real_ones(layout, seed):
    assert original(layout, seed).pages in range(25, 31)


@pytest.mark.parametrize(("layout", "seed"), CASES)
def test_a_slip_contradicts_the_rest_and_changes_nothing_else(layout, seed):
    made = original(layout, seed)
    clean = printed(made.publication)
    for kind in KINDS:
        publication, slip = made.plant(kind)
        if slip is None:
            continue
        assert slip.codes
        wrong = printed(publication)
        if CODE_OF[kind] in TABLES or kind == "blanked":
            assert contradictions(publication), (kind, slip)
        else:
            assert contradictions(publication) == [], (kind, slip)
        if len(clean) == len(wrong):
            changed = [pair for pair in zip(clean, wrong, strict=True) if pair[0] != pair[1]]
            assert len(changed) == CHANGES.get(kind, 1) or (kind == "not_carried" and changed), (
                kind,
                changed,
            )
            if kind != "cell_moved":
                assert slip.right != slip.wrong
                assert any(slip.right in one and slip.wrong in other for one, other in changed), (
                    slip
                )
        else:
            assert kind in ADDED_OR_LEFT_OUT, (kind, slip)


@pytest.mark.parametrize("code", PLANTERS)
def test_every_code_has_slips_in_most_layouts(code):
    found = [
        kind
        for layout, seed in CASES
        for kind in KINDS
        if CODE_OF[kind] == code and original(layout, seed).plant(kind)[1]
    ]
    assert len(found) >= len(CASES)


@pytest.mark.parametrize("form", FORMS)
def test_figures_can_be_read_in_every_format(form):
    built = build(1, LAYOUTS["model"], form)
    text = read_bytes(built.data, built.name).text
    sheet = built.publication.sheets()["spending"]
    for row in ("total", "208", "2070101"):
        assert sheet.find(row, "total").text in text
    assert built.accounts.department.name in text


def test_the_same_seed_builds_the_same_document():
    first, second = (build(3, LAYOUTS["three-rules"], slip="leaf") for _ in range(2))
    assert first.slips == second.slips
    assert printed(first.publication) == printed(second.publication)
    assert len(pypdfium2.PdfDocument(first.data)) == len(pypdfium2.PdfDocument(second.data))
