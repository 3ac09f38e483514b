"""Lines that are no running text: titles, fields of the cover, labels that stand alone."""

from typing import Final

from jixiao.patterns import pattern
from jixiao.reading.lines import JOINED, Line, Role
from jixiao.reading.normalise import Normaliser
from jixiao.reading.ordinals import Series
from jixiao.reading.paragraphs import is_date

_FIELD_WORD: Final = (
    "名称|人|人员|电话|日期|时间|单位|部门|机构|地址|数量|级别|编码|代码|负责人|领导|签字|签名|签章|盖章|公章"
    "|邮箱|传真|方式|年度|性质|类型|类别|手机|审核|职务|抄送|报送|主送|密级|文号|编号|得分|等级"
)
_FIELD: Final = pattern(r"(?P<label>[^:,。、;!?0-9“”]{2,16}):(?P<value>[^。;!?]{0,60})")
_KNOWN_LABEL: Final = pattern(rf"(?:.*(?:{_FIELD_WORD}))(?:\([^()]*\))?")
_LABEL_LENGTH: Final = 12
_VALUE_LENGTH: Final = 40
_GAP: Final = pattern(r" {2,}|\t")
_TOP: Final = 40  # lines
_BOTTOM: Final = 10

_UNIT: Final = pattern(
    r"[(\[]?(?:金额|计量|货币)?单位[:]?(?:人民币)?[(]?(?:[百千万亿]*元|%|个|人|平方米)[^,。]{0,8}[)\]]?"
)
_ANNEX: Final = pattern(r"附[件表录] ?[0-9一二三四五六七八九十]{0,3}(?:[-.][0-9]{1,2})?:?")
_NUMBER_OF_DOCUMENT: Final = pattern(r".{1,15}[〔\[(](?:19|20)[0-9]{2}[〕\])]第?[0-9]{1,5}号")
_LEADERS: Final = ("....", "……", "····", "----")  # before the page in a table of contents
_LABEL_ENDS: Final = frozenset("0123456789一二三四五六七八九十号元人米件表录次:%)]")
_CONTENTS_HEAD: Final = frozenset({"目录", "目次"})

_LONGEST_TITLE: Final = 60
_NO_TITLE: Final = pattern("[。;!?,:]")
_HAS_WORDS: Final = pattern("[一-龥]{2}")
_AFTER_END: Final = r"(?:\([^()]*\)|[一二三四五六七八九十]{1,2})*"
_TITLE_END: Final = pattern(rf".*(?:报告书?|总结|方案|说明|表|函|通知|意见){_AFTER_END}")
# These end titles as well, but also broken lines of prose.
_WEAK_END: Final = pattern(
    rf".*(?:公开|情况|自评|评价|绩效|材料|台账|目标|概况|决算|预算){_AFTER_END}"
)
_BRACKETED: Final = pattern(r"\([^()]*\)")


def mark_roles(lines: list[Line], normaliser: Normaliser) -> list[Line]:
    """Mark titles, fields and labels; return the lines, those with several fields split."""
    marked: list[Line] = []
    top = True
    prose = False
    count = len(lines)
    for index, line in enumerate(lines):
        if line.role is Role.PROSE and len(line.text) <= _LONGEST_TITLE + _LABEL_LENGTH:
            if line.text[-1] in _LABEL_ENDS and _is_label(line):
                line.role = Role.LABEL
            elif ":" in line.text and (top or index >= count - _BOTTOM):
                fields = _fields(line, normaliser, strict=prose)
                if fields:
                    marked.extend(fields)
                    continue
        marked.append(line)
        if top:
            prose = prose or _is_prose(line)
            top = index < _TOP and not _is_outline(line)
    _mark_titles(marked)
    return marked


def _is_label(line: Line) -> bool:
    text = line.text
    first = text[0]
    if first == "附" and _ANNEX.fullmatch(text):
        return True
    if "单位" in text and len(text) < 24 and _UNIT.fullmatch(text):
        return True
    if text in _CONTENTS_HEAD:
        return True
    if text[-1].isdecimal() and any(dots in text for dots in _LEADERS):
        line.number = None  # the outline is not told twice
        return True
    return text[-1] == "号" and _NUMBER_OF_DOCUMENT.fullmatch(text) is not None


def _fields(line: Line, normaliser: Normaliser, *, strict: bool) -> list[Line]:
    """Return the fields on a line, each as a line of its own; none if it is something else."""
    if line.number is not None or line.hashes:
        return []
    if _GAP.search(line.raw):
        parts = _split(line, normaliser)
        if len(parts) > 1:
            return parts
    if not _is_field(line.text, strict=strict):
        return []
    line.role = Role.FIELD
    return [line]


def _is_field(text: str, *, strict: bool) -> bool:
    match = _FIELD.fullmatch(text)
    if match is None or len(match["label"]) > _LABEL_LENGTH + 4 * ("(" in match["label"]):
        return False
    known = _KNOWN_LABEL.fullmatch(match["label"]) is not None
    if strict or not match["value"]:
        return known
    return known or (len(match["value"]) <= _VALUE_LENGTH and "," not in match["value"])


def _split(line: Line, normaliser: Normaliser) -> list[Line]:
    """Return the parts of a line with several fields: 填报人：…    联系电话：…"""
    parts: list[Line] = []
    starts = [0]
    for match in _GAP.finditer(line.raw):
        if ":" not in line.raw[starts[-1] : match.start()]:
            continue  # a label set wide: 填  报  人
        rest = normaliser.words(line.raw[match.end() :])
        known = _FIELD.match(rest)
        if known is not None and _KNOWN_LABEL.fullmatch(known["label"]):
            starts.append(match.end())
    if len(starts) == 1:
        return []
    ends = [*starts[1:], len(line.raw)]
    for start, end in zip(starts, ends, strict=True):
        raw = line.raw[start:end].rstrip()
        text, segments = normaliser.piece(raw, line.start + start)
        if not _is_field(text, strict=False):
            return []
        stop = line.stop if end == len(line.raw) else line.start + start + len(raw)
        part = Line(line.start + start, stop, raw, line.indent, gap=line.gap)
        part.text, part.segments, part.role = text, segments, Role.FIELD
        parts.append(part)
    return parts


def _is_outline(line: Line) -> bool:
    """Tell whether a line opens the outline, so that what follows is no cover."""
    return line.number is not None and line.number.series <= Series.CHINESE_BRACKETS


def _is_prose(line: Line) -> bool:
    return line.role is Role.PROSE and (
        len(line.text) > _LONGEST_TITLE or "。" in line.text or "," in line.text
    )


def _mark_titles(lines: list[Line]) -> None:
    """Mark the title lines above the outline, and which of them are one title."""
    run: list[Line] = []
    for line in lines[:_TOP]:
        if _may_be_title(line):
            run.append(line)
            continue
        prose = line.role is Role.PROSE and line.number is None
        _mark_run(run, broken=prose and not line.gap)
        run = []
        if line.role is Role.PROSE and not is_date(line.text):
            return
    _mark_run(run, broken=False)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        line.role is Role.PROSE
        and line.number is None
        and not line.bullet
        and 3 < len(text) <= _LONGEST_TITLE
        and _NO_TITLE.search(text) is None
        and _HAS_WORDS.search(text) is not None
        and not is_date(text)
    )


def _mark_run(run: list[Line], *, broken: bool) -> None:
    """Mark neighbouring short lines as a title, as far as they end like one.

    ``broken`` tells that the run may itself go on in the prose that follows.
    """
    ends = [
        index
        for index, line in enumerate(run)
        if line.hashes
        or _TITLE_END.fullmatch(line.text)
        or (index and _BRACKETED.fullmatch(line.text))
        or (not broken and _WEAK_END.fullmatch(line.text))
    ]
    if not ends:
        return
    above: Line | None = None
    for line in run[: ends[-1] + 1]:
        line.role = Role.TITLE
        goes_on = above is not None and (
            not _TITLE_END.fullmatch(above.text) or _BRACKETED.fullmatch(line.text) is not None
        )
        line.hashes = JOINED if goes_on else 0
        above = line
