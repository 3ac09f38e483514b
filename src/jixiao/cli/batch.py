"""``jixiao batch``: check many documents by several processes, and sum them up."""

import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao import __version__
from jixiao.cli import check, inputs
from jixiao.cli.parser import Parser
from jixiao.errors import reason_of
from jixiao.saving import NotSaved

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from jixiao.corpus.dataset import Finished
    from jixiao.corpus.local import Checked
    from jixiao.corpus.records import DocumentRecord
    from jixiao.pipeline import Options

EPILOG = """结果写入 -o 指明的文件夹：复核汇总表.xlsx；装有 pyarrow 时还有
documents.parquet 和 outcomes.parquet。
中断后再运行同样的命令，已完成而没有改动的文件不再重做。
退出状态：0 没有错误级的问题；1 至少有一个错误；2 有文件读不了，或命令写得不对。

例如：
  jixiao batch 各单位自评报告 -o 复核结果
  jixiao batch 各单位自评报告 上报材料.zip -o 复核结果 --jobs 4
  jixiao batch 拟公开的报告 -o 公开前核对 --publish"""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "paths", metavar="材料", nargs="+", help="文件夹、压缩包（.zip）或文件，可写多个"
    )
    add = parser.settings.add_argument
    add("-o", "--output", metavar="文件夹", required=True, help="存放结果的文件夹")
    add(
        "--jobs",
        metavar="个数",
        type=_count,
        default=os.cpu_count() or 1,
        help="进程数，默认与处理器核心数相同",
    )
    add(
        "--time-limit",
        metavar="秒",
        type=_count,
        default=300,
        help="一份文件最多用多少秒，默认 300",
    )
    add("--engine", choices=("local",), default="local", help="在哪里运行，目前只有本机")
    check.configure_selection(parser)


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 3600:
        message = f"“{text}”应是 1 到 3600 的整数"
        raise ArgumentTypeError(message)
    return int(text)


def run(given: Namespace) -> int:
    """Check all documents that are not done yet, and write the results."""
    from jixiao.checks.waivers import Use
    from jixiao.corpus.dataset import Dataset, NeedsArrow, stamp_of
    from jixiao.corpus.local import check_paths
    from jixiao.corpus.summary import NAME, write_summary

    options = check.options_of(given)
    try:
        dataset = Dataset(Path(given.output))
    except OSError as error:
        raise NotSaved(given.output, reason_of(error)) from error
    paths, missing = inputs.expanded(given.paths)
    manner = _manner(given, options)
    stamps = {path: stamp_of(path, manner) for path in paths}
    known = dataset.finished()
    done = {path: known[path]["documents"] for path in paths if _same(known, path, stamps)}
    todo = [path for path in paths if path not in done]
    for path, documents in _shown(
        check_paths(todo, options, given.jobs, given.time_limit), len(todo)
    ):
        dataset.add({"path": path, "stamp": stamps[path], "documents": documents})
        done[path] = documents
    everything = [one for path in paths for one in done[path]] + missing
    write_summary(everything, dataset.folder / NAME)
    try:
        dataset.write_tables(everything)
    except NeedsArrow as error:
        print(f"jixiao：{error}", file=sys.stderr)
    _tell(everything, len(paths) - len(todo), dataset.folder / NAME)
    check.tell_of_waivers(options.waivers, [Use(*use) for one in everything for use in one["uses"]])
    if any(one["error"] for one in everything):
        return 2
    return int(any(one["errors"] for one in everything))


def _manner(given: Namespace, options: "Options") -> dict[str, object]:
    """Return all but the file itself that its results rest on.

    Of the day only which waivers hold on it: otherwise all would be done again every morning.
    """
    waivers = options.waivers
    return {
        "engine": __version__,
        "select": str(options.selection),
        "standard": given.standard,
        "waivers": [[str(one), one.state(waivers.today)] for one in waivers.entries]
        if waivers
        else [],
    }


def _same(known: "Mapping[str, Finished]", path: str, stamps: Mapping[str, str]) -> bool:
    return path in known and bool(stamps[path]) and known[path]["stamp"] == stamps[path]


def _shown(results: "Iterable[Checked]", total: int) -> "Iterator[Checked]":
    """Show how far the work is, on a terminal only."""
    if not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm

    yield from tqdm(results, total=total, unit="份", desc="核对", file=sys.stderr)


def _tell(documents: "list[DocumentRecord]", kept: int, file: Path) -> None:
    unread = [one for one in documents if one["error"]]
    for one in unread:
        print(f"jixiao：{one['error']}", file=sys.stderr)
    read = len(documents) - len(unread)
    waived = sum(one["waived"] for one in documents)
    wrong = sum(one["errors"] > 0 for one in documents)
    sys.stdout.write(
        f"{read} 份材料核对完毕，其中 {wrong} 份有错误级的问题"
        f"（共 {sum(one['errors'] for one in documents)} 个错误、"
        f"{sum(one['warnings'] for one in documents)} 个警告"
        + (f"，已豁免 {waived} 处）" if waived else "）")
        + (f"；{len(unread)} 份读不了" if unread else "")
        + (f"；{kept} 个文件沿用上次的结果" if kept else "")
        + f"。\n汇总表：{file}\n"
    )
