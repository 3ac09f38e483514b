"""Sphinx: how the staged pages are built. `make docs` calls it, by scripts/website.py."""

import re
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.transforms import SphinxTransform

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

project = "绩效"
html_title = "绩效"
language = "zh_CN"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["examples/*.txt"]
highlight_language = "text"
templates_path = ["templates"]

# Headings are anchors, as the forges have them; a link to none of them is a warning.
myst_heading_anchors = 3

html_theme = "furo"
html_favicon = "static/icon.svg"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
html_use_index = False
html_permalinks_icon = "¶"
html_search_language = "zh"
languages["zh"] = "chinese.Chinese"

_SANS = (
    '"PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", '
    '"WenQuanYi Micro Hei", sans-serif'
)
# Carets under Chinese text need a font whose Chinese letters are two columns wide.
_MONO = (
    '"Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", NSimSun, "新宋体", '
    '"WenQuanYi Zen Hei Mono", ui-monospace, Menlo, Consolas, monospace'
)
html_theme_options = {
    "light_css_variables": {
        "font-stack": _SANS,
        "font-stack--headings": _SANS,
        "font-stack--monospace": _MONO,
        "color-brand-primary": "#1f4e79",
        "color-brand-content": "#1f4e79",
        "color-brand-visited": "#1f4e79",
    },
    "dark_css_variables": {
        "color-brand-primary": "#9cc4ea",
        "color-brand-content": "#9cc4ea",
        "color-brand-visited": "#9cc4ea",
    },
}

# What the theme and Sphinx say in English.
WORDS = {
    "Back to top": "回到顶部",
    "Error": "错误",
    "Home": "首页",
    "Next": "下一页",
    "On this page": "本页内容",
    "Previous": "上一页",
    "Search": "搜索",
    "Skip to content": "跳到正文",
}

_CHINESE = "\u2018\u2019\u201c\u201d\u2026\u2014\u3000-\u9fff\uff00-\uffef"
_BREAK = re.compile(rf"(?<=[{_CHINESE}])\n(?=[{_CHINESE}])")
_NUMBERED = re.compile(r"id[0-9]+")


class JoinedLines(SphinxTransform):
    """A line break between two Chinese characters is no space."""

    default_priority = 800

    def apply(self) -> None:
        """Join the lines of each paragraph."""
        for text in list(self.document.findall(nodes.Text)):
            if "\n" in text and not isinstance(text.parent, nodes.FixedTextElement):
                before, after = _beside(text, -1), _beside(text, 1)
                joined = _BREAK.sub("", before + text + after)
                joined = joined[len(before) : len(joined) - len(after) or None]
                text.parent.replace(text, nodes.Text(joined))


def _beside(text: nodes.Text, step: int) -> str:
    """Return the character before or after a text within its paragraph, if there is one."""
    place = text.parent.index(text) + step
    beside = text.parent[place].astext() if 0 <= place < len(text.parent) else ""
    return beside[-1:] if step < 0 else beside[:1]


class NamedAnchors(SphinxTransform):
    """The address of a heading is its name, which stays, not its number, which does not."""

    default_priority = 800

    def apply(self) -> None:
        """Put the names of each section before its numbers."""
        for section in self.document.findall(nodes.section):
            section["ids"].sort(key=lambda name: _NUMBERED.fullmatch(name) is not None)


class ShortCode(SphinxTransform):
    """A short piece of code, such as an option, is not broken at its hyphens."""

    default_priority = 800
    longest = 24  # characters; longer ones would not fit on the line of a phone

    def apply(self) -> None:
        """Mark the short pieces for the style sheet."""
        for piece in self.document.findall(nodes.literal):
            if len(piece.astext()) <= self.longest:
                piece["classes"].append("short")


def _in_chinese(app: Sphinx) -> None:
    known = app.builder.templates.environment.globals
    for name in ("_", "gettext"):
        translate = known[name]
        known[name] = lambda text, translate=translate: WORDS.get(text) or translate(text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what this site adds."""
    app.add_transform(JoinedLines)
    app.add_transform(NamedAnchors)
    app.add_transform(ShortCode)
    app.connect("builder-inited", _in_chinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
