"""Which heading of a form means which field: the usual ones, and those that somebody noted down.

What was recognised is kept in a small TOML file beside the workbook, where it can be read and
changed; what stands there goes before the usual headings.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml

from jixiao.errors import FileError
from jixiao.patterns import pattern
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.layout import TOPICS

UNIT: Final = "金额单位"
MEASURE: Final = "支出数口径"
SEVERAL: Final = "同一项目多行"
AGREED: Final[Mapping[str, tuple[str, ...]]] = {
    UNIT: ("元", "万元"),
    MEASURE: ("全年", "累计", "本月"),
    SEVERAL: ("相加",),
}
"""What a form may leave open and a person can settle, with the possible answers."""

_DECORATION: Final = pattern(r"\([^()]*\)$|\*+$|:$")
_PERIOD: Final = pattern(r"^1(?:[-—–~至](1[0-2]|[1-9]))?月")
_WITHIN: Final = pattern(r"(?<![0-9])1[-—–~至](1[0-2]|[1-9])月")
_HEAD: Final = (
    "# 单张表的表头与工作簿栏目的对照：左边是表头，右边是“工作表.栏目”。\n"
    "# 识别出来的由程序写入；可以改，改过的以这里为准；右边空着的不读。\n"
    "# 前面带 # 的没有认出来，要读的去掉 #，写明栏目。\n"
    + "".join(f"# {name}可以写：{'、'.join(choices)}\n" for name, choices in AGREED.items())
)


class FormKind(StrEnum):
    """The single forms that are read."""

    SELF_EVALUATION = "项目支出绩效自评表"
    GOALS = "项目支出绩效目标申报表"
    MONITORING = "绩效运行监控表"
    EXPORT = "预算执行导出表"
    CONTRACTS = "政府采购合同明细表"
    LAST_YEAR = "整改台账"
    THREE_PUBLIC = "“三公”经费表"
    MONTHLY = "分月支出表"
    OWN = "自用的表"
    """Forms that nothing usual explains: what somebody noted of their headings holds for any."""


@dataclass(eq=False)
class BadMapping(FileError):
    """The file of headings says something that cannot be used."""

    code = "bad_mapping"
    message_form = "对照文件“{path}”{problem}。"
    hint_form = (
        '每行写作 "表头" = "工作表.栏目"，如 "年初安排" = "项目资金.年初预算数"；'
        "删去文件即恢复默认。"
    )
    problem: str


@dataclass(slots=True)
class Headings:
    """What headings mean, form by form, and what was met while reading.

    ``noted`` is what the file says: per form the field of a heading, and what was agreed.
    ``met`` is what reading found: per form the field of each heading, None where it has none.
    ``year`` is that of the evaluation, which headings may name.
    """

    noted: dict[str, dict[str, str]] = field(default_factory=dict)
    met: dict[str, dict[str, str | None]] = field(default_factory=dict)
    year: int | None = None

    def meaning(self, kind: FormKind, block: str, heading: str) -> str | None:
        """Return the field that a heading of a block means, empty for none, None if unknown."""
        usual = usual_words(block)
        noted = {**self.noted.get(FormKind.OWN, {}), **self.noted.get(kind, {})}
        own = {bare(each): target for each, target in noted.items()}
        for word in self._words(heading):
            if word in own and own[word] in (*usual.values(), ""):
                return own[word]
            if word in usual:
                return usual[word]
        return None

    def _words(self, heading: str) -> Iterator[str]:
        """Yield a heading, then with its own year and the last one named as such, then without."""
        yield bare(heading)
        if self.year is None:
            return
        words = (
            bare(heading)
            .replace(f"{self.year - 1}年度", "上年")
            .replace(f"{self.year - 1}年", "上年")
        )
        for own in ("本年", ""):
            yield words.replace(f"{self.year}年度", own).replace(f"{self.year}年", own)

    def agreed(self, kind: FormKind, name: str) -> str:
        """Return what was settled of something that forms leave open, or an empty text."""
        own = self.noted.get(FormKind.OWN, {})
        return self.noted.get(kind, {}).get(name) or own.get(name, "")

    def note(self, kind: FormKind, heading: str, target: str | None) -> None:
        """Remember a heading that was met, with the field that it was read as."""
        known = self.met.setdefault(kind, {})
        words = " ".join(heading.split())
        if target is not None or words not in known:
            known[words] = target


@lru_cache(4096)
def bare(heading: str) -> str:
    """Return the words of a heading: no blanks, units and marks, periods as 1-N月."""
    words = plain(heading)
    while (less := _DECORATION.sub("", words)) != words:
        words = less
    return _PERIOD.sub("1-N月", words)


def month_of(heading: str) -> int | None:
    """Return the last month of a period that a heading begins with: 7 of 1—7月执行数."""
    found = _PERIOD.search(plain(heading))
    return None if found is None else int(found[1] or 1)


def period_of(title: str) -> int | None:
    """Return the last month of the one period from January on that a title names."""
    found = set(_WITHIN.findall(plain(title)))
    return int(found.pop()) if len(found) == 1 else None


@cache
def usual_words(block: str) -> Mapping[str, str]:
    """Return the field of every usual heading of a block."""
    return {word: target for target, words in _usual()[block].items() for word in words}


@cache
def item_named(field: str, words: str) -> str:
    """Return the item of a field that other words stand for; the words where none is known."""
    folded = plain(words)
    found = (item for item, others in _items().get(field, {}).items() if folded in others)
    return next(found, words)


@cache
def _usual() -> dict[str, dict[str, list[str]]]:
    return _loaded("words.yaml")


@cache
def _items() -> dict[str, dict[str, list[str]]]:
    return _loaded("items.yaml")


def _loaded(name: str) -> dict[str, dict[str, list[str]]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def load_headings(path: Path) -> Headings:
    """Return what a file of headings says; nothing where there is no such file.

    Raises:
        BadMapping: it is no TOML, or names a form or field that there is none of.
    """
    if not path.exists():
        return Headings()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(str(path), f"读不懂（{error}）") from error
    fields = {f"{topic.sheet}.{column.label}" for topic in TOPICS for column in topic.columns}
    for form, entries in content.items():
        if form not in set(FormKind) or not isinstance(entries, dict):
            raise BadMapping(str(path), f"里没有“{form}”这种表，可写：{'、'.join(FormKind)}")
        for heading, target in entries.items():
            if heading in AGREED:
                if target not in ("", *AGREED[heading]):
                    choices = "、".join(AGREED[heading])
                    raise BadMapping(str(path), f"的“{heading}”应写：{choices}")
            elif target != "" and target not in fields:
                raise BadMapping(str(path), f"的“{heading}”对着“{target}”，工作簿没有这一栏")
    return Headings(noted=content)


def headings_text(headings: Headings) -> str:
    """Return the file of headings: what it said before, and what was met since."""
    parts = [_HEAD]
    for kind in FormKind:
        noted, met = headings.noted.get(kind, {}), headings.met.get(kind, {})
        if not noted and not met:
            continue
        parts.append(f"\n[{_quoted(kind)}]\n")
        known = {**{word: target for word, target in met.items() if target}, **noted}
        parts += [f"{_quoted(word)} = {_quoted(target)}\n" for word, target in known.items()]
        told = {bare(word) for word in noted}
        parts += [
            f'# {_quoted(word)} = ""\n'
            for word, target in met.items()
            if target is None and bare(word) not in told
        ]
    return "".join(parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
