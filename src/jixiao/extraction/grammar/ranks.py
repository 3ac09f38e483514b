"""Ranks: 位列全国第34位(137个), 较上年上升21位; 在省直单位中排名约为后20名."""

import re
from bisect import bisect_left
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
from jixiao.patterns import any_of, pattern

_PLACE: Final = Unit("位", Dimension.COUNT, kind="位")
_HINT = pattern("排|列|居|位次|名次|升至|升到")
_HAN: Final = "\u4e00-\u9fff"
# The word that announces a rank, with the scope in which it is told, up to the number.
_CUE = pattern(
    "(?P<word>"
    + any_of("排名 排位 位次 名次 位列 位居 名列 并列 跃居 升至 升到 排在?")
    + "|(?<![位跃])居(?![民住家])|(?<![位名并系陈下上所罗])列(?![入为支举席车示出]))"
    + rf"(?P<scope>(?:(?![的了和与])[{_HAN}]){{0,18}}?(?:\([^()]{{1,10}}\))?[中里内]?)"
    + "(?P<bound>[前后])?$"
)
# The scope of 位列全省34位; before 34名 anything else may be people.
_PLAIN_SCOPE = pattern(
    rf"[为是在至到约均稳居列排名第]*(?:(?:全[国省市区县州球系]|[本各同我省市县区])[{_HAN}]{{0,8}}?)?"
    r"(?:\([^()]+\))?[中里内]?(?:排名?)?约?为?"
)
_CHAIN = pattern(
    rf"[、和及,](?:位?[居列]|排名?)?(?P<scope>全?[国省市区县州球][{_HAN}]{{0,8}}?)?"
    r"(?:排名?|[居列]|位[居列])?"
)
_ORDINAL = pattern(r"第(?:[0-9]+|[一二三四五六七八九十百零\u3007]+)[位名]?")
_NO_RANK = pattern(
    any_of("方阵 梯队 档 等级 等次 批 类 组 集团 行列 阶段 产业 时间 届 期 季 步 轮 线 个 次")
)
# A number in brackets after such a subject is how many there are: 高新企业数居全市第5(3家).
_SUBJECT_COUNTS = pattern("[数量额值](?![据字])[^,]{0,6}$|(?:规模|收入|得分|成绩)[^,]{0,6}$")
_POPULATION = pattern(
    rf"\((?:(?:全[国省市区县]|[省市区县]直|同类|参评|参加|纳入)[{_HAN}]{{0,6}}|共有?|总数?|总共)*$"
)
_ANNOUNCED = pattern(r"共|总|参评|参加|全")
_AMONG = pattern(
    rf"[{_HAN}]{{0,16}}(?:\([^()]{{1,8}}\))?(?:[中里内]|当中|之中),?"
    rf"(?:(?![有均都仅唯全])[{_HAN}]){{0,8}}"
)
_OF_THEM = pattern(rf"[{_HAN}]{{0,6}}(?:\([^()]{{1,8}}\))?(?:[中里内]|之中)?(?:排名?)?")
_MOVE = pattern(
    "(?P<up>"
    + any_of("上升 提升 前移 前进 进步 跃升 攀升 进位 提高 上移 晋升 进 升")
    + ")了?$|(?P<down>"
    + any_of("下降 下滑 后退 后移 退后 退步 回落 降低 下移 降 退")
    + ")了?$"
)
_BEFORE_RANK = pattern(
    r"个?(?:位次|名次|位)?[,、]?(?:目前|现|今年|当年|本年度?|由此|并|至|到|,)?(?:至|到)?"
)
_AFTER_RANK = pattern(
    r"[,、(]?(?:名次|位次|排名|且|并)?(?:较|比|同比|相比|与)?"
    r"(?:上一?年度?|去年|前一年|[0-9]{4}年度?)?(?:同期|相比)?(?:排名|位次|名次)?"
)
_SCOPE = pattern(r"全[国省市区县州球]")
_VAGUE = pattern(
    any_of("排名 排位 位次 名次")
    + "(?:约|大约|基本|大致|总体)?(?:为|在|处于|处|居|位于|属)?(?:约|大约)?"
    + any_of("中间 中游 中等 中上 中下 居中 靠前 靠后 前列 末位 中后 中前")
)
# Words that announce the ranks of the paragraphs below, from the number of those ranked on.
_LEAD = pattern(r"[^。\n]*以下[^。,;]{0,12}(?:排序|排名|排列)")
_AMONG_BODIES = pattern(rf"[{_HAN}]{{0,8}}(?:单位|部门|机关)")
_PEERS = pattern(rf"[{_HAN}]{{0,6}}?(?:[镇乡县区市州村校院]|街道|单位|部门|企业|社区)的?平均")
_WHOLE_AREA = pattern(r"全(?:[国省市区县州旗盟系镇乡]|自治区)$")
_ABOVE = 14  # blocks
_FARTHEST = 40
_NEAR = 16
_LARGEST = 1000  # a bare number beyond it is no rank


def read_ranks(paragraph: Paragraph, out: Collector) -> None:
    """Read the ranks of a paragraph, also those told without a number (排名约为中间)."""
    text = out.text
    if _HINT.search(text, paragraph.start, paragraph.end) is None:
        return
    for match in _VAGUE.finditer(text, paragraph.start, paragraph.end):
        sentence = out.sentences[sentence_of(out, match.start())]
        where = Span(sentence.start, sentence.end)
        out.add(
            Rank(start=match.start(), end=match.end(), rank=None, population=None, sentence=where)
        )
    _Reader(paragraph, out).read()


class _Reader:
    """Reads one paragraph, keeping the last rank for those that follow it in one breath."""

    def __init__(self, paragraph: Paragraph, out: Collector) -> None:
        self.paragraph = paragraph
        self.out = out
        self.text = out.text
        self.starts = [mention.start for mention in paragraph.mentions]
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
        low = max(previous, text.rfind("\n", 0, token.start) + 1, token.start - _FARTHEST)
        start = max(low, max(text.rfind(mark, low, token.start) for mark in ",;:。!?") + 1)
        cue = _CUE.search(text, start, token.start)
        if cue is None:
            cue = self._around_population(token, start)
        if cue is not None:
            if not self._announces(cue, token):
                return
        elif self.found and 0 < token.start - self.found[-1][1] <= _NEAR:
            cue = _CHAIN.fullmatch(text, self.found[-1][1], token.start)
        if cue is not None:
            self._make(token, cue, start)

    def _around_population(self, token: Token, start: int) -> re.Match[str] | None:
        """Return the cue of 列全省16个市第5位, where the population stands before the rank."""
        previous = self._preceding(token.start)
        if previous is None or previous.end != start or token.kind is not Kind.ORDINAL:
            return None
        if not _OF_THEM.fullmatch(self.text, previous.end, token.start):
            return None
        clause = max(previous.lead_from, previous.start - _NEAR)
        return _CUE.search(self.text, clause, previous.start)

    def _announces(self, cue: re.Match[str], token: Token) -> bool:
        """Whether a cue can speak of this number: 34位 and 34 need a plainer one than 第34."""
        if token.kind is Kind.ORDINAL:
            return True
        if _PLAIN_SCOPE.fullmatch(cue["scope"]) is None and cue["bound"] is None:
            return False
        bare = isinstance(token.value, Quantity) and token.value.unit.dimension is Dimension.NONE
        return not bare or cue["word"] in ("排名", "排位", "位次", "名次")

    def _may_be_rank(self, token: Token) -> bool:
        value = token.value
        if isinstance(value, Quantity):
            name = value.unit.name
            if value.decimals or value.upper is not None or name not in ("位", "名", ""):
                return False
            if not name and (value.unit.dimension is not Dimension.NONE or value.value > _LARGEST):
                return False
        elif _ORDINAL.fullmatch(self.text, token.start, token.end) is None:
            return False
        if _NO_RANK.match(self.text, token.end):
            return False
        return _MOVE.search(self.text, max(0, token.start - 4), token.start) is None

    def _make(self, token: Token, cue: re.Match[str], start: int) -> None:
        """Make the rank of a number that a cue announces."""
        mention = self.mentions.get(token.start)
        bound = bool(cue.groupdict().get("bound"))
        if mention is not None:
            if mention.role:
                return
            mention.role = "rank"
            bound = bound or not mention.quantity.is_point
        index = sentence_of(self.out, token.start)
        rank = None if bound else self._fact(token, mention, index)
        begins, scope = cue.start(), cue["scope"] or ""
        population, end = self._population(token, begins, start, index, scope)
        rise = fall = None
        if not bound:
            rise, fall, end = self._move(begins, end, index, scope)
        sentence = self.out.sentences[index]
        relation = Rank(
            start=begins,
            end=end,
            rank=rank,
            population=population,
            rise=rise,
            fall=fall,
            sentence=Span(sentence.start, sentence.end),
        )
        self.found.append((begins, end, relation))

    def _fact(self, token: Token, mention: Mention | None, index: int) -> Fact:
        if mention is not None:
            return self.out.fact(mention, label="排名")
        value = token.value if isinstance(token.value, int) else 0
        quantity = Quantity(Decimal(value), _PLACE)
        return self.out.quick_fact(token.start, token.end, "排名", index, quantity=quantity)

    def _population(
        self, token: Token, begins: int, start: int, index: int, scope: str
    ) -> tuple[Fact | None, int]:
        """Return the size of the population, with the end of its brackets."""
        text = self.text
        following = self._following(token.end)
        if following is not None and self._is_number(following, index):
            opening = _POPULATION.fullmatch(text, token.end, following.start)
            closing = text.find(")", following.end, following.end + 12)
            plain = opening is not None and (
                _ANNOUNCED.search(opening.group())
                or not _SUBJECT_COUNTS.search(text, start, begins)
            )
            if plain and closing >= 0 and "(" not in text[following.end : closing]:
                following.role = "population"
                return self.out.fact(following, label="参评总数"), closing + 1
        previous = self._preceding(token.start)
        if (
            previous is not None
            and previous.start > begins
            and self._is_number(previous, index)
            and not previous.role
        ):
            previous.role = "population"
            return self.out.fact(previous, label="参评总数"), token.end
        previous = self._preceding(begins)
        if (
            previous is not None
            and self._is_number(previous, index)
            and not previous.role
            and _AMONG.fullmatch(text, previous.end, begins)
            and self._within(scope, text[previous.lead_from : begins])
        ):
            previous.role = "population"
            return self.out.fact(previous, label="参评总数"), token.end
        return self._averaged(begins, index, scope) or self._announced(scope), token.end

    def _averaged(self, begins: int, index: int, scope: str) -> Fact | None:
        """Return the population of 全县28个乡镇平均为94%,…由高到低排第9位 in one sentence."""
        text = self.text
        if scope.strip("第为居列在") or _SCOPE.search(text, max(begins - _NEAR, 0), begins):
            return None
        told = [
            m
            for m in self.paragraph.mentions
            if self._is_number(m, index)
            and m.end <= begins
            and not m.role
            and _PEERS.match(text, m.end)
            and _WHOLE_AREA.search(text, m.lead_from, m.start)
        ]
        if len(told) != 1:
            return None
        told[0].role = "population"
        return self.out.fact(told[0], label="参评总数")

    def _announced(self, scope: str) -> Fact | None:
        """Return the population of 与92个单位比较,以下各项由低到高排序 in a paragraph above."""
        if scope.strip("第为居列在"):
            return None
        for earlier in self.out.above(self.paragraph, _ABOVE):
            lead = _LEAD.search(self.text, earlier.start, earlier.end)
            if lead is None:
                continue
            told = [
                m
                for m in earlier.mentions
                if lead.start() <= m.start < lead.end()
                and _AMONG_BODIES.match(self.text, m.end)
                and self._is_number(m, m.sentence)
            ]
            return self.out.fact(told[0], label="参评总数") if len(told) == 1 else None
        return None

    @staticmethod
    def _within(scope: str, among: str) -> bool:
        """Whether the scope of a rank (全省) is that of the population told before it."""
        own = _SCOPE.search(scope)
        return own is None or own.group() in among

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
        self, begins: int, end: int, index: int, scope: str
    ) -> tuple[Fact | None, Fact | None, int]:
        """Return the rise or fall that its own clause chain binds to this rank."""
        text = self.text
        mention = self._preceding(begins)
        if mention is not None and self._is_places(mention, index):
            move = _MOVE.search(text, mention.lead_from, mention.start)
            if move is not None and _BEFORE_RANK.fullmatch(text, mention.end, begins):
                other = _SCOPE.search(text, mention.lead_from, move.start())
                own = _SCOPE.search(scope)
                if other is None or own is None or other.group() == own.group():
                    return (*self._moved(mention, move), end)
        mention = self._following(end)
        if mention is not None and self._is_places(mention, index):
            move = _MOVE.search(text, max(mention.lead_from, end), mention.start)
            if (
                move is not None
                and _AFTER_RANK.fullmatch(text, end, move.start())
                and not self._one_of_several(begins)
            ):
                return (*self._moved(mention, move), mention.end)
        return None, None, end

    def _moved(self, mention: Mention, move: re.Match[str]) -> tuple[Fact | None, Fact | None]:
        mention.role = "rise"
        if move["up"]:
            return self.out.fact(mention, label="名次上升"), None
        return None, self.out.fact(mention, label="名次下降")

    def _one_of_several(self, begins: int) -> bool:
        """Whether another rank stands in the same breath: whose rise it is, nobody can tell."""
        if not self.found:
            return False
        _, end, _ = self.found[-1]
        return end < begins and not set(self.text[end:begins]) & set(",;。")

    def _is_places(self, mention: Mention, index: int) -> bool:
        unit = mention.quantity.unit.name
        if mention.sentence != index or mention.role or not mention.quantity.is_point:
            return False
        return unit in ("位", "名") or (
            unit == "个" and self.text.startswith(("位次", "名次"), mention.end)
        )

    def _following(self, end: int) -> Mention | None:
        at = bisect_left(self.starts, end)
        return self.paragraph.mentions[at] if at < len(self.starts) else None

    def _preceding(self, start: int) -> Mention | None:
        """Return the last number that ends at or before ``start``."""
        at = bisect_left(self.starts, start) - 1
        return self.paragraph.mentions[at] if at >= 0 else None
