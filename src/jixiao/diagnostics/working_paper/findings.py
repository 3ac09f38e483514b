"""What is said of a document: the list of findings, a card for each, and all other rows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jixiao.diagnostics.places import spoken, told_place
from jixiao.diagnostics.reported import told_of
from jixiao.diagnostics.rules import Rules, rule_of
from jixiao.diagnostics.working_paper.body import Text
from jixiao.diagnostics.working_paper.elements import append, element, link
from jixiao.diagnostics.working_paper.entries import GRADES, Entry
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.terms import Status

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_SHOWN: Final = 200  # characters of what stands beside the text
_QUIET: Final = (Status.PASSED, Status.CANNOT_TELL)


def rule_anchor(code: str) -> str:
    """Return the anchor of the page of a check."""
    return f"rule-{code}"


def contents(entries: Sequence[Entry], document: Document) -> "HtmlElement":
    """Return the list of findings, the heaviest first."""
    if not entries:
        return element("p", "没有发现不符，也没有舍入差。", class_="nothing")
    head = element(
        "thead",
        element("tr", *(element("th", name) for name in ("序号", "级别", "编号", "位置", "问题"))),
    )
    rows = element("tbody")
    for entry in sorted(entries, key=lambda e: GRADES.index(e.grade)):
        outcome = entry.outcome
        row = element(
            "tr",
            element("td", link(entry.card, str(entry.number), class_=f"ref {entry.grade}")),
            element("td", entry.label, class_=f"grade {entry.grade}"),
            element("td", link(rule_anchor(outcome.code), outcome.code)),
            element("td", link(entry.place, told_place(document, outcome))),
            element("td", outcome.message, _reason(outcome)),
            class_="entry",
            attributes={"data-grade": entry.grade, "data-family": entry.family},
        )
        append(rows, row)
    return element("div", element("table", head, rows, class_="list"), class_="scrolled")


def _reason(outcome: Outcome) -> "HtmlElement | None":
    if outcome.waiver is None:
        return None
    return element("span", f"豁免：{told_of(outcome.waiver)}", class_="waiver")


def card(entry: Entry, document: Document, rules: Rules) -> "HtmlElement":
    """Return all that is said of one place."""
    outcome = entry.outcome
    where = told_place(document, outcome)
    head = element(
        "p",
        link(entry.place, str(entry.number), class_=f"ref {entry.grade}", title="回到原文"),
        element("strong", entry.label, class_=f"grade {entry.grade}"),
        link(rule_anchor(outcome.code), outcome.code, class_="code"),
        element("span", where, class_="where"),
        class_="about",
    )
    return element(
        "section",
        head,
        element("p", outcome.message, class_="message"),
        _beside(outcome),
        _values(outcome),
        _related(entry, document),
        _basis(rules, outcome.code),
        _waived(outcome),
        class_=f"card entry {entry.grade}",
        id=entry.card,
        attributes={"data-grade": entry.grade, "data-family": entry.family},
    )


def _values(outcome: Outcome) -> "HtmlElement | None":
    """Return what is stated against what was expected; nothing where one of them is missing.

    Rounding asks for no other number, so it is only told what the others make.
    """
    if outcome.stated is None or outcome.expected is None:
        return None
    return element(
        "dl",
        element("dt", "写作"),
        element("dd", outcome.stated),
        element("dt", "算得" if outcome.status is Status.ROUNDING else "应为"),
        element("dd", outcome.expected, class_="expected"),
        class_="values",
    )


def _related(entry: Entry, document: Document) -> "HtmlElement | None":
    related = entry.outcome.related
    if not related:
        return None
    line = element("p", "相关：", class_="places")
    for number, place in enumerate(related, 1):
        quote = " ".join(document.quote(*place.span).split())
        shown = f"{place.label} {quote}" if place.label and place.label != quote else quote
        where = spoken(document, document.anchor(*place.span))
        append(
            line,
            "；" if number > 1 else None,
            link(entry.related_place(number), shown or where, title=where),
        )
    return line


def _basis(rules: Rules, code: str) -> "HtmlElement | None":
    basis = rule_of(rules, code).basis
    return element("p", f"依据：{basis}", class_="places") if basis else None


def _beside(outcome: Outcome) -> "HtmlElement | None":
    """Return what is said beside the text, where no mark can be set."""
    if outcome.extra is None or not outcome.extra.text:
        return None
    words = " ".join(outcome.extra.text.split())
    short = words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN]}…"
    return element("p", f"“{short}”", class_="places")


def _waived(outcome: Outcome) -> "HtmlElement | None":
    if outcome.waiver is None:
        return None
    return element("p", element("b", "豁免："), told_of(outcome.waiver), class_="waiver")


def quiet(outcomes: Sequence[Outcome], document: Document, text: Text) -> "HtmlElement":
    """Return what holds and what cannot be told, folded."""
    rows = [o for o in outcomes if o.status in _QUIET]
    if not rows:
        return element("p", "没有其余结果。", class_="nothing")
    passed = sum(o.status is Status.PASSED for o in rows)
    body = element("tbody")
    for outcome in sorted(rows, key=lambda o: (_QUIET.index(o.status), o.span, o.code)):
        where = spoken(document, document.anchor(*outcome.span))
        append(
            body,
            element(
                "tr",
                element("td", outcome.status.label),
                element("td", link(rule_anchor(outcome.code), outcome.code)),
                element("td", link(text.anchor(outcome.span.start), where)),
                element("td", outcome.message),
                attributes={"data-family": outcome.code.rstrip("0123456789")},
            ),
        )
    names = ("结果", "编号", "位置", "说明")
    head = element("thead", element("tr", *(element("th", name) for name in names)))
    return element(
        "details",
        element(
            "summary", f"相符 {passed} 处，无法判断 {len(rows) - passed} 处（展开后可看、可打印）"
        ),
        element("div", element("table", head, body, class_="list"), class_="scrolled"),
    )


def crashed(outcomes: Sequence[Outcome]) -> Iterator["HtmlElement"]:
    """Yield a notice for each check that did not come to its end."""
    for outcome in outcomes:
        if outcome.status is Status.CRASHED:
            yield element("p", f"{outcome.status.label}：{outcome.message}", class_="notice")
