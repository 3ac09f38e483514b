"""What a pack holds, and how it is read from its file."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jixiao.patterns import pattern
from jixiao.standards.framework import Framework, inherited, read_framework, read_level
from jixiao.standards.nodes import Item
from jixiao.standards.scoring import Scoring, extend_scoring, read_scoring
from jixiao.terms import ReportKind, SectionKey

_REQUIRED = frozenset({"id", "title", "region", "scope", "published", "basis", "verified"})
_CONTENTS = frozenset(
    {"total", "grades", "outlines", "deadlines", "scoring", "framework", "limits"}
)
_HEIRS_REQUIRED = frozenset({"id", "extends", "title", "region", "published"})
_INHERITED = frozenset({"scope", "basis", "verified"})
_ID = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTH_DAY = pattern(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_HUNDRED = Decimal(100)
NATIONAL = "全国"


@dataclass(frozen=True, slots=True)
class Basis:
    """The document that a pack rests on; ``note`` says how well this is known."""

    document: str
    note: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the least score that earns it."""

    label: str
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class GradeTable:
    """Grades from the highest down, for scores out of ``total``, in force from ``since``."""

    pack: str
    title: str
    basis: Basis
    verified: bool
    since: date
    total: Decimal
    grades: tuple[Grade, ...]

    def grade_of(self, score: Decimal, out_of: Decimal | None = None) -> str | None:
        """Return the grade of a score; ``out_of`` is its full mark where it is not ``total``."""
        scaled = score if out_of is None else score * self.total / out_of
        return next((grade.label for grade in self.grades if scaled >= grade.at_least), None)

    def has(self, label: str) -> bool:
        """Return whether the table knows a grade."""
        return any(grade.label == label for grade in self.grades)


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of an outline with the wordings that the model document uses."""

    key: SectionKey
    required: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections that a kind of report has; ``level`` is set where it fits one level only."""

    family: str
    title: str
    pack: str
    region: str
    kinds: frozenset[ReportKind]
    level: str | None
    verified: bool
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last month and day, in the year after the fiscal year, on which a report is in time."""

    pack: str
    region: str
    kinds: frozenset[ReportKind]
    month: int
    day: int
    verified: bool


class LimitName(StrEnum):
    """What a pack may set a limit to."""

    DECEMBER_SHARE = "december_share"  # spending of December as a share of the year's, in percent


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit beyond which a reason is asked for, in force from ``since``."""

    pack: str
    name: LimitName
    since: date
    value: Decimal
    basis: Basis
    verified: bool

    @property
    def told(self) -> str:
        """The limit with its source, as messages name it."""
        checked = "" if self.verified else "，未与正式文件核对"
        return f"{self.value:f}%（依据：{self.basis.document}{checked}）"


@dataclass(frozen=True, slots=True)
class Pack:
    """One published pack; ``sha256`` is that of its file."""

    id: str
    title: str
    region: str
    kinds: frozenset[ReportKind]
    published: date
    basis: Basis
    verified: bool
    sha256: str
    grade_tables: tuple[GradeTable, ...]  # latest first
    outlines: tuple[Outline, ...]
    deadlines: tuple[Deadline, ...]
    scoring: Scoring | None = None
    framework: Framework | None = None
    limits: tuple[Limit, ...] = ()  # latest first
    extends: str = ""


def extended(item: Item) -> Item | None:
    """Return the identifier of the pack that a pack extends, or None where it stands alone."""
    return next((value for name, value in item.pairs() if name.text() == "extends"), None)


def identifier_of(item: Item) -> str:
    """Return the identifier of a pack before the rest of it is read."""
    named = next((value for name, value in item.pairs() if name.text() == "id"), None)
    if named is None:
        item.refuse("缺少“id”")
    if not _ID.fullmatch(named.text()):
        named.refuse(f"“{named.text()}”不是编号，应如 cn/national-grades")
    return named.text()


def read_pack(item: Item, data: bytes, parent: Pack | None = None) -> Pack:
    """Read and check one pack from its file; ``parent`` is the pack that it extends."""
    if parent is None:
        fields = item.fields(_REQUIRED, _CONTENTS)
    else:
        fields = item.fields(_HEIRS_REQUIRED, _INHERITED | _CONTENTS)
    identifier = identifier_of(item)
    head = Pack(
        id=identifier,
        title=fields["title"].text(),
        region=_region(fields["region"]),
        kinds=_kinds(fields["scope"]) if "scope" in fields or parent is None else parent.kinds,
        published=fields["published"].day(),
        basis=_basis(fields["basis"]) if "basis" in fields or parent is None else parent.basis,
        # What somebody verified is the parent; its heir is verified only where it says so.
        verified=fields["verified"].truth() if "verified" in fields else False,
        sha256=hashlib.sha256(data).hexdigest(),
        grade_tables=(),
        outlines=(),
        deadlines=(),
    )
    if parent is not None and not within(head.region, parent.region):
        fields["region"].refuse(f"“{head.region}”不在所继承标准的地区“{parent.region}”之内")
    return _with_contents(head, fields, parent)


def within(region: str, wider: str) -> bool:
    """Whether a region lies in another or is it."""
    return wider in (NATIONAL, region) or region.startswith(wider + "/")


def _kinds(item: Item) -> frozenset[ReportKind]:
    return frozenset(item.list_of(lambda one: one.one_of(ReportKind)))


def _basis(item: Item) -> Basis:
    fields = item.fields(frozenset({"document", "note"}), frozenset())
    return Basis(fields["document"].text(), fields["note"].text())


def _scoring(head: Pack, item: Item | None, parent: Pack | None) -> Scoring | None:
    inherited = None if parent is None else parent.scoring
    if item is None:
        return inherited
    basis, verified = head.basis.document, head.verified
    if inherited is None:
        return read_scoring(item, basis=basis, verified=verified)
    return extend_scoring(inherited, item, basis=basis, verified=verified)


def _framework(head: Pack, item: Item | None, parent: Pack | None) -> Framework | None:
    base = Framework(
        head.id,
        head.region,
        head.kinds,
        None,
        head.verified,
        "",
        covered=False,
        signed=False,
        headings=(),
    )
    above = None if parent is None else parent.framework
    if item is not None:
        return read_framework(item, base, above)
    return None if above is None else inherited(above, base)


def _with_contents(head: Pack, fields: dict[str, Item], parent: Pack | None) -> Pack:
    total = fields["total"].number() if "total" in fields else _HUNDRED
    tables: tuple[GradeTable, ...] = ()
    if "grades" in fields:
        tables = tuple(
            GradeTable(
                head.id, head.title, head.basis, head.verified, since.day(), total, _grades(listed)
            )
            for since, listed in fields["grades"].pairs()
        )
    if parent is not None and not tables:
        tables = tuple(replace(each, pack=head.id) for each in parent.grade_tables)
    outlines = fields["outlines"].items() if "outlines" in fields else []
    deadlines = fields["deadlines"].items() if "deadlines" in fields else []
    return replace(
        head,
        grade_tables=tuple(sorted(tables, key=lambda table: table.since, reverse=True)),
        outlines=tuple(_outline(item, head) for item in outlines),
        deadlines=tuple(_deadline(item, head) for item in deadlines),
        scoring=_scoring(head, fields.get("scoring"), parent),
        framework=_framework(head, fields.get("framework"), parent),
        limits=_limits(head, fields.get("limits"), parent),
        extends="" if parent is None else parent.id,
    )


def _limits(head: Pack, item: Item | None, parent: Pack | None) -> tuple[Limit, ...]:
    if item is None:
        return () if parent is None else parent.limits
    found: list[Limit] = []
    for name, values in item.pairs():
        known = name.one_of(LimitName)
        for since, value in values.pairs():
            share = value.number()
            if not 0 < share < _HUNDRED:
                value.refuse(f"{share:f} 不是百分比，应大于 0、小于 100")
            found.append(Limit(head.id, known, since.day(), share, head.basis, head.verified))
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def _region(item: Item) -> str:
    region = item.text()
    if region != NATIONAL and re.search(r"\s|^/|/$|//", region):
        item.refuse(f"“{region}”不是地区，应如 广东省/广州市 或 全国")
    return region


def _grades(item: Item) -> tuple[Grade, ...]:
    grades: list[Grade] = []
    for line in item.items():
        fields = line.fields(frozenset({"label", "at_least"}), frozenset())
        grade = Grade(fields["label"].text(), fields["at_least"].number())
        if grades and grade.at_least >= grades[-1].at_least:
            line.refuse(f"等次须由高到低：{grade.at_least} 不低于前一等次的 {grades[-1].at_least}")
        if any(grade.label == other.label for other in grades):
            line.refuse(f"等次“{grade.label}”重复")
        grades.append(grade)
    if not grades or grades[-1].at_least != 0:
        item.refuse("最低等次须自 0 分起")
    return tuple(grades)


def _outline(item: Item, pack: Pack) -> Outline:
    fields = item.fields(frozenset({"family", "title", "sections"}), frozenset({"level"}))
    sections = fields["sections"].list_of(_section)
    keys = [section.key for section in sections]
    if len(set(keys)) != len(keys):
        fields["sections"].refuse("同一章节列了两次")
    return Outline(
        family=fields["family"].text(),
        title=fields["title"].text(),
        pack=pack.id,
        region=pack.region,
        kinds=pack.kinds,
        level=read_level(fields.get("level")),
        verified=pack.verified,
        sections=sections,
    )


def _section(item: Item) -> OutlineSection:
    fields = item.fields(frozenset({"key", "required", "titles"}), frozenset())
    return OutlineSection(
        key=fields["key"].one_of(SectionKey),
        required=fields["required"].truth(),
        titles=fields["titles"].list_of(Item.text),
    )


def _deadline(item: Item, pack: Pack) -> Deadline:
    value = item.text()
    if not _MONTH_DAY.fullmatch(value):
        item.refuse(f"“{value}”不是月日，应如 08-31")
    month, day = (int(part) for part in value.split("-"))
    return Deadline(pack.id, pack.region, pack.kinds, month, day, pack.verified)
