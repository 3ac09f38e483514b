"""Brings the documentation up to date with the program: the catalogue of checks, and real runs.

    .venv/bin/python scripts/reference.py           writes what is stale
    .venv/bin/python scripts/reference.py --check   only names it, and leaves with status 1

``docs/reference/checks.md`` and ``configuration.md`` are written from the program. In
the other pages everything between ``<!-- run: COMMAND -->`` and ``<!-- end -->`` is the command
with its output.
"""

import argparse
import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jixiao import config
from jixiao.checks.registry import Check, family_titles, registry
from jixiao.cli.main import main as jixiao
from jixiao.config import waivers

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "docs" / "reference" / "checks.md"
SETTINGS = ROOT / "docs" / "reference" / "configuration.md"
COMMAND = ".venv/bin/python scripts/reference.py"
COLUMNS = "88"
_RUN = re.compile(
    r"(?P<begin><!-- run: (?P<command>[^\n]+?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)


def pages() -> list[Path]:
    """Return the pages that people read, the catalogue included."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def stale() -> Iterator[tuple[Path, str]]:
    """Yield each page that is not up to date, with what should be in it."""
    for page in sorted({*pages(), *GENERATED}):
        now = page.read_text(encoding="utf-8") if page.exists() else ""
        made = GENERATED.get(page)
        wanted = made() if made else with_runs(now)
        if wanted != now:
            yield page, wanted


def catalogue(shown: Callable[[Check], str] = lambda check: check.code) -> str:
    """Return the page of all checks; ``shown`` makes the first cell of the row of a check."""
    checks = registry().checks()
    titles = family_titles()
    lines = [
        "# 核对目录",
        "",
        f"由 `{COMMAND}` 从程序生成，请勿手改。共 {len(checks)} 项。",
        "每一项的理由、公式、不报的情形、已知漏报和例子，见 `jixiao explain 编号`。",
        "",
        "“级别”是不符时通常给出的级别；依据不足时，错误会降为警告。",
        "标“公开前”的只在以 `--publish` 核对时进行，见[公开前的核对](../how-to/publish.md)。",
    ]
    for family in dict.fromkeys(check.family for check in checks):
        lines += ["", f"## {family_heading(family, titles)}", ""]
        lines += ["| 编号 | 应当怎样 | 级别 |", "| --- | --- | --- |"]
        lines += [_row(check, shown) for check in checks if check.family == family]
    lines += ["", "## 可设的选项", "", "在 `jixiao.toml` 的 `[checks.编号]` 中设置。", ""]
    lines += _options(shown)
    return "\n".join(lines) + "\n"


def _options(shown: Callable[[Check], str]) -> Iterator[str]:
    """Yield the table of what can be set for single checks."""
    yield from ("| 编号 | 选项 | 默认值 |", "| --- | --- | --- |")
    for check in registry().checks():
        for name, value in check.options.items():
            yield f"| {shown(check)} | `{name}` | `{toml(value)}` |"


def settings() -> str:
    """Return the page of all that can be set."""
    lines = [
        "# 配置文件",
        "",
        f"由 `{COMMAND}` 从程序生成，请勿手改。怎样用见[怎样配置](../how-to/configure.md)。",
        "",
        "## jixiao.toml",
        "",
        "| 键 | 值 | 不写时 | 含义 |",
        "| --- | --- | --- | --- |",
        *(f"| `{key}` | {' | '.join(told)} |" for key, told in config.KEYS.items()),
        "",
        "## [checks.编号]",
        "",
        "值的类型必须与默认值相同。各选项的含义见 `jixiao explain 编号`。",
        "",
        *_options(lambda check: check.code),
        "",
        "## 豁免.toml",
        "",
        "每条豁免一个 `[[waivers]]` 表，见[怎样豁免](../how-to/waivers.md)。",
        f"有效期最长 {waivers.LONGEST} 天。",
        "",
        "| 键 | 含义 |",
        "| --- | --- |",
        *(f"| `{key}` | {told} |" for key, told in waivers.KEYS.items()),
    ]
    return "\n".join(lines) + "\n"


def family_heading(family: str, titles: Mapping[str, str]) -> str:
    """Return the heading of a family: its letters and its title."""
    return f"{family} {titles.get(family, '')}".rstrip()


def _row(check: Check, shown: Callable[[Check], str]) -> str:
    claim = check.claim.replace("|", "\\|")
    return f"| {shown(check)} | {claim} | {level(check)} |"


def level(check: Check) -> str:
    """Return the severity of a check, and whether it is made before publication only."""
    return f"{check.severity.label}（公开前）" if check.publish else check.severity.label


def toml(value: object) -> str:
    """Return the value of an option as jixiao.toml writes it."""
    if isinstance(value, str):
        return f'"{value}"'
    return str(value).lower()


def with_runs(text: str) -> str:
    """Return a page with every command of it run anew."""
    return _RUN.sub(
        lambda found: f"{found['begin']}{printed(found['command'])}{found['end']}", text
    )


def printed(command: str) -> str:
    """Return a command and what it prints, as a block of text."""
    name, *arguments = shlex.split(command)
    if name != "jixiao":
        message = f"only jixiao is run, not {name!r}"
        raise ValueError(message)
    printed = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = COLUMNS
    try:
        with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
            jixiao(arguments)
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    output = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    return f"```console\n$ {command}\n{output}\n```\n"


GENERATED = {CATALOGUE: catalogue, SETTINGS: settings}


def main() -> int:
    """Write or name what is stale."""
    parser = argparse.ArgumentParser(description="Bring the documentation up to date.")
    parser.add_argument("--check", action="store_true", help="write nothing, only name the pages")
    given = parser.parse_args()
    found = list(stale())
    for page, text in found:
        name = page.relative_to(ROOT)
        if given.check:
            print(f"{name}: stale; run {COMMAND}")
        else:
            page.write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: written")
    return 1 if given.check and found else 0


if __name__ == "__main__":
    sys.exit(main())
