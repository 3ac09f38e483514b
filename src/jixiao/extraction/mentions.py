"""Mentions: every printed number of the prose with what stands around it.

A mention is the working form of a fact: the grammar reads roles and relations off it, then it
becomes a ``Fact``.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.extraction.subjects import Subject, noun_after, resolve
from jixiao.extraction.tokens import Kind, Token
from jixiao.extraction.understanding import Sentence
from jixiao.extraction.vocabulary import Hit, Vocabulary
from jixiao.model.document import BlockKind, Document
from jixiao.model.period import Instant, Period
from jixiao.model.quantity import Dimension, Quantity
from jixiao.patterns import pattern

# Themes that colour only the sentence they are named in.
_NARROW_THEMES = frozenset({"basic", "project", "public_funds"})
# Parts of the 三公 theme: a new sentence falls back to the whole.
_SUB_THEMES = frozenset(
    {"overseas", "vehicles", "vehicles_purchase", "vehicles_operation", "receptions"}
)
_COMPARED = pattern(r"(?:相比|相较|对比|比较)")
# A member of an enumeration costs more to ask for than a name of the module.
_QUANTITY, _ROW, _HEADING = Kind.QUANTITY, BlockKind.ROW, BlockKind.HEADING
_DURATION, _COUNTED = Dimension.DURATION, (Dimension.COUNT, Dimension.NONE)
_HEAD_OF_FUND = pattern(
    r"(?:单看|仅看|只看|单就|仅就|就|按|从)([\u4e00-\u9fff]{2,14}?)(?:口径|来看|来说|看|而言|部分|方面)?[,:]$"
)
# （一）“三公”经费。 2. 政府采购情况: a heading that tells of what its amounts are
_THEMED_HEAD = pattern(
    r"[^\u4e00-\u9fff“]{0,8}(?:[一二三四五六七八九十]{1,3}[、.)]+)?"
    r"(?:(?P<three_public>“?三公”?(?:”经费|经费”?))|(?P<procurement>政府采购))"
    r"(?:支出|预算|决算|使用|执行|管理|控制|开支|及|和|的|情况|分析|方面)*[。:.*\s]*"
)
_HEAD_REACH = 30  # characters: longer headings tell of more
_COMPARING = "与较比同"  # 与2022年支出5,742.85万元相比: the year rules its own number only
_LEVEL = pattern(r"持平|相[同当等]|一致|不变")
_OPENING_REACH = 12  # a year this close to the start of a sentence rules the sentence
_COUNTER = pattern(r"合计|共计|总计|小计|共(?=[0-9])")
_TAIL_END = pattern(r"[,;:()\t、]")
_AVERAGE = pattern(
    "|".join(f"{sign}均" for sign in "平人户生班床亩车场日月年件次村店家组台")
    + r"|每[\u4e00-\u9fff]{1,3}$"
    r"|每(?:[人户生班床亩车场日月年件次村店家组台吨头株套名座]|公里|平方米|公顷)"
    r"|单位面积|折(?<![\u4e00-\u9fff]折)合"
)


@dataclass(slots=True, eq=False)
class Mention:
    """One number in its sentence.

    ``lead`` is the text of its clause before it (after the number before), ``gap`` everything
    since the number before, also over commas. ``role`` is set by the grammar when the mention has
    found its place in a relation.
    """

    token: Token
    quantity: Quantity
    dimension: Dimension  # what the number measures
    start: int
    end: int
    sentence: int
    block: int
    segment: int
    clause: int
    lead_from: int
    gap_from: int
    tail_end: int
    hits: Sequence[Hit]
    gap_hits: Sequence[Hit]
    subject: Subject
    theme: str
    period: Period | None = None
    in_parentheses: bool = False
    own_period: bool = False
    average: bool = False
    role: str = ""

    @property
    def cues(self) -> frozenset[str]:
        """The cues of its lead."""
        return frozenset().union(*(hit.entry.cues for hit in self.hits))

    @property
    def kind(self) -> str:
        """The kind of the head word of its name (budget, expenditure, rate …)."""
        return self.subject.kind

    @property
    def concept(self) -> str:
        """The identifier of what it is called."""
        return self.subject.concept.name


def value_unit(mention: Mention) -> str:
    """Return the printed unit of a mention."""
    return mention.quantity.unit.name


def clause_start(text: str, low: int, position: int) -> tuple[int, bool]:
    """Return where the clause of ``position`` begins and whether it stands in parentheses."""
    rfind = text.rfind
    comma = rfind(",", low, position)
    while comma > low and text[comma - 1].isdigit() and text[comma + 1 : comma + 4].isdigit():
        comma = rfind(",", low, comma)  # it divides the thousands of a number
    boundary = max(
        low,
        comma + 1,
        rfind(";", low, position) + 1,
        rfind(":", low, position) + 1,
        rfind("\t", low, position) + 1,
    )
    opening = rfind("(", low, position)
    if opening < 0 or text.find(")", opening, position) >= 0:
        return boundary, False
    return max(boundary, opening + 1), True


class MentionBuilder:
    """Builds the mentions of a document sentence by sentence."""

    def __init__(self, document: Document, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.document = document
        self.text = document.text
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.theme = ""
        self.theme_block = -1
        self.sentence_start = 0
        self.semicolons = 0
        self.three_public = False
        self.block_period: Period | None = None

    def build(self, sentence: Sentence, index: int) -> list[Mention]:
        """Return the mentions of one sentence of prose."""
        numbers = self.tokens[sentence.first_token : sentence.last_token]
        places = [at for at, token in enumerate(numbers) if token.kind is _QUANTITY]
        if not places:
            return []
        stops = [numbers[at].start for at in places[1:]]
        stops.append(sentence.end)
        if sentence.block != self.theme_block:
            self.theme, self.theme_block, self.block_period = "", sentence.block, None
            self.three_public = False
            self._take_theme_of_head(sentence.block)
        if self.theme in _NARROW_THEMES:
            self.theme = ""
        elif self.theme in _SUB_THEMES:
            self.theme = "three_public" if self.three_public else ""
        # Names stand before their numbers: what follows the last number is not looked at.
        hits = self.vocabulary.scan(self.text, sentence.start, numbers[places[-1]].end)
        hit_starts = [hit.start for hit in hits]
        self.sentence_start = sentence.start
        self.semicolons = self.text.count(";", sentence.start, sentence.end)
        made: list[Mention] = []
        previous_end = sentence.start
        sentence_period = self.block_period
        for position, stop in zip(places, stops, strict=True):
            token = numbers[position]
            mention = self._mention(
                sentence, index, token, hits, hit_starts, previous_end=previous_end
            )
            mention.tail_end = self._tail_end(token.end, stop)
            self._name_after(mention, made)
            _inherit_fund(mention, made)
            if not made and mention.clause > sentence.start:
                self._take_fund_of_head(mention, sentence)
            own, carried = self._period(numbers[:position], mention, sentence_period)
            mention.period = own
            if value_unit(mention) == "项" and _COUNTER.match(self.text, token.end):
                mention.role = "counter"  # 两项 in 两项合计 counts the amounts, nothing else
            if _AVERAGE.search(self.text, mention.lead_from, mention.start):
                mention.average = True
            sentence_period = carried
            made.append(mention)
            if mention.dimension is not _DURATION:
                previous_end = token.end  # 其中近三年新增13.5万册: the years part nothing
        self.block_period = sentence_period
        return made

    def _mention(  # noqa: PLR0913 - everything around one number
        self,
        sentence: Sentence,
        index: int,
        token: Token,
        hits: list[Hit],
        hit_starts: Sequence[int],
        *,
        previous_end: int,
    ) -> Mention:
        clause, inside = clause_start(self.text, sentence.start, token.start)
        lead_from = max(clause, previous_end)
        first = bisect_left(hit_starts, lead_from)
        last = bisect_left(hit_starts, token.start)
        gap_first = bisect_left(hit_starts, previous_end)
        lead_hits = list(hits[first:last])
        if lead_hits and lead_hits[-1].end > token.start:
            lead_hits.pop()
        gap_hits = hits[gap_first:last]
        self._follow_theme(gap_hits)
        value = token.value
        if not isinstance(value, Quantity):
            message = "a quantity token must carry a quantity"
            raise TypeError(message)
        name_from, name_to, name_hits = lead_from, token.start, lead_hits
        if self.text[lead_from : token.start] == ")":
            # 全年预算(含上年结转1530.20万元)31204.50万元: the name stands before the brackets
            name_to = max(self.text.rfind("(", sentence.start, lead_from), sentence.start)
            name_from, _ = clause_start(self.text, sentence.start, name_to)
            name_hits = [h for h in hits if name_from <= h.start and h.end <= name_to]
        subject = resolve(
            self.vocabulary,
            self.text,
            name_from,
            name_to,
            name_hits,
            self.theme,
            value.unit.dimension,
        )
        if inside and _COMPARED.match(self.text, self.text.find(")", token.end, sentence.end) + 1):
            subject.last_year = True  # 与上一期(面积2.8万亩、投资4060万元)相比
        return Mention(
            token,
            value,
            value.unit.dimension,
            token.start,
            token.end,
            index,
            sentence.block,
            self.semicolons and self.text.count(";", sentence.start, token.start),
            clause,
            lead_from,
            previous_end,
            token.end,
            lead_hits,
            gap_hits,
            subject,
            self.theme,
            in_parentheses=inside,
        )

    def _take_fund_of_head(self, mention: Mention, sentence: Sentence) -> None:
        """Give the first amount of a sentence the fund that its head names: 单看一般公共预算,…."""
        subject = mention.subject
        if not subject.generic or subject.fund is not None:
            return
        head = _HEAD_OF_FUND.search(self.text, sentence.start, mention.clause)
        if head is None:
            return
        funds = {hit.entry.fund for hit in self.vocabulary.scan(self.text, *head.span(1))}
        funds.discard(None)
        if len(funds) == 1:
            subject.fund = funds.pop()

    def _take_theme_of_head(self, block: int) -> None:
        """Begin a paragraph with the theme that its heading names, in it or right above."""
        blocks = self.document.blocks
        here = blocks[block]
        start, end = here.start, here.title_end
        if end <= start and block and blocks[block - 1].kind is _HEADING:
            start, end = blocks[block - 1].start, blocks[block - 1].end
        if not 0 < end - start <= _HEAD_REACH:
            return
        match = _THEMED_HEAD.fullmatch(self.text, start, end)
        if match is not None:
            self.theme = match.lastgroup or ""
            self.three_public = self.theme == "three_public"

    def _follow_theme(self, hits: Sequence[Hit]) -> None:
        """Let the names before a number set the theme of what follows."""
        for hit in hits:
            concept = hit.entry.concept
            if concept is None or hit.entry.contextual:
                continue
            if concept.theme:
                self.theme = concept.theme
                self.three_public = self.three_public or concept.theme == "three_public"
            elif not hit.entry.generic and concept.kind in ("expenditure", "income"):
                self.theme = ""

    def _tail_end(self, start: int, limit: int) -> int:
        match = _TAIL_END.search(self.text, start, limit)
        return match.start() if match is not None else limit

    def _name_after(self, mention: Mention, before: Sequence[Mention]) -> None:
        """Name a count by the noun that follows it, or by the mention before it."""
        subject = mention.subject
        if subject.concept.name != "other":
            return
        if mention.dimension in _COUNTED:
            noun = noun_after(self.text, mention.end, mention.tail_end)
            if noun:
                subject.label = noun
                subject.start = mention.start
                self._concept_after(mention, noun)
                return
        if not subject.label and before:
            subject.label = before[-1].subject.label
            subject.start = mention.start

    def _concept_after(self, mention: Mention, noun: str) -> None:
        end = mention.end + len(noun)
        for hit in self.vocabulary.scan(self.text, mention.end, end):
            concept = hit.entry.concept
            if concept is not None and concept.kind == "count" and hit.end == end:
                mention.subject.concept, mention.subject.kind = concept, concept.kind

    def _period(
        self, before: Sequence[Token], mention: Mention, carried: Period | None
    ) -> tuple[Period | None, Period | None]:
        """Return the period of the mention and the one that later mentions inherit."""
        own: Period | None = None
        for token in reversed(before):
            if token.start < mention.gap_from:
                break
            value = token.value
            if isinstance(value, Instant):
                value = Period(value, value)
            if isinstance(value, Period) and token.end <= mention.start:
                compared = any(
                    "compare" in hit.entry.cues and hit.end <= token.start
                    for hit in mention.gap_hits
                )
                compared = compared or self.text[token.start - 1] in _COMPARING
                if compared and _LEVEL.search(self.text, token.end, mention.start):
                    break  # 接待费与2024年持平;运行费增加…: that comparison is over
                own = value
                opening = token.start - self.sentence_start <= _OPENING_REACH
                if opening and not compared and not mention.in_parentheses:
                    carried = value
                break
        mention.own_period = own is not None
        return (own or carried), carried


def _inherit_fund(mention: Mention, before: Sequence[Mention]) -> None:
    """Give a bare 支出 the fund of the budget named right before it in its sentence."""
    subject = mention.subject
    if not subject.generic or subject.fund is not None or not before:
        return
    previous = before[-1]
    if previous.kind == "budget" and previous.subject.fund is not None:
        subject.fund = previous.subject.fund


def is_prose(document: Document, block: int) -> bool:
    """Whether a block is read as prose; tables are read by their cells."""
    return document.blocks[block].kind is not _ROW
