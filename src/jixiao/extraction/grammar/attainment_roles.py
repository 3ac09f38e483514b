"""The role of a number in an indicator: target, actual value or rate of completion."""

from dataclasses import dataclass

from jixiao.extraction.grammar.base import (
    counts_by_target,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Comparator, Dimension
from jixiao.patterns import pattern

_VERB_TARGETS = frozenset({"计划", "原计划", "年初计划", "预计", "要求", "全年计划", "年度计划"})
_MISSED = frozenset({"未达", "未达到", "没有达到", "尚未达到", "未能达到"})
_SENTENCES_ON = 2
_COMMON_ENDING = 3
_EXCESS = pattern(
    r"超(?<![不未]超)|高[于出](?<![不未]高.)|多于(?<![不未]多于)|低于(?<![不未]低于)|少于(?<![不未]少于)"
)
# 多修0.6公里, 还差12户: the distance to the target, whatever was done
DISTANCE = pattern(
    r"(?<![减最许众诸大至较增])[多少](?![于元种部方层人媒年样项边维功级])[\u4e00-\u9fff]{0,3}$|(?:差|缺|欠)了?$"
)
_ADJUSTED = pattern(r"(?:调整|修订|修改|调增|调减)(?:为|至|到|后为)$")
_ADJUSTED_ENDS = ("为", "至", "到")
TAIL_TARGET = pattern(r"的?(?:年度|年初)?(?:目标|指标|控制|上限|控制数)|的(?:要求|标准(?!化)|规定)")
_TASK = pattern(r"(?:^|[为,])(?:年度|全年|年初|上级下达|下达)?任务(?:数|量)?[为是]?$")
_SHARE_OF = pattern(
    r"(?:完成|达到?|实现|占|为)了?(?:年度|全年|年初)*(?:目标|计划|指标|任务)(?:值|数|任务)?$"
)
_OF_THE_PLAN = pattern(
    r"(?:完成|为|是|占|达到?)(?:年度|年初|全年|原)?(?:计划|目标|任务|指标)(?:值|数|任务)?的$"
)
_PLANNED_BEFORE = pattern(r"(?:计划|拟|预计|目标)$")
_BUILT = pattern(
    r"(?:已|共|全年|累计|全部|实际)*(?:建成|落地|新建|完工|竣工|投用|竣工投用|建成投用|派出|实演|实送|举办|开展|"
    r"整改|改造|修缮|改建|安装|培训|演出|发放|治理|完成改造|投入使用)(?:了|达)?$"
)
INDICATOR = pattern(r"指标|目标值|[≥≤]")


@dataclass(slots=True)
class Draft:
    """An indicator as far as it is read."""

    target: Mention | None = None
    actual: Mention | None = None
    rate: Mention | None = None
    verdict: Hit | None = None

    def mentions(self) -> list[Mention]:
        """Return its numbers in reading order."""
        return sorted(
            (m for m in (self.target, self.actual, self.rate) if m is not None),
            key=lambda m: m.start,
        )


def role_of(mention: Mention, draft: Draft, text: str) -> str:
    """Tell target, actual and rate by the cue nearest to the number."""
    role = role_by_form(mention, text)
    if role is None:
        role = _role_of_percent(mention, draft, text)
    if role is None:
        role = _role_by_words(mention, text)
    if role is not None:
        return role
    target = draft.target
    if target is None or draft.actual is not None:
        return ""
    if _named_alike(target, mention) or _built(target, mention, text):
        return "actual"
    return ""


def _built(target: Mention, mention: Mention, text: str) -> bool:
    """Whether a number right behind a target says what was done: 计划8座,建成7座."""
    return (
        mention.gap_from == target.end
        and (mention.sentence, mention.segment) == (target.sentence, target.segment)
        and same_measure(target, mention)
        and text[target.end] in ",、"
        and _BUILT.match(text[mention.lead_from : mention.start]) is not None
    )


def role_by_form(mention: Mention, text: str) -> str | None:
    """Return the role that the words around give without doubt, "" for none, None if open."""
    lead = text[mention.lead_from : mention.start]
    excess = _EXCESS.search(lead)
    if excess and (INDICATOR.search(lead, excess.end()) or TAIL_TARGET.match(text, mention.end)):
        excess = None  # 高于指标值62.5%, 高于95%的目标
    if excess or "分别" in lead or DISTANCE.search(lead) or counts_by_target(mention, text):
        return ""  # several at once, or a distance to the target
    if lead.endswith(_ADJUSTED_ENDS) and _ADJUSTED.search(lead):
        return "target"
    stated = mention.quantity.comparator
    if stated is not None and stated is not Comparator.EQUAL:
        return "target"
    return None


def _role_of_percent(mention: Mention, draft: Draft, text: str) -> str | None:
    """Tell whether a percentage is the rate of completion."""
    if not is_percent(mention):
        return None
    if mention.concept == "completion_rate":
        return "rate"
    lead = text[mention.lead_from : mention.start]
    awaited = draft.rate is None and (draft.target is not None or draft.actual is not None)
    if awaited and not any(is_percent(m) for m in draft.mentions()):
        both = draft.target is not None and draft.actual is not None
        if _OF_THE_PLAN.search(lead) and draft.mentions()[-1].sentence == mention.sentence:
            return "rate"
        if both and lead in ("完成", "完成了", "已完成", "实现"):
            return "rate"
    if lead in ("的", "的比例为"):
        previous = draft.target
        if previous is not None and previous.end == mention.lead_from:
            lead = text[previous.lead_from : previous.start]
            return "" if _EXCESS.search(lead) else "rate"
    return None


def _role_by_words(mention: Mention, text: str) -> str | None:
    """Return the role that a cue gives, "" for an amount of the budget, None without a cue."""
    if mention.dimension is Dimension.MONEY and mention.kind in ("budget", "expenditure", "income"):
        return ""
    lead = text[mention.lead_from : mention.start]
    if TAIL_TARGET.match(text, mention.end) or _TASK.search(lead):
        return "target"
    if text.startswith("的", mention.end) and _SHARE_OF.search(lead):
        return "target"  # 完成年度目标800户的103%
    role = _role_by_cue(mention, text)
    if role is None and looks_like_target(mention, text):
        return "target"
    return role


def _role_by_cue(mention: Mention, text: str) -> str | None:
    """Return the role that the nearest cue of the lead gives."""
    for hit in reversed(mention.hits):
        cues = hit.entry.cues
        if "target" in cues and _near_target(mention, hit, text):
            return "target"
        if "actual" in cues:
            planned = _PLANNED_BEFORE.search(text[mention.lead_from : hit.start])
            return "target" if planned is not None else "actual"
        missed = hit.entry.text in _MISSED and is_percent(mention)
        if missed and is_filler(text, hit.end, mention.start):
            return "target"
    return None


def _named_alike(target: Mention, mention: Mention) -> bool:
    """Whether a number without a cue word is what the target before it was set for."""
    if not same_measure(target, mention) or mention.sentence - target.sentence > _SENTENCES_ON:
        return False
    first, second = target.subject.label, mention.subject.label
    size = _COMMON_ENDING
    return len(first) >= size and len(second) >= size and first[-size:] == second[-size:]


def _near_target(mention: Mention, hit: Hit, text: str) -> bool:
    if is_filler(text, hit.end, mention.start):
        return hit.entry.text != "要求"
    # 计划培训600人次, 年度目标改造8座: the verb may stand between
    opens = label_of(text, mention.lead_from, hit.end) == hit.entry.text and (
        hit.entry.text.endswith(("目标", "任务", "计划"))
    )
    verb = hit.entry.text in _VERB_TARGETS or opens
    return verb and len(text[hit.end : mention.start]) <= 16
