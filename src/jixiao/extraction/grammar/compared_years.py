"""The times that comparisons name: 上年, 2022年, 年初."""

from jixiao.extraction.grammar import change_patterns as words


def same_time(wanted: str, told: str, now: int | None) -> bool:
    """Whether the time that a clause compares with is the one of the figure: 上年 and 2022年."""
    if not wanted or wanted == told:
        return True
    for one, other in ((wanted, told), (told, wanted)):
        year = year_of(one)
        if year is None:
            continue
        if words.OF_LAST_YEAR.fullmatch(other):
            return now is None or year == now - 1
        return year == year_of(other)
    return any(
        each.fullmatch(wanted) and each.fullmatch(told)
        for each in (words.OF_LAST_YEAR, words.OPENING)
    )


def year_of(words_of: str) -> int | None:
    """Return the year that some words begin with, or None."""
    match = words.YEAR_OF.match(words_of)
    return int(match.group()) if match is not None else None
