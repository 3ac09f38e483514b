"""PV05: particulars of private persons in the text."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.pv._persons import ROLE, SURE_NAME
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import sentence_of
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

# Patterns over the whole text, not words watched for: ordinary checks must not pay for them.
_ROLE = pattern(ROLE)
_AGE = r"(?:男|女)?[,、\s]?(?:现年|今年|年龄|年仅)?(?P<age>[0-9]{1,3})(?:周?岁)"
_OF_AGE = pattern(rf"(?:{ROLE})(?P<name>{SURE_NAME})\s*[,(]\s*{_AGE}")
_PERSON = pattern(rf"(?:{ROLE})(?P<name>{SURE_NAME})(?=[,、(。:]|家住|现住|居住|住)")
_ILL = pattern(
    r"患有?[\u4e00-\u9fff]{1,10}(?:病|癌|症|瘤|炎)|确诊|[一二三四]级残疾|残疾[一二三四]级|精神障碍"
)
_DOOR = (
    r"[为是:\s]*[\u4e00-\u9fff0-9A-Za-z-]{2,40}?"
    r"[0-9一二三四五六七八九十]+(?:号|室|栋|幢|单元|弄|组)"
)
_HOME = pattern(rf"(?:家住|现住|居住[在于]|住址|户籍地址?){_DOOR}")
_HOME_ALONE = pattern(rf"(?:家住|住址){_DOOR}")  # a project may be for those who live in a street
_DAY = r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|[-./][0-9]{1,2}[-./][0-9]{1,2})"
_BIRTH = pattern(rf"出生(?:日期|年月日?)?[于为是:\s]*{_DAY}|{_DAY}出生(?![的人以])")
_NEAR = 40  # characters behind a name within which its particulars stand
_PLATE = pattern(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s]?"
    r"(?=[A-Z]*[0-9][A-Z]*[0-9][A-Z]*[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9-])"
)
_OFFICIAL_CAR = pattern(
    r"公务|执法|公车|单位|救护|消防|环卫|洒水|应急|巡逻|校车|用车|租赁|采购|购置|车队"
)
_GROWN_UP = 18


@check(
    code="PV05",
    name="particulars-of-persons",
    severity=Severity.ERROR,
    since="0.1",
    clean="正文未发现服务对象的住址、出生日期、病情等个人情况。",
    publish=True,
)
def particulars_of_persons(ctx: Context) -> Iterator[Outcome]:
    """公开的材料不应写明服务对象个人的年龄、住址、出生日期、病情等情况。

    为什么：全名加上任何一项个人情况就能认出是谁；未成年人、患者的信息属于敏感个人信息。
    公式：同一句写有服务对象（学生、村民、患者等）的全名，以及未满十八岁的年龄、到门牌或村组的住址、出生年月日、病情中任何一项的为错误，
    写有成年人年龄的为警告；没有写全名的住址、出生年月日，以及私人车辆号牌为警告。
    不报的情形：已隐去的姓名（张某、李某某）；干部、专家、企业负责人及其法定代表人；单位地址；公务、执法等车辆的号牌；
    法规、文件的名称。
    已知漏报：没有写明身份（学生、村民等）的姓名；隔句写的；不常见的姓氏。
    依据：《中华人民共和国个人信息保护法》《中华人民共和国未成年人保护法》。
    """
    told: set[int] = set()  # the sentences that have been told of
    text = ctx.document.text
    for role in _ROLE.finditer(text):
        sentence = sentence_of(ctx.understanding, role.start())
        if sentence is None or sentence.start in told:
            continue
        made = _of_person(ctx, sentence.start, sentence.end)
        if made is not None:
            told.add(sentence.start)
            yield made
    for form, message in (
        (_HOME_ALONE, "写有个人住址，公开前请删去或只写到县区、乡镇"),
        (_BIRTH, "写有出生年月日，公开前请删去"),
    ):
        for match in form.finditer(text):
            sentence = sentence_of(ctx.understanding, match.start())
            if sentence is None or sentence.start not in told:
                yield ctx.finding(Span(*match.span()), message, severity=Severity.WARNING)
    yield from _plates(ctx)


def _of_person(ctx: Context, start: int, end: int) -> Outcome | None:
    """Return what is to be said of a sentence that names a role: a person with particulars."""
    text = ctx.document.text
    aged = _OF_AGE.search(text, start, end)
    if aged is not None and int(aged["age"]) < _GROWN_UP:
        at = Span(aged.start("name"), aged.end())
        return ctx.finding(at, "写有未成年人的姓名和年龄，公开前必须隐去姓名")
    person = _PERSON.search(text, start, end)
    if person is not None:
        for form, what in ((_ILL, "病情或残疾"), (_HOME, "住址"), (_BIRTH, "出生年月日")):
            found = form.search(text, person.end("name"), min(end, person.end("name") + _NEAR))
            if found is not None:
                at = Span(person.start("name"), person.end("name"))
                message = f"服务对象的全名与{what}写在一起，公开前请隐去姓名"
                return ctx.finding(at, message, related=((Span(*found.span()), what),))
    if aged is not None:
        at = Span(aged.start("name"), aged.end())
        message = "写有服务对象的全名和年龄，公开前请隐去姓名"
        return ctx.finding(at, message, severity=Severity.WARNING)
    return None


def _plates(ctx: Context) -> Iterator[Outcome]:
    text = ctx.document.text
    for match in _PLATE.finditer(text):
        at = match.start()
        sentence = sentence_of(ctx.understanding, at)
        first = sentence.start if sentence else max(0, at - 40)
        last = sentence.end if sentence else match.end()
        if not _OFFICIAL_CAR.search(text, first, last):
            message = "写有车辆号牌，如属个人车辆，公开前请隐去"
            yield ctx.finding(Span(*match.span()), message, severity=Severity.WARNING)
