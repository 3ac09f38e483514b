"""Where reports state what they are: the head, the closing lines; names of authorities."""

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.understanding import Section
from jixiao.model.document import Block, Document
from jixiao.model.source import Span
from jixiao.patterns import pattern

_SPACE = pattern(r"\s+")
_HEAD_BLOCKS = 30
_TAIL_BLOCKS = 8
_ORGAN = (
    r"(?:办公室|办事处|管理委员会|委员会|人民政府|联合会|人民法院|人民检察院|总工会"
    r"|[局委厅办部署院校处所站会馆社司台队乡镇]|中心|街道|大学|学校|中学|小学|幼儿园|医院|公司|基地"
    r"|机关|本级|党校|公园|支队|政府)"
)
ORGAN_END = pattern(_ORGAN + r"(?:\([^()]{1,12}\))?$")
_NO_ORGAN = pattern(r"项目|资金|经费|工程|绩效|自评|报告|^部门|^单位|20\d\d")


class Named(NamedTuple):
    """The name of an authority without spaces, and where it is printed."""

    name: str
    span: Span


def head_of(document: Document, sections: Sequence[Section]) -> Sequence[Block]:
    """Return the blocks before the first heading: title, cover, lead."""
    first = sections[0].block if sections else _HEAD_BLOCKS
    return document.blocks[: max(1, min(first, _HEAD_BLOCKS))]


def tail_of(document: Document) -> Sequence[Block]:
    """Return the closing blocks."""
    return [block for block in document.blocks[-_TAIL_BLOCKS:] if block.end > block.start]


def close_up(words: str) -> str:
    """Return words without their spaces and line breaks."""
    return _SPACE.sub("", words)


def words_of(document: Document, block: Block | Span) -> str:
    """Return the text of a block without its spaces."""
    return _SPACE.sub("", document.text[block.start : block.end])


def is_authority(name: str) -> bool:
    """Return whether a name is that of one authority and nothing longer."""
    return ORGAN_END.search(name) is not None and _NO_ORGAN.search(name) is None
