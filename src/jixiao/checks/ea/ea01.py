"""EA01: the dimensions, total and conclusion of an ex-ante appraisal."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ea._dimensions import (
    NAMES,
    Appraisal,
    Bands,
    Scored,
    conclusion_after,
    read_appraisal,
    read_bands,
)
from jixiao.checks.registry import check
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity

_MARKS = ("必要性", "合规性")
_REACH = 2  # blocks after the scores in which the conclusion may stand
_SURELY = Decimal(90)
_HARDLY = Decimal(60)
_HALF = Decimal("0.005")  # what rounding may take from a score of two decimals


@check(
    code="EA01",
    name="ex-ante-appraisal",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有事前绩效评估的分维度得分，无从核对。",
)
def ex_ante_appraisal(ctx: Context) -> Iterator[Outcome]:
    """事前绩效评估的各维度应当齐全，得分之和应等于总分，结论应当与分数相符。

    为什么：评估结论是项目能否入库、申请预算的依据，分数与结论不一致，评估就失去效力。
    公式：立项必要性、投入经济性、绩效目标合理性、实施方案可行性、筹资合规性得分之和 = 总分；
    一个维度分设评分点并逐点写分的，各点得分之和 = 该维度得分；
    结论按文中写明的分数档；没有写明时，只核对 90 分以上不予支持、60 分以下予以支持的情形。
    不报的情形：另设“可持续性”等第六个维度的地方，一并相加；没有逐项写分的；同句有两个项目的。
    已知漏报：写在表格里的得分；结论用其他字样表述的。
    """
    text = ctx.document.text
    if not all(mark in text for mark in _MARKS):
        return
    bands = read_bands(text, _occurrences(text, "予以支持"))
    for sentence in ctx.understanding.sentences:
        if text.find("必要性", sentence.start, sentence.end) < 0:
            continue
        if ctx.document.blocks[sentence.block].kind is BlockKind.ROW:
            continue
        appraisal = read_appraisal(text, sentence.start, sentence.end)
        if appraisal is not None:
            yield from _judge(ctx, appraisal, bands, sentence.block)


def _occurrences(text: str, word: str) -> list[int]:
    found: list[int] = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _judge(
    ctx: Context, appraisal: Appraisal, bands: Bands | None, block: int
) -> Iterator[Outcome]:
    dimensions, total, place = appraisal.dimensions, appraisal.total, appraisal.total_span
    first = dimensions[0].span
    missing = [name for name in NAMES if all(name != each.name for each in dimensions)]
    if missing:
        yield ctx.finding(
            first, f"事前评估只写出{len(dimensions)}个维度的得分，缺{'、'.join(missing)}，请补齐"
        )
        return
    yield from _points(ctx, dimensions)
    related = [(each.span, each.name) for each in dimensions]
    added = sum((each.score for each in dimensions), Decimal(0))
    formula = "＋".join(f"{each.score:f}" for each in dimensions)
    if total is None or place is None:
        yield ctx.cannot_tell(
            first, f"{len(dimensions)}个维度得分之和为{added:f}分，文中没有写出总分", related
        )
    elif abs(added - total) <= Decimal("0.01") and added != total:
        yield ctx.rounding(
            place, f"总分写作{total:f}分，各维度之和为{added:f}分，相差在四舍五入范围内",
            stated=total, expected=added, related=related,
        )  # fmt: skip
    elif added != total:
        yield ctx.finding(
            place,
            f"总分写作{total:f}分，各维度得分之和（{formula}）为{added:f}分，请核实",
            stated=total,
            expected=added,
            related=related,
        )
    else:
        yield ctx.passed(place, f"各维度得分之和（{formula}）等于总分{total:f}分", related)
    yield from _conclusion(ctx, appraisal, total if total is not None else added, bands, block)


def _points(ctx: Context, dimensions: Sequence[Scored]) -> Iterator[Outcome]:
    """Judge the points that the dimensions are made up of: 18.5分(政策依据9.5分、需求9分)."""
    for each in dimensions:
        added = sum(each.points, Decimal(0))
        if each.points and abs(added - each.score) > _HALF * (len(each.points) + 1):
            yield ctx.finding(
                each.span,
                f"{each.name}写作{each.score:f}分，所列评分点"
                f"（{'＋'.join(f'{point:f}' for point in each.points)}）之和为{added:f}分，请核实",
                stated=each.score,
                expected=added,
            )


def _conclusion(
    ctx: Context, appraisal: Appraisal, total: Decimal, bands: Bands | None, block: int
) -> Iterator[Outcome]:
    blocks = ctx.document.blocks
    start = max(each.span.end for each in appraisal.dimensions)
    end = blocks[min(block + _REACH, len(blocks) - 1)].end
    following = ctx.document.text.find("必要性", start, end)
    stated = conclusion_after(ctx.document.text, start, following if following >= 0 else end)
    if stated is None:
        return
    said, place = stated
    if bands is None:
        extreme = (total >= _SURELY and said == "不予支持") or (
            total < _HARDLY and said == "予以支持"
        )
        if extreme:
            yield ctx.finding(
                place, f"总分{total:f}分，结论为“{said}”，明显不相称，请核实", stated=said
            )
        else:
            yield ctx.cannot_tell(
                place, f"总分{total:f}分，结论为“{said}”，文中没有写明分数档，无法核对"
            )
        return
    if total >= bands.support:
        wanted = "予以支持"
    else:
        wanted = "调整后支持" if total >= bands.refuse else "不予支持"
    if wanted == said:
        yield ctx.passed(place, f"总分{total:f}分，结论“{said}”与文中分数档相符")
    else:
        yield ctx.finding(
            place,
            f"总分{total:f}分，按文中分数档（{bands.support:f}分以上予以支持，{bands.refuse:f}分以下"
            f"不予支持）应为“{wanted}”，结论写作“{said}”，请核实",
            stated=said,
            expected=wanted,
        )
