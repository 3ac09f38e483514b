"""ST06: how numbers are printed."""

from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.st._places import reading_place
from jixiao.checks.tx._cues import cues, watch
from jixiao.model.document import Block, BlockKind
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ABOUT = watch("约", "近", "超过", "大约")
_DOUBLED = pattern(r"(?:大?约|近|超过)[0-9][0-9.,]*[万亿]?(?:余|多(?=[万亿个人名家项次件份户场]))")
_SIDES = pattern(r"(?:大?约|近|超过)[0-9][0-9.,]*[^,。;、0-9]{0,4}左右")
_SPACED = pattern(r" (?:[万亿]元|元)")
_YEARS = pattern(r"20[0-9]{2}年?[-~]20[0-9]{2}")
_MONTHS = pattern(r"[0-9]{1,2}月?[-~][0-9]{1,2}月")
_PARTED = pattern(r",[0-9]{3}(?![0-9年])")
_FEWEST = 2


@check(
    code="ST06",
    name="printed-numbers",
    severity=Severity.HINT,
    since="0.1",
    clean="数字的小数位、千分位、概数和起止号写法一致。",
)
def printed_numbers(ctx: Context) -> Iterator[Outcome]:
    """数字的小数位、千分位、空格、概数和起止号写法应前后一致。

    为什么：同一组金额小数位不同，合计时会出现尾差；写法不一也妨碍从报告中取数汇总。
    公式：逐句比较同单位金额的小数位；全文比较千分位逗号、数字与单位间的空格、起止号；查找“约……余”之类重复的概数词。
    不报的情形：不带小数的整数金额；表格中的数字；单位不同的金额；只有一种写法的空格和起止号。
    已知漏报：相隔较远的金额小数位不一；百分比小数位不一。
    """
    money = [
        fact
        for fact in ctx.understanding.facts
        if fact.quantity is not None and fact.quantity.unit.dimension is Dimension.MONEY
    ]
    yield from _decimals(ctx, money)
    yield from _thousands(ctx, money)
    yield from _spaces(ctx)
    yield from _doubled(ctx)
    yield from _dashes(ctx)


def _decimals(ctx: Context, money: Sequence[Fact]) -> Iterator[Outcome]:
    """Report sentences whose amounts of one unit carry one and two decimals."""
    seen: dict[tuple[int, str], dict[int, Fact]] = {}
    for fact in money:
        quantity = fact.amount
        if quantity.decimals and not _in_table(ctx, fact):
            key = (fact.sentence, quantity.unit.name)
            seen.setdefault(key, {}).setdefault(min(quantity.decimals, 2), fact)
    mixed = [kinds for kinds in seen.values() if len(kinds) > 1]
    if mixed:
        short, long = mixed[0][1], mixed[0][2]
        yield ctx.finding(
            short,
            f"同一句中金额小数位不一（“{ctx.text(short)}”与“{ctx.text(long)}”），"
            f"全文{len(mixed)}句如此，请统一保留两位小数",
            related=[(long, "保留两位小数"), *((kinds[1], "保留一位小数") for kinds in mixed[1:4])],
        )


def _in_table(ctx: Context, fact: Fact) -> bool:
    return bool(ctx.document.tables) and _block(ctx, fact).kind is BlockKind.ROW


def _block(ctx: Context, fact: Fact) -> Block:
    return ctx.document.blocks[ctx.document.block_at(fact.start)]


def _thousands(ctx: Context, money: Sequence[Fact]) -> Iterator[Outcome]:
    text = ctx.document.text
    if _PARTED.search(text) is None:
        return
    large = [fact for fact in money if abs(fact.value) >= 1000 and text[fact.start].isdecimal()]
    parted = [fact for fact in large if "," in text[fact.start : fact.end]]
    if not parted:
        return
    plain = next((fact for fact in large if fact not in parted), None)
    if plain is None:
        yield ctx.finding(
            parted[0],
            f"金额用了千分位逗号（{len(parted)}处），与不用千分位的材料汇总、比对前请先统一写法",
        )
        return
    yield ctx.finding(
        parted[0],
        f"千分位逗号时用时不用（用的{len(parted)}处，如“{ctx.text(parted[0])}”；"
        f"不用的{len(large) - len(parted)}处，如“{ctx.text(plain)}”），请统一",
        related=[(plain, "不用千分位")],
    )


def _spaces(ctx: Context) -> Iterator[Outcome]:
    source = ctx.document.source
    if " 万元" not in source and " 元" not in source and " 亿元" not in source:
        return
    spaced = [
        match.start()
        for match in _SPACED.finditer(source)
        if match.start() and source[match.start() - 1].isdecimal()
    ]
    tight = source.count("万元") - sum(source.startswith("万元", at + 1) for at in spaced)
    closed = [
        at for at in _finds(source, "万元", _FEWEST + len(spaced)) if source[at - 1].isdecimal()
    ]
    if not spaced or not closed or not tight:
        return
    place = reading_place(ctx.document, spaced[0] - 1, spaced[0] + 3)
    yield ctx.finding(
        place,
        "数字与单位之间有的空格、有的不空格，请统一（公文通行不空格）",
        related=[(reading_place(ctx.document, closed[0] - 1, closed[0] + 2), "不空格的写法")],
    )


def _finds(source: str, word: str, most: int) -> Iterator[int]:
    at = source.find(word)
    while at > 0 and most:
        yield at
        at = source.find(word, at + 1)
        most -= 1


def _doubled(ctx: Context) -> Iterator[Outcome]:
    text = ctx.document.text
    found: dict[int, int] = {}
    places = cues(ctx.understanding)
    for word in _ABOUT:
        for at in places.get(word, ()):
            match = _DOUBLED.match(text, at) or _SIDES.match(text, at)
            if match is not None and match.end() not in found.values():
                found[at] = match.end()
    if found:
        spans = [Span(at, end) for at, end in sorted(found.items())]
        yield ctx.finding(
            spans[0],
            f"概数词重复：“{ctx.text(spans[0])}”，前后只保留一个，如“约1600名”或“1600余名”",
            related=[(span, "同样重复") for span in spans[1:]],
        )


def _dashes(ctx: Context) -> Iterator[Outcome]:
    document = ctx.document
    text = document.text
    used: dict[str, Span] = {}
    for sign in "-~":
        at = text.find(sign)
        while at > 0:
            match = _YEARS.search(text, max(0, at - 5), at + 5)
            match = match or _MONTHS.search(text, max(0, at - 3), at + 4)
            if match is not None and match.start() < at < match.end():
                used.setdefault(document.source[document.origin[at]], Span(*match.span()))
            at = text.find(sign, at + 1)
    if len(used) > 1:
        first, *others = sorted(used.items(), key=lambda item: (item[0] != "-", item[1]))
        shown = "、".join(f"“{sign}”" for sign, _ in (first, *others))
        yield ctx.finding(
            first[1],
            f"起止年月的连接号不一（{shown}），请统一用一字线“—”",
            related=[(span, f"用“{sign}”") for sign, span in others],
        )
