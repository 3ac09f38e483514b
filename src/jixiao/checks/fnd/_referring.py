"""Figures that say which one they repeat: 这2期培训, 已完成的46项任务, 按申请数安排."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import in_table, is_money
from jixiao.model.document import Document
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern

_COUNT_BACK = pattern(r"(?:这|已完成的)[0-9一二两三四五六七八九十]")
_THESE = pattern(r"(?<![共有])这$")
# What makes a count before 这N个 another one than the one that is meant: 每个学校5台, 又增加2家.
_OTHERWISE = pattern(r"每|各|平均|又|再|另|增|减|其余|余|剩|还|约|第|分别|从|由")
_MORE = pattern(r"每|各|平均|又|再|另|增|新|还|约|第|分别|从|由|和|及|、")
_LEAST_NOUN = 2
_AS_APPLIED = pattern(
    r"按(?:照)?(?:申请|申报|送审)(?:数额?|金额|资金|额度?)?(?:全额|足额)?(?:安排|核定|批复|支持|保障)"
    r"|(?:没有|未(?:作|予|做)?|无)(?:审减|核减)|(?:审减|核减)(?:额|金额|数)?(?:为)?(?:0|零)"
    r"|与(?:申请|申报|送审)(?:数额?|金额|资金)(?:一致|相同)"
)
_APPROVED = pattern(r"核定|审定|批复|安排|支持")
_APPLIED = pattern(r"申请|申报|送审")
_PARTLY = pattern(r"上年|去年|其中|每|平均|部分|除|期|批(?!复)|首|另|各|分别")
_BLOCKS_BACK = 6


class Reference(NamedTuple):
    """A figure that says which other one it repeats."""

    fact: Fact
    meant: Fact


def references(ctx: Context) -> Iterator[Reference]:
    """Yield the figures that point back to one figure, whether they agree or not."""
    text = ctx.document.text
    if _COUNT_BACK.search(text):
        yield from _counts(ctx)
    if any(word in text for word in ("审减", "核减", "按申", "按送", "与申", "与送")):
        yield from _approved(ctx)


def _counts(ctx: Context) -> Iterator[Reference]:
    text = ctx.document.text
    facts = [fact for fact in ctx.understanding.facts if _counted(fact) and not in_table(ctx, fact)]
    for at, fact in enumerate(facts):
        if text[fact.start - 1] == "这" and _THESE.search(text, fact.start - 2, fact.start):
            meant = _only(ctx, fact, facts[:at])
        elif text.startswith("已完成的", fact.start - 4):
            meant = _only_done(ctx, fact)
        else:
            continue
        if meant is not None:
            yield Reference(fact, meant)


def _counted(fact: Fact) -> bool:
    amount = fact.quantity
    return amount is not None and amount.unit.dimension is Dimension.COUNT and amount.is_point


def _only(ctx: Context, fact: Fact, before: Sequence[Fact]) -> Fact | None:
    """Return the one count of its unit in the sentence before, if there is but one."""
    unit, text = fact.amount.unit.name, ctx.document.text
    same = [f for f in before if f.sentence == fact.sentence and f.amount.unit.name == unit]
    noun = _noun(text, fact.end)
    if not same or len(noun) < _LEAST_NOUN:
        return None
    if len(same) > 1:  # 排查隐患26处,整改24处,剩余2处隐患: the last is called so
        last = same[-1]
        named = text.startswith(noun, last.end) and not _MORE.search(text, last.clause, last.start)
        return last if named else None
    if _OTHERWISE.search(text, same[0].clause, same[0].start):
        return None
    if noun not in text[same[0].clause : fact.start]:
        return None
    return None if _OTHERWISE.search(text, same[0].end, fact.start - 1) else same[0]


def _only_done(ctx: Context, fact: Fact) -> Fact | None:
    """Return what was done of a target of the same kind, where only one such is told."""
    noun = _noun(ctx.document.text, fact.end)
    if len(noun) < _LEAST_NOUN:
        return None
    done = [
        one.actual
        for one in ctx.all(Attainment)
        if one.actual is not None
        and one.target is not None
        and one.actual.amount.unit.name == fact.amount.unit.name
        and one.name.endswith(noun)
        and one.actual is not fact
    ]
    return done[0] if len(done) == 1 and done[0].start < fact.start else None


def _noun(text: str, start: int) -> str:
    """Return the two characters behind a count, if both belong to a word."""
    noun = text[start : start + _LEAST_NOUN]
    return noun if all("\u4e00" <= letter <= "\u9fff" for letter in noun) else ""


def _approved(ctx: Context) -> Iterator[Reference]:
    """Yield the amounts approved as applied for: 核定385.00万元,按申请数安排,没有审减."""
    text, document = ctx.document.text, ctx.document
    for sentence in ctx.understanding.sentences:
        cue = _AS_APPLIED.search(text, sentence.start, sentence.end)
        if cue is None or _PARTLY.search(text, _clause(text, sentence.start, cue), cue.start()):
            continue
        approved = [
            fact
            for fact in ctx.understanding.facts
            if sentence.start <= fact.start <= cue.end() and is_money(fact)
        ]
        if len(approved) != 1:
            continue
        lead = text[approved[0].clause : approved[0].start]
        if not _APPROVED.search(lead) or _PARTLY.search(lead):
            continue
        first = document.blocks[_beginning(document, sentence.block)].start
        applied = [
            fact
            for fact in ctx.understanding.facts
            if first <= fact.start < sentence.start
            and is_money(fact)
            and not in_table(ctx, fact)
            and _APPLIED.search(fact.label)
            and not _PARTLY.search(fact.label)
        ]
        if len(applied) == 1:
            yield Reference(approved[0], applied[0])


def _clause(text: str, start: int, cue: re.Match[str]) -> int:
    """Return where the clause of a cue begins."""
    return max(start, *(text.rfind(mark, start, cue.start()) + 1 for mark in ",;:"))


def _beginning(document: Document, block: int) -> int:
    """Return the block that begins with the number of the item that a block belongs to."""
    for at in range(block, max(0, block - _BLOCKS_BACK), -1):
        if document.blocks[at].ordinal is not None:
            return at
    return block
