"""Strict YAML: every value keeps its place, so that every error names file, line and reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NoReturn, TypeVar

import yaml

from jixiao.errors import JixiaoError
from jixiao.patterns import pattern

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_TEXT = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_DATE = "tag:yaml.org,2002:timestamp"
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
_DIGITS, _PLACES = 12, 6
_DEEPEST = 40  # levels of values within values; the packs have a dozen
_NUMBER = pattern(rf"-?[0-9]{{1,{_DIGITS}}}(?:\.[0-9]{{1,{_PLACES}}})?")
_SYNTAX = (
    ("cannot start any token", "缩进要用空格，不能用制表符；@、`、% 等开头的文字要加引号"),
    ("another document", "一份文件只能写一套标准，不能有“---”分开的几段"),
    ("mapping values are not allowed", "这里不能再有“: ”，请检查缩进，或给带冒号的文字加引号"),
    ("undefined alias", "不能用“*”引用别处"),
    ("expected node content", "括号没有成对，或少写了值"),
    ("expected ',' or", "括号没有成对，或少了逗号"),
    ("expected <block end>", "缩进与前面的行对不齐"),
    ("expected key", "缩进与前面的行对不齐，或缺少“键: ”"),
    ("unexpected end of stream", "引号没有成对"),
    ("could not find expected ':'", "缺少“: ”，冒号后面要有空格"),
)


@dataclass(eq=False)
class PackError(JixiaoError):
    """A pack that cannot be used: which file, which line, why."""

    code = "bad_pack"
    message_form = "标准包 {file} 第 {line} 行：{reason}。"
    file: str
    line: int
    reason: str


class Item:
    """A value of a pack with its place."""

    __slots__ = ("_node", "file")

    def __init__(self, node: yaml.Node, file: str) -> None:
        self._node = node
        self.file = file

    @property
    def line(self) -> int:
        """The line of the value, 1-based."""
        return int(self._node.start_mark.line) + 1

    def refuse(self, reason: str) -> NoReturn:
        """Say why this value cannot be used."""
        raise PackError(self.file, self.line, reason)

    def pairs(self) -> Iterator[tuple["Item", "Item"]]:
        """Yield the keys and values of a mapping; a key may stand there once."""
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse("应为“键: 值”")
        seen: set[str] = set()
        for key, value in self._node.value:
            name = Item(key, self.file)
            word = name._scalar()
            if word in seen:
                name.refuse(f"重复的键“{word}”")
            seen.add(word)
            yield name, Item(value, self.file)

    def fields(self, required: frozenset[str], optional: frozenset[str]) -> dict[str, "Item"]:
        """Return the fields of a mapping: all required ones and none that is unknown."""
        found: dict[str, Item] = {}
        for key, value in self.pairs():
            name = key.text()
            if name not in required and name not in optional:
                known = "、".join(sorted(required | optional))
                key.refuse(f"不认识的键“{name}”，可用：{known}")
            found[name] = value
        missing = required - found.keys()
        if missing:
            self.refuse(f"缺少“{'、'.join(sorted(missing))}”")
        return found

    def items(self) -> list["Item"]:
        """Return the values of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.refuse("应为列表")
        return [Item(value, self.file) for value in self._node.value]

    def list_of(self, read: Callable[["Item"], T]) -> tuple[T, ...]:
        """Return a list, each value read by ``read``."""
        return tuple(read(item) for item in self.items())

    def text(self) -> str:
        """Return a text; numbers, dates and truth values must be quoted to be one."""
        value = self._scalar()
        if self._node.tag != _TEXT or not value.strip():
            self.refuse(f"应为文字，写作“{value}”")
        return value

    def number(self) -> Decimal:
        """Return a quoted number."""
        value = self._scalar()
        if self._node.tag in _NUMBERS:
            self.refuse(f'数字须加引号，写作 "{value}"')
        if not _NUMBER.fullmatch(value):
            self.refuse(f"“{value}”不是数字，应如 12.5，整数至多{_DIGITS}位、小数至多{_PLACES}位")
        return Decimal(value)

    def truth(self) -> bool:
        """Return true or false."""
        value = self._scalar()
        if self._node.tag != _BOOL or value not in {"true", "false"}:
            self.refuse(f"应为 true 或 false，写作“{value}”")
        return value == "true"

    def is_mapping(self) -> bool:
        """Whether the value is written as ``键: 值``."""
        return isinstance(self._node, yaml.MappingNode)

    def empty(self) -> bool:
        """Whether the value is null: nothing stands there."""
        return str(self._node.tag) == _NULL

    def day(self) -> date:
        """Return a day, quoted or not: 2020-02-25."""
        value = self._scalar()
        if self._node.tag not in {_DATE, _TEXT}:
            self.refuse(f"应为日期，写作“{value}”")
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(f"“{value}”不是日期，应如 2020-02-25")

    def one_of(self, kind: type[E]) -> E:
        """Return the member of an enumeration that the text names."""
        value = self.text()
        member = next((one for one in kind if one.value == value), None)
        if member is None:
            self.refuse(f"没有“{value}”这个选择，可用：{'、'.join(str(one.value) for one in kind)}")
        return member

    def _scalar(self) -> str:
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse("应为单个值")
        return str(self._node.value)


def parse(text: str, file: str, *, trusted: bool = False) -> Item:
    """Return the one document of a pack; that of a ``trusted`` one is known to end."""
    try:
        if not trusted:
            _refuse_endless(text, file)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = int(mark.line) + 1 if mark is not None else 1
        raise PackError(file, line, f"不是有效的 YAML：{_said(error.problem)}") from error
    except yaml.reader.ReaderError as error:
        wrong = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, wrong.start() if wrong else 0) + 1
        raise PackError(file, line, "有不能显示的控制字符") from error
    if node is None:
        raise PackError(file, 1, "文件为空")
    return Item(node, file)


def _refuse_endless(text: str, file: str) -> None:
    """Refuse values within values without end: references to others, and very deep ones."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            line = int(event.start_mark.line) + 1 if event.start_mark is not None else 1
            reason = "层次过深" if depth > _DEEPEST else "不能用“*”引用别处，请照写一遍"
            raise PackError(file, line, reason)


def _said(problem: str | None) -> str:
    """Return what the parser complains of, in Chinese."""
    found = (said for words, said in _SYNTAX if words in (problem or ""))
    return next(found, "请检查缩进、引号和括号")
