"""``jixiao workbook``: make one, compare two, send sheets to sections and take them back."""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.parser import Parser, UsageError
from jixiao.errors import FileError, reason_of
from jixiao.saving import NotSaved, file_name, save

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from jixiao.model.evaluation import Evaluation
    from jixiao.workbook.importing import Imported
    from jixiao.workbook.writing import Unread

EPILOG = """例如：
  jixiao workbook new -o 工作簿.xlsx --region 广东省/广州市 --year 2023   空白工作簿
  jixiao workbook new -o 示例.xlsx --sample                            填好的示例
  jixiao workbook todo 工作簿.xlsx                                     还缺什么、由谁填
  jixiao workbook diff 旧.xlsx 新.xlsx                                 逐格比较
  jixiao workbook split 工作簿.xlsx -o 科室填报单                        一个科室一份
  jixiao workbook merge 工作簿.xlsx 科室填报单/*.xlsx -o 合并.xlsx        收回，不覆盖已有的内容
  jixiao workbook import 工作簿.xlsx 自评表.docx 导出表.xlsx -o 新.xlsx    读单张的表"""

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ACTIONS = ("new", "todo", "diff", "split", "merge", "import")


@dataclass(eq=False)
class SheetsThere(FileError):
    """Sheets of sections that would be overwritten, perhaps after they came back filled in."""

    code = "sheets_there"
    message_form = "文件夹“{path}”里已经有“{name}”，一份都没有写。"
    hint_form = "收回的填报单请先合并或者移走，也可以换一个文件夹；确实要覆盖的，加上 --force。"
    name: str


class AlreadyThere(FileError):
    """A file that would be overwritten."""

    code = "already_there"
    message_form = "“{path}”已经有了，没有覆盖。"
    hint_form = "请换一个文件名；确实要覆盖的，加上 --force。"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "action", metavar="|".join(_ACTIONS), choices=_ACTIONS, help="做什么"
    )
    parser.arguments.add_argument("paths", metavar="工作簿", nargs="*", help="工作簿")
    add = parser.settings.add_argument
    add(
        "-o",
        "--output",
        metavar="路径",
        help="new、merge、import：写到哪个文件；split：写到哪个文件夹",
    )
    add("--sample", action="store_true", help="new：写一份填好的示例，不是空白的")
    add("--region", metavar="地区", default="", help="new：地区，如 广东省/广州市，决定采用的标准")
    add("--year", type=_year, metavar="年度", help="new：评价年度，如 2025")
    add(
        "--standard",
        metavar="标准",
        help="采用哪一套标准：编号，或自编标准的文件、文件夹；默认按地区和年度选取",
    )
    add("--force", action="store_true", help="文件已有时覆盖")
    add("--take-parts", action="store_true", help="merge、import：两边不同的，以后写的文件为准")
    add(
        "--mapping",
        metavar="文件",
        help="import：表头对照文件，默认是工作簿旁边的“工作簿名.对照.toml”",
    )


def _year(text: str) -> int:
    digits = text.removesuffix("度").removesuffix("年")
    if not digits.isdecimal() or not _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        message = f"“{text}”不是年度，应如 2025"
        raise ArgumentTypeError(message)
    return int(digits)


def run(given: Namespace) -> int:
    """Do one of the actions; 1 where it found what a person has to look at."""
    return {
        "new": _new,
        "todo": _todo,
        "diff": _diff,
        "split": _split,
        "merge": _merge,
        "import": _import,
    }[given.action](given)


def _read(path: str) -> "Imported":
    """Return what a workbook holds; of cells that cannot be used the standard error tells."""
    from jixiao.diagnostics.display import safe
    from jixiao.pipeline.evaluating import import_file
    from jixiao.saving import lock_of
    from jixiao.terms import Severity

    imported = import_file(path)
    if lock_of(Path(path)) is not None:
        sys.stderr.write(f"{path}：正在别的程序中打开，读的是最近一次保存的内容。\n")
    for problem in imported.problems:
        alien = problem.severity is Severity.HINT and not problem.row
        if alien or problem.severity is Severity.ERROR:
            sys.stderr.write(safe(f"{path}：{problem}") + "\n")
    return imported


def _unread(imported: "Imported") -> "Unread":
    """Return what could not be used, to be carried along; say that it is."""
    found = {
        key: (problem.found, f"没有读取：{problem}") for key, problem in imported.unread.items()
    }
    if found:
        sys.stderr.write(f"以上 {len(found)} 格不能用的内容原样带到新文件，标为红色，请改正。\n")
    return found


def _say(*lines: object) -> None:
    """Write lines to the standard output, without what in cells would steer a terminal."""
    from jixiao.diagnostics.display import safe

    sys.stdout.writelines(f"{safe(str(each))}\n" for each in lines)


def _needs(given: Namespace, count: int, problem: str, example: str) -> None:
    if len(given.paths) < count or (
        given.action not in ("merge", "import") and len(given.paths) > count
    ):
        raise UsageError(problem, f"例如 jixiao workbook {example}。")


def _output(given: Namespace) -> Path:
    if given.output is None:
        problem = f"{given.action} 需要用 -o 写明写到哪里"
        raise UsageError(problem, "运行 jixiao workbook --help 查看用法。")
    return Path(given.output)


def _write(path: Path, data: bytes, *, force: bool) -> None:
    if path.suffix.lower() != ".xlsx" and not path.is_dir():
        problem = f"“{path}”不是 .xlsx 文件名"
        raise UsageError(problem, f"工作簿写成 .xlsx，如 {path.with_suffix('.xlsx')}。")
    if path.exists() and not force:
        raise AlreadyThere(str(path))
    save(path, data)


def _diff(given: Namespace) -> int:
    from jixiao.workbook.comparing import differences

    _needs(given, 2, "diff 后面应写两个工作簿", "diff 旧.xlsx 新.xlsx")
    old, new = _read(given.paths[0]).evaluation, _read(given.paths[1]).evaluation
    found = list(differences(old, new))
    _say(*found, f"共 {len(found)} 处不同。" if found else "没有不同。")
    return int(bool(found))


def _split(given: Namespace) -> int:
    from jixiao.workbook.asked import Asked
    from jixiao.workbook.comparing import parts, section_topics
    from jixiao.workbook.writing import write_workbook

    _needs(given, 1, "split 后面应写一个工作簿", "split 工作簿.xlsx -o 科室填报单")
    folder = _output(given)
    imported = _read(given.paths[0])
    found = parts(imported.evaluation)
    if not found:
        problem = "工作表“科室”里没有科室"
        raise UsageError(problem, "请先在“科室”表中列出填报的科室。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(str(folder), reason_of(error)) from error
    unread = _unread(imported)
    taken: set[str] = set()
    files = {name: folder / f"{file_name(f'科室填报单-{name}', taken)}.xlsx" for name in found}
    for file in files.values():
        if file.exists() and not given.force:
            raise SheetsThere(str(folder), file.name)
    for name, part in found.items():
        made = write_workbook(part, Asked(section=name), section_topics(), unread=unread)
        _write(files[name], made, force=given.force)
        _say(f"已写入 {files[name]}")
    _say(*_sent_to_nobody(imported.evaluation))
    return 0


def _sent_to_nobody(evaluation: "Evaluation") -> Iterator[str]:
    """Yield the tasks, projects and indicators that belong to no section that is listed."""
    known = {each.name for each in evaluation.sections}
    projects = {each.code: each.section for each in evaluation.projects}
    owned = (
        *(("任务", each.code, each.name, each.section) for each in evaluation.tasks),
        *(("项目", each.code, each.name, each.section) for each in evaluation.projects),
        *(
            ("指标", each.code, each.name, each.section or projects.get(each.project, ""))
            for each in evaluation.indicators
        ),
    )
    for what, code, name, section in owned:
        if section not in known:
            why = f"“{section}”不在“科室”表里" if section else "没有写明科室"
            yield f"注意：{what}{code}“{name}”{why}，没有发给任何科室"


def _merge(given: Namespace) -> int:
    from jixiao.pipeline.evaluating import asked_of
    from jixiao.workbook.comparing import left_out, merge
    from jixiao.workbook.writing import write_workbook

    _needs(
        given, 2, "merge 后面应写工作簿和收回的填报单", "merge 工作簿.xlsx 填报单.xlsx -o 新.xlsx"
    )
    output = _output(given)
    imported = _read(given.paths[0])
    evaluation, unread = imported.evaluation, _unread(imported)
    conflicts = 0
    for path in given.paths[1:]:
        part = _read(path).evaluation
        kept = [*left_out(evaluation, part)]
        merged = merge(evaluation, part, prefer_part=given.take_parts)
        evaluation = merged.evaluation
        conflicts += len(merged.conflicts)
        _say(f"{path}：采用 {len(merged.taken)} 处", *(f"  {each}" for each in merged.taken))
        _say(*(f"  两边不同，没有改动：{each}" for each in merged.conflicts))
        _say(*(f"  填报单里没有了，工作簿里留着：“{each.sheet}”表的“{each.row}”" for each in kept))
    made = write_workbook(evaluation, asked_of(evaluation, given.standard), unread=unread)
    _write(output, made, force=given.force)
    sys.stdout.write(f"已写入 {output}")
    sys.stdout.write(
        f"；{conflicts} 处两边不同，保留了工作簿原来的内容。\n" if conflicts else "。\n"
    )
    return int(bool(conflicts))


def _import(given: Namespace) -> int:
    from jixiao.pipeline.evaluating import asked_of
    from jixiao.reading import load
    from jixiao.workbook.comparing import merge
    from jixiao.workbook.forms import read_form
    from jixiao.workbook.forms.words import headings_text, load_headings
    from jixiao.workbook.writing import write_workbook

    _needs(given, 2, "import 后面应写工作簿和单张的表", "import 工作簿.xlsx 自评表.docx -o 新.xlsx")
    output, book = _output(given), Path(given.paths[0])
    mapping = Path(given.mapping) if given.mapping else book.with_suffix(".对照.toml")
    headings = load_headings(mapping)
    imported = _read(given.paths[0])
    evaluation, left = imported.evaluation, _unread(imported)
    open_ends = 0
    for path in given.paths[1:]:
        part, unread = read_form(load(path), path, evaluation, headings)
        merged = merge(evaluation, part, prefer_part=given.take_parts)
        evaluation = merged.evaluation
        open_ends += len(merged.conflicts) + len(unread)
        _say(f"{path}：采用 {len(merged.taken)} 处", *(f"  {each}" for each in merged.taken))
        _say(*(f"  两边不同，没有改动：{each}" for each in merged.conflicts))
        _say(*(f"  {each}" for each in unread))
    made = write_workbook(evaluation, asked_of(evaluation, given.standard), unread=left)
    _write(output, made, force=given.force)
    save(mapping, headings_text(headings).encode())
    sys.stdout.write(f"已写入 {output}；表头的对照记在 {mapping}，可以修改。\n")
    if open_ends:
        sys.stdout.write(f"{open_ends} 处没有采用，请逐处核对。\n")
    return int(bool(open_ends))


def _new(given: Namespace) -> int:
    from jixiao.extraction.regions import region_as_typed
    from jixiao.model.evaluation import Department, Evaluation
    from jixiao.pipeline.evaluating import asked_of
    from jixiao.workbook.sample import sample
    from jixiao.workbook.writing import write_workbook

    output = _output(given)
    region = region_as_typed(given.region)
    department = Department(region=region or given.region, year=given.year)
    evaluation = sample() if given.sample else Evaluation(department=department)
    questions = asked_of(evaluation, given.standard)
    _write(output, write_workbook(evaluation, questions), force=given.force)
    sys.stdout.write(f"已写入 {output}。填好后运行 jixiao evaluate {output}\n")
    if given.sample:
        return 0
    if given.region and region is None:
        sys.stdout.write(
            f"没有认出地区“{given.region}”，请从省份写起，如 湖北省/黄冈市；暂按全国的标准。\n"
        )
    if questions.pack:
        sys.stdout.write(f"采用标准：{questions.title}（{questions.pack}）\n")
    else:
        needed = [("地区", "--region", given.region), ("年度", "--year", given.year)]
        blanks = [(what, option) for what, option, value in needed if not value]
        sys.stdout.write(
            f"没有写明{'和'.join(what for what, _ in blanks)}，“管理情况”表没有列出要答复的事项；"
            f"可以加上 {' 和 '.join(option for _, option in blanks)} 重新生成。\n"
        )
    return 0


def _todo(given: Namespace) -> int:
    from jixiao.pipeline.evaluating import todo_of
    from jixiao.workbook.todo import Todo

    _needs(given, 1, "todo 后面应写一个工作簿", "todo 工作簿.xlsx")

    def lines(found: tuple[Todo, ...]) -> Iterator[str]:
        who = None
        for each in sorted(found, key=lambda one: (one.section, one.person)):
            if (each.section, each.person) != who:
                who = (each.section, each.person)
                person = f"（{each.person}）" if each.person else ""
                yield f"{each.section or '未写明科室'}{person}："
            yield f"  {each.text}"

    found = todo_of(given.paths[0], given.standard)
    _say(*lines(found), f"共 {len(found)} 项。" if found else "没有缺少的内容。")
    return 0
