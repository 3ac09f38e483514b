"""AS02: statements on equipment and rooms above the standard."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_CLASSES = (
    ("办公用房", pattern(r"办公(?:用房|室)[^,，。;；]{0,4}面积|办公用房|办公室面积")),
    ("公务用车", pattern(r"公务用车|公车|车辆")),
    (
        "办公设备",
        pattern(r"台式机|台式电脑|笔记本|计算机|电脑|打印机|办公设备|通用设备|办公家具|复印机"),
    ),
)
_OVER = pattern(r"超(?:出|过)?(?:[^,，。;；]{0,8})(?:标准|编制|定额|上限)|超标准?|超编")
_NOT = pattern(
    r"(?:未|没有|无|不存在|不得|不|严禁|防止|避免|杜绝|是否|均在|不超)[^,，。;；]{0,14}$"
)
_STOP = pattern(r"。|;|；|\n")
_PLAN = pattern(r"上年|去年|整改|以往|此前|20[0-9]{2}年前|下一步|将")


@check(
    code="AS02",
    name="above-standard",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写办公用房、公务用车或办公设备是否超标准，无从核对。",
)
def above_standard(ctx: Context) -> Iterator[Outcome]:
    """同一类资产不应一处写未超标准、另一处写超标准。

    为什么：资产配置合规性按是否超标准计分，前后矛盾会被退回。
    公式：对办公用房、公务用车、办公设备三类资产，分别比较“未超标准”与“超标准”的说法。
    不报的情形：不同类的资产；写上年情况、整改和下一步打算的；只写一种说法的；“是否超标准”“严禁超标准”等要求。
    已知漏报：用别的说法表示超标准的（多配、超配）。
    """
    text = ctx.document.text
    said: dict[str, dict[bool, Span]] = {}
    for match in _OVER.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。;；\n") + 1
        stop = _STOP.search(text, match.end(), match.end() + 10)
        sentence = text[start : stop.start() if stop else match.end() + 10]
        if _PLAN.search(sentence):
            continue
        over = _NOT.search(text[start : match.start()]) is None
        for name, form in _CLASSES:
            if form.search(sentence):
                span = Span(match.start(), match.end())
                said.setdefault(name, {}).setdefault(over, span)
    for name, places in said.items():
        if True in places and False in places:
            yield ctx.finding(
                places[True],
                f"{name}一处写未超标准，此处写超标准，前后矛盾，请核对",
                related=((places[False], "未超标准"),),
            )
        elif False in places:
            yield ctx.passed(places[False], f"{name}写明未超标准，没有相反的说法")
        else:
            yield ctx.passed(places[True], f"{name}写明超标准，没有相反的说法")
