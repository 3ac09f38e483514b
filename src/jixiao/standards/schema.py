"""What a pack holds, and how it is read from its file."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao.patterns import pattern
from jixiao.standards.nodes import Item, parse
from jixiao.terms import ReportKind, SectionKey

_REQUIRED = frozenset({"id", "title", "region", "scope", "published", "basis", "verified"})
_OPTIONAL = frozenset({"total", "grades", "outlines", "deadlines"})
_ID = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTH_DAY = pattern(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_HUNDRED = Decimal(100)
NATIONAL = "全国"
LEVELS = ("province", "city")


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


def read_pack(path: Path, name: str) -> Pack:
    """Read and check one file; ``name`` is how errors call it."""
    data = path.read_bytes()
    fields = parse(data.decode("utf-8"), name).fields(_REQUIRED, _OPTIONAL)
    identifier = fields["id"].text()
    if not _ID.fullmatch(identifier):
        fields["id"].refuse(f"“{identifier}”不是编号，应如 cn/national-grades")
    basis = fields["basis"].fields(frozenset({"document", "note"}), frozenset())
    head = Pack(
        id=identifier,
        title=fields["title"].text(),
        region=_region(fields["region"]),
        kinds=frozenset(fields["scope"].list_of(lambda item: item.one_of(ReportKind))),
        published=fields["published"].day(),
        basis=Basis(basis["document"].text(), basis["note"].text()),
        verified=fields["verified"].truth(),
        sha256=hashlib.sha256(data).hexdigest(),
        grade_tables=(),
        outlines=(),
        deadlines=(),
    )
    return _with_contents(head, fields)


def _with_contents(head: Pack, fields: dict[str, Item]) -> Pack:
    total = fields["total"].number() if "total" in fields else _HUNDRED
    tables: tuple[GradeTable, ...] = ()
    if "grades" in fields:
        tables = tuple(
            GradeTable(
                head.id, head.title, head.basis, head.verified, since.day(), total, _grades(listed)
            )
            for since, listed in fields["grades"].pairs()
        )
    outlines = fields["outlines"].items() if "outlines" in fields else []
    deadlines = fields["deadlines"].items() if "deadlines" in fields else []
    return Pack(
        id=head.id,
        title=head.title,
        region=head.region,
        kinds=head.kinds,
        published=head.published,
        basis=head.basis,
        verified=head.verified,
        sha256=head.sha256,
        grade_tables=tuple(sorted(tables, key=lambda table: table.since, reverse=True)),
        outlines=tuple(_outline(item, head) for item in outlines),
        deadlines=tuple(_deadline(item, head) for item in deadlines),
    )


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
    level = fields["level"].text() if "level" in fields else None
    if level is not None and level not in LEVELS:
        fields["level"].refuse(f"“{level}”应为 province 或 city")
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
        level=level,
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
