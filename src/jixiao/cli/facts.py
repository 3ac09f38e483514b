"""``jixiao facts``: what was read from documents."""

from argparse import Namespace

from jixiao.cli import inputs
from jixiao.cli.parser import Parser

EPILOG = """退出状态：0 全部读完；2 有文件读不了，或命令写得不对。

例如：
  jixiao facts 自评报告.txt
  jixiao facts 自评报告.txt --format json -o 事实.json"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    inputs.configure(parser)
    parser.settings.add_argument(
        "--format", choices=("table", "json"), default="table", help="结果的格式，默认 table"
    )


def run(given: Namespace) -> int:
    """Read the documents and list their facts."""
    from jixiao import pipeline

    documents = inputs.documents(given.paths, pipeline.facts_file, pipeline.facts_bytes)
    if given.format == "json":
        from jixiao.diagnostics import json_report

        inputs.write(json_report.render_facts(documents), given, utf8=True)
    else:
        from jixiao.diagnostics import facts_table

        inputs.write(facts_table.render(documents, inputs.manner(given)), given)
    return 2 if any(document.error is not None for document in documents) else 0
