"""Satisfaction and pass rates with the sample that they were counted on."""

import re
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Sampling

_RATE = re.compile(
    r"(?P<satisfied>满意度|满意率|好评率|好评度)"
    r"|(?P<passed>合格率|达标率|通过率|及格率|优良率|优秀率|就业率|抽检率|参考率)"
)
_LED = re.compile(r"(?:[达到为是约均在:的有,“”]|达到了?|高达|实现|指标值?|实际|综合|总体)*$")
_WEIGHTED = re.compile(r"加权|平均|得分|评分|打分|折算|百分制|分值|满分|综合满意|分别|五分制|量表")
_LEVELS = re.compile(r"(?:基本|比较|较为?|一般)满意")
_PEOPLE: Final = frozenset({"人", "名", "位", "户", "份", "人次", "家", "个"})

# A sample of answers, the better ones first.
_VALID = re.compile(r"(?:有效|回收|收回|收到)(?!率)[\u4e00-\u9fff]{0,10}$")
_VALID_AFTER = re.compile(r"(?:份|张)?有效(?:问卷|样本|答卷|票)")
_ASKED = re.compile(
    r"(?:调查|访谈|随机抽取|抽取|抽样|采访|回访|访问|测评|参评|参与评价|参与测评)(?:了|对象|人数|群众|样本|共|人员|企业|学员)*$"
)
_SENT_OUT = re.compile(r"(?:发放|发出|印发|派发|投放|下发|推送)[\u4e00-\u9fff]{0,8}$")
_TESTED = re.compile(
    r"(?:抽检|抽查|抽样|抽样检[测验]|检[测验]|监测|送检|验收|考核|考试|参考|鉴定|参训|应考|参加[\u4e00-\u9fff]{0,6}(?:考试|考核|鉴定|测试)|毕业生)"
    r"(?:了|共|人数|人员|样品|产品|项目|总数|学员|学生|批次|有|为)*$"
)
_SATISFIED = re.compile(r"(?<![不基本较比非常])(?:表示)?满意(?!度|率)(?:的|为|有|者|问卷|评价|票|共)*$")
_SATISFIED_AFTER = re.compile(r"(?:份|人|名|位|户)?[\u4e00-\u9fff]{0,4}(?<![不基本较比非常])(?:表示|评价为|为)满意(?!度|率)")
_PASSED = re.compile(
    r"(?<![不未])(?:合格|达标|通过|及格|优良|优秀|就业)(?!率)(?:的|为|有|者|人数|样品|产品|批次|考核|考试|验收|学员|学生|共|数)*$"
)
_PASSED_AFTER = re.compile(r"(?:人|名|批次|个|份|项|户|家|件)?[\u4e00-\u9fff]{0,4}(?<![不未])(?:合格|通过|达标|就业)(?!率)")


def read_sampling(paragraph: Paragraph, out: Collector) -> None:
    """Read the rates of a paragraph that are shares of a counted sample."""
    text = out.text
    for position, mention in enumerate(paragraph.mentions):
        if not is_percent(mention) or not mention.quantity.is_point:
            continue
        name = _name(mention, text)
        if name is None:
            continue
        found = _sample(paragraph, position, out, satisfied=name == "satisfied")
        if found is None:
            continue
        sample, positive = found
        sample.role = sample.role or "sample"
        out.add(
            Sampling(
                start=min(sample.start, positive.start if positive else sample.start),
                end=mention.end,
                rate=out.fact(mention),
                sample=out.fact(sample),
                positive=out.fact(positive) if positive is not None else None,
            )
        )


def _name(mention: Mention, text: str) -> str | None:
    """Return what sort of rate a percentage is, or None."""
    last = None
    for last in _RATE.finditer(text, mention.lead_from, mention.start):
        pass
    if last is None or not _LED.fullmatch(text, last.end(), mention.start):
        return None
    return last.lastgroup


def _sample(
    paragraph: Paragraph, position: int, out: Collector, *, satisfied: bool
) -> tuple[Mention, Mention | None] | None:
    """Return the sample and the positive answers in the sentence of a rate or the one before."""
    text = out.text
    rate = paragraph.mentions[position]
    counts: list[Mention] = []
    for candidate in reversed(paragraph.mentions[:position]):
        if candidate.sentence < rate.sentence - 1:
            break
        if is_percent(candidate) and _name(candidate, text) is not None:
            break  # what stands before another rate is the sample of that one
        if _is_count(candidate):
            counts.append(candidate)
    if not counts:
        return None
    begin = max(out.sentences[counts[-1].sentence].start, paragraph.start)
    if _WEIGHTED.search(text, begin, rate.end + 12) or _LEVELS.search(text, begin, rate.start):
        return None
    before, after = (_SATISFIED, _SATISFIED_AFTER) if satisfied else (_PASSED, _PASSED_AFTER)
    positive = _one(counts, before, after, text)
    sample = _of(counts, _VALID, _VALID_AFTER, text)
    if sample is None and satisfied and positive is not None:
        sample = _of(counts, _ASKED, None, text)
    if sample is None and not satisfied:
        sample = _one([m for m in counts if m is not positive], _TESTED, None, text)
    if sample is None or sample is positive:
        return None
    if positive is not None and positive.start < sample.start:
        positive = None
    return sample, positive


def _is_count(mention: Mention) -> bool:
    quantity = mention.quantity
    return (
        mention.dimension is Dimension.COUNT
        and quantity.decimals == 0
        and quantity.is_point
        and quantity.unit.factor == 1
        and not mention.role
    )


def _matches(
    mention: Mention, before: re.Pattern[str], after: re.Pattern[str] | None, text: str
) -> bool:
    if before.search(text, mention.lead_from, mention.start):
        return _SENT_OUT.search(text, mention.lead_from, mention.start) is None
    return after is not None and after.match(text, mention.end, mention.tail_end) is not None


def _of(
    counts: list[Mention], before: re.Pattern[str], after: re.Pattern[str] | None, text: str
) -> Mention | None:
    """Return the nearest count of a sort."""
    return next((m for m in counts if _matches(m, before, after, text)), None)


def _one(
    counts: list[Mention], before: re.Pattern[str], after: re.Pattern[str] | None, text: str
) -> Mention | None:
    """Return the only count of a sort."""
    found = [m for m in counts if _matches(m, before, after, text)]
    return found[0] if len(found) == 1 else None
