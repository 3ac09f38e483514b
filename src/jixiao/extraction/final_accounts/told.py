"""The relations between the narrative of final accounts and its tables."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.extraction.final_accounts.narrative import (
    Bound,
    Chapter,
    Told,
    chapters,
    read_narrative,
)
from jixiao.extraction.final_accounts.places import Tables
from jixiao.extraction.final_accounts.spoken import FUNDS, STATE, Item, Lookup
from jixiao.extraction.final_accounts.sums import make_sum
from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.understanding import Metadata
from jixiao.model.document import Document
from jixiao.model.fact import Basis, Fact
from jixiao.model.relation import AgainstBudget, Carryover, Presence, Relation, Restatement
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import AccountKind, Direction

NARRATIVE: Final = "account_narrative"
_SAID: Final = pattern(
    r"(?:支出|收入)?(?:决算数?|执行数|支出数|实际支出数?)?(?:(?P<word>大于|小于|等于|高于|低于|多于|少于|超过|超出|持平于)"
    r"|[与和同比较](?=[^,。;]{0,10}(?:持平|一致|相等|相同)))(?P<stage>年初|全年|年度|调整后?的?|本年)?预算数?额?"
    r"(?P<level>持平|一致|相等|相同)?|(?P<kept>未超(?:过|出)?(?:年初|全年)?预算)"
)
_WORDS: Final = {
    "大于": Direction.UP, "高于": Direction.UP, "多于": Direction.UP, "超过": Direction.UP,
    "超出": Direction.UP, "小于": Direction.DOWN, "低于": Direction.DOWN, "少于": Direction.DOWN,
    "等于": Direction.FLAT, "持平于": Direction.FLAT,
}  # fmt: skip
_DENIED: Final = pattern(
    r"(?:没有|未|无|也无)(?:使用|发生|安排|产生|列支|开支)*(?P<name>[^,。;:、也年]{3,40}?)"
    r"(?P<end>安排的支出|(?:安排)?(?:收入(?:和|及|、)?支出|收支)|支出|收入|费用?)?(?:(?:和|及|、|,|也|。|;)|$)"
)
_ELSEWHEN: Final = pattern(r"上年|去年|以前年度|20[0-9]{2}年")
_REACH: Final = 12
_LAST_YEAR: Final = pattern(
    r"[与和同较比](?:上|去)年(?:度)?(?:同期)?(?:决算数?|支出|收入|数)*(?:的|为)?$"
)
_LEVEL: Final = pattern(r"持平|一致|相等|相同")
_NEXT_TO: Final = pattern(r"[,。;、()\s]*(?:该项|本年|全年|其)?")


def read_told(
    document: Document, about: Metadata, tables: Tables, names: AccountNames, out: Collector
) -> None:
    """State what the narrative repeats of the tables, denies, and says of the budget."""
    lookup = Lookup(tables, names)
    _drop_short_balances(tables, out)
    wordings: list[AgainstBudget] = []
    for told in read_narrative(document, about, tables, names, out):
        for bound in told.bound:
            if bound.placed:
                _repeat(bound, lookup, out)
        wordings += (*_wordings(told, lookup, out), *_levels(told, lookup, out))
    _take_over(wordings, out)
    for denial in _denials(document, about, lookup):
        out.add(denial)


def _drop_short_balances(tables: Tables, out: Collector) -> None:
    """Drop 年初结转 + 收入 − 支出 = 年末结转 where 总表 have further terms: the tables balance."""
    summary = tables.overall
    if summary is None:
        return
    cells = [
        summary.cell(side, side.after.get(key))
        for side, key in ((summary.income, "use_of_surplus"), (summary.spent, "distribution"))
        if side is not None
    ]
    if any(cell is not None and cell.value for cell in cells):
        out.relations[Carryover] = []


def _repeat(bound: Bound, lookup: Lookup, out: Collector) -> None:
    """State an amount that repeats a cell, or that stands beside a blank."""
    fact = out.fact(bound.mention)
    cell = bound.reference
    if bound.item.under:
        total = make_sum(fact, bound.parts, NARRATIVE)
        if total is not None and all(part.amount.unit.name for part in total.parts):
            out.add(total)
    elif fact.value and (cell is None or cell.value == 0):
        out.add(
            Presence(
                start=fact.start,
                end=fact.end,
                name=bound.item.name,
                words=Span(fact.start, fact.end),
                table=cell.scope.name if cell is not None else AccountKind.GENERAL_BUDGET.label,
                cell=cell,
                told=fact,
            )
        )
    elif cell is not None and bool(cell.amount.unit.name):
        out.add(
            Restatement(
                start=min(fact.start, cell.start),
                end=max(fact.end, cell.end),
                topic=NARRATIVE,
                stated=fact,
                reference=cell,
                sure=bound.item.sure,
                others=_others(bound, fact, cell, lookup),
            )
        )


def _others(bound: Bound, fact: Fact, cell: Fact, lookup: Lookup) -> tuple[Fact, ...]:
    """Return the amounts that could be meant instead, where the cell is another amount."""
    if bound.stage is not Basis.FINAL or fact.amount.base == cell.amount.base:
        return ()
    return tuple(lookup.alike(bound.item))


# --- more or less than the budget ---------------------------------------------------------------


def _wordings(told: Told, lookup: Lookup, out: Collector) -> Iterator[AgainstBudget]:
    """Yield what is said of spending and budget where a table has both."""
    paragraph = told.paragraph
    if out.text.find("预算", paragraph.start, paragraph.end) < 0:
        return
    for match in _SAID.finditer(out.text, paragraph.start, paragraph.end):
        word = _WORDS.get(match["word"] or "")
        if word is None and match["level"]:
            word = Direction.FLAT
        if word is None and match["kept"]:
            word = Direction.DOWN
        item = _item_before(told, match.start(), out)
        if word is None or item is None:
            continue
        stage = match["stage"] or match["kept"] or ""
        planned = Basis.INITIAL_BUDGET if "年初" in stage else Basis.ADJUSTED_BUDGET
        budget = _told_of(told, item, match.start(), out, final=False)
        spent = _told_of(told, item, match.start(), out)
        if budget is None or spent is None:
            budget, spent = lookup.cell(item, planned) or budget, lookup.cell(item, Basis.FINAL)
        if budget is None or spent is None:
            continue
        yield AgainstBudget(
            start=match.start(),
            end=match.end(),
            topic="accounts",
            budget=budget,
            spent=spent,
            said=word,
            words=Span(match.start(), match.end()),
        )


def _levels(told: Told, lookup: Lookup, out: Collector) -> Iterator[AgainstBudget]:
    """Yield 与上年决算数3529.50万元持平: both amounts are told to be one."""
    for mention in told.paragraph.mentions:
        before = out.text[max(told.paragraph.start, mention.start - _REACH) : mention.start]
        level = _LEVEL.match(out.text, mention.end)
        last_year = _LAST_YEAR.search(before)
        if level is None or last_year is None:
            continue
        item = _item_before(told, mention.start - len(before) + last_year.start(), out)
        if item is None:
            continue
        spent = lookup.cell(item, Basis.FINAL) or _told_of(told, item, mention.start, out)
        if spent is not None:
            yield AgainstBudget(
                start=mention.start,
                end=level.end(),
                topic="accounts",
                budget=out.fact(mention),
                spent=spent,
                said=Direction.FLAT,
                words=Span(*level.span()),
            )


def _told_of(told: Told, item: Item, at: int, out: Collector, *, final: bool = True) -> Fact | None:
    """Return the amount of an item that the paragraph tells before a place, spent or planned."""
    for bound in reversed(told.bound):
        alike = bound.item is item and (bound.stage is Basis.FINAL) == final
        if alike and bound.mention.start < at:
            return out.fact(bound.mention)
    return None


def _item_before(told: Told, at: int, out: Collector) -> Item | None:
    """Return what was spoken of last, if nothing else is named between its numbers and a place."""
    bound = [each for each in told.bound if each.mention.start < at]
    if not bound:
        return None
    numbers = [each for each in told.paragraph.mentions if each.start < at]
    last = numbers[-1]
    between = out.text[bound[-1].mention.end : at]
    near = _NEXT_TO.fullmatch(out.text, last.end, at) is not None
    return bound[-1].item if near and between.count("。") <= 1 else None


def _take_over(wordings: Sequence[AgainstBudget], out: Collector) -> None:
    """Add wordings in the place of those that speak of the numbers of the prose alone."""
    taken = sorted(wordings, key=lambda wording: wording.words)
    starts = [wording.words.start for wording in taken]

    def is_taken(each: Relation) -> bool:
        if not isinstance(each, AgainstBudget):
            return False
        at = bisect_left(starts, each.words.end) - 1
        return at >= 0 and taken[at].words.end > each.words.start

    if taken:
        known = out.relations[AgainstBudget]
        out.relations[AgainstBudget] = [each for each in known if not is_taken(each)]
        for wording in taken:
            out.add(wording)


# --- what is said not to be ---------------------------------------------------------------------


def _denials(document: Document, about: Metadata, lookup: Lookup) -> Iterator[Presence]:
    """Yield what the narrative says there is none of, with its cells."""
    text = document.text
    for block, chapter in chapters(document):
        if chapter is Chapter.NONE:
            continue
        for match in _DENIED.finditer(text, block.start, block.end):
            stop = text.rfind("。", block.start, match.start())
            clause = text[max(block.start, stop + 1) : match.start()]
            if set(_ELSEWHEN.findall(clause)) - {f"{about.fiscal_year}年"}:
                continue
            name, end = match["name"], match["end"] or ""
            for item in _denied_items(name, end, chapter.value, lookup):
                cell = lookup.cell(item, Basis.FINAL)
                if cell is not None:
                    yield _denial(name + end, match.span(), cell)


def _denied_items(name: str, end: str, chapter: str, lookup: Lookup) -> Iterator[Item]:
    flows = ["支出"] if "支出" in end or end.startswith("费") else []
    flows += ["收入"] if "收入" in end or end == "收支" else []
    flows += ["支出"] if end.endswith("收支") else []
    for flow in dict.fromkeys(flows):
        item = lookup.item(f"{name}费" if end.startswith("费") else f"{name}{flow}", chapter)
        if item is not None and (item.book in (FUNDS, STATE) or chapter == "public"):
            yield item


def _denial(name: str, place: tuple[int, int], cell: Fact) -> Presence:
    return Presence(
        start=place[0],
        end=place[1],
        name=name,
        words=Span(*place),
        table=cell.scope.name,
        cell=cell,
    )
