"""Chinese numerals: 三十二, 一百零五, 壹仟贰佰, 二〇二三."""

DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)),
    **dict.fromkeys("○O0", 0),
}
POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

LONGEST = 24
"""No printed numeral is longer; what is longer is noise."""


def value_of(numeral: str) -> int | None:
    """Return the number that ``numeral`` spells, or None where it spells none.

    Plain digit strings (二〇二三) are no numerals in this sense: see ``digits_of``. So 三五 or
    七八, which mean “some”, spell nothing either.
    """
    if not numeral or len(numeral) > LONGEST:
        return None
    total = section = digit = 0
    previous = ""
    for sign in numeral:
        if sign in DIGITS:
            if DIGITS.get(previous):
                return None
            digit = DIGITS[sign]
        elif sign in POWERS:
            if not digit and previous and previous not in "零〇万亿":
                return None
            section += (digit or 1) * POWERS[sign]
            digit = 0
        elif sign in MYRIADS:
            if not previous:
                return None
            if sign == "万":
                total += (section + digit) * MYRIADS[sign]
            else:
                total = (total + section + digit) * MYRIADS[sign]
            section = digit = 0
        else:
            return None
        previous = sign
    return total + section + digit


def digits_of(numeral: str) -> int | None:
    """Return the number whose digits are read out one by one (二〇二三), or None."""
    if not numeral or len(numeral) > LONGEST or any(sign not in DIGITS for sign in numeral):
        return None
    return int("".join(str(DIGITS[sign]) for sign in numeral))
