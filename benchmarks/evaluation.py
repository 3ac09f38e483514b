"""How long it takes to score and to write: ``python benchmarks/evaluation.py [--write]``.

A thousand departments of sixty indicators are scored in process, against a floor: the divisions and
roundings alone; then all documents of the sample are written in every format.
Milliseconds differ from machine to machine, ratios can be compared.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from time import perf_counter

from jixiao import __version__
from jixiao.model.evaluation import Evaluation
from jixiao.model.measures import Subject
from jixiao.pipeline.documents import WRITERS, compositions
from jixiao.pipeline.evaluating import evaluate_bytes
from jixiao.scoring import Plan, plan, score
from jixiao.standards import load
from jixiao.workbook.asked import Asked
from jixiao.workbook.importing import import_workbook
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook

RESULTS = Path(__file__).with_name("evaluation.md")
PACK = "cn-gd-gz/department-scoring"
DEPARTMENTS, INDICATORS, ROUNDS = 1000, 60, 3
CENT = Decimal("0.01")
EXACT = Context(prec=50, rounding=ROUND_HALF_UP)


def department() -> Evaluation:
    """Return a department of sixty indicators: those of the sample, over and over."""
    year = sample(2023)
    own = [each for each in year.indicators if not each.project]
    many = (replace(own[n % len(own)], code=f"Z{n}") for n in range(INDICATORS))
    return replace(year, indicators=tuple(many))


def best(run: Callable[[], object]) -> float:
    """Return the shortest of several runs, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times) * 1000


def floor(evaluation: Evaluation) -> None:
    """Divide, multiply and round as often as there are indicators."""
    rows = [
        (each.actual, each.target, each.points)
        for each in evaluation.indicators
        if each.actual is not None and each.target
    ]
    for _ in range(DEPARTMENTS):
        for actual, target, points in rows:
            EXACT.divide(actual * points, target).quantize(CENT, context=EXACT)


def score_all(subject: Subject, bound: Plan) -> None:
    """Score as many departments, one after the other."""
    for _ in range(DEPARTMENTS):
        score(subject, bound)


def main() -> int:
    """Measure and print the table; write it where that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    evaluation = department()
    pack = next(each for each in load().packs if each.id == PACK)
    bound = plan(pack, 2023)
    subject = Subject(evaluation)
    book = write_workbook(sample(2023), Asked())
    score(subject, bound)
    lowest = best(lambda: floor(evaluation))
    scored = best(lambda: score_all(subject, bound))
    written = best(lambda: write_workbook(sample(2023), Asked()))
    read = best(lambda: import_workbook(book, "示例.xlsx"))
    evaluated = evaluate_bytes(book, "示例.xlsx")
    documents = compositions(evaluated)
    composed = best(lambda: compositions(evaluated))
    files = {
        name: best(lambda write=write: [write(each, None) for each in documents])
        for name, write in WRITERS.items()
    }
    lines = [
        "# 计分和写文件的速度",
        "",
        (
            "由 `.venv/bin/python benchmarks/evaluation.py --write` 生成。"
            "毫秒数因机器而异，比值可以互相比较。"
        ),
        "",
        (
            f"绩效 {__version__}，CPython {platform.python_version()}，{os.cpu_count()} 个核心；"
            f"每项取 {ROUNDS} 次中最短的一次。"
        ),
        "",
        "| 做什么 | 毫秒 | ÷ 底线 |",
        "| --- | ---: | ---: |",
        f"| 底线：{DEPARTMENTS} 个单位各 {INDICATORS} 个指标的乘除和舍入 | {lowest:.0f} | 1 |",
        f"| 给它们计分，连同管理情况，写出规则和算式 | {scored:.0f} | {scored / lowest:.0f} |",
        f"| 写出示例工作簿 | {written:.0f} | |",
        f"| 读入示例工作簿 | {read:.0f} | |",
        f"| 起草示例的全部文件（{len(documents)} 份） | {composed:.0f} | |",
        *(f"| 写成 {name} | {time:.0f} | |" for name, time in files.items()),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if asked.write:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
