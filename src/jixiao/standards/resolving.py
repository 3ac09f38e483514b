"""From packs to what applies: by region, kind of report and year."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jixiao.standards.nodes import PackError
from jixiao.standards.schema import NATIONAL, Deadline, GradeTable, Outline, Pack, read_pack
from jixiao.terms import ReportKind, SectionKey

_FOLDER = Path(__file__).with_name("packs")
_NO_KEY = frozenset({SectionKey.OTHER})


@dataclass(frozen=True, slots=True)
class Standards:
    """All packs that are known (as of a day), by id."""

    packs: tuple[Pack, ...]

    def grade_tables(
        self, region: str | None, report_kind: ReportKind, year: int | None
    ) -> list[GradeTable]:
        """Return every grade table that could apply, of each pack the one in force in ``year``.

        Where region, kind or year are not known, nothing is excluded by them.
        """
        found: list[GradeTable] = []
        for pack in self.packs:
            if not _applies(pack.region, pack.kinds, region, report_kind):
                continue
            tables = [t for t in pack.grade_tables if year is None or t.since.year <= year]
            found += tables[:1]  # latest first
        return found

    def outline(self, family: str) -> Outline | None:
        """Return the outline of a family, or None where there is none of that name."""
        return next((one for one in self._outlines() if one.family == family), None)

    def outlines_for(self, region: str | None, kind: ReportKind) -> list[Outline]:
        """Return the outlines that could apply, those of the region itself first."""
        level = None if region is None else ("province" if "/" not in region else "city")
        found = [
            one
            for one in self._outlines()
            if _applies(one.region, one.kinds, region, kind)
            and (one.level is None or level is None or one.level == level)
        ]
        return sorted(found, key=lambda one: one.region == NATIONAL)

    def family_of(
        self, kind: ReportKind, region: str | None, keys: Collection[SectionKey]
    ) -> str | None:
        """Return the family whose outline fits the sections of a report best.

        Of equals the first: that of the region itself before the national one.
        """
        if kind is ReportKind.UNKNOWN:
            return None
        present = set(keys) - _NO_KEY
        best: tuple[int, int] | None = None
        family = None
        for outline in self.outlines_for(region, kind):
            expected = {section.key for section in outline.sections}
            required = {section.key for section in outline.sections if section.required}
            if region is None and outline.region != NATIONAL and not required <= present:
                continue  # nothing but the sections speaks for that region
            fit = (len(present & expected), len(present | expected) or 1)
            if best is None or fit[0] * best[1] > best[0] * fit[1]:
                best, family = fit, outline.family
        return family

    def deadlines_for(self, region: str | None, kind: ReportKind) -> list[Deadline]:
        """Return the deadlines that could apply, those of the region itself first."""
        found = [
            deadline
            for pack in self.packs
            for deadline in pack.deadlines
            if _applies(deadline.region, deadline.kinds, region, kind)
        ]
        return sorted(found, key=lambda one: one.region == NATIONAL)

    def _outlines(self) -> Iterable[Outline]:
        return (outline for pack in self.packs for outline in pack.outlines)


def _applies(
    where: str, kinds: frozenset[ReportKind], region: str | None, kind: ReportKind
) -> bool:
    """Return whether what holds in ``where`` for ``kinds`` could hold for a report."""
    if kind is not ReportKind.UNKNOWN and kind not in kinds:
        return False
    return where == NATIONAL or region is None or region == where or region.startswith(where + "/")


@cache
def load(as_of: date | None = None) -> Standards:
    """Return the packs of this program, those published later than ``as_of`` left out."""
    standards = load_folder(_FOLDER)
    if as_of is None:
        return standards
    return Standards(tuple(pack for pack in standards.packs if pack.published <= as_of))


def load_folder(folder: Path) -> Standards:
    """Read all packs of a folder and its sub-folders; the first error ends it."""
    packs: list[Pack] = []
    files: dict[str, str] = {}
    families: dict[str, str] = {}
    for path in sorted(folder.glob("**/*.yaml")):
        name = path.relative_to(folder).as_posix()
        pack = read_pack(path, name)
        if pack.id in files:
            raise PackError(name, 1, f"编号“{pack.id}”已用于 {files[pack.id]}")
        files[pack.id] = name
        for outline in pack.outlines:
            if outline.family in families:
                used = families[outline.family]
                raise PackError(name, 1, f"文种结构“{outline.family}”已见于 {used}")
            families[outline.family] = name
        packs.append(pack)
    return Standards(tuple(packs))
