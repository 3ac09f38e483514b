"""MN01: goals and money of monitoring keep pace, and doubts have reasons."""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_LIKELIHOOD = pattern(r"完全不可能(?:完成|实现)?|有可能(?:完成|实现)")
_LISTED = pattern(r"(?:完成|实现|可能)的?\d|\d[个项家]|分为|三[种类档]|[“\"、]")
_REASON = pattern(
    r"原因|因为|由于|[,。;]因(?!此|而|素)|系因|主要是|受.{1,24}影响|所致|致使|导致|因.{2,20}[,。]"
)
_GAP = pattern(
    r"(?:比|较|与)(?:同期)?(?:预算|资金|支出|资金支出|预算执行|资金执行)(?:的?支出)?(?:进度|执行率)"
    r"(?:相比)?[,]?(?:高|低|快|慢|落后|超前|相差|差|领先)(?:出|了|于)?(\d+(?:\.\d+)?)个百分点"
)
_GOAL = pattern(
    r"(?:目标|指标)(?:任务)?(?:完成|实现|总体)?(?:进度|程度|完成率)(?:为|达到?|是)?(\d+(?:\.\d+)?)%"
)
_MONEY = pattern(
    r"(?:资金|预算|支出|执行)(?:支出|执行)?(?:进度|率)(?:为|达到?|是)?(\d+(?:\.\d+)?)%"
)
# The two rates that a stated difference compares, printed before it.
_GOAL_RATE = pattern(
    r"(?:目标|指标)(?![^,;。%]{0,8}(?:资金|支出|预算|执行))[^;。%\d]{0,24}?(?:占|为|达到?|完成|进度|率|是)"
    r"[^,;。%\d]{0,6}(\d+(?:\.\d+)?)%"
)
_MONEY_RATE = pattern(
    r"(?:支出|资金|预算|执行)[^;。%时目指]{0,30}?(?:占[^,;。%]{0,24}的|进度|执行率|支出率)"
    r"(?:为|达到?|是)?(\d+(?:\.\d+)?)%"
)
_OTHER_MONEY = pattern(
    r"上年|去年|同期|其中|本级|下属|中央|[省市县区]级|专项|基本|项目|基金|公用|人员|债券|采购"
)
_OF_ALL = pattern(r"占(?:全年|年度|年初|部门|调整后)*总?预算[^,;。%]{0,4}的|总体|全部")
_ABOVE, _MOST = 40, 3  # sentences; rates
_CENT = Decimal("0.01")


@check(
    code="MN01",
    name="goals-and-money",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写出监控中的目标进度与资金进度之差，也没有判为“有可能”“完全不可能”的目标。",
    options={"gap": Decimal(10)},
)
def goals_and_money(ctx: Context) -> Iterator[Outcome]:
    """监控中目标进度与资金进度相差过大、目标难以完成的，应当说明原因。

    为什么：花了钱没办成事、办了事没花钱，都是“双监控”要查的情形；完成可能性的判断须有依据。
    公式：目标进度与资金进度之差 > 10 个百分点（选项 gap），须说明原因；
    写明两个进度又写明二者之差的，差 = 目标进度 − 资金进度（资金进度也可以写在前文）；
    判为“有可能完成”“完全不可能完成”的，须说明原因。
    不报的情形：汇总各档个数的句子；预警规则和填报说明；同一句或者下一句已说明原因的。
    已知漏报：目标进度与资金进度写在不同句子、又没有写出二者之差的。
    依据：财预〔2019〕136号；10 个百分点为通行的预警界限。
    """
    if "监控" not in ctx.document.text:
        return
    for index, sentence in enumerate(ctx.understanding.sentences):
        words = ctx.document.text[sentence.start : sentence.end]
        if "可能" in words:
            yield from _likelihood(ctx, sentence, index)
        if "进度" in words or "执行率" in words:
            yield from _gap(ctx, sentence, index)


def _likelihood(ctx: Context, sentence: Sentence, index: int) -> Iterator[Outcome]:
    text = ctx.document.text
    matches = list(_LIKELIHOOD.finditer(text, sentence.start, sentence.end))
    if len(matches) != 1:
        return
    match = matches[0]
    if _LISTED.match(text[match.end() - 2 : match.end() + 3]) or _LISTED.match(
        text[match.end() : match.end() + 2]
    ):
        return
    if text[match.start() - 1] in '“、"' or text[match.end() : match.end() + 1] == "的":
        return
    said = match.group()
    place = Span(*match.span())
    if _explained(ctx, sentence, index):
        yield ctx.passed(place, f"判为“{said}”，文中已说明原因")
    else:
        yield ctx.finding(
            place, f"判为“{said}”，没有说明原因，请按经费、制度、人员、硬件条件等写明偏差原因和措施"
        )


def _gap(ctx: Context, sentence: Sentence, index: int) -> Iterator[Outcome]:
    text = ctx.document.text
    match = _GAP.search(text, sentence.start, sentence.end)
    if match is not None:
        gap, place = Decimal(match[1]), Span(match.start(1), match.end())
        apart = _apart(ctx, sentence, index, gap, match.start())
        if apart is not None and abs(apart - gap) > _CENT:
            yield ctx.finding(
                place,
                f"目标进度与资金进度之差写作{gap:f}个百分点，按前文写出的两个进度应为{apart:f}个"
                "百分点，请核实",
                stated=gap,
                expected=apart,
            )
            return
    else:
        goal = _GOAL.search(text, sentence.start, sentence.end)
        money = _MONEY.search(text, sentence.start, sentence.end)
        if goal is None or money is None:
            return
        gap = abs(Decimal(goal[1]) - Decimal(money[1]))
        place = Span(goal.start(1), goal.end())
    limit = ctx.option("gap", Decimal)
    said = f"目标进度与资金进度相差{gap:f}个百分点"
    if gap <= limit:
        yield ctx.passed(place, f"{said}，没有超过{limit:f}个百分点")
    elif _explained(ctx, sentence, index):
        yield ctx.cannot_tell(
            place, f"{said}，超过{limit:f}个百分点，文中已说明原因，是否充分由审核人判断"
        )
    else:
        yield ctx.finding(
            place,
            f"{said}，超过{limit:f}个百分点，没有说明原因，请写明原因和纠偏措施",
            stated=gap,
        )


def _apart(ctx: Context, sentence: Sentence, index: int, gap: Decimal, end: int) -> Decimal | None:
    """Return how far the two rates printed before a stated difference are apart.

    They stand in its sentence or in the one before; where either has several, None. The progress
    of all the money may also be told further above; of several the one that fits is meant.
    """
    sentences = ctx.understanding.sentences
    start = sentence.start
    if index and sentences[index - 1].block == sentence.block:
        start = sentences[index - 1].start
    text = ctx.document.text
    goals = {Decimal(match[1]) for match in _GOAL_RATE.finditer(text, start, end)}
    if len(goals) != 1:
        return None
    found = [*_money_rates(text, start, end)]
    if any(not whole for _, whole in found):
        return None  # the progress of another amount than the whole
    moneys = {rate for rate, _ in found}
    if len(moneys) > 1:
        return None
    goal, told = goals.pop(), [*moneys]
    if not told:
        above = sentences[max(0, index - _ABOVE)].start
        told = [rate for rate, whole in _money_rates(text, above, start, _OF_ALL) if whole][:_MOST]
    gaps = [abs(goal - money) for money in told]
    return next((each for each in gaps if abs(each - gap) <= _CENT), gaps[0] if gaps else None)


def _money_rates(
    text: str, start: int, end: int, said: re.Pattern[str] | None = None
) -> Iterator[tuple[Decimal, bool]]:
    """Yield each progress of money, and whether it is that of all the money."""
    for match in _MONEY_RATE.finditer(text, start, end):
        clause = max(text.rfind(sign, start, match.start()) for sign in ",;。")
        if said is not None and said.search(match.group()) is None:
            continue
        part = _OTHER_MONEY.search(text, max(clause, start), match.end())
        yield Decimal(match[1]), part is None


def _explained(ctx: Context, sentence: Sentence, index: int) -> bool:
    """Whether the sentence or the next one of its block gives a reason."""
    sentences = ctx.understanding.sentences
    end = sentence.end
    if index + 1 < len(sentences) and sentences[index + 1].block == sentence.block:
        end = sentences[index + 1].end
    return _REASON.search(ctx.document.text, sentence.start, end) is not None
