"""PV01: telephone numbers and addresses of private persons."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.pv._numbers import long_numbers, long_numbers_in
from jixiao.checks.pv._persons import PERSON_BEFORE
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import block_of, cues, watch
from jixiao.model.document import BlockKind
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_MOBILE = pattern(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
_NO_UNIT = pattern(r"(?![万亿千百]?(?:元|人|个|件|次|吨|%))")
_MAIL = pattern(r"[A-Za-z0-9_.+-]+@(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_OFFICIAL = pattern(r"(?:^|\.)(?:gov|edu|org)\.cn$|(?:^|\.)gov$")
_LINE = pattern(r"0[0-9]{2,3}-[0-9]{7,8}")
_PRIVATE = pattern(r"(?:户主|村民|学生|家长|患者|受助人|受益人|群众|农户)[^。;\n]{0,20}$")
_REACH = 40
_OF_MOBILES = "写有手机号码，公开前请删去、隐去中间四位或改用办公电话"
_OF_MAILS = "写有非政务电子邮箱，公开前请删去或改用单位邮箱"
(_AT,) = watch("@")
_AT_SIGN = pattern("@")


@check(
    code="PV01",
    name="private-contacts",
    severity=Severity.WARNING,
    since="0.1",
    clean="未发现手机号码、个人电子邮箱等个人联系方式。",
)
def private_contacts(ctx: Context) -> Iterator[Outcome]:
    """用于公开的材料不应含有个人手机号码、电子邮箱等联系方式。

    为什么：个人联系方式属于个人信息，公开须有依据；材料公开后难以收回。
    公式：查找11位手机号码、非政务邮箱，以及与服务对象姓名写在一起的固定电话。
    以 --publish 核对时，与服务对象的姓名写在一起的为错误，并且查页眉页脚、批注等处。
    不报的情形：封面填报人、联系电话等栏目中的办公固定电话；政务邮箱；热线号码；项目编码等长数字；隐去中间几位的号码。
    已知漏报：只有姓名而没有联系方式的；图片中的信息。
    依据：《中华人民共和国个人信息保护法》。
    """
    text = ctx.document.text
    for span in long_numbers(ctx.understanding):
        number = text[span.start : span.end]
        if _MOBILE.fullmatch(number) and _NO_UNIT.match(text, span.end):
            yield ctx.finding(span, _OF_MOBILES, severity=_weight(ctx, text, span.start))
        elif (
            _LINE.fullmatch(number)
            and block_of(ctx.understanding, span.start).kind is not BlockKind.FIELD
            and _PRIVATE.search(text, max(0, span.start - _REACH), span.start)
        ):
            message = "服务对象的姓名与电话写在一起，公开前请隐去"
            yield ctx.finding(span, message, severity=_weight(ctx, text, span.start))
    for at in cues(ctx.understanding).get(_AT, ()):
        match = _mail(text, at)
        if match is not None:
            yield ctx.finding(Span(*match.span()), _OF_MAILS)
    yield from _beside(ctx)


def _beside(ctx: Context) -> Iterator[Outcome]:
    for extra in ctx.beside():
        text = fold(extra.text)
        for span in long_numbers_in(text):
            number = text[span.start : span.end]
            if _MOBILE.fullmatch(number) and _NO_UNIT.match(text, span.end):
                message = f"{extra.where}{_OF_MOBILES}"
                yield ctx.beside_finding(extra, message, _weight(ctx, text, span.start))
        for place in _AT_SIGN.finditer(text):
            match = _mail(text, place.start())
            if match is not None:
                yield ctx.beside_finding(extra, f"{extra.where}{_OF_MAILS}")


def _mail(text: str, at: int) -> re.Match[str] | None:
    """Return the address around an @, none where it is an official one; only what is near is read.

    A search through all of the text would take the square of the length of one long word.
    """
    match = _MAIL.search(text, max(0, at - 30), at + 40)
    if match is None or _OFFICIAL.search(match["host"].lower()):
        return None
    return match


def _weight(ctx: Context, text: str, at: int) -> Severity | None:
    """Return the weight of a telephone number: an error where it is a private person's for sure."""
    if ctx.publish and PERSON_BEFORE.search(text, max(0, at - _REACH), at):
        return Severity.ERROR
    return None
