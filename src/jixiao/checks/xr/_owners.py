"""Whose a number in a text is: the department's, a task's or a project's, by the names around it.

Reports tell of many projects in one text. A number belongs to the project or task that its row,
its form, its sentence or its heading names last; where none is named it is the department's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jixiao.checks.xr._names import plain
from jixiao.extraction.understanding import Understanding
from jixiao.model.document import BlockKind
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Fact
from jixiao.model.folding import fold
from jixiao.patterns import pattern

_LEAST: Final = 4
_PART = pattern(r"(?:自评|评价|监控|申报|目标)\S{0,8}(?:报告|表)(?:[(（][^)）]*[)）])?$")
_FIELD = pattern(r"项目名称[:：\t ]*")
_AND_OTHERS = pattern(r"[”\"]?(?:项目|任务)?(?:等|、|和|与|及)")
_QUOTES = pattern(r"[“”\"]")
_LONGEST_HEADING: Final = 60


class Owner(NamedTuple):
    """A project or task by its code; both empty stand for the department."""

    project: str = ""
    task: str = ""


DEPARTMENT: Final = Owner()


class Named(NamedTuple):
    """A place where the text names a project or task."""

    start: int
    end: int
    owner: Owner


class Owners:
    """The projects and tasks of a workbook as one text names them."""

    def __init__(self, evaluation: Evaluation, text: Understanding) -> None:
        self._text = text
        self._known = _known(evaluation)
        self._codes = {each.code: Owner(project=each.code) for each in evaluation.projects}
        self._named = list(self._mentions())
        self._starts = [each.start for each in self._named]
        self._blocks = self._of_blocks()

    def of(self, fact: Fact) -> Owner:
        """Return whose a number is."""
        return self.at(fact.start)

    def at(self, offset: int) -> Owner:
        """Return whose a number at a place is."""
        document = self._text.document
        number = document.block_at(offset)
        block = document.blocks[number]
        if block.kind is BlockKind.ROW:
            return self._of_row(block.start, block.end) or self._blocks[number]
        named = self.mention(offset)
        return self._blocks[number] if named is None else named.owner

    def mention(self, offset: int) -> Named | None:
        """Return where the sentence of a place names whose its numbers are; no list of several."""
        sentence = self._text.sentence_at(offset)
        named = None if sentence is None else self._last(sentence.start, offset)
        if named is None or _AND_OTHERS.match(self._text.document.text, named.end):
            return None
        return named

    def of_row(self, offset: int) -> Owner | None:
        """Return whom the row of a table at a place names, if it names one."""
        document = self._text.document
        block = document.blocks[document.block_at(offset)]
        return self._of_row(block.start, block.end) if block.kind is BlockKind.ROW else None

    def _of_row(self, start: int, end: int) -> Owner | None:
        for cell in self._text.document.text[start:end].split("\t"):
            owner = self._codes.get(cell.strip()) or self._known.get(_key(cell))
            if owner is not None:
                return owner
        return None

    def _last(self, start: int, offset: int) -> Named | None:
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._named[index].start >= start:
            if self._named[index].end <= offset:
                return self._named[index]
            index -= 1
        return None

    def _mentions(self) -> Iterator[Named]:
        if not self._known:
            return
        names = sorted(self._known, key=len, reverse=True)
        searched = "|".join(_QUOTES.sub('[“”"]?', re.escape(name)) for name in names)
        bare = {_QUOTES.sub("", name): owner for name, owner in self._known.items()}
        for found in re.finditer(searched, self._text.document.text):
            yield Named(*found.span(), bare[_QUOTES.sub("", found[0])])

    def _of_blocks(self) -> list[Owner]:
        """Return whose each block is by the headings, titles and forms that it stands under."""
        words = self._text.document.text
        owners: list[Owner] = []
        under: list[tuple[int, Owner]] = []
        form = DEPARTMENT
        for block in self._text.document.blocks:
            said = words[block.start : block.end]
            if block.kind is BlockKind.ROW:
                field = _FIELD.search(said)
                if field is not None:
                    named = self._last(block.start, block.end)
                    form = named.owner if named else DEPARTMENT
            else:
                form = DEPARTMENT
                if len(said) <= _LONGEST_HEADING and _PART.search(said.rstrip()):
                    named = self._last(block.start, block.end)
                    under = [(0, named.owner if named else DEPARTMENT)]
                elif block.kind is BlockKind.HEADING or block.title_end > block.start:
                    level = block.level or 9
                    end = block.title_end if block.title_end > block.start else block.end
                    under = [each for each in under if each[0] < level]
                    named = self._last(block.start, end)
                    if named is not None:
                        under.append((level, named.owner))
            owners.append(form if form != DEPARTMENT else (under[-1][1] if under else DEPARTMENT))
        return owners


def _known(evaluation: Evaluation) -> dict[str, Owner]:
    """Return projects and tasks by their folded names; a name that two bear is nobody's."""
    rows: Sequence[tuple[str, Owner]] = [
        *((each.name, Owner(project=each.code)) for each in evaluation.projects if each.code),
        *((each.name, Owner(task=each.code)) for each in evaluation.tasks if each.code),
    ]
    known: dict[str, Owner] = {}
    for name, owner in rows:
        if len(plain(name)) >= _LEAST:
            known.setdefault(_key(name), owner)
    return known


def _key(name: str) -> str:
    return "".join(fold(name).split())
