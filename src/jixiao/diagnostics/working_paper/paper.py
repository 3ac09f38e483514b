"""The parts of the working paper in their order: head, contents, documents, pages of checks."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jixiao import __version__
from jixiao.diagnostics.reported import WAIVED, Reported, Summary, summarise
from jixiao.diagnostics.rules import Rules, rule_of
from jixiao.diagnostics.working_paper import findings
from jixiao.diagnostics.working_paper.body import Text
from jixiao.diagnostics.working_paper.elements import append, element, link
from jixiao.diagnostics.working_paper.entries import (
    GRADES,
    LABELS,
    Entry,
    Mark,
    entries_of,
    marks_of,
)
from jixiao.extraction.understanding import Metadata, Understanding
from jixiao.model.document import Document
from jixiao.terms import ReportKind, Status

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FORMATS: Final = {"docx": "Word 文件", "xlsx": "Excel 工作簿", "pdf": "PDF 文件"}


def body(documents: Sequence[Reported], rules: Rules, title: str) -> "HtmlElement":
    """Return the body of the page."""
    numbered = [(f"d{number}", document) for number, document in enumerate(documents, 1)]
    entries = {prefix: entries_of(document.outcomes, prefix) for prefix, document in numbered}
    every = [entry for found in entries.values() for entry in found]
    return element(
        "body",
        element(
            "header",
            element("h1", title),
            _total(documents) if len(documents) > 1 else None,
            _overview(numbered) if len(documents) > 1 else None,
        ),
        _filter(every, rules),
        element("p", class_="filtered", hidden="hidden"),
        element("main", *(_document(p, d, entries[p], rules) for p, d in numbered)),
        _checks(every, documents, rules),
        _signatures(),
        element(
            "footer",
            f"由绩效（jixiao {__version__}）生成。结果只说明数字和表述是否对得上，不评价工作本身；"
            "“无法判断”既不算问题，也不算通过。",
        ),
    )


def _total(documents: Sequence[Reported]) -> "HtmlElement":
    unread = sum(document.error is not None for document in documents)
    words = f"共 {len(documents)} 份材料"
    if unread:
        words += f"，其中 {unread} 份未能读取"
    return element("div", element("p", words, class_="total"), _sums(summarise(documents)))


def _sums(counts: Summary) -> "HtmlElement":
    """Return the numbers of each kind of outcome."""
    shown = [
        ("error", LABELS["error"], counts.errors),
        ("warning", LABELS["warning"], counts.warnings),
        ("hint", LABELS["hint"], counts.hints),
        ("rounding", LABELS["rounding"], counts.rounding),
        ("passed", Status.PASSED.label, counts.passed),
        ("cannot_tell", Status.CANNOT_TELL.label, counts.cannot_tell),
    ]
    if counts.waived:
        shown.append((WAIVED, LABELS[WAIVED], counts.waived))
    if counts.crashed:
        shown.append(("crashed", Status.CRASHED.label, counts.crashed))
    return element(
        "ul",
        *(
            element("li", element("b", str(count)), label, class_=kind if count else "none")
            for kind, label, count in shown
        ),
        class_="sums",
    )


def _overview(numbered: Sequence[tuple[str, Reported]]) -> "HtmlElement":
    """Return the table of contents of several documents."""
    some_waived = summarise(reported for _, reported in numbered).waived > 0
    names = ["材料", "单位", "错误", "警告", "提示", "舍入差"] + [LABELS[WAIVED]] * some_waived
    head = element("thead", element("tr", *(element("th", name) for name in names)))
    rows = element("tbody")
    for prefix, reported in numbered:
        understanding = reported.understanding
        row = element("tr", element("td", link(prefix, reported.path)))
        if understanding is None:
            append(row, element("td", "未能读取", class_="unread", colspan=str(len(names) - 1)))
        else:
            counts = summarise([reported])
            append(row, element("td", understanding.metadata.department or ""))
            numbers = [counts.errors, counts.warnings, counts.hints, counts.rounding]
            for count in numbers + [counts.waived] * some_waived:
                append(row, element("td", str(count), class_="number"))
        append(rows, row)
    return element(
        "nav",
        element("h2", "目录"),
        element("div", element("table", head, rows, class_="list"), class_="scrolled"),
    )


def _filter(entries: Sequence[Entry], rules: Rules) -> "HtmlElement | None":
    """Return the switches; the script shows them, without it they would do nothing."""
    if not entries:
        return None
    grades = {entry.grade for entry in entries}
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="grade", value=grade, checked="checked"),
            LABELS[grade],
        )
        for grade in GRADES
        if grade in grades
    ]
    titles = {e.family: rule_of(rules, e.outcome.code).family_title for e in entries}
    families = element(
        "select",
        element("option", "全部类别", value=""),
        *(
            element("option", f"{family} {title}", value=family)
            for family, title in sorted(titles.items())
        ),
        name="family",
    )
    form = element("form", "只看：", *boxes, element("label", "类别 ", families), hidden="hidden")
    form.set("class", "filter")
    return form


def _document(
    prefix: str, reported: Reported, entries: Sequence[Entry], rules: Rules
) -> "HtmlElement":
    understanding = reported.understanding
    section = element("article", element("h2", reported.path), id=prefix, class_="document")
    if understanding is None:
        error = reported.error
        append(
            section,
            element("p", f"未能读取。{error.message if error else ''}", class_="notice"),
            element("p", error.hint) if error and error.hint else None,
            _identity(reported, None),
        )
        return section
    document = understanding.document
    text = Text(document, marks_of(entries), prefix)
    append(
        section,
        _identity(reported, understanding),
        _sums(summarise([reported])),
        *findings.crashed(reported.outcomes),
        element("h3", "问题清单"),
        findings.contents(entries, document),
        element("h3", "正文与标注"),
        _spread(text, document, rules),
        element("h3", "其余结果"),
        findings.quiet(reported.outcomes, document, text),
    )
    return section


def _spread(text: Text, document: Document, rules: Rules) -> "HtmlElement":
    """Return the text with the cards beside it.

    Each paragraph with findings opens a row; the paragraphs behind it, up to the next one with
    findings, stand beside its cards too, so that the text leaves no gaps that it need not.
    """
    spread = element("div", class_="spread")
    rest = element("div", class_="text rest")
    append(spread, element("div", rest, class_="row"))
    for drawn, marks in text.blocks():
        if not marks:
            append(rest, drawn)
            continue
        cards = [findings.card(mark.entry, document, rules) for mark in _in_order(marks)]
        rest = element("div", class_="text rest")
        row = element("div", element("div", drawn, class_="text"), class_="row")
        append(row, element("div", *cards, class_="cards"), rest)
        append(spread, row)
    return spread


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: mark.entry.number)


def _identity(reported: Reported, understanding: Understanding | None) -> "HtmlElement":
    """Return who reports what, when, with which result, and which bytes were read."""
    rows = list(_told(understanding)) if understanding else []
    rows.append(("核对程序", f"绩效 jixiao {__version__}"))
    rows.append(("校验值", f"SHA-256 {reported.sha256}" if reported.sha256 else "没有读到文件"))
    listed = element("dl", class_="identity")
    for name, value in rows:
        append(listed, element("div", element("dt", name), element("dd", value)))
    return listed


def _told(understanding: Understanding) -> Iterator[tuple[str, str]]:
    metadata: Metadata = understanding.metadata
    missing = "没有读到"
    date = metadata.report_date
    score = metadata.total_score
    kind = metadata.report_kind
    yield "标题", metadata.title or missing
    yield "单位", metadata.department or missing
    yield "地区", (metadata.region or missing).replace("/", "")
    yield "年度", f"{metadata.fiscal_year}年" if metadata.fiscal_year else missing
    yield "文种", kind.label if kind is not ReportKind.UNKNOWN else missing
    yield "报告日期", missing if date is None or date.year is None else date.iso()
    points = missing if score is None else f"{score:f}分"
    yield "自评得分", f"{points}（{metadata.grade}）" if metadata.grade else points
    document = understanding.document
    if document.pages:
        yield "格式", f"{_FORMATS['pdf']}，{max(document.pages)}页"
    else:
        yield "格式", _FORMATS.get(document.format, "文本文件")


def _checks(
    entries: Sequence[Entry], documents: Sequence[Reported], rules: Rules
) -> "HtmlElement | None":
    """Return the pages of the checks: at length where they found something, else their claims."""
    codes = sorted({outcome.code for document in documents for outcome in document.outcomes})
    if not codes:
        return None
    loud = {entry.outcome.code for entry in entries}
    section = element("section", element("h2", "所用核对的说明"), class_="checks")
    others = element("dl", class_="others")
    for code in codes:
        rule = rule_of(rules, code)
        anchor = findings.rule_anchor(code)
        if code not in loud:
            append(others, element("dt", code, id=anchor), element("dd", rule.claim))
            continue
        page = element("section", element("h3", f"{code} {rule.claim}"), id=anchor)
        for name, words in rule.parts:
            append(page, element("p", element("b", f"{name}："), words))
        append(section, page)
    if len(others):
        folded = element("details", element("summary", "没有列出问题的核对"), others)
        append(section, folded)
    return section


def _signatures() -> "HtmlElement":
    """Return the lines to sign on; only paper shows them."""
    names = ("审核人", "日期", "复核人", "日期")
    return element(
        "div",
        *(element("p", f"{name}：", element("span")) for name in names),
        class_="signatures",
    )
