"""Counts that add up without 其中: 13个所、9个队,共22个; 4个,为1个甲和3个乙; 36家:甲镇12家、乙镇….

Read is only what stands side by side: every number of a list is of one unit and nothing but a noun
and 、 or 和 lies between two of them.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.list_items import PLACES
from jixiao.extraction.grammar.part_lists import of_one_noun
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.extraction.opposites import opposed
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import Enumeration, PartsOfWhole
from jixiao.model.source import Span
from jixiao.patterns import pattern

_ADDED: Final = frozenset({Dimension.COUNT, Dimension.AREA, Dimension.LENGTH})
_CUE = pattern(r"共|为|即|是|包括|另有|:")
# Between two numbers of a list: the noun of the first, 、 or 和, the name of the second.
_BESIDE = pattern(
    r"[\u4e00-\u9fff“”]{0,14}?(?:\([^()]{0,20}\))?(?:[、和及与]|以及)[\u4e00-\u9fff“”]{0,12}"
)
_NOUN = pattern(r"[\u4e00-\u9fff]*")
_AND_SO_ON = pattern(r"[\u4e00-\u9fff]*?等(?![级级])")

# --- 13个所、9个队,共22个科所队 ------------------------------------------------------------------

_TOTAL_AFTER = pattern(r"[\u4e00-\u9fff”]{0,12}(?:\([^()]{0,12}\))?,(?:合计|总共|共计|共)")
_APART = pattern(r"计划|目标|应|实际|上年|去年|往年|新增|累计|其中|分别|未|比|较|平均|各|每")
# 12个村、3个社区,共108个村民小组 are others; of all is what has a name for both
_OF_ALL = pattern(
    r"(?:[预核]算|基层|所属|下属|直属|二级|职能|内设)*(?:单位|机构|部门|科所队|队所|站所|村居|村社)$|村$"
)
_SETS_UP = pattern(r"(?:下设|内设|下辖|管辖|辖有|设有|设置|设立|辖|现有|设)$")
_BODIES = pattern(
    r"(?:个|家)?(?:预算|核算|独立|决算|基层|所属|下属|直属|二级|事业|行政)*(?:单位|机构)$"
)

# --- 4个,为1个局本级和3个二级机构 ---------------------------------------------------------------

_IS = pattern(r"[\u4e00-\u9fff]{0,10}[,(](?:即|分别为|分别是|为|是)")
# 为4个村和2个社区服务 serves them, and lists nothing
_THINGS = pattern(
    r"(?:单位|机构|部门|科室|处室|企业|公司|项目|工程|指标|社区|街道|[站所院馆校村乡镇县区市])$"
)
_OF_THESE = pattern(r"其中|其余|[较比]|共|合计|中有?[,:]?$")
_OWN = (
    r"(?P<own>[\u4e00-\u9fff]{0,8}?(?:本级|机关本部|机关|本部))"
    r"(?:[和及与、]|以及)(?:上述|所属|下属|直属|下设|另外|的)*"
)
_OWN_AND = pattern(
    rf"[\u4e00-\u9fff]{{0,10}}[,(:](?:即|包括|包含|分别为|分别是|为|是|含):?{_OWN}"
    r"|[\u4e00-\u9fff]{0,10},除(?P<apart>[\u4e00-\u9fff]{0,8}?(?:本级|机关))外,(?:另|还)有"
)
_OWN_BEFORE = pattern(rf"(?:^|[为是括,;。:]){_OWN}$")
_BODY = pattern(r"[\u4e00-\u9fff]{0,10}(?:单位|机构|[站所院馆校])$")
_UNIT_OF_BODIES: Final = ("个", "家")

# --- 36家:甲镇12家、乙镇10家 ---------------------------------------------------------------------

_COLON = pattern(r"([\u4e00-\u9fff]{0,10}):(?:其中)?[\u4e00-\u9fff“”]{1,12}")
_NEXT = pattern(
    r"(?P<noun>[\u4e00-\u9fff]{0,6}?)(?:\(?[0-9][0-9,.]*[\u4e00-\u9fff]{1,4}\)?)?"
    r"(?P<share>,占比?(?:为)?[0-9.]+%)?(?P<mark>[,、;]|和|及)(?P<name>[\u4e00-\u9fff“”]{1,12})"
)
_SHARE = pattern(r"[\u4e00-\u9fff]{0,6},占比?(?:为)?[0-9.]+%")
_PLAIN_NAME = pattern(r"(?!其中|其余|另|已|未|均|共|合计|完成|发现|新增|比|较|同比|累计|涉及|带动)")
_FEWEST: Final = 3
_NEAR, _COLON_NEAR = 40, 12  # characters
_ITEMS_BEFORE = pattern(r"[\u4e00-\u9fff]{1,6}(?:的)?$")


def read_counted(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read the counts of a paragraph that add up, but for the numbers ``taken`` before."""
    mentions, text = paragraph.mentions, out.text
    if len(mentions) < 2 or _CUE.search(text, paragraph.start, paragraph.end) is None:
        return
    for position, mention in enumerate(mentions):
        if mention.start in taken or not _counts(mention):
            continue
        bound = (
            _summed_after(mentions[:position], mention, out)
            or _composed(mentions[position:], mention, out)
            or _detailed(mentions, position, out)
        )
        if bound and not any(part.start in taken for part in bound):
            taken.update(part.start for part in bound)
            out.add_breakdown(out.fact(mention), bound)


def _counts(mention: Mention) -> bool:
    quantity = mention.quantity
    return (
        mention.dimension in _ADDED
        and quantity.is_point
        and quantity.comparator is None
        and not mention.average
        and not mention.role
    )


def _alike(first: Mention, second: Mention) -> bool:
    return _counts(first) and value_unit(first) == value_unit(second)


def _noun(mention: Mention, text: str) -> str:
    match = _NOUN.match(text, mention.end)
    return match.group() if match is not None else ""


def _run_back(before: Sequence[Mention], total: Mention, text: str) -> list[Mention]:
    """Return the numbers of the unit of a total that stand side by side right before it."""
    run: list[Mention] = []
    for mention in reversed(before):
        if not _alike(mention, total) or mention.in_parentheses != total.in_parentheses:
            break
        if run and _BESIDE.fullmatch(text, mention.end, run[0].start) is None:
            break
        run.insert(0, mention)
    return run


def _run_on(after: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first number and those of its unit that stand side by side after it."""
    run = [after[0]]
    for mention in after[1:]:
        beside = _BESIDE.fullmatch(text, run[-1].end, mention.start)
        if beside is None or not _alike(mention, run[0]):
            break
        run.append(mention)
    return run


def _summed_after(before: Sequence[Mention], total: Mention, out: Collector) -> list[Fact]:
    """Read 13个所、9个队和6个部门,共28个科所队 and 局机关及3个单位,共4个预算单位."""
    text = out.text
    if not before or text[total.start - 1] not in "共计" or before[-1].sentence != total.sentence:
        return []
    after = _TOTAL_AFTER.fullmatch(text, before[-1].end, total.start)
    run = _run_back(before, total, text) if after is not None else []
    if not run:
        return []
    nouns = [_noun(part, text).partition("和")[0] for part in run]
    own = _own_body(run[0], nouns, _noun(total, text), out)
    if own is None and not _adds_up(run, nouns, _noun(total, text), text):
        return []
    facts = [out.fact(part) for part in run]
    return facts if own is None else [own, *facts]


def _adds_up(run: Sequence[Mention], nouns: Sequence[str], noun: str, text: str) -> bool:
    """Whether 共 adds up the numbers before it: of one noun, named before, or all set up by one."""
    if len(run) < 2 or any(_APART.search(text, m.lead_from, m.start) for m in run):
        return False
    if _AND_SO_ON.fullmatch(nouns[-1]):
        return False
    lead = text[run[0].lead_from : run[0].start]
    named_before = bool(lead) and not noun and not any(nouns[:-1])
    one_noun = bool(noun) and all(n.endswith(noun[-2:]) for n in nouns)
    of_all = _OF_ALL.match(noun) is not None and _SETS_UP.search(lead) is not None
    return named_before or one_noun or of_all


def counts_others(run: Sequence[Mention], total: Mention, text: str) -> bool:
    """Whether a total counts what is within the numbers before: 设12个村、3个社区,共计108个小组."""
    noun, nouns = _noun(total, text), [_noun(part, text) for part in run]
    if not noun or not all(nouns) or _OF_ALL.match(noun) or any(n[-1] == noun[-1] for n in nouns):
        return False
    within = any(noun.startswith(n) for n in nouns)  # 村, 村民小组
    return within or _SETS_UP.search(text, run[0].lead_from, run[0].start) is not None


def _own_body(first: Mention, nouns: Sequence[str], noun: str, out: Collector) -> Fact | None:
    """Return 局机关 as a body of its own, where it stands before a number of other bodies."""
    if value_unit(first) not in _UNIT_OF_BODIES or _BODIES.search(noun) is None:
        return None
    if not all(_BODY.fullmatch(n) for n in nouns):
        return None
    opening = out.sentences[first.sentence].start
    match = _OWN_BEFORE.search(out.text, max(opening, first.start - 20), first.start)
    return _one(match.span("own"), first, out) if match is not None else None


def _one(span: tuple[int, int], like: Mention, out: Collector) -> Fact:
    """Return a body that is named, not counted, as one."""
    label = out.text[span[0] : span[1]]
    quantity = Quantity(Decimal(1), like.quantity.unit, 0)
    return out.quick_fact(*span, label, like.sentence, quantity=quantity)


def _composed(mentions: Sequence[Mention], whole: Mention, out: Collector) -> list[Fact]:
    """Read 单位共4个,为1个局本级和3个二级机构 and 单位共7家,为镇本级和6个事业单位."""
    text = out.text
    first = mentions[1] if len(mentions) > 1 else whole
    near = first is not whole and first.sentence == whole.sentence
    if not near or first.start - whole.end > _NEAR or not _counts(first):
        return []
    bodies = {value_unit(first), value_unit(whole)} <= set(_UNIT_OF_BODIES)
    told = _OWN_AND.fullmatch(text, whole.end, first.start) if bodies else None
    plain = _alike(first, whole) and _IS.fullmatch(text, whole.end, first.start) is not None
    run = _run_on(mentions[1:], text) if told is not None or plain else []
    if not run or not _ends(run[-1], text) or _told_on(mentions, run[-1], text):
        return []
    parts = [out.fact(part) for part in run]
    if told is None:
        return parts if len(run) > 1 and _THINGS.search(_noun(run[-1], text)) else []
    own = told.span("own" if told["own"] is not None else "apart")
    if own[0] == own[1] or not all(_BODY.fullmatch(_noun(p, text).split("和")[0]) for p in run):
        return []
    return [_one(own, first, out), *parts]


def _ends(last: Mention, text: str) -> bool:
    """Whether a list ends with its last number: neither 等 nor a name goes on."""
    noun = _noun(last, text)
    return _AND_SO_ON.match(noun) is None and not text.startswith("、", last.end + len(noun))


def _told_on(mentions: Sequence[Mention], last: Mention, text: str) -> bool:
    """Whether another number of the unit of a list follows it: …和3个甲,另有1个乙."""
    following = next((m for m in mentions if m.start > last.start and _alike(m, last)), None)
    if following is None or following.sentence != last.sentence:
        return False
    return _OF_THESE.search(text, last.end, following.start) is None


def _detailed(mentions: Sequence[Mention], position: int, out: Collector) -> list[Fact]:
    """Read 5个乡镇23个行政村:甲镇6个村8600亩,乙镇5个村7200亩,…: a list after a colon."""
    text, whole = out.text, mentions[position]
    if ":" not in text[whole.end : whole.end + _COLON_NEAR] or whole.in_parentheses:
        return []
    after = [
        m for m in mentions[position + 1 :] if m.sentence == whole.sentence and _alike(m, whole)
    ]
    opened = _COLON.fullmatch(text, whole.end, after[0].start) if len(after) > 1 else None
    if opened is None:
        return []
    parts, names, marks = [after[0]], [opened.group().rpartition(":")[2]], set[str]()
    shares: list[bool] = []
    for part in after[1:]:
        match = _NEXT.fullmatch(text, parts[-1].end, part.start)
        if match is None or not opened[1].endswith(match["noun"]):
            break
        parts.append(part)
        names.append(match["name"])
        marks.add("、" if match["mark"] in "和及" else match["mark"])
        shares.append(match["share"] is not None)
    told = (
        all(shares)
        and marks == {";"}
        and len({name[-2:] for name in names}) == 1
        and _SHARE.match(text, parts[-1].end) is not None
    )
    if not (told or _is_one_list(names, marks)) or not _closes(parts[-1], opened[1], text, marks):
        return []
    if _same_places(names):
        _count_names(mentions[position - 1] if position else None, whole, parts, names, out)
    return [out.fact(part) for part in parts]


def _same_places(names: Sequence[str]) -> bool:
    ends = {name[-1] for name in names}
    return len(ends) == 1 or ends <= set(PLACES)


def _is_one_list(names: Sequence[str], marks: set[str]) -> bool:
    """Whether one mark divides names of things; after commas a clause may say something else."""
    if len(names) < 2 or len(marks) != 1 or not all(map(_PLAIN_NAME.match, names)):
        return False
    return marks == {"、"} or (_same_places(names) and len(names) >= _FEWEST)


def _closes(last: Mention, noun: str, text: str, marks: set[str]) -> bool:
    """Whether a list ends with its last number, and does not go on as 等."""
    said = _noun(last, text)
    if said and not noun.endswith(said):
        return False
    shared = _SHARE.match(text, last.end)
    if shared is not None:
        return text.startswith("。", shared.end())
    sign = text[last.end + len(said) : last.end + len(said) + 1]
    return sign in "。;" or (marks == {"、"} and sign == ",") or sign.isdigit()


def _count_names(
    before: Mention | None,
    whole: Mention,
    parts: Sequence[Mention],
    names: Sequence[str],
    out: Collector,
) -> None:
    """Read 5个乡镇 before 23个行政村:甲镇…: as many names as the number before tells."""
    if before is None or before.sentence != whole.sentence or value_unit(before) != "个":
        return
    noun = out.text[before.end : whole.start]
    if _ITEMS_BEFORE.fullmatch(noun) is None or names[0][-1] not in noun or not _counts(before):
        return
    spans = [
        Span(part.lead_from, part.start) for part, name in zip(parts, names, strict=True) if name
    ]
    out.add(
        Enumeration(
            start=before.start,
            end=parts[-1].end,
            count=out.fact(before),
            items=tuple(spans),
            exhaustive=True,
        )
    )


# --- 600份,门诊350份、住院250份 -------------------------------------------------------------------

_TWICE = pattern(r"[(,;][^。;]{0,10}(?:转|同时|兼|重复|并用|两种|交叉|既)")
_APPOSED = pattern(r"[\u4e00-\u9fff]{0,10}[,(](?P<name>[\u4e00-\u9fff]{1,6})")


def read_opposed(paragraph: Paragraph, out: Collector) -> None:
    """Read 问卷600份,门诊350份、住院250份: kinds that exclude each other right behind a number."""
    text, mentions = out.text, paragraph.mentions
    for position, whole in enumerate(mentions[:-2]):
        first = mentions[position + 1]
        if not _counts(whole) or not _alike(first, whole) or first.start in out.wholes:
            continue
        told = _APPOSED.fullmatch(text, whole.end, first.start)
        if told is None or first.sentence != whole.sentence:
            continue
        run = _run_on(mentions[position + 1 :], text)
        names = [told["name"], *(text[m.lead_from : m.start].strip("、和及与") for m in run[1:])]
        if len(run) < 2 or not opposed(names) or _TWICE.match(text, run[-1].end):
            continue
        out.add(
            PartsOfWhole(
                start=whole.start,
                end=run[-1].end,
                topic="of_which",
                whole=out.fact(whole),
                parts=tuple(
                    out.fact(part, label=name) for part, name in zip(run, names, strict=True)
                ),
                exhaustive=False,
            )
        )


# --- 58人中持证54人 ------------------------------------------------------------------------------

_AMONG = pattern(
    r"(?P<noun>[\u4e00-\u9fff]{0,4}?)中(?![心小央层队期标级专医学国型等午旬药华部试高文年青转班共外])"
    r"[,:]?[\u4e00-\u9fff“”]{0,14}"
)
_OTHERS = pattern(r"[、和及与或]|以上|以下|平均")


def read_among(paragraph: Paragraph, out: Collector) -> None:
    """Read 58人中持证54人, 17个村中有5个村: what is counted among a number is a part of it."""
    text = out.text
    for whole, part in pairwise(paragraph.mentions):
        if part.start - whole.end > 20 or whole.sentence != part.sentence:
            continue
        if not _counts(whole) or not _alike(part, whole) or part.start in out.wholes:
            continue
        if whole.quantity.decimals or part.quantity.decimals:
            continue  # 3.12个: the number of an item and a count
        match = _AMONG.fullmatch(text, whole.end, part.start)
        if match is None or _OTHERS.search(match.group()):
            continue
        if not of_one_noun(match["noun"], part, text):
            continue  # 5个乡镇中12个村
        out.add(
            PartsOfWhole(
                start=whole.start,
                end=part.end,
                topic="of_which",
                whole=out.fact(whole),
                parts=(out.fact(part),),
                exhaustive=False,
            )
        )
