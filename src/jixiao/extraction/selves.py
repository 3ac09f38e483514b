"""The names that a report uses for its own authority: 我办, 本局, 全委, 市水保办."""

import re
from functools import lru_cache

from jixiao.model.source import Span
from jixiao.patterns import pattern

# 全部, 全局, 全会, 全队 … are ordinary words; 本处理, 本会计 … are cut in the wrong place.
_OWN = pattern(
    r"[我本全](?:单位|部门|机关|中心|街道|委员会|办公室|办(?![公理法])|局(?![部面势])|委(?![托派员])|厅|院(?!落)|校(?![准对验])"
    r"|馆|站|处(?![理于置罚])|所(?![有以在属需得])|会(?![计议员场展])|镇(?!压)|乡(?!村)|台(?!账)|队(?!伍)"
    r"|社(?![会区保])|街|县局|市局|区局|分局|支队)"
)
_ORDINARY = frozenset(
    {"全局", "全会", "全队", "全社", "全乡", "全镇", "全部门", "全街", "全所", "全处"}
)
_DEFINED = pattern(r"\((?:以下|下)?[简统]称:?\s*[“\"]?([^”\"()\n,。、]{2,14}?)[”\"]?\)")
_SPACE = pattern(r"\s+")
_LEVEL = pattern(r"[省市区县州盟旗]")
_SUFFIXES = (
    ("办公室", "办"),
    ("办事处", "办|办事处"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("局", "局"),
    ("厅", "厅"),
    ("中心", "中心"),
    ("总站", "总站"),
    ("院", "院"),
)
_FILLER = pattern(r"人民政府|中国共产党|中共|事务|管理|工作|[省市区县州盟旗]")


def self_names(text: str, department: str | None) -> tuple[tuple[str, Span], ...]:
    """Return each name that a report uses for itself, with its first mention, in reading order."""
    found: dict[str, Span] = {}
    for match in _OWN.finditer(text):
        if match.group() not in _ORDINARY:
            found.setdefault(match.group(), Span(*match.span()))
    if department:
        for match in _DEFINED.finditer(text, 0, 4000):
            before = text[max(0, match.start() - 60) : match.start()]
            if _SPACE.sub("", before).endswith(department):
                found.setdefault(match.group(1), Span(*match.span(1)))
        pattern = _abbreviation(department)
        if pattern is not None:
            for match in pattern.finditer(text):
                if match.group() not in department and match.group() not in found:
                    found[match.group()] = Span(*match.span())
    return tuple(sorted(found.items(), key=lambda item: item[1].start))


@lru_cache(maxsize=256)
def _abbreviation(department: str) -> re.Pattern[str] | None:
    """Return what finds 市水保办 for 丘海市水土保持办公室: level, parts of the core, ending."""
    for suffix, short in _SUFFIXES:
        if not department.endswith(suffix):
            continue
        body = department[: -len(suffix)]
        levels = list(_LEVEL.finditer(body))
        if not levels:
            return None
        core = _FILLER.sub("", body[levels[-1].end() :])
        if not 2 <= len(core) <= 14:
            return None
        optional = "".join(re.escape(char) + "?" for char in core)
        level = levels[-1].group()
        return re.compile(f"{level}(?=[{core}]{{2}}){optional}(?:{short})(?!公室)")
    return None
