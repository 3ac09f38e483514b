"""What the names of the parts say: that one excludes the other, that nothing is left over."""

from collections.abc import Sequence

from jixiao.extraction.opposites import OPEN_ENDED, OPPOSITES
from jixiao.patterns import pattern

# Marks of which a thing bears one only.
_EXCLUSIVE = (
    ("城市", "城镇", "农村"),
    ("国内", "国外", "境外"),
    ("新建", "改建", "扩建", "续建", "改扩建"),
    ("一等", "二等", "三等", "特等"),
    ("行政", "参公", "事业", "工勤"),
    ("货物", "工程", "服务"),
)
# Levels: of these nouns only; an honour of the nation may be one of the province as well.
_LEVELS = ("国家", "中央", "省部", "省", "自治区", "市", "州", "县", "区", "乡", "镇", "村")
_OF_LEVELS = ("领导", "河长", "单位", "部门", "资金", "补助", "人员")
# Things that stand in one place and are of one kind.
_SITES = (
    "样点", "站点", "点位", "断面", "驿站", "泵站", "水库", "泊位", "床位", "车位", "堤防", "桥梁",
)  # fmt: skip
# Places of one level, none inside another.
_TOWNS = ("街道", "镇", "乡", "苏木", "街办")
_COUNTIES = ("县", "旗", "区", "市")
# Kinds that leave nothing over: where all of them are listed, the list is complete.
_WHOLE_SETS = (
    frozenset({"一季度", "二季度", "三季度", "四季度"}),
    frozenset({"第一季度", "第二季度", "第三季度", "第四季度"}),
    frozenset({"上半年", "下半年"}),
)
# Kinds that nearly always leave nothing over.
_USUAL_SETS = (
    frozenset({"行政", "公务员", "参公", "参照公务员", "事业", "工勤", "机关工人"}),
    frozenset({"产出", "效益", "满意度", "成本"}),
    frozenset({"特定目标类", "运转类", "人员类"}),
    frozenset({"正高级", "副高级", "中级", "初级", "初级及以下"}),
    frozenset({"优", "良", "中", "差"}),
    frozenset({"优秀", "良好", "合格", "不合格"}),
    frozenset({"绿灯", "黄灯", "红灯"}),
    frozenset({"专任教师", "管理", "工勤"}),
    frozenset({"行政单位", "事业单位", "公益一类事业单位", "公益二类事业单位"}),
)
# Opposites that share all there is between them.
_PAIRS = (
    ("线上", "线下"),
    ("门诊", "住院"),
    ("出口", "进口"),
    ("男", "女"),
    ("本地", "外地"),
    ("公办", "民办"),
    ("自流", "提水"),
    ("即办", "承诺"),
    ("正高", "副高"),
    ("集中采购", "分散采购"),
    ("城镇", "农村"),
    ("本年新", "上年遗留"),
    ("年内新", "上年遗留"),
)
_HEADS = ("人员", "指标", "编制", "项目", "支出", "管理", "的", "等次", "等级")
_DENIALS = ("尚未", "没有", "未", "非", "不")
_NO_DENIALS = ("非机动", "非公", "不锈")  # names of their own
_DONE = ("已经", "已", "按时", "全部")
_CONJUNCTIONS = pattern("以及|[和及与]")
_SETTLED = 2  # so many characters a name must have to be denied


def tail(name: str) -> str:
    """Return the end of a name, by which nouns are told apart."""
    return name[-2:]


def complete(whole: str, names: Sequence[str]) -> int:
    """Return how many of the first parts leave nothing of the whole over, 0 where none do.

    They do as all the quarters of a year, as a kind and its denial (采纳, 未采纳), and where the
    name of the whole is made of theirs (门急诊: 门诊, 急诊).
    """
    bare = [name.removesuffix("支出").removesuffix("完成") for name in names]
    for kinds in _WHOLE_SETS:
        if kinds <= set(bare):
            return len(kinds)
    if len(names) == 2 and denied(*names):
        return len(names)
    if len(names) > 1 and _composed(whole, *(name.removeprefix("直接") for name in names[:2])):
        return 2
    return len(names) if _joined_in(whole, names) else 0


def denied(first: str, second: str) -> bool:
    """Whether one of two names denies the other: 已开工 and 未开工, 重点村 and 非重点村."""
    return _denies(first, second) or _denies(second, first)


def _denies(said: str, denial: str) -> bool:
    for word in _DENIALS:
        kind = denial.removeprefix(word)
        if kind == denial or len(kind) < _SETTLED or denial.startswith(_NO_DENIALS):
            continue
        if said.startswith(_DENIALS):
            return False
        own = next((said[len(done) :] for done in _DONE if said.startswith(done)), said)
        return said.endswith(kind) or own == kind
    return False


def _joined_in(whole: str, names: Sequence[str]) -> bool:
    """Whether the name of a whole joins those of its parts: 按站点和改造户分别建档."""
    if len(names) < 2 or any(len(name) < _SETTLED for name in names):
        return False
    listed = "、".join(names)
    plain = _CONJUNCTIONS.sub("、", whole)
    at = plain.find(listed)
    after = plain[at + len(listed) :]
    return at >= 0 and not plain[:at].endswith("、") and not after.startswith(("、", "等"))


def _composed(whole: str, first: str, second: str) -> bool:
    """Whether the name of a whole is made of the names of its parts: 进出口, 门急诊, 师生."""
    for one, other in ((first, second), (second, first)):
        shared = 0
        while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
            shared += 1
        head, rest = one[: len(one) - shared], other[: len(other) - shared]
        if head and rest and head + other in whole:
            return True
    return False


def usual(names: Sequence[str]) -> bool:
    """Whether the parts are kinds of staff or indicators that usually leave nothing over."""
    if len(names) == 2 and any(_by_one_of(names, pair) for pair in _PAIRS):
        return True
    kinds = {_kind(name) for name in names}
    return len(kinds) == len(names) > 1 and any(kinds <= usual for usual in _USUAL_SETS)


def _kind(name: str) -> str:
    kind = name.strip("“”")
    for prefix in ("评为", "评价为", "结果为", "等次为", "亮", "为"):
        kind = kind.removeprefix(prefix)
    kind = kind.strip("“”")
    for head in _HEADS:
        if len(kind) > len(head):
            kind = kind.removesuffix(head)
    return kind.strip("“”")


def excluding(names: Sequence[str]) -> bool:
    """Whether no thing can be in two of the parts: kinds of one noun, by one mark (…样点)."""
    if len(names) < 2 or len(set(names)) != len(names):
        return False
    if any(_by_one_of(names, marks) for marks in OPPOSITES):
        return True
    return usual(names) or _in_places(names) or _of_one_noun(names)


def _of_one_noun(names: Sequence[str]) -> bool:
    """Whether the parts are kinds of one noun, told apart by marks of which each bears one."""
    end = tail(names[0])
    if any(tail(name) != end for name in names):
        return False
    if end in _SITES and all(len(name) > len(end) for name in names):
        return True
    if any(_by_one_of(names, marks) for marks in _EXCLUSIVE):
        return True
    return end in _OF_LEVELS and _by_one_of(names, _LEVELS)


def _in_places(names: Sequence[str]) -> bool:
    """Whether the parts are named by places side by side: three towns, or three counties."""
    return len(names) > 2 and any(
        all(name.endswith(level) and len(name) < 8 for name in names)
        for level in (_TOWNS, _COUNTIES)
    )


def _by_one_of(names: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether each name begins with a mark of its own."""
    if any(end in name for name in names for end in OPEN_ENDED):
        return False
    own = [
        max((mark for mark in marks if name.startswith(mark)), key=len, default="")
        for name in names
    ]
    return all(own) and len(set(own)) == len(own)
