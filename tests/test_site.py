"""The documentation site: every page is in it, what is generated is whole, bad links are found."""

import inspect

import pytest

from jixiao.checks.cases import cases_of
from jixiao.checks.registry import registry
from jixiao.cli.main import COMMANDS
from jixiao.errors import EmptyFile, JixiaoError
from jixiao.standards import load
from sitegen import failures, links, markdown, staging

pytestmark = pytest.mark.skipif(
    not (staging.ROOT / "docs").is_dir(), reason="no docs in a source distribution"
)


@pytest.fixture(scope="module")
def pages():
    return staging.pages()


@pytest.fixture
def site(tmp_path):
    """Return a way to make a site of one page, and to check it."""

    def checked(page, **others):
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        for name, text in others.items():
            (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return links.check(tmp_path)

    return checked


def in_the_menu(pages):
    return set(pages["index.md"].partition("```{toctree}")[2].split())


def test_every_page_under_docs_is_in_the_menu(pages):
    docs = staging.ROOT / "docs"
    paths = {page.relative_to(docs).as_posix().removesuffix(".md") for page in docs.rglob("*.md")}
    assert paths - in_the_menu(pages) == {"index"}


def test_a_page_that_is_new_gets_into_the_menu_behind_those_the_first_page_names():
    found = {
        "index.md": "[二](how-to/b.md)",
        "how-to/a.md": "# 一",
        "how-to/b.md": "# 二",
        "reference/checks/x.md": "---\norphan: true\n---\n",
    }
    menu = staging.menu(found)
    assert menu.index("how-to/b\n") < menu.index("how-to/a\n")
    assert "reference/checks/x" not in menu


def test_the_papers_of_the_project_are_pages_and_links_lead_to_them(pages):
    assert "project/architecture.md" in pages
    assert "(project/contributing.md)" in pages["index.md"]
    assert "(../reference/checks.md)" in pages["project/contributing.md"]


def test_a_link_to_no_file_of_the_repository_stops_the_build():
    source = staging.ROOT / "docs" / "index.md"
    with pytest.raises(staging.BrokenLinkError, match=r"nowhere\.md"):
        staging._led("nowhere.md", source, "index.md", {})


@pytest.mark.parametrize("check", registry().checks(), ids=lambda check: check.code)
def test_every_check_has_a_page_with_all_that_is_known_of_it(pages, check):
    page = pages[f"reference/checks/{check.code.lower()}.md"]
    assert f"[{check.code}](checks/{check.code.lower()}.md)" in pages["reference/checks.md"]
    assert f"# {check.code} " in page
    assert f"**{check.severity.label}" in page
    assert [title for title, _ in check.page().parts if f"## {title}\n" not in page] == []
    assert [option for option in check.options if f"`{option}`" not in page] == []
    examples = [case for case in cases_of(check.code) if case.example]
    assert [case.name for case in examples if case.text.strip() not in page] == []


def test_the_other_references_are_whole(pages):
    commands, packs = pages["reference/commands.md"], pages["reference/standards.md"]
    assert [name for name in COMMANDS if f"## jixiao {name}\n" not in commands] == []
    assert "`--select 编号`" in commands
    assert [pack.id for pack in load().packs if f"## {pack.id} " not in packs] == []
    told = pages["reference/errors.md"]
    assert [each.code for each in failures.failures() if f"## `{each.code}`\n" not in told] == []


def test_a_failure_is_shown_as_it_might_happen():
    assert failures.sample(EmptyFile).message == "文件“报告.docx”没有任何文字。"


def test_a_failure_that_cannot_be_shown_is_named():
    class OddError(JixiaoError):
        def __init__(self, colour: bytes) -> None:
            super().__init__(colour)

    assert "colour" in inspect.signature(OddError).parameters
    with pytest.raises(failures.NoSampleError, match="'colour'"):
        failures.sample(OddError)


def test_text_of_the_program_is_not_read_as_markup():
    assert markdown.plain("a|b *c* [d](e)\n<f>") == r"a\|b \*c\* \[d\](e) \<f\>"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("可设的选项", "可设的选项"),
        ("check --format json", "check---format-json"),
        ("`a_b` 与 C", "a_b-与-c"),
    ],
)
def test_a_heading_has_the_anchor_that_the_forges_give_it(heading, anchor):
    assert markdown.slug(heading) == anchor


def test_links_in_blocks_of_code_are_left_alone():
    page = "[a](b.md)\n```\n[c](d.md)\n```\n[e](f.md)"
    assert markdown.links(page) == ["b.md", "f.md"]
    assert "[c](d.md)" in markdown.with_links(page, str.upper)


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ('<a href="gone.html">x</a>', "leads nowhere"),
        ('<a href="#gone">x</a>', "no such place"),
        ('<a href="other.html#gone">x</a>', "no such place"),
        ('<a href="https://no host/">x</a>', "not a link of the web"),
        ('<img src="gone.png">', "is missing"),
        ('<script src="https://cdn.example/x.js"></script>', "fetches"),
        ('<link rel="stylesheet" href="//fonts.example/x.css">', "fetches"),
        ('<style>@import "https://fonts.example/x.css";</style>', "fetches"),
        ('<p style="background: url(https://e.example/x.png)">x</p>', "fetches"),
    ],
)
def test_a_bad_link_and_a_call_to_the_network_are_found(site, page, problem):
    report = site(page, other_html="")
    assert len(report.problems) == 1
    assert problem in report.problems[0]


def test_a_style_that_calls_to_the_network_is_found(site):
    assert site("", x_css="a { background: url('https://e.example/x.png') }").problems


def test_good_links_pass_and_those_that_lead_out_are_listed(site):
    report = site(
        '<h1 id="甲">x</h1><a href="#甲">x</a><a href="other.html#b">x</a>'
        '<a href="https://example.org/">x</a><img src="data:image/png;base64,AA">',
        other_html='<p id="b">x</p>',
    )
    assert report.problems == []
    assert report.outside == {"https://example.org/": ["index.html"]}


def test_an_empty_folder_is_no_site(tmp_path):
    assert links.check(tmp_path).problems
