"""Satisfaction and pass rates with the sample that they were counted on."""

import re
from itertools import islice

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Sampling
from jixiao.patterns import any_of, pattern

_RATE = pattern(
    f"(?P<satisfied>{any_of('满意度 满意率 好评率 好评度')})"
    f"|(?P<passed>{any_of('合格率 达标率 通过率 及格率 优良率 优秀率 就业率')})"
)
_LED = pattern(r"(?:[达到为是约均在:的有,“”]|达到了?|高达|实现|指标值?|实际|综合|总体)*$")
_ACTUAL = pattern(r"[,;]?(?:实际|实际完成|实际达到|实际值|完成值|完成)(?:为|达到?)?")
_WEIGHTED = pattern(
    any_of("加权 平均 得分 评分 打分 赋分 折算 百分制 分值 满分 综合满意 分别 五分制 量表")
)
# Answers counted by level may be weighted; 满意和基本满意的300份 are one count.
_LEVELS = pattern(
    r"(?<!满意[和、及与])(?:基本|比较|较为?|一般|非常|很|十分)满意”?(?:的|为|有|共)*[0-9一二三四五六七八九十]"
)

# The sample of an inquiry: the answers that came back, not the sheets that went out.
_VALID = pattern(
    r"有效(?:[调测]?[查评]?(?:问卷|样本|答卷|票|表)|评价表?|反馈表?|意见表?|回访|答复|回复)?[为共有数]*$"
    r"|(?:回收|收回)(?!率)(?!资金|旧|废|[\u4e00-\u9fff]{0,6}(?:物资|电池|农膜|包装))[\u4e00-\u9fff]{0,10}$"
    r"|收到[\u4e00-\u9fff]{0,4}(?:问卷|答卷|测评表|评价表|反馈表)[\u4e00-\u9fff]{0,2}$"
)
_VALID_AFTER = pattern(r"有效(?:问卷|样本|答卷|票)")
_ASKED = pattern(
    any_of("调查 访谈 随机抽取 抽取 抽样 采访 回访 访问 测评 参评 参与评价")
    + any_of("了 对象 人数 群众 样本 共 人员 企业 学员 居民 村民 服务对象")
    + "*$"
)
_SENT_OUT = pattern(r"(?:发放|发出|印发|派发|投放|下发|推送)[\u4e00-\u9fff]{0,8}$")
_SHEETS = pattern(r"问卷|答卷|发放|发出|印发|派发|投放|下发|推送|回收|收回|收到")
_TO_EACH = pattern(r"[各每][^,。;、]{0,8}(?:发放|发出|印发|派发|投放|下发|推送)")
_CAME_BACK = pattern(r"回收|收回|收到")
_SATISFIED = pattern(
    r"(?:(?<![不基本较比非常])(?:表示)?|满意[和、及与](?:基本|较|比较))满意(?!度|率)"
    r"”?(?:的|为|有|者|问卷|评价|票|共)*$"
)
_SATISFIED_AFTER = pattern(
    r"[\u4e00-\u9fff]{0,4}(?<![不基本较比非常])(?:表示|评价为|为)满意(?!度|率)"
)
# The sample of a test: what was examined.
_TESTED = pattern(
    any_of("抽检 抽查 抽样 检测 检验 抽测 监测 送检 验收 评定 考核 考试 参考 鉴定 应考")
    + r"(?!合格|通过|达标|测?[点站])[\u4e00-\u9fff]{0,6}$"
    + r"|参加[\u4e00-\u9fff]{0,6}(?:考试|考核|鉴定|测试)(?:的|人员|人数|学员|共|有)*$"
    + r"|毕业生(?:总数|人数|共|有|为)*$"
)
_TRAINED = pattern(r"(?:参训|培训)(?!合格)[\u4e00-\u9fff]{0,6}$")
_PASSED = pattern(
    r"(?<![不未])(?:合格|达标|通过|及格|优良|优秀|就业)(?!率)"
    + any_of("的 为 有 者 人数 样品 产品 批次 考核 考试 验收 学员 学生 共 数 人员")
    + "*$"
)
_PASSED_AFTER = pattern(r"[\u4e00-\u9fff]{0,4}(?<![不未])(?:合格|通过|达标|就业)(?!率)")

_ADDED = pattern(r"(?:合计|共计|总计|共|总数)(?:为|有)?$")
_PLEASED = pattern(r"[,、]?(?:其中)?(?:表示)?满意的?(?:有|为|共|合计)?")
_AND = frozenset("、和与及")
_SCALED = pattern("加权|权重|得分|评分|打分|赋分|折算|分值|量表|五分制")


def read_sampling(paragraph: Paragraph, out: Collector) -> None:
    """Read the rates of a paragraph that are shares of a counted sample."""
    text = out.text
    for position, mention in enumerate(paragraph.mentions):
        if not is_percent(mention) or not mention.quantity.is_point:
            continue
        name = _name(mention, text) or _name_of_target(paragraph, position, text)
        if name is None or _in_series(paragraph, mention, text):
            continue
        satisfied = name == "satisfied"
        found = _sample(paragraph, position, out, satisfied=satisfied)
        if found is None and satisfied:
            found = _sample_after(paragraph, position, out) or _totalled(paragraph, position, out)
        if found is None:
            continue
        sample, positive = found
        sample.role = sample.role or "sample"
        used = [m for m in (mention, sample, positive) if m is not None]
        out.add(
            Sampling(
                start=min(m.start for m in used),
                end=max(m.end for m in used),
                rate=out.fact(mention),
                sample=out.fact(sample),
                positive=out.fact(positive) if positive is not None else None,
            )
        )


def _in_series(paragraph: Paragraph, mention: Mention, text: str) -> bool:
    """Whether a rate is the first of several, each of a sample of its own: 两期92.91%、90.79%."""
    after = paragraph.next(mention)
    return after is not None and is_percent(after) and text[mention.end : after.start] in _AND


def _name(mention: Mention, text: str) -> str | None:
    """Return what sort of rate a percentage is, or None."""
    lead = text[mention.lead_from : mention.start]
    if "率" not in lead and "度" not in lead:
        return None
    found = list(_RATE.finditer(text, mention.lead_from, mention.start))
    if not found or not _LED.fullmatch(text, found[-1].end(), mention.start):
        return None
    return found[-1].lastgroup


def _name_of_target(paragraph: Paragraph, position: int, text: str) -> str | None:
    """Return the sort of 满意度目标95%,实际93.1%: the target bears the name."""
    mention = paragraph.mentions[position]
    if not position or not _ACTUAL.fullmatch(text, mention.lead_from, mention.start):
        return None
    target = paragraph.mentions[position - 1]
    if target.sentence != mention.sentence or not is_percent(target):
        return None
    found = _RATE.search(text, target.lead_from, target.start)
    return found.lastgroup if found is not None else None


def _totalled(
    paragraph: Paragraph, position: int, out: Collector
) -> tuple[Mention, Mention] | None:
    """Return the sum of several samples and the positive answers: 合计800个,满意726个."""
    if position < len(("sample", "positive")):
        return None
    sample, positive = paragraph.mentions[position - 2 : position]
    rate, text = paragraph.mentions[position], out.text
    if positive.gap_from != sample.end or rate.gap_from != positive.end:
        return None
    if not (_is_count(sample) and _is_count(positive) and same_measure(sample, positive)):
        return None
    if (sample.sentence, sample.segment) != (rate.sentence, rate.segment):
        return None
    bound = _ADDED.search(text, sample.lead_from, sample.start)
    if bound is None or _PLEASED.fullmatch(text, positive.lead_from, positive.start) is None:
        return None
    opening = out.sentences[rate.sentence].start
    return None if _SCALED.search(text, opening, rate.end + 12) else (sample, positive)


def _sample_after(
    paragraph: Paragraph, position: int, out: Collector
) -> tuple[Mention, Mention | None] | None:
    """Return the sample that follows a rate in its sentence, with the positive answers counted."""
    text = out.text
    rate = paragraph.mentions[position]
    counts: list[Mention] = []
    for candidate in islice(paragraph.mentions, position + 1, None):
        if (candidate.sentence, candidate.segment) != (rate.sentence, rate.segment):
            break
        if is_percent(candidate):
            break
        if _is_count(candidate):
            counts.append(candidate)
    if not counts or _WEIGHTED.search(text, rate.lead_from, counts[-1].end):
        return None
    sample = _only(counts, _VALID, _VALID_AFTER, text)
    positive = _only(counts, _SATISFIED, _SATISFIED_AFTER, text)
    if sample is None or positive is None or not sample.start < positive.start:
        return None
    return None if _LEVELS.search(text, rate.end, positive.end) else (sample, positive)


def _sample(
    paragraph: Paragraph, position: int, out: Collector, *, satisfied: bool
) -> tuple[Mention, Mention | None] | None:
    """Return the sample and the positive answers in the sentence of a rate or the one before."""
    text = out.text
    rate = paragraph.mentions[position]
    counts = _counts_before(paragraph, position, text)
    if not counts:
        return None
    begin = max(out.sentences[counts[-1].sentence].start, paragraph.start)
    if _WEIGHTED.search(text, begin, rate.end + 12) or _LEVELS.search(text, begin, rate.start):
        return None
    before, after = (_SATISFIED, _SATISFIED_AFTER) if satisfied else (_PASSED, _PASSED_AFTER)
    positive = _only(counts, before, after, text)
    sample = next((m for m in counts if _matches(m, _VALID, _VALID_AFTER, text)), None)
    if sample is None:
        rest = [m for m in counts if m is not positive]
        sample = _examined(rest, text, satisfied=satisfied, counted=positive is not None)
    if sample is None or sample is positive:
        return None
    if positive is not None and positive.start < sample.start:
        positive = None
    if positive is not None and any(
        sample.sentence < m.sentence and m.start < positive.start for m in counts
    ):
        return None  # 5个工程共评28个，优良23个: of those, not of what the sentence before counts
    return sample, positive


def _counts_before(paragraph: Paragraph, position: int, text: str) -> list[Mention]:
    """Return the counts that may belong to a rate, the nearest first.

    What stands before another rate is the sample of that one.
    """
    rate = paragraph.mentions[position]
    own = (rate.sentence, rate.segment)
    counts: list[Mention] = []
    for at in range(position - 1, -1, -1):
        candidate = paragraph.mentions[at]
        if candidate.sentence < rate.sentence - 1:
            break
        if is_percent(candidate) and _name(candidate, text) is not None:
            break
        if (candidate.sentence, candidate.segment) != own and _measured(paragraph, rate, position):
            break  # 抽检124个,合格117个;抽检86公里,合格83.5公里,合格率: of its own segment
        if _is_count(candidate):
            counts.append(candidate)
    return counts


def _measured(paragraph: Paragraph, rate: Mention, position: int) -> bool:
    """Whether two quantities of one measure stand before a rate in its own segment."""
    told = [
        m
        for m in paragraph.mentions[max(0, position - 4) : position]
        if (m.sentence, m.segment) == (rate.sentence, rate.segment) and not is_percent(m)
    ]
    return len(told) > 1 and same_measure(told[-1], told[-2])


def of_all_answers(whole: Mention, part: Mention, stem: str, text: str) -> bool:
    """Whether a rate of answers is measured by all that it should be, as far as its words tell.

    满意率 is of the valid answers, 有效率 of those that came back; a report may not print these.
    """
    lead = text[whole.lead_from : whole.tail_end]
    if _TO_EACH.search(text, whole.clause, whole.start):
        return False
    if "满意" in stem:
        return "有效" in lead or _SHEETS.search(lead) is None
    back = _CAME_BACK.search(stem)
    if "有效" in stem and not back:
        return _CAME_BACK.search(lead) is not None or _SHEETS.search(lead) is None
    told = text[part.lead_from : part.start]
    return not back or "有效" in stem or "有效" not in told or _CAME_BACK.search(told) is not None


def _examined(
    counts: list[Mention], text: str, *, satisfied: bool, counted: bool
) -> Mention | None:
    """Return those asked or tested where nothing is said of answers that came back.

    A bare number of people asked or trained says little: only with the positive answers counted
    beside it does it count as a sample.
    """
    if satisfied:
        asked = _only(counts, _ASKED, None, text)
        sheets = asked is not None and asked.quantity.unit.name == "份"
        return asked if counted or sheets else None
    tested = _only(counts, _TESTED, None, text)
    if tested is None and counted:
        return _only(counts, _TRAINED, None, text)
    return tested


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


def _only(
    counts: list[Mention], before: re.Pattern[str], after: re.Pattern[str] | None, text: str
) -> Mention | None:
    """Return the only count of a sort."""
    found = [m for m in counts if _matches(m, before, after, text)]
    return found[0] if len(found) == 1 else None
