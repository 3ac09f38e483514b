"""The documentation says what the program does."""

import ast
import re
from pathlib import Path

import pytest

import reference
from jixiao import config, errors, terms
from jixiao.cli import batch, check, evaluate, explain, facts, reconcile
from jixiao.cli.parser import Parser
from jixiao.config import waivers
from jixiao.model.fact import Basis, Entity
from sitegen import markdown

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
TOML = re.compile(r"```toml\n(.*?)```", re.DOTALL)
CONTRACT = [
    terms.Status,
    terms.Severity,
    terms.ReportKind,
    terms.Fund,
    terms.ExtraKind,
    Entity,
    Basis,
]

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="no docs in a source distribution")


def text_of(*parts):
    return DOCS.joinpath(*parts).read_text(encoding="utf-8")


def broken_links(page):
    for target in markdown.links(page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        to = page.parent / path if path else page
        if not to.exists():
            yield f"{page.relative_to(ROOT)}: {target}"
        elif anchor and anchor not in markdown.anchors(to.read_text(encoding="utf-8")):
            yield f"{page.relative_to(ROOT)}: {target} (no such heading)"


def environment_variables(source):
    """Yield the names of the variables that a module asks for."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            asked, name = ast.unparse(node.func), node.args[0]
            if not asked.endswith(("environ.get", "getenv")):
                continue
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            asked, name = ast.unparse(node.value), node.slice
            if not asked.endswith("environ"):
                continue
        else:
            continue
        if isinstance(name, ast.Constant):
            yield name.value


def test_generated_pages_are_up_to_date():
    names = [str(page.relative_to(ROOT)) for page, _ in reference.stale()]
    assert not names, f"文档已过时，请运行 {reference.COMMAND}：{'、'.join(names)}"


def test_every_link_leads_to_a_file_and_to_a_heading_of_it():
    assert [link for page in reference.pages() for link in broken_links(page)] == []


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_a_readme_can_be_read_at_one_go(name):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < 120


@pytest.mark.parametrize(
    "command",
    [batch, check, evaluate, explain, facts, reconcile],
    ids=lambda module: module.__name__,
)
def test_every_option_is_documented(command):
    parser = Parser("jixiao", "")
    command.configure(parser)
    options = [name for action in parser._actions for name in action.option_strings]
    assert options
    page = text_of("reference", "cli.md")
    assert [name for name in options if f"`{name}" not in page] == []


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        (("reference", "configuration.md"), [*config.KEYS, *waivers.KEYS]),
        (("how-to", "configure.md"), config.KEYS),
        (("how-to", "waivers.md"), waivers.KEYS),
    ],
    ids=lambda each: each[-1] if isinstance(each, tuple) else "",
)
def test_every_key_of_a_settings_file_is_documented(page, keys):
    assert [key for key in keys if f"| `{key}` |" not in text_of(*page)] == []


def test_the_examples_of_settings_are_accepted(tmp_path):
    """What a page shows as jixiao.toml or 豁免.toml can be copied as it is."""
    blocks = TOML.findall(text_of("how-to", "configure.md"))
    blocks += TOML.findall(text_of("how-to", "waivers.md"))
    assert len(blocks) >= 4
    file = tmp_path / "例.toml"
    for block in blocks:
        file.write_text(block, encoding="utf-8")
        (waivers if "[[waivers]]" in block else config).load(file)


def test_every_environment_variable_is_documented():
    asked = {
        name
        for module in (ROOT / "src").rglob("*.py")
        for name in environment_variables(module.read_text(encoding="utf-8"))
    }
    page = text_of("reference", "cli.md")
    assert {"NO_COLOR"} <= asked
    assert [name for name in sorted(asked) if f"| `{name}` |" not in page] == []


def test_every_failure_of_a_file_is_documented():
    codes = {
        each.code
        for each in vars(errors).values()
        if isinstance(each, type) and hasattr(each, "code")
    }
    page = text_of("reference", "cli.md")
    assert [code for code in sorted(codes - {"error"}) if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize("kind", CONTRACT, ids=lambda kind: kind.__name__)
def test_every_value_of_the_contract_is_documented(kind):
    page = text_of("reference", "json.md")
    assert [each.value for each in kind if f"| `{each.value}` |" not in page] == []


def test_a_run_in_a_page_is_replaced_by_what_is_printed():
    page = "a\n<!-- run: jixiao --version -->\nold\n<!-- end -->\nb\n"
    wanted = (
        r"a\n<!-- run: .* -->\n```console\n\$ jixiao --version\njixiao \S+\n```\n<!-- end -->\nb\n"
    )
    assert re.fullmatch(wanted, reference.with_runs(page))


def test_only_jixiao_is_run_for_a_page():
    with pytest.raises(ValueError, match="only jixiao"):
        reference.with_runs("<!-- run: ls -->\n<!-- end -->")
