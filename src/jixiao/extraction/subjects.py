"""What a number is called: the noun phrase before it, resolved against the vocabulary."""

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.extraction.vocabulary import OTHER, Concept, Hit, Vocabulary
from jixiao.model.fact import Basis, Entity
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern
from jixiao.terms import Fund

# Words that may stand between a name and its number without changing what the number is.
_FILLER_WORDS = (
    "总额|总数|总量|金额|资金|经费|费用|数额|规模|数量|数|总体|比例|比率|安排|"
    "合计|共计|总计|累计|共|分别|实际|完成|经调整后|经调整|调整后|调整为|决算|支出|"
    "控制|高达|达到了|达到|达|增加到|减少到|降至|升至|增至|减至|到|至|为|是|的|"
    "约|近|超过|超|逾|了|仅|均|已|全部|有|计|列支|列|只有|不足|大约|将近|各|"
    "也|就|在|情况|指标|面积|费"
)
_FILLER = pattern(rf"(?:{_FILLER_WORDS}|[:“”\"]|\([^()]*\))*")
# What filler begins with tells most phrases apart far quicker than the pattern.
_FILLER_STARTS = frozenset(word[0] for word in _FILLER_WORDS.split("|")) | frozenset(':“”"(')
# 公务接待费上年同期1.61万元: the year may stand behind the name
_OF_LAST_YEAR = pattern(r"(?:上一?年|去年)(?:同期|度|全年)?(?:决算数?|实际支出|支出|为|是|实际)*")
# What may stand directly before a name: anything else makes the name part of another one
# (信息化项目支出 is not the department's 项目支出).
_LEAD_IN = pattern(
    r"(?:^|[年月日度底0-9%:,;、(“”)》\"\t/①-⑳]|(?<![0-9.])[0-9]{1,2}\.|其中|包括|包含|含有|分为|部门|(?:^|[本我全各])(?:单位|机关)|预算单位|整体|资金|预算|安排|财政|本级|人民政府|办公室|委员会|管理局|"
    r"(?:我|本|全|该|市|县|区|省|州|镇|乡|旗|厅)[局办委厅校院级镇乡县市区部单所站处室会馆园队]?|"
    r"[局办委厅校院镇乡县市区处会]|[本此这]次|当年|全年|本年|上年|年初|年末|年中|年终|中|和|与|及|的|为|是|实际|实现|完成|累计|共|"
    r"批复|下达|收到|取得|涉及|用于|发生|使用|安排的|形成|支出|收入|占|较|比|从|由|其|用|上|各项|全部|总|同期|同比|执行|万元|亿元|元|"
    r"等|另有|另|此外|相应|加|减|扣除|按|以|对|核定|配备|实有|现有|拥有|编制|人员|填报|得|自评|评价|综合|对象|公共|到|达|现)$"
)
_LEADING = pattern(
    r"(?:[)、和与及,;:的了“”\"]|中(?=[,:])|其中|其次|此外|另外|同时|并|包括|包含|分别|主要|主要是|以及|还|"
    r"(?:本|当|全)年(?:度)?|[0-9]{4}年(?:度)?|累计|共计|共|已|全年共|一是|二是|三是|四是|五是|六是)+"
)
_JOINING = pattern(r"(?:[)、和与及,;:的“]|其中|另有|另|包括|包含|分别为?)+")
_TRAILERS = (
    "实际完成指标值|实际完成值|实际完成|实际|年度指标值|指标值|目标值|完成率|完成|共计|合计|共|累计|总计|分别|等|"
    "达到|达|约|近|超过|超|为|是|的|了|有|至少|不少于|不低于|不超过"
)
_TRAILING_MARKS = '、:,“”"(≥≤<>='
_TRAILING = pattern(rf"(?:{_TRAILERS}|[{_TRAILING_MARKS}])+$")
_TRAILING_ENDS = frozenset(word[-1] for word in (*_TRAILERS.split("|"), *_TRAILING_MARKS))
_TAIL_NOUN = pattern(r"[\u4e00-\u9fff“”《》A-Za-z·]{2,20}")
# Which measures a kind of name can have; a name with another measure is part of something else.
_MEASURES: dict[str, tuple[Dimension, ...]] = {
    "income": (Dimension.MONEY,),
    "expenditure": (Dimension.MONEY,),
    "budget": (Dimension.MONEY,),
    "carryover": (Dimension.MONEY,),
    "fund": (Dimension.MONEY,),
    "adjustment": (Dimension.MONEY,),
    "evaluated": (Dimension.MONEY,),
    "assets": (Dimension.MONEY,),
    "rate": (Dimension.PERCENT,),
    "change_rate": (Dimension.PERCENT,),
    "completion_rate": (Dimension.PERCENT,),
    "named_rate": (Dimension.PERCENT,),
    "satisfaction": (Dimension.PERCENT, Dimension.SCORE, Dimension.NONE),
    "share": (Dimension.PERCENT,),
    "score": (Dimension.SCORE, Dimension.NONE),
    "part_score": (Dimension.SCORE, Dimension.NONE),
    "full_mark": (Dimension.SCORE, Dimension.NONE),
    "deduction": (Dimension.SCORE, Dimension.NONE),
    "staff": (Dimension.COUNT,),
    "count": (Dimension.COUNT,),
    "unit_cost": (Dimension.UNIT_COST,),
    "base": (Dimension.AREA,),
}
_LIST_END = frozenset({"and_so_on"})
_NARROW = frozenset({"basic", "project", "public_funds"})
_SORTS_BOUGHT = frozenset({"procurement_goods", "procurement_works", "procurement_services"})
# Rates keep their meaning whatever they are the rate of.
_ANYBODY = frozenset({"rate", "completion_rate", "named_rate", "satisfaction", "change_rate"})
_NOUN_END = pattern(
    r"(?:及|和|与|以及|内容|均|都|充分|主要|进行|开展|获得?|被|已|为|在|对|能够?|将|把|向|从|按|并|等|得到|达到|实现|完成|全部|组成|参加|参与)"
)
_NO_NOUN = pattern(
    r"^(?:以上|以下|以内|左右|的|获|被|在|与|和|及|并|均|全部|由|为|是|占|较|比|同比|增|减|下降|上升|左右|不等|有|已|实现|达|完成|其中|用于|至|到|,)"
)


@dataclass(slots=True)
class Subject:
    """A resolved noun phrase.

    ``owner`` is what a rate or amount belongs to where the phrase says so (信息化项目 in
    信息化项目执行率). ``concept`` is ``OTHER`` where the vocabulary does not have it; ``kind`` is
    then still the kind of the head word (budget, expenditure, rate …) so that roles can be told.
    """

    concept: Concept = OTHER
    kind: str = ""
    label: str = ""
    start: int = -1
    generic: bool = False
    fund: Fund | None = None
    basis: Basis | None = None
    entity: Entity | None = None
    last_year: bool = False
    theme: str = ""
    owner: str = ""


def is_filler(text: str, start: int, end: int) -> bool:
    """Whether nothing but filler stands in ``text[start:end]``."""
    if start == end:
        return True
    if text[start] not in _FILLER_STARTS:
        return False
    match = _FILLER.match(text, start, end)
    return match is not None and match.end() == end


def resolve(  # noqa: PLR0913, PLR0917 - a phrase and all that it is read by
    vocabulary: Vocabulary,
    text: str,
    start: int,
    end: int,
    hits: Sequence[Hit],
    theme: str,
    dimension: Dimension | None = None,
) -> Subject:
    """Resolve the noun phrase ``text[start:end]`` that names the number after it.

    ``dimension`` is what the number measures; a name that cannot have it is not its name.

    ``hits`` are the vocabulary hits inside the range; ``theme`` is the topic that generic words
    take their meaning from.
    """
    subject = Subject(start=start)
    head: Hit | None = None
    for hit in reversed(hits):
        entry = hit.entry
        if head is None:
            usable = entry.concept is not None and not (
                entry.contextual and entry.concept.theme != theme
            )
            if usable and (
                is_filler(text, hit.end, end) or _OF_LAST_YEAR.fullmatch(text, hit.end, end)
            ):
                head = hit
        if entry.fund and subject.fund is None:
            subject.fund = entry.fund
        if entry.basis and subject.basis is None:
            subject.basis = entry.basis
        if entry.entity and subject.entity is None:
            subject.entity = entry.entity
        subject.last_year = subject.last_year or entry.last_year
    if head is not None:
        _settle(vocabulary, subject, text, head, hits, theme=theme)
    if dimension is not None and dimension not in _MEASURES.get(subject.kind, (dimension,)):
        _refit(vocabulary, subject, dimension)
    if subject.concept is OTHER:
        subject.label = label_of(text, start, end)
    return subject


def _refit(vocabulary: Vocabulary, subject: Subject, dimension: Dimension) -> None:
    """Give up a name that does not fit the measure, or find its unit-cost twin."""
    twin = subject.concept.name.replace("expenditure_", "unit_cost_")
    if dimension is Dimension.UNIT_COST and twin in vocabulary.concepts:
        subject.concept = vocabulary.concepts[twin]
        subject.kind = subject.concept.kind
        return
    subject.concept, subject.kind = OTHER, ""


def _settle(  # noqa: PLR0913 - the parts of one phrase
    vocabulary: Vocabulary,
    subject: Subject,
    text: str,
    head: Hit,
    hits: Sequence[Hit],
    *,
    theme: str,
) -> None:
    concept = _sort_before(head, hits) or head.entry.concept
    if concept is None:
        return
    start = subject.start
    subject.generic = head.entry.generic
    before = _before(text, start, head.start, hits)
    own_theme = next(
        (
            h.entry.concept.theme
            for h in reversed(hits)
            if h.start < head.start
            and h.entry.concept is not None
            and h.entry.concept.theme
            # 服务 of 服务中心改造预算 is no word of procurement where nothing else is
            and not (h.entry.contextual and h.entry.concept.theme != theme)
            # 基本支出中人员经费: a part of what is named first, not that itself
            and not (h.entry.concept.theme in _NARROW and text[h.end : h.end + 1] in ("中", "里"))
        ),
        "",
    )
    effective = own_theme or ("" if subject.fund is not None and theme in _NARROW else theme)
    if effective in vocabulary.themes:
        themed = vocabulary.themes[effective]
        if head.entry.generic or own_theme:
            concept = _themed(concept, themed, effective, generic=head.entry.generic)
        elif concept.name == "execution_rate" and effective not in ("basic", "project"):
            concept = themed["rate"]
    subject.theme = concept.theme or own_theme
    subject.kind = concept.kind
    bare = own_theme or _LEAD_IN.search(text, max(start, before - 12), before) or before <= start
    if bare or concept.kind in _ANYBODY:
        subject.concept = concept
        subject.label = _bare_label(text[min(before, head.start) : head.end])
    if not bare:
        subject.owner = label_of(text, start, before)
        if subject.concept is not OTHER:
            subject.label = subject.owner + text[head.start : head.end]
    if subject.concept is not OTHER:
        subject.start = head.start


def _sort_before(head: Hit, hits: Sequence[Hit]) -> Concept | None:
    """Return the sort of purchase right before words that any may have: 货物类|实际采购."""
    if head.entry.concept is None or head.entry.concept.name != "procurement_total":
        return None
    return next(
        (
            hit.entry.concept
            for hit in hits
            if hit.end == head.start
            and hit.entry.concept is not None
            and hit.entry.concept.name in _SORTS_BOUGHT
        ),
        None,
    )


def _themed(concept: Concept, themed: dict[str, Concept], theme: str, *, generic: bool) -> Concept:
    """Return what a concept is called within a theme: 支出 is 项目支出 where projects are told."""
    if concept.kind == "budget":
        return themed["budget"]
    if concept.kind == "expenditure" and concept.theme in ("", theme):
        return themed["actual"] if generic or not concept.theme else concept
    if concept.kind == "rate" and concept.name == "execution_rate":
        return themed["rate"]
    return concept


def _bare_label(phrase: str) -> str:
    joining = _JOINING.match(phrase)
    return _quoted((joining and phrase[joining.end() :]) or phrase)


def _quoted(phrase: str) -> str:
    """Give a phrase back the quotation mark that opened before it."""
    closing = phrase.find("”")
    return "“" + phrase if closing >= 0 and phrase.find("“", 0, closing) < 0 else phrase


def _before(text: str, start: int, position: int, hits: Sequence[Hit]) -> int:
    """Walk left over modifiers and cues that stand directly before ``position``."""
    for hit in reversed(hits):
        if hit.end == position and (
            hit.entry.fund
            or hit.entry.basis
            or hit.entry.entity
            or hit.entry.last_year
            or hit.entry.cues - _LIST_END
        ):
            position = hit.start
    if position > start and text[position - 1] == ")":
        opening = text.rfind("(", start, position)
        if opening >= 0:
            position = opening
    return position


def label_of(text: str, start: int, end: int) -> str:
    """Return the noun phrase of a range without the words that only lead in or out."""
    leading = _LEADING.match(text, start, end)
    if leading is not None:
        start = leading.end()
    if start < end and text[end - 1] in _TRAILING_ENDS:
        trailing = _TRAILING.search(text, start, end)
        end = trailing.start() if trailing is not None else end
    return _quoted(text[start:end])


def noun_after(text: str, start: int, end: int) -> str:
    """Return the noun that a count stands before (5份合作协议), or an empty string."""
    match = _TAIL_NOUN.match(text, start, end)
    if match is None or _NO_NOUN.match(match.group()):
        return ""
    noun = match.group()
    cut = _NOUN_END.search(noun, 2)
    return noun[: cut.start()] if cut is not None else noun
