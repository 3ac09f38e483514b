"""Written-out arithmetic: 执行率=a÷b×100%=p%, a+b=c."""

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import resolve
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

_DIVIDED = pattern(r"[÷/]")
_PLUS = pattern(r"[+＋]")
_EQUALS = pattern(r"[)]?(?:[×*x]100%?)?=")
_OPERANDS = {
    "staffing": ("staff", "posts"),
    "fixed_assets": ("fixed_assets_used", "fixed_assets_total"),
    "three_public_execution": ("three_public_total", "three_public_budget"),
    "procurement_execution": ("procurement_total", "procurement_budget"),
}
_TOPICS = {
    "execution_rate": "execution",
    "public_control_rate": "execution",
    "three_public_rate": "three_public_execution",
    "procurement_rate": "procurement_execution",
    "fixed_assets_rate": "fixed_assets",
    "staffing_rate": "staffing",
    "carryover_rate": "carryover",
    "arrival_rate": "arrival",
    "coverage_rate": "evaluation_coverage",
}


def read_formulas(paragraph: Paragraph, out: Collector) -> None:
    """Read the formulas of a paragraph; the 100% of ×100% becomes no fact of its own."""
    text = out.text
    if text.find("=", paragraph.start, paragraph.end) < 0:
        return
    for mention in paragraph.mentions:
        if text[mention.start - 1] in "×*" and mention.quantity.value == 100:
            mention.role = "formula"
    mentions = [m for m in paragraph.mentions if m.role != "formula"]
    for position, result in enumerate(mentions):
        if text[result.start - 1] != "=":
            continue
        _name_from_head(result, out)
        if position > 1 and is_percent(result):
            _read_quotient(mentions[position - 2], mentions[position - 1], result, out)
        _read_addition(mentions[:position], result, out)


def _name_from_head(result: Mention, out: Collector) -> None:
    """Name a result after what stands before the first equals sign of its clause."""
    text = out.text
    first = text.find("=", result.clause, result.start)
    start = max(text.rfind(mark, result.clause, first) for mark in ",;:。") + 1
    start = max(start, result.clause)
    hits = list(out.vocabulary.scan(text, start, first))
    subject = resolve(out.vocabulary, text, start, first, hits, result.theme, result.dimension)
    if subject.label:
        result.subject = subject


def _read_quotient(top: Mention, bottom: Mention, result: Mention, out: Collector) -> None:
    text = out.text
    if not _DIVIDED.fullmatch(text, top.end, bottom.start):
        return
    if not _EQUALS.fullmatch(text, bottom.end, result.start):
        return
    result.role = "rate"
    topic = _TOPICS.get(result.concept, "named_rate")
    for operand, name in zip((top, bottom), _OPERANDS.get(topic, ("", "")), strict=True):
        operand.subject.label = operand.subject.label.strip("=÷/×(")
        if name:
            concept = out.vocabulary.concepts[name]
            operand.subject.concept, operand.subject.kind = concept, concept.kind
            operand.subject.label, operand.subject.owner = concept.label, ""
    out.add(
        Ratio(
            start=top.start,
            end=result.end,
            topic=topic,
            kind=RatioKind.EXECUTION if "execution" in topic else RatioKind.RATIO,
            rate=out.fact(result),
            numerator=out.fact(top),
            denominator=out.fact(bottom),
        )
    )


def _read_addition(before: list[Mention], result: Mention, out: Collector) -> None:
    """Read a+b+c=d."""
    text = out.text
    if not before or text[before[-1].end : result.start] != "=":
        return
    parts = [before[-1]]
    for mention in reversed(before[:-1]):
        if not _PLUS.fullmatch(text, mention.end, parts[0].start):
            break
        parts.insert(0, mention)
    if len(parts) < 2 or not all(same_measure(part, result) for part in parts):
        return
    result.role = result.role or "sum"
    out.add_breakdown(out.fact(result), [out.fact(part) for part in parts])
