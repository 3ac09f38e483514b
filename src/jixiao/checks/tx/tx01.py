"""TX01: problems and the measures that answer them."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Section, Understanding
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_ITEM = pattern(
    r"(?:(?<=[\n。;:])|^)(?:[一二三四五六七八九十]是|[一二三四五六七八九十]、"
    r"|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]{1,2}[.、](?![0-9])|第[一二三四五六七八九十][,、])"
)
_WORDS = pattern(r"[\u4e00-\u9fff]+")
# Pairs of characters that stand in every report, whatever it is about.
_COMMON = frozenset(
    pair
    for line in (
        "绩效 效管 管理 预算 工作 项目 部门 单位 目标 指标 评价 情况 进行 提高 加强 完善",
        "存在 问题 主要 部分 个别 有待 进一 一步 不够 不足 需要 方面 影响 原因 以及 相关",
        "有关 开展 资金 支出 财政 年度 我局 我办 本单 及时 能力 水平 目前 由于 因此 受到",
        "导致 完成 达到 未达 达目 仍需 需进 未能 较大 较为 还有 有效 实际 建立 制度 我部",
        "标值 提升 措施 改进 下一 人员 成的 的问 的情 理工 效目 效评 情影 响下 一是 二是",
        "三是 四是 五是 算管 体系 分析",
    )
    for pair in line.split()
)
# What a problem says in words that its measure need not repeat.
_ALIKE = (
    (
        pattern(r"执行率|支出率|支付率|支出进度|执行进度|支付进度|结余资金|资金结余"),
        pattern(r"支出|支付|拨付|执行进度|执行率|用款|盘活|调剂"),
    ),
    (
        pattern(r"预算编制|年中追加|预算调整"),
        pattern(r"编制|项目库|前期论证|细化|测算|追加"),
    ),
)
_NONE = pattern(r"(?:未发现|不存在|没有发现|没有)[^。;]{0,24}问题[。;\n]")
_FEWEST = 6  # telling pairs without which a problem says too little
_SHORT = 3  # sentences


@check(
    code="TX01",
    name="problems-and-measures",
    severity=Severity.WARNING,
    since="0.1",
    absent="未能识别存在的问题或改进措施部分，无从对照。",
)
def problems_and_measures(ctx: Context) -> Iterator[Outcome]:
    """存在的问题应有对应的改进措施。

    为什么：列出问题而没有措施，整改无从落实，次年也无法对账。
    公式：把问题部分分条，取每条的实词与全部措施比对；没有任何共同词语的，视为没有对应措施。
    不报的情形：问题写得过于简略、难以取词的；写明未发现问题的；措施用不同说法但提到同一事项的。
    措施条数不少于问题条数的，可能用词不同，只作提示。
    已知漏报：用词相近而内容不相干的措施；措施没有责任人和时限。
    """
    understanding = ctx.understanding
    problems = _problems(understanding)
    measures = understanding.section(SectionKey.MEASURES)
    if problems is None or measures is None:
        return
    if problems.block == measures.block:
        yield from _together(ctx, problems)
        return
    text = ctx.document.text
    answer = text[measures.heading.start : measures.end]
    if _NONE.search(text, problems.heading.end, problems.end):
        yield ctx.cannot_tell(problems, "写明未发现问题，没有可与措施对照的内容")
        return
    items = _items(text, problems)
    lost = [item for item in items if not _is_answered(text[item.start : item.end], answer)]
    place = _first_line(ctx, measures)
    if lost:
        shown = "；".join(f"“{_brief(ctx.text(item))}”" for item in lost)
        yield ctx.finding(
            place,
            f"改进措施没有对应下列问题：{shown}，请逐条补写措施，并明确责任和时限",
            related=[(item, "没有对应措施的问题") for item in lost],
            # As many measures as problems: they may answer in other words.
            severity=Severity.HINT if len(_items(text, measures)) >= len(items) > 1 else None,
        )
    elif items:
        yield ctx.passed(place, f"所列{len(items)}条问题在改进措施中均有涉及")


def _problems(understanding: Understanding) -> Section | None:
    """Return the part on problems; where it has such a part again, that of this year."""
    found = [one for one in understanding.sections if one.key is SectionKey.PROBLEMS]
    inner = [one for one in found[1:] if found[0].heading.end <= one.heading.start < found[0].end]
    return next(iter(inner or found), None)


def _together(ctx: Context, section: Section) -> Iterator[Outcome]:
    """Judge a section that holds problems and measures at once."""
    text = ctx.document.text
    items = _items(text, section)
    body = [
        sentence
        for sentence in ctx.understanding.sentences
        if section.heading.end < sentence.start < section.end
    ]
    if len(items) <= 1 and 0 < len(body) < _SHORT:
        yield ctx.finding(
            body[0],
            "问题与改进措施合在一处、未分条，没有写明责任和时限，请分别写明问题、措施、责任和完成时限",
            severity=Severity.HINT,
        )
    elif body:
        yield ctx.cannot_tell(section, "问题与改进措施写在同一节，未分开列示，无法逐条对照")


def _items(text: str, section: Section) -> list[Span]:
    """Return the problems of a section: its numbered items, else its paragraphs."""
    start, end = section.heading.end, section.end
    starts = [match.start() for match in _ITEM.finditer(text, start, end)]
    if not starts:
        starts = [start]
    ends = [*starts[1:], end]
    return [
        Span(a, a + len(text[a:b].rstrip()))
        for a, b in zip(starts, ends, strict=True)
        if text[a:b].strip()
    ]


def _is_answered(item: str, answer: str) -> bool:
    """Tell whether the measures speak of anything that a problem speaks of."""
    if any(asked.search(item) and told.search(answer) for asked, told in _ALIKE):
        return True
    said: set[str] = set()
    for run in _WORDS.findall(item):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if pair not in _COMMON:
                if pair in answer:
                    return True
                said.add(pair)
    return len(said) < _FEWEST


def _brief(item: str) -> str:
    first = re.split(r"[。;\n]", item.strip())[0]
    return first if len(first) <= 30 else first[:29] + "…"


def _first_line(ctx: Context, section: Section) -> Span:
    """Return the first words below a heading, or the heading where they share a block."""
    for block in ctx.document.blocks[section.block + 1 :]:
        if block.start >= section.end:
            break
        return Span(block.start, max(block.title_end, min(block.end, block.start + 20)))
    return section.heading
