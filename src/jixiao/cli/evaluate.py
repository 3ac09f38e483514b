"""``jixiao evaluate``: read a workbook, score it and write the documents."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from jixiao.cli import inputs
from jixiao.cli.parser import Parser

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from jixiao.diagnostics.text import Manner
    from jixiao.pipeline.evaluating import Evaluated

EPILOG = """不必等工作簿全部填完：缺什么、哪一格不能用，都逐条列出；缺数的不计分，不当作0。
退出状态：0 全部计分；1 有单元格不能用，或有评分项未计分；2 工作簿读不了，或命令写得不对。

例如：
  jixiao evaluate 工作簿.xlsx
  jixiao evaluate 工作簿.xlsx --trace                          逐项列出取数、规则和算式
  jixiao evaluate 工作簿.xlsx --compare cn/department-scoring-2013"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument("workbook", metavar="WORKBOOK", help="填好的工作簿（.xlsx）")
    add = parser.settings.add_argument
    add("--standard", metavar="ID", help="按这一套标准评分，默认按地区和年度选取")
    add("--compare", metavar="ID", help="再按另一套标准评一次，列出有何不同")
    add("--as-of", type=date.fromisoformat, metavar="DATE", help="只用这一天以前公布的标准")
    add("--trace", action="store_true", help="逐项列出取数、规则和算式")
    add("-o", "--output", metavar="FILE", help="把结果写入文件，不显示在屏幕上")


def run(given: Namespace) -> int:
    """Evaluate one workbook."""
    from jixiao.pipeline.evaluating import evaluate_file

    evaluated = evaluate_file(given.workbook, given.standard, given.as_of)
    manner = inputs.manner(given)
    inputs.write("\n".join(_lines(evaluated, given, manner)) + "\n", given)
    return _status(evaluated)


def _status(evaluated: "Evaluated") -> int:
    from jixiao.terms import Severity

    unusable = any(one.severity is Severity.ERROR for one in evaluated.imported.problems)
    return int(unusable or evaluated.sheet.total is None)


def _lines(evaluated: "Evaluated", given: Namespace, manner: "Manner") -> Iterator[str]:
    from jixiao.cli import scores
    from jixiao.diagnostics import display
    from jixiao.pipeline.evaluating import compare

    sheet = evaluated.sheet
    verified = "" if evaluated.pack.verified else "，分值未与正式文件核对"
    yield manner.style(display.safe(evaluated.path), display.BOLD)
    yield f"  {display.safe(sheet.subject)}，{sheet.year}年度"
    yield f"  标准：{sheet.pack_title}（{sheet.pack}{verified}）"
    yield ""
    found = evaluated.imported.problems
    yield f"导入：{len(found)} 处需要留意" if found else "导入：没有问题"
    yield from scores.problems(found, manner)
    yield ""
    yield f"得分：{scores.result(sheet)}"
    yield from scores.tree(sheet, manner, trace=given.trace)
    if sheet.needs:
        yield ""
        yield "未计分的，还需要："
        yield from (f"  {need}" for need in sheet.needs)
    if evaluated.projects:
        yield ""
        yield f"项目自评（{evaluated.project_pack.title}）："
        for code, each in evaluated.projects.items():
            name = display.pad(display.clip(f"  {code} {each.subject}", 46), 46)
            yield f"{name} {scores.result(each)}"
            if given.trace:
                yield from scores.tree(each, manner, trace=True)
    if given.compare:
        yield ""
        yield "换一套标准："
        yield from scores.compared(sheet, compare(evaluated, given.compare))
