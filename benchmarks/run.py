"""Measures the speed of reading and checking, in one run and in one process.

    .venv/bin/python benchmarks/run.py           prints the tables
    .venv/bin/python benchmarks/run.py --write   also puts them into benchmarks/results.md

Times of different machines, or of one machine on different days, say little. So everything is
measured side by side and told as a ratio: to the floor (UTF-8 decoding and one pass of a number
pattern over the text, which no reader of numbers can do without) and to each other. Every time is
the best of several repetitions; the garbage collector runs as it always does. Every repetition
reads the documents afresh, so that nothing remembered of a document is measured as fast.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import yaml

from jixiao import __version__, pipeline
from jixiao.checks.registry import registry
from jixiao.checks.runner import run
from jixiao.extraction import understand
from jixiao.extraction.numbers import scan
from jixiao.reading import read_bytes
from jixiao.reading.decode import decode
from jixiao.standards import load

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.md"
VOCABULARY = "src/jixiao/extraction/concepts.yaml"
GROWN = "guangdong-province"  # the sample whose text is multiplied
GROWTH = (1, 4, 16)
REPORT = 10_000  # bytes of a report of common length
PATTERNS = 61
NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


INTRODUCTION = (
    "由 `.venv/bin/python benchmarks/run.py --write` 生成。各项都取多次中最短的一次，"
    "在同一次运行中先后测得；毫秒数因机器而异，比值可以互相比较。"
)


class Text(NamedTuple):
    """One document of the corpus, as UTF-8."""

    path: str
    data: bytes


class Stages(NamedTuple):
    """Seconds for each stage over some documents."""

    read: float
    scan: float
    understand: float  # with the scan that it begins with
    checks: float
    total: float  # bytes to outcomes, measured for itself


# --- what is measured -----------------------------------------------------------------------------


def samples() -> list[Text]:
    """Return the invented reports of the repository."""
    return [_text(file) for file in sorted((ROOT / "samples").glob("*/report.*"))]


def further() -> list[Text]:
    """Return the real reports that lie beside the repository, none where they are not there."""
    folder = Path(os.environ.get("JIXIAO_SHARED") or ROOT.parent / "shared") / "seeds"
    return [_text(file) for file in sorted(folder.glob("*.txt"))]


def _text(file: Path) -> Text:
    return Text(str(file), decode(file.read_bytes(), str(file)).encode())


def floor(texts: Iterable[Text]) -> None:
    """Decode, and find the numbers with one pattern."""
    for text in texts:
        NUMBER.findall(text.data.decode())


def naive_patterns() -> list[re.Pattern[str]]:
    """Return a pattern for each of the first names of the vocabulary, with all its aliases.

    This is what one writes first: the name in any of its wordings, a few words, a number, a unit.
    """
    rows = yaml.safe_load((ROOT / VOCABULARY).read_text(encoding="utf-8"))["concepts"].values()
    named = [row["aliases"] for row in rows if row["aliases"]][:PATTERNS]
    return [
        re.compile(
            rf"(?:{'|'.join(map(re.escape, sorted(aliases, key=len, reverse=True)))})"
            r"[^0-9。]{0,12}([0-9][0-9,.]*)(万元|亿元|元|%|个|人)?"
        )
        for aliases in named
    ]


def naive(texts: Iterable[Text], patterns: Sequence[re.Pattern[str]]) -> None:
    """Decode, and run every pattern over the whole text."""
    for text in texts:
        decoded = text.data.decode()
        for pattern in patterns:
            pattern.findall(decoded)


def stages(texts: Iterable[Text]) -> Stages:
    """Run all stages once over documents that nothing is known of."""
    packs = load()
    reading = scanning = understanding = checking = whole = 0.0
    for text in texts:
        start = perf_counter()
        document = read_bytes(text.data, text.path)
        read_at = perf_counter()
        scan(document.text)
        scanned_at = perf_counter()
        understood = understand(document, packs.family_of)
        understood_at = perf_counter()
        run(understood, standards=packs)
        end = perf_counter()
        pipeline.check_bytes(text.data, text.path)
        whole += perf_counter() - end
        reading += read_at - start
        scanning += scanned_at - read_at
        understanding += understood_at - scanned_at
        checking += end - understood_at
    return Stages(reading, scanning, understanding, checking, whole)


def best_stages(texts: Sequence[Text], repeat: int) -> Stages:
    """Return the best time of each stage."""
    return Stages(*map(min, zip(*(stages(texts) for _ in range(repeat)), strict=True)))


def best(work: Callable[[], object], repeat: int) -> float:
    """Return the shortest time that a piece of work took."""
    times = []
    for _ in range(repeat):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def started(command: Sequence[str]) -> Callable[[], object]:
    """Return the work of starting a process and waiting for its end."""
    return lambda: subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


# --- how it is told -------------------------------------------------------------------------------


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a markdown table; all columns but the first to the right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def stage_table(texts: Sequence[Text], repeat: int) -> str:
    """Measure the stages against the floor."""
    patterns = naive_patterns()
    stages(texts)  # first use loads tables
    lowest = best(lambda: floor(texts), repeat)
    simple = best(lambda: naive(texts, patterns), repeat)
    seconds = best_stages(texts, repeat)
    reports = sum(len(text.data) for text in texts) / REPORT

    def row(name: str, time: float, *, part: bool = True) -> list[str]:
        share = f"{time / seconds.total:.0%}" if part else ""
        return [name, f"{time / reports * 1000:.2f}", f"{time / lowest:.1f}", share]

    return table(
        ("步骤", "毫秒／10 KB", "÷ 底线", "占全程"),
        [
            row("底线：UTF-8 解码，一遍数字正则", lowest, part=False),
            row("读入：字节 → `Document`", seconds.read),
            row("理解：`Document` → 事实与关系", seconds.understand),
            row("　其中扫描数字（`scan`）", seconds.scan),
            row(f"核对：{len(registry().checks())} 项", seconds.checks),
            row("全程：字节 → 结果", seconds.total),
            row(
                f"对照：{len(patterns)} 条正则（一个名称一条，含其别名）各扫全文一遍",
                simple,
                part=False,
            ),
        ],
    )


def growth_table(repeat: int) -> str:
    """Measure one text, 4 and 16 times as long; linear work keeps 1.00 in every column."""
    once = next(text for text in samples() if GROWN in text.path)
    rows = []
    first: Stages | None = None
    for times in GROWTH:
        text = Text(once.path, once.data * times)
        seconds = best_stages([text], repeat)
        each = Stages(*(stage / times for stage in seconds))
        first = first or each
        ratios = (now / then for now, then in zip(each, first, strict=True))
        rows.append([f"{times}×", str(len(text.data)), *(f"{ratio:.2f}" for ratio in ratios)])
    return table(("原文", "字节", "读入", "扫描", "理解", "核对", "全程"), rows)


def start_table(repeat: int) -> str:
    """Measure the command on one file against an interpreter that does nothing."""
    once = next(text for text in samples() if GROWN in text.path)
    bare = best(started([sys.executable, "-c", "pass"]), repeat)
    rows = [["`python -c pass`", f"{bare * 1000:.0f}", "1.0"]]
    for name, arguments in (
        ("`jixiao --version`", ["--version"]),
        ("`jixiao check` 一份文件", ["check", once.path]),
    ):
        time = best(started([sys.executable, "-m", "jixiao", *arguments]), repeat)
        rows.append([name, f"{time * 1000:.0f}", f"{time / bare:.1f}"])
    return table(("命令（另起进程）", "毫秒", "÷ 空解释器"), rows)


def report(repeat: int) -> str:
    """Measure everything; return markdown."""
    invented, real = samples(), further()
    texts = [*invented, *real]
    kilobytes = sum(len(text.data) for text in texts) / 1000
    named = f"样例 {len(invented)} 份" + (f"、真实报告 {len(real)} 份" if real else "")
    return "\n\n".join(
        (
            "# 速度",
            INTRODUCTION,
            (
                f"绩效 {__version__}，{platform.python_implementation()} "
                f"{platform.python_version()}，{os.cpu_count()} 个处理器核心，"
                f"{platform.system()}；每项重复 {repeat} 次。"
                f"材料：{named}，合计 {kilobytes:.0f} KB（按 UTF-8 计）。"
            ),
            "## 各步骤",
            stage_table(texts, repeat),
            "“占全程”各行分别取最短的一次，合计与 100% 略有出入。",
            "## 随篇幅增长",
            f"样例 `{GROWN}` 的正文首尾相接若干遍；各栏是每字节用时与 1× 之比，1.00 即线性。",
            growth_table(repeat),
            "## 启动",
            start_table(repeat),
        )
    )


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description="Measure the speed of reading and checking.")
    parser.add_argument("--repeat", type=int, default=9, help="take the best of so many")
    parser.add_argument("--write", action="store_true", help="put the tables into results.md")
    given = parser.parse_args()
    text = report(max(1, given.repeat)) + "\n"
    print(text, end="")
    if given.write:
        RESULTS.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
