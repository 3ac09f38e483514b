"""Builds final accounts: ``build(seed, layout)`` for right ones, with ``slip=`` for one slip in them."""

from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random

import pypdfium2

from final_accounts.accounts import Accounts
from final_accounts.departments import DEPARTMENTS
from final_accounts.narrative import Teller
from final_accounts.pages import Publication
from final_accounts.planters import KINDS
from final_accounts.publication import publish
from final_accounts.render_pdf import pdf
from final_accounts.render_word import docx
from final_accounts.render_workbook import xlsx
from final_accounts.slips import Scene, Slip
from final_accounts.voices import VOICES

FORMS = {"pdf": pdf, "docx": docx, "xlsx": xlsx}
PAGES = range(25, 31)
# Type and table sizes to try until the publication has the pages wanted; the last ones upright.
FITS = (
    (1, 0, False), (0.94, 0, False), (0.88, -0.5, False), (1.06, 0, False), (1.14, 0, False), (0.84, -1, False),
    (1.22, 0.5, False), (0.88, -0.5, True), (0.8, -1, True), (0.76, -1.5, True), (1.3, 1, False),
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A finished document, what it was made of, and the slips in it (one or none)."""

    name: str
    data: bytes
    slips: tuple[Slip, ...]
    accounts: Accounts
    layout: object
    publication: Publication


class Original:
    """A right publication, to be set as it is or with a slip, in any format."""

    def __init__(self, seed, layout, departments=DEPARTMENTS, voices=VOICES):
        self.seed = seed
        self.department = departments[seed % len(departments)]
        self.accounts = Accounts(self.department, seed)
        self.voice = voices[layout.voice]
        # Drawing goes on while the narrative is told: a state kept lets it be told again.
        state = self.accounts.random.getstate()
        for body, table, upright in FITS:
            fitted = replace(
                layout,
                body_size=layout.body_size * body,
                leading=layout.leading * body,
                table_size=layout.table_size + table,
                landscape=("travel",) if upright else layout.landscape,
            )
            self.accounts.random.setstate(state)
            self.layout = fitted
            self.publication = publish(self.accounts, fitted, self.voice)
            self.pages = len(pypdfium2.PdfDocument(pdf(self.publication, fitted, self.department)))
            if self.pages in PAGES:
                break

    def plant(self, kind):
        """A copy with a slip of that kind, and the slip; ``None`` for both where it has no place."""
        publication = deepcopy(self.publication)
        random = Random(f"{self.seed} {self.layout.name} {kind}")  # noqa: S311  # a sample, no secret
        scene = Scene(publication, self.layout, self.department, random, self._nothing)
        slip = KINDS[kind](scene)
        return (publication, slip) if slip else (None, None)

    def build(self, form="pdf", slip=""):
        """Set it; with the name of a kind of slip, one of that kind. ``None`` where it cannot be."""
        publication, slips = self.publication, ()
        if slip:
            publication, planted = self.plant(slip)
            if planted is None:
                return None
            slips = (planted,)
        data = FORMS[form](publication, self.layout, self.department)
        name = f"{self.department.name}{self.department.year}年度部门决算.{form}"
        return Built(name, data, slips, self.accounts, self.layout, publication)

    def _nothing(self, part):
        """The sentences that say there is nothing of a fund."""
        return Teller(self.accounts, self.layout, self.voice).plain(f"{part}_none")


def build(seed, layout, form="pdf", slip=""):
    """One document; ``None`` where the slip has no place in it."""
    return Original(seed, layout).build(form, slip)
