"""PV02: identity numbers and bank cards."""

from collections.abc import Iterator
from datetime import date

from jixiao.checks.context import Context
from jixiao.checks.pv._numbers import long_numbers, long_numbers_in, luhn
from jixiao.checks.registry import check
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_IDENTITY = pattern(r"[1-8][0-9]{5}(?P<born>(?:19|20)[0-9]{6})[0-9]{3}[0-9Xx]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ACCOUNT = pattern(r"银行|账号|帐号|账户|帐户|卡号|开户|一卡通|社保卡|信用卡|储蓄卡|公务卡")
_CARD = range(15, 20)
_REACH = 40


@check(
    code="PV02",
    name="identity-and-bank-numbers",
    severity=Severity.ERROR,
    since="0.1",
    clean="未发现身份证号码、银行卡号。",
)
def identity_and_bank_numbers(ctx: Context) -> Iterator[Outcome]:
    """用于公开的材料不应含有身份证号码、银行卡号。

    为什么：身份证号、银行卡号是敏感个人信息，一经公开即可能造成损失。
    公式：18位号码中出生日期存在且校验码正确的为身份证号码；上下文写有银行、账号、卡号，
    且通过卡号校验的15至19位数字为银行卡号。以 --publish 核对时，页眉页脚、批注等处也查。
    不报的情形：项目代码、统一社会信用代码、文号、合同编号；校验码不符的长数字；隐去部分数字的号码。
    已知漏报：15位旧身份证号；不适用卡号校验的对公账号。
    依据：《中华人民共和国个人信息保护法》。
    """
    text = ctx.document.text
    for span in long_numbers(ctx.understanding):
        message = _told(text, span)
        if message:
            yield ctx.finding(span, message)
    for extra in ctx.beside():
        text = fold(extra.text)
        for span in long_numbers_in(text):
            message = _told(text, span)
            if message:
                yield ctx.beside_finding(extra, f"{extra.where}{message}")


def _told(text: str, span: Span) -> str:
    """Return what is to be said of a long number, nothing of a harmless one."""
    number = text[span.start : span.end].replace(" ", "").replace("-", "")
    if is_identity(number):
        return "写有身份证号码，公开前必须删去"
    card = len(number) in _CARD and number.isdecimal() and luhn(number)
    if card and _ACCOUNT.search(text, max(0, span.start - _REACH), span.start):
        return "写有银行账号或卡号，公开前必须删去"
    return ""


def is_identity(number: str) -> bool:
    """Whether 18 digits are an identity number: its date exists, its check digit is right."""
    match = _IDENTITY.fullmatch(number)
    if match is None:
        return False
    born = match["born"]
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1].upper()
