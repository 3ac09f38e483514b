"""``jixiao evaluate``: read a workbook, check it, score it and write the documents."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

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
from jixiao.cli.parser import Parser, UsageError, comma_separated, day

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from collections.abc import Sequence

    from jixiao.diagnostics.text import Manner
    from jixiao.model.outcome import Outcome, RecordOutcome
    from jixiao.model.score import ScoreSheet
    from jixiao.pipeline import CheckedDocument
    from jixiao.pipeline.documents import Written
    from jixiao.pipeline.evaluating import Evaluated

FONTS = "JIXIAO_FONTS"
"""The variable of the environment that names a folder of fonts."""

_PLACEHOLDERS: Final = "ST07"
_BLANK: Final = "待填"

EPILOG = """写明 -o 时，把报送函、自评表、得分计算底稿等写入那个文件夹，写成的报告再读回来核对。
不必等工作簿全部填完：缺什么、哪一格不能用，都逐条列出；缺数的不计分，不当作0。
退出状态：0 全部计分；1 有单元格不能用、表格核对有错误，或有评分项未计分；
2 工作簿读不了，或命令写得不对。

例如：
  jixiao evaluate 工作簿.xlsx
  jixiao evaluate 工作簿.xlsx -o 送审包 --formats docx,pdf
  jixiao evaluate 工作簿.xlsx --trace                          逐项列出取数、规则和算式
  jixiao evaluate 工作簿.xlsx --compare cn/department-scoring-2013"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument("workbook", metavar="工作簿", help="填好的工作簿（.xlsx）")
    add = parser.settings.add_argument
    add(
        "--standard",
        metavar="标准",
        help="按这一套标准评分：编号，或自编标准的文件、文件夹；默认按地区和年度选取",
    )
    add(
        "--compare",
        metavar="标准",
        help="再按另一套标准评一次，列出有何不同；写明 -o 时另写一份对照表",
    )
    add("--as-of", type=day, metavar="日期", help="只用这一天以前公布的标准")
    add("--show-passed", action="store_true", help="也列出表格核对中相符的和无法判断的")
    add(
        "--trace",
        action="store_true",
        help="逐项列出取数、规则和算式；写文件时另写出报告各句的依据",
    )
    add("-o", "--output", metavar="文件夹", help="把全部文件写入这个文件夹")
    add(
        "--formats",
        metavar="格式",
        type=comma_separated,
        default=["docx"],
        help="文件的格式，逗号分隔：docx、pdf、xlsx、html、json、txt（报告各句的依据），默认 docx",
    )
    add(
        "--fonts",
        metavar="文件夹",
        help=f"放有仿宋、小标宋等字体的文件夹，PDF 优先用；可写在环境变量 {FONTS} 中",
    )
    add("--json", metavar="文件", help="把不能用的单元格和表格核对的结果另写成 JSON")
    add("--new-waivers", metavar="文件", help="把表格核对的错误、警告另写成待填的豁免文件")
    configure_codes(parser)
    configure_waivers(parser)


def run(given: Namespace) -> int:
    """Evaluate one workbook; write its documents where that is asked for."""
    from jixiao.cli import remarks
    from jixiao.pipeline.evaluating import check_records, compare, evaluate_file, waived_records

    formats, fonts = _formats(given), _fonts(given)
    evaluated = evaluate_file(given.workbook, given.standard, given.as_of)
    other = compare(evaluated, given.compare) if given.compare else None
    folder = Path(given.workbook).parent
    _, settings = settings_of(given, folder)
    refuse_overwriting_waivers(given.new_waivers)
    waivers = waivers_of(settings, folder, given)
    outcomes = check_records(evaluated, settings.selection, settings.checks)
    outcomes, uses = waived_records(outcomes, evaluated.imported, evaluated.path, waivers)
    manner = inputs.manner(Namespace(output=None), show_passed=given.show_passed)
    sys.stdout.writelines(f"{line}\n" for line in _lines(evaluated, outcomes, other, given, manner))
    status = _status(evaluated, outcomes)
    if given.json:
        told = remarks.render(
            evaluated.path, outcomes, evaluated.imported, show_passed=given.show_passed
        )
        inputs.write(told, Namespace(output=given.json))
    if given.new_waivers:
        inputs.write(_skeleton(evaluated, outcomes, given), Namespace(output=given.new_waivers))
    tell_of_waivers(waivers, uses)
    if given.output is None:
        return status
    from jixiao.pipeline.documents import write_documents

    made = write_documents(evaluated, Path(given.output), formats, fonts, other)
    written = _written(made, given.output)
    return max(status, _read_back(written, manner))


def _skeleton(evaluated: "Evaluated", outcomes: "Sequence[RecordOutcome]", given: Namespace) -> str:
    from jixiao.checks.waivers import Material
    from jixiao.diagnostics.waiver_skeleton import Entry, skeleton, worth_waiving
    from jixiao.pipeline.evaluating import standing_of
    from jixiao.terms import Severity

    entries = []
    for one in filter(worth_waiving, outcomes):
        standing = standing_of(one, evaluated.imported, Material(evaluated.path))
        severity = one.severity or Severity.WARNING
        entries.append(Entry(evaluated.path, standing.names[0], 0, one.code, one.message, severity))
    return skeleton(entries, today(given))


def _formats(given: Namespace) -> list[str]:
    from jixiao.pipeline.documents import FORMATS

    for name in given.formats:
        if name not in FORMATS:
            problem = f"没有“{name}”这种格式"
            raise UsageError(problem, f"可用的有：{'、'.join(FORMATS)}。")
    traced = ["txt"] if given.trace else []
    return list(dict.fromkeys([*given.formats, *traced]))


def _fonts(given: Namespace) -> Path | None:
    """Return the folder of fonts that comes first, if there is one."""
    named = given.fonts or os.environ.get(FONTS)
    if not named:
        return None
    if not Path(named).is_dir():
        problem = f"放字体的文件夹“{named}”不存在"
        raise UsageError(problem, f"请检查 --fonts 或环境变量 {FONTS}。")
    return Path(named)


def _written(made: "Iterator[Written]", folder: str) -> "list[Written]":
    """Write the documents and say which."""
    from tqdm import tqdm

    from jixiao.pipeline.documents import is_of_project

    sys.stdout.write("\n")
    written = list(tqdm(made, desc="写文件", unit="个", leave=False, disable=None))
    sys.stdout.write(f"已写入 {folder}：{len(written)} 个文件\n")
    apart = [one for one in written if is_of_project(one.composition)]
    shown = {
        one.composition.name: one.composition
        for one in written
        if not is_of_project(one.composition)
    }
    for name in shown:
        endings = [one.file.suffix for one in written if one.composition.name == name]
        sys.stdout.write(f"  {name}{'、'.join(endings)}\n")
    if apart:
        sys.stdout.write(f"  {apart[0].file.parent.name}：每个项目一份，共 {len(apart)} 个文件\n")
    for one in written:
        if one.kept is not None:
            sys.stdout.write(
                f"注意：{one.file.name} 在上次写出后改动过，改动过的一份保留为 {one.kept.name}\n"
            )
    blanks = sum(len(list(each.prompts())) for each in shown.values())
    if blanks:
        sys.stdout.write(f"其中有 {blanks} 处待填写，在 Word 中标为黄色。\n")
    return written


def _read_back(written: "list[Written]", manner: "Manner") -> int:
    """Read the reports back and check them; 1 where an error was found.

    The reports of projects are told of together, only those by name of which something is said.
    """
    from jixiao.pipeline.documents import check_written, is_of_project, is_report

    status = 0
    own: list[_ReadBack] = []
    told: list[_ReadBack] = []
    for one in written:
        if is_report(one.composition) and one.file.suffix in (".docx", ".pdf"):
            back = _ReadBack.of(one.file.name, check_written(one))
            status = max(status, int(bool(back.errors)))
            (told if is_of_project(one.composition) else own).append(back)
    for each in _together(own):
        sys.stdout.writelines(each.lines(manner))
    if told:
        wrong = [each for each in told if each.errors or each.warnings]
        right = len(told) - len(wrong)
        sys.stdout.write(f"读回核对项目报告 {len(told)} 个文件：{right} 个没有错误和警告\n")
        for each in _together(wrong):
            sys.stdout.writelines(each.lines(manner))
    return status


def _together(backs: "list[_ReadBack]") -> "Iterator[_ReadBack]":
    """Yield what is found, once where a report says the same in two formats."""
    groups: dict[tuple[str, ...], list[_ReadBack]] = {}
    for each in backs:
        found = (*each.errors, *each.warnings)
        key = (Path(each.name).stem, *(f"{one.code} {one.message}" for one in found))
        groups.setdefault(key, []).append(each)
    for alike in groups.values():
        endings = [Path(each.name).suffix for each in alike[1:]]
        yield alike[0]._replace(name="、".join((alike[0].name, *endings)))


class _ReadBack(NamedTuple):
    """What the checks make of a report that was just written; its blanks were told of before."""

    name: str
    errors: "Sequence[Outcome]"
    warnings: "Sequence[Outcome]"

    @classmethod
    def of(cls, name: str, checked: "CheckedDocument") -> Self:
        """Return what is found, but for the blanks that the program itself left."""
        from jixiao.terms import Severity, Status

        found = [
            each
            for each in checked.outcomes
            if each.status is Status.FINDING
            and not (each.code == _PLACEHOLDERS and _BLANK in each.message)
        ]
        return cls(
            name,
            [each for each in found if each.severity is Severity.ERROR],
            [each for each in found if each.severity is Severity.WARNING],
        )

    def lines(self, manner: "Manner") -> Iterator[str]:
        """Yield how much was found, then what."""
        from jixiao.diagnostics import display

        counted = f"{len(self.errors)} 个错误，{len(self.warnings)} 个警告"
        yield f"读回核对 {self.name}：{counted}\n"
        for each in (*self.errors, *self.warnings):
            colour = display.RED if each in self.errors else display.YELLOW
            label = manner.style(each.severity.label if each.severity else "", colour)
            yield f"  {each.code} {label} {display.safe(each.message)}\n"


def _status(evaluated: "Evaluated", outcomes: "Sequence[RecordOutcome]") -> int:
    from jixiao.terms import Severity

    weights = [one.severity for one in evaluated.imported.problems]
    weights += [one.severity for one in outcomes if one.severity and one.waiver is None]
    wrong = Severity.ERROR in weights
    sheets = [*evaluated.projects.values()]
    if not evaluated.evaluation.only_projects:
        sheets.append(evaluated.sheet)
    return int(wrong or any(sheet.total is None for sheet in sheets))


def _lines(
    evaluated: "Evaluated",
    outcomes: "Sequence[RecordOutcome]",
    other: "ScoreSheet | None",
    given: Namespace,
    manner: "Manner",
) -> Iterator[str]:
    from jixiao.cli import remarks, scores
    from jixiao.diagnostics import display
    from jixiao.extraction.regions import region_as_typed
    from jixiao.saving import lock_of

    sheet = evaluated.sheet
    alone = evaluated.evaluation.only_projects
    pack = (evaluated.project_pack if alone else None) or evaluated.pack
    verified = "" if pack.verified else "，分值未与正式文件核对"
    yield manner.style(display.safe(evaluated.path), display.BOLD)
    yield f"  {display.safe(sheet.subject)}，{sheet.year}年度"
    yield f"  标准：{pack.title}（{pack.id}{verified}）"
    region = evaluated.evaluation.department.region
    if region_as_typed(region) is None:
        yield f"  注意：没有认出地区“{display.safe(region)}”，请从省份写起，如 湖北省/黄冈市"
    yield ""
    found = evaluated.imported.problems
    lock = lock_of(Path(evaluated.path))
    if lock is not None:
        yield "注意：工作簿正在别的程序中打开，读的是最近一次保存的内容。"
    yield f"导入：{len(found)} 处需要留意" if found else "导入：没有问题"
    yield from scores.problems(found, manner)
    yield ""
    yield from remarks.remarks(outcomes, evaluated.imported, manner)
    yield ""
    if alone:
        yield "工作簿里只有项目，没有填部门整体的内容：只评项目支出。"
    else:
        yield f"得分：{scores.result(sheet)}"
        yield from scores.tree(sheet, manner, trace=given.trace)
    if sheet.needs and not alone:
        yield ""
        yield "未计分的，还需要："
        yield from scores.needs(sheet, "  ")
    yield from _of_projects(evaluated, given, manner)
    if other is not None:
        yield ""
        yield "换一套标准："
        yield from scores.compared(sheet, other)


def _of_projects(evaluated: "Evaluated", given: Namespace, manner: "Manner") -> Iterator[str]:
    from jixiao.cli import scores
    from jixiao.diagnostics import display

    if evaluated.project_pack is None:
        yield ""
        yield f"项目自评：没有适用于{evaluated.sheet.year}年度项目支出的评分标准，各项目不计分。"
    elif evaluated.projects:
        yield ""
        yield f"项目自评（{evaluated.project_pack.title}）："
        for code, each in evaluated.projects.items():
            name = display.pad(display.clip(f"  {code} {each.subject}", 46), 46)
            yield f"{name} {scores.result(each)}"
            if given.trace:
                yield from scores.tree(each, manner, trace=True)
            elif each.needs:
                yield "    未计分的，还需要："
                yield from scores.needs(each, "      ")
