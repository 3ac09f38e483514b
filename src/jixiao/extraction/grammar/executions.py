"""Execution rates with budget and amount spent: 预算执行率, 完成预算的…%."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.grammar.bases import (
    completed,
    granted_nearby,
    named_budget,
    nearer_base,
    own_amounts,
    reckoned_after,
    reckoned_by,
)
from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.grammar.ratio_operands import (
    EXECUTION,
    PART_YEAR,
    parts_before,
    run_of_percents,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Concept
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern
from jixiao.terms import Fund

_CARRIED = pattern(r"(?<![含括加上])(?:上年)?结转(?:结余)?(?:资金)?另?(?:安排)?(?:支出|预算)")
_APART = frozenset((*THREE_PUBLIC, "procurement"))  # themes whose amounts have names of their own
_ANY_BUDGET = pattern(r"(?:年初|全年|年度|本年度?|当年|调整后?|部门)*预算(?:总[额数]|数|资金)?")
_LEFT_OUT = pattern(r"仅就|单就|[仅单]按|而言|不含|不包括|不计|剔除|扣除|上年口径|同口径")
_SORTS = frozenset({"expenditure_basic", "expenditure_project", "expenditure_staff"})
_UP_TO = pattern(r"截[至止到](?![^,。;]{0,8}12月)|[1-9一二三四五六七八九]月[底末]|上半年")
_NO_ITEM = pattern(
    r"部门|单位|整体|总体|综合|全年|年度|本年|当年|预算|支出|资金|经费|执行|完成|进度|使用|拨付|实际|"
    r"总|率|的|为|达到?|占|是|约|数|其|该|项目|20[0-9]{2}年|[^\u4e00-\u9fff]"
)
_WHOLE_YEAR = pattern(r"全年(?!预算|计划|目标|任务|指标)")
_BUDGET_NAMED = pattern(r"(?:占|完成|为)(.*?预算(?:总[额数]|数|资金)?)的?(?:比例|比重)?$")


def read_execution(
    paragraph: Paragraph, position: int, mention: Mention, out: Collector, phrase: str = ""
) -> None:
    """Read an execution rate with budget and execution, as far as the text binds them."""
    window = _window(paragraph, position)
    theme = mention.theme if mention.theme in out.vocabulary.themes else mention.subject.theme
    phrase = phrase or _budget_phrase(mention) or reckoned_by(mention, out)
    budget, actual, near = _operands(paragraph, position, phrase, theme, out)
    if _read_series(paragraph, position, mention, budget, out):
        return
    if actual is not None and _other_span(mention, actual, out.text):
        actual = None
    if actual is not None and budget is not None and _carried(actual, out) != _carried(budget, out):
        budget = None
    if "分别" in out.text[mention.lead_from : mention.start]:
        for one in run_of_percents(paragraph.mentions, position):
            one.role = "rate"  # whose rate each is, the text does not say clearly enough
        return
    sure = near and budget is not None and actual is not None
    if budget is None and sure is False:
        budget, actual = _after(paragraph, position)
        sure = budget is not None and actual is not None
    others = tuple(
        out.fact(m)
        for m in window
        if m is not budget and m.dimension is Dimension.MONEY and m.kind in ("budget", "income")
    )
    mention.role = "rate"
    used = [m for m in (budget, actual, mention) if m is not None]
    out.add(
        Ratio(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=execution_topic(mention, theme),
            kind=RatioKind.EXECUTION,
            rate=out.fact(mention),
            numerator=out.fact(actual) if actual is not None else None,
            denominator=out.fact(budget) if budget is not None else None,
            sure=sure,
            alternatives=others,
        )
    )


def _operands(
    paragraph: Paragraph, position: int, phrase: str, theme: str, out: Collector
) -> tuple[Mention | None, Mention | None, bool]:
    """Return the budget and the amount spent of a rate, and whether the text binds them closely."""
    rate = paragraph.mentions[position]
    window = _window(paragraph, position)
    themed = out.vocabulary.themes.get(theme, {})
    budget = _nearest(window, "budget", rate, theme, themed.get("budget"))
    actual = _nearest(window, "expenditure", rate, theme, themed.get("actual"))
    if budget is not None and actual is not None and not _of_one_scope(budget, actual):
        budget = None
    if budget is not None and actual is not None:
        if _of_item_before(actual, budget):
            return budget, None, False
        # 项目支出40万元，占40%。全年预算100万元，执行率98%: a part of what was spent
        apart = actual.sentence != budget.sentence and actual.start in out.wholes
        actual = None if apart else actual
    if phrase and not (theme in _APART and _ANY_BUDGET.fullmatch(phrase)):
        return _named_operands(paragraph, position, phrase, (budget, actual), out)
    if reckoned_after(rate, out):
        return budget, actual, False
    own = None if theme in _APART else own_amounts(paragraph, position, out)
    if own is not None:
        return *own, True
    budget, actual, near = completed(paragraph, rate, budget, actual, out)
    nearer = nearer_base(window, budget, actual, out)
    if nearer is not budget:
        budget, near = nearer, near or granted_nearby(nearer, out)
    near = near and _side_by_side(window, budget, actual, out)
    near = near and not any(
        m.concept == "fund_received" and m is not budget and m.sentence == rate.sentence
        for m in window
    )  # of what was budgeted or of what has arrived
    near = near and not _on_another_basis(rate, budget, out)
    near = near and not _part_of_all(budget, actual)
    return budget, actual, near and not _of_another_item(rate, budget, actual, out)


def _named_operands(
    paragraph: Paragraph,
    position: int,
    phrase: str,
    nearest: tuple[Mention | None, Mention | None],
    out: Collector,
) -> tuple[Mention | None, Mention | None, bool]:
    """Return the operands of a rate that names its budget: 占全年采购预算的."""
    rate = paragraph.mentions[position]
    budget, actual = nearest
    if actual is not None and _passed_over(_window(paragraph, position), actual, rate):
        return budget, None, False
    named = named_budget(paragraph, rate, phrase, out)
    budget = named if named is not None or phrase != "预算" else budget
    if actual is None and budget is not None and budget.concept.startswith("budget_income"):
        return completed(paragraph, rate, budget, None, out)
    near = (
        actual is None
        or actual.sentence == rate.sentence
        or _lone(_window(paragraph, position), actual)
    )
    return budget, actual, near and not _of_other_day(rate, actual, out)


def _passed_over(window: Sequence[Mention], actual: Mention, rate: Mention) -> bool:
    """Whether the part of the sentence that a rate stands in has an amount of its own.

    …合同金额870万元；其余214万元未启动，占全年采购预算的19%: not of what was spent before.
    """
    return actual.segment != rate.segment and any(
        m.dimension is Dimension.MONEY and m.sentence == rate.sentence and m.segment == rate.segment
        for m in window
    )


def _of_item_before(actual: Mention, budget: Mention) -> bool:
    """Whether an amount spent stands in an item of its own: 甲预算…，支出…；乙预算…，执行率…."""
    same = actual.sentence == budget.sentence
    return same and actual.start < budget.start and actual.segment != budget.segment


def _lone(window: Sequence[Mention], actual: Mention) -> bool:
    """Whether no other amount was spent that a rate of the next sentence may speak of."""
    return all(
        m is actual or m.kind != "expenditure" or m.quantity.base == actual.quantity.base
        for m in window
    )


def _of_other_day(rate: Mention, actual: Mention | None, out: Collector) -> bool:
    """Whether a rate has a day of its own, on which nothing is told to have been spent."""
    if actual is None or actual.sentence == rate.sentence:
        return False
    opening = out.sentences[rate.sentence].start
    return _UP_TO.search(out.text, opening, rate.start) is not None


def _part_of_all(budget: Mention | None, actual: Mention | None) -> bool:
    """Whether a sort of expenditure of an earlier sentence meets the budget of everything."""
    return (
        budget is not None
        and actual is not None
        and actual.sentence != budget.sentence
        and actual.concept in _SORTS
        and budget.concept == "budget_total"
    )


def _of_another_item(
    rate: Mention, budget: Mention | None, actual: Mention | None, out: Collector
) -> bool:
    """Whether a rate behind a semicolon names an item of its own, whose amounts are not printed.

    甲项目预算a,支出b;乙项目得分88分,执行率p: that of 乙.
    """
    if budget is None or actual is None or actual.sentence != rate.sentence:
        return False
    if rate.segment in (budget.segment, actual.segment):
        return False
    start = out.text.rfind(";", actual.end, rate.start) + 1
    words = _NO_ITEM.sub("", out.text[start : rate.start])
    return start > 0 and len(words) > 1


def _window(paragraph: Paragraph, position: int) -> list[Mention]:
    """Return the amounts before a rate that it may speak of: back to the last rate or sentence."""
    rate = paragraph.mentions[position]
    window: list[Mention] = []
    for mention in reversed(paragraph.mentions[:position]):
        if mention.sentence < rate.sentence - 1:
            break
        if mention.role == "rate" and mention.concept in EXECUTION:
            break
        window.append(mention)
    return window


def _nearest(
    window: Sequence[Mention], kind: str, rate: Mention, theme: str, themed: Concept | None
) -> Mention | None:
    """Return the nearest amount of a kind that a rate can speak of; a part of a theme is none."""
    for mention in window:
        if mention.dimension is not Dimension.MONEY or mention.kind != kind:
            continue
        if mention.role in ("difference", "last"):
            continue
        if mention.in_parentheses and not rate.in_parentheses:
            continue
        apart = mention.sentence != rate.sentence
        if apart and (mention.subject.owner or mention.subject.entity is not rate.subject.entity):
            continue
        if _of_other_theme(mention, theme, themed) or _of_other_fund(mention, rate.subject.fund):
            continue
        return mention
    return None


def _of_other_theme(mention: Mention, theme: str, themed: Concept | None) -> bool:
    """Whether an amount is of another theme than a rate, or but a part within its theme."""
    own = mention.subject.theme
    if not theme:
        return own in (*THREE_PUBLIC, "procurement")
    if themed is not None and own == theme and mention.concept not in ("other", themed.name):
        return True
    return bool(own) and own != theme


def _of_other_fund(mention: Mention, fund: Fund | None) -> bool:
    """Whether an amount is not of the fund that a rate speaks of."""
    if fund is None:
        return False
    if mention.subject.fund is None:
        return mention.concept != "other"
    return mention.subject.fund is not fund


def _of_one_scope(budget: Mention, actual: Mention) -> bool:
    """Whether a budget and an amount spent speak of the same money."""
    if budget.subject.fund is not actual.subject.fund and budget.sentence != actual.sentence:
        return False
    if budget.subject.entity is not actual.subject.entity and budget.sentence != actual.sentence:
        return False
    same_owner = budget.subject.owner == actual.subject.owner
    return same_owner or budget.sentence == actual.sentence


def _other_span(rate: Mention, actual: Mention, text: str) -> bool:
    """Whether a rate of the year stands next to what a part of the year spent."""
    part = PART_YEAR.search(text, actual.lead_from, actual.start) is not None
    return part and _WHOLE_YEAR.search(text, rate.lead_from, rate.start) is not None


def _on_another_basis(rate: Mention, budget: Mention | None, out: Collector) -> bool:
    """Whether the sentence of a rate leaves money out that its budget, told before, may have."""
    opening = max(out.sentences[rate.sentence].start, out.text.rfind(";", 0, rate.start))
    told_before = budget is not None and budget.start < opening
    return told_before and _LEFT_OUT.search(out.text, opening, rate.start) is not None


def _carried(mention: Mention, out: Collector) -> bool:
    """Whether an amount is of what was carried over alone (上年结转支出), with no other money."""
    return _CARRIED.search(out.text, mention.lead_from, mention.start) is not None


def _side_by_side(
    window: Sequence[Mention], budget: Mention | None, actual: Mention | None, out: Collector
) -> bool:
    """Whether no other amount of the sentence stands between budget, amount spent and rate."""
    if budget is None or actual is None:
        return False
    money = [
        m
        for m in window
        if m.dimension is Dimension.MONEY and not m.in_parentheses and m.role not in DERIVED
    ]
    nearest = money[:2]
    if budget in nearest and actual in nearest:
        return True
    # a budget told in an earlier sentence has no rivals there: they were weighed when it was found
    near = abs(actual.sentence - budget.sentence) <= 1
    first = (min if near else max)(budget.start, actual.start)
    others = [m for m in money if m.start > first and not _is_part(m, budget, actual, out)]
    return not any(
        m is not budget and m is not actual and _rivals(m, budget, actual) for m in others
    )


def _is_part(mention: Mention, budget: Mention, actual: Mention, out: Collector) -> bool:
    """Whether an amount is told as a part of the budget or of what was spent."""
    whole = out.wholes.get(mention.start)
    return whole is not None and whole.start in (budget.start, actual.start)


def _rivals(mention: Mention, budget: Mention, actual: Mention) -> bool:
    """Whether an amount could be meant instead: any but a known part of another kind."""
    if mention.concept == "other" or mention.kind in ("carryover", "fund", "adjustment"):
        return True
    return mention.kind in (budget.kind, actual.kind)


def _budget_phrase(mention: Mention) -> str:
    """Return the budget that 占年初预算的, 完成全年预算的 name, or an empty string."""
    match = _BUDGET_NAMED.search(mention.subject.label)
    return match.group(1) if match else ""


def _read_series(
    paragraph: Paragraph, position: int, rate: Mention, budget: Mention | None, out: Collector
) -> bool:
    """Read 支出分别为a、b和c，支出率分别为p、q和r: each rate has its own amount."""
    if "分别" not in out.text[rate.lead_from : rate.start] or budget is None:
        return False
    rates = run_of_percents(paragraph.mentions, position)
    amounts = parts_before(paragraph.mentions, position, len(rates), "")
    if len(rates) < 2 or not amounts:
        return False
    kinds = {amount.kind == "budget" for amount in amounts}
    if len(kinds) > 1:
        return False
    pairs = [(amount, budget) for amount in amounts]
    at = paragraph.place(amounts[0])
    budgets = parts_before(paragraph.mentions, at, len(rates), "")
    if budgets and "分别" in out.text[budgets[0].lead_from : budgets[0].start]:
        # 预算数分别为a、b，支出数分别为c、d，执行率分别为p、q: three series side by side
        if budgets[0].kind != "budget" or budgets[-1] is not paragraph.mentions[at - 1]:
            return False
        pairs = list(zip(amounts, budgets, strict=True))
    elif kinds == {True}:
        # 年初预算A、全年预算B，执行率分别为p和q: one amount spent, several budgets
        spent = _nearest(paragraph.mentions[:position][::-1], "expenditure", rate, rate.theme, None)
        if spent is None or spent.sentence < rate.sentence - 1:
            return False
        pairs = [(spent, amount) for amount in amounts]
    for one, (amount, base) in zip(rates, pairs, strict=True):
        one.role = "rate"
        out.add(
            Ratio(
                start=amount.start,
                end=one.end,
                topic=execution_topic(rate, rate.subject.theme),
                kind=RatioKind.EXECUTION,
                rate=out.fact(one, out.vocabulary.concepts["execution_rate"], "支出率"),
                numerator=out.fact(amount),
                denominator=out.fact(base),
            )
        )
    return True


def _after(paragraph: Paragraph, position: int) -> tuple[Mention | None, Mention | None]:
    """Read 执行率98.9%（1924.46万元/1945.54万元）: the operands follow in brackets."""
    rest = paragraph.mentions[position + 1 : position + 3]
    if len(rest) == 2 and all(
        m.in_parentheses and m.dimension is Dimension.MONEY and m.clause == rest[0].clause
        for m in rest
    ):
        return rest[1], rest[0]
    return None, None


def execution_topic(mention: Mention, theme: str) -> str:
    """Return the topic of an execution rate: of what its budget was."""
    if mention.concept == "three_public_rate" or theme in THREE_PUBLIC:
        return "three_public_execution"
    if mention.concept == "procurement_rate" or theme == "procurement":
        return "procurement_execution"
    return "execution"
