"""Of which year and of which day a report is."""

from collections import Counter
from collections.abc import Sequence

from jixiao.extraction.places import ORGAN_END, close_up
from jixiao.extraction.titles import Title
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.document import Block, Document
from jixiao.model.period import Instant
from jixiao.model.source import Span
from jixiao.patterns import pattern

_YEAR = pattern(r"(20\d\d)\s*年?度?")
_YEAR_OF_TEXT = pattern(r"(?<![比较与同])(20\d\d)\s*年(?!\s*\d{1,2}\s*月\s*\d)(度)?")
_COVER_YEAR = pattern(
    r"^(?:(?:评价|预算|自评|所属|填报|报告)?年度\s*:\s*(20\d\d)|\(\s*(20\d\d)\s*年?度?\s*\)$|(20\d\d)\s*年度?$)"
)
_DATE_FIELD = pattern(
    r"^(?:填报|填表|报告|编制|自评|评价|报送|上报|完成|成文)?(?:日期|时间)\s*:\s*"
)
DATE = pattern(
    r"(20\d\d|二[\u3007○零0][\u3007○零一二三四五六七八九]{2})\s*[年./-]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月./-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_DIGITS = str.maketrans("\u3007○零一二三四五六七八九", "000123456789")


def fiscal_year_of(
    document: Document, title: Title, head: Sequence[Block], dated: Instant | None
) -> tuple[int, Span] | None:
    """Return the year reported on: of the title, of the cover, else of the text."""
    years = list(_YEAR.finditer(title.words.partition("暨")[0]))
    if len({year.group(1) for year in years}) == 1:
        first = years[0]
        last = title.places[first.end() - 1] + 1
        return int(first.group(1)), Span(title.places[first.start()], last)
    if years:
        return None
    text = document.text
    for block in head:
        match = _COVER_YEAR.match(text[block.start : block.end].strip())
        if match is not None:
            value = next(group for group in match.groups() if group)
            at = text.index(value, block.start)
            return int(value), Span(at, at + 4)
    return _year_of_text(text, dated)


def _year_of_text(text: str, dated: Instant | None) -> tuple[int, Span] | None:
    """Return the year that the text speaks of most, where it clearly does."""
    mentions = list(_YEAR_OF_TEXT.finditer(text))
    counted = Counter(match.group(1) for match in mentions)
    if not counted:
        return None
    year, times = counted.most_common(1)[0]
    before = str(dated.year - 1) if dated is not None and dated.year is not None else ""
    annual = Counter(match.group(1) for match in mentions if match.group(2))
    if annual[before] >= 2 and annual[before] == max(annual.values()):
        year = before
    elif year != before and (times < 3 or times * 10 < len(mentions) * 6):
        return None
    first = next(match for match in mentions if match.group(1) == year)
    return int(year), Span(*first.span(1))


def report_date_of(
    document: Document, head: Sequence[Block], tail: Sequence[Block], tokens: Sequence[Token]
) -> tuple[Instant, Span] | None:
    """Return the date of a cover field, of a line of its own, or of the signature."""
    text = document.text
    for block in head:
        field = _DATE_FIELD.match(text[block.start : block.end])
        if field and (found := _date_at(text, block.start + field.end(), tokens)):
            return found
    for block in (*head, *reversed(tail)):
        words = text[block.start : block.end]
        field = _DATE_FIELD.match(words)
        if len(words) > 60 or not words.rstrip().rstrip(")").endswith(tuple("日0123456789")):
            continue
        match = next(reversed(list(DATE.finditer(words))), None)
        if match is None or words[match.end() :].strip(" )"):
            continue
        before = words[: match.start()].strip(" (")
        if field or not before or ORGAN_END.search(close_up(before)):
            return _date_at(text, block.start + match.start(), tokens)
    return None


def _date_at(text: str, at: int, tokens: Sequence[Token]) -> tuple[Instant, Span] | None:
    """Return the date printed at a place: as the lexer read it, else read here."""
    for token in tokens:
        if token.start > at:
            break
        if token.start == at and token.kind is Kind.INSTANT and isinstance(token.value, Instant):
            if token.value.day is not None:
                return token.value, Span(token.start, token.end)
            break
    match = DATE.match(text, at)
    if match is None:
        return None
    year, month, day = (_number(group) for group in match.groups())
    return Instant(year, month, day), Span(match.start(), match.start() + len(match[0].rstrip()))


def _number(digits: str) -> int:
    """Return the value of 2023, 二〇二三, 十, 二十八."""
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)
    return int(digits.translate(_DIGITS))
