"""Amounts that the narrative of final accounts repeats from the tables.

The chapter that a sentence stands in says which table is spoken of (收入决算情况, 支出决算情况 …).
An amount is bound where the words before it are the whole name of an item there, for the year
reported on; differences, rates and figures of another year are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from jixiao.extraction.final_accounts.names import AccountNames, plain
from jixiao.extraction.final_accounts.places import Tables
from jixiao.extraction.final_accounts.spoken import Item, Lookup, is_of_fund
from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.extraction.understanding import Metadata
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern


class Chapter(StrEnum):
    """Of which table a chapter of the narrative speaks."""

    NONE = ""
    WHOLE = "whole"  # 收入支出总体, 收入决算, 支出决算
    FISCAL = "fiscal"
    GENERAL = "general"
    BASIC = "basic"
    PUBLIC = "public"
    FUNDS = "funds"
    STATE = "state"


_CHAPTERS: Final = (
    (pattern(r"三公"), Chapter.PUBLIC),
    (pattern(r"国有资本经营"), Chapter.STATE),
    (pattern(r"政府性基金"), Chapter.FUNDS),
    (
        pattern(
            r"机关运行|机关经费|政府采购|国有资产|绩效|名词|职[责能]|机构|人员(?:情况|构成)"
            r"|会议费|培训费|工作"
        ),
        Chapter.NONE,
    ),
    (pattern(r"基本支出"), Chapter.BASIC),
    (pattern(r"公共预算.{0,10}支出"), Chapter.GENERAL),
    (
        pattern(r"财政拨款.{0,4}(?:收入支出|收支|收入、支出)|财政拨款(?:收入|支出)决算"),
        Chapter.FISCAL,
    ),
    (
        pattern(r"(?:收入|支出|收支).{0,4}决算|决算收支|收支总体|收入支出总体|收支情况"),
        Chapter.WHOLE,
    ),
)  # fmt: skip
_TOP: Final = pattern(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分)")
_HEAD: Final = pattern(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]部分|[0-9]{1,2}[.、]|\([0-9]{1,2}\))"
)
_PART: Final = pattern(r"^第[一二三四五六七八九十]部分")
_LONGEST_HEAD: Final = 45


@dataclass(slots=True)
class Bound:
    """An amount of the prose and the cell that it repeats; None where the item has no row.

    ``placed`` is False where no table has a column for it (年初预算): nothing is repeated.
    """

    mention: Mention
    item: Item
    stage: Basis
    reference: Fact | None = None
    placed: bool = True
    parts: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Told:
    """A paragraph of the narrative: its chapter and what is bound in it."""

    paragraph: Paragraph
    chapter: Chapter
    bound: list[Bound] = field(default_factory=list)


def chapters(document: Document) -> list[tuple[Block, Chapter]]:
    """Return the blocks of prose with the chapter that each stands in."""
    found: list[tuple[Block, Chapter]] = []
    current = Chapter.NONE
    for block in document.blocks:
        if block.kind is BlockKind.ROW:
            continue
        words = _head_of(document, block)
        if _PART.match(words):
            current = Chapter.NONE
        elif _HEAD.match(words):
            told = next((chapter for form, chapter in _CHAPTERS if form.search(words)), None)
            if told is not None and not (told is Chapter.NONE and not _TOP.match(words)):
                current = told
            elif told is None and _TOP.match(words):
                current = Chapter.NONE
        found.append((block, current))
    return found


def _head_of(document: Document, block: Block) -> str:
    """Return the words of a heading, also of one that a paragraph begins with."""
    text = document.text[block.start : block.start + 2 * _LONGEST_HEAD].partition("\n")[0]
    text = text[: block.end - block.start]
    stop = text.find("。")
    if stop >= 0:
        text = text[:stop]
    elif block.end - block.start > _LONGEST_HEAD:
        return ""
    words = plain(text)
    return (
        words
        if len(words) <= _LONGEST_HEAD and not any(c.isdigit() for c in words[4:])
        else (words if _TITLED_YEAR.match(words) else "")
    )


_TITLED_YEAR: Final = pattern(r"^[^0-9]{0,8}[0-9]{0,2}[^0-9]{0,4}20[0-9]{2}年[^0-9]*$")


def read_narrative(
    document: Document, about: Metadata, tables: Tables, names: AccountNames, out: Collector
) -> list[Told]:
    """Bind the amounts of the narrative to the tables."""
    places = {block.start: chapter for block, chapter in chapters(document)}
    if not any(places.values()):
        return []
    lookup = Lookup(tables, names)
    told: list[Told] = []
    for paragraph in out.paragraphs:
        chapter = places.get(paragraph.start, Chapter.NONE)
        if chapter is not Chapter.NONE:
            reader = _Reader(document.text, about, lookup, paragraph, chapter)
            told.append(Told(paragraph, chapter, list(reader.run())))
    return told


_CLAUSE: Final = pattern(r"[,;:。()\t]")
_BUDGETS: Final = pattern(r"一般公共预算|政府性基金预算|国有资本经营预算|公共财政预算|公共预算")
_COMPARED: Final = pattern(
    r"(?:增加|减少|增长|下降|上升|降低|提高|压减|节约|超支|相差|多|少|高|低)(?:了|额|支出|收入)*(?:为|约|至|到)?$"
)
_ELSEWHEN: Final = pattern(
    r"上年|去年|上一年|以前年度|往年|相比|(?<!对)比(?!例|重)|较|追加|调[增减]|其中年初"
)
_YEAR: Final = pattern(r"(20[0-9]{2})年(?:度)?")
_LEAD: Final = pattern(
    r"^(?:其中|主要包括|主要是|主要用于|包括|分别是|分别为|即|全年|本年度|[一二三四五六七八九]是|用于|以下方面|主要用于以下方面)+[:]?"
)
_STAGE: Final = pattern(
    r"(?P<initial>年初预算)|(?P<planned>全年预算|调整预算|预算)|(?P<final>决算|实际支出|实际)"
)
_TAIL: Final = pattern(
    r"(?:(?:年初|全年|调整)?(?<!公共)(?<!基金)(?<!经营)(?:预算|决算)(?:数|额|安排)*|金额|数额|共计|共|均|各|约|分别|为|是|达到|达|实现|完成|累计|[:])+$"
)


class _Reader:
    """Reads the amounts of one paragraph in order; what was named goes on being spoken of."""

    def __init__(
        self, text: str, about: Metadata, lookup: Lookup, paragraph: Paragraph, chapter: Chapter
    ) -> None:
        self.text = text
        self.about = about
        self.lookup = lookup
        self.paragraph = paragraph
        self.chapter = chapter
        self.item: Item | None = None
        self.of_fund = False  # the sentence speaks of one fund

    def run(self) -> Iterator[Bound]:
        """Yield what is bound."""
        at = self.paragraph.start
        for mention in self.paragraph.mentions:
            gap = self.text[at : mention.start]
            at = mention.end
            if mention.dimension is not Dimension.MONEY or not mention.quantity.is_point:
                self._follow(gap)
                continue
            bound = self._bind(gap, mention)
            if bound is not None:
                yield bound

    def _follow(self, gap: str) -> None:
        """Take up what is named before a number that is no amount."""
        path = self.lookup.path_in(gap, self.chapter.value)
        if path is not None:
            self.item = path

    def _bind(self, gap: str, mention: Mention) -> Bound | None:
        path = self.lookup.path_in(gap, self.chapter.value)
        if path is not None:
            self.item = path
        if "。" in gap:
            self.of_fund = False
        pieces = _CLAUSE.split(_unbracketed(gap))
        clause = plain(pieces[-1])
        years = {int(year) for year in _YEAR.findall(clause)}
        if _COMPARED.search(clause) or _ELSEWHEN.search(clause) or years - {self.about.fiscal_year}:
            return None
        name = self._name(clause)
        if name in _FLOWS and self.item is not None and _STAGE.search(clause):
            name = ""  # 支出决算为: of what was named before
        if not name and self.item is None and len(pieces) > 1 and plain(gap).endswith(f":{clause}"):
            name = self._name(plain(pieces[-2]))  # 公务用车购置及运行费:决算12.57万元
        if name and path is None:
            self.item = self._item(name)
        if self.item is None:
            return None
        return self._bound(self.item, mention, _stage(_BUDGETS.sub("", clause)))

    def _item(self, name: str) -> Item | None:
        """Return what a name means; None for 本年支出 where one fund is spoken of.

        其中:一般公共预算财政拨款本年收入a,本年支出b: b is spent of that fund.
        """
        item = self.lookup.item(name, self.chapter.value)
        if is_of_fund(name):
            self.of_fund = True
            return item
        if item is None or not self.of_fund or self.chapter not in _OF_ALL_FUNDS:
            return item
        return None if item.key in _OF_ANY_FUND and "财政拨款" not in name else item

    def _bound(self, item: Item, mention: Mention, stage: Basis) -> Bound:
        if item.under and stage is Basis.FINAL:
            return Bound(mention, item, stage, parts=self.lookup.parts(item))
        reference = self.lookup.cell(item, stage)
        missing = bool(item.path) and item.row is None and stage is Basis.FINAL
        return Bound(mention, item, stage, reference, reference is not None or missing)

    def _name(self, clause: str) -> str:
        """Return what of a clause names an item, without year, department and verbs."""
        words = _YEAR.sub("", clause)
        for own in (
            self.about.department or "",
            "本部门",
            "我部门",
            "本单位",
            "我单位",
            "部门",
            "我局",
            "本局",
        ):
            if own and words.startswith(own):
                words = words[len(own) :]
        words = _LEAD.sub("", words)
        words = _YEAR.sub("", words)
        words = _TAIL.sub("", words)
        return self.lookup.without_path(words)


_OF_ALL_FUNDS: Final = frozenset({Chapter.WHOLE, Chapter.FISCAL})
_OF_ANY_FUND: Final = frozenset({"income_total", "expenditure_total", "basic", "project"})
_FLOWS: Final = frozenset({"支出", "收入", "实际支出", "实际收入"})


def _unbracketed(gap: str) -> str:
    """Return words without what stands in closed brackets: (类), (含结转)."""
    return _BRACKETED.sub("", gap)


_BRACKETED: Final = pattern(r"\([^()]*\)")


def _stage(clause: str) -> Basis:
    last = None
    for match in _STAGE.finditer(clause):
        last = match
    if last is None or last["final"]:
        return Basis.FINAL
    return Basis.INITIAL_BUDGET if last["initial"] else Basis.ADJUSTED_BUDGET
