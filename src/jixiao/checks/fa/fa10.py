"""FA10: the tables of final accounts are all there."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import AccountKind, Severity

_STATE_CAPITAL_SINCE = 2020
_FEWEST = 4  # tables of a document that publishes the whole set


@check(
    code="FA10",
    name="set-of-accounts",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有成套的决算表，无从核对是否齐全。",
)
def set_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """部门决算的九张表应当齐全，目录所列应与文中的表一致。

    为什么：决算公开的表式是统一规定的，没有数据的表也应列出空表；目录与表不一致，读者无从查找。
    公式：收入支出决算总表、收入决算表、支出决算表、财政拨款收入支出决算总表、一般公共预算财政拨款支出决算表、基本支出决算表、
        “三公”经费支出决算表、政府性基金预算财政拨款收入支出决算表、国有资本经营预算财政拨款支出决算表各有一张；目录列出的都有，有的都列出。
    不报的情形：2020年度以前没有国有资本经营预算财政拨款支出决算表；不到四张表的材料，可能只摘录了几张，无法判断；目录没有列出各表的，不核对目录。
    已知漏报：表名相同而内容不同的表。
    依据：《地方预决算公开操作规程》（财预〔2016〕143号）。
    """
    accounts = ctx.understanding.accounts
    if not accounts:
        return
    kinds = {table.kind for table in accounts.tables}
    year = ctx.metadata.fiscal_year
    early = year is not None and year < _STATE_CAPITAL_SINCE
    wanted = [
        kind
        for kind in AccountKind
        if kind is not AccountKind.OTHER and not (early and kind is AccountKind.STATE_CAPITAL)
    ]
    if len(kinds & set(wanted)) < _FEWEST:
        yield ctx.cannot_tell(
            ctx.title, "文中的决算表不到四张，可能只摘录了一部分，是否齐全无法判断"
        )
        return
    listed = {kind: place for kind, place, _ in accounts.listed}
    called = {kind: _bare(name, ctx) for kind, _, name in accounts.listed}
    missing = [kind for kind in wanted if kind not in kinds | accounts.named]
    for kind in missing:
        place = listed.get(kind) or ctx.title
        told = "目录中列有" if kind in listed else "应当公开的"
        yield ctx.finding(
            place, f"{told}《{kind.label}》，文中没有这张表，请补上（没有数据的列空表并注明）"
        )
    for table in accounts.tables if len(listed) >= _FEWEST else ():
        place, name = table.title or table.place, _bare(table.name, ctx)
        if table.kind is AccountKind.OTHER or table.title is None:
            continue
        if table.kind not in listed:
            yield ctx.finding(place, f"文中有《{table.name}》，目录中没有列出，请补上")
        elif name not in called[table.kind] and called[table.kind] not in name:
            other = called[table.kind]
            yield ctx.finding(
                place, f"文中的《{name}》，目录写作《{other}》，请改为一致", expected=other
            )
    if not missing:
        yield ctx.passed(ctx.title, "应当公开的决算表齐全")


def _bare(name: str, ctx: Context) -> str:
    """Return the name of a table without number, year, department and quotation marks."""
    own = ctx.metadata.department or ""
    bare = _ABOUT.sub("", name)
    return (bare.rpartition(own)[2] if own else bare).replace("部门", "").replace("明细", "")


_ABOUT = pattern(
    r"^(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]|附?[表件][0-9一二三四五六七八九十]*[:、]?|[(（][^()]*[)）])+"
    r"|20[0-9]{2}年度?|[“”\"]|[(][^()]*[)]|[.…·0-9]+$"
)
