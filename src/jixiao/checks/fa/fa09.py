"""FA09: blank tables of final accounts say that they are blank."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.accounts import AccountTable
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import AccountKind, Severity

_EMPTY = pattern(
    r"(?:本|此|该)?表(?:格)?(?:为|是)?(?:空|无数据|没有数据|无内容)|空表|为空|无数据|无相关(?:数据|收支)"
    r"|(?:没有|无|未发生|不涉及|未安排)[^。;]{0,40}(?:收入|支出|收支|预算|经费|拨款)"
)
_OF_CELLS = pattern(r"单元格|空白(?:处|栏|行)|为空的|为零的")


@check(
    code="FA09",
    name="blank-tables-of-accounts",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有空白的决算表，也没有注明空表的说明。",
)
def blank_tables(ctx: Context) -> Iterator[Outcome]:
    """空白的决算表应注明没有相关收支；有数的表不应注明为空表。

    为什么：空表不加说明，读者分不清是没有发生还是漏填；有数却注明为空，必有一处没有改。
    公式：表中没有不为零的数⇒表下或表题下注明“本部门没有……，故本表为空”；有这样的注⇒表中没有不为零的数。
    不报的情形：没有读全的表；没有读到行的表，只要有注就算相符；注的是单元格为空的。
    已知漏报：注写在别处的，按没有注提示。
    """
    for table in ctx.understanding.accounts.tables:
        if table.kind is AccountKind.OTHER or table.doubtful:
            continue
        note = _note_of(ctx, table)
        place = table.title or table.place
        if table.is_blank and note is None:
            yield ctx.finding(
                place, f"《{table.name}》没有数据，也没有注明原因，请在表下注明没有相关收支"
            )
        elif table.is_blank and note is not None:
            yield ctx.passed(note, f"《{table.name}》为空表，已注明")
        elif note is not None:
            figure = next(fact for fact in table.facts if fact.value)
            yield ctx.finding(
                note,
                f"《{table.name}》注明为空表，表中却有数（如“{figure.label}”{ctx.number(figure)}），不符",
                related=(figure,),
                severity=Severity.ERROR,
            )


def _note_of(ctx: Context, table: AccountTable) -> Span | None:
    """Return the note that says that a table is blank."""
    for note in table.notes:
        words = ctx.text(note)
        if _EMPTY.search(words) and not _OF_CELLS.search(words):
            return note
    return None
