"""Ranks: 位列全国第34位(137个), 较上年上升21位; 在省直单位中排名约为后20名."""

import re
from decimal import Decimal
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.cutoffs import sentence_of
from jixiao.extraction.mentions import Mention
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.relation import Rank
from jixiao.model.source import Span

_PLACE: Final = Unit("位", Dimension.COUNT, kind="位")
_HINT = re.compile(r"排名|排位|位次|名次|位列|位居|名列|排[在第全]|[居列]")
# The word that announces a rank, with the population in which it is told, up to the number.
_CUE = re.compile(
    r"(?P<word>排名|排位|位次|名次|位列|位居|名列|并列|跃居|跃升|升至|升到|排在?|(?<![位跃])居(?![民住家])|"
    r"(?<![位名并系陈下上所罗])列(?![入为支举席车示出]))"
    r"(?P<scope>(?:[为是在至到约均]|稳|居|列|排名?)*"
    r"(?:全|省|市|区|县|州|国|本|各|同|参评|[\u4e00-\u9fff]{2,10}?)?[\u4e00-\u9fff]{0,8}?(?:\([^()]{1,10}\))?[中里内]?)"
    r"(?P<bound>[前后])?$"
)
_CHAIN = re.compile(r"[、和及,](?:位?[居列]|排名?)?(?P<scope>全?[国省市区县州球](?:[\u4e00-\u9fff]{0,8}?))?(?:排名?|[居列]|位[居列])?$")
_NO_RANK = re.compile(r"方阵|梯队|档|等级|等次|批|类|组|集团|行列|阶段|产业|时间|届|期|季|步|轮|线|个|次")
_SUBJECT_COUNTS = re.compile(r"(?:数量|总量|总数|人数|个数|家数|件数|次数|数|量|额|规模|收入|值|得分|成绩)[^,]{0,6}$")
_POPULATION = re.compile(
    r"\((?:(?:全[国省市区县]|[省市区县]直|同类|参评|参加|纳入)[\u4e00-\u9fff]{0,6}|共有?|总数?|总共)*$"
)
_ANNOUNCED = re.compile(r"共|总|参评|参加|全")
_AMONG = re.compile(r"[\u4e00-\u9fff]{0,16}(?:\([^()]{1,8}\))?(?:[中里内]|当中|之中),?[\u4e00-\u9fff]{0,8}$")
_MOVE = re.compile(
    r"(?P<up>上升|提升|前移|前进|进步|跃升|攀升|进位|提高|上移|晋升|进|升)了?$"
    r"|(?P<down>下降|下滑|后退|后移|退后|退步|回落|降低|下移|降|退)了?$"
)
_BEFORE_RANK = re.compile(
    r"(?:个)?(?:位次|名次|位)?[,、]?(?:目前|现|今年|当年|本年度?|由此|并|至|到|,)?(?:至|到)?$"
)
_AFTER_RANK = re.compile(
    r"[,、(]?(?:名次|位次|排名|且|并)?(?:较|比|同比|相比|与)?(?:上一?年度?|去年|前一年|[0-9]{4}年度?)?(?:同期|相比)?"
    r"(?:排名|位次|名次)?(?:分别)?$"
)
_SCOPE = re.compile(r"全[国省市区县州球]")
_VAGUE = re.compile(
    r"(?:排名|排位|位次|名次)(?:约|大约|基本|大致|总体)?(?:为|在|处于|处|居|位于|属)?(?:约|大约)?"
    r"(?P<vague>中间|中游|中等|中上|中下|居中|靠前|靠后|前列|末位|中后|中前)"
)


def read_ranks(paragraph: Paragraph, out: Collector) -> None:
    """Read the ranks of a paragraph."""
    text = out.text
    if _HINT.search(text, paragraph.start, paragraph.end) is None:
        return
    for match in _VAGUE.finditer(text, paragraph.start, paragraph.end):
        _add_vague(paragraph, match, out)
    _Reader(paragraph, out).read()


def _add_vague(paragraph: Paragraph, match: re.Match[str], out: Collector) -> None:
    del paragraph
    sentence = out.sentences[sentence_of(out, match.start())]
    out.add(
        Rank(
            start=match.start(),
            end=match.end(),
            rank=None,
            population=None,
            sentence=Span(sentence.start, sentence.end),
        )
    )


class _Reader:
    """Reads one paragraph, keeping the last rank for those that follow it in one breath."""

    def __init__(self, paragraph: Paragraph, out: Collector) -> None:
        self.paragraph = paragraph
        self.out = out
        self.text = out.text
        self.mentions = {mention.start: mention for mention in paragraph.mentions}
        self.found: list[tuple[int, int, Rank]] = []  # start of the cue, end with brackets

    def read(self) -> None:
        """Read every number that a rank may be, in order."""
        tokens = [
            token
            for token in self.paragraph.tokens
            if token.kind is Kind.ORDINAL
            or (token.kind is Kind.QUANTITY and token.start in self.mentions)
        ]
        if not tokens:
            tokens = [mention.token for mention in self.paragraph.mentions]
        previous = self.paragraph.start
        for token in tokens:
            self._read(token, previous)
            previous = token.end
        for _, _, rank in self.found:
            self.out.add(rank)

    def _read(self, token: Token, previous: int) -> None:
        text = self.text
        if not self._may_be_rank(token):
            return
        low = max(previous, text.rfind("\n", 0, token.start) + 1, token.start - 40)
        start = max(text.rfind(mark, low, token.start) for mark in ",;:。!?") + 1
        start = max(start, low)
        cue = _CUE.search(text, start, token.start)
        chained = None
        if cue is None and self.found:
            last = self.found[-1]
            if last[1] <= token.start - 1 and token.start - last[1] <= 16:
                chained = _CHAIN.fullmatch(text, last[1], token.start)
        if cue is None and chained is None:
            return
        self._make(token, cue or chained, chained=chained is not None, start=start)

    def _may_be_rank(self, token: Token) -> bool:
        value = token.value
        if _NO_RANK.match(self.text, token.end):
            return False
        if _MOVE.search(self.text, max(0, token.start - 4), token.start):
            return False
        if token.kind is Kind.ORDINAL:
            printed = self.text[token.start : token.end]
            return printed[0] == "第" and printed[-1] in "0123456789〇零一二三四五六七八九十百位名"
        if not isinstance(value, Quantity) or value.decimals or value.upper is not None:
            return False
        unit = value.unit
        if unit.dimension is Dimension.NONE:
            return unit.name == "" and 0 < value.value < 1000
        return unit.dimension is Dimension.COUNT and unit.name in ("位", "名")

    def _make(
        self, token: Token, cue: re.Match[str] | None, *, chained: bool, start: int
    ) -> None:
        """Make the rank of a number that a cue announces."""
        if cue is None:
            return
        mention = self.mentions.get(token.start)
        bound = not chained and cue.group("bound") is not None
        if mention is not None:
            if mention.role:
                return
            bound = bound or not mention.quantity.is_point
        if mention is not None and mention.dimension is Dimension.NONE and (
            not chained and cue.group("word") not in ("排名", "排位", "位次", "名次")
        ):
            return
        index = sentence_of(self.out, token.start)
        rank: Fact | None = None
        if mention is not None:
            mention.role = "rank"
        if not bound:
            rank = self._fact(token, mention, index)
        begins = cue.start()
        population, end = self._population(token, begins, start, index, bound=bound)
        rise = fall = None
        if not bound:
            rise, fall, end = self._move(token, begins, end, index, cue.group("scope") or "")
        sentence = self.out.sentences[index]
        self.found.append(
            (
                begins,
                end,
                Rank(
                    start=begins,
                    end=end,
                    rank=rank,
                    population=population,
                    rise=rise,
                    fall=fall,
                    sentence=Span(sentence.start, sentence.end),
                ),
            )
        )

    def _fact(self, token: Token, mention: Mention | None, index: int) -> Fact:
        if mention is not None:
            return self.out.fact(mention, label="排名")
        value = token.value if isinstance(token.value, int) else 0
        quantity = Quantity(Decimal(value), _PLACE)
        return self.out.quick_fact(token.start, token.end, "排名", index, quantity=quantity)

    def _population(
        self, token: Token, begins: int, start: int, index: int, *, bound: bool
    ) -> tuple[Fact | None, int]:
        """Return the size of the population, with the end of its brackets."""
        del bound
        text = self.text
        following = self._following(token.end)
        if following is not None and self._is_number(following, index):
            opening = _POPULATION.fullmatch(text, token.end, following.start)
            closing = text.find(")", following.end, following.end + 12)
            plain = opening is not None and (
                _ANNOUNCED.search(opening.group())
                or not _SUBJECT_COUNTS.search(text, start, begins)
            )
            if plain and closing >= 0 and not text[following.end : closing].count("("):
                following.role = "population"
                return self.out.fact(following, label="参评总数"), closing + 1
        previous = self._preceding(begins)
        if (
            previous is not None
            and self._is_number(previous, index)
            and not previous.role
            and _AMONG.fullmatch(text, previous.end, begins)
        ):
            previous.role = "population"
            return self.out.fact(previous, label="参评总数"), token.end
        return None, token.end

    def _is_number(self, mention: Mention, index: int) -> bool:
        quantity = mention.quantity
        return (
            mention.sentence == index
            and mention.dimension in (Dimension.COUNT, Dimension.NONE)
            and quantity.unit.name not in ("次", "期", "年", "届", "分")
            and quantity.is_point
            and not quantity.decimals
        )

    def _move(
        self, token: Token, begins: int, end: int, index: int, scope: str
    ) -> tuple[Fact | None, Fact | None, int]:
        """Return the rise or fall that its own clause chain binds to this rank."""
        text = self.text
        for mention, before in ((self._preceding(begins), True), (self._following(end), False)):
            if mention is None or mention.role or not self._is_places(mention, index):
                continue
            move = _MOVE.search(text, max(mention.lead_from, end if not before else 0), mention.start)
            if move is None:
                continue
            if before:
                if not _BEFORE_RANK.fullmatch(text, mention.end, begins):
                    continue
                other = _SCOPE.search(text, mention.lead_from, move.start())
                own = _SCOPE.search(scope)
                if other and own and other.group() != own.group():
                    continue
            elif not _AFTER_RANK.fullmatch(text, end, move.start()) or self._one_of_several(begins):
                continue
            mention.role = "rise"
            up = move.group("up") is not None
            fact = self.out.fact(mention, label="名次上升" if up else "名次下降")
            if not before:
                end = mention.end
            return (fact, None, end) if up else (None, fact, end)
        return None, None, max(end, token.end)

    def _one_of_several(self, begins: int) -> bool:
        """Whether another rank stands in the same breath: whose rise it is, nobody can tell."""
        if not self.found:
            return False
        _, end, _ = self.found[-1]
        return end < begins and not set(self.text[end:begins]) & set(",;。")

    def _is_places(self, mention: Mention, index: int) -> bool:
        unit = mention.quantity.unit.name
        if mention.sentence != index or mention.dimension is not Dimension.COUNT:
            return False
        if not mention.quantity.is_point:
            return False
        return unit in ("位", "名") or (
            unit == "个" and self.text.startswith(("位次", "名次"), mention.end)
        )

    def _following(self, end: int) -> Mention | None:
        return next((m for m in self.paragraph.mentions if m.start >= end), None)

    def _preceding(self, start: int) -> Mention | None:
        return next((m for m in reversed(self.paragraph.mentions) if m.end <= start), None)
