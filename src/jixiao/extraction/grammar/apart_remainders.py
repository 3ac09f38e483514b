"""What is left of a budget, told apart from budget and spending: 8—12月尚需支出, 预算结余, 尾款."""

from collections.abc import Iterator

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole, Ratio, RatioKind, Remainder
from jixiao.patterns import pattern

_CUE = pattern(
    r"尚需|还需|仍需|尚待|预算结余|加上|预算未执行|未支出|未执行|结转|闲置|未使用|待处置|空置"
)
# 8—12月尚需支出: what the rest of the year will take
_STILL = pattern(
    r"(?P<month>[2-9]|1[0-2])月?份?[-—~至到]12月份?(?:预计|仍|还)*(?:尚需|还需|仍需|尚待|需)(?:安排|要)?"
    r"(?:支出|支付|执行)(?:资金)?(?:为|约)?$"
)
_WHOLE_YEAR = pattern(
    r"(?:预计|预测|预估)(?:本年|当年)?全年|全年(?:预计|预测|预估)|预计(?:年底|年末)"
)
_UNSPENT = pattern(r"(?:全年|当年|年度|本年)?预算(?:资金)?结余(?:资金|数|额)?(?:为|是|共)?$")
_PLUS = pattern(r"[,;]?(?:再)?加上[^,;。0-9]{0,30}$")
_MAKES = pattern(
    r",?(?:合计)?(?:即为|就是|即是|等于|正好是|正是|便是|合计为)(?P<name>[^,;。0-9]{2,16})[。,;]"
)
_UNUSED = pattern(r"(?:的)?(?:预算)?(?:资金|指标)?(?:尚|仍)?未(?:能)?(?:执行|支出|使用|支付)")
_TAKEN_BACK = pattern(
    r"(?:的)?(?:预算)?(?:指标|资金)?(?:已|被|由|全部|于年底|年末|财政|统一)*(?:收回|注销|核销|上缴)"
)
_REST_CARRIED = pattern(
    r"[,;](?:其余|余下|剩余)(?:部分|资金|指标)?(?:的)?(?:全部|均|都)?(?:按规定)?结转"
)
_LAST_BILL = pattern(r"(?:尾款|余款|剩余资金|结余资金|结余|剩余|未付款)$")
_CARRIED = pattern(r"(?:按规定|全部|均|已)*结转")
_IDLE = pattern(r"(?:[,;]?(?:一直|长期|目前|现|仍|尚|处于|处在|暂时?))*(?:闲置|未使用|待处置|空置)")
_MORE = pattern(r"另有|此外|还有|以及|出租|出借|报废|划转")
_MOVED = pattern(r"收回|缴回|退回|上缴|注销|上年结转|历年|核减|调减")
_NOUN = pattern(r"项目|工程|尾款|质保金|资金|经费|等|其中|和|的|、")
_SHORTEST = 3
_REACH = 20  # blocks


def read_apart_remainders(out: Collector) -> None:
    """Read what is left where budget and spending stand in other sentences or paragraphs."""
    if _CUE.search(out.text) is None:
        return
    for paragraph in out.paragraphs:
        if _CUE.search(out.text, paragraph.start, paragraph.end) is None:
            continue
        for position, mention in enumerate(paragraph.mentions):
            if mention.dimension is not Dimension.MONEY or mention.role == "left":
                continue
            _read_still_needed(paragraph, mention, out)
            _read_unspent(paragraph, mention, out)
            _read_added(paragraph, position, out)
            _read_taken_back(paragraph, position, out)
            _read_last_bill(mention, out)
            _read_idle(paragraph, mention, out)
    _read_carried(out)


def _read_still_needed(paragraph: Paragraph, left: Mention, out: Collector) -> None:
    """Read 1—7月累计支出S。…预计全年支出W，8—12月尚需支出L: the months make up the year."""
    match = _STILL.search(out.text, max(left.gap_from, left.start - 24), left.start)
    if match is None or left.role:
        return
    whole = next(
        (
            m
            for m in paragraph.before(left)
            if m.sentence == left.sentence
            and same_measure(m, left)
            and _WHOLE_YEAR.search(out.text, m.lead_from, m.start)
        ),
        None,
    )
    until = int(match["month"]) - 1
    spent = [m for m in _before(paragraph, left, out) if _is_until(m, until)]
    if whole is not None and spent and len({m.quantity.base for m in spent}) == 1:
        _add(out.fact(whole), out.fact(spent[0]), left, out)


def _is_until(mention: Mention, month: int) -> bool:
    """Whether an amount is all that was spent from January to a month."""
    period = mention.period
    return (
        mention.concept in ("expenditure_total", "executed_amount")
        and not mention.role
        and mention.subject.fund is None
        and period is not None
        and period.last.month == month
        and period.first.month in (1, month)
    )


def _read_unspent(paragraph: Paragraph, left: Mention, out: Collector) -> None:
    """Read 全年预算数B。…全年预算结余L, where the text has one amount spent."""
    if left.role or _UNSPENT.fullmatch(out.text, left.lead_from, left.start) is None:
        return
    budget = next(
        (
            m
            for m in paragraph.before(left)
            if m.concept == "budget_total" and m.subject.basis is Basis.ADJUSTED_BUDGET
        ),
        None,
    )
    spent = [
        m
        for m in _before(paragraph, left, out)
        if m.concept in ("expenditure_total", "executed_amount")
        and m.role not in DERIVED
        and m.subject.fund is None
        and m.subject.entity is None
        and not m.subject.last_year
    ]
    if budget is None or budget.subject.fund is not None or not spent:
        return
    if len({m.quantity.base for m in spent}) == 1:
        _add(out.fact(budget), out.fact(spent[0]), left, out)


def _read_idle(paragraph: Paragraph, left: Mention, out: Collector) -> None:
    """Read 固定资产W，在用U。…旧房L一直闲置, where the paragraph has one of each."""
    if left.role or left.concept != "other" or _IDLE.match(out.text, left.end) is None:
        return
    end = out.sentences[left.sentence].end
    if _MORE.search(out.text, paragraph.start, end):
        return
    told = {
        name: [m for m in paragraph.mentions if m.concept == name and not m.role]
        for name in ("fixed_assets_total", "fixed_assets_used")
    }
    if all(len(found) == 1 and found[0].end < left.start for found in told.values()):
        whole, used = (out.fact(found[0]) for found in told.values())
        _add(whole, used, left, out)


def _before(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the amounts told before one, the nearest first."""
    yield from paragraph.before(mention)
    for earlier in out.above(paragraph, _REACH):
        yield from reversed(earlier.mentions)


def _add(budget: Fact, spent: Fact, left: Mention, out: Collector) -> None:
    left.role = left.role or "left"
    out.add(
        Remainder(
            start=min(budget.start, spent.start, left.start),
            end=max(budget.end, spent.end, left.end),
            budget=budget,
            spent=spent,
            left=out.fact(left),
            sure=False,
            topic="apart",
        )
    )


# --- sums that end in what is carried over -------------------------------------------------------


def _read_added(paragraph: Paragraph, position: int, out: Collector) -> None:
    """Read 预算结余a，加上…b，即为年末结转和结余数: the sum is told elsewhere."""
    if position == 0:
        return
    text, first, second = out.text, paragraph.mentions[position - 1], paragraph.mentions[position]
    if first.sentence != second.sentence or not same_measure(first, second):
        return
    makes = _MAKES.match(text, second.end)
    if makes is None or _PLUS.search(text, first.end, second.start) is None:
        return
    if "结转" not in makes["name"] and "结余" not in makes["name"]:
        return
    closing = _closing(out)
    if closing is not None:
        _add_sum(closing, (first, second), out)


def _read_taken_back(paragraph: Paragraph, position: int, out: Collector) -> None:
    """Read 年末仍有W预算未执行，其中A已由财政收回，其余结转下年: the rest was carried over."""
    text, mentions = out.text, paragraph.mentions
    whole = mentions[position]
    back = mentions[position + 1] if position + 1 < len(mentions) else None
    if back is None or back.sentence != whole.sentence or not same_measure(whole, back):
        return
    if _UNUSED.match(text, whole.end) is None or "其中" not in text[whole.end : back.start]:
        return
    taken = _TAKEN_BACK.match(text, back.end)
    closing = _closing(out)
    if taken is None or closing is None or _REST_CARRIED.match(text, taken.end()) is None:
        return
    _add_sum(whole, (back, closing), out)


def _closing(out: Collector) -> Mention | None:
    """Return what the report says to be carried over in all, where it says so but once."""
    told = [
        m
        for paragraph in out.paragraphs
        for m in paragraph.mentions
        if m.concept == "carryover_closing"
        and m.subject.fund is None
        and m.subject.entity is None
        and not m.subject.owner
        and m.role not in DERIVED
    ]
    return told[0] if len({m.quantity.base for m in told}) == 1 else None


def _add_sum(whole: Mention, parts: tuple[Mention, ...], out: Collector) -> None:
    out.add_breakdown(out.fact(whole), [out.fact(part) for part in parts], sure=False)


# --- what a project or a fund carried over -------------------------------------------------------


def _read_carried(out: Collector) -> None:
    """Read 年末结转W，其中甲项目L: what is left of the budget that the paragraph of 甲 tells."""
    for group in list(out.relations[PartsOfWhole]):
        if not isinstance(group, PartsOfWhole) or group.whole.concept != "carryover_closing":
            continue
        for part in group.parts:
            name = _NOUN.sub("", part.label)
            ratio = _of_paragraph(name, out) if len(name) >= _SHORTEST else None
            if ratio is None or ratio.numerator is None or ratio.denominator is None:
                continue
            out.add(
                Remainder(
                    start=min(part.start, ratio.start),
                    end=max(part.end, ratio.end),
                    budget=ratio.denominator,
                    spent=ratio.numerator,
                    left=part,
                    sure=False,
                    topic="apart",
                )
            )


def _of_paragraph(name: str, out: Collector) -> Ratio | None:
    """Return the one execution rate of the one paragraph whose heading has a name."""
    found: list[Paragraph] = []
    for paragraph in out.paragraphs:
        block = out.document.blocks[paragraph.block]
        if block.title_end > block.start and name in out.text[block.start : block.title_end]:
            found.append(paragraph)
    if len(found) != 1 or _MOVED.search(out.text, found[0].start, found[0].end):
        return None
    rates = [r for r in _execution_rates(out) if found[0].start <= r.rate.start < found[0].end]
    return rates[0] if len(rates) == 1 else None


def _execution_rates(out: Collector) -> Iterator[Ratio]:
    for ratio in out.relations[Ratio]:
        if isinstance(ratio, Ratio) and ratio.kind is RatioKind.EXECUTION:
            yield ratio


def _read_last_bill(left: Mention, out: Collector) -> None:
    """Read 政府性基金执行率89%，…尾款L结转下年支付: of the row of that fund in the table."""
    if left.role or _LAST_BILL.search(out.text, left.lead_from, left.start) is None:
        return
    if _CARRIED.match(out.text, left.end) is None:
        return
    fund = next(
        (
            r.rate.scope.fund
            for r in _execution_rates(out)
            if r.rate.sentence == left.sentence and r.numerator is None
        ),
        None,
    )
    rows = [
        r
        for r in _execution_rates(out)
        if fund is not None
        and r.numerator is not None
        and r.denominator is not None
        and r.rate.scope.fund is fund
    ]
    if len(rows) == 1 and rows[0].numerator is not None and rows[0].denominator is not None:
        _add(rows[0].denominator, rows[0].numerator, left, out)
