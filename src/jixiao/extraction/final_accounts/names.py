"""What tables, rows and columns of final accounts are called: ``names.yaml``, ready for use."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from jixiao.extraction.vocabulary import Loader
from jixiao.model.fact import Basis
from jixiao.model.folding import fold
from jixiao.patterns import pattern
from jixiao.terms import AccountKind

SPACES: Final = pattern(r"\s+")
_BRACKETS: Final = pattern(r"[(〔\[][^()〔〕\[\]]*[)〕\]]")
_ORDINAL: Final = pattern(
    r"^(?:[一二三四五六七八九十]{1,4}[、.]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、.]|\([0-9]{1,2}\)|[①-⑳])"
)
_OF_WHICH: Final = pattern(r"^(?:其中|其\s*中)[::]?")
_BUDGETS: Final = pattern(r"一般公共预算|公共财政预算|公共预算|政府性基金预算|国有资本经营预算")
_TABLE_END: Final = pattern(r"表(?:\([^()]*\)|[0-9.…·\s]|-[0-9]+-)*$")
IN_CONTENTS: Final = pattern(r"(?:[.…·]{2,}\s*|\s+|-)[0-9]{1,3}-?$|[.…·]{3,}")
_CAPTION: Final = pattern(
    r"(?<=表)(?:(?:编制|填报|公开)?(?:部门|单位)(?:名称)?[:]|金额单位|(?:财决)?公开[0-9]{1,2}表)"
)  # a long title that is read as one line with what stands below it
_LONGEST_TITLE: Final = 60
_BASES: Final = (
    (pattern(r"年初预算|部门预算数?$"), Basis.INITIAL_BUDGET),
    (pattern(r"调整预算|全年预算|调整后预算"), Basis.ADJUSTED_BUDGET),
    (pattern(r"预算数|预算安排|^预算$|预算金额"), Basis.INITIAL_BUDGET),
)
_NO_AMOUNT: Final = pattern(
    r"上年|增减|比上年|完成率|占比|比重|%|比率|执行率|差额|变动|备注|说明|数量|人数|个数"
)


class Named(NamedTuple):
    """What a row or a head is called: its name without ordinal and brackets, and its key."""

    name: str
    key: str
    numbered: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: AccountKind
    every: tuple[str, ...]
    some: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, title: str) -> bool:
        return (
            all(word in title for word in self.every)
            and (not self.some or any(word in title for word in self.some))
            and not any(word in title for word in self.without)
        )


class AccountNames:
    """The names of ``names.yaml``."""

    def __init__(self, data: dict[str, Any]) -> None:
        kinds = {str(kind): kind for kind in AccountKind}
        self._kinds = tuple(
            _Kind(
                kinds[row["kind"]],
                tuple(map(fold, row.get("all", ()))),
                tuple(map(fold, row.get("any", ()))),
                tuple(map(fold, row.get("not", ()))),
            )
            for row in data["kinds"]
        )
        self._items = {fold(name): key for key, names in data["items"].items() for name in names}
        self.classes = {fold(name): code for code, row in data["classes"].items() for name in row}
        self._inner = frozenset(map(fold, data["inner"]))
        self.partitions = tuple(
            (frozenset(row["of"]), frozenset(row["parts"])) for row in data["partitions"]
        )
        self._naming, self._coding, self._ordering, self._plain = (
            frozenset(map(fold, data[part])) for part in ("naming", "coding", "ordering", "plain")
        )

    def kind_of(self, title: str) -> AccountKind | None:
        """Return which table a line is the title of, None if it is no title of one."""
        words = title_in(title)
        if not 4 <= len(words) <= _LONGEST_TITLE or "。" in words or "," in words:
            return None
        if _TABLE_END.search(words) is None:
            return None
        rest = _BUDGETS.sub("", words)
        if _OF_BUDGET.search(rest) or (
            "决算" not in rest and ("预算" in rest or not _WITHOUT_WORD.search(words))
        ):
            return None
        words = words.replace("“", "").replace("”", "").replace('"', "")
        return next((each.kind for each in self._kinds if each.fits(words)), None)

    def item(self, label: str) -> Named:
        """Return what the label of a row, or a head, names."""
        words = plain(label)
        inner = numbered = False
        while True:
            found = _OF_WHICH.match(words)
            if found is not None:
                inner = True
            else:
                found = _ORDINAL.match(words)
                if found is None:
                    break
                numbered = numbered or words[0] not in "(①②③④⑤⑥⑦⑧⑨⑩0123456789"
            words = words[found.end() :]
        bare = _BRACKETS.sub("", words).strip(":")
        key = self._items.get(words) or self._items.get(bare, "")
        return Named(bare, key, numbered, inner or bare in self._inner)

    def is_naming(self, head: str) -> bool:
        """Whether a head stands over names."""
        return _BRACKETS.sub("", plain(head)) in self._naming

    def is_coding(self, head: str) -> bool:
        """Whether a head stands over codes."""
        return _BRACKETS.sub("", plain(head)) in self._coding

    def is_ordering(self, head: str) -> bool:
        """Whether a head stands over the numbers of rows."""
        return plain(head) in self._ordering

    def is_class(self, name: str) -> bool:
        """Whether a name is a functional class."""
        return name in self.classes

    def class_of(self, code: str) -> frozenset[str]:
        """Return what the functional class of a code has been called over the years."""
        return frozenset(name for name, first in self.classes.items() if code.startswith(first))

    def head(self, text: str) -> tuple[str, Basis | None, bool]:
        """Return the key of a head, the stage of the budget it tells, whether it is an amount."""
        words = plain(text)
        rest = _BUDGETS.sub("", words)
        basis = next((basis for form, basis in _BASES if form.search(rest)), None)
        named = self.item(words)
        if named.inner:
            return "inner", basis, True
        if named.key:
            return named.key, basis, True
        if _NO_AMOUNT.search(words):
            return "?", None, False
        if basis is not None or named.name in self._plain or _YEARLY.fullmatch(named.name):
            return "", basis, True
        tail = _FINAL.sub("", named.name)
        return self._items.get(tail, "?"), basis, True


_OF_BUDGET: Final = pattern(r"预算(?:明细|总|情况)?表")
_WITHOUT_WORD: Final = pattern(
    r"收支总体情况表|收入总体情况表|支出总体情况表|收支总表|三公”?经费.*情况表"
)
_YEARLY: Final = pattern(r"(?:20[0-9]{2}年度?)?(?:本年)?(?:支出|收入)?(?:决算数?|执行数|金额)")
_FINAL: Final = pattern(r"(?:决算数?|支出决算|决算支出)$")


def plain(text: str) -> str:
    """Return printed words without white space."""
    return SPACES.sub("", text)


def title_in(text: str) -> str:
    """Return a title without the captions that were read as one line with it."""
    return _CAPTION.split(plain(text), maxsplit=1)[0]


@cache
def names() -> AccountNames:
    """Return the names, loaded once."""
    source = Path(__file__).with_name("names.yaml").read_bytes()
    return AccountNames(yaml.load(source, Loader=Loader))  # noqa: S506 - a safe loader either way
