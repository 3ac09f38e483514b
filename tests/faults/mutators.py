"""Faults: one change of a printed word each, which breaks the relation that it belongs to."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from faults.oracle import (
    DAY,
    LABEL,
    MISSED,
    Stated,
    attains,
    beyond,
    day_of,
    direction_of,
    exists,
    holds,
    in_order,
    numbers_of,
)
from faults.printed import WIDE_DIGITS, Printed, hanzi, plain_digits

WIDE = str.maketrans("0123456789.,", WIDE_DIGITS + "．，")


@dataclass(frozen=True)
class Edit:
    """A change of the text: ``start:end`` gives way to ``words``."""

    start: int
    end: int
    words: str

    def apply(self, text: str) -> str:
        """Return the changed text."""
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True)
class Fault:
    """An edit that breaks a stated relation."""

    stated: Stated
    kind: str
    edit: Edit


# --- digits -------------------------------------------------------------------------------------


def reformat(number: Printed, plain: str) -> str | None:
    """Print plain digits as the number was printed: grouped, wide; None where it looks odd."""
    whole, dot, tail = plain.lstrip("-").partition(".")
    if not whole or (len(whole) > 1 and whole[0] == "0") or (dot and not tail):
        return None
    old = number.digits
    if re.search(r"\s", old):
        if len(plain) != len(plain_digits(old)):
            return None
        fresh = iter(plain)
        return "".join(c if c.isspace() else next(fresh) for c in old)
    if "," in old or "，" in old:
        whole = f"{int(whole):,}"
    sign = old[0] if old[0] in "-−－" else ""
    printed = sign + whole + dot + tail
    wide = old[-1] in WIDE_DIGITS
    return printed.translate(WIDE) if wide else printed


def swapped(plain: str, random: Random) -> str | None:
    """Two neighbouring digits change places."""
    spots = [
        i
        for i in range(len(plain) - 1)
        if plain[i].isdigit() and plain[i + 1].isdigit() and plain[i] != plain[i + 1]
    ]
    if not spots:
        return None
    i = random.choice(spots)
    return plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :]


def replaced(plain: str, random: Random) -> str | None:
    """One digit is another one."""
    i = random.choice([i for i, c in enumerate(plain) if c.isdigit()])
    digit = random.choice([d for d in "0123456789" if d != plain[i]])
    return plain[:i] + digit + plain[i + 1 :]


def dropped(plain: str, random: Random) -> str | None:
    """One digit is missing."""
    spots = [i for i, c in enumerate(plain) if c.isdigit()]
    if len(spots) < 2:
        return None
    i = random.choice(spots)
    return plain[:i] + plain[i + 1 :]


def pointed(plain: str, random: Random) -> str | None:
    """The decimal point stands one place to the left or right."""
    whole, dot, tail = plain.partition(".")
    if not dot:
        return None
    right = random.random() < 0.5
    if right:
        rest = tail[1:]
        moved = whole + tail[0] + ("." + rest if rest else "")
        return moved.lstrip("0") if not moved.startswith("0.") else moved
    return (whole[:-1] or "0") + "." + whole[-1] + tail


def nudged(plain: str, random: Random) -> str | None:
    """A count is one too high or too low."""
    if not plain.isdigit():
        return None
    value = int(plain) + random.choice((-1, 1))
    return str(value) if value > 0 else None


DIGIT_FAULTS: dict[str, Callable[[str, Random], str | None]] = {
    "digits swapped": swapped,
    "digit replaced": replaced,
    "digit dropped": dropped,
    "point moved": pointed,
    "count off by one": nudged,
}


def redigit(number: Printed, kind: str, random: Random) -> Printed | None:
    """Apply a fault of digits to a number."""
    plain = plain_digits(number.digits)
    if not plain:
        if kind != "count off by one" or number.decimals or not 1 < number.value < 9999:
            return None
        if "万" in number.digits or "亿" in number.digits:
            return None
        return number.reprinted(hanzi(int(number.value) + random.choice((-1, 1))))
    if kind == "count off by one" and number.kind not in ("count", "bare"):
        return None
    fresh = DIGIT_FAULTS[kind](plain, random)
    printed = reformat(number, fresh) if fresh else None
    return number.reprinted(printed) if printed and printed != number.digits else None


def reunit(number: Printed, random: Random) -> Printed | None:
    """万元 becomes 元 or 亿元, and so on."""
    if number.unit not in ("元", "万元", "亿元"):
        return None
    other = random.choice([u for u in ("元", "万元", "亿元") if u != number.unit])
    return number.reprinted(number.digits, other)


def number_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """Faults of the numbers of a relation: one of each kind, verified by recomputation."""
    numbers = numbers_of(stated)
    if holds(stated, numbers) is not True:
        return
    for kind in (*DIGIT_FAULTS, "unit changed"):
        order = random.sample(range(len(numbers)), len(numbers))
        for index in order * 3:
            number = numbers[index]
            fresh = (
                reunit(number, random) if kind == "unit changed" else redigit(number, kind, random)
            )
            if fresh is None:
                continue
            changed = [*numbers[:index], fresh, *numbers[index + 1 :]]
            if holds(stated, changed) is False:
                yield Fault(stated, kind, rewrite(number, fresh))
                break


def rewrite(old: Printed, new: Printed) -> Edit:
    """Return the edit that prints ``new`` where ``old`` stands."""
    if new.unit == old.unit:
        return Edit(old.start, old.end, new.digits)
    return Edit(old.start, old.stop, new.digits + new.unit)


# --- words --------------------------------------------------------------------------------------

OPPOSITES = {
    "增加": "减少",
    "增长": "下降",
    "提高": "降低",
    "上升": "下降",
    "快": "慢",
    "减少": "增加",
    "下降": "上升",
    "降低": "提高",
    "慢": "快",
}
VERDICTS = (
    ("没有完成", "超额完成"),
    ("未完成", "已完成"),
    ("未达到", "超过"),
    ("未达", "超过"),
    ("高于", "低于"),
    ("低于", "高于"),
)


def direction_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """The direction word is the opposite one, or the numbers change sides."""
    numbers, word = numbers_of(stated), stated.operands[-1]
    if len(numbers) != 2 or not isinstance(word, str):
        return
    sign = direction_of(word)
    if not sign or beyond(numbers) != sign:
        return
    start, end = stated.places[-1]
    if word in OPPOSITES:
        yield Fault(stated, "direction flipped", Edit(start, end, OPPOSITES[word]))
    yield from _across(stated, random, lambda changed: beyond(changed) == -sign)


def wording_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """The verdict of a target is the opposite one, or the numbers change sides."""
    numbers, word = numbers_of(stated), stated.operands[-1]
    if len(numbers) != 2 or not isinstance(word, str) or attains(numbers, word) is not True:
        return
    start, end = stated.places[-1]
    for old, new in VERDICTS:
        if old in word:
            edit = Edit(start, end, word.replace(old, new))
            yield Fault(stated, "direction flipped", edit)
            break
    if any(w in word for w in MISSED) or "于" in word:
        yield from _across(stated, random, lambda changed: attains(changed, word) is False)


def _across(
    stated: Stated, random: Random, broken: Callable[[Sequence[Printed]], bool]
) -> Iterator[Fault]:
    numbers = numbers_of(stated)
    for kind in DIGIT_FAULTS:
        for index in random.sample(range(2), 2) * 3:
            fresh = redigit(numbers[index], kind, random)
            if fresh is None:
                continue
            changed = [*numbers]
            changed[index] = fresh
            if broken(changed):
                yield Fault(stated, kind, rewrite(numbers[index], fresh))
                break


def grade_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """A grade that no table of bands gives to the score."""
    numbers, word = numbers_of(stated), stated.operands[-1]
    if len(numbers) != 1 or not isinstance(word, str):
        return
    start, end = stated.places[-1]
    if word[:1] in "优良" and numbers[0].value >= 80:
        yield Fault(stated, "grade changed", Edit(start, end, random.choice("中差") + word[1:]))


# --- dates, periods, lists ------------------------------------------------------------------------


def _redate(match: re.Match[str], at: int, month: int, day: int) -> Edit:
    start, end = match.span(2)[0], match.span(3)[1]
    between = match.string[match.end(2) : match.start(3)]
    return Edit(at + start, at + end, f"{month}{between}{day}")


def date_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """A day that the calendar does not have."""
    spots = [i for i, o in enumerate(stated.operands) if isinstance(o, str) and day_of(o)]
    if not spots:
        return
    index = random.choice(spots)
    word, at = stated.operands[index], stated.places[index][0]
    match = DAY.search(word)  # type: ignore[arg-type]
    if match is None or not exists(day_of(word)):  # type: ignore[arg-type]
        return
    month, day = int(match[2]), int(match[3])
    month, day = random.choice(((random.choice((2, 4, 6, 9, 11)), 31), (13, day), (month, 32)))
    yield Fault(stated, "impossible date", _redate(match, at, month, day))


def period_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """The period says other months than its cut-off day."""
    label, day = stated.operands[0], stated.operands[-1]
    if not isinstance(label, str) or not isinstance(day, str):
        return
    months, cut = LABEL.search(label), DAY.search(day)
    if months is None or cut is None or months[2] != cut[2]:
        return
    last = int(months[2])
    other = random.choice([m for m in (3, 6, 9, 10, 11) if m != last and m > int(months[1])])
    at = stated.places[0][0]
    yield Fault(
        stated, "period changed", Edit(at + months.start(2), at + months.end(2), str(other))
    )
    ends = {3: 31, 6: 30, 9: 30, 10: 31, 11: 30}
    edit = _redate(cut, stated.places[-1][0], other, ends[other])
    yield Fault(stated, "cut-off changed", edit)
    yield from date_faults(stated, random)


def order_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """Events that are dated against their order, and impossible days."""
    yield from date_faults(stated, random)
    days = [day_of(o) if isinstance(o, str) else None for o in stated.operands]
    if in_order(days) is not True:
        return
    for index in random.sample(range(len(days)), len(days)):
        match = DAY.search(str(stated.operands[index]))
        if match is None or match[1] is None:
            continue
        for step in random.sample((-1, 1), 2):
            _, month, day = days[index]  # type: ignore[misc]
            changed = [*days]
            changed[index] = (int(match[1]) + step, month, day)
            if exists(changed[index]) and in_order(changed) is False:  # type: ignore[arg-type]
                at = stated.places[index][0]
                edit = Edit(at + match.start(1), at + match.end(1), str(int(match[1]) + step))
                yield Fault(stated, "order changed", edit)
                return


def same_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """One of several prints of a date, name or year differs."""
    index = random.randrange(len(stated.operands))
    word = str(stated.operands[index])
    match = re.search(r"[0-9]+", word)
    at = stated.places[index][0]
    if match is None:
        return
    day = DAY.search(word)
    if day:
        fresh = str(int(day[3]) % 28 + 1)
        yield Fault(stated, "repeat differs", Edit(at + day.start(3), at + day.end(3), fresh))
    else:
        edit = Edit(at + match.start(), at + match.end(), str(int(match[0]) - 1))
        yield Fault(stated, "repeat differs", edit)


def count_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """A list that is one short, or a count that is one off."""
    count = stated.operands[-1]
    if not isinstance(count, Printed) or not count.value > 1:
        return
    items = len(stated.operands) - 1
    if items and items != count.value and not stated.open:
        return
    plain = plain_digits(count.digits)
    # An open list may name fewer things than the count, not more.
    value = items - 1 if stated.open else int(count.value) + random.choice((-1, 1))
    if value < 1:
        return
    digits = reformat(count, str(value)) if plain else hanzi(value)
    if digits:
        fresh = count.reprinted(digits)
        yield Fault(stated, "count off by one", rewrite(count, fresh))
    if items > 2 and not stated.open:
        yield from _shortened(stated, random)


def _shortened(stated: Stated, random: Random) -> Iterator[Fault]:
    """Take out one of the middle items with the pause before it."""
    index = random.randrange(1, len(stated.operands) - 2)
    before, here = stated.places[index - 1], stated.places[index]
    if not before[1] <= here[0] <= before[1] + 2 or not here[0] > before[1]:
        return
    yield Fault(stated, "item removed", Edit(before[1], here[1], ""))


def ordinal_faults(stated: Stated, random: Random) -> Iterator[Fault]:
    """一是 二是 三是: one of them skips a number."""
    index = random.randrange(1, len(stated.operands))
    start, end = stated.places[index]
    yield Fault(stated, "ordinal changed", Edit(start, end, hanzi(index + 2) + "是"))


BY_KIND: dict[str, Callable[[Stated, Random], Iterator[Fault]]] = {
    "direction": direction_faults,
    "wording": wording_faults,
    "attainment": wording_faults,
    "grade": grade_faults,
    "date": date_faults,
    "period": period_faults,
    "dates": order_faults,
    "date_order": order_faults,
    "same_date": same_faults,
    "same_text": same_faults,
    "count": count_faults,
    "ordinals": ordinal_faults,
}


def faults_of(stated: Stated, seed: str) -> Iterator[Fault]:
    """Return one fault of each kind that the relation allows; the same seed gives the same."""
    random = Random(f"{seed}:{stated.sample}:{stated.number}")  # noqa: S311  # reproducible
    for fault in BY_KIND.get(stated.kind, number_faults)(stated, random):
        edit = fault.edit
        if not any(c in "\r\n" for c in edit.words):
            yield fault
