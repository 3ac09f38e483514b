"""Spending set against its budget in words: 决算数大于年初预算数586.84万元."""

import re

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import AgainstBudget, Ratio, RatioKind, Relation
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_SAID = pattern(
    r"(?:支出|收入)?(?:决算数?|执行数|支出数|决算支出数?|实际支出数?)"
    r"(?:(?P<word>大于|小于|等于|高于|低于|多于|少于|超过|超出)|[与和同])"
    r"(?P<stage>年初|全年|年度|调整后?的?|本年)?预算数?额?(?P<level>持平|一致|相等|相同)?"
)
_NEXT_TO = pattern(r"[,。;]\s*")
_WORDS = {
    "大于": Direction.UP, "高于": Direction.UP, "多于": Direction.UP, "超过": Direction.UP,
    "超出": Direction.UP, "小于": Direction.DOWN, "低于": Direction.DOWN, "少于": Direction.DOWN,
    "等于": Direction.FLAT,
}  # fmt: skip
_BY = pattern(r"(?:了|的金额为|的差额为|差额为|:)?")


def read_against_budgets(paragraph: Paragraph, out: Collector) -> None:
    """Read whether spending is said to be more or less than the budget told right before."""
    text = out.text
    if text.find("预算", paragraph.start, paragraph.end) < 0:
        return
    for match in _SAID.finditer(text, paragraph.start, paragraph.end):
        word = _WORDS.get(match["word"] or "")
        if match["level"] is not None and match["word"] is None:
            word = Direction.FLAT
        if word is None:
            continue
        bound = _bound(paragraph, match.start(), match["stage"] or "", out)
        if bound is None:
            continue
        budget, spent = bound
        difference = _difference(paragraph, match, out)
        out.add(
            AgainstBudget(
                start=min(budget.start, spent.start),
                end=match.end() if difference is None else difference.end,
                budget=budget,
                spent=spent,
                said=word,
                words=Span(match.start(), match.end()),
                difference=None if difference is None else out.fact(difference),
            )
        )


def _bound(paragraph: Paragraph, at: int, stage: str, out: Collector) -> tuple[Fact, Fact] | None:
    """Return the budget and the amount spent of the one rate told right before the words."""
    before = _amounts(paragraph, at, out)
    money = [m for m in before if m.dimension is Dimension.MONEY]
    if len(money) != 2 or len(before) > len(money) + 1:
        return None
    rate = before[-1]
    if _NEXT_TO.fullmatch(out.text, rate.end, at) is None:
        return None  # 其中基本支出决算数大于预算数
    if rate is money[-1]:
        return _plain(money, stage, out)
    ratio = next((r for r in out.relations[Ratio] if _is_of(r, rate)), None)
    if not isinstance(ratio, Ratio) or not ratio.sure:
        return None
    budget, spent = ratio.denominator, ratio.numerator
    if budget is None or spent is None or not _of_stage(budget.scope.basis, stage):
        return None
    return (budget, spent) if {budget.start, spent.start} == {m.start for m in money} else None


def _amounts(paragraph: Paragraph, at: int, out: Collector) -> list[Mention]:
    """Return the numbers before the words, of their sentence or else of the one before."""
    before = [m for m in paragraph.mentions if m.start < at]
    if not before:
        return []
    opening = out.sentences[before[-1].sentence].start
    return [m for m in before if m.start >= opening]


def _is_of(relation: Relation, rate: Mention) -> bool:
    execution = isinstance(relation, Ratio) and relation.kind is RatioKind.EXECUTION
    return execution and isinstance(relation, Ratio) and relation.rate.start == rate.start


def _plain(money: list[Mention], stage: str, out: Collector) -> tuple[Fact, Fact] | None:
    """Return 预算A，决算B where no rate follows them."""
    budget, spent = money
    if budget.kind != "budget" or spent.kind == "budget" or "决算" not in _lead(spent, out):
        return None
    if spent.subject.fund not in (None, budget.subject.fund):
        return None
    if spent.subject.owner or not _of_stage(budget.subject.basis or Basis.UNKNOWN, stage):
        return None
    return out.fact(budget), out.fact(spent)


def _lead(mention: Mention, out: Collector) -> str:
    return out.text[mention.lead_from : mention.start]


def _of_stage(basis: Basis, stage: str) -> bool:
    """Whether a budget is that of the stage that the words name, or can be no other."""
    if stage == "年初":
        return basis is Basis.INITIAL_BUDGET
    if stage.startswith("调整") or stage == "全年":
        return basis is Basis.ADJUSTED_BUDGET
    return basis is not Basis.ADJUSTED_BUDGET  # 决算数大于预算数 may still speak of the initial one


def _difference(paragraph: Paragraph, match: re.Match[str], out: Collector) -> Mention | None:
    """Return the amount that the words end in: 大于预算数586.84万元."""
    after = next((m for m in paragraph.mentions if m.start >= match.end()), None)
    if after is None or after.dimension is not Dimension.MONEY or after.role:
        return None
    if _BY.fullmatch(out.text, match.end(), after.start) is None:
        return None
    after.role = "difference"
    return after
