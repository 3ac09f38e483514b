"""``jixiao reconcile``: hold the materials of one department against each other."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.cli import inputs
from jixiao.cli.check import (
    configure_codes,
    configure_waivers,
    refuse_overwriting_waivers,
    settings_of,
    tell_of_waivers,
    today,
    waivers_of,
)
from jixiao.cli.parser import Parser

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from jixiao.diagnostics.text import Manner
    from jixiao.model.outcome import SourcesOutcome
    from jixiao.pipeline.reconciling import Reconciled

EPILOG = """不相符的只问口径，不下结论；两处都列出来，能说明是哪种口径的一并写明。
退出状态：0 没有不相符的；1 有要核对的（错误或警告）；2 有材料读不了，或命令写得不对。

例如：
  jixiao reconcile 工作簿.xlsx 自评报告.docx
  jixiao reconcile 工作簿.xlsx 自评报告.docx --last-year 上年自评报告.docx
  jixiao reconcile 自评报告.docx 部门决算.pdf --format json"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "paths", metavar="材料", nargs="+", help="工作簿、自评报告、决算等同一部门的材料"
    )
    add = parser.settings.add_argument
    add(
        "--last-year",
        metavar="材料",
        action="append",
        default=[],
        help="上年的工作簿或报告，可重复写；写明年度的材料会自己认出是上年的",
    )
    add(
        "--format",
        choices=("text", "json", "waivers"),
        default="text",
        help="结果的格式，默认 text；waivers 是待填的豁免文件",
    )
    add("--show-passed", action="store_true", help="也列出相符的和无法判断的")
    add("-o", "--output", metavar="文件", help="把结果写入文件，不显示在屏幕上")
    configure_codes(parser)
    configure_waivers(parser)


def run(given: Namespace) -> int:
    """Reconcile the materials."""
    from jixiao.pipeline.reconciling import reconcile
    from jixiao.terms import Severity

    folder = Path(given.paths[0]).parent
    _, settings = settings_of(given, folder)
    waivers = waivers_of(settings, folder, given)
    found = reconcile(given.paths, given.last_year, settings.selection, settings.checks)
    found = found.waived(waivers)
    if given.format == "waivers":
        refuse_overwriting_waivers(given.output)
        inputs.write(_skeleton(found, today(given)), given, utf8=True)
    elif given.format == "json":
        inputs.write(_json(found, show_passed=given.show_passed), given)
    else:
        manner = inputs.manner(given, show_passed=given.show_passed)
        inputs.write("\n".join(_lines(found, manner)) + "\n", given)
    tell_of_waivers(waivers, found.uses)
    asked = (Severity.ERROR, Severity.WARNING)
    return int(any(one.severity in asked and one.waiver is None for one in found.outcomes))


def _skeleton(found: "Reconciled", day: date) -> str:
    from jixiao.diagnostics.waiver_skeleton import Entry, skeleton, worth_waiving
    from jixiao.terms import Severity

    entries = []
    for one in found.outcomes:
        if worth_waiving(one):
            standing = found.standing(one.spots[0])
            quote = next(iter(standing.names), "") or one.spots[0].label
            path, line = standing.material.path, standing.line
            severity = one.severity or Severity.WARNING
            entries.append(Entry(path, quote, line, one.code, one.message, severity))
    return skeleton(entries, day)


def _listed(found: "Reconciled", *, show_passed: bool) -> "list[SourcesOutcome]":
    from jixiao.terms import Severity, Status

    loud = (Status.FINDING, Status.CRASHED)
    order = [*Severity, None]
    listed = [one for one in found.outcomes if show_passed or one.status in loud]
    return sorted(listed, key=lambda one: (one.waiver is not None, order.index(one.severity)))


def _lines(found: "Reconciled", manner: "Manner") -> Iterator[str]:
    from jixiao.cli.remarks import label_of, summary, waived_words
    from jixiao.diagnostics import display
    from jixiao.terms import Status

    for source in found.sources:
        when = "上年" if source.last else "本年"
        yield f"{when}  {display.safe(source.path)}"
    for outcome in _listed(found, show_passed=manner.show_passed):
        quiet = outcome.severity is None and outcome.status is not Status.CRASHED
        label = (
            manner.style(outcome.status.label, display.DIM) if quiet else label_of(outcome, manner)
        )
        yield ""
        yield f"{outcome.code} {label} {display.safe(outcome.message)}"
        for spot in outcome.spots:
            place = found.shown(spot)
            quote = f"：{display.clip(place.quote, manner.width // 2)}" if place.quote else ""
            where = " ".join(each for each in (place.label, place.path, place.where) if each)
            yield f"  --> {display.safe(where)}{display.safe(quote)}"
        if outcome.basis:
            yield f"  口径 {display.safe(outcome.basis)}"
        yield from (f"  {words}" for words in waived_words(outcome))
        yield manner.style(f"  说明 jixiao explain {outcome.code}", display.DIM)
    yield ""
    yield f"{len(found.sources)} 份材料：{summary(found.outcomes)}。"


def _json(found: "Reconciled", *, show_passed: bool) -> str:
    from jixiao import __version__

    rows = [_row(found, one) for one in _listed(found, show_passed=show_passed)]
    content = {
        "version": 1,
        "engine": __version__,
        "sources": [{"path": one.path, "last_year": one.last} for one in found.sources],
        "outcomes": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _row(found: "Reconciled", outcome: "SourcesOutcome") -> dict[str, Any]:
    from jixiao.diagnostics.json_report import waiver_row

    waiver = {} if outcome.waiver is None else {"waiver": waiver_row(outcome.waiver)}
    return {
        "code": outcome.code,
        "status": outcome.status.value,
        "severity": None if outcome.severity is None else outcome.severity.value,
        "message": outcome.message,
        "stated": outcome.stated,
        "expected": outcome.expected,
        "basis": outcome.basis,
        "places": [
            {
                "path": place.path,
                "label": place.label,
                "place": place.where,
                "quote": place.quote,
                "line": place.line or None,
                "cell": None if place.cell is None else place.cell._asdict(),
            }
            for place in map(found.shown, outcome.spots)
        ],
        **waiver,
    }
