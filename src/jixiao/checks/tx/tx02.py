"""TX02: what a report says in one place and denies in another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import clause_at, cue_places, sections_at, sentence_of, watch
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_UNMET = watch(
    *(
        "无法完成",
        "未完成",
        "未能完成",
        "没有完成",
        "未能实现",
        "未实现",
        "未达到",
        "未达成",
        "未达标",
    ),
    *("未达目标", "未达预期", "未能达到", "没有达到"),
)
_ALL_MET = watch(
    *("均能", "均已", "均达到", "均完成", "均实现", "均较好", "均按", "均圆满", "都完成", "都达到"),
    *("全部完成", "全部实现", "全部达到", "全部达成", "全面完成", "全面实现"),
)
_SOUND = watch("科学", "合理", "客观", "清晰")
_UNSOUND = watch(
    *("过低", "偏低", "过高", "不够科学", "不够合理", "不科学", "不合理", "不够细化", "数量不足"),
    *("不够明确", "不够清晰", "难以量化"),
)
_NO_PROBLEM = watch("未发现", "不存在", "没有发现", "无问题", "没有问题")

_MET = pattern(
    r"(?:目标|指标|任务)[^,。;]{0,12}(?:均|都|全部|全面)[^,。;]{0,8}?(?:实现|完成|达到|达成|达标)"
    r"|(?:均|都|全部|全面)[^,。;]{0,6}?(?:实现|完成|达到|达成)了?[^,。;]{0,10}(?:目标|指标|任务)"
)
_ADMITS = pattern(
    r"(?:目标|指标|任务)[^,。;:]{0,14}(?:无法|未能|没有|未)(?:完成|实现|达到|达成|达标)"
    r"|(?:未|没有|未能)(?:达到?|完成|实现)了?(?:年度|年初|预期|既定|计划)?(?:的)?(?:绩效)?(?:目标|指标|任务)"
)
_OVERALL = pattern(r"综上|总的|总体|整体|全年|年度|年初|所有|各项|全部|从评价情况")
_EXCEPT = pattern(r"除(?P<but>[^。;]{2,40}?)(?:之?外|以外)")
_MEASURED = pattern(r"目标|指标|任务|[0-9一二两三四五六七八九十]+[项个条]")
_HEDGED = pattern(r"其余|其他|其它|基本|大部分|多数|主要指标|大体|未完成|未达|未能")
_RULE = pattern(r"按比例|计分|得分为|评分|扣分标准|不得分|如未|若未|凡|的,?扣")
_FUTURE = pattern(r"进一步|需要?|应当?|将|力争|更加|不够|有待|提高|加强|确保|努力|[不未]")
_AIM = pattern(
    r"设[置定立](?:了|的)?[^。;]{0,16}(?:目标|指标)|(?:目标|指标)(?:体系)?[^,。;]{0,4}(?:设[置定]|编制)"
)
_NEAR_AIM = pattern("目标|指标")
_UNIVERSAL = pattern(r"所有|全部|均|各项|都")
_SOME = pattern(r"个别|部分|少数|有的")
_PROBLEMS = (SectionKey.PROBLEMS, SectionKey.CONCLUSION, SectionKey.INDICATOR_ANALYSIS)
_PROSPECTIVE = frozenset(
    {SectionKey.MEASURES, SectionKey.GOAL, SectionKey.PLAN, SectionKey.FUNCTIONS}
)
_NOT_OF_THE_YEAR = _PROSPECTIVE | {SectionKey.LAST_YEAR, SectionKey.PERFORMANCE_MANAGEMENT}
_PAST_OR_TO_COME = _PROSPECTIVE | {SectionKey.PROBLEMS, SectionKey.LAST_YEAR}


class _Said(NamedTuple):
    """A clause and its sentence."""

    clause: Span
    sentence: str


@check(
    code="TX02",
    name="contradictory-statements",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有可以相互对照的总体表述。",
)
def contradictory_statements(ctx: Context) -> Iterator[Outcome]:
    """同一报告的总体评价不应前后矛盾。

    为什么：一处称目标全部实现，另一处又承认未完成，读者无法判断哪一说法属实。
    公式：对照三组表述：目标“均实现”与“未完成”；目标设置“科学合理”与“过低、不够细化”；
    “未发现问题”与承认未完成目标。两处都列出原文。
    不报的情形：“除……目标外”的除外说法，“其余”“基本”“大部分”等留有余地的说法；今后打算和评分规则；单项任务的完成情况。
    已知漏报：换用其他词语的矛盾；数字之间的矛盾由其他核对负责。
    """
    met = list(_claims_of_success(ctx))
    clean = _no_problem(ctx)
    admitted = list(_admissions(ctx)) if met or clean else []
    against = [one for one in admitted if met and one.sentence != met[0].sentence]
    if against:
        yield _contradiction(ctx, met[0], against[0], "称目标全部完成", "又称目标未完成")
    sound = list(_claims_of_soundness(ctx))
    unsound = _unsound(ctx, sound) if sound else None
    if unsound is not None:
        yield unsound
    if clean is not None and admitted and not met:
        yield _contradiction(ctx, clean, admitted[0], "称未发现问题", "又承认目标未完成")
    elif not against and unsound is None:
        first = next(iter((*met, *sound)), clean)
        if first is not None:
            yield ctx.passed(first.clause, "总体评价与他处表述未见矛盾")


def _contradiction(ctx: Context, claim: _Said, other: _Said, says: str, denies: str) -> Outcome:
    first, second = sorted((claim, other), key=lambda said: said.clause)
    one, two = ctx.text(claim.clause), ctx.text(other.clause)
    return ctx.finding(
        first.clause,
        f"前后矛盾：一处{says}（“{_brief(one)}”），一处{denies}（“{_brief(two)}”），请核实后统一表述",
        related=[(second.clause, "与之矛盾")],
    )


def _brief(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 36 else words[:35] + "…"


def _said(ctx: Context, words: tuple[str, ...]) -> Iterator[_Said]:
    """Yield the clauses that hold one of some words."""
    text = ctx.document.text
    for start, word in cue_places(ctx.understanding, words):
        sentence = sentence_of(ctx.understanding, start)
        if sentence is not None:
            yield _said_at(text, start, word, sentence)


def _said_at(text: str, start: int, word: str, sentence: Sentence) -> _Said:
    clause = Span(*clause_at(text, start, start + len(word), sentence))
    return _Said(clause, text[sentence.start : sentence.end])


def _keys(ctx: Context, said: _Said) -> set[SectionKey]:
    return {section.key for section in sections_at(ctx.understanding, said.clause.start)}


def _admissions(ctx: Context) -> Iterator[_Said]:
    for said in _said(ctx, _UNMET):
        clause = ctx.text(said.clause)
        if (
            _ADMITS.search(clause)
            and not _RULE.search(said.sentence)
            and _NOT_OF_THE_YEAR.isdisjoint(_keys(ctx, said))
        ):
            yield said


def _claims_of_success(ctx: Context) -> Iterator[_Said]:
    for said in _said(ctx, _ALL_MET):
        clause = ctx.text(said.clause)
        if not _MET.search(clause) or _HEDGED.search(clause):
            continue
        if not _OVERALL.search(said.sentence) or re.search("其余|其他|其它", said.sentence):
            continue
        exception = _EXCEPT.search(said.sentence)
        if exception is not None and _MEASURED.search(exception["but"]):
            continue
        if _NOT_OF_THE_YEAR.isdisjoint(_keys(ctx, said)):
            yield said


def _claims_of_soundness(ctx: Context) -> Iterator[_Said]:
    text = ctx.document.text
    for start, word in cue_places(ctx.understanding, _SOUND):
        if not _NEAR_AIM.search(text, max(0, start - 12), start + len(word) + 10):
            continue
        sentence = sentence_of(ctx.understanding, start)
        if sentence is None:
            continue
        said = _said_at(text, start, word, sentence)
        clause = ctx.text(said.clause)
        if (
            _AIM.search(clause)
            and not _FUTURE.search(clause)
            and _keys(ctx, said).isdisjoint(_PAST_OR_TO_COME)
        ):
            yield said


def _unsound(ctx: Context, sound: list[_Said]) -> Outcome | None:
    for said in _said(ctx, _UNSOUND):
        clause = ctx.text(said.clause)
        if not re.search("目标|指标", clause) or _keys(ctx, said).isdisjoint(_PROBLEMS):
            continue
        for claim in sound:
            universal = _UNIVERSAL.search(claim.sentence) or not _SOME.search(clause)
            if universal and claim.sentence != said.sentence:
                return _contradiction(ctx, claim, said, "称目标设置科学合理", "又称目标设置不当")
    return None


def _no_problem(ctx: Context) -> _Said | None:
    """Return the statement of a section of problems that there are none."""
    for said in _said(ctx, _NO_PROBLEM):
        section = ctx.understanding.section(SectionKey.PROBLEMS)
        if section is None or not section.heading.start < said.clause.start < section.end:
            continue
        whole = section.end - section.heading.end
        if "问题" in ctx.text(said.clause) and whole < 120:
            return said
    return None
