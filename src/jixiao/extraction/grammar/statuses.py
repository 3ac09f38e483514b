"""A number of things told apart by how far they have come: 采纳13条、未采纳1条, “优”18个、“良”3个.

A state and its denial leave nothing over, so that both make up the number said before them. Read is
only what the words bind: one number before, one state, what denies it, and no other number of the
same unit in the sentence.
"""

from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_CUES: Final = (
    "未",
    "没有",
    "非",
    "延",
    "逾期",
    "超期",
    "滞后",
    "偏慢",
    "在建",
    "正在",
    "不",
    "尚",
)
_SCALE_CUES: Final = ("良", "满意", "黄灯", "有可能")
_COUNTED: Final = frozenset({Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MONEY})
_AFTER = 24  # characters after a number in which its state may be told

_DENIAL = pattern(
    r"(?:未能|没有能?|尚未|还未|暂未|(?<!从)未|(?<!非)不)(?:按时|按期|如期|予)?"
    r"(?P<verb>达(?=[到标成目])|[\u4e00-\u9fff]{2})"
)
_DENIED_KIND = pattern(r"(?:^|[、,:;和])非(?![机公税])(?P<verb>[\u4e00-\u9fff]{2,10}?)的?$")
_LATE = pattern(r"延期|逾期|超期|延后|推迟|滞后|偏慢|落后|超时")
_ON_TIME = pattern(
    r"按时|按期|如期|及时|(?:时间|序时|进度)?要求|(?:达到|赶上|符合|快于)(?:时间|序时|计划)?进度"
    r"|(?:期限|时限)内|正常推进"
)
_OBJECT = pattern(r"[\u4e00-\u9fff]*")
_QUALIFIED = pattern(
    r"[0-9]|以[上内下]|(?<!或)超过|可能|确定能"
)  # 逾期5天以上的: not all that are late
_UNDER_WAY = pattern(r"在建|续建|正在(?:实施|建设|推进|施工|办理|整改|进行)|在办")
_OVER = pattern(r"完工|竣工|建成|完成|办结|整改到位|投产|投用")
_NO = pattern(r"未|没有?|不|非|延|逾|超期|滞后|偏慢|在建")
# Of another time than the number before, or a thing that was planned or added.
_APART = pattern(r"累计|上年|去年|往年|历年|以前|同期|新增|另外|此外|其中|[(,]含|平均")
# A number in such a state is itself one of several: 达到推荐标准的12家,达到基本标准的60家.
_REACHED = pattern(r"达到|达标|合格|通过|按时|按期|已|未|采纳|整改|解决")
_LATER = pattern(r"(?:未|没有)(?P<state>[\u4e00-\u9fff]{2,8}?)的?")
_OF_WHICH = pattern(r"[\u4e00-\u9fff]{0,8}[,(]其中:?[\u4e00-\u9fff“”]{1,12}")
_OF_ALL = pattern(r"(?:目前|现|现已|年末|年底)?(?:已|按[时期]|如期|完成|采纳|整改)")
_JOINS = pattern(r"[\u4e00-\u9fff]{0,6}[、和及][\u4e00-\u9fff“”]{1,12}")
_SUM = pattern(r"合计|共计|总计|共有?$")
_SCALES: Final = (
    pattern(
        r"[“\"](?P<grade>优秀?|良好?|中等?|差|较差|合格|不合格|一般)[”\"](?:等次|等级|档)?(?:的[\u4e00-\u9fff]{0,4})?$"
    ),
    pattern(r"(?P<grade>绿|黄|红)灯的?$"),
    pattern(r"(?P<grade>确定能|有可能|完全不可能)(?:完成|实现)的?$"),
    pattern(
        r"(?P<grade>非常满意|很满意|十分满意|比较满意|较满意|基本满意|不太满意|不满意|满意|一般|不了解|说不清)"
        r"[”\"]?的?(?:有|为|占)?$"
    ),
)
_FEWEST_GRADES = 3
# Answers that came back, of which a scale of satisfaction is told.
_ANSWERS = pattern(
    r"(?:有效|收回|回收|收到|共|合计|共计|总计|调查|受访|参评)(?:答卷|问卷|样本|样本量|评价|票|群众|对象|居民|村民|学生)*(?:数|为|有)?$"
)
_VALID = pattern(r"有效(?!率)")
_TAKEN_OUT = pattern(r"剔除|无效|作废|废卷|弃权")
_NOT_RATED = pattern(
    r"[、,;。](?:另|其余|其他|弃权|未|无效|缺|空白|放弃|拒|没有?)"
    r"|[、,;(][0-9]+[^,。;0-9]{1,4}(?:弃权|未|无效|空白|放弃|拒|没有?)"
)
_PLEASED = r"(?:非常|很|十分|比较|较|基本)?满意"
_PLEASED_SUM = pattern(
    rf"[,;]?“?(?P<first>{_PLEASED})”?[和与及、]“?(?P<second>{_PLEASED})”?的?(?:合计|共计|共|总计)(?:为|有)?$"
)
_NONE_ELSE = pattern(r"[^。;]{0,4}(?:没有|无)[“\"]?(?:[一中差]|合格|不合格|其他)")
_HEAD = pattern(r"(?P<name>[\u4e00-\u9fff]{2,10}?)当?中[,:]?")
_TAKEN_IN = pattern(r"(?:纳入|列入|实施|开展)[^,;]{0,8}监控")
_MONITORED_BY = pattern(r"灯的?$|可能(?:完成|实现)的?$|确定能")
_GRADED = pattern(r"(?:自评|评价|评定|评为|等次|等级|结果)[\u4e00-\u9fff]{0,6}[“\"]")
_EVALUATED_AFTER = pattern(
    r"[\u4e00-\u9fff]{0,4}项目(?:全部|均|都|已|进行|开展|组织|实施|了|支出|绩效|单位|全面)*(?:自评价?|评价)"
)
_EVALUATED = pattern(r"(?:自评|评价)的?[\u4e00-\u9fff]{0,4}项目(?:为|有|共|共计|合计)*$")
_UNGRADED = pattern(r"另|其余|尚未|暂未|未评|未定|未参")
_NOT_HEADS: Final = ("其", "工作", "过程", "年")


def read_statuses(paragraph: Paragraph, out: Collector) -> set[int]:
    """Read the states of a paragraph; return where the numbers stand that they have used."""
    text = out.text
    taken: set[int] = set()
    if len(paragraph.mentions) < 3:
        return taken
    words = text[paragraph.start : paragraph.end]
    denied = any(cue in words for cue in _CUES)
    scaled = any(cue in words for cue in _SCALE_CUES)
    if not denied and not scaled:
        return taken
    for low, high in _sentences(paragraph.mentions):
        stretch = paragraph.mentions[low:high]
        earlier = paragraph.mentions[:low]
        if denied and high - low > 2:
            taken.update(_read_denial(stretch, out))
        if denied:
            taken.update(_read_denied_later(stretch, earlier, out))
        if scaled and high - low > 1:
            taken.update(_read_scale(stretch, earlier, out))
    return taken


def _sentences(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return where the mentions of each sentence begin and end."""
    found: list[tuple[int, int]] = []
    low = 0
    for at in range(1, len(mentions) + 1):
        if at == len(mentions) or mentions[at].sentence != mentions[low].sentence:
            found.append((low, at))
            low = at
    return found


# --- a state and its denial -----------------------------------------------------------------


def _read_denial(mentions: Sequence[Mention], out: Collector) -> set[int]:
    """Read W条,采纳a条,未采纳b条: a state and what denies it make up the number before.

    A semicolon may divide two such lists of one number; each of them must then be whole.
    """
    text = out.text
    for at, mention in enumerate(mentions):
        if not _is_state(mention, text):
            continue
        whole = _sole_before(mentions[:at], mention, text)
        if whole is None:
            continue
        rest = [m for m in mentions[at:] if same_measure(m, mention)]
        groups = [rest]
        if _list_of(rest, text) is None:
            numbers = sorted({m.segment for m in rest})
            groups = [[m for m in rest if m.segment == number] for number in numbers]
        if any(_list_of(group, text) is None for group in groups):
            continue
        if _strays(whole, [m for group in groups for m in group], text):
            continue
        for group in groups:
            _add(whole, group, out)
        return {m.start for group in groups for m in group}
    return set()


def _read_denied_later(
    mentions: Sequence[Mention], earlier: Sequence[Mention], out: Collector
) -> set[int]:
    """Read 毕业生a人,就业升学b人。…未就业升学的c人: a state of a sentence before is denied."""
    text = out.text
    for mention in mentions:
        match = _LATER.fullmatch(text, mention.lead_from, mention.start)
        if match is None or not _counts(mention) or mention.in_parentheses:
            continue
        states = [
            m for m in earlier if m.subject.label == match["state"] and same_measure(m, mention)
        ]
        if len(states) != 1 or not _counts(states[0]) or states[0].in_parentheses:
            continue
        before = [
            m for m in earlier if m.sentence == states[0].sentence and m.start < states[0].start
        ]
        alike = [m for m in before if same_measure(m, mention)]
        if len(alike) != 1 or not _counts(alike[0]) or _strays(alike[0], states, text):
            continue
        _add(alike[0], [states[0], mention], out)
        return {mention.start}
    return set()


def _is_state(mention: Mention, text: str) -> bool:
    """Whether a number is of things in a state that is no denial."""
    if not _counts(mention) or mention.in_parentheses:
        return False
    state = state_of(mention, text)
    return bool(state) and _NO.search(state) is None and _QUALIFIED.search(state) is None


def _sole_before(before: Sequence[Mention], first: Mention, text: str) -> Mention | None:
    """Return the one number of the same unit before a list of states.

    Of several it is the sum that 其中 follows; what 其中 told of before a semicolon is passed over,
    and so are the numbers that 、 joins after 其中.
    """
    alike = [m for m in before if same_measure(m, first)]
    if _OF_ALL.match(text, first.lead_from, first.start):
        alike = _without_list(alike, text)
    kept = alike[:1] + [
        m
        for m in alike[1:]
        if m.segment == first.segment or "其中" not in text[alike[0].end : m.start]
    ]
    if len(kept) > 1:
        last = kept[-1]
        summed = _SUM.search(text, last.lead_from, last.start)
        if summed is None or "其中" not in text[last.end : first.start]:
            return None
        return last if _counts(last) else None
    return kept[0] if kept and _counts(kept[0]) else None


def _without_list(alike: list[Mention], text: str) -> list[Mention]:
    """Leave out the numbers that 、 joins after 其中: 236处,其中甲类128处、乙类108处,已整改…."""
    if len(alike) < 3 or _OF_WHICH.fullmatch(text, alike[0].end, alike[1].start) is None:
        return alike
    inner = 2
    while inner < len(alike) and _JOINS.fullmatch(text, alike[inner - 1].end, alike[inner].start):
        inner += 1
    return [alike[0], *alike[inner:]] if inner > 2 else alike


def _list_of(group: Sequence[Mention], text: str) -> Sequence[Mention] | None:
    """Return a list of one state and its denials, None where the numbers are no such list."""
    if len(group) < 2 or not _is_state(group[0], text):
        return None
    state = state_of(group[0], text)
    states = [state_of(mention, text) for mention in group[1:]]
    if any(map(_UNDER_WAY.search, states)) and any(map(_LATE.search, states)):
        return None  # 11个在建,5个滞后: of those under way some may be late
    matched = False
    for mention in group[1:]:
        words = state_of(mention, text)
        if not words or not _counts(mention) or mention.in_parentheses:
            return None
        if _QUALIFIED.search(words):
            return None
        denies = _denies(words, state)
        if not denies and not (_LATE.search(words) or _DENIAL.search(words)):
            return None
        matched = matched or denies
    return group if matched else None


def _counts(mention: Mention) -> bool:
    quantity = mention.quantity
    return (
        mention.dimension in _COUNTED
        and quantity.is_point
        and quantity.comparator is None
        and not mention.average
        and mention.role not in {"difference", "rank", "population", "last", "rise"}
    )


def state_of(mention: Mention, text: str) -> str:
    """Return the words that tell the state of what is counted: before the number, or after it."""
    lead = text[mention.lead_from : mention.start].rpartition("、")[2]
    if _STATED.search(lead):
        return lead
    following = text[mention.end : min(mention.tail_end, mention.end + _AFTER)]
    return following if _STATED.search(following) else ""


_STATED = pattern(
    r"未|没有|不[合达符通予]|非|延期|逾期|超期|延后|推迟|滞后|偏慢|在建|正在|在办"
    r"|完成|完工|竣工|建成|办结|采纳|采用|达到|达标|达成|合格|通过|按时|按期|如期|及时|期限内|时限内"
    r"|开工|启动|整改|销号|解决|落实|签约|签订|投产|到位|验收|支付|兑现|参保|收回|发放|使用|赶上"
    r"|类的?$|户的?$|村的?$|符合|正常"
)


def _denies(words: str, state: str) -> bool:
    """Whether a state is what another denies: 未采纳 and 采纳, 延期 and 按时, 在建 and 完工."""
    kind = _DENIED_KIND.search(words)
    if kind is not None:
        return state.rstrip("的").endswith(kind["verb"])
    match = _DENIAL.search(words)
    if match is not None and match["verb"] in state:
        own, other = _object(words[match.end() :]), _object(state.rpartition(match["verb"])[2])
        if not own or other.endswith(own):
            return True
    if _LATE.search(words) and _ON_TIME.search(state):
        return True
    return _UNDER_WAY.search(words) is not None and _OVER.search(state) is not None


def _object(words: str) -> str:
    """Return what a verb is said of: 目标 of 未达目标."""
    match = _OBJECT.match(words)
    return match.group().rstrip("的") if match is not None else ""


def _strays(whole: Mention, parts: Sequence[Mention], text: str) -> bool:
    """Whether the words say that the numbers are of different times or matters."""
    if whole.quantity.value <= 0 or whole.in_parentheses:
        return True
    if _REACHED.search(text, whole.lead_from, whole.start):
        return True
    if _APART.search(text, whole.lead_from, whole.start):
        return True
    lead = text[whole.end : parts[0].start]
    if lead.count("其中") > 1 or _APART.search(lead.replace("其中", "")):
        return True
    return any(_APART.search(text, m.gap_from, m.start) for m in parts[1:])


# --- a scale --------------------------------------------------------------------------------


def _read_scale(
    mentions: Sequence[Mention], earlier: Sequence[Mention], out: Collector
) -> set[int]:
    """Read “优”18个、“良”2个、“中”1个 of a number said before, and answers by degree."""
    text = out.text
    taken: set[int] = set()
    for scale in _SCALES:
        graded = [(m, scale.search(text, m.lead_from, m.start)) for m in mentions]
        run = [(m, match["grade"]) for m, match in graded if match is not None and _counts(m)]
        if len(run) < 2 or len({grade for _, grade in run}) != len(run):
            continue
        first, last = run[0][0], run[-1][0]
        if len(run) < _FEWEST_GRADES and not _NONE_ELSE.match(text, last.end):
            continue
        between = [m for m in mentions if first.start <= m.start <= last.start]
        if [m for m in between if same_measure(m, first)] != [m for m, _ in run]:
            continue
        if first.segment != last.segment or text.startswith("等", last.end):
            continue
        if _NOT_RATED.match(text, last.end) and "满意" in text[first.lead_from : last.start]:
            continue
        taken.update(_read_pleased(mentions, run, out))
        whole = _whole_of(mentions, earlier, first, out)
        if whole is None:
            continue
        _add(whole, [m for m, _ in run], out)
        taken.update(m.start for m, _ in run)
    return taken


def _read_pleased(
    mentions: Sequence[Mention], run: Sequence[tuple[Mention, str]], out: Collector
) -> set[int]:
    """Read 满意a份、基本满意b份、…,满意和基本满意合计c份 behind the scale."""
    counted = {grade: m for m, grade in run}
    last = run[-1][0]
    for mention in mentions:
        if mention.start <= last.start or not same_measure(mention, last) or not _counts(mention):
            continue
        match = _PLEASED_SUM.match(out.text, mention.lead_from, mention.start)
        if match is None or mention.gap_from != last.end:
            return set()
        parts = [counted.get(match["first"]), counted.get(match["second"])]
        told = [m for m in parts if m is not None]
        if len(told) == len(parts) and told[0] is not told[1]:
            _add(mention, told, out)
            return {mention.start}
        return set()
    return set()


def _answers(before: Sequence[Mention], first: Mention, text: str) -> Mention | None:
    """Return the answers of an inquiry that a scale divides: the valid ones of those told."""
    whole = before[-1]
    if "满意" not in text[first.lead_from : first.start] or not _counts(whole):
        return None
    if _ANSWERS.search(text, whole.lead_from, whole.start) is None:
        return None
    valid = [m for m in before if _VALID.search(text, m.lead_from, m.start)]
    if valid and valid != [whole]:
        return None
    if _TAKEN_OUT.search(text, whole.end, first.start):
        return None
    return None if _APART.search(text, whole.lead_from, whole.start) else whole


def _is_graded(mention: Mention, text: str) -> bool:
    return any(s.search(text, mention.lead_from, mention.start) for s in _SCALES)


def _whole_of(
    mentions: Sequence[Mention], earlier: Sequence[Mention], first: Mention, out: Collector
) -> Mention | None:
    """Return the one number of the same unit before a scale, or the one that the text names."""
    text = out.text
    before = [m for m in mentions if m.start < first.start and same_measure(m, first)]
    if any(m.segment < first.segment and _is_graded(m, text) for m in before):
        before = []  # another scale of the same things
    if before:
        if len(before) > 1:
            return _answers(before, first, text)
        sole = _counts(before[0])
        apart = _APART.search(text, before[0].lead_from, before[0].start)
        return before[0] if sole and not apart else None
    monitored = [m for m in earlier if same_measure(m, first) and _is_monitored(m, text)]
    if monitored and _MONITORED_BY.search(text, first.lead_from, first.start):
        return monitored[0] if len(monitored) == 1 and _counts(monitored[0]) else None
    judged = [m for m in earlier if same_measure(m, first) and _is_evaluated(m, text)]
    if judged and _GRADED.search(text, first.lead_from, first.start):
        others = [m for m in earlier if m.start > judged[0].start and same_measure(m, first)]
        left = _UNGRADED.search(text, first.start, out.sentences[first.sentence].end)
        return judged[0] if not others and left is None and _counts(judged[0]) else None
    opening = out.sentences[first.sentence].start
    match = _HEAD.match(text, opening, first.start)
    if match is None or match["name"].endswith(_NOT_HEADS):
        return None
    named = [
        m
        for m in earlier
        if m.sentence >= first.sentence - 1
        and same_measure(m, first)
        and m.subject.label.endswith(match["name"])
        and _counts(m)
    ]
    return named[0] if len(named) == 1 else None


def _is_monitored(mention: Mention, text: str) -> bool:
    """Whether a number is of the projects that a monitoring takes in: 纳入监控的项目6个."""
    lead = text[mention.lead_from : mention.start]
    following = text[mention.end : mention.tail_end]
    return _TAKEN_IN.search(lead) is not None and ("项目" in lead or "项目" in following)


def _is_evaluated(mention: Mention, text: str) -> bool:
    """Whether a number is of the projects that were evaluated: 对9个项目开展绩效自评."""
    if _EVALUATED_AFTER.match(text, mention.end) is not None:
        return True
    return _EVALUATED.search(text, mention.lead_from, mention.start) is not None


def _add(whole: Mention, parts: Sequence[Mention], out: Collector) -> None:
    out.add_breakdown(out.fact(whole), [out.fact(part) for part in parts])
