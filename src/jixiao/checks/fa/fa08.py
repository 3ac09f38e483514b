"""FA08: what is left of the template of final accounts."""

from collections import Counter
from collections.abc import Iterator

from jixiao.checks.blanks import unfilled
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_UP, _DOWN = "增加|增长|上升|提高|大于|高于|多于", "减少|下降|降低|减少|小于|低于|少于"
_EITHER = pattern(
    rf"(?:{_UP})(?:\((?:或)?(?:{_DOWN})(?:或持平)?\)|[/或](?:{_DOWN}))"
    rf"|(?:{_DOWN})(?:\((?:或)?(?:{_UP})(?:或持平)?\)|[/或](?:{_UP}))"
    rf"|持平\((?:{_UP}|{_DOWN})|(?:{_UP}|{_DOWN})[/(]持平"
)
_NO_REASON = pattern(r"(?:主要)?原因(?:是|为)[::]?(?=…|\.{3}|。|;|\n|$)(?:…+|\.{3,})?")
_INSTRUCTION = pattern(
    r"[(【\[](?:注[::]|说明[::]|填[写报列]|请|如无|如有|若无|若有|根据|按照?|此处|参照|可)[^()【】\[\]\n]{0,50}"
    r"(?:填写|填列|据实|实际情况|删除|删去|选择|自行|增减|修改|表述|说明|补充)[^()【】\[\]\n]{0,30}[)】\]]"
    r"|【[^【】\n]{0,12}(?:填写|填报)(?:说明|要求)[^【】\n]{0,40}】"
)
_PART = pattern(r"第[一二三四五六七八九十]部分")
_CHAPTER = pattern(
    r"第[一二三四五六七八九十]部分[^0-9。\n]{0,30}(?P<year>20[0-9]{2})年度?[^。\n]{0,30}$"
)
_DEPARTMENT = pattern(
    r"(?:部门|单位)(?:名称)?(?:\(公章\))?[:](?P<name>[\u4e00-\u9fff()]{4,40}?)"
    r"(?=\s|金额|单位|公开|20|$)"
)
_FEWEST = 3  # tables that say whose they are, for one of them to stand out


@check(
    code="FA08",
    name="template-of-accounts",
    severity=Severity.WARNING,
    since="0.1",
    clean="未发现部门决算模板的残留。",
)
def template_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """部门决算中不应留有模板的痕迹。

    为什么：占位符、二选一的词语、没有写的原因和填写说明，说明模板没有填完；表头写着别的年度或单位，说明表是从别处拷来的。
    公式：查找 XX、×××、____ 等占位符，
        “增加（减少）”一类没有取舍的词语，“主要原因是……”，括号里的填写说明；
        各部分和各表标题的年度应为本年度，“部门：”所写的单位应当一致。
    不报的情形：只在有决算表的部门决算中核对；名词解释和表格里的“增加（减少）”；写明单位的表不到三张时不比较单位。
    已知漏报：写成具体数字的模板示例。
    """
    accounts = ctx.understanding.accounts
    if not accounts:
        return
    for span, told in unfilled(ctx.understanding):
        yield ctx.finding(span, told)
    yield from _residue(ctx)
    yield from _titles(ctx)


def _residue(ctx: Context) -> Iterator[Outcome]:
    text = ctx.document.text
    glossary = False
    for block in ctx.document.blocks:
        if block.kind is BlockKind.ROW:
            continue
        if _PART.match(text, block.start):
            glossary = "名词" in text[block.start : block.end]
        for match in _EITHER.finditer(text, block.start, block.start if glossary else block.end):
            yield ctx.finding(Span(*match.span()), f"“{match[0]}”没有取舍，请按实际情况保留一个")
        for match in _NO_REASON.finditer(text, block.start, block.end):
            yield ctx.finding(Span(*match.span()), f"“{match[0]}”之后没有写出原因，请补上")
        for match in _INSTRUCTION.finditer(text, block.start, block.end):
            yield ctx.finding(Span(*match.span()), f"“{match[0]}”是填写说明，请删去")


def _titles(ctx: Context) -> Iterator[Outcome]:
    """Say which chapters and tables bear the name of another year or department."""
    year, text = ctx.metadata.fiscal_year, ctx.document.text
    for block in ctx.document.blocks:
        found = _CHAPTER.match(text, block.start, block.end) if year is not None else None
        if found is not None and int(found["year"]) != year:
            yield ctx.finding(
                Span(*found.span("year")),
                f"标题写的是{found['year']}年度，本文为{year}年度，请核对",
                stated=found["year"],
                expected=str(year),
            )
    names: list[tuple[str, Span]] = []
    for table in ctx.understanding.accounts.tables:
        if table.title is not None and table.year not in (None, year) and year is not None:
            yield ctx.finding(
                table.title, f"《{table.name}》标题写的是{table.year}年度，本文为{year}年度，请核对"
            )
        for span in table.captions:
            found = _DEPARTMENT.search(text, span.start, span.end)
            if found is not None:
                names.append((found["name"], Span(*found.span("name"))))
    counts = Counter(name for name, _ in names)
    if len(names) < _FEWEST or len(counts) < 2:
        return
    usual, times = counts.most_common(1)[0]
    for name, place in names:
        alike = name in usual or usual in name
        if not alike and counts[name] * 2 < times + 1 and counts[name] < times:
            yield ctx.finding(
                place, f"表头写的部门是“{name}”，其他各表为“{usual}”，请核对", expected=usual
            )
