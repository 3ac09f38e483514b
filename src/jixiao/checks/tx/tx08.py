"""TX08: wrong, missing and doubled words."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.st._places import is_wide
from jixiao.checks.tx._cues import cue_places, cues, sections_at, watch
from jixiao.checks.tx._words import words
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_TYPOS = words().typos
_VERBS = words().verbs
_WRONG = watch(*_TYPOS)
watch(*_VERBS)
(_STRUCTURE,) = watch("结构")
_BODY = "机构"
(_EXPECTED,) = watch("预计")
_LACKS = watch(*(f"{before}存" for before in "目门位都均仍还中度面室处科办局"))
_HELD = watch("举办", "召开", "主办", "承办", "参加")

_NAME = 3  # characters before 结构 that the same body has before 机构
_LACKING = pattern(
    r"存(?![在量续款档储放疑有入贷单留取根亡活折货栏照废盘缴世])"
    r"[^,。;:在]{2,20}的?(?:现象|问题|情形)"
)
_EDITION = pattern(r"(?:举办|召开|主办|承办|参加)了?(?P<number>[0-9]{1,3})届")
_PAST = pattern(r"预计[^,。;]{2,30}(?:不理想|未达|未完成|没有完成|未能|不到位)")
_REVIEWED = frozenset(
    {
        SectionKey.PROBLEMS,
        SectionKey.EVALUATION,
        SectionKey.CONCLUSION,
        SectionKey.INDICATOR_ANALYSIS,
    }
)
_SERIES = "一逐每两个很"  # 一步一步, 逐个逐个


@check(
    code="TX08",
    name="wrong-words",
    severity=Severity.HINT,
    since="0.1",
    clean="未发现明显的错字、漏字和叠字。",
)
def wrong_words(ctx: Context) -> Iterator[Outcome]:
    """不应有错字、漏字和叠字。

    为什么：错漏虽小，影响公文的严肃性，也可能改变指标名称和数量的含义。
    公式：查找词表所列的误写；相连重复的词语；“存……的现象”之类的漏字；与文中同一名称不一的“结构”“届”等。
    不报的情形：叠词和两个名词首尾相接的词表用语；只有一处、无从对照的名称。
    已知漏报：词表以外的错别字；语法不通的句子。
    """
    text = ctx.document.text
    last = 0
    for at, wrong in cue_places(ctx.understanding, _WRONG):
        typo, end = _TYPOS[wrong], at + len(wrong)
        before, after = text[at - 1 : at], text[end : end + 1]
        if at < last or (before and before in typo.not_after):
            continue
        if after and after in typo.not_before:
            continue
        last = end
        yield ctx.finding(Span(at, end), f"“{wrong}”疑为误写，应为“{typo.right}”，请核对")
    yield from _missing(ctx)
    yield from _compared(ctx)
    for span in _doubled(text):
        word = text[span.start : span.start + (span.end - span.start) // 2]
        yield ctx.finding(span, f"“{word}”重复，请删去一个")


def _missing(ctx: Context) -> Iterator[Outcome]:
    """Report words that are left out."""
    text = ctx.document.text
    found = cues(ctx.understanding)
    for at, _ in cue_places(ctx.understanding, _LACKS):
        match = _LACKING.match(text, at + 1)
        if match is not None:
            yield ctx.finding(Span(*match.span()), "“存”后疑漏“在”字，应为“存在”")
    for noun, verb in _VERBS.items():
        places = found.get(noun, ())
        for at in places if len(places) > 1 else ():
            before = text[max(0, at - 4) : at]
            if len(before) == 4 and before + verb + noun in text:
                yield ctx.finding(
                    Span(at - 2, at + len(noun)),
                    f"“{noun}”前疑漏“{verb}”，对照文中“{before}{verb}{noun}”",
                )
    for at in found.get(_EXPECTED, ()):
        match = _PAST.match(text, at)
        if match is not None and any(
            one.key in _REVIEWED for one in sections_at(ctx.understanding, at)
        ):
            yield ctx.finding(
                Span(*match.span()),
                "年度终了后说明未完成的事项，不宜用“预计”，请改为“计划”或删去",
            )


def _compared(ctx: Context) -> Iterator[Outcome]:
    """Report names that are printed otherwise elsewhere."""
    text = ctx.document.text
    found = cues(ctx.understanding)
    for at in found.get(_STRUCTURE, ()):
        name = text[max(0, at - _NAME) : at]
        right = name + _BODY
        if len(name) == _NAME and all(map(is_wide, name)) and name[-2:] != "组织" and right in text:
            yield ctx.finding(
                Span(at - _NAME, at + len(_STRUCTURE)),
                f"“{name}{_STRUCTURE}”疑为“{right}”之误，文中他处写作“{right}”",
            )
    for word in _HELD:
        for at in found.get(word, ()):
            match = _EDITION.match(text, at)
            if match is not None and f"第{match['number']}届" in text:
                number = match["number"]
                yield ctx.finding(
                    Span(*match.span()), f"“{number}届”前疑漏“第”，文中他处写作“第{number}届”"
                )


def _doubled(text: str) -> Iterator[Span]:
    """Yield words of two to four characters that follow themselves.

    A text laid over itself, moved by the length of a word, leaves zeros where it repeats: all of
    it is compared at once, as one number.
    """
    code = text.encode("utf-16-le", "surrogatepass")
    if len(code) != 2 * len(text):
        return  # rare characters of two units would move the places
    number = int.from_bytes(code, "little")
    last = 0
    for size in (2, 3, 4):
        shifted = (number ^ (number >> (16 * size))).to_bytes(len(code), "little")
        at = shifted.find(bytes(2 * size))
        while at >= 0:
            place, odd = divmod(at, 2)
            if not odd and place >= last and _is_slip(text, place, size):
                yield Span(place, place + 2 * size)
                last = place + 2 * size
            at = shifted.find(bytes(2 * size), at + 1)


def _is_slip(text: str, place: int, size: int) -> bool:
    word = text[place : place + size]
    if not all(map(is_wide, word)) or len(set(word)) == 1 or word[0] in _SERIES:
        return False
    return word not in words().doubles and text[place + size : place + 2 * size] == word
