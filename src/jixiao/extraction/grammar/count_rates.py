"""Rates of things counted in the same breath: 12个标段中有9个按期完工,按时完工率75%.

Read are rates whose two numbers the words bind: N of which M (…中有…), sheets sent out and come
back, answers and satisfied answers, and a second number that bears the name of the rate.
"""

from collections.abc import Sequence
from dataclasses import replace

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.sampling import of_all_answers
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind, Sampling
from jixiao.patterns import pattern

_RATE = pattern(
    r"(?P<stem>[\u4e00-\u9fff]{1,12})[率度](?:约?为|达到?|是|实际为)?$|^,?(?P<share>占)(?:比|比例)?[为达]?$"
)
_OF_WHICH = pattern(
    r"[\u4e00-\u9fff()]{0,14}?(?:当中|之中|中|里)(?:[,、]|,?(?:仅|只|共|已|实)?有|,?[\u4e00-\u9fff]{0,8}?)$"
)
_MEASURES = (Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS)
_NOT = pattern(r"[未没不无]|尚|逾期|超期|延期|推迟|滞后|取消|缺|在建|剩余|其余|另")
_NO_WHOLE = pattern(r"计划|目标|任务数|指标|其中|上年|去年|新增|增加|减少|另|比|较|每|力争|累计")
_NO_PART = pattern(r"其中|上年|去年|新增|增加|减少|另|比|较|每|计划|目标|包括|含|折合|累计")
# What is counted as all of it; 出租4300平方米,闲置2340平方米 are two parts of a third.
_ALL = pattern(
    r"总|共|全部|应|须|需|抽[检查样测]|检[测验查]|监测|送检|验收|评定|毕业生|受理|接收|收到|转来|立案|登记|申报|报名|参加|参训|参考|招生|签订|排查"
)
_IN_TIME = pattern("及时|按时|按期|如期|准时")
_IN_THE_TERM = pattern(
    r"在?(?:规定|约定|合同|法定|要求|承诺|计划)?的?(?:期限|时限|时间|工期|期)之?内"
)
_ADVERBS = pattern(
    r"[0-9]+[年月日]|实际|已经?|按[时期]|如期|及时|共|全部|的|有|了|为|数|[应实]|和|、|,|截至|止"
)
_SENT = pattern(r"(?:发放(?!的)|发出|印发|派发|投放|下发|推送)[\u4e00-\u9fff]{0,10}$")
_BACK = pattern(r"(?:回收|收回|收到|有效)[\u4e00-\u9fff]{0,8}$")
_RETURN_RATE = pattern(r"^(?:问卷|样本|总体|的|其|有效|回收|收回|应答|答卷)*$")
_ASKED = pattern(
    r"(?:调查|走访|访谈|回访|访问|抽取|采访|测评|回收|收回|收到|有效|问卷)[\u4e00-\u9fff]{0,12}$"
)
_PLEASED = pattern(
    r"^[,、]?(?:其中)?(?:[评回]价|答复|表示|认为)?[为“]?满意[”的]*(?:问卷|有|为|共|者)*$"
)
_LEVELS = pattern(r"(?:基本|比较|较为?|一般|非常|很|十分|不)满意")


def read_count_rates(paragraph: Paragraph, out: Collector) -> None:
    """Read the rates of a paragraph that divide two numbers counted right before them."""
    mentions = paragraph.mentions
    if len(mentions) < 3:  # two numbers and their rate
        return
    known: set[int] | None = None
    for position, rate in enumerate(mentions):
        if not is_percent(rate) or not rate.quantity.is_plain:
            continue
        match = _RATE.search(out.text, rate.lead_from, rate.start)
        if match is None or rate.role in ("target", "change_rate", "difference", "last"):
            continue
        if "其中" in out.text[rate.lead_from : rate.start]:
            continue  # the rate of some of what was counted
        window = _window(mentions[max(0, position - 6) : position], rate)
        if len(window) < 2:
            continue
        found = _operands(window, match["stem"] or "", out.text)
        if found is None:
            continue
        known = _known(out) if known is None else known
        if rate.start not in known:
            _add(rate, *found, match["stem"] or "", out)


def _known(out: Collector) -> set[int]:
    """Return the starts of the rates that are bound already."""
    known = {each.rate.start for each in out.relations[Ratio] if isinstance(each, Ratio)}
    known |= {each.rate.start for each in out.relations[Sampling] if isinstance(each, Sampling)}
    return known


def _window(before: Sequence[Mention], rate: Mention) -> list[Mention]:
    """Return the counts of the sentence before a rate, the nearest last."""
    return [
        m
        for m in before
        if m.sentence == rate.sentence
        and m.dimension in _MEASURES
        and m.quantity.is_plain
        and m.in_parentheses == rate.in_parentheses
        and m.role not in DERIVED
    ]


def _operands(window: Sequence[Mention], stem: str, text: str) -> tuple[Mention, Mention] | None:
    """Return numerator and denominator where the words bind them."""
    whole, part = window[-2:]
    if not _alike(whole, part, text) or part.segment != whole.segment:
        return None
    head = text[whole.gap_from : whole.start]
    own = text[part.lead_from : part.start]
    if _NO_WHOLE.search(head) or _NO_PART.search(own):
        return None
    around = text[whole.start : part.tail_end]
    bound = (
        _pleased(own, head, stem, around)
        or _returned(own, head, stem)
        or _done(whole, part, head, stem, text)
    )
    return (part, whole) if bound else None


def _returned(own: str, head: str, stem: str) -> bool:
    """Whether sheets came back of those that went out."""
    out_and_back = _SENT.search(head) is not None and _BACK.search(own) is not None
    return bool(stem) and out_and_back and _RETURN_RATE.match(stem) is not None


def _done(whole: Mention, part: Mention, head: str, stem: str, text: str) -> bool:
    """Whether one number tells of how many of the other something is true: 24笔中,按时23笔."""
    told = text[whole.end : part.start] + text[part.end : part.tail_end]
    if not stem or _NOT.search(told) or _SENT.search(head):
        return False  # 12个标段中有3个未按期完工: the rest
    if _OF_WHICH.match(text, whole.end, part.start):
        return _same_doing(stem, text[part.lead_from : part.start] + text[part.end : part.tail_end])
    name = text[part.lead_from : part.start]
    if _IN_TIME.search(stem):
        name = _IN_THE_TERM.sub("", name)
    name = _ADVERBS.sub("", name)
    bears = len(name) > 1 and all(letter in stem for letter in name)
    return bears and _ALL.search(head) is not None


def _same_doing(stem: str, words: str) -> bool:
    """Whether a rate says what is true of the part: 按期完工9个,按时完工率."""
    return stem[-2:] in words or (
        _IN_TIME.search(stem[-2:]) is not None and _IN_TIME.search(words) is not None
    )


def _alike(first: Mention, second: Mention, text: str) -> bool:
    """Whether two numbers count the same: 12个标段中有9个."""
    if same_measure(first, second):
        return True
    counts = first.dimension is second.dimension is Dimension.COUNT
    return counts and second.quantity.unit.name in text[first.start : first.end]


def _pleased(own: str, head: str, stem: str, around: str) -> bool:
    """Whether a number of satisfied answers stands right behind that of all answers."""
    if "满意" not in own or not (not stem or stem.endswith("满意")):
        return False
    asked = _ASKED.search(head) is not None and _SENT.search(head) is None
    return asked and _PLEASED.match(own) is not None and _LEVELS.search(around) is None


def _add(rate: Mention, part: Mention, whole: Mention, stem: str, out: Collector) -> None:
    rate.role = rate.role or "rate"
    if not same_measure(whole, part):  # 9个 of 12个标段 are 9个标段
        part.quantity = replace(part.quantity, unit=whole.quantity.unit)
    out.add(
        Ratio(
            start=min(whole.start, part.start),
            end=rate.end,
            topic="named_rate",
            kind=RatioKind.RATIO,
            rate=out.fact(rate),
            numerator=out.fact(part),
            denominator=out.fact(whole),
            sure=of_all_answers(whole, part, stem, out.text),
        )
    )
