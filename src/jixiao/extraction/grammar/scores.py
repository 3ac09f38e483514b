"""Scores: parts with their full marks, the total, points lost."""

import re
from collections.abc import Sequence
from decimal import Decimal

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.score_rates import read_score_rates
from jixiao.extraction.grammar.score_sums import Told, read_score_sums
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Deduction, PartsOfWhole, Scored
from jixiao.model.source import Span
from jixiao.patterns import pattern

_SCORE_WORDS = pattern(
    r"(?:绩效)?(?:自评|评价|综合|实际|最终)?(?:总)?(?:得分|评分|得|分值|满分|权重|分数|自评分|标准分|指标)+"
    r"(?:共计|合计|为|是|:|共)?$"
)
_SUBTOTAL = pattern(r"(?:([二两三四五六七八九十]+|[0-9]+)项)?(?:合计|共计|共|小计)得?$")
_GOT = pattern(
    r"^(?:按[^,。;]{1,16})?计(?:得)?$|(?:得分?|评分|实得|自评)(?:分?为|:|是)?$|^(?:自评|实际|评价|[评实])?得分?[为:]?$"
)
_BARE_GOT = pattern(r"(?:按[^,。;]{1,16})?(?:自评|实际|[评实])?(?:得分?|计得?)[为:]?")
_SCORE_KINDS = frozenset({"score", "part_score", "full_mark", "deduction"})
_FULL = pattern(r"满分|分值|权重|标准分|总分值|共计?$")
_LOST = pattern(r"扣(?:减|除|了|分)?|失分|丢分")
_EACH_LOST = pattern(
    r"^[,、]?(?:(?:其中)?(?:[两二三四五六七八九十]{1,2}|各|上述|以上)(?:大?项|个?部分|大?类|个?方面)(?:一级)?(?:指标)?)?"
    r"(?:依次|分别|各自)(?:被)?扣(?:减|除|了|分)?$"
)
_AND = frozenset("、和及与")
_SCHEMES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("履职效能",), ("管理效率", "管理效能")),
    (("投入",), ("过程",), ("产出",), ("效果", "效益")),
    (("决策",), ("过程",), ("产出",), ("效益", "效果")),
    (("预算执行率", "预算执行", "资金执行率", "执行率"), ("产出指标", "产出"), ("效益指标", "效益"),
     ("满意度指标", "服务对象满意度", "满意度")),
    (("预算执行率", "预算执行"), ("产出指标", "产出"),
     ("效益和满意度", "效益及满意度", "效益指标", "效益")),
)  # fmt: skip
_ALL = Decimal(100)  # the full mark of the total
_WHOLE = ("总", "综合", "最终", "合计", "共")
_BESIDES = pattern(r"另|不含|除|以外|附加|加分|不计|单独")
_WHOLE_MARK = pattern(
    r"(?:本次|此次|本|我[局委办院校镇乡处]|部门|单位|整体|项目|支出|绩效|自评|评价|评分|指标体系|总|综合|各部分|全部|"
    r"[0-9]{4}年度?|采用|实行|按|设定|设置|体系)*(?:满分|总分值?|分值)(?:合计|总计|共计)?(?:为|是|共|:)*"
)
_MONITORING = pattern(r"监控|年中|上半年|预评|初评|上年")
_REVIEWED = pattern(r"复评|复核")


def read_scores(paragraphs: Sequence[Paragraph], out: Collector) -> None:
    """Read every score of a document; what adds up to the total is found over all paragraphs."""
    scored: list[tuple[str, Mention, Mention | None]] = []
    totals: list[Mention] = []
    scored_in = Dimension.SCORE
    for paragraph in paragraphs:
        points = [m for m in paragraph.mentions if m.dimension is scored_in]
        if not points:
            continue
        points = [m for m in points if not _is_band(m, out.text)]
        marks = [m for m in points if not m.role]
        _read_deductions(marks, out)
        pairs = _pair(marks, totals, out)
        scored.extend(pairs)
        _read_weights(marks, out)
        _read_sums(points, pairs, out)
        read_score_rates(paragraph, pairs, out)
    for name, score, full in scored:
        out.add(
            Scored(
                start=min(score.start, full.start if full else score.start),
                end=max(score.end, full.end if full else score.end),
                name=name,
                score=out.fact(score, label=f"{name}得分"),
                full_mark=out.fact(full, label=f"{name}分值") if full is not None else None,
            )
        )
    total = next((m for m in totals if m.quantity.value == out.total_score), None)
    if total is not None:
        _read_sum([one for one in scored if one[1] is not total], total, out)


_BAND_AFTER = pattern(r"(?:\(不?含\))?(?:及?以[上下]|至|到|-|~|[及]?以内)")


def _is_band(mention: Mention, text: str) -> bool:
    """Whether a number is the limit of a grade band: 90分（含）以上为优."""
    return bool(
        _BAND_AFTER.match(text, mention.end)
        or text[mention.start - 1] in "至-~"
        or mention.quantity.comparator is not None
        or mention.quantity.upper is not None
    )


def _read_deductions(marks: Sequence[Mention], out: Collector) -> None:
    listing: Mention | None = None  # the last of 分别扣1.8分、3.2分
    for mention in marks:
        lead = out.text[mention.lead_from : mention.start]
        if listing is not None and lead.strip() in _AND and mention.gap_from == listing.end:
            listing = mention
            _add_deduction(mention, "", out)
            continue
        found = list(_LOST.finditer(lead))
        listing = mention if found and _EACH_LOST.search(lead) else None
        if not found or len(lead) - found[-1].end() > 4:  # 扣了共计
            continue
        name = lead[: found[-1].start()] or _whole_loss(mention, lead, out)
        _add_deduction(mention, name, out)


def _add_deduction(mention: Mention, name: str, out: Collector) -> None:
    mention.role = "deduction"
    out.add(
        Deduction(
            start=mention.lead_from,
            end=mention.end,
            points=out.fact(mention, out.vocabulary.concepts["deducted_points"], "扣分"),
            reason=Span(mention.lead_from, mention.end),
            name=name,
        )
    )


def _whole_loss(mention: Mention, lead: str, out: Collector) -> str:
    """Return 共 where a sentence of its own tells the loss: 失分4.37分。"""
    begins = out.sentences[mention.sentence].start == mention.clause
    return "共" if begins and lead.startswith(("失分", "丢分")) else ""


class _Pairing:
    """Tells full marks, part scores and the total of one paragraph."""

    def __init__(self, marks: Sequence[Mention], totals: list[Mention], out: Collector) -> None:
        self.pairs: list[tuple[str, Mention, Mention | None]] = []
        self._marks = marks
        self._totals = totals
        self._out = out
        self._text = out.text
        self._full: Mention | None = None  # a full mark that waits for its score
        self._head: Mention | None = None  # that of the whole item: 1.果园面积(10分):…

    def take(self, mention: Mention) -> None:
        """Tell what the next number of the paragraph is."""
        lead = self._text[mention.lead_from : mention.start]
        name = _name_of(mention, self._text)
        if self._text[mention.start - 1] == "(" and self._text.startswith("):", mention.end):
            mention.role, self._head = "full_mark", mention
            return
        if self._of_a_part(mention):
            self._take_score(mention, "", got=True)
        elif mention.concept == "total_score" or (name in ("", "共计") and "总分" in lead):
            self._take_total(mention)
        elif _is_full(mention, lead) or _is_bare_full(mention, self._marks, self._text):
            self._take_full(mention)
        elif _SUBTOTAL.search(lead):
            self.pairs.append(("合计", mention, None))
        else:
            self._take_score(mention, name, got=bool(_GOT.search(lead)))

    def _of_a_part(self, mention: Mention) -> bool:
        """Whether 评价得分 behind the full mark of a part is no total: 分值25分,评价得分19.6分."""
        full = self._full
        return (
            mention.concept == "total_score"
            and full is not None
            and mention.quantity.value <= full.quantity.value < _ALL
            and not _apart(full, mention)
            and not label_of(self._text, mention.lead_from, mention.start).startswith(_WHOLE)
        )

    def _take_total(self, mention: Mention) -> None:
        sentence = self._out.sentences[mention.sentence]
        context = self._text[sentence.start : mention.start]
        own = self._text[mention.clause : mention.start]
        if _MONITORING.search(context[-40:]) or _REVIEWED.search(own):
            mention.role = "other_score"
        else:
            self._totals.append(mention)
            self._full = None

    def _take_full(self, mention: Mention) -> None:
        mention.role = "full_mark"
        if self.pairs and mention.in_parentheses:
            name, score, full = self.pairs[-1]
            if full is None and score.sentence == mention.sentence:
                self.pairs[-1] = (name, score, mention)
                return
        self._full = mention

    def _take_score(self, mention: Mention, name: str, *, got: bool) -> None:
        if self._full is not None and _apart(self._full, mention):
            self._full = None
        full = self._full
        if full is not None and not name and self._last_of_several(full):
            full = self._full = None  # 分值6分,按场次3分、人次2分、质量1分计,得5.5分
        if got and name:
            same = _same_name(full, name, self._text)
            self.pairs.append((name, mention, full if same else None))
            self._full = None
        elif full is not None and (got or _just_behind(full, mention, self._text)):
            self.pairs.append((_named(full, self._text), mention, full))
            self._full = None
        elif got and not name and full is None and self._head is not None:
            self.pairs.append((_named(self._head, self._text), mention, self._head))
            self._head = None
        elif got and not name and full is None:
            self.pairs.append((self._item_name(mention), mention, None))
        elif not got and name and mention.kind not in _SCORE_KINDS:
            self._take_bare(mention, name)

    def _last_of_several(self, full: Mention) -> bool:
        """Whether a full mark ends a row of full marks that have no score of their own."""
        at = self._marks.index(full)
        before = self._marks[at - 1] if at else None
        return (
            before is not None
            and before.role in ("", "full_mark")
            and self._text[full.gap_from] == "、"
            and before.sentence == full.sentence
            and all(before not in (score, mark) for _, score, mark in self.pairs)
        )

    def _item_name(self, mention: Mention) -> str:
        """Return what an item is called whose score stands without a name: 投诉率≤3‰,…,得6分."""
        text = self._text
        start = text.rfind(";", self._out.sentences[mention.sentence].start, mention.start) + 1
        start = start or self._out.sentences[mention.sentence].start
        return label_of(text, start, min(start + 12, mention.start)).strip("的(“”:、, )")

    def _take_bare(self, mention: Mention, name: str) -> None:
        text = self._text
        following = next((m for m in self._marks if m.start > mention.start), None)
        if following is None:
            return
        if _is_bracketed_full(mention, following, text):
            self.pairs.append((name, mention, None))
            return
        # 投入15分，得14.5分: a bare “name N分” is a full mark where a score follows
        got = _BARE_GOT.fullmatch(text, following.lead_from, following.start)
        if following.sentence == mention.sentence and got:
            mention.role = "full_mark"
            self._full = mention


def _apart(full: Mention, mention: Mention) -> bool:
    return (full.sentence, full.segment) != (mention.sentence, mention.segment)


def _just_behind(full: Mention, mention: Mention, text: str) -> bool:
    """Whether a score stands right behind its full mark in brackets: 项目决策(15分)14.8分."""
    return text[full.start - 1] == "(" and text[full.end : mention.start] == ")"


def _pair(
    marks: Sequence[Mention], totals: list[Mention], out: Collector
) -> list[tuple[str, Mention, Mention | None]]:
    """Return the part scores of one paragraph with their full marks; gather its totals."""
    pairing = _Pairing(marks, totals, out)
    for mention in marks:
        if not mention.role:
            pairing.take(mention)
    return pairing.pairs


def _is_bracketed_full(mention: Mention, following: Mention, text: str) -> bool:
    """Whether the full mark follows in brackets: 履职效能49.21分（满分50分）."""
    lead = text[mention.end : following.start]
    return lead.startswith("(") and bool(_FULL.search(lead)) and ")" not in lead


def _read_weights(marks: Sequence[Mention], out: Collector) -> None:
    """Read 满分100分，其中预算执行率10分、产出指标50分…: full marks that make up the whole."""
    text = out.text
    for whole in marks:
        if whole.role != "full_mark" or whole.in_parentheses:
            continue
        by_name = _of_the_whole(whole, text)
        if whole.quantity.value != _ALL and not by_name:
            continue
        parts = [
            m
            for m in marks
            if m.sentence == whole.sentence
            and m is not whole
            and m.role in ("", "full_mark")
            and not _GOT.search(text[m.lead_from : m.start])
            and _name_of(m, text)
        ]
        if whole.quantity.value != _ALL and not _nothing_else(whole, parts, marks, out):
            continue
        if len(parts) > 2:  # a scheme of weights has three parts at least
            for part in parts:
                part.role = "full_mark"
            out.add(
                PartsOfWhole(
                    start=min(whole.start, parts[0].start),
                    end=max(whole.end, parts[-1].end),
                    topic="weights",
                    whole=out.fact(whole),
                    parts=tuple(out.fact(part) for part in parts),
                    exhaustive=True,
                    sure=whole.quantity.value == _ALL,
                )
            )


def _of_the_whole(mark: Mention, text: str) -> bool:
    """Whether a full mark is that of the evaluation itself by its words: 本次自评满分100分."""
    return _WHOLE_MARK.fullmatch(text, mark.lead_from, mark.start) is not None


def _nothing_else(
    whole: Mention, parts: Sequence[Mention], marks: Sequence[Mention], out: Collector
) -> bool:
    """Whether a sentence tells full marks only, those of the parts all on one side of the whole."""
    told = [m for m in marks if m.sentence == whole.sentence and m is not whole]
    sentence = out.sentences[whole.sentence]
    if _BESIDES.search(out.text, sentence.start, sentence.end):
        return False
    before = [m for m in parts if m.start < whole.start]
    return len(told) == len(parts) and len(before) in (0, len(parts))


def _read_sums(
    marks: Sequence[Mention], pairs: Sequence[tuple[str, Mention, Mention | None]], out: Collector
) -> None:
    """Read the sums of scores that a paragraph states."""
    told = Told(
        {score.start: name for name, score, _ in pairs if name != "合计"},
        frozenset(score.start for _, score, full in pairs if full is not None),
    )
    for whole, parts, closed in read_score_sums(marks, told, out):
        _add_sum(parts, whole, out, sure=closed)


def _is_bare_full(mention: Mention, marks: Sequence[Mention], text: str) -> bool:
    """Whether a number in brackets before 得 is a full mark: 履职效能（40分）得38.6分."""
    if text[mention.start - 1] != "(" or text[mention.end : mention.end + 1] != ")":
        return False
    following = next((m for m in marks if m.start > mention.end), None)
    return following is not None and bool(
        re.match(r"\)(?:自评|实际)?(?:得分?)?[为:]?$", text[mention.end : following.start])
    )


def _is_full(mention: Mention, lead: str) -> bool:
    return mention.concept == "full_mark" or bool(_FULL.search(lead) and "得" not in lead[-3:])


def _named(mention: Mention, text: str) -> str:
    if (
        text[mention.start - 1] == "("
    ):  # 履职效能(40分)得38.6分: the name stands before the brackets
        start = max(text.rfind(mark, 0, mention.start) for mark in ",;:。、\n\t")
        return label_of(text, start + 1, mention.start - 1).strip("的(“”:、, )")
    return _name_of(mention, text) or mention.subject.label


def _name_of(mention: Mention, text: str) -> str:
    lead = text[mention.lead_from : mention.start]
    if _BARE_GOT.fullmatch(lead):
        return ""
    phrase = _SCORE_WORDS.sub("", lead)
    return label_of(phrase, 0, len(phrase)).strip("的(“”:、, )")


def _same_name(full: Mention | None, name: str, text: str) -> bool:
    return full is not None and (_named(full, text) in name or name in _named(full, text))


def _read_sum(
    scored: Sequence[tuple[str, Mention, Mention | None]], total: Mention, out: Collector
) -> None:
    """Bind parts whose full marks make up 100, or those of a known scheme, to the total."""
    run: list[Mention] = []
    amount = Decimal(0)
    for _, score, full in scored:
        if full is None:
            continue
        run.append(score)
        amount += full.quantity.value
        if amount == _ALL and len(run) > 1:
            _add_sum(run, total, out, sure=True)
            return
    satisfied = any("满意" in name for name, _, _ in scored)
    for scheme in _SCHEMES:
        parts: list[Mention] = []
        fulls: list[Mention | None] = []
        for names in scheme:
            found = next(((s, f) for n, s, f in scored if n.endswith(names)), None)
            if found is not None and found[0] not in parts:
                parts.append(found[0])
                fulls.append(found[1])
        if len(parts) != len(scheme) or (satisfied and "满意" not in str(scheme)):
            continue
        known = [f.quantity.value for f in fulls if f is not None]
        if len(known) == len(parts) and sum(known) != _ALL:
            continue
        _add_sum(parts, total, out, sure=len(scheme) == 2 or len(known) == len(parts))
        return


def _add_sum(parts: Sequence[Mention], total: Mention, out: Collector, *, sure: bool) -> None:
    if any(whole.start == total.start for whole in out.wholes.values()):
        return
    out.add(
        PartsOfWhole(
            start=min(total.start, *(p.start for p in parts)),
            end=max(total.end, *(p.end for p in parts)),
            topic="scores",
            whole=out.fact(total),
            parts=tuple(out.fact(p) for p in parts),
            exhaustive=True,
            sure=sure,
        )
    )
