"""The pages of the checks: all of them in one catalogue, and a page for each."""

from collections.abc import Iterator

import reference
from jixiao.checks.cases import Case, cases_of
from jixiao.checks.registry import Check, family_titles, registry
from jixiao.cli.explain import told
from sitegen.markdown import code, fenced, plain, slug, table

FOLDER = "reference/checks"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the catalogue and the page of each check, as path and Markdown."""
    yield (
        "reference/checks.md",
        reference.catalogue(lambda check: f"[{check.code}]({_path(check)})"),
    )
    checks = registry().checks()
    for check in checks:
        family = [each for each in checks if each.family == check.family]
        yield f"reference/{_path(check)}", "\n".join(_page(check, family))


def _path(check: Check) -> str:
    return f"checks/{check.code.lower()}.md"


def _page(check: Check, family: list[Check]) -> Iterator[str]:
    title = reference.family_heading(check.family, family_titles())
    content = check.page()
    # Two hundred pages in the menu of every page would bury the others: the catalogue lists them.
    yield "---\norphan: true\n---\n"
    yield f"# {check.code} {plain(content.claim.rstrip('。'))}\n"
    yield f"[核对目录](../checks.md) / [{title}](../checks.md#{slug(title)})\n"
    yield f"**{reference.level(check)}**，自 {check.since} 版起；程序中的名称 {code(check.name)}"
    for heading, text in content.parts:
        yield f"\n## {heading}\n\n{plain(text)}"
    if check.options:
        yield f"\n## 选项\n\n在 `jixiao.toml` 的 `[checks.{check.code}]` 中设置。\n"
        yield table(
            ["选项", "默认值"],
            [[code(name), code(reference.toml(value))] for name, value in check.options.items()],
        )
    examples = [case for case in cases_of(check.code) if case.example]
    if examples:
        yield "\n## 例子"
        for case in examples:
            yield from _example(case)
    yield "\n" + _neighbours(check, family) + "\n"


def _example(case: Case) -> Iterator[str]:
    yield f"\n### {plain(case.name)}\n"
    yield fenced(case.text)
    yield ""
    yield from (f"- {plain(told(expectation))}" for expectation in case.expect)
    if not case.expect:
        yield "- 不作声"


def _neighbours(check: Check, family: list[Check]) -> str:
    """Return the way to the checks before and after, within the family."""
    place = family.index(check)
    before = [f"上一项 [{each.code}]({each.code.lower()}.md)" for each in family[:place][-1:]]
    after = [f"下一项 [{each.code}]({each.code.lower()}.md)" for each in family[place + 1 :][:1]]
    return "　".join([*before, *after, "[回到核对目录](../checks.md)"])
