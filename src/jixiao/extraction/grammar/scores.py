"""Scores: parts with their full marks, the total, points lost."""

import re
from collections.abc import Sequence

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import OTHER
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Deduction, PartsOfWhole, Scored
from jixiao.model.source import Span

_SCORE_WORDS = re.compile(
    r"(?:绩效)?(?:自评|评价|综合|实际|最终)?(?:总)?(?:得分|评分|得|分值|满分|权重|分数|自评分|标准分|指标)+(?:共计|合计|为|是|:|共)?$"
)
_GOT = re.compile(r"(?:得分?|评分|实得|自评)(?:分?为|:|是)?$|^(?:自评|实际|评价)?得分?[为:]?$")
_FULL = re.compile(r"满分|分值|权重|标准分|总分值|共计?$")
_LOST = re.compile(r"扣(?:减|除|了|分)?|失分|丢分")
_SCHEMES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("履职效能",), ("管理效率", "管理效能")),
    (("投入",), ("过程",), ("产出",), ("效果", "效益")),
    (("决策",), ("过程",), ("产出",), ("效益", "效果")),
    (("预算执行率", "预算执行", "资金执行率", "执行率"), ("产出指标", "产出"), ("效益指标", "效益"),
     ("满意度指标", "服务对象满意度", "满意度")),
    (("预算执行率", "预算执行"), ("产出指标", "产出"), ("效益和满意度", "效益及满意度", "效益指标", "效益")),
)  # fmt: skip
_MONITORING = re.compile(r"监控|年中|上半年|预评|初评|上年|复评|复核")


def read_scores(paragraphs: Sequence[Paragraph], out: Collector) -> None:
    """Read every score of a document; what adds up to the total is found over all paragraphs."""
    scored: list[tuple[str, Mention, Mention | None]] = []
    totals: list[Mention] = []
    for paragraph in paragraphs:
        marks = [m for m in paragraph.mentions if m.dimension is Dimension.SCORE and not m.role]
        _read_deductions(marks, out)
        scored.extend(_pair(marks, totals, out))
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
    if totals:
        _read_sum(scored, totals[0], out)


def _read_deductions(marks: Sequence[Mention], out: Collector) -> None:
    for mention in marks:
        lead = out.text[mention.lead_from : mention.start]
        match = None
        for match in _LOST.finditer(lead):
            pass
        if match is None or len(lead) - match.end() > 4:  # noqa: PLR2004 - 扣了共计
            continue
        mention.role = "deduction"
        out.add(
            Deduction(
                start=mention.lead_from,
                end=mention.end,
                points=out.fact(mention, out.vocabulary.concepts["deducted_points"], "扣分"),
                reason=Span(mention.lead_from, mention.end),
                name=lead[: match.start()],
            )
        )


def _pair(
    marks: Sequence[Mention], totals: list[Mention], out: Collector
) -> list[tuple[str, Mention, Mention | None]]:
    """Tell full marks, part scores and the total of one paragraph."""
    text = out.text
    pairs: list[tuple[str, Mention, Mention | None]] = []
    full: Mention | None = None
    for mention in marks:
        if mention.role:
            continue
        lead = text[mention.lead_from : mention.start]
        name = _SCORE_WORDS.sub("", lead).strip("的(“”:、,“")
        if mention.concept == "total_score" or (name in ("", "共计") and "总分" in lead):
            sentence = out.sentences[mention.sentence]
            context = text[sentence.start : mention.start]
            if _MONITORING.search(context[-40:]):
                mention.role = "other_score"
            else:
                totals.append(mention)
                full = None
            continue
        if _is_full(mention, lead):
            mention.role = "full_mark"
            if pairs and pairs[-1][2] is None and mention.in_parentheses and (
                pairs[-1][1].sentence == mention.sentence
            ):
                pairs[-1] = (pairs[-1][0], pairs[-1][1], mention)
            else:
                full = mention
            continue
        got = bool(_GOT.search(lead))
        if got and not name and full is not None and full.sentence == mention.sentence:
            pairs.append((_named(full, text), mention, full))
            full = None
        elif got and name:
            pairs.append((name, mention, full if _same_name(full, name, text) else None))
            full = None
        elif not got and name and mention.subject.concept is OTHER:
            # 投入15分，得14.5分: a bare “name N分” is a full mark where a score follows
            following = next((m for m in marks if m.start > mention.start), None)
            if following is not None and following.sentence == mention.sentence and _GOT.search(
                text[following.lead_from : following.start]
            ) and not _name_of(following, text):
                mention.role = "full_mark"
                full = mention
    return pairs


def _is_full(mention: Mention, lead: str) -> bool:
    return mention.concept == "full_mark" or bool(_FULL.search(lead) and "得" not in lead[-3:])


def _named(mention: Mention, text: str) -> str:
    lead = text[mention.lead_from : mention.start]
    return _SCORE_WORDS.sub("", lead).strip("的(“”:、,“ ") or mention.subject.label


def _name_of(mention: Mention, text: str) -> str:
    lead = text[mention.lead_from : mention.start]
    return _SCORE_WORDS.sub("", lead).strip("的(“”:、,“ ")


def _same_name(full: Mention | None, name: str, text: str) -> bool:
    return full is not None and (_named(full, text) in name or name in _named(full, text))


def _read_sum(
    scored: Sequence[tuple[str, Mention, Mention | None]], total: Mention, out: Collector
) -> None:
    """Bind the parts of a known scheme, or parts whose full marks make up 100, to the total."""
    for scheme in _SCHEMES:
        parts: list[Mention] = []
        for names in scheme:
            found = next((s for n, s, _ in scored if n.endswith(names)), None)
            if found is not None and found not in parts:
                parts.append(found)
        if len(parts) == len(scheme):
            _add_sum(parts, total, out)
            return
    with_full = [(s, f) for _, s, f in scored if f is not None]
    run: list[Mention] = []
    amount = 0
    for score, full in with_full:
        run.append(score)
        amount += int(full.quantity.value)
        if amount == 100 and len(run) > 1:  # noqa: PLR2004 - the total's full mark
            _add_sum(run, total, out)
            return


def _add_sum(parts: Sequence[Mention], total: Mention, out: Collector) -> None:
    known = any(
        isinstance(r, PartsOfWhole) and r.whole.start == total.start
        for r in out.relations.get(PartsOfWhole, [])
    )
    if known:
        return
    out.add(
        PartsOfWhole(
            start=min(total.start, *(p.start for p in parts)),
            end=max(total.end, *(p.end for p in parts)),
            topic="scores",
            whole=out.fact(total),
            parts=tuple(out.fact(p) for p in parts),
            exhaustive=True,
        )
    )
