"""What lists before and after their count share: the noun counted, and how many it means."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jixiao.extraction.grammar.list_items import BODIES, QUOTED, lasts_of, same_class
from jixiao.model.source import Span
from jixiao.patterns import any_of, pattern

LEAST = 2  # items: fewer are no list
FARTHEST = 400  # characters that a list reaches over
LONGEST = 40  # characters of one item
NOUN = pattern(
    r"(?![以的获被在与和及并均全由为是占较比同增减下上左右有已实达完其用至到])[\u4e00-\u9fff“《]"
)
ASPECT = pattern(
    "(?:主要|重点)?" + any_of("方面 维度 层面 环节 部分 板块 阶段 步骤 程序 层次 角度 大类 类别")
)
CONTENTS = pattern("(?:重点|主要|建设)?" + any_of("项目 工程 标段 课题"))  # made up of items
BODY = pattern(
    any_of("内设 直属 下属 所属 事业 预算 参建 成员 责任 职能 业务") + "*(?:机构|部门|单位)"
)
OFFICE = pattern("(?:内设|职能|业务)*(?:科室|处室|股室)")
_OFFICES: Final = "处科室股办部局队所组心"


class CountedList(NamedTuple):
    """A list that a count speaks of, and how much its words say of it."""

    items: Sequence[Span]
    exhaustive: bool  # all that is counted is named
    certain: bool  # the borders of the items are beyond doubt


def named_alike(text: str, items: Sequence[Span], noun: str, unit: str) -> bool:
    """Whether the items are named as what is counted: …科、…室 and 科室, …县、…区 and 县区."""
    if not same_class(text, items):
        return False
    lasts = lasts_of(text, items)
    if lasts <= set(QUOTED):
        return bool(NOUN.match(noun))
    if lasts <= set(BODIES) and BODY.match(noun):
        return True
    if lasts <= set(_OFFICES) and OFFICE.match(noun):
        return True
    return lasts <= set(noun[:6]) or lasts == {unit}


def most_meant(number: int) -> int:
    """Return the largest count for which so many items can be meant as all of them."""
    return number + max(1, number // 4)
