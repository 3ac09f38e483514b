"""SC05: deductions add up to what the total lacks."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, deductions, is_sum, points_of, total_place
from jixiao.model.arithmetic import Result, Verdict, verify_equal, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Deduction, PartsOfWhole, Scored
from jixiao.patterns import pattern
from jixiao.terms import Severity

_OTHER_BASIS = pattern(r"每|上年|去年|复核|加[0-9.]+分|加分|调整为|原(?!因)")
_BESIDE = pattern(r",?扣(?:了|减)?|,(?:实际|自评|最终)?得(?:分为?)?")
_MORE = pattern(r"[、,]?(?:[^,。;]{0,4})扣(?!分原因)|的|[、,]\d")
# 得14.5分,因年中追加扣0.5分、…扣0.3分: what follows a score and takes off from it
_THEREFORE = pattern(
    r"[,(](?:(?:系|主要)?(?:因|由于)|主要是|其中|原因[是为]|[\u4e00-\u9fff]{2,24}?扣)[^;。:]*"
)
_RULE = pattern(
    r"每|按|各扣|均扣|分别扣|复核|加[0-9.]+分|加分|原得|上年|去年|调整|满分|总分|合计|权重"
)
_POINTS = pattern(r"[0-9]分(?!钟|之|项|部|类)")
_SEGMENT = pattern(r"[;。\n]")
_RATED = pattern(r",得分率(?:为)?[0-9.]+%[,;]")
_ALL_PARTS = pattern(r"(?:[三四五]个?|各)(?:部分|方面|类指标)|全部(?:扣分|失分|指标)")
_TOTAL_THEN = pattern(
    r"(?:总分|总得分|[共合]计?得|最终得分?|综合得分?)为?([0-9]+(?:\.[0-9]+)?)分[,(](?:共|合计)?扣$"
)
_PARTLY = pattern(r"其中|主要|等")
# The first level of indicators, by the last two characters of their names.
_FIRST_LEVEL = pattern(
    r"[、,:的]?(?:其中)?[:,]?[“]?(?:一级指标|年度|部门|预算|资金|履职|管理|服务对象|社会公众|受益对象|群众)*满?"
    r"(?P<part>执行|投入|决策|过程|产出|效益|效果|意度)(?:率|情况|部分|方面|类)*(?:指标)?[”]?(?:部分|方面|类|共|合计)*"
)
_SCHEMES = frozenset(
    {frozenset({"执行", "产出", effect, "意度"}) for effect in ("效益", "效果")}
    | {
        frozenset({first, "过程", "产出", effect})
        for first in ("投入", "决策")
        for effect in ("效益", "效果")
    }
)
# 四项分别扣了0.8分、1.9分、1.5分和3.0分,共扣: of nothing but all of the parts
_GENERAL = pattern(
    r"(?:[两二三四五六七八九十]{1,2}(?:大?项|个?部分)|各项|上述|以上|指标|依次|分别|合计|共计|共|扣分|[扣了、和,]|[0-9.]+分)*"
)
_PLACES = 2
_BONUS = pattern(r"(?:获|予以|可以?|应|,|共|另)加[0-9.]+分|附加分|加分前")
_GOOD = (Verdict.EXACT, Verdict.ROUNDING)


@check(
    code="SC05",
    name="sum-of-deductions",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有逐项写明扣分，无从核对扣分合计。",
)
def sum_of_deductions(ctx: Context) -> Iterator[Outcome]:
    """逐项扣分之和应等于扣分合计，也应等于100分减总分。

    为什么：扣分加不平，说明漏列了扣分项，或改了得分没有改扣分。
    公式：Σ各项扣分＝扣分合计＝100－总分。
    不报的情形：没有写合计而逐项扣分少于100－总分的，可能没有列全，只作提示；各项之下再分列的，
    按其中一级相加。
    已知漏报：扣分散见各段的，只核对写在同一段的。
    """
    yield from _single(ctx)
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    blocks, sums, several = _by_block(ctx)
    lost = None if total is None or total > HUNDRED else HUNDRED - total
    if lost is not None and total is not None:
        yield from _behind_total(ctx, total, lost)
    for block, items in blocks.items():
        stated = sums.get(block)
        if block in several:
            continue  # sub-totals of parts: which items belong to which is not said
        if stated is not None:
            if len(items) >= 2:
                yield _listed(ctx, items, stated)
            if lost is not None and isinstance(place, Fact) and len(sums) == 1:
                yield _against_total(ctx, stated, place, lost)
        elif (
            len(items) >= 2
            and items[0].sentence == items[-1].sentence
            and lost is not None
            and isinstance(place, Fact)
        ):
            yield _open_list(ctx, items, place, lost)


def _single(ctx: Context) -> Iterator[Outcome]:
    """Judge 满分10分,得8分,扣2分: what one part has and what it lacks make up its full mark."""
    text = ctx.document.text
    lost = [each for each in deductions(ctx.understanding) if not is_sum(each)]
    for scored in ctx.all(Scored) if lost else ():
        score, full = scored.score, scored.full_mark
        if full is None:
            continue
        beside = [
            each.points
            for each in lost
            if each.points is not None
            and each.points.sentence == score.sentence
            and _side_by_side(text, score, each.points)
        ]
        if len(beside) != 1:
            yield from _itemised(ctx, score, full, lost)
            continue
        taken = beside[0]
        related = ((full, "满分"), (taken, "扣分"))
        if score.value + taken.value == full.value:
            yield ctx.passed(score, f"得分{ctx.number(score)}与所扣分数合为满分，相符", related)
        elif max(score.amount.decimals, taken.amount.decimals, full.amount.decimals) <= _PLACES:
            yield ctx.finding(
                score,
                f"得分写作{ctx.number(score)}，按“满分{ctx.number(full)}－扣{ctx.number(taken)}”"
                f"应为{full.value - taken.value}分，请核对",
                stated=score,
                expected=full.value - taken.value,
                related=related,
            )


def _itemised(ctx: Context, score: Fact, full: Fact, lost: list[Deduction]) -> Iterator[Outcome]:
    """Judge 满分15分,得13.4分,因…扣1分、…扣0.6分: the reasons are given with their points."""
    text = ctx.document.text
    rate = _RATED.match(text, score.end)
    begins = rate.end() - 1 if rate is not None else score.end
    segment = _segment_end(text, rate.end() if rate is not None else begins)
    points = [
        each.points
        for each in lost
        if each.points is not None and score.end <= each.points.start < segment
    ]
    if not points:
        return
    stretch = "," + text[begins + 1 : points[-1].end]
    if text[begins] not in ",;(" or _THEREFORE.fullmatch(stretch) is None or _RULE.search(stretch):
        return
    others = len(_POINTS.findall(stretch)) - len(points)
    added = sum((each.value for each in points), Decimal(0))
    missing = full.value - score.value
    partly = _PARTLY.search(stretch) is not None or text.startswith("等", points[-1].end)
    if others or missing < 0 or (partly and added < missing):
        return
    related = ((score, "得分"), (full, "满分"))
    listed = "＋".join(str(each.value) for each in points)
    if added == missing:
        yield ctx.passed(points[-1], f"扣分{listed}与“满分－得分”相符", related)
        return
    yield ctx.finding(
        points[-1],
        f"扣分写作{listed}分，按“满分{ctx.number(full)}－得分{ctx.number(score)}”"
        f"应共扣{missing}分，请核对",
        stated=added,
        expected=missing,
        related=related,
        severity=Severity.WARNING,
    )


def _segment_end(text: str, start: int) -> int:
    """Return where the part of a sentence ends that speaks of one score."""
    found = _SEGMENT.search(text, start)
    return found.start() if found is not None else len(text)


def _side_by_side(text: str, score: Fact, taken: Fact) -> bool:
    """Whether a deduction stands right before or behind a score: 得8分,扣2分."""
    low, high = min(score.end, taken.end), max(score.start, taken.start)
    gap = text[low:high]
    behind = text[taken.end : taken.end + 6]
    return _BESIDE.fullmatch(gap) is not None and _MORE.match(behind) is None


def _behind_total(ctx: Context, total: Decimal, lost: Decimal) -> Iterator[Outcome]:
    """Judge 共得93分,扣7分: what the total has and what it lacks make up 100."""
    text = ctx.document.text
    for each in deductions(ctx.understanding):
        taken = each.points
        if taken is None or each.name or not _total_before(text, total, taken.start):
            continue
        if taken.value == lost:
            yield ctx.passed(taken, f"所扣分数与100－总分{total}分相符")
        elif _MORE.match(text[taken.end : taken.end + 6]) is None:
            yield ctx.finding(
                taken,
                f"扣分写作{ctx.number(taken)}，按“100－总分{total}分”应为{lost}分，请核对",
                stated=taken,
                expected=lost,
                severity=Severity.WARNING,
            )


def _total_before(text: str, total: Decimal, at: int) -> bool:
    """Whether the total score stands right before a deduction: 共得93分,扣."""
    match = _TOTAL_THEN.search(text, max(0, at - 24), at)
    return match is not None and Decimal(match[1]) == total


def _by_block(ctx: Context) -> tuple[dict[int, list[Fact]], dict[int, Fact], set[int]]:
    """Return the items and the first sum of each block, and the blocks with several sums."""
    blocks: dict[int, list[Fact]] = {}
    sums: dict[int, Fact] = {}
    several: set[int] = set()
    details: set[int] = set()
    for each in deductions(ctx.understanding):
        if each.points is None:
            continue
        block = ctx.document.block_at(each.points.start)
        items = blocks.setdefault(block, [])
        if not is_sum(each):
            if _of_an_item(ctx, each.points, items, details):
                details.add(each.points.start)
            items.append(each.points)
        elif block in sums:
            several.add(block)
        else:
            sums[block] = each.points
    outer = {
        block: [item for item in items if item.start not in details]
        for block, items in blocks.items()
    }
    return outer, sums, several


def _of_an_item(ctx: Context, points: Fact, before: list[Fact], details: set[int]) -> bool:
    """Whether points are a part of those told before them: 产出扣5分,其中数量扣3分."""
    if not before:
        return False
    last = before[-1]
    gap = ctx.document.text[last.end : points.start]
    if _SEGMENT.search(gap) is not None:
        return False
    return "其中" in gap or last.start in details


def _listed(ctx: Context, items: list[Fact], stated: Fact) -> Outcome:
    result, used = _fitting(items, stated.amount)
    listed = "＋".join(str(item.value) for item in used)
    added = sum((item.value for item in used), Decimal(0))
    open_list = added < stated.value and _open(ctx, items, stated)
    if result.verdict is Verdict.FAIL and open_list and not _whole_scheme(ctx, items):
        return ctx.cannot_tell(stated, "扣分没有逐项列全，无法核对合计", used)
    severity = None
    if result.verdict is Verdict.FAIL and not _plain(ctx, items, stated):
        open_list = added < stated.value or not _of_all_parts(ctx, stated)
        if open_list or _other_basis(ctx, [*items, stated]):
            return ctx.cannot_tell(stated, "扣分的口径文中没有写清，无法核对合计", used)
        severity = Severity.WARNING
    return ctx.judge(
        result,
        stated,
        f"扣分合计写作 {{stated}}，逐项相加（{listed}）应为 {{expected}}",
        related=used,
        severity=severity,
    )


def _plain(ctx: Context, items: list[Fact], stated: Fact) -> bool:
    """Whether items and sum stand in one sentence that speaks of nothing but these deductions."""
    if any(fact.sentence != stated.sentence for fact in items):
        return False
    return not _other_basis(ctx, [*items, stated])


def _other_basis(ctx: Context, facts: list[Fact]) -> bool:
    """Whether other scores, or rules for them, are told among the deductions."""
    first, last = min(fact.start for fact in facts), max(fact.end for fact in facts)
    return _OTHER_BASIS.search(ctx.document.text, first, last) is not None


def _open(ctx: Context, items: list[Fact], stated: Fact) -> bool:
    """Whether the list behind the sum may be incomplete (共扣3分,其中A扣1分)."""
    if stated.start > items[0].start:
        return False
    lead = ctx.document.text[stated.end : items[0].start]
    rest = ctx.document.text[items[-1].end : items[-1].end + 4]
    return ("其中" in lead and "分别" not in lead) or rest.startswith("等") or "主要" in lead


def _whole_scheme(ctx: Context, items: list[Fact]) -> bool:
    """Whether the list names every part of a scheme of indicators, and nothing but these."""
    starts = {fact.start for fact in items}
    names = []
    for each in deductions(ctx.understanding):
        if each.points is not None and each.points.start in starts:
            named = _FIRST_LEVEL.fullmatch(each.name)
            if named is None:
                return False
            names.append(named["part"])
    return frozenset(names) in _SCHEMES and len(set(names)) == len(names)


def _fitting(items: list[Fact], whole: Quantity) -> tuple[Result, list[Fact]]:
    """Add up the items; those that only divide another item once more are left out."""
    result = _added(items, whole)
    if result.verdict in _GOOD:
        return result, items
    kept: list[Fact] = []
    at = 0
    while at < len(items):
        kept.append(items[at])
        at = _behind_details(items, at)
    if len(kept) < len(items):
        again = _added(kept, whole)
        if again.verdict in _GOOD:
            return again, kept
    return result, items


def _added(items: list[Fact], whole: Quantity) -> Result:
    total, parts = points_of(whole, [item.amount for item in items])
    return verify_sum(parts, total)


def _behind_details(items: list[Fact], at: int) -> int:
    """Return the place after an item and, where the next ones divide it, after those."""
    rest = Decimal(0)
    for end in range(at + 1, len(items)):
        rest += items[end].value
        if rest == items[at].value and end > at + 1:
            return end + 1
    return at + 1


def _against_total(ctx: Context, stated: Fact, place: Fact, lost: Decimal) -> Outcome:
    reference = replace(place.amount, value=lost)
    result = verify_equal(stated.amount, reference)
    if result.verdict is Verdict.FAIL and not _of_the_total(ctx, stated, place):
        return ctx.cannot_tell(stated, "扣分合计是否就总分而言，文中没有写明，无法与总分核对")
    severity = None if _near(ctx, stated, place) else Severity.WARNING
    return ctx.judge(
        result,
        stated,
        f"扣分合计写作 {{stated}}，按“100－总分{ctx.number(place)}”应为 {{expected}}",
        related=((place, "总分"),),
        severity=severity,
    )


def _of_all_parts(ctx: Context, stated: Fact) -> bool:
    """Whether the words of a sum say that it is over all parts: 四个部分合计扣, 全部扣分."""
    return _ALL_PARTS.search(ctx.document.text, stated.clause, stated.start) is not None


def _of_the_total(ctx: Context, stated: Fact, place: Fact) -> bool:
    """Whether a sum of deductions is told next to the total score, or as that of the whole year."""
    if _near(ctx, stated, place) or _of_all_parts(ctx, stated):
        return True
    # 自评94.1分。其中:投入得19.0分…;效果得28.2分。四项合计扣5.9分: behind all that makes it up
    sentence = ctx.understanding.sentences[stated.sentence]
    if _GENERAL.fullmatch(ctx.document.text, sentence.start, stated.start) is None:
        return False
    return any(
        each.whole.start == place.start
        and each.whole.start < each.parts[-1].start < stated.start
        and ctx.document.block_at(each.whole.start) == ctx.document.block_at(stated.start)
        for each in ctx.all(PartsOfWhole)
        if each.topic == "scores" and each.sure
    )


def _near(ctx: Context, stated: Fact, place: Fact) -> bool:
    """Whether a sum of deductions stands in the sentence of the total, or the next."""
    if _of_all_parts(ctx, stated):
        return False
    near = stated.sentence - place.sentence in (0, 1)
    return near or "总分" in ctx.document.text[stated.clause : stated.start]


def _open_list(ctx: Context, items: list[Fact], place: Fact, lost: Decimal) -> Outcome:
    whole = replace(place.amount, value=lost)
    result, used = _fitting(items, whole)
    listed = "＋".join(str(item.value) for item in used)
    added = sum((item.value for item in used), Decimal(0))
    last = used[-1]
    if result.verdict in _GOOD:
        return ctx.passed(last, f"逐项扣分{listed}＝{added}，与100－总分相符", [*used, place])
    if added > lost and _BONUS.search(ctx.document.text):
        return ctx.cannot_tell(last, "文中另有加分，逐项扣分无法与100－总分核对", [*used, place])
    if added > lost:
        return ctx.finding(
            last,
            f"逐项扣分{listed}＝{added}分，多于100－总分＝{lost}分，请核对扣分或总分",
            stated=added,
            expected=lost,
            related=[*used, place],
            severity=Severity.WARNING,
        )
    return ctx.finding(
        last,
        f"逐项扣分{listed}＝{added}分，少于100－总分＝{lost}分，没有列全的请补列",
        stated=added,
        expected=lost,
        related=[*used, place],
        severity=Severity.HINT,
    )
