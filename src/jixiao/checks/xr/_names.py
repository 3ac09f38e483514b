"""Names of indicators as workbooks and reports write them."""

from jixiao.model.folding import fold
from jixiao.patterns import pattern

_LOOSE = pattern(r"[\s“”\"'《》（）()、，,·.．:：]")
_ENDING = pattern(r"(?:的?(?:总)?(?:数量|个数|次数|人数|场次|金额|数))$")
_LEAST = 4


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one indicator: the same but for marks and what they end with."""
    first, second = plain(one), plain(other)
    return len(first) >= _LEAST and first == second


def plain(name: str) -> str:
    """Return a name without marks, and without the word for what is counted at its end."""
    return _ENDING.sub("", _LOOSE.sub("", fold(name)))
