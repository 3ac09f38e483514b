"""CNT11: what holds in all rows of a table but one."""

from collections.abc import Iterator, Sequence

from jixiao.checks.cnt._lines import Grid, Line, Odd, grids, odd_places
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.document import Table
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Attainment, Change, PartsOfWhole, Ratio, Remainder
from jixiao.patterns import pattern
from jixiao.terms import Severity

_SIGNS = {"-": "－", "+": "＋", "÷": "÷"}
# Results that have rules of their own: a score, a completion rate that is capped or turned round.
_RULED = pattern(r"得分$|分值|权重|完成(?:率|比例|程度)|自评|评分")
_AVERAGE = pattern(
    r"均|标准|单价|单位|每|率|比重|占比|水平|[比较]上年|同比|增[长减]|幅|倍|系数|指数|%"
)
_OF_LABEL = 14


@check(
    code="CNT11",
    name="odd-row-of-a-table",
    severity=Severity.WARNING,
    since="0.1",
    clean="各张表中没有只有一处不合算式的。",
)
def odd_row_of_a_table(ctx: Context) -> Iterator[Outcome]:
    """同一张表里，其他各行（列）都成立的算式，个别一行也应当成立。

    为什么：结余、支付率、得分率一类栏目各表叫法不一，但只要其他各行都是同一个算式算出来的，
        剩下对不上的一行多半是抄错或者算错。
    公式：某一栏＝另外两栏之差、之和、之比，或者等于其余各栏之和；其他各行（不少于两行、数字不重复、位数足够）都成立，
        只有一行不成立。
    不报的情形：不成立的不止一行；只差末位几个单位的；得分、完成率一类另有计分规则的栏；已由其他核对复算过的格子。
    已知漏报：一张表只有两行的；多行同时写错的。
    """
    known: set[int] | None = None
    seen: set[int] = set()
    for at, table in enumerate(ctx.document.tables):
        if at in ctx.understanding.accounts.numbers or table.partial:
            continue
        for grid in grids(ctx, table):
            for odd, names in _of(ctx, table, grid):
                if known is None:
                    known = _judged(ctx)
                place = odd.result.span
                cells = {number.span.start for number in odd.operands} | {place.start}
                if place.start in known or seen & cells or _RULED.search(names[0]):
                    continue
                seen |= cells
                yield _asked(ctx, odd, names)


def _of(ctx: Context, table: Table, grid: Grid) -> Iterator[tuple[Odd, list[str]]]:
    """Yield the odd places of a grid by columns and by rows, with the names of the lines."""
    columns: list[Line] = [*zip(*grid.rows, strict=True)]
    for odd in odd_places(columns):
        if odd.kind != "÷" and _AVERAGE.search(_label(ctx, table, grid.first + odd.place)):
            continue  # rates of change, averages
        yield odd, [_head(ctx, table, grid, line) for line in odd.lines]
    for odd in odd_places(grid.rows):
        if odd.kind != "÷" and _AVERAGE.search(_head(ctx, table, grid, odd.place)):
            continue  # an average of two kinds is no sum of theirs
        yield odd, [_label(ctx, table, grid.first + line) for line in odd.lines]


def _head(ctx: Context, table: Table, grid: Grid, column: int) -> str:
    """Return the words above a column."""
    for row in reversed(table.rows[: grid.first]):
        if column < len(row):
            told = ctx.text(row[column]).strip()
            if told:
                return told[:_OF_LABEL]
    return f"第{column + 1}栏"


def _label(ctx: Context, table: Table, row: int) -> str:
    """Return the words at the beginning of a row."""
    told = (ctx.text(cell).strip() for cell in table.rows[row])
    return next((words[:_OF_LABEL] for words in told if words), f"第{row + 1}行")


def _judged(ctx: Context) -> set[int]:
    """Return the starts of the numbers that other checks work out again."""
    found = {each.rate.start for each in ctx.all(Ratio) if each.denominator is not None}
    found.update(each.left.start for each in ctx.all(Remainder))
    found.update(
        part.start
        for each in ctx.all(Change)
        for part in (each.difference, each.rate)
        if part is not None
    )
    found.update(each.rate.start for each in ctx.all(Attainment) if each.rate is not None)
    found.update(
        each.whole.start
        for each in ctx.all(PartsOfWhole)
        if each.exhaustive and each.whole.amount.unit.name
    )
    return found


def _asked(ctx: Context, odd: Odd, names: Sequence[str]) -> Outcome:
    result, *others = names
    if odd.kind == "/":
        formula = f"（{others[0]}－{others[1]}）÷{others[1]}"
    elif len(others) > 2:
        formula = "其余各项之和"
    else:
        formula = _SIGNS[odd.kind].join(others)
    printed = odd.expected.quantize(odd.result.value if odd.kind in "÷/" else odd.expected)
    unit = "%" if odd.result.percent else ""
    return ctx.finding(
        odd.result.span,
        f"本表另有{odd.held}处都是“{result}＝{formula}”，此处写作{ctx.text(odd.result.span)}{unit}，"
        f"照此应为{printed:f}{unit}，请核对",
        stated=odd.result.value,
        expected=printed,
        related=[(number.span, name) for number, name in zip(odd.operands, others, strict=True)],
    )
