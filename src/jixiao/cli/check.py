"""``jixiao check``: read documents and check them."""

import sys
from argparse import BooleanOptionalAction, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli import inputs
from jixiao.cli.parser import Parser, UsageError, comma_separated, day

if TYPE_CHECKING:  # the import takes longer than the rest of this module
    from jixiao.checks.waivers import Use, Waivers
    from jixiao.config import Config
    from jixiao.pipeline import CheckedDocument, Options

EPILOG = """退出状态：0 没有错误级的问题；1 至少有一个错误；2 有文件读不了，或命令写得不对。

例如：
  jixiao check 自评报告.txt
  jixiao check 材料文件夹 --select FND,SC --ignore FND09
  jixiao check 自评报告.txt --format json -o 结果.json
  jixiao check 材料文件夹 --format html -o 审核底稿.html
  jixiao check 自评报告.docx --format docx -o 自评报告（批注）.docx
  jixiao check 材料文件夹 --format waivers -o 豁免.toml
  jixiao check 自评报告.docx --publish --select SEC,PV"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    inputs.configure(parser)
    add = parser.settings.add_argument
    add(
        "--format",
        choices=tuple(_RENDERED),
        default="text",
        help="结果的格式：text 供阅读（默认），html 是审核底稿，json、sarif 供程序读取，"
        "docx、pdf 是写有批注的副本（用 -o 指明文件或文件夹），waivers 是待填的豁免文件",
    )
    add("--show-passed", action="store_true", help="也列出相符的和无法判断的")
    configure_selection(parser)


def configure_codes(parser: Parser) -> None:
    """Declare which checks are run, and the settings file."""
    add = parser.settings.add_argument
    add(
        "--select",
        metavar="编号",
        action="append",
        help="只做这些核对：编号或类别，逗号分隔，可重复写",
    )
    add("--ignore", metavar="编号", action="append", help="不做这些核对，写法同上")
    add("--config", metavar="文件", help="配置文件；不写则从第一份材料所在处往上找 jixiao.toml")


def configure_selection(parser: Parser) -> None:
    """Declare which checks are run, against what, and what is waived."""
    configure_codes(parser)
    add = parser.settings.add_argument
    add(
        "--standard",
        metavar="标准",
        help="按哪一套标准核对等次、提纲等：编号，或自编标准的文件、文件夹",
    )
    add(
        "--publish",
        action=BooleanOptionalAction,
        default=None,
        help="公开前的核对：从严查个人信息、涉密标识，并查页眉、批注、修订、隐藏内容和文档属性；"
        "--no-publish 压过配置文件",
    )
    configure_waivers(parser)


def configure_waivers(parser: Parser) -> None:
    """Declare what is waived, and on which day."""
    add = parser.settings.add_argument
    add(
        "--waivers",
        metavar="文件",
        action="append",
        help="豁免文件，可重复写；不写则按配置文件，或从第一份材料所在处往上找 豁免.toml",
    )
    add(
        "--today",
        metavar="日期",
        type=day,
        help="按哪一天判断豁免是否到期，如 2024-12-31；默认今天",
    )


def run(given: Namespace) -> int:
    """Check the documents and report."""
    from jixiao import pipeline
    from jixiao.diagnostics.reported import exit_status

    options = options_of(given)
    documents = inputs.documents(
        given.paths,
        lambda path: pipeline.check_file(path, options),
        lambda data, path: pipeline.check_bytes(data, path, options),
    )
    _report(documents, given)
    tell_of_waivers(options.waivers, [use for document in documents for use in document.uses])
    return exit_status(documents)


def options_of(given: Namespace) -> "Options":
    """Return what to check and against what, by the arguments and the settings file."""
    from jixiao import config, pipeline

    first = given.paths[0]
    beside = Path() if first == inputs.STDIN else Path(first)
    folder = beside if beside.is_dir() else beside.parent
    file, settings = settings_of(given, folder)
    settings = settings.overridden(standard=given.standard, publish=given.publish)
    config.refuse_unpublished(settings, "--select" if given.select else f"配置文件“{file}”")
    return pipeline.Options(
        settings.selection,
        pipeline.standards(settings.standard),
        settings.checks,
        waivers_of(settings, folder, given),
    )


def settings_of(given: Namespace, folder: Path) -> "tuple[Path | None, Config]":
    """Return the settings file for a folder, and what it and the command line select."""
    from jixiao import config

    file = Path(given.config) if given.config else config.find(folder)
    settings = config.load(file) if file else config.Config()
    return file, settings.overridden(
        _codes(given.select, "--select"), _codes(given.ignore, "--ignore")
    )


def waivers_of(settings: "Config", folder: Path, given: Namespace) -> "Waivers | None":
    """Return the waivers of the command line, else of the settings, else those beside a folder."""
    from jixiao.checks.waivers import Waivers
    from jixiao.config import waivers

    files = tuple(map(Path, given.waivers)) if given.waivers else settings.waivers
    if files is None:
        beside = waivers.find(folder)
        files = () if beside is None else (beside,)
        if beside is not None:  # it may have come with the documents: say that it counts
            notice = (
                f"jixiao：采用了材料旁边的豁免文件“{beside}”；不采用的，用 --waivers 另行指明。"
            )
            print(notice, file=sys.stderr)
    if not files:
        return None
    entries = tuple(waiver for file in files for waiver in waivers.load(file))
    return Waivers(entries, today(given))


def today(given: Namespace) -> date:
    """Return the day asked for, or the day that it is: nothing below looks at the clock."""
    asked: date | None = given.today
    return asked or date.today()  # noqa: DTZ011 - the day on the wall, where the clerk sits


def tell_of_waivers(waivers: "Waivers | None", uses: "Sequence[Use]") -> None:
    """Tell the keeper of the waivers which are over and which met nothing."""
    if waivers is not None:
        for notice in waivers.notices(uses):
            print(f"jixiao：{notice}", file=sys.stderr)


def refuse_overwriting_waivers(output: str | None) -> None:
    """Refuse to write a skeleton of waivers where a file is already: it may hold waivers."""
    if output and Path(output).exists():
        problem = f"“{output}”已经存在，写入会丢掉其中已有的豁免"
        raise UsageError(problem, "请写到另一个文件，填好后并入原来的。")


def _codes(given: list[str] | None, where: str) -> tuple[str, ...] | None:
    if given is None:
        return None
    from jixiao import config

    return config.codes([code for text in given for code in comma_separated(text)], where)


def _report(documents: "list[CheckedDocument]", given: Namespace) -> None:
    _RENDERED[given.format](documents, given)


def _text(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao.checks.registry import registry
    from jixiao.diagnostics import text

    basis = {check.code: check.basis for check in registry().checks() if check.basis}
    manner = inputs.manner(given, show_passed=given.show_passed, basis=basis)
    inputs.write(text.render(documents, manner), given)


def _json(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao.diagnostics import json_report

    report = json_report.render_check(documents, show_passed=given.show_passed)
    inputs.write(report, given, utf8=True)


def _sarif(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao import pipeline
    from jixiao.diagnostics import sarif

    report = sarif.render(documents, pipeline.rules(), show_passed=given.show_passed)
    inputs.write(report, given, utf8=True)


def _html(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao import pipeline
    from jixiao.diagnostics import working_paper

    inputs.write(working_paper.render(documents, pipeline.rules()), given, utf8=True)


def _skeleton(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao.diagnostics import waiver_skeleton

    refuse_overwriting_waivers(given.output)
    inputs.write(waiver_skeleton.render(documents, today(given)), given, utf8=True)


def _notes(documents: "list[CheckedDocument]", given: Namespace) -> None:
    from jixiao.cli import annotated

    annotated.write(documents, given)


_RENDERED = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "html": _html,
    "docx": _notes,
    "pdf": _notes,
    "waivers": _skeleton,
}
