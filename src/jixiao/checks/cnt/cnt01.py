"""CNT01: a list with its count."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Enumeration
from jixiao.patterns import pattern
from jixiao.terms import Severity

_JOINED = pattern(
    r"以及|和(?![平谐睦解])(?<![总饱缓温调柔]和)|及(?![时其格早])(?<![普涉波危不触论]及)"
    r"|与(?![会否])(?<![参给赋]与)|暨|\(|/"
)
_ORDINAL = pattern(
    r"[一二三四五六七八九十]{1,3}[是、]|其[一二三四五六]|\(?[0-9一二三四五六七八九十]{1,3}[).、]"
)
_OPEN_ITEM = pattern(r"各|其他|其它|所属|下属|有关|相关|若干|部分|多个|等")
_SHOWN = 12
_MANY = 5  # so many items before 等 are seldom examples
_SORTS_OF_ENDS = 3
_OWN_ENDS = frozenset("级关部")  # 局本级与甲所 are two
_GOES_ON = pattern(r"[;,](?:另|还有|此外|除此|其余|再加)")  # 5项：甲、乙、丙；另有两项正在实施
_LISTING = pattern(r"分别|即|包括|包含|依次|的是")


@check(
    code="CNT01",
    name="list-and-count",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Enumeration, "*"),),
    absent="文中没有写明个数又逐项列举的内容，无从核对。",
)
def list_and_count(ctx: Context) -> Iterator[Outcome]:
    """写明的个数应等于逐项列举的个数。

    为什么：“内设7个科室”只列出6个，不是漏列就是个数写错，审核时一数便知。
    公式：列举项数 = 写明的个数；带“等”“主要包括”的，列举项数 ≤ 写明的个数；
        “下设甲、乙等6个科室”只列出5个的，按警告报。
    不报的情形：项目之间的分界不能确定的；某一项内含“和”“及”“与”、拆开后可以相符的；个数为约数的。
    已知漏报：列举写在别的段落或者表格中的。
    """
    for listed in ctx.relations(Enumeration):
        found = len(listed.items)
        wanted = int(listed.count.value)
        names = "、".join(ctx.text(item).strip() for item in listed.items[:_SHOWN])
        said = f"写明{ctx.text(listed.count)}，列举{found}项（{names}）"
        related = [(item, f"第{n}项") for n, item in enumerate(listed.items[:_SHOWN], 1)]
        if found == wanted:
            yield ctx.passed(listed.count, f"{said}，相符", related)
        elif found == wanted - 1 and found >= _MANY and _is_told_with_etc(ctx, listed):
            yield ctx.finding(
                listed.count,
                f"{said}，疑似漏列一项或者个数写错，请核实",
                stated=wanted,
                expected=found,
                related=related,
                severity=Severity.HINT,
            )
        elif found < wanted and (not listed.exhaustive or _goes_on(ctx, listed)):
            yield ctx.cannot_tell(listed.count, f"{said}；文中没有说明是否列全", related)
        elif not _surely_short(ctx, listed, wanted - found) and (
            not listed.certain or _could_split(ctx, listed, wanted - found)
        ):
            if listed.certain and _seldom_split(ctx, listed):
                yield ctx.finding(
                    listed.count,
                    f"{said}，疑似漏列或者个数写错，请核实",
                    stated=wanted,
                    expected=found,
                    related=related,
                    severity=Severity.HINT,
                )
                continue
            yield ctx.cannot_tell(listed.count, f"{said}；各项的分界不能确定，请人工清点", related)
        else:
            yield ctx.finding(
                listed.count,
                f"{said}，请补列、删减或者改正个数",
                stated=wanted,
                expected=found,
                related=related,
                severity=Severity.WARNING if _and_so_on(ctx, listed) else None,
            )


def _goes_on(ctx: Context, listed: Enumeration) -> bool:
    """Whether more is told after the list."""
    return _GOES_ON.match(ctx.document.text, listed.items[-1].end) is not None


def _is_told_with_etc(ctx: Context, listed: Enumeration) -> bool:
    """Whether a list of many sure items ends with 等 right before its count."""
    before = listed.items[-1].end < listed.count.start
    return before and listed.certain and not listed.exhaustive and _and_so_on(ctx, listed)


def _and_so_on(ctx: Context, listed: Enumeration) -> bool:
    """Whether 等 follows the last item, so that others may be left out."""
    last = listed.items[-1]
    return "等" in ctx.document.text[last.end - 1 : last.end + 2]


def _could_split(ctx: Context, listed: Enumeration, missing: int) -> bool:
    """Whether items that name two things could make up for what is missing."""
    if missing <= 0 or _ORDINAL.match(ctx.text(listed.items[0])):
        return False
    return _joints(ctx, listed) >= missing


def _seldom_split(ctx: Context, listed: Enumeration) -> bool:
    """Whether only 与 joins halves, and not in the last item: 、 would have parted two items."""
    items = [ctx.text(item) for item in listed.items]
    found = [(at, m.group()) for at, item in enumerate(items) for m in _JOINED.finditer(item)]
    return len(items) > _SORTS_OF_ENDS and all(
        word == "与" and at < len(items) - 1 for at, word in found
    )


def _joints(ctx: Context, listed: Enumeration) -> int:
    """Return at how many places an item could be two.

    Where all items end alike (…处, …科) a joint divides two of them only after the same ending:
    文物与非遗处 is one.
    """
    items = [ctx.text(item) for item in listed.items]
    ends = {item[-1:] for item in items}
    alike = len(ends) < _SORTS_OF_ENDS < len(items)
    return sum(
        not alike or match.group() != "与" or item[match.start() - 1] in ends | _OWN_ENDS
        for item in items
        for match in _JOINED.finditer(item)
        if match.start()
    )


def _surely_short(ctx: Context, listed: Enumeration, missing: int) -> bool:
    """Whether a list that follows its count and is closed has too few items, however it is cut."""
    if not listed.exhaustive or listed.items[0].start < listed.count.start:
        return False
    text, last = ctx.document.text, listed.items[-1]
    if not text.startswith("。", last.end) and not (
        text.startswith(";", last.end)
        and _LISTING.search(text, listed.count.end, listed.items[0].start)
    ):
        return False  # after a colon a semicolon may lead to further items
    if any(_OPEN_ITEM.search(ctx.text(item)) for item in listed.items):
        return False
    return missing > _joints(ctx, listed)
