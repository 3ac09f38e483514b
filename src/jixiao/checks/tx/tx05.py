"""TX05: what became of last year's problems."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_FEWEST = 25  # characters of the text below the heading
_NONE = pattern(
    r"无[。;]?|没有|未发现问题|上年(?:度)?(?:未开展|无)|不适用|首次|新(?:成立|组建|设立)"
)


@check(
    code="TX05",
    name="last-years-problems",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有上年度整改部分，无从核对（是否要求这一部分，各地不一）。",
)
def last_years_problems(ctx: Context) -> Iterator[Outcome]:
    """设有上年度整改部分的，应写明整改了什么。

    为什么：只有标题或一句“已整改到位”，看不出上年的问题是否真正解决。
    公式：上年度整改部分标题以下的文字不足25字的，视为没有实质内容。
    不报的情形：写明上年没有问题、没有开展自评或单位新设的；本地提纲不要求这一部分的。
    已知漏报：文字较长而不涉及上年问题的（须与上年报告对照）。
    """
    section = ctx.understanding.section(SectionKey.LAST_YEAR)
    if section is None:
        return
    body = re.sub(r"\s", "", ctx.document.text[section.heading.end : section.end]).strip("。.:")
    if len(body) >= _FEWEST:
        yield ctx.passed(section, "上年度整改部分有具体内容，是否与上年问题对应须与上年报告对照")
    elif _NONE.match(body):
        yield ctx.cannot_tell(section, "写明上年没有需要整改的问题，须与上年报告对照")
    else:
        said = f"只有“{body}”" if body else "只有标题，没有内容"
        yield ctx.finding(section, f"上年度整改部分{said}，请写明上年指出的问题和逐项整改结果")
