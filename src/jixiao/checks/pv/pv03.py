"""PV03: lists of persons in tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.pv._persons import WHOLE_NAME
from jixiao.checks.registry import check
from jixiao.model.document import Table
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HEAD_ROWS = 3
_NAMES = pattern(
    r"(?:[\u4e00-\u9fff]{0,6})?(?:姓名|户主)|受助(?:人|学生|对象)|(?:低保|救助|补助|帮扶)对象|患者|病人"
    r"|领取人|领款人|贫困户|脱贫户|低保户"
)
_OFFICIAL_NAMES = pattern(
    r"法定代表|法人|负责人|联系人|经办|专家|评委|成员|组长|填报|审核|职工|干部"
)
_OFFICIAL = pattern(
    r"职务|职称|科室|岗位|处室|工作单位|所在单位|企业|公司|单位名称|评价工作|分工|专业"
)
_IDENTITY = pattern(r"身份证|证件号|残疾证|学籍号|社会?保障?卡|银行|卡号|账号|帐号|一卡通")
_PARTICULARS = pattern(r"住址|住所|户籍|出生|生日|病情|病种|诊断|疾病|残疾[类等程]|致贫")
_CONTACT = pattern(r"电话|手机|联系方式|地址")
_MOBILE = pattern(r"1[3-9][0-9]{9}")
_HIDDEN = pattern(r"[*×某○●□]|[Xx]{2}")
_LONG = pattern(r"[0-9Xx]{8,}")
_SENSITIVE = pattern(
    r"受助|资助|低保|特困|贫困|脱贫户|困难(?:学生|家庭|群众|职工)|残疾|患者|病人|孤儿|留守|未成年|精神障碍|"
    r"救助|优抚|矫正|戒毒|艾滋|失独|帮扶对象"
)


class _Column(NamedTuple):
    """A column that tells who somebody is: its place, its head, whether its cells are numbers."""

    place: int
    head: str
    numbers: bool


@check(
    code="PV03",
    name="lists-of-persons",
    severity=Severity.ERROR,
    since="0.1",
    clean="未发现带有个人信息的人员名单。",
    publish=True,
)
def lists_of_persons(ctx: Context) -> Iterator[Outcome]:
    """公开的材料不应附有写着个人信息的人员名单。

    为什么：姓名与证件号码、住址、出生日期、病情等写在一起，就能认出是谁；受助学生、低保对象、患者等人员的身份本身就是敏感信息。
    公式：表格有姓名一栏，写着未隐去的全名，又有证件号码、卡号、住址、出生日期、病情等栏且填有内容的为错误；
    服务对象的名单写有手机号码的也为错误；只有姓名，而表名、标题或表头写明受助、低保、困难、残疾、患者等的为警告。
    不报的情形：姓名或号码已经隐去（张某、李*、带*的号码）；评价组、专家、干部等写有职务、单位的名单；企业及其法定代表人的名单；
    没有填写的空表。
    已知漏报：图片中的名单；一行写几个人的；外文姓名和不常见的姓氏。
    依据：《中华人民共和国个人信息保护法》。
    """
    for table in ctx.document.tables:
        made = _of_table(ctx, table)
        if made is not None:
            yield made


def _of_table(ctx: Context, table: Table) -> Outcome | None:
    heads = _heads(ctx, table)
    if heads is None:
        return None
    first, names = heads
    words = ["".join(ctx.text(cell).split()) for cell in table.rows[first]]
    persons = [row for row in table.rows[first + 1 :] if _is_name(ctx, row, names)]
    if not persons:
        return None
    official = any(_OFFICIAL.search(head) for head in words)
    at = persons[0][names]
    told = {
        column.head
        for column in _columns(words, official=official)
        if any(_is_told(ctx, row, column) for row in persons)
    }
    if told:
        listed = "、".join(head for head in words if head in told)
        message = (
            f"名单写有 {len(persons)} 人的全名和“{listed}”，公开前请删去这张表，或隐去姓名和这些栏"
        )
        return ctx.finding(at, message)
    about = _about(ctx, table, words)
    if about and not official and len(persons) > 1:
        message = f"名单写有 {len(persons)} 名“{about}”人员的全名，公开前请隐去姓名或改为汇总数"
        return ctx.finding(at, message, severity=Severity.WARNING)
    return None


def _heads(ctx: Context, table: Table) -> tuple[int, int] | None:
    """Return the head row with names of persons under it, and their column."""
    for number, row in enumerate(table.rows[:_HEAD_ROWS]):
        for index, cell in enumerate(row):
            head = "".join(ctx.text(cell).split())
            if _NAMES.fullmatch(head) and not _OFFICIAL_NAMES.search(head):
                return number, index
    return None


def _is_name(ctx: Context, row: Sequence[Span], index: int) -> bool:
    text = "".join(ctx.text(row[index]).split()) if index < len(row) else ""
    return not _HIDDEN.search(text) and WHOLE_NAME.fullmatch(text) is not None


def _columns(heads: Sequence[str], *, official: bool) -> Iterator[_Column]:
    for index, head in enumerate(heads):
        if _IDENTITY.search(head):
            yield _Column(index, head, numbers=True)
        elif _PARTICULARS.search(head) or (not official and head in ("地址", "家庭地址")):
            yield _Column(index, head, numbers=False)
        elif _CONTACT.search(head) and not official and "地址" not in head:
            yield _Column(index, head, numbers=True)


def _is_told(ctx: Context, row: Sequence[Span], column: _Column) -> bool:
    """Whether a person's cell tells something that is not hidden."""
    text = "".join(ctx.text(row[column.place]).split()) if column.place < len(row) else ""
    if not text or _HIDDEN.search(text) or text in ("无", "-", "—", "/"):
        return False
    if _CONTACT.search(column.head) and column.numbers:
        return _MOBILE.fullmatch(text) is not None
    return not column.numbers or _LONG.search(text) is not None


def _about(ctx: Context, table: Table, heads: Sequence[str]) -> str:
    """Return the words that say what group the persons of a table belong to."""
    places = ["".join(heads)]
    if table.caption is not None:
        places.append(ctx.text(table.caption))
    above = table.block - 1
    if above >= 0:
        block = ctx.document.blocks[above]
        if block.end - block.start <= 40:  # a title of the list, no paragraph
            places.append(ctx.text(Span(block.start, block.end)))
    for words in places:
        match = _SENSITIVE.search(words)
        if match is not None:
            return match.group()
    return ""
