"""Rates of things counted in the same breath: 12个标段中有9个按期完工,按时完工率75%.

Read are rates whose two numbers the words bind: N of which M (…中有…), sheets sent out and come
back, answers and satisfied answers, and a second number that bears the name of the rate.
"""

from collections.abc import Sequence
from dataclasses import replace

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.ratio_operands import IN_TIME, narrower
from jixiao.extraction.grammar.sampling import of_all_answers
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment, Ratio, RatioKind, Sampling
from jixiao.patterns import pattern

_RATE = pattern(
    r"(?P<stem>[\u4e00-\u9fff]{1,12})(?:[率度]|比[例率])(?:约?为|达到?|是|实际为)?$"
    r"|^,?(?P<share>占)(?:比|比例)?[为达]?$"
)
_OF_WHICH = pattern(
    r"[\u4e00-\u9fff()]{0,14}?(?:当中|之中|中|里)(?:[,、]|,?(?:仅|只|共|已|实)?有|,?[\u4e00-\u9fff]{0,8}?)$"
)
_OTHERS = pattern(r"其中|上年|去年|同期|季度|半年|[0-9]月|全[省国]|平均")
_MEASURES = (Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS)
_NOT = pattern(r"[未没不无]|尚|逾期|超期|延期|推迟|滞后|取消|缺|在建|剩余|其余|另")
_NO_WHOLE = pattern(
    r"计划|目标|任务数|指标|其中|上年(?!度?[^,;。]{0,8}(?:反馈|提出|查出|发现|交办))|去年|新增|增加|减少|另|比|较|每|力争|累计"
)
_NO_PART = pattern(r"其中|上年|去年|新增|增加|减少|另|比|较|每|计划|目标|包括|含|折合|累计")
# What is counted as all of it; 出租4300平方米,闲置2340平方米 are two parts of a third.
_ALL = pattern(
    r"总|共|全部|应|须|需|抽[检查样测]|检[测验查]|监测|送检|验收|评定|毕业生|受理|接收|收到|转来|立案|登记|申报|报名|参加|参训|参考|招生|签订|排查|采样|取样|巡[查检]|(?:反馈|发现|交办|转办|移交|提出|查出|征集|梳理|收集)[^,;。]{0,10}(?:问题|隐患|线索|意见|建议|事项|案件|任务)"
)
# A standard that was reached: 达到Ⅲ类水质的23次, of 达标率.
_REACHED = pattern(
    r"^[,、]?(?:其中)?(?:达到|符合|满足|优于)[^,;。]{0,10}(?:类|级|标准|要求|限值)[^,;。0-9]{0,8}$"
)
_REACHING = pattern("(?:达标|合格|优良|达标合格)$")
# Qualities that some of those counted have: 就业354人,专业对口就业261人,对口率73.73%.
_QUALITY = pattern(
    "对口|持证|稳定|留任|续聘|续约|履约|签约|达标|合格|优良|优秀|优质|规范|及时|按[时期]|如期|到[课岗位场]|出勤|在岗"
    "|成活|保存|验收|通过|办结|化解|调解|整改|销号|回访|随访|公开|响应|入住|投产|开工|完工|竣工|接种|建档"
)
_FINISHED = pattern(
    r"[,、]?(?:截?至?(?:年[末底]|目前)|当年|全年|已经?|共|实际|按期|如期|累计)*完成(?:了)?"
)
_ADDED = pattern(r"新增|增加|追加|另")
_TASKS = pattern(r"(?:任务|指标|事项|工作|举措|项目|清单|实事|目标)(?!值|数)[\u4e00-\u9fff]{0,3}")
_SHORTEST_HEAD = 2
# What was not looked at yet is not in the rate: 合格率100%,其余3个尚未验收.
_REST_OPEN = pattern(
    r"(?:其余|其他|剩余|余下|另有?)[^,。;]{0,8}[0-9一二三四五六七八九十][^。;]{0,12}"
    r"(?:尚未|未到|未检|未验|未开|在建|正在|进行|待)"
)
# What goes wrong in some of many: 投诉27起,涉及游客1.5万人次,投诉率1.8‰.
_INCIDENT = pattern(r"(?:投诉|差错|事故|退件|返修|故障|退费|信访|违规|举报|纠纷|差评|漏检|误报)$")
_QUALIFIED = pattern(r"有效|有责|责任|重大|属实|重复|实名|集体|越级")
_SERVED = pattern(
    r"^,?(?:涉及|接待|服务|受理|办理|办件|总|共|全年|配送|运送|运营|承运|开展|组织|惠及|覆盖)"
)
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
# 满意及较满意的141户: all of them, whatever the degree
_CONTENT = pattern(
    r"[,、]?(?:其中)?(?:表示|评价为?|认为)?[“]?(?:非常|很)?满意[”]?(?:[和及、与]|以及)[“]?(?:基本|比较|较为?)满意[”]?(?:的|共|有|合计)*"
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
        if _OTHERS.search(out.text, rate.lead_from, rate.start):
            continue  # the rate of some of what was counted, or of another time
        near = mentions[max(0, position - 6) : position]
        window = _window(near, rate)
        stem = match["stem"] or ""
        tasks = stem.startswith("完成") and _finished(_window(near, rate, planned=True), out.text)
        if len(window) < 2 and not tasks:
            continue
        found = (
            tasks or _operands(window, stem, out.text) or _incidents(window, rate, stem, out.text)
        )
        if found is None or not_all_told(rate, out):
            continue
        known = _known(out) if known is None else known
        if rate.start not in known:
            add_count_rate(rate, *found, stem, out, sure=_is_sure(*found, stem, out.text))


def _is_sure(part: Mention, whole: Mention, stem: str, text: str) -> bool:
    """Whether the words leave no doubt that a rate is that of two numbers."""
    own = text[part.lead_from : part.start]
    loose = _FINISHED.fullmatch(own) or _CONTENT.fullmatch(own)
    return not loose and not _of_such(whole, part, stem, text)


def not_all_told(rate: Mention, out: Collector) -> bool:
    """Whether a sentence goes on with those that are not in its rate yet."""
    end = out.sentences[rate.sentence].end
    return _REST_OPEN.search(out.text, rate.end, end) is not None


def _known(out: Collector) -> set[int]:
    """Return the starts of the rates that are bound already."""
    known = {each.rate.start for each in out.relations[Ratio] if isinstance(each, Ratio)}
    for goal in out.relations[Attainment]:
        if isinstance(goal, Attainment) and goal.rate is not None and goal.target is not None:
            known.add(goal.rate.start)
    known |= {each.rate.start for each in out.relations[Sampling] if isinstance(each, Sampling)}
    return known


def _window(before: Sequence[Mention], rate: Mention, *, planned: bool = False) -> list[Mention]:
    """Return the counts of the sentence before a rate, the nearest last; targets if ``planned``."""
    return [
        m
        for m in before
        if m.sentence == rate.sentence
        and m.dimension in _MEASURES
        and m.quantity.is_plain
        and m.in_parentheses == rate.in_parentheses
        and (m.role not in DERIVED or (planned and m.role == "target"))
    ]


def _operands(window: Sequence[Mention], stem: str, text: str) -> tuple[Mention, Mention] | None:
    """Return numerator and denominator where the words bind them."""
    whole, part = window[-2:]
    if not alike(whole, part, text) or part.segment != whole.segment:
        return None
    head = text[whole.gap_from : whole.start]
    own = text[part.lead_from : part.start]
    if _NO_WHOLE.search(head) or _NO_PART.search(own):
        return None
    around = text[whole.start : part.tail_end]
    bound = (
        _pleased(own, head, stem, around)
        or _pleased_at_all(own, head, stem)
        or _returned(own, head, stem)
        or _done(whole, part, head, stem, text)
        or _of_such(whole, part, stem, text)
    )
    return (part, whole) if bound and not _of_both(window, text) else None


def _finished(window: Sequence[Mention], text: str) -> tuple[Mention, Mention] | None:
    """Return what is finished of what was to be done: 考核指标46项,完成44项,完成比例."""
    for at in range(len(window) - 1, 0, -1):
        whole, part = window[at - 1], window[at]
        own, head = text[part.lead_from : part.start], text[whole.lead_from : whole.start]
        if _FINISHED.fullmatch(own) is None:
            continue
        tasks = _TASKS.search(head) or _TASKS.match(text, whole.end)
        if _ADDED.search(head) or any(same_measure(m, part) for m in window[: at - 1]):
            return None  # 下达46项,新增4项,完成48项: of both
        if tasks and same_measure(whole, part) and part.segment == whole.segment:
            return part, whole
        return None
    return None


def _of_both(window: Sequence[Mention], text: str) -> bool:
    """Whether two counts of one name stand before a part: 反馈问题6个,新发现问题4个,整改10个."""
    if len(window) < 3 or not same_measure(window[-3], window[-2]):
        return False
    first, second = (label_of(text, m.lead_from, m.start) for m in window[-3:-1])
    return bool(first) and first[-_SHORTEST_HEAD:] == second[-_SHORTEST_HEAD:]


def _returned(own: str, head: str, stem: str) -> bool:
    """Whether sheets came back of those that went out."""
    out_and_back = _SENT.search(head) is not None and _BACK.search(own) is not None
    return bool(stem) and out_and_back and _RETURN_RATE.match(stem) is not None


def _done(whole: Mention, part: Mention, head: str, stem: str, text: str) -> bool:
    """Whether one number tells of how many of the other something is true: 24笔中,按时23笔."""
    listed = text.startswith(":", whole.end)  # 问题4个:制度不全、…,已整改3个: each is named
    told = text[part.lead_from if listed else whole.end : part.start]
    told += text[part.end : part.tail_end]
    if not stem or _NOT.search(told) or _SENT.search(head):
        return False  # 12个标段中有3个未按期完工: the rest
    if narrower(text[part.lead_from : part.tail_end], stem):
        return False
    if _OF_WHICH.match(text, whole.end, part.start):
        return _same_doing(stem, text[part.lead_from : part.start] + text[part.end : part.tail_end])
    own = text[part.lead_from : part.start]
    name = without_adverbs(_IN_THE_TERM.sub("", own) if IN_TIME.search(stem) else own)
    bears = len(name) > 1 and all(letter in stem for letter in name)
    if _REACHED.match(own) and _REACHING.search(stem):
        bears = True
    return bears and _ALL.search(head) is not None


def without_adverbs(words: str) -> str:
    """Return what is said of a count without the words that only say when or that it is done."""
    return _ADVERBS.sub("", words)


def _of_such(whole: Mention, part: Mention, stem: str, text: str) -> bool:
    """Whether the second count is those of the first that have the quality of the rate.

    It bears the name of the first one and, before it, the quality: 就业354人,专业对口就业261人.
    """
    quality = _QUALITY.search(stem)
    own = label_of(text, part.lead_from, part.start)
    head = label_of(text, whole.lead_from, whole.start)[-_SHORTEST_HEAD:]
    if quality is None or quality.end() != len(stem) or len(head) < _SHORTEST_HEAD:
        return False
    at = own.find(quality.group())
    return at >= 0 and own[at + len(quality.group()) :] == head and not _NOT.search(own)


def _incidents(
    window: Sequence[Mention], rate: Mention, stem: str, text: str
) -> tuple[Mention, Mention] | None:
    """Return what went wrong and how often it could have: 服务49868人次,投诉80件,投诉率1.6‰."""
    first, second = window[-2:]
    if not _INCIDENT.search(stem) or first.segment != rate.segment:
        return None
    if rate.gap_from != second.end or second.gap_from != first.end:
        return None  # another number stands between
    for part, whole in ((first, second), (second, first)):
        name = label_of(text, part.lead_from, part.start)
        served = text[whole.lead_from : whole.start]
        if (
            name.endswith(stem[-2:])
            and not set(_QUALIFIED.findall(stem)) - set(_QUALIFIED.findall(name))
            and len(name) <= len(stem) + 12
            and not _NO_PART.search(text, part.lead_from, part.start)
            and _SERVED.search(served)
            and not _INCIDENT.search(label_of(text, whole.lead_from, whole.start))
            and not _NO_WHOLE.search(served.removeprefix(","))
        ):
            return part, whole
    return None


def _same_doing(stem: str, words: str) -> bool:
    """Whether a rate says what is true of the part: 按期完工9个,按时完工率."""
    return stem[-2:] in words or (
        IN_TIME.search(stem[-2:]) is not None and IN_TIME.search(words) is not None
    )


def alike(first: Mention, second: Mention, text: str) -> bool:
    """Whether two numbers count the same: 12个标段中有9个."""
    if same_measure(first, second):
        return True
    counts = first.dimension is second.dimension is Dimension.COUNT
    return counts and second.quantity.unit.name in text[first.start : first.end]


def _pleased_at_all(own: str, head: str, stem: str) -> bool:
    """Whether a number counts all who are content, the rather content among them."""
    asked = _ASKED.search(head) is not None and _SENT.search(head) is None
    return asked and stem.endswith("满意") and _CONTENT.fullmatch(own) is not None


def _pleased(own: str, head: str, stem: str, around: str) -> bool:
    """Whether a number of satisfied answers stands right behind that of all answers."""
    if "满意" not in own or not (not stem or stem.endswith("满意")):
        return False
    asked = _ASKED.search(head) is not None and _SENT.search(head) is None
    return asked and _PLEASED.match(own) is not None and _LEVELS.search(around) is None


def add_count_rate(  # noqa: PLR0913 - a rate and all that it is read by
    rate: Mention, part: Mention, whole: Mention, stem: str, out: Collector, *, sure: bool
) -> None:
    """Add a rate of what was counted; 9个 of 12个标段 are 9个标段."""
    rate.role = rate.role or "rate"
    if not same_measure(whole, part):  # 9个 of 12个标段 are 9个标段
        kind = whole.quantity.unit.kind
        part.quantity = replace(part.quantity, unit=replace(part.quantity.unit, kind=kind))
    out.add(
        Ratio(
            start=min(whole.start, part.start),
            end=rate.end,
            topic="named_rate",
            kind=RatioKind.RATIO,
            rate=out.fact(rate),
            numerator=out.fact(part),
            denominator=out.fact(whole),
            sure=sure and of_all_answers(whole, part, stem, out.text),
        )
    )
