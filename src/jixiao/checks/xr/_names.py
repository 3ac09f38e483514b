"""Names of indicators as workbooks and reports write them."""

from jixiao.model.folding import fold
from jixiao.patterns import pattern

_LOOSE = pattern(r"[\s“”\"'《》（）()、，,·.．:：]")
_ENDING = pattern(r"(?:的?(?:总)?(?:数量|个数|次数|人数|场次|金额|数))$")
_LEAST = 4


_ALONE = pattern(
    r"(?:^|[^\u4e00-\u9fff]|[的为是及和与中其使将]|[我本][局办委院校馆站所队会部处厅镇乡街区市县省]|[我本](?:中心|单位|部门)|(?:全|本|当)年|实际|全[国省市区县镇])$"
)


def alone(words: str, at: int) -> bool:
    """Whether a name that begins at a place is no ending of a longer one."""
    return _ALONE.search(words, max(0, at - 3), at) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one indicator: the same but for marks and what they end with."""
    first, second = plain(one), plain(other)
    return len(first) >= _LEAST and first == second


def plain(name: str) -> str:
    """Return a name without marks, and without the word for what is counted at its end."""
    return _ENDING.sub("", _LOOSE.sub("", fold(name)))
