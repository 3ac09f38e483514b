"""``jixiao workbook``: a blank or sample workbook; what is still missing in one."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from jixiao.cli.parser import Parser, UsageError
from jixiao.errors import JixiaoError

EPILOG = """例如：
  jixiao workbook new -o 工作簿.xlsx --region 广东省/广州市 --year 2023   空白工作簿
  jixiao workbook new -o 示例.xlsx --sample                            填好的示例
  jixiao workbook todo 工作簿.xlsx                                     还缺什么、由谁填"""

_ACTIONS = ("new", "todo")


class AlreadyThere(JixiaoError):  # noqa: N818  # named after what is the matter
    """A file that would be overwritten."""

    code = "already_there"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"“{self.path}”已经有了，没有覆盖。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请换一个文件名；确实要覆盖的，加上 --force。"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument("action", metavar="new|todo", choices=_ACTIONS, help="做什么")
    parser.arguments.add_argument("paths", metavar="WORKBOOK", nargs="*", help="todo：工作簿")
    add = parser.settings.add_argument
    add("-o", "--output", metavar="FILE", help="new：写到哪个文件，必须写明")
    add("--sample", action="store_true", help="new：写一份填好的示例，不是空白的")
    add(
        "--region", metavar="REGION", default="", help="new：地区，如 广东省/广州市，决定采用的标准"
    )
    add("--year", type=int, metavar="YEAR", help="new：评价年度")
    add("--standard", metavar="ID", help="采用哪一套标准，默认按地区和年度选取")
    add("--force", action="store_true", help="new：文件已有时覆盖")


def run(given: Namespace) -> int:
    """Write a workbook, or list what is missing in one."""
    if given.action == "new":
        return _new(given)
    if len(given.paths) != 1:
        problem = "todo 后面应写一个工作簿"
        raise UsageError(problem, "例如 jixiao workbook todo 工作簿.xlsx。")
    return _todo(given.paths[0], given.standard)


def _new(given: Namespace) -> int:
    from jixiao.model.evaluation import Department, Evaluation
    from jixiao.pipeline.evaluating import asked, department_pack
    from jixiao.workbook.sample import sample
    from jixiao.workbook.writing import Asked, write_workbook

    if given.output is None:
        problem = "new 需要用 -o 写明文件"
        raise UsageError(problem, "例如 jixiao workbook new -o 工作簿.xlsx。")
    if Path(given.output).exists() and not given.force:
        raise AlreadyThere(given.output)
    blank = Evaluation(department=Department(region=given.region, year=given.year))
    evaluation = sample() if given.sample else blank
    department = evaluation.department
    questions = Asked()
    if department.year is not None and (department.region or given.standard):
        pack = department_pack(department.region, department.year, given.standard)
        questions = asked(pack, department.year)
    Path(given.output).write_bytes(write_workbook(evaluation, questions))
    sys.stdout.write(f"已写入 {given.output}。填好后运行 jixiao evaluate {given.output}\n")
    if not questions.pack:
        sys.stdout.write(
            "没有写明地区和年度，“管理情况”表没有列出要答复的事项；"
            "可以加上 --region 和 --year 重新生成。\n"
        )
    return 0


def _todo(path: str, standard: str | None) -> int:
    from jixiao.pipeline.evaluating import todo_of
    from jixiao.workbook.todo import Todo

    def lines(found: tuple[Todo, ...]) -> Iterator[str]:
        who = None
        for each in sorted(found, key=lambda one: (one.section, one.person)):
            if (each.section, each.person) != who:
                who = (each.section, each.person)
                person = f"（{each.person}）" if each.person else ""
                yield f"{each.section or '未写明科室'}{person}："
            yield f"  {each.text}"

    found = todo_of(path, standard)
    sys.stdout.write("\n".join(lines(found)) + "\n" if found else "没有缺少的内容。\n")
    sys.stdout.write(f"共 {len(found)} 项。\n" if found else "")
    return 0
