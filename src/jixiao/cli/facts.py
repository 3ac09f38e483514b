"""``jixiao facts``: what was read from documents."""

import sys
from argparse import Namespace
from pathlib import Path

from jixiao.cli import inputs
from jixiao.cli.parser import Parser, UsageError
from jixiao.saving import save

EPILOG = """退出状态：0 全部读完；2 有文件读不了，或命令写得不对。

例如：
  jixiao facts 自评报告.txt
  jixiao facts 自评报告.txt --format json -o 事实.json
  jixiao facts 自评报告.docx --format workbook -o 工作簿.xlsx   填进工作簿，其余留空"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    inputs.configure(parser)
    parser.settings.add_argument(
        "--format",
        choices=("table", "json", "workbook"),
        default="table",
        help="结果的格式，默认 table；workbook 是填了一部分的工作簿",
    )


def run(given: Namespace) -> int:
    """Read the documents and list their facts."""
    from jixiao import pipeline

    if given.format == "workbook":
        return _workbook(given)
    documents = inputs.documents(given.paths, pipeline.facts_file, pipeline.facts_bytes)
    if given.format == "json":
        from jixiao.diagnostics import json_report

        inputs.write(json_report.render_facts(documents), given, utf8=True)
    else:
        from jixiao.diagnostics import facts_table

        inputs.write(facts_table.render(documents, inputs.manner(given)), given)
    return 2 if any(document.error is not None for document in documents) else 0


def _workbook(given: Namespace) -> int:
    """Fill a workbook in from one report; what could not be told is listed."""
    from jixiao import pipeline
    from jixiao.pipeline.evaluating import asked_of
    from jixiao.pipeline.known import NoStandardApplies
    from jixiao.workbook.asked import Asked
    from jixiao.workbook.from_report import workbook_of
    from jixiao.workbook.writing import write_workbook

    if given.output is None or len(given.paths) != 1:
        problem = "--format workbook 要写明一份材料，并用 -o 写明工作簿"
        raise UsageError(problem, "例如 jixiao facts 报告.docx --format workbook -o 工作簿.xlsx。")
    output = Path(given.output)
    if output.exists():
        problem = f"“{output}”已经有了，没有覆盖"
        raise UsageError(
            problem, "请换一个文件名；要并入已有的工作簿，再用 jixiao workbook merge。"
        )
    documents = inputs.documents(given.paths, pipeline.facts_file, pipeline.facts_bytes)
    understanding = documents[0].understanding
    if len(documents) != 1 or understanding is None:
        return 2
    filled = workbook_of(understanding)
    evaluation = filled.evaluation
    try:
        questions = asked_of(evaluation)
    except NoStandardApplies:
        questions = Asked()
    save(output, write_workbook(evaluation, questions, notes=filled.notes))
    sys.stdout.writelines(f"{each.rstrip('。')}。\n" for each in filled.left)
    sys.stdout.write(
        f"已写入 {output}，填了 {len(filled.notes)} 格，来处见各格的批注；"
        "其余留空，请核对后补填。\n"
    )
    return 0
