"""What assets are made of: 原值－累计折旧＝净值; 在用462台、待报废24台; 流动资产、固定资产净值….

A list of assets seldom says that it is complete. Certain is only what the words close: an original
value less its depreciation, a list that ends with 其余 or 及其他, or one that 由…组成 announces.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.ratio_operands import add_rate
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern

_CUE = pattern("资产|折旧|摊销|在用|闲置|空置|自用|待处置|待报废")
_END = (
    r"(?:总?[额值]|净[值额]|数量?|面积|建筑面积|余额|账面|合计|共计?|总计|分?别?[为是有达计]|:)*$"
)

# --- 原值, 累计折旧, 净值 ----------------------------------------------------------------------

_ORIGINAL = pattern(r"(?P<noun>[\u4e00-\u9fff()]*?)(?:账面)?原值(?:总额|合计|总计|[为是共计达])*$")
_WRITTEN_OFF = pattern(r"(?:累计|已提|已计提)(?:计提)?(?:折旧|摊销)(?:额|总额|合计|[为是共计达])*$")
_NET = pattern(
    r"^[,、;:()]*(?:折余后?|其)?(?P<noun>[\u4e00-\u9fff]*?)(?:账面)?净[值额](?:总额|合计|[为是共计达])*$"
)
_OTHER_TIME = pattern(r"年初|期初|上年|去年|新增|当年|本年计提|本期|处置|报废|划转|减值|增加|减少")

# --- the sorts of assets ---------------------------------------------------------------------

_ASSETS = pattern(
    r"(?:资产(?:总[额值计]|合计|账面总值)|总资产|资产账面总额)(?:合计|共计?|[为是达计])*$"
)
_SORT = pattern(
    r"(?:^|[,、;:(和及中])(?:其中|包括|分别为)?:?(?:各类|年末|期末|其他|其它|长期)*"
    r"(?P<sort>流动资产|固定资产(?!原)|无形资产|在建工程|对?外?(?:长期)?(?:股权|债券)?投资|公共基础设施"
    r"|政府储备物资|文物文化资产|保障性住房|待摊费用|非流动资产|资产)" + _END
)
_KIND = pattern(
    r"(?:房屋|土地|构筑物|建筑物|车辆|通用设备|专用设备|设备|家具|用具|装具|图书|档案|文物|陈列品|动植物"
    r"|物资|软件)[\u4e00-\u9fff和及、]{0,10}" + _END
)
_FIXED = pattern(r"固定资产(?:账面)?(?:原值|总[额值]|净[值额])?(?:合计|共计?|[为是达计])*$")
_CLOSING = pattern(r"(?:及|和|以及)(?:其他|其它)(?:类|资产)?" + _END)
_COMPOSED = pattern(r"组成|构成|分别为|分别是")
_FEWEST_SORTS, _FEWEST_KINDS = 2, 3

# --- in use or not ---------------------------------------------------------------------------

_USED = r"在用|自用|正常使用|正在使用|在使用|投入使用|使用中"
_IDLE = (
    r"闲置|空置|未使用|未启用|待处置|待处理|待报废|待核销|待维修|维修中"
    r"|出租出借|对外出租|出租|出借|借出|停用|封存|库存"
)
_STATE = pattern(
    r"^[,、;:(和及]*(?:其中|包括|分别为)?:?(?:现|目前|实际|办公|业务|机关|尚|仍|有|已|正常|的)*"
    rf"(?P<state>{_USED}|{_IDLE})(?:的|状态|资产|房屋|用房|设备|车辆|部分)*" + _END
)
_REST = pattern(r"^[,、;:和及]*(?:其余|余下|剩余|剩下)的?(?:有|为|部分)?$")
_IS_IDLE = pattern(rf"(?:均|全部|都)?(?:[为是系]|属于?|处于)(?P<state>{_IDLE})")
_AMONG = pattern(
    r"^[,;]?(?P<name>[\u4e00-\u9fff]{2,12}?)当?中,?(?:其中)?" + rf"(?:实际)?(?:{_USED})"
)
_RATE = pattern(
    r"^[,、;:]*(?:固定资产|资产|办公用房|用房|房屋|房产|设备|车辆|公务用车|计算机|综合|总体|实际)?"
    r"(?P<word>使用|利用|在用|闲置|空置|出租)率(?:[为是达约]|仅)*$"
)
_RATE_OF: Final = {"使用": _USED, "利用": _USED, "在用": _USED, "闲置": "闲置", "空置": "空置"}
_WHOLE_NOT = pattern(r"其中|新增|购置|采购|处置|报废|增加|减少|占|上年|计划|目标|编制|核定|限额")


def read_assets(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read what the assets of a paragraph are made of, but for the numbers ``taken`` before."""
    text = out.text
    if len(paragraph.mentions) < 2 or not _CUE.search(text, paragraph.start, paragraph.end):
        return
    for _, group in groupby(paragraph.mentions, key=lambda m: m.sentence):
        sentence = [m for m in group if not m.average]
        _read_net(sentence, out)
        _read_sorts(sentence, out, taken)
        _read_states(paragraph, sentence, out, taken)


# --- 原值, 累计折旧, 净值 ----------------------------------------------------------------------


def _read_net(sentence: Sequence[Mention], out: Collector) -> None:
    """Read 原值A,累计折旧B,净值C, each told once."""
    text = out.text
    money = [m for m in sentence if m.dimension is Dimension.MONEY and m.role not in DERIVED]
    leads = [text[m.lead_from : m.start] for m in money]
    off = [m for m, lead in zip(money, leads, strict=True) if _WRITTEN_OFF.search(lead)]
    if len(off) != 1:
        return
    original = [m for m, lead in zip(money, leads, strict=True) if _ORIGINAL.search(lead)]
    net = [m for m, lead in zip(money, leads, strict=True) if _NET.search(lead)]
    if len(original) != 1 or len(net) != 1:
        return
    if any(_OTHER_TIME.search(text, m.lead_from, m.start) for m in (*original, *off, *net)):
        return
    if "减值" in text[original[0].start : max(net[0].end, off[0].end)]:
        return
    first = _ORIGINAL.search(text, original[0].lead_from, original[0].start)
    last = _NET.search(text[net[0].lead_from : net[0].start])
    if first is None or last is None or not first["noun"].endswith(last["noun"]):
        return  # 固定资产原值…,资产净值… of other things besides
    _add(net[0], [original[0], off[0]], out, sure=True, signs=(1, -1))


# --- the sorts of assets ---------------------------------------------------------------------


def _read_sorts(sentence: Sequence[Mention], out: Collector, taken: set[int]) -> None:
    """Read 资产总额W,其中流动资产a、固定资产净值b、无形资产c and 固定资产W,其中房屋a、…及其他d."""
    text = out.text
    for at, whole in enumerate(sentence):
        if whole.dimension is not Dimension.MONEY or whole.start in taken or whole.role in DERIVED:
            continue
        lead = text[whole.lead_from : whole.start]
        if _WHOLE_NOT.search(lead) or whole.in_parentheses:
            continue
        total = _ASSETS.search(lead) is not None
        if not total and not _FIXED.search(lead):
            continue
        words = _SORT if total else _KIND
        parts = _listed(sentence[at + 1 :], whole, text)
        if len(parts) < (_FEWEST_SORTS if total else _FEWEST_KINDS):
            continue
        if not all(words.search(text, m.lead_from, m.start) for m in parts[:-1]):
            continue
        last = text[parts[-1].lead_from : parts[-1].start]
        closing = _CLOSING.search(last) is not None
        if not closing and not words.search(last):
            continue
        if not total and not closing:
            continue  # 其中房屋a、车辆b: of the other kinds nothing is said
        stretch = text[whole.end : parts[0].start]
        if "占" in stretch or len({text[m.lead_from : m.start] for m in parts}) < len(parts):
            continue
        sure = closing or _COMPOSED.search(stretch) is not None
        _add(whole, parts, out, sure=sure)
        taken.update(m.start for m in parts)


def _listed(following: Sequence[Mention], whole: Mention, text: str) -> list[Mention]:
    """Return the amounts of a list right after its whole, up to a semicolon or another list."""
    parts: list[Mention] = []
    for mention in following:
        if mention.segment != whole.segment or mention.role in DERIVED:
            break
        gap = text[mention.gap_from : mention.start]
        if mention.in_parentheses or is_percent(mention):
            continue
        if not same_measure(mention, whole) or (parts and "其中" in gap):
            break
        parts.append(mention)
    if parts and text.startswith("等", parts[-1].end):
        return []
    return parts


# --- in use or not ---------------------------------------------------------------------------


def _read_states(
    paragraph: Paragraph, sentence: Sequence[Mention], out: Collector, taken: set[int]
) -> None:
    """Read W台,在用a台,待报废b台: what is in use, and what is not."""
    text = out.text
    for at, opener in enumerate(sentence):
        if opener.start in taken or _state(opener, text) is None or opener.in_parentheses:
            continue
        whole = _whole_of(paragraph, sentence, at, out)
        if whole is None:
            continue
        parts, states = _in_states(sentence[at:], opener, text)
        used = [state for state in states if state in _USED]
        if len(parts) < 2 or len(used) != 1 or len(set(states)) < len(states):
            continue
        if any(m.start in taken for m in parts):
            continue
        at_once = (
            whole.end == opener.gap_from
        )  # 固定资产中在用…: of the net value, or the original?
        rest = _REST.search(text[parts[-1].lead_from : parts[-1].start]) is not None
        _add(whole, parts, out, sure=rest and at_once)
        taken.update(m.start for m in parts)
        _read_rate(sentence, whole, dict(zip(states, parts, strict=True)), out)
        return


def _state(mention: Mention, text: str) -> str | None:
    """Return the state that a number is said to be in, None where it is in none."""
    lead = text[mention.lead_from : mention.start]
    match = _STATE.search(lead)
    if match is None and _REST.search(lead):
        match = _IS_IDLE.match(text, mention.end)
    if match is None and (among := _AMONG.search(lead)) is not None:
        return next(word for word in _USED.split("|") if word in among.group())
    return match["state"] if match is not None else None


def _in_states(
    mentions: Sequence[Mention], opener: Mention, text: str
) -> tuple[list[Mention], list[str]]:
    """Return the numbers of a list of states, and the states, up to what is in none."""
    parts: list[Mention] = []
    states: list[str] = []
    for mention in mentions:
        if mention.segment != opener.segment:
            break
        if mention.in_parentheses or is_percent(mention):
            continue
        if not same_measure(mention, opener):
            break
        state = _state(mention, text)
        nested = parts and "其中" in text[mention.gap_from : mention.start]
        if state is None or nested:
            break
        parts.append(mention)
        states.append(state)
    return parts, states


def _whole_of(
    paragraph: Paragraph, sentence: Sequence[Mention], at: int, out: Collector
) -> Mention | None:
    """Return the number right before a list of states, or the one that 固定资产中 names."""
    text, opener = out.text, sentence[at]
    among = _AMONG.search(text[opener.lead_from : opener.start])
    if among is not None:
        name = among["name"]
        found = [
            m
            for m in paragraph.mentions
            if m.start < opener.start
            and m.sentence >= opener.sentence - 1
            and same_measure(m, opener)
            and m.role not in DERIVED
            and m.subject.label.startswith(name)
        ]
        return found[0] if len(found) == 1 else None
    if not at:
        return None
    whole = sentence[at - 1]
    fits = (
        same_measure(whole, opener)
        and whole.start not in out.wholes
        and whole.segment == opener.segment
        and not whole.in_parentheses
        and whole.role not in DERIVED
        and whole.quantity.is_point
        and _WHOLE_NOT.search(text, whole.lead_from, whole.start) is None
    )
    stretch = text[whole.end : opener.start]
    return whole if fits and stretch.count(",") <= 1 and "占" not in stretch else None


def _read_rate(
    sentence: Sequence[Mention], whole: Mention, found: dict[str, Mention], out: Collector
) -> None:
    """Read the rate that is told after a list of states: 使用率95.06%, 房屋闲置率10.88%."""
    last = max(found.values(), key=lambda m: m.start)
    following = [m for m in sentence if m.start > last.start and is_percent(m) and not m.role]
    for rate in following:
        match = _RATE.search(out.text[rate.lead_from : rate.start])
        if match is None or rate.segment != last.segment:
            continue
        states = _RATE_OF.get(match["word"], match["word"])
        part = next((m for state, m in found.items() if state in states), None)
        if part is None:
            continue
        add_rate(rate, (part, whole), "assets", out, sure=whole.sentence == part.sentence)


def _add(
    whole: Mention,
    parts: Sequence[Mention],
    out: Collector,
    *,
    sure: bool,
    signs: tuple[int, ...] = (),
) -> None:
    out.add(
        PartsOfWhole(
            start=min(whole.start, parts[0].start),
            end=max(whole.end, parts[-1].end),
            topic="assets",
            whole=out.fact(whole),
            parts=tuple(out.fact(part) for part in parts),
            exhaustive=True,
            sure=sure,
            signs=signs,
        )
    )
