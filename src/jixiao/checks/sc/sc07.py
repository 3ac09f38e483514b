"""SC07: problems and lost points go together."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, admits, body, problems_text, total_place
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_NO_PROBLEM = pattern(
    r"(?:未|没有?|尚未)(?:发现|存在|出现)[^。;]{0,24}(?:问题|不足)|不存在[^。;]{0,16}问题"
    r"|^\s*(?:无|暂无|没有问题|无问题|无重大问题|无明显问题)[。\s]*$",
    re.MULTILINE,
)
_SPECIAL = pattern(r"违规|违纪|挪用|截留|套取|虚报|挤占|超标|安全|审计")
_SHORT = 160


@check(
    code="SC07",
    name="problems-and-points",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有总分，或没有“存在问题”部分。",
)
def problems_and_points(ctx: Context) -> Iterator[Outcome]:
    """扣了分就应写出问题，写了问题就不应得满分。

    为什么：总分不足100分却称没有问题，或列了问题却得满分，说明得分与分析是两张皮。
    公式：总分＜100 且“存在问题”部分只说未发现问题；或总分＝100 而该部分列有问题。
    不报的情形：只说未发现违规、挪用一类问题而另列了不足的。
    已知漏报：问题轻重与扣分多少是否相称不判断，各扣分项是否有对应的问题见 SC11。
    """
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    sentences = body(ctx.understanding, SectionKey.PROBLEMS)
    if total is None or place is None or not sentences:
        return
    words = problems_text(ctx.understanding)
    denied = _denied(ctx, sentences)
    named = admits(_NO_PROBLEM.sub("", words))
    if total < HUNDRED and denied is not None and not named and len(words) < _SHORT:
        yield ctx.finding(
            denied,
            f"总分{total}分，失{HUNDRED - total}分，“存在问题”部分却称没有问题，"
            "请针对失分写明问题和原因",
            related=((place, "总分"),),
        )
    elif total == HUNDRED and named and denied is None:
        yield ctx.finding(
            sentences[0],
            "自评得满分100分，又列出了存在的问题，请核对是否应扣分",
            related=((place, "总分"),),
        )
    elif denied is not None and not named and total < HUNDRED:
        yield ctx.cannot_tell(sentences[0], "“存在问题”部分写法特殊，无法判断是否写明问题")
    else:
        yield ctx.passed(sentences[0], "得分与所写问题不矛盾")


def _denied(ctx: Context, sentences: list[Sentence]) -> Sentence | None:
    text = ctx.document.text
    for sentence in sentences:
        match = _NO_PROBLEM.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        if not _SPECIAL.search(match.group()) or len(sentences) == 1:
            return sentence
    return None
