"""Identities of a whole paragraph: carry-over, and the way from the initial to the final budget."""

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Adjustment, Carryover
from jixiao.patterns import pattern
from jixiao.terms import Fund

_INCOME = ("income_total",)
_EXPENDITURE = ("expenditure_total", "executed_amount")
_WHOLE_BUDGETS = frozenset({"budget_total", "budget_project", "fund_total"})
_OPENING = pattern(r"年初|上年|期初")
_REACH = 8  # blocks: income, expenditure and carry-over are told one after the other
_OTHER_SIGNS = {"carryover_distribution": -1, "income_use_of_surplus": 1}


def read_identities(paragraph: Paragraph, out: Collector) -> None:
    """Read the identities that a paragraph states with all their terms."""
    money = [m for m in paragraph.mentions if m.dimension is Dimension.MONEY]
    if len(money) < 3:  # no identity has fewer terms
        return
    if not _read_fiscal_carryover(money, out):
        _read_carryover(money, _earlier(paragraph, out), out)
    _read_adjustment(money, out)


def _earlier(paragraph: Paragraph, out: Collector) -> list[Mention]:
    """Return the amounts of the paragraphs before just above."""
    above = [p.mentions for p in out.above(paragraph, _REACH)]
    return [m for mentions in reversed(above) for m in mentions if m.dimension is Dimension.MONEY]


def _first(money: list[Mention], *concepts: str) -> Mention | None:
    return next((m for m in money if m.concept in concepts and m.role not in DERIVED), None)


def _only(money: list[Mention], *concepts: str) -> Mention | None:
    """Return the one mention of its kind; several different ones make the binding doubtful."""
    found = [m for m in money if m.concept in concepts and m.role not in DERIVED]
    found = [m for m in found if m.subject.fund is None and not m.subject.owner]
    own = [m for m in found if m.subject.label.startswith(("本年", "当年", "本年度"))]
    return next(iter(own or found), None)


def _both_totals(money: list[Mention]) -> bool:
    """Whether both a 总收入 and a 总支出 are told."""
    totals = {m.kind for m in money if m.subject.label.endswith(("总收入", "总支出"))}
    return {"income", "expenditure"} <= totals


def _read_carryover(money: list[Mention], earlier: list[Mention], out: Collector) -> None:
    opening, closing = _only(money, "carryover_opening"), _only(money, "carryover_closing")
    income, expenditure = _only(money, *_INCOME), _only(money, *_EXPENDITURE)
    whole = income is not None and expenditure is not None
    if closing is not None:
        opening = opening or _only(earlier, "carryover_opening")
    if opening is not None and closing is not None:
        income = income or _only(earlier, *_INCOME)
        expenditure = expenditure or _only(earlier, *_EXPENDITURE)
    if opening is None or closing is None or income is None or expenditure is None:
        fiscal_in, fiscal_out = _first(money, "income_fiscal"), _first(money, "expenditure_fiscal")
        if opening is None or closing is None or fiscal_in is None or fiscal_out is None:
            return
        income, expenditure, whole = fiscal_in, fiscal_out, True
    terms = (opening, income, expenditure, closing)
    if _includes(income, opening, out) or _includes(expenditure, closing, out):
        return  # a grand total that already contains the carry-over
    if (income.start in out.wholes) != (expenditure.start in out.wholes) and _both_totals(money):
        return  # 总收入W,年初结转…;总支出W,其中本年支出…: the one is a grand total, the other not
    funds = {m.subject.fund for m in terms}
    entities = {m.subject.entity for m in terms}
    if len(funds - {None}) > 1 or len(entities) > 1:
        return
    other = tuple(
        (_OTHER_SIGNS[m.concept], out.fact(m))
        for m in money
        if m.concept in _OTHER_SIGNS and m.role not in DERIVED
    )
    out.add(
        Carryover(
            start=min(m.start for m in terms),
            end=max(m.end for m in terms),
            opening=out.fact(opening),
            income=out.fact(income),
            expenditure=out.fact(expenditure),
            closing=out.fact(closing),
            sure=whole,
            other=other,
        )
    )


def _is_fiscal(mention: Mention, kind: str, out: Collector) -> bool:
    """Whether an amount is the fiscal income, spending or opening carry-over of the year."""
    if mention.kind != kind or mention.subject.fund is not Fund.FISCAL_APPROPRIATION:
        return False
    if kind == "carryover":
        return _OPENING.search(out.text, mention.lead_from, mention.start) is not None
    return mention.concept in ("income_fiscal", "expenditure_fiscal")


def _read_fiscal_carryover(money: list[Mention], out: Collector) -> bool:
    """Read the carry-over of the fiscal appropriation where one sentence has all its terms."""
    for closing in money:
        if closing.concept != "carryover_closing" or closing.role in DERIVED:
            continue
        told = [
            [m for m in money if m.sentence == closing.sentence and _is_fiscal(m, kind, out)]
            for kind in ("carryover", "income", "expenditure")
        ]
        if any(len(found) != 1 for found in told):
            continue
        opening, income, expenditure = (found[0] for found in told)
        whole = (Fund.FISCAL_APPROPRIATION, None)
        if closing.subject.fund is None and "部分" not in opening.subject.label:
            continue  # all that is left may hold other money too
        if closing.subject.fund not in whole:
            continue
        if _includes(income, opening, out) or _includes(expenditure, closing, out):
            continue
        out.add(
            Carryover(
                start=min(m.start for m in (opening, income, expenditure)),
                end=closing.end,
                opening=out.fact(opening),
                income=out.fact(income),
                expenditure=out.fact(expenditure),
                closing=out.fact(closing),
            )
        )
        return True
    return False


def _includes(total: Mention, part: Mention, out: Collector) -> bool:
    """Whether the text lists the carry-over among the parts of a total."""
    whole = out.wholes.get(part.start)
    return whole is not None and whole.start == total.start


def _read_adjustment(money: list[Mention], out: Collector) -> None:
    budgets = [m for m in money if m.kind == "budget" and m.role not in DERIVED]
    initial = next((m for m in budgets if m.subject.basis is Basis.INITIAL_BUDGET), None)
    if initial is None:
        return
    adjusted = next(
        (
            m
            for m in budgets
            if m.subject.basis is Basis.ADJUSTED_BUDGET
            and {m.concept, initial.concept} <= _WHOLE_BUDGETS | {initial.concept}
            and m.subject.theme == initial.subject.theme
            and m.sentence - initial.sentence <= 1
        ),
        None,
    )
    if adjusted is None or adjusted.start < initial.start:
        return
    changes: list[tuple[int, Mention]] = []
    for mention in money:
        if not initial.start < mention.start < adjusted.start or mention.start in out.wholes:
            continue
        if mention.concept == "budget_added":
            changes.append((1, mention))
        elif mention.concept == "budget_cut":
            changes.append((-1, mention))
        elif mention.concept in ("carryover_opening", "fund_carried"):
            changes.append((1, mention))
        else:
            return
    if not changes:
        return
    out.add(
        Adjustment(
            start=initial.start,
            end=adjusted.end,
            initial=out.fact(initial),
            changes=tuple((sign, out.fact(m)) for sign, m in changes),
            adjusted=out.fact(adjusted),
        )
    )
