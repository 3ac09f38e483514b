"""ST01: the sections that a report of its kind has."""

from collections.abc import Iterator

from jixiao.checks.context import Context, Place
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cues, sentence_of, watch
from jixiao.extraction.understanding import Section
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.standards import Outline
from jixiao.terms import ReportKind, Severity
from jixiao.terms import SectionKey as Key

_FEWEST_SECTIONS = 3
_ASPECTS = watch("预算编制", "预算执行", "信息公开", "绩效管理", "采购管理", "资产管理", "运行成本")
_NAMED_TOGETHER = 4
_SPOKEN_OF = 4  # aspects that have a sentence of their own
_POINTS = pattern(r"[0-9](?:\.[0-9]+)?分")
_REST = pattern(
    r"其余[^,。;]{0,14}(?:未|不|没有)扣分|其余[^,。;]{0,14}满分|其他[^,。;]{0,14}(?:未扣分|满分)"
)
_SUBJECTS = {
    "“三公”经费": ("三公",),
    "政府采购": ("采购",),
    "资产管理": ("资产",),
}
_WHOLE = (
    ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
    ReportKind.DEPARTMENT_WIDE_EVALUATION,
)
# What a section is called where its heading was not understood.
_OTHERWISE = {
    Key.OVERVIEW: pattern("概况|概述|基本情况|简介"),
    Key.FUNCTIONS: pattern("职能|职责|概况|机构"),
    Key.GOAL: pattern("目标"),
    Key.FUNDS: pattern("收支|收入|支出|资金|预算|决算|经费"),
    Key.CONCLUSION: pattern("结论|结果|得分|综合评价|总体评价"),
    Key.MISSION_EFFECTIVENESS: pattern("履职|产出|效益|效果|完成情况|成效|实现"),
    Key.MANAGEMENT_EFFICIENCY: pattern("管理效|管理情况|过程|投入"),
    Key.PROBLEMS: pattern("问题|不足|短板|困难|偏差|原因"),
    Key.MEASURES: pattern("措施|建议|整改|改进|对策|打算|安排|计划|下一步"),
    Key.LAST_YEAR: pattern("上年|上一年|整改"),
    Key.EVALUATION_WORK: pattern("组织|开展|实施|过程|工作"),
    Key.INDICATOR_ANALYSIS: pattern("指标|分析|产出|效益"),
    Key.INCOME_FINAL_ACCOUNTS: pattern("收入|收支"),
    Key.EXPENDITURE_FINAL_ACCOUNTS: pattern("支出|收支"),
}


@check(
    code="ST01",
    name="required-sections",
    severity=Severity.WARNING,
    since="0.1",
    absent="未能识别文种或章节标题，无从核对应有的章节。",
)
def required_sections(ctx: Context) -> Iterator[Outcome]:
    """报告应具备同类报告必有的章节，管理效率应逐项写明得分或依据。

    为什么：缺少章节，读者无从了解相应情况；管理效率只列名称，自评得分便没有依据。
    公式：按文种对应的提纲逐节查找必备章节；同时看“管理效率”所列各方面有无专门的文字，
    部门整体报告有无“三公”经费、政府采购、资产管理的内容。
    不报的情形：提纲中可有可无的章节；标题换了说法而含义相同；同一标题写两节内容；旧式市级提纲不要求的章节。
    已知漏报：标题在而内容空泛的其他章节；识别不出文种的材料。
    """
    family = ctx.metadata.family
    outline = ctx.standards.outline(family) if family else None
    if outline is None or len(ctx.understanding.sections) < _FEWEST_SECTIONS:
        return
    missing = _missing_sections(ctx, outline)
    place, empty = _management(ctx)
    said = [f"缺少“{'”“'.join(missing)}”"] if missing else []
    said += [empty] if empty else []
    if said:
        yield ctx.finding(
            place or ctx.title,
            f"对照“{outline.title}”的通行提纲，{'；'.join(said)}，请补充或说明不适用的理由",
        )
    else:
        yield ctx.passed(ctx.title, f"“{outline.title}”通行提纲中的必备章节齐全")


def _missing_sections(ctx: Context, outline: Outline) -> list[str]:
    present = {section.key for section in ctx.understanding.sections}
    wanted = [one for one in outline.sections if one.required and one.key not in present]
    if not wanted:
        return []
    headings = _headings(ctx)
    lost = []
    for one in wanted:
        words = _OTHERWISE.get(one.key)
        if (words is None or not words.search(headings)) and one.titles[0] not in lost:
            lost.append(one.titles[0])
    return lost


def _headings(ctx: Context) -> str:
    """Return everything that could be a heading, one a line."""
    text = ctx.document.text
    return "\n".join(
        text[block.start : min(max(block.title_end, block.start + 24), block.end)]
        for block in ctx.document.blocks
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and (block.ordinal is not None or block.end - block.start <= 24)
    )


def _management(ctx: Context) -> tuple[Place | None, str]:
    """Return where and how the part on management falls short, an empty text if it does not."""
    understanding = ctx.understanding
    if ctx.metadata.report_kind not in _WHOLE:
        return None, ""
    section = understanding.section(Key.MANAGEMENT_EFFICIENCY)
    if section is not None:
        return _only_named(ctx, section)
    text = ctx.document.text
    absent = [name for name, words in _SUBJECTS.items() if not any(w in text for w in words)]
    if len(absent) < len(_SUBJECTS):
        return None, ""
    place = understanding.section(Key.EVALUATION, Key.CONCLUSION, Key.MISSION_EFFECTIVENESS)
    return place, f"没有管理效率方面的分析，通篇未见{'、'.join(absent)}的情况"


def _only_named(ctx: Context, section: Section) -> tuple[Place | None, str]:
    """Tell whether the aspects of management are named in a row and hardly one is explained."""
    found = cues(ctx.understanding)
    start, end = section.heading.end, section.end
    named: dict[int, set[str]] = {}  # by sentence
    for aspect in _ASPECTS:
        for at in found.get(aspect, ()):
            sentence = sentence_of(ctx.understanding, at) if start <= at < end else None
            if sentence is not None:
                named.setdefault(sentence.start, set()).add(aspect)
    row = next((at for at, some in named.items() if len(some) >= _NAMED_TOGETHER), None)
    if row is None or _scored_each(ctx, row):
        return None, ""
    explained = {
        aspect for some in named.values() if len(some) < _NAMED_TOGETHER for aspect in some
    }
    if len(explained) >= _SPOKEN_OF:
        return None, ""
    message = f"管理效率所列{len(named[row])}个方面没有逐项写明得分与依据"
    scored = any(start <= fact.start < end for fact in ctx.facts_of("part_score", "total_score"))
    scored = scored or "得分" in ctx.document.text[start:end]
    return (sentence_of(ctx.understanding, row) if scored else section), message


def _scored_each(ctx: Context, row: int) -> bool:
    """Whether the sentence that names the aspects tells what each of them has got or lost."""
    sentence = sentence_of(ctx.understanding, row)
    if sentence is None:
        return False
    words = ctx.document.text[sentence.start : sentence.end]
    return _POINTS.subn("", words)[1] >= 2 * _NAMED_TOGETHER or (
        _REST.search(words) is not None and "扣" in words
    )
