"""How a report is laid out: its headings in order, and what each of them holds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from jixiao.standards.nodes import Item
from jixiao.terms import ReportContent, ReportKind

LEVELS: Final = ("province", "city")
_DEEPEST: Final = 3
_FIELDS: Final = frozenset({"title", "covered", "signed", "headings"})
_PROJECT_KINDS: Final = frozenset(
    {ReportKind.PROJECT_SELF_EVALUATION, ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION}
)
OF_PROJECTS: Final = frozenset(
    {
        ReportContent.OVERVIEW,
        ReportContent.GOAL,
        ReportContent.FUNDS,
        ReportContent.CARRYING_OUT,
        ReportContent.EVALUATION,
        ReportContent.EVALUATION_WORK,
        ReportContent.CONCLUSION,
        ReportContent.ACHIEVEMENTS,
        ReportContent.INDICATORS,
        ReportContent.PROBLEMS,
        ReportContent.MEASURES,
    }
)
OF_DEPARTMENTS: Final = frozenset(ReportContent) - {ReportContent.CARRYING_OUT}


@dataclass(frozen=True, slots=True)
class FrameworkHeading:
    """A heading with what stands under it, then the headings below it.

    An ``optional`` one is left out where there is nothing to say; others then show ``prompt``, a
    blank that tells what belongs there.
    """

    title: str
    holds: tuple[ReportContent, ...]
    parts: tuple["FrameworkHeading", ...]
    optional: bool
    prompt: str

    def walk(self) -> Iterator["FrameworkHeading"]:
        """Yield the heading and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Framework:
    """The layout of a kind of report; ``level`` is set where it fits one level only.

    ``covered`` reports name who filled them in below the title, ``signed`` ones end with the
    department and the date.
    """

    pack: str
    region: str
    kinds: frozenset[ReportKind]
    level: str | None
    verified: bool
    title: str
    covered: bool
    signed: bool
    headings: tuple[FrameworkHeading, ...]

    def holds(self, content: ReportContent) -> bool:
        """Whether some heading holds a content."""
        return any(content in each.holds for top in self.headings for each in top.walk())


def read_level(item: Item | None) -> str | None:
    """Return the level that something fits, None where it fits all."""
    if item is None:
        return None
    level = item.text()
    if level not in LEVELS:
        item.refuse(f"“{level}”应为 province 或 city")
    return level


def read_framework(item: Item, base: Framework, parent: Framework | None) -> Framework:
    """Read a framework; what it does not say is as in the one of the pack that is extended.

    ``base`` names the pack: its identifier, region, kinds and whether it was verified.
    """
    required = _FIELDS if parent is None else frozenset()
    fields = item.fields(required, (_FIELDS | {"level"}) - required)
    read = base if parent is None else inherited(parent, base)
    for name, item_of in fields.items():
        match name:
            case "level":
                read = replace(read, level=read_level(item_of))
            case "title":
                read = replace(read, title=item_of.text())
            case "covered":
                read = replace(read, covered=item_of.truth())
            case "signed":
                read = replace(read, signed=item_of.truth())
            case _:
                headings = _headings(item_of, _known(base.kinds), _DEEPEST)
                read = replace(read, headings=headings)
                _once(item_of, read)
    return read


def inherited(parent: Framework, base: Framework) -> Framework:
    """Return what a pack takes over from the one that it extends."""
    return replace(
        parent, pack=base.pack, region=base.region, kinds=base.kinds, verified=base.verified
    )


def _known(kinds: frozenset[ReportKind]) -> frozenset[ReportContent]:
    return OF_PROJECTS if kinds <= _PROJECT_KINDS else OF_DEPARTMENTS


def _headings(
    item: Item, known: Collection[ReportContent], depth: int
) -> tuple[FrameworkHeading, ...]:
    headings = item.list_of(lambda one: _heading(one, known, depth))
    if not headings:
        item.refuse("至少要有一个标题")
    return headings


def _heading(item: Item, known: Collection[ReportContent], depth: int) -> FrameworkHeading:
    fields = item.fields(frozenset({"title"}), frozenset({"holds", "parts", "optional", "prompt"}))
    if "parts" in fields and depth == 1:
        fields["parts"].refuse(f"标题最多{_DEEPEST}级")
    heading = FrameworkHeading(
        title=fields["title"].text(),
        holds=fields["holds"].list_of(lambda one: _content(one, known))
        if "holds" in fields
        else (),
        parts=_headings(fields["parts"], known, depth - 1) if "parts" in fields else (),
        optional=fields["optional"].truth() if "optional" in fields else False,
        prompt=fields["prompt"].text() if "prompt" in fields else "",
    )
    if not (heading.holds or heading.parts or heading.prompt):
        item.refuse(f"“{heading.title}”下没有内容：请写 holds、parts 或 prompt")
    return heading


def _content(item: Item, known: Collection[ReportContent]) -> ReportContent:
    content = item.one_of(ReportContent)
    if content not in known:
        item.refuse(f"这类报告没有“{content.value}”（{content.label}）")
    return content


def _once(item: Item, framework: Framework) -> None:
    told: set[ReportContent] = set()
    for top in framework.headings:
        for heading in top.walk():
            for content in heading.holds:
                if content in told:
                    item.refuse(f"“{content.value}”（{content.label}）列了两次")
                told.add(content)
