"""``jixiao explain``: the page of a check, or the list of all."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from jixiao.checks.cases import Case, Expectation, cases_of
from jixiao.checks.registry import Check, family_titles, registry
from jixiao.cli.parser import Parser, UsageError
from jixiao.terms import ExtraKind, Severity, Status

EPILOG = """例如：
  jixiao explain        列出全部核对
  jixiao explain DT01   说明一项核对，并举例
  jixiao explain DT     列出一类核对"""


def configure(parser: Parser) -> None:
    """Declare the argument."""
    parser.arguments.add_argument(
        "code", metavar="编号", nargs="?", help="核对的编号或类别；不写则列出全部"
    )


def run(given: Namespace) -> int:
    """Print the page of a check or a list of checks."""
    checks = registry().checks()
    if given.code is None:
        lines = _listed(checks)
    else:
        wanted = given.code.strip().upper()
        check = registry().get(wanted)
        of_family = tuple(each for each in checks if each.family == wanted)
        if check is not None:
            lines = page(check)
        elif of_family:
            lines = _listed(of_family)
        else:
            problem = f"没有“{given.code}”这项核对"
            raise UsageError(problem, _nearest(wanted, checks))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def page(check: Check) -> Iterator[str]:
    """Return the page of a check, with its examples, line by line."""
    content = check.page()
    yield f"{check.code} {check.name}（{check.severity.label}，自 {check.since} 版起）"
    yield content.claim
    if check.publish:
        yield "只在公开前核对（--publish）时进行。"
    for title, text in content.parts:
        yield ""
        yield f"{title}：{text}"
    if check.options:
        yield ""
        yield f"可在 jixiao.toml 的 [checks.{check.code}] 中设置："
        yield from (f"  {name}，默认 {value}" for name, value in check.options.items())
    for case in cases_of(check.code):
        if case.example:
            yield ""
            yield from _example(case)


def _example(case: Case) -> Iterator[str]:
    yield f"例：{case.name}"
    yield from (f"  | {line}" for line in case.text.splitlines())
    for extra in case.extras:
        where = f"（{extra.place}）" if extra.place else ""
        yield f"  + {ExtraKind[extra.kind.upper()].label}{where}：{extra.text}"
    for expectation in case.expect:
        yield f"  → {told(expectation)}"
    if not case.expect:
        yield "  → 不作声"


def told(expectation: Expectation) -> str:
    """Return what a case expects, as readers are told."""
    words = Status[expectation.status.upper()].label
    if expectation.severity:
        words += f"（{Severity[expectation.severity.upper()].label}）"
    if expectation.quote:
        words += f"：{expectation.quote.strip()}"
    if expectation.expected:
        words += f"，应为 {expectation.expected}"
    return words


def _listed(checks: tuple[Check, ...]) -> Iterator[str]:
    titles = family_titles()
    family = ""
    for check in checks:
        if check.family != family:
            if family:
                yield ""
            family = check.family
            yield f"{family} {titles.get(family, '')}"
        yield f"  {check.code:<6} {check.severity.label}  {check.claim}"


def _nearest(wanted: str, checks: tuple[Check, ...]) -> str:
    from difflib import get_close_matches

    by_name = {check.name.upper(): check.code for check in checks}
    known = {**{check.code: check.code for check in checks}, **by_name}
    padded = [f"{wanted[:-1]}0{wanted[-1]}"] if wanted[-1:].isdecimal() else []
    names = [*padded, *get_close_matches(wanted, known, 3, 0.5)]
    near = list(dict.fromkeys(known[name] for name in names if name in known))[:3]
    if near:
        return f"是否要看 {'、'.join(near)}？"
    return "运行 jixiao explain 可看到全部核对。"
