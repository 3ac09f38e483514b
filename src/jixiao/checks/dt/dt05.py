"""DT05: wording left over from another year."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import about_the_whole_year
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Understanding
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity


class _Phrase(NamedTuple):
    word: str  # found first, quickly
    since: int  # the first fiscal year in which it is out of date
    spared: re.Pattern[str]  # words in its sentence that make it right
    why: str


_LASTING = pattern(r"常态化|长效|制度化|成果|精神|20[0-9]{2}年")
_DISEASE = pattern(
    r"动物|牲畜|畜禽|禽|猪|牛羊|病虫|植物|登革热|流感|传染病|诺如|监测哨点|疫情前|后疫情|疫情后|疫情期间|疫情以来"
    r"|转段|乙类乙管|往年|近[两三二几]年|前[两三]年|20(?:19|20|21|22)年"
)
_SINCE_THIS_YEAR = pattern(r"制度|规定|原文|通知")
_PHRASES = (
    _Phrase(
        "今年以来", 0, _SINCE_THIS_YEAR, "年度终了后成文的报告仍写“今年以来”，容易误读为成文当年"
    ),
    _Phrase("疫情防控", 2023, _DISEASE, "新冠疫情防控已于2023年初转段，本年度仍这样写，疑沿用旧稿"),
    _Phrase("新冠", 2023, _DISEASE, "新冠疫情防控已于2023年初转段，本年度仍这样写，疑沿用旧稿"),
    _Phrase(
        "疫情影响", 2023, _DISEASE, "新冠疫情防控已于2023年初转段，本年度仍以此为由，疑沿用旧稿"
    ),
    _Phrase(
        "党史学习教育",
        2022,
        _LASTING,
        "党史学习教育集中开展于2021年，本年度仍写作正在开展，疑沿用旧稿",
    ),
    _Phrase("不忘初心、牢记使命”主题教育", 2021, _LASTING, "该主题教育于2020年初总结，疑沿用旧稿"),
    _Phrase("两学一做”学习教育", 2020, _LASTING, "该学习教育已转入常态化制度化，疑沿用旧稿"),
    _Phrase("三严三实”专题教育", 2017, _LASTING, "该专题教育开展于2015年，疑沿用旧稿"),
    _Phrase("群众路线教育实践活动", 2016, _LASTING, "该活动于2014年结束，疑沿用旧稿"),
    _Phrase("决战决胜脱贫攻坚", 2021, _LASTING, "脱贫攻坚已于2020年底完成，疑沿用旧稿"),
    _Phrase("党纪学习教育", 2026, _LASTING, "党纪学习教育集中开展于2024年，疑沿用旧稿"),
)
_NOW = (SectionKey.PROBLEMS, SectionKey.MEASURES, SectionKey.LAST_YEAR)


@check(
    code="DT05",
    name="stale-wording",
    severity=Severity.HINT,
    since="0.1",
    clean="没有发现与所属年度不合的时间用语。",
)
def stale_wording(ctx: Context) -> Iterator[Outcome]:
    """时间用语和活动名称应当与所属年度相合。

    为什么：“今年以来”、早已结束的专项活动，多是沿用往年材料的痕迹，会让人怀疑全文没有更新。
    公式：年度终了后的报告出现“今年以来”；所属年度晚于专项活动的年份而仍写作正在开展。
    不报的情形：问题、改进措施和上年整改部分说的是成文当年；写明“常态化”“成果”或者带有年份的；
    动物疫情、传染病防治等业务用语；年度之内的监控材料。
    已知漏报：未列入名录的活动名称和口号。
    """
    about = ctx.metadata
    if about.fiscal_year is None or not about_the_whole_year(ctx):
        return
    text = ctx.document.text
    said: set[str] = set()
    for phrase in _PHRASES:
        if about.fiscal_year < phrase.since or phrase.word not in text or phrase.why in said:
            continue
        places = [place for place in _places(text, phrase.word) if _is_stale(ctx, place, phrase)]
        if places:
            said.add(phrase.why)
            first, *others = places
            yield ctx.finding(
                first,
                f"“{ctx.text(first)}”：{phrase.why}，请改为准确的时间或者更新内容",
                related=[(other, "又见") for other in others],
            )


def _places(text: str, word: str) -> Iterator[Span]:
    at = text.find(word)
    while at >= 0:
        yield Span(at, at + len(word))
        at = text.find(word, at + 1)


def _is_stale(ctx: Context, place: Span, phrase: _Phrase) -> bool:
    understanding = ctx.understanding
    sentence = understanding.sentence_at(place.start)
    if sentence is None or _in_present_section(understanding, place.start):
        return False
    return phrase.spared.search(ctx.document.text, sentence.start, sentence.end) is None


def _in_present_section(understanding: Understanding, offset: int) -> bool:
    return any(
        section.key in _NOW and section.heading.start <= offset < section.end
        for section in understanding.sections
    )
