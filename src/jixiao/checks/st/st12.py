"""ST12: attachments that are listed and attachments that are there."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cues, watch
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_WORDS = watch("附件")
_LIST = pattern(
    r"附件(?P<one>[0-9一二三四五六七八九])?[:.、]?\s*(?:[0-9]{1,2}[.、])?(?P<name>.{2,40})"
)
_HEAD = pattern(r"附件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十])?(?:[-.][0-9]{1,2})?\s*[:.]?")
_REFERENCE = pattern(r"(?:[见附]|详见|如)附件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十])")
_DIGITS = "零一二三四五六七八九十"
_ITEM = pattern(r"(?P<number>[0-9]{1,2})[.、]\s*\S")


@check(
    code="ST12",
    name="attachments",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有列出附件，无从核对。",
)
def attachments(ctx: Context) -> Iterator[Outcome]:
    """列出或引用的附件应当随文附上。

    为什么：缺少附件，自评得分和指标完成情况便无从查证。
    公式：附件清单中的件数、正文“见附件N”的序号，与文末各附件的标题对照。
    不报的情形：本文本身是某一附件；附件全部另行成册、文中一件也没有的，无法判断。
    已知漏报：附件没有标题的；附件名称与清单不一的。
    """
    document = ctx.document
    text = document.text
    heads: dict[int, Span] = {}
    listed: dict[int, Span] = {}
    cited: dict[int, Span] = {}
    top = ctx.title.start
    for at in cues(ctx.understanding).get(_WORDS[0], ()):
        number = document.block_at(at)
        block = document.blocks[number]
        if at == block.start and block.kind is not BlockKind.ROW:
            words = text[block.start : block.end]
            head = _HEAD.fullmatch(words)
            if head is not None:
                if at > top:
                    heads.setdefault(_value(head["number"]), Span(block.start, block.end))
            elif at > top and len(words) <= 60 and _LIST.match(words):
                _read_list(ctx, number, listed)
        else:
            reference = _REFERENCE.search(text, max(0, at - 2), at + 6)
            if reference is not None:
                cited.setdefault(_value(reference["number"]), Span(*reference.span()))
    yield from _compared(ctx, heads, listed or cited)


def _read_list(ctx: Context, number: int, listed: dict[int, Span]) -> None:
    """Read a list of attachments: 附件:1.…, the others on the lines below."""
    document = ctx.document
    for index in range(number, min(number + 12, len(document.blocks))):
        block = document.blocks[index]
        words = document.text[block.start : block.end]
        item = _ITEM.search(words, 0, 8) if index == number else _ITEM.match(words)
        if item is None:
            if index == number:
                head = _HEAD.match(words)
                listed[_value(head["number"] if head else None)] = Span(block.start, block.end)
                continue
            return
        listed[int(item["number"])] = Span(block.start, block.end)


def _compared(ctx: Context, heads: dict[int, Span], wanted: dict[int, Span]) -> Iterator[Outcome]:
    if not wanted:
        return
    place = next(iter(wanted.values()))
    if not heads:
        yield ctx.cannot_tell(place, "附件没有随文，无从核对是否齐全")
        return
    missing = sorted(number for number in wanted if number not in heads)
    if missing and not (len(wanted) == 1 and len(heads) == 1):
        shown = "、".join(f"附件{number}" for number in missing)
        yield ctx.finding(
            wanted[missing[0]],
            f"列出或引用了{shown}，文后没有这一附件，请补附或改正序号",
            related=[(span, "已附") for span in heads.values()],
        )
    else:
        yield ctx.passed(place, f"列出或引用的{len(wanted)}个附件均已附上")


def _value(numeral: str | None) -> int:
    if not numeral:
        return 1
    return int(numeral) if numeral.isdecimal() else _DIGITS.index(numeral)
