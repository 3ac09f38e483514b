"""Builds the documentation site in ``site``, and checks every link of it.

    .venv/bin/python scripts/website.py          what `make docs` runs

A warning of Sphinx, a link that leads nowhere and anything that a page would fetch from the
network are errors: the status is 1.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from sitegen import links
from sitegen.staging import ROOT, BrokenLinkError, stage

THEME = ROOT / "docs" / "_theme"
STAGED = ROOT / "build" / "pages"
DOCTREES = ROOT / "build" / "doctrees"
SITE = ROOT / "site"


def build() -> int:
    """Stage the pages and let Sphinx build them anew; return its status."""
    stage(STAGED)
    for folder in (DOCTREES, SITE):
        shutil.rmtree(folder, ignore_errors=True)
    command: list[str | Path] = [sys.executable, "-m", "sphinx", "--quiet"]
    command += ["--fail-on-warning", "--keep-going", "--builder", "html"]
    command += ["--conf-dir", THEME, "--doctree-dir", DOCTREES, STAGED, SITE]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own


def main() -> int:
    """Build, check and tell."""
    try:
        status = build()
    except BrokenLinkError as error:
        print(f"文档没有生成：{error}", file=sys.stderr)
        return 1
    if status:
        print("文档没有生成，原因见上。", file=sys.stderr)
        return 1
    report = links.check(SITE)
    for problem in report.problems:
        print(problem, file=sys.stderr)
    for address, pages in sorted(report.outside.items()):
        print(f"外部链接（只看写法，没有访问）：{address}（{len(pages)} 页）")
    if report.problems:
        print(f"文档有 {len(report.problems)} 处问题。", file=sys.stderr)
        return 1
    print(f"文档已生成，请打开 {(SITE / 'index.html').relative_to(Path.cwd())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
