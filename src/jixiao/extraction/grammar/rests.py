"""What is left of a number: 23个项目中21个…,其余2个…; 申报A,核减B,核定C; 编制A,实有B,空编C."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from jixiao.extraction.grammar.announced_parts import told_before
from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import told_apart
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_CUE = pattern(
    "多[出完建]|超出|超编|其余|余下|剩|审定|核定|空编|缺编|缺员|空缺|缺额|核减|审减|剔除|扣除|差|尚有|还有"
)
_REST = pattern(
    r"(?:其余|余下|剩下|剩余|其他)的?[\u4e00-\u9fff]{0,6}(?<![中里的])$|(?:其余|余下|剩下|剩余)的$"
)
_AMONG = pattern(
    r"^[\u4e00-\u9fff“”\"]{0,16}?当?中(?![心央等小型期间])[,:]?|^[\u4e00-\u9fff]{0,12}[,(]?其中"
)
_STILL = pattern(
    r"(?:剩余|剩下|余下|其余|还剩|尚余|尚差|还差|相差|欠|差|缺)的?(?:[未尚][\u4e00-\u9fff]{1,4}的?)?$"
)
_COMPARED = pattern(r"比|较|同期|上年")
_PLANNED = pattern(
    r"(?:计划|目标|任务|应|需)(?![\u4e00-\u9fff]*(?:完成率|调整))[\u4e00-\u9fff]{0,14}$"
)
_DONE = pattern(
    r"(?:实际|已经?|共|累计)?(?:完成|建成|实施|新建|铺设|开展|举办|培训|改造|修缮|种植|实际|已[\u4e00-\u9fff]{2})"
    r"[\u4e00-\u9fff]{0,8}$"
)
_TAKEN_OUT = pattern(r"^,[^,;。]{0,12}(?:剔除|扣除|核减|扣减)后?,$")
_REMAINING = pattern(r"(?:后|计入|实际)?[^,;。]{0,12}(?:为|数|额)$")
_NESTED = pattern(r"其中|包括|含")
_THE_REST = pattern("其余|余下|剩下")
_SHARE_NAMED = pattern(r",占(?P<name>[\u4e00-\u9fff]{3,10}?)(?:总额|总数|总量|合计)?的")
_KIND = pattern(r"的(项目|指标|事项|任务|单位)$")
_KIND_TOTAL = pattern(r"(项目|指标|事项|任务|单位)(?:总数)?(?:共计|共有|共|合计|总计)$")
_VACANT = pattern(r"(?:空编|缺编|空缺编制|空余编制)(?:数|人数|为|共|计)*$")
_POSTS = pattern(r"编制(?:总?数|人数|总量|为|共|合计|[计有])*$")
_OF_SOME = pattern(r"其中|行政|事业|工勤|机关|本级|参公")  # 事业编制空编4名
_FILLED = pattern(r"(?:实有|在职|在编)(?![\u4e00-\u9fff]*编制)[\u4e00-\u9fff]{0,8}$")
_LISTED = pattern(r"[、和及]|,?(?:事业|工勤|行政)")
# Posts kept back or lent, people who hold none, another time: the posts are not all told.
_OFF_POSTS = pattern(
    r"控制数|周转|预留|锁定|冻结|借[调用出]|挂职|退休|辞职|调[出入离]|招[录聘考]|聘用|编外|超编|不占|占用|年初|上年|去年"
)
_SHARE_OF = pattern(r"^占")


class _Terms(NamedTuple):
    """The words for a number, what goes off it, and what is left."""

    whole: re.Pattern[str]
    off: re.Pattern[str]
    left: re.Pattern[str]


_IDENTITIES: Final = (
    _Terms(
        pattern(r"(?:送审|报审|申报|申请)[\u4e00-\u9fff]{0,4}(?:为|共|共计)?$"),
        pattern(r"(?:审减|核减)了?(?:为|共|共计)?$"),
        pattern(r"(?:审定|核定)(?:为|共|共计)?$"),
    ),
    _Terms(
        pattern(r"(?:编制|编制数|编制总数|核定编制|合计)(?:为|共)?$"),
        pattern(r"(?:实有|在编|实有在编|在编在岗|在编实有)(?:人数|人员|在编人员)?(?:为|共)?$"),
        pattern(
            r"(?:(?:空编|缺编|空缺编制|空余编制)(?:数|人数|为)?"
            r"|(?<=[,、(])(?:尚|还|仍|共)?(?:缺员|空缺|缺额)(?:为)?)$"
        ),
    ),
)


def read_rests(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read what a paragraph says is left of a number, but for the numbers ``taken`` before."""
    text = out.text
    if len(paragraph.mentions) < 3:
        return
    if _CUE.search(text, paragraph.start, paragraph.end) is None:
        return
    for position, mention in enumerate(paragraph.mentions):
        if position < 2 or mention.start in taken or mention.average or mention.in_parentheses:
            continue
        sentence = [m for m in paragraph.mentions[:position] if m.sentence == mention.sentence]
        bound: list[Mention] = []
        if _REST.search(text, mention.lead_from, mention.start):
            bound = _counted(sentence, mention, text) or _shared(sentence, mention, text)
        bound = (
            bound
            or _subtracted(sentence, mention, text)
            or _undone(sentence, mention, text)
            or _taken_out(sentence, mention, text)
            or _vacant(sentence, mention, text)
        )
        if bound and told_apart(paragraph, mention, text):
            continue
        if bound and not any(m.start in taken for m in bound[1:]):
            _add(bound[0], [*bound[1:], mention], out)
            taken.update(m.start for m in (*bound[1:], mention))


def _counted(before: Sequence[Mention], rest: Mention, text: str) -> list[Mention]:
    """Return the number that 其余 is the rest of, and what it is the rest after.

    The number stands before 中 or 其中, and nothing else of its unit before that.
    """
    alike = [m for m in before if same_measure(m, rest)]
    if rest.dimension is Dimension.MONEY or len(alike) < 2 or any(map(_unfit, alike)):
        return []
    whole, first = alike[0], alike[1]
    among = _AMONG.search(text[whole.end : first.start])
    if among is None or _NESTED.search(text[whole.end + among.end() : rest.start]):
        return []
    return alike


def read_rest_elsewhere(paragraph: Paragraph, out: Collector) -> None:
    """Read what 其余 leaves of an amount or a number that is told elsewhere."""
    text = out.text
    if _THE_REST.search(text, paragraph.start, paragraph.end) is None:
        return
    for position, mention in enumerate(paragraph.mentions):
        if mention.start in out.wholes or mention.role or _unfit(mention):
            continue
        before = [m for m in paragraph.mentions[:position] if m.sentence == mention.sentence]
        bound = _rest_of_amount(paragraph, before, mention, out) or _rest_of_count(
            paragraph, before, mention, out
        )
        if bound:
            _add(bound[0], [*bound[1:], mention], out, sure=False)


def _rest_of_amount(
    paragraph: Paragraph, before: Sequence[Mention], rest: Mention, out: Collector
) -> list[Mention]:
    """Read 21个,涉及支出a,占项目支出总额的r%;其余2个…,涉及支出b: both make up that total."""
    text = out.text
    alike = [m for m in before if m.dimension is Dimension.MONEY]
    if rest.dimension is not Dimension.MONEY or len(alike) != 1:
        return []
    part, name = alike[0], text[rest.lead_from : rest.start]
    if len(name) < 2 or text[part.lead_from : part.start] != name:
        return []
    share = _SHARE_NAMED.match(text, part.end)
    stretch = text[part.end : rest.lead_from]
    if share is None or stretch.count("其余") != 1 or ";" not in stretch:
        return []
    whole = told_before(paragraph, share["name"], part.start, out)
    return [whole, part] if whole is not None and not _unfit(whole) else []


def _rest_of_count(
    paragraph: Paragraph, before: Sequence[Mention], rest: Mention, out: Collector
) -> list[Mention]:
    """Read 调增的项目3个,…;调减的项目1个,…;其余4个未作调整: of the projects told above."""
    text = out.text
    if rest.dimension is not Dimension.COUNT or len(before) < 2:
        return []
    if _REST.search(text, rest.lead_from, rest.start) is None:
        return []
    parts = [m for m in before if same_measure(m, rest)]
    kinds = {match[1] for m in parts if (match := _KIND.search(text, m.lead_from, m.start))}
    whole_sentence = len(parts) > 1 and not any(map(_unfit, parts)) and len(kinds) == 1
    if not whole_sentence or len({m.segment for m in (*parts, rest)}) != len(parts) + 1:
        return []
    kind = kinds.pop()
    told = [
        m
        for p in (paragraph, *out.above(paragraph))
        for m in p.mentions
        if m.start < parts[0].start
        and same_measure(m, rest)
        and (match := _KIND_TOTAL.search(text, m.lead_from, m.start)) is not None
        and match[1] == kind
    ]
    if len({m.quantity.value for m in told}) != 1:
        return []
    out.fact(rest, label="其余")
    return [told[0], *parts]


def _unfit(mention: Mention) -> bool:
    quantity = mention.quantity
    return (
        mention.in_parentheses
        or mention.average
        or not quantity.is_point
        or quantity.comparator is not None
    )


def _shared(before: Sequence[Mention], rest: Mention, text: str) -> list[Mention]:
    """Read A万元,占W万元的r%;其余B万元: A and B make up W."""
    if rest.dimension is not Dimension.MONEY or len(before) < 3:
        return []
    part, whole, rate = before[-3:]
    if not is_percent(rate) or not (same_measure(part, rest) and same_measure(whole, rest)):
        return []
    if _SHARE_OF.search(text[whole.lead_from : whole.start]) is None or text[whole.end] != "的":
        return []
    if any(map(_unfit, (part, whole))):
        return []
    return [whole, part]


def _subtracted(before: Sequence[Mention], left: Mention, text: str) -> list[Mention]:
    """Read 申报A,核减B,核定C: three numbers in a row, also with B and C in the other order."""
    if left.dimension is not Dimension.COUNT:
        return []  # of money, identities tell
    alike = [m for m in before if _alike(m, left)]
    if len(alike) < 2 or any(map(_unfit, alike[-2:])):
        return []
    whole, off = alike[-2:]
    in_a_row = len(alike) > 2 and text[whole.gap_from] in "、和及"
    if in_a_row or "分别" in text[left.lead_from : left.start] or _of_some(whole, left, text):
        return []  # 行政编制48名、事业编制76名；实有116人，分别空编3名和5名
    for terms in _IDENTITIES:
        if terms.whole.search(text, whole.lead_from, whole.start) is None:
            continue
        for first, second in ((terms.off, terms.left), (terms.left, terms.off)):
            if first.search(text, off.lead_from, off.start) and second.search(
                text, left.lead_from, left.start
            ):
                return [whole, off]
    return []


def _of_some(whole: Mention, left: Mention, text: str) -> bool:
    """Whether what is left is so of some only: 编制92名,实有86人,其中行政编制空编2名."""
    told = (set(_OF_SOME.findall(text, m.lead_from, m.start)) for m in (left, whole))
    return bool(next(told) - next(told))


def _undone(before: Sequence[Mention], left: Mention, text: str) -> list[Mention]:
    """Read 计划30个,已建成26个,剩余4个: what is left of a plan, in one sentence."""
    if left.dimension is Dimension.MONEY or left.role:
        return []
    lead = text[left.lead_from : left.start]
    if _STILL.search(lead) is None or _COMPARED.search(lead):
        return []
    alike = [m for m in before if same_measure(m, left) and m.segment == left.segment]
    if len(alike) != 2 or any(map(_unfit, alike)):
        return []
    for plan, done in (alike, alike[::-1]):
        if _PLANNED.search(text, plan.lead_from, plan.start) and _DONE.search(
            text, done.lead_from, done.start
        ):
            return [plan, done]
    return []


def _vacant(before: Sequence[Mention], vacant: Mention, text: str) -> list[Mention]:
    """Read 编制108名,其中…;实有在职101人,其中…,空编7名: posts, those filled, those vacant.

    What 其中 or 、 lists of either is passed over; of two numbers of staff none is chosen.
    """
    if vacant.dimension is not Dimension.COUNT or text.startswith(("、", "和"), vacant.end):
        return []  # of both kinds of posts
    if _VACANT.search(text, vacant.lead_from, vacant.start) is None:
        return []
    alike = [m for m in before if _alike(m, vacant) and not _unfit(m)]
    posts = [m for m in alike if _POSTS.search(text, m.lead_from, m.start)]
    filled = [m for m in alike if _FILLED.search(text, m.lead_from, m.start)]
    if not posts or len(filled) != 1 or not posts[-1].start < filled[0].start:
        return []
    stretch = text[posts[0].end : vacant.start]
    end = max(text.find("。", vacant.end), vacant.end)
    if (
        _LISTED.match(stretch)
        or _of_some(posts[0], vacant, text)
        or _OFF_POSTS.search(stretch + text[vacant.end : end])
    ):
        return []  # 行政编制48名、事业编制76名: of both together
    if posts[1:] and "其中" not in text[posts[0].end : posts[1].start]:
        return []
    return [posts[0], filled[0]]


def _taken_out(before: Sequence[Mention], left: Mention, text: str) -> list[Mention]:
    """Read 净调整W,其中政策性调整A,予以剔除,计入考核的调整数为B."""
    alike = [m for m in before if same_measure(m, left)]
    if len(alike) < 2 or left.role or any(map(_unfit, alike[-2:])):
        return []
    whole, off = alike[-2:]
    if "其中" not in text[whole.end : off.start] or whole.sentence != off.sentence:
        return []
    stretch = text[off.end : left.lead_from]
    if (
        _TAKEN_OUT.match(stretch) is None
        or _REMAINING.match(text[left.lead_from : left.start]) is None
    ):
        return []
    return [whole, off]


def _alike(first: Mention, second: Mention) -> bool:
    """Whether two numbers measure the same; posts and people are counted by 名 or 人."""
    if same_measure(first, second):
        return True
    return {first.quantity.unit.kind, second.quantity.unit.kind} == {"人", "名"}


def _add(whole: Mention, parts: Sequence[Mention], out: Collector, *, sure: bool = True) -> None:
    out.add_breakdown(out.fact(whole), [out.fact(part) for part in parts], sure=sure)
