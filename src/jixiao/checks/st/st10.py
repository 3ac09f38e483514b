"""ST10: what a report calls its own department."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_SHORTEST = 6  # characters of a name that is not easily another's
_TAIL = 4
_EXTRA = 16  # by how much a variant may be longer
_BORDER = pattern(
    r"[,。;:、!?\s“”\"《》<>【】]|根据|按照|依据|关于|由(?=[^市县])|对(?!口)|经(?=[省市县区])|向|与(?=[省市县区])"
)
_LEVEL = frozenset("省市县区州盟旗镇乡")
_COMMON_HEAD = 4
_COMMON_TAIL = 5
_SELF = pattern(r"[我本]")
_SET_PHRASES = frozenset({"本部门", "本单位", "本中心", "本院", "本校", "本会", "本社"})


@check(
    code="ST10",
    name="names-of-the-department",
    severity=Severity.WARNING,
    since="0.1",
    absent="未能识别部门名称，无从核对前后称谓。",
)
def names_of_the_department(ctx: Context) -> Iterator[Outcome]:
    """部门名称前后应一致，自称应统一。

    为什么：名称不一，读者会误认为是两个单位；多是沿用旧名、简写不当或套用他人材料所致。
    公式：在全文查找与部门全称首尾相同而中间不同，或只差一个字的名称；比较“我局”“本局”等自称。
    不报的情形：已定义的简称；上级、下级或其他地区的同类部门；“本部门职责”之类的固定说法。
    已知漏报：与全称首尾都不同的旧名。
    """
    name = ctx.metadata.department
    if name is None:
        return
    place = ctx.metadata.department_span or ctx.title
    typos, others = _variants(ctx.document.text, name)
    for span in typos[:1]:
        yield ctx.finding(
            span,
            f"单位名称写作“{_plain(ctx.text(span))}”，与全称“{name}”只差一两个字，疑为误写，请核对",
            related=[(place, "全称"), *((other, "同样写法") for other in typos[1:])],
        )
    if others:
        yield ctx.finding(
            place,
            f"单位名称前后不一：此处为“{name}”，文中又作“{_plain(ctx.text(others[0]))}”，请核对规范名称",
            related=[(span, "另一种名称") for span in others],
        )
    own = [
        (word, span)
        for word, span in ctx.metadata.self_names
        if _SELF.match(word) and word not in _SET_PHRASES
    ]
    if len(own) > 1:
        words = "”“".join(word for word, _ in own)
        yield ctx.finding(
            own[0][1],
            f"自称“{words}”混用，请统一一种",
            related=[(span, f"用“{word}”") for word, span in own[1:]],
            severity=Severity.HINT,
        )
    if not typos and not others and len(own) <= 1:
        yield ctx.passed(place, f"部门名称“{name}”和自称前后一致")


def _plain(name: str) -> str:
    return re.sub(r"\s", "", name)


def _variants(text: str, name: str) -> tuple[list[Span], list[Span]]:
    """Return where the name stands with a slip, and where another full name of it stands."""
    typos: list[Span] = []
    others: list[Span] = []
    if len(name) < _SHORTEST:
        return typos, others
    tail = name[-_TAIL:]
    at = text.find(tail)
    while at >= 0:
        end = at + len(tail)
        if not text.startswith(name, end - len(name)):
            start = _start_of(text, name, end)
            candidate = text[start:end]
            if _is_typo(text, name, start, end):
                typos.append(Span(start, end))
            elif _is_other(candidate, name):
                others.append(Span(start, end))
        at = text.find(tail, end)
    return typos, others


def _start_of(text: str, name: str, end: int) -> int:
    """Return where a name begins that ends at ``end``: at the head of the known one, if there."""
    first = max(0, end - len(name) - _EXTRA)
    for border in _BORDER.finditer(text, first, end):
        first = border.end()
    head = text.find(name[:2], first, end)
    return head if head >= 0 else max(first, end - len(name))


def _is_typo(text: str, name: str, start: int, end: int) -> bool:
    candidate = text[start:end]
    if abs(len(candidate) - len(name)) > 1 or candidate[0] != name[0] or candidate in name:
        return False
    if name in candidate or _changes(candidate, name) != 1:
        return False
    place = re.match(r"[^省市县区州盟旗]{1,6}[省市县区州盟旗]", candidate)
    if place is None or name.startswith(place.group()):
        return len(candidate) == len(name)
    # Another place of that kind would be spoken of elsewhere too.
    return text.count(place.group()) == text.count(candidate) and "、" not in text[end : end + 1]


def _is_other(candidate: str, name: str) -> bool:
    """Tell whether a name is another full name of the same body."""
    head = _common(candidate, name)
    tail = _common(candidate[::-1], name[::-1])
    if head < _COMMON_HEAD or tail < _COMMON_TAIL or candidate[head - 1] in _LEVEL:
        return False
    middle, own = candidate[head : len(candidate) - tail], name[head : len(name) - tail]
    return len(middle) > 1 and len(own) > 1 and _shared(middle, own) > 1


def _changes(one: str, other: str) -> int:
    """Return how many characters it takes to turn one name into the other."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - seldom needed, and slow to start

    return Levenshtein.distance(one, other)


def _shared(one: str, other: str) -> int:
    """Return how many characters two names have in common, in order."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - as above

    return LCSseq.similarity(one, other)


def _common(one: str, other: str) -> int:
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size
