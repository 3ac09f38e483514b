"""Which amounts of a sentence belong to a list of parts, and where the list ends."""

from collections.abc import Sequence
from itertools import pairwise

from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.opposites import opposed
from jixiao.extraction.vocabulary import Topic
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

# Roles of numbers that are neither a whole nor one of its parts.
SHARED = frozenset(
    {
        "share",
        "rate",
        "change_rate",
        "last",
        "difference",
        "rise",
        "rank",
        "population",
        "sample",
        "target",
        "full_mark",
    }
)
APART = frozenset(
    {"budget", "expenditure", "income"}
)  # an amount of one kind is no part of another
_SHORT_NAME = 10
_RUNNING = pattern(r"累计|历年|滚存")
_CURRENT = pattern(r"当期|本期|本年|当年|新增")
# 国家级7项(一等奖1项)和省级64项; 柳坪镇6个村、大石镇5个村
_JOINED = pattern(r"(?:\([^()]*\)|\)*)(?:[\u4e00-\u9fff]{1,16}(?=、))?[、和及]")
_LEFT_OVER = pattern(r"(?:上年|往年|历年|历史|以前年度)(?:遗留|结转|转入|接转|存量)")
_EVEN = 3
_EVENLY = pattern(r",[\u4e00-\u9fff]{2,12}")
_STAFF = pattern(
    r"(?:人员|教师|教工|员工|医师|医生|护士|公务员|辅导员|教练员|辅警|干警|民警|工人|司机)(?:编制)?$"
)
_INNER = pattern(r"[,，][\u4e00-\u9fff]{2,12}[中里][,:]?(?:[\u4e00-\u9fff]|$)")
# What is said of a part whose noun is left out: 17个村中有5个尚未公示
_SAID = pattern(
    r"$|[^\u4e00-\u9fff]|[已未尚均都全被获因为是的仍正在将需属不超按达有没]"
    r"|(?:完成|实现|达到|通过|建成|开工|完工|竣工|合格|优秀)(?:[^\u4e00-\u9fff]|了|并|$)"
)
_OTHER_NOUN = pattern(r"[民组]")  # 17个村中有25个村民小组
_BEFORE_NOUN = 6
_RESTART = pattern(r"(?:全年|年末|年初|此外|另外|同时|截至|累计|较上年|比上年|与上年)")


def parts_from(
    paragraph: Paragraph, first_at: int, wholes: Sequence[Mention], out: Collector
) -> dict[int, list[Mention]]:
    """Return the parts from ``first_at`` on, by the start of the whole that has their unit."""
    mentions = paragraph.mentions
    opener = mentions[first_at]
    parts: dict[int, list[Mention]] = {whole.start: [] for whole in wholes}
    nested_until = -1
    for mention in mentions[first_at : _group_end(paragraph, first_at, wholes, out)]:
        if mention.role in SHARED or is_percent(mention):
            continue
        if not is_part(mention, opener, wholes[0], out):
            continue
        if mention is not opener and is_nested(mention, out.text):
            nested_until = mention.segment
            continue
        if nested_until == mention.segment and mention.in_parentheses:
            continue
        for whole in wholes:
            if same_measure(mention, whole) or _loosely(mention, whole):
                parts[whole.start].append(mention)
                break
    return parts


def is_part(mention: Mention, opener: Mention, whole: Mention, out: Collector) -> bool:
    """Whether a number can be a part: no average, of the same year, of the topic if any."""
    # 当期结余…,其中个人账户累计结余…
    running = _RUNNING.search(mention.subject.label) and _CURRENT.search(whole.subject.label)
    if running or mention.average != whole.average or looks_like_target(mention, out.text):
        return False
    if not _is_left_over(mention, out.text):
        if mention.subject.last_year and not whole.subject.last_year:
            return False
        if of_another_year(mention, whole):
            return mention is opener
    if _is_apart(mention, opener, whole, out):
        return False
    for topic in out.vocabulary.topics:
        if topic.closed and whole.concept in topic.wholes and opener.concept in topic.parts:
            return (
                mention.concept in topic.parts
                or _joined_unknown(mention, topic, out.text)
                or _own_item(mention, opener, out.text)
            )
    return True


def _is_apart(mention: Mention, opener: Mention, whole: Mention, out: Collector) -> bool:
    """Whether a number is of another kind than its whole: spent of what was granted."""
    if whole.kind == "fund" and mention.concept in ("expenditure_total", "executed_amount"):
        return True  # 到位资金…，当年支出…
    if mention.kind == whole.kind or not {mention.kind, whole.kind} <= APART:
        return False
    if whole.concept.startswith("budget_income") and mention.kind == "income":
        return False
    planned = (
        whole.kind == "budget"
        and mention.kind == "expenditure"
        and mention.segment == opener.segment
        and not mention.subject.generic
        and mention.subject.basis is not Basis.FINAL
    )
    return not (planned and _named_in_budgets(mention, whole, out))


def _named_in_budgets(mention: Mention, whole: Mention, out: Collector) -> bool:
    """Whether a part that is named like spending may be one of a budget: 全年预算…基本支出…."""
    return any(
        topic.closed
        and not topic.by_fund
        and whole.concept in topic.wholes
        and mention.concept in topic.parts
        for topic in out.vocabulary.topics
    )


def _joined_unknown(mention: Mention, topic: Topic, text: str) -> bool:
    """Whether a name the vocabulary lacks goes on a closed list: 县级配套…、居民出资….

    Sources of funds have names beyond counting, so there a comma joins as 、 does.
    """
    marks = ("、", "和", "及", ",") if topic.id == "fund_by_source" else ("、", "和", "及")
    return mention.concept == "other" and text.startswith(marks, mention.gap_from)


def _own_item(mention: Mention, opener: Mention, text: str) -> bool:
    """Whether an amount with a name like that of the others opens an item behind a semicolon.

    事业收入…;科教收入…: what the vocabulary lacks is left out of no closed sum.
    """
    return (
        mention.concept == "other"
        and not mention.in_parentheses
        and mention.subject.label[-2:] == opener.subject.label[-2:]
        and text.startswith(";", mention.lead_from - 1)
    )


def _is_left_over(mention: Mention, text: str) -> bool:
    """Whether a count is of what another year left (上年遗留3处): a kind, not another time."""
    if mention.dimension is not Dimension.COUNT:
        return False
    return _LEFT_OVER.search(text, mention.lead_from, mention.start) is not None


def of_another_year(mention: Mention, whole: Mention) -> bool:
    """Whether a number and its whole are figures of two years."""
    if mention.subject.last_year and not whole.subject.last_year:
        return True
    if not mention.own_period or mention.period is None or whole.period is None:
        return False
    years = {mention.period.year, whole.period.year}
    return None not in years and len(years) > 1


def _loosely(mention: Mention, whole: Mention) -> bool:
    """次 written for 人次, 人 for 名: a slip of wording, not another thing."""
    kinds = {mention.quantity.unit.kind, whole.quantity.unit.kind}
    return mention.dimension is Dimension.COUNT and kinds in (
        {"次", "人次"},
        {"批", "批次"},
        {"人", "名"},
        {"人", "位"},
        {"场", "场次"},
        {"个", "项"},
    )


def is_nested(mention: Mention, text: str) -> bool:
    """Whether a number opens a list of its own inside the list."""
    gap = text[mention.gap_from : mention.start]
    return "其中" in gap or (mention.in_parentheses and gap.startswith("("))


def _group_end(
    paragraph: Paragraph, first_at: int, wholes: Sequence[Mention], out: Collector
) -> int:
    """Return where the list of parts ends: its sentence, bracket, or the next whole of its kind."""
    mentions = paragraph.mentions
    opener = mentions[first_at]
    inside = _is_item(mentions[:first_at], opener, wholes[0])
    for at in range(first_at + 1, len(mentions)):
        mention = mentions[at]
        if inside and mention.segment != opener.segment and mention.concept == "other":
            return at  # 甲100万元；乙200万元，其中丙50万元；丁300万元: 丁 is no part of 乙
        if _leaves(mention, opener, out.text) or _turns_away(mention, opener, wholes, out):
            return at
        if mention.segment != opener.segment and _is_beside(
            mention, opener, wholes[0], mentions[first_at + 1 : at], out
        ):
            return at
    return len(mentions)


def _is_beside(
    mention: Mention, opener: Mention, whole: Mention, listed: Sequence[Mention], out: Collector
) -> bool:
    """Whether what follows a semicolon stands beside the whole, and is no part of it.

    新收案件90件,其中甲20件,乙30件;审结案件99件: the list was parted by commas. 第二产业投资125亿元,
    其中工业124亿元;第三产业投资265亿元: named as the whole is, more than as the part is.
    """
    if mention.concept != "other" or whole.concept != "other" or mention.role:
        return False
    if opener.segment != whole.segment or mention.segment != opener.segment + 1:
        return False
    commas = [
        m
        for m in listed
        if m.segment == opener.segment
        and same_measure(m, opener)
        and not m.role
        and not m.in_parentheses
        and out.text.startswith(",", m.gap_from)
    ]
    if commas:
        return True
    label = mention.subject.label
    return _alike(label, whole.subject.label) > max(1, _alike(label, opener.subject.label))


def _alike(first: str, second: str) -> int:
    """Return how many characters at their ends two names have in common."""
    size = 0
    for one, other in zip(reversed(first), reversed(second), strict=False):
        if one != other:
            break
        size += 1
    return size


def _is_item(before: Sequence[Mention], opener: Mention, whole: Mention) -> bool:
    """Whether a whole is itself one item of a list that semicolons part."""
    if whole.segment != opener.segment or whole.sentence != opener.sentence:
        return False
    return any(
        m.sentence == whole.sentence
        and m.segment < whole.segment
        and not m.role
        and m.concept == whole.concept == "other"
        and same_measure(m, whole)
        for m in before
    )


def _leaves(mention: Mention, opener: Mention, text: str) -> bool:
    """Whether a number stands outside the sentence, the bracket or the segment of the list."""
    if mention.sentence != opener.sentence:
        return True
    if opener.in_parentheses and not mention.in_parentheses:
        return True
    return mention.segment != opener.segment and not _goes_on_counting(mention, opener, text)


def _turns_away(
    mention: Mention, opener: Mention, wholes: Sequence[Mention], out: Collector
) -> bool:
    """Whether a number of the same sentence is no longer about the parts of the whole."""
    again = (
        mention.concept in {w.concept for w in wholes if w.concept != "other"}
        and mention.subject.fund is None
        and any(w.subject.label.endswith(mention.subject.label) for w in wholes)
    )
    if again and not mention.role and not of_another_year(mention, wholes[0]):
        return True
    if _restarts(mention, opener, wholes, out):
        return True
    if _INNER.search(out.text, mention.gap_from, mention.start):
        return True  # 当年财政拨款中中央资金…: parts of a part
    return mention.dimension is not Dimension.MONEY and _skips(mention, out.text)


def _goes_on_counting(mention: Mention, opener: Mention, text: str) -> bool:
    """Whether a part after a semicolon still belongs to the list: same unit, a short name.

    A count among amounts (车辆5台) is no part, and does not end the list either.
    """
    if mention.dimension is not Dimension.COUNT or opener.dimension is Dimension.MONEY:
        return True
    short = len(text[mention.lead_from : mention.start]) <= _SHORT_NAME
    return mention.quantity.unit.name == opener.quantity.unit.name and short


def _skips(mention: Mention, text: str) -> bool:
    """Whether a clause without a number stands between: the list has ended before it."""
    gap = text[mention.gap_from : mention.start]
    return sum(gap.count(mark) for mark in ",;") > 1


def _restarts(mention: Mention, opener: Mention, wholes: Sequence[Mention], out: Collector) -> bool:
    """Whether the sentence turns to another matter than the list of parts."""
    if wholes[0].dimension is Dimension.MONEY:
        topic_names = {w.concept for w in wholes}
        for topic in out.vocabulary.topics:
            if topic_names & topic.wholes and opener.concept in topic.parts:
                if mention.dimension is not Dimension.MONEY:
                    return False  # …运行维护费46万元,年末保有14辆;公务接待费7万元
                named = mention.concept != "other"
                return named and mention.concept not in topic.parts and not mention.role
    gap = out.text[mention.gap_from : mention.start]
    return bool(_RESTART.search(gap)) and mention.dimension is not Dimension.MONEY


def joined(parts: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first parts of a list, as far as 、 or 和 joins them."""
    kept = [parts[0]]
    for part in parts[1:]:
        if _JOINED.match(text, kept[-1].end, part.start) is None:
            break
        kept.append(part)
    return kept


def evenly_divided(parts: Sequence[Mention], text: str) -> bool:
    """Whether commas alone divide three short names or more, up to the end of the clause."""
    if len(parts) < _EVEN or text[parts[-1].end : parts[-1].end + 1] not in ("。", ";"):
        return False
    return all(
        _EVENLY.fullmatch(text, before.end, part.start) is not None
        for before, part in pairwise(parts)
    )


def parallel(parts: Sequence[Mention]) -> bool:
    """Whether the names are formed alike (行政编制, 事业编制) or all are terms of the field.

    Alike are also the sorts of staff (专任教师, 管理人员) and short names with one last sign (门诊,
    急诊).
    """
    if all(part.concept != "other" for part in parts):
        return True
    labels = [part.subject.label for part in parts]
    if opposed(labels):
        return True
    if all(_STAFF.search(label) for label in labels):
        return True
    if len({label[-1:] for label in labels}) == 1 and {len(label) for label in labels} == {2}:
        return True
    return len({label[-2:] for label in labels}) == 1 and len(labels[0]) > 2


def of_one_noun(noun: str, part: Mention, text: str) -> bool:
    """Whether a part bears the noun of the number that it is among, or none of its own.

    17个村中有5个村, 5个尚未公示 and 12个单位中3个行政单位; not 5个乡镇中12个村.
    """
    at = text.find(noun, part.end, part.end + _BEFORE_NOUN + len(noun)) if noun else -1
    own = text[part.end : at]
    if at >= 0 and (at == part.end or own.isalpha()):
        return _OTHER_NOUN.match(text, at + len(noun)) is None and not own.endswith("子")
    return _SAID.match(text, part.end) is not None
