"""From packs to what applies: by region, kind of report and year."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jixiao.standards.framework import Framework
from jixiao.standards.nodes import Item, PackError, parse
from jixiao.standards.schema import (
    NATIONAL,
    Deadline,
    GradeTable,
    Limit,
    LimitName,
    Outline,
    Pack,
    extended,
    identifier_of,
    read_pack,
    within,
)
from jixiao.terms import ReportKind, Scope, SectionKey

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

    def scoring_for(self, region: str, scope: Scope, year: int) -> list[Pack]:
        """Return the packs that could score a subject, that of the nearest region first.

        Of equals the one published last comes first.
        """
        found = [
            pack
            for pack in self.packs
            if pack.scoring is not None
            and pack.scoring.scope is scope
            and within(region, pack.region)
            and pack.scoring.in_force(year)
        ]
        return sorted(found, key=lambda pack: (_depth(pack.region), pack.published), reverse=True)

    def outline(self, family: str) -> Outline | None:
        """Return the outline of a family, or None where there is none of that name."""
        return next((one for one in self._outlines() if one.family == family), None)

    def outlines_for(self, region: str | None, kind: ReportKind) -> list[Outline]:
        """Return the outlines that could apply, those of the region itself first."""
        level = None if region is None else _level(region)
        found = [
            one
            for one in self._outlines()
            if _applies(one.region, one.kinds, region, kind)
            and (one.level is None or level is None or one.level == level)
        ]
        return sorted(found, key=lambda one: one.region == NATIONAL)

    def frameworks_for(self, region: str, kind: ReportKind) -> list[Framework]:
        """Return the layouts that a report could follow, that of the nearest region first.

        Of equals the one published last comes first.
        """
        packs = sorted(
            self.packs, key=lambda pack: (_depth(pack.region), pack.published), reverse=True
        )
        return [
            one
            for pack in packs
            if (one := pack.framework) is not None
            and _applies(one.region, one.kinds, region, kind)
            and one.level in (None, _level(region))
        ]

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

    def limit(self, name: LimitName, region: str | None, year: int | None) -> Limit | None:
        """Return the limit in force: that of the nearest region, of equals the latest published.

        Where the region is not known, that of the whole country; where the year is not, the last.
        """
        where = region or NATIONAL
        packs = sorted(
            self.packs, key=lambda pack: (_depth(pack.region), pack.published), reverse=True
        )
        return next(
            (
                one
                for pack in packs
                if within(where, pack.region)
                for one in pack.limits
                if one.name is name and (year is None or one.since.year <= year)
            ),
            None,
        )

    def _outlines(self) -> Iterable[Outline]:
        return (outline for pack in self.packs for outline in pack.outlines)


def _level(region: str) -> str:
    return "province" if "/" not in region else "city"


def _depth(region: str) -> int:
    return 0 if region == NATIONAL else 1 + region.count("/")


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


def load_folder(folder: Path, known: Collection[Pack] = ()) -> Standards:
    """Read all packs of a folder and its sub-folders, or one file; the first error ends it.

    ``known`` are packs from elsewhere that those of the folder may extend.
    """
    loader = _Loader(known)
    files = [folder] if folder.is_file() else sorted(folder.glob("**/*.yaml"))
    for path in files:
        name = path.name if path == folder else path.relative_to(folder).as_posix()
        loader.take(path, name)
    return Standards(loader.packs())


class _Loader:
    """Reads packs so that the one extended comes before its heir."""

    def __init__(self, known: Collection[Pack]) -> None:
        self._files: dict[str, tuple[Item, bytes]] = {}
        self._packs = {pack.id: pack for pack in known}

    def take(self, path: Path, name: str) -> None:
        data = path.read_bytes()
        try:
            item = parse(data.decode("utf-8"), name, trusted=_FOLDER in path.parents)
        except UnicodeDecodeError as error:
            raise PackError(name, 1, "不是 UTF-8 编码") from error
        identifier = identifier_of(item)
        if identifier in self._packs:
            raise PackError(name, 1, f"编号“{identifier}”已用于程序自带的标准")
        if identifier in self._files:
            used = self._files[identifier][0].file
            raise PackError(name, 1, f"编号“{identifier}”已用于 {used}")
        self._files[identifier] = (item, data)

    def packs(self) -> tuple[Pack, ...]:
        families: dict[str, str] = {}
        found: list[Pack] = []
        for identifier, (item, _) in self._files.items():
            pack = self._pack(identifier, ())
            for outline in pack.outlines:
                if outline.family in families:
                    used = families[outline.family]
                    raise PackError(item.file, 1, f"文种结构“{outline.family}”已见于 {used}")
                families[outline.family] = item.file
            found.append(pack)
        return tuple(found)

    def _pack(self, identifier: str, heirs: tuple[str, ...]) -> Pack:
        if identifier in self._packs:
            return self._packs[identifier]
        item, data = self._files[identifier]
        wanted = extended(item)
        parent = None
        if wanted is not None:
            name = wanted.text()
            if name == identifier:
                wanted.refuse("不能继承自己")
            if name in heirs:
                wanted.refuse(f"“{identifier}”与“{name}”互相继承")
            if name not in self._files and name not in self._packs:
                wanted.refuse(f"没有编号为“{name}”的标准可以继承")
            parent = self._pack(name, (*heirs, identifier))
        self._packs[identifier] = read_pack(item, data, parent)
        return self._packs[identifier]
