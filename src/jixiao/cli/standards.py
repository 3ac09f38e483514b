"""``jixiao standards``: list the packs, show one, validate files of packs."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from jixiao.cli.parser import Parser, UsageError, day
from jixiao.diagnostics.display import pad
from jixiao.errors import NoSuchFile
from jixiao.pipeline.known import named
from jixiao.scoring.plan import Bound, plan
from jixiao.standards import (
    FrameworkHeading,
    LimitName,
    Pack,
    PackError,
    Standards,
    load,
    load_folder,
)

EPILOG = """例如：
  jixiao standards list                             列出全部标准
  jixiao standards show cn/project-scoring          看一套标准的评分项、分值和计分方法
  jixiao standards show cn/project-scoring --year 2023
  jixiao standards validate 本市.yaml               检查自己编写的标准"""

_LIMITS = {LimitName.DECEMBER_SHARE: "12月支出占全年支出的比重"}
_ACTIONS = ("list", "show", "validate")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.arguments.add_argument(
        "action", metavar="list|show|validate", choices=_ACTIONS, help="做什么"
    )
    parser.arguments.add_argument(
        "what",
        metavar="标准或文件",
        nargs="*",
        help="show 写标准的编号或文件；validate 写文件或文件夹",
    )
    parser.settings.add_argument(
        "--year", type=int, metavar="年度", help="show：哪一年度的分值，默认最近一次变动起"
    )
    parser.settings.add_argument(
        "--as-of", type=day, metavar="日期", help="只看这一天以前公布的标准"
    )


def run(given: Namespace) -> int:
    """List, show or validate; 2 where a pack is wrong."""
    known = load(given.as_of)
    if given.action == "list":
        if given.what:
            problem = f"list 后面不带内容，多了 {'、'.join(given.what)}"
            raise UsageError(problem, "运行 jixiao standards --help 查看用法。")
        lines = _listed(known)
    elif given.action == "show":
        if not given.what:
            problem = "show 后面缺少标准的编号"
            raise UsageError(problem, "运行 jixiao standards list 查看全部编号。")
        packs = [pack for name in given.what for pack in named(name, given.as_of)]
        lines = (line for pack in packs for line in _page(pack, given.year))
    else:
        if not given.what:
            problem = "validate 后面缺少文件或文件夹"
            raise UsageError(problem, "例如 jixiao standards validate 本市.yaml。")
        return _validated([Path(each) for each in given.what], known)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _listed(known: Standards) -> Iterator[str]:
    packs = sorted(known.packs, key=lambda pack: (pack.region, pack.id))
    broad = max(len(pack.id) for pack in packs)
    region = None
    for pack in packs:
        if pack.region != region:
            if region is not None:
                yield ""
            region = pack.region
            yield region
        holds = "、".join(_holds(pack))
        verified = "" if pack.verified else "（未与正式文件核对）"
        yield f"  {pad(pack.id, broad)}  {pack.title}：{holds}{verified}"


def _holds(pack: Pack) -> Iterator[str]:
    if pack.scoring is not None:
        yield f"{pack.scoring.scope.label}评分"
    if pack.grade_tables:
        yield "等次"
    if pack.outlines:
        yield "报告提纲"
    if pack.framework is not None:
        yield "报告框架"
    if pack.deadlines:
        yield "报送期限"
    if pack.limits:
        yield "提醒线"


def _page(pack: Pack, year: int | None) -> Iterator[str]:
    yield f"{pack.id}  {pack.title}"
    yield f"地区：{pack.region}　公布：{pack.published}　依据：{pack.basis.document}"
    yield f"说明：{pack.basis.note}"
    if pack.extends:
        yield f"继承自：{pack.extends}"
    yield f"SHA-256：{pack.sha256}"
    for table in pack.grade_tables:
        bands = "，".join(f"{grade.label} {grade.at_least} 分起" for grade in table.grades)
        yield f"等次（{table.since.year}年度起）：{bands}"
    for limit in pack.limits:
        yield f"{_LIMITS[limit.name]}的提醒线（{limit.since.year}年度起）：{limit.told}"
    if pack.framework is not None:
        yield "报告框架（标题：内容）："
        for heading in pack.framework.headings:
            yield from _framework(heading, 1)
    if pack.scoring is None:
        return
    scored = filter(pack.scoring.in_force, pack.scoring.years())
    chosen = max(scored, default=pack.published.year) if year is None else year
    bound = plan(pack, chosen)
    yield f"评分项（{chosen}年度，满分 {pack.scoring.total} 分；* 为未与正式文件核对的分值）："
    for line in bound.lines:
        yield from _tree(line, 1)
    if pack.scoring.questions:
        yield "需要单位填报的管理情况："
        for question in pack.scoring.questions:
            unit = f"（{question.unit}）" if question.unit else ""
            yield f"  {question.id}  {question.label}{unit}"


def _framework(heading: FrameworkHeading, depth: int) -> Iterator[str]:
    held = "、".join(content.label for content in heading.holds)
    blank = f"待填写：{heading.prompt}" if heading.prompt and not held else ""
    shown = f"：{held or blank}" if held or blank else ""
    yield f"{'  ' * depth}{heading.title}{shown}"
    for part in heading.parts:
        yield from _framework(part, depth + 1)


def _tree(bound: Bound, depth: int) -> Iterator[str]:
    line = bound.line
    mark = "" if line.verified or bound.children else " *"
    yield f"{'  ' * depth}{line.label} {bound.points} 分{mark}{_how(bound)}"
    for child in bound.children:
        yield from _tree(child, depth + 1)


def _how(bound: Bound) -> str:
    if bound.children:
        return ""
    rule = bound.line.rule if bound.method is None else bound.method.rule
    return f"　{rule or '各指标得分之和'}"


def _validated(paths: list[Path], known: Standards) -> int:
    status = 0
    for path in paths:
        if not path.exists():
            raise NoSuchFile(str(path))
        try:
            found = load_folder(path, known.packs)
            for pack in found.packs:
                if pack.scoring is not None:
                    for year in filter(pack.scoring.in_force, pack.scoring.years()):
                        plan(pack, year)
        except PackError as error:
            sys.stderr.write(f"jixiao：{error}\n")
            status = 2
            continue
        for pack in found.packs:
            sys.stdout.write(f"{path}：{pack.id} {pack.title}，可以使用。\n")
        if not found.packs:
            sys.stdout.write(f"{path}：其中没有 .yaml 文件。\n")
    return status
