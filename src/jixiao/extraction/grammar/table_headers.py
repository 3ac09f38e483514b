"""Headers of tables: which rows they are, and what each column holds.

A column is understood by the words of its header alone; what the cells below it say does not
matter, so a wrong number cannot change how a table is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from jixiao.extraction.grammar.table_names import Name, resolve_name
from jixiao.extraction.lexing import units
from jixiao.extraction.vocabulary import Concept, Vocabulary
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension, Unit
from jixiao.patterns import pattern


class Role(Enum):
    """What a column holds."""

    NAME = auto()  # what the row is about
    ORDINAL = auto()  # 序号
    CODE = auto()  # 科目编码
    BUDGET = auto()
    ACTUAL = auto()  # money spent or received
    AMOUNT = auto()  # any other amount: 金额, a bare year, 基本支出 as a column
    ADDED = auto()  # what turns the initial into the adjusted budget
    CUT = auto()
    OTHER_MONEY = auto()  # 结余, 到位数, 预计支出
    RATE = auto()  # execution ÷ budget
    SHARE = auto()
    DIFFERENCE = auto()  # this year − last year
    CHANGE_RATE = auto()
    TARGET = auto()
    REACHED = auto()  # the actual value of an indicator
    COMPLETION = auto()  # reached ÷ target
    SIGN = auto()  # ≥, = or ≤ in a column of its own
    MEASURE = auto()  # the unit in a column of its own
    POINTS = auto()
    SCORE = auto()
    DEDUCTION = auto()
    REASON = auto()
    NOTE = auto()  # words without a part in any relation
    PLAIN = auto()  # numbers of some other kind
    UNKNOWN = auto()


LABELS: Final = frozenset({Role.NAME, Role.ORDINAL, Role.CODE})
MONEY_ROLES: Final = frozenset(
    {Role.BUDGET, Role.ACTUAL, Role.AMOUNT, Role.ADDED, Role.CUT, Role.DIFFERENCE,
     Role.OTHER_MONEY}
)  # fmt: skip
RATE_ROLES: Final = frozenset({Role.RATE, Role.SHARE, Role.CHANGE_RATE, Role.COMPLETION})
_WORDY: Final = frozenset({*LABELS, Role.REASON, Role.NOTE, Role.UNKNOWN, Role.PLAIN})
_NAMEABLE: Final = frozenset(
    {Role.BUDGET, Role.ACTUAL, Role.AMOUNT, Role.OTHER_MONEY, Role.PLAIN, Role.UNKNOWN}
)
_MAY_BE_WORDS: Final = frozenset(
    {*LABELS, Role.REASON, Role.NOTE, Role.UNKNOWN, Role.TARGET, Role.REACHED, Role.SIGN,
     Role.MEASURE}
)  # fmt: skip
_LONGEST_HEADER: Final = 30
_LONGEST_NAME: Final = 14

# The first rule that fits decides, so what is more specific stands first.
_RULES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = tuple(
    (role, pattern("|".join(patterns)))
    for role, *patterns in (
        (Role.ORDINAL, r"^(?:序号|编号|项次|行次|栏次|No\.?)$"),
        (Role.CODE, r"(?:编码|代码)$"),
        (Role.NAME, r"名称$|(?:预算|主管|实施)(?:单位|部门)$|预算(?:项目|科目|类别)$"),
        (Role.NOTE, r"标准(?!分)|依据|规则|细则|办法|解释|内涵|公式|佐证|指标说明|^备注$"),
        (Role.NOTE, r"责任|可能性|联系|进度安排"),
        (Role.REASON, r"偏差|原因|措施|^说明$|情况说明"),
        (Role.PLAIN, r"得分率|扣分率"),
        (Role.DEDUCTION, r"扣分|失分"),
        (Role.SCORE, r"得分|自评分|实得|评分$|评价分"),
        (Role.POINTS, r"分值|权重|满分|标准分|^分数$"),
        (Role.SIGN, r"指标性质|符号|比较符|指标方向|运算"),
        (Role.MEASURE, r"^(?:计量|度量)单位$"),
        (Role.OTHER_MONEY, r"预计.*(?:支出|执行数|金额)|(?:下|次)年.*预算|^预算支出"),
        (Role.PLAIN, r"预计|预测|人均|平均|单价|下年|次年|排名"),
        (Role.PLAIN, r"(?:与|比|较).{0,4}预算.*(?:差|增|减)"),
        (
            Role.CHANGE_RATE,
            r"(?:增减|增长|变动|升降|同比|环比|较上年|比上年|变化|增加|减少).*(?:率|幅|比例|%)",
            r"增幅|降幅|增速|^同比$",
        ),
        (Role.DIFFERENCE, r"增减|差额|变动[额数]|变化[额数]|增加额|减少额"),
        (Role.DIFFERENCE, r"(?:比|较)(?:上年|去年|20\d\d年)"),
        (Role.RATE, r"执行率|支出率|支付率|(?:执行|支出|支付|预算完成)(?:进度|比例)|预算完成率"),
        (Role.RATE, r"完成.{0,4}预算|占.{0,5}预算"),
        (Role.SHARE, r"占比|比重|所占比例|占(?:总额|合计|全部|总支出|总收入|总).*(?:比|%)"),
        (Role.COMPLETION, r"完成率|完成比例|完成程度|实现率|完成进度"),
        (Role.PLAIN, r"率$|比例$|比率$|幅度$|百分比$"),
        (Role.OTHER_MONEY, r"上年结[转余]|到位"),
        (Role.ADDED, r"追加|调增|预算调整[数额]|^(?:预算)?调整(?:数|额|金额|情况)?$|调整\(?[+±]"),
        (Role.CUT, r"调减|核减|压减|收回"),
        (Role.OTHER_MONEY, r"结[余转]|未执行|剩余|余额"),
        (Role.TARGET, r"计划完成|目标完成值|应完成"),
        (
            Role.REACHED,
            r"完成值|实际值|实际完成(?!.*金额)|完成情况|实现值|实际指标值",
            r"^实际数?$|^完成数?$|^实际达到值?$",
        ),
        (
            Role.ACTUAL,
            r"执行|决算|实际支出|支出[数金]|已支出|支付|累计支出|实际使用|预算完成数|支出完成",
        ),
        (Role.TARGET, r"指标值|目标值|^(?:年度|绩效|年度绩效|预期)?目标$"),
        (Role.TARGET, r"^计划[数值]?$|任务数|目标数|预期值|年初计划"),
        (Role.BUDGET, r"预算|批复数|下达[数额]?|安排[数额]|^分配(?:资金|金额)"),
        (Role.ACTUAL, r"^(?:本年|全年|年度|累计|20\d\d年度?)?(?:实际)?总?支出(?:合计|总额)?$"),
        (Role.NAME, r"^(?:[一二三四]级)?指标$|科目$|资金来源|^来源$|^内容$|^地区$"),
        (Role.NAME, r"^(?:支出|收入|费用|经济|功能)?(?:项目|类别|类型|分类|内容|事项)(?:类别)?$"),
        (Role.NAME, r"^(?:年度)?(?:重点)?(?:工作)?任务$|^资金(?:性质|类型|构成)$|^年[度份]$"),
        (Role.NAME, r"^(?:单位|部门|处室|科室)$"),
        (Role.AMOUNT, r"^(?:本年|本期|当年|上年|上期|去年)度?(?:数|实际数?|发生额)?$"),
        (Role.AMOUNT, r"金额|资金|总额|数额|^合计$|^总计$|^小计$|合同价|^投资|总投资"),
    )
)
_DEPTHS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_DEPTH: Final = pattern(r"^([一二三四])级(?:指标|项目|分类)?(?:名称)?$")
_PARTIAL: Final = pattern(r"[0-9]{1,2}[-~—–至到][0-9]{1,2}月|上半年|前三季度|截[至止]|季度")
_BRACKET: Final = pattern(r"\((?P<inner>[^()]*)\)")
_FORMULA: Final = pattern(r"[A-Za-z0-9/=*×÷%+\-①-⑳ ]*")
_UNIT_WORDS: Final = pattern(
    r"(?:金额|数量|货币|计量)?单位[::]?\s*(?:人民币)?(?P<unit>[^\s,;。)(]{1,8})"
)
_TAIL_UNIT: Final = pattern(
    r"[:/,](?P<unit>万元|元|亿元|千元|百万元|%|分)$|(?<=[率比减幅])(?P<percent>%)$"
)
_YEAR: Final = pattern(r"(?<![0-9])(20[0-9]{2})(?:年度?|(?![0-9]))")
_LAST_YEAR: Final = pattern(r"上年(?!结)|上期|去年|上一年|上年度(?!结)|上年同期")
_INITIAL: Final = pattern(r"年初|期初|初始")
_ADJUSTED: Final = pattern(r"全年|调整|年中|追加后|变更后|最终|执行中")
_TOTAL_COLUMN: Final = pattern(r"^(?:合计|总计|小计|总额|金额合计|合计金额|资金总额|总金额)$")
_SPACES: Final = pattern(r"\s+")
# Names so general that a column called so is a stage of the budget, not one kind of expenditure.
_GENERAL: Final = frozenset(
    {"expenditure_total", "expenditure_fiscal", "executed_amount", "budget_total", "income_total",
     "budget_income", "expenditure_grand_total", "income_grand_total", "total_score",
     "budget_income_fiscal", "income_fiscal"}
)  # fmt: skip
# Wholes of a matter: a column called so prints it by its parts, which are the rows.
_THEMED: Final = frozenset({"procurement_total", "procurement_budget"})
_MONEY_KINDS: Final = frozenset({"expenditure", "income", "budget", "fund", "carryover"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its role and what its header says of its numbers.

    ``text`` is the header without unit and formula; ``group`` the header over several columns.
    ``last``: last year's figures. ``partial``: of a part of the year only. ``total``: the header
    is 合计, so the columns beside it are its parts. ``depth`` is 1 for 一级指标, 0 where the header
    names no depth.
    """

    index: int
    role: Role
    text: str
    unit: Unit | None = None
    group: str = ""
    basis: Basis = Basis.UNKNOWN
    year: int | None = None
    last: bool = False
    partial: bool = False
    total: bool = False
    concept: Concept | None = None
    depth: int = 0


def unit_named(text: str) -> Unit | None:
    """Return the unit that ``text`` is the name of, or None."""
    match = units.read(text, 0) if text else None
    if match is None or match.end != len(text) or match.over:
        return None
    # 百, 万 and the like alone are multiples, no units; 亿 is short for 亿元.
    return None if match.entry is None and text[-1:] not in ("万", "亿") else match.unit


def unit_in(text: str) -> Unit | None:
    """Return the unit that a caption states: 单位:万元, (万元)."""
    found: Unit | None = None
    for match in _UNIT_WORDS.finditer(text):
        found = unit_named(match["unit"]) or found
    if found is None:
        for match in _BRACKET.finditer(text):
            found = unit_named(match["inner"]) or found
    return found


def _strip_unit(text: str) -> tuple[str, Unit | None]:
    """Return a header without its unit and formula, and the unit."""
    unit: Unit | None = None
    for match in list(_BRACKET.finditer(text))[::-1]:
        inner = match["inner"]
        named = unit_in(inner) if "单位" in inner else unit_named(inner)
        if named is not None or _FORMULA.fullmatch(inner):
            text = text[: match.start()] + text[match.end() :]
            unit = named or unit
    tail = _TAIL_UNIT.search(text)
    if tail is not None:
        unit = unit_named(tail["unit"] or tail["percent"]) or unit
        text = text[: tail.start()]
    return text.strip("、,:;|/ "), unit


def role_of(text: str) -> Role:
    """Return the role that the words of a header give its column."""
    if not text or len(text) > _LONGEST_HEADER:
        return Role.UNKNOWN
    if _DEPTH.match(text):
        return Role.NAME
    parts = text.split("/")
    if len(parts) > 1:
        roles = {role_of(part) for part in parts}
        if Role.UNKNOWN not in roles and len(roles) > 1:
            return Role.PLAIN  # 分值/执行率: which of them a row means is not said
    for role, rule in _RULES:
        if rule.search(text):
            return role
    if _YEAR.fullmatch(text):
        return Role.AMOUNT
    return Role.UNKNOWN


def _name_of(text: str, vocabulary: Vocabulary, themes: frozenset[str]) -> Name:
    without_year = _YEAR.sub("", text)
    return resolve_name(vocabulary, without_year, themes)


def make_column(
    index: int, top: str, bottom: str, vocabulary: Vocabulary, themes: frozenset[str]
) -> Column:
    """Return the column under a header of one or two cells.

    Args:
        index: Its place in the row.
        top: The upper header, which may span several columns; empty where there is one row.
        bottom: The header proper.
        vocabulary: Names of amounts, which may head columns too (基本支出 | 项目支出 | 合计).
        themes: What the table is about.
    """
    top, upper_unit = _strip_unit(_SPACES.sub("", top))
    text, unit = _strip_unit(_SPACES.sub("", bottom))
    whole = text if not top or top == text else top + text
    role, upper = role_of(text), role_of(top)
    percent = unit is not None and unit.dimension is Dimension.PERCENT
    if upper is not Role.UNKNOWN and role in (Role.UNKNOWN, Role.AMOUNT, Role.PLAIN):
        joined = role_of(whole)
        role = joined if joined not in (Role.UNKNOWN, Role.PLAIN) else role
    if percent and role in (Role.DIFFERENCE, Role.AMOUNT):
        role = Role.CHANGE_RATE if role is Role.DIFFERENCE else Role.PLAIN
    if role is Role.POINTS and percent:
        role = Role.PLAIN
    year = _YEAR.search(text) or _YEAR.search(top)
    column = Column(
        index,
        role,
        whole,
        unit or upper_unit,
        group=top,
        basis=_basis(whole, role),
        year=int(year.group(1)) if year else None,
        last=bool(_LAST_YEAR.search(whole)) and role in MONEY_ROLES - {Role.DIFFERENCE},
        partial=bool(_PARTIAL.search(whole)),
        total=bool(_TOTAL_COLUMN.match(text)),
        depth=_depth(text),
    )
    return _with_concept(column, text, upper, vocabulary, themes)


def _depth(text: str) -> int:
    match = _DEPTH.match(text)
    return _DEPTHS[match.group(1)] if match else 0


def _basis(text: str, role: Role) -> Basis:
    if role is Role.BUDGET:
        if _INITIAL.search(text):
            return Basis.INITIAL_BUDGET
        return Basis.ADJUSTED_BUDGET if _ADJUSTED.search(text) else Basis.UNKNOWN
    if role is Role.ACTUAL and re.search(r"决算|实际|执行", text):
        return Basis.FINAL
    return Basis.UNKNOWN


def _with_concept(
    column: Column, text: str, upper: Role, vocabulary: Vocabulary, themes: frozenset[str]
) -> Column:
    """Add what the vocabulary knows of the header."""
    if column.role not in _NAMEABLE:
        return column
    concept = _name_of(text, vocabulary, themes).concept
    role = column.role
    if concept is None:
        return column
    if concept.kind not in _MONEY_KINDS:
        counted = role is Role.UNKNOWN and concept.kind in ("staff", "count", "assets")
        return replace(column, role=Role.PLAIN, concept=concept) if counted else column
    staged = Role.BUDGET if concept.kind == "budget" else Role.ACTUAL
    if concept.name in _GENERAL:
        role = staged if role is Role.UNKNOWN else role
    elif concept.name in _THEMED:
        role = staged
    else:
        role = Role.AMOUNT
        if upper is Role.BUDGET and concept.budget:
            concept = vocabulary.concepts[concept.budget]
    return replace(column, role=role, concept=concept)


def known_role(text: str, vocabulary: Vocabulary) -> Role:
    """Return the role of a header cell, by its words or by the concept that it names."""
    bare, unit = _strip_unit(_SPACES.sub("", text))
    role = role_of(bare)
    if role is Role.UNKNOWN and bare and len(bare) <= _LONGEST_NAME:
        if unit is not None:
            return Role.AMOUNT
        concept = _name_of(bare, vocabulary, frozenset()).concept
        if concept is not None and concept.kind in _MONEY_KINDS:
            return Role.AMOUNT
    return role


def is_header(texts: Sequence[str], numeric: Sequence[bool], vocabulary: Vocabulary) -> bool:
    """Whether a row of cells heads columns: no numbers, and two known headers or more."""
    if any(n and not _YEAR.fullmatch(t) for t, n in zip(texts, numeric, strict=True)):
        return False
    roles = [known_role(text, vocabulary) for text in texts if text]
    known = [role for role in roles if role is not Role.UNKNOWN]
    valued = [role for role in known if role not in _WORDY]
    return len(known) >= 2 and bool(valued)


def is_late_header(
    texts: Sequence[str], numeric: Sequence[bool], roles: Sequence[Role], vocabulary: Vocabulary
) -> bool:
    """Whether a row below a header heads columns anew: words stand where numbers belong.

    Args:
        texts: The cells.
        numeric: Whether each of them is a number.
        roles: The roles that the header above gives.
        vocabulary: Names of amounts, which may head columns.
    """
    if any(n and not _YEAR.fullmatch(t) for t, n in zip(texts, numeric, strict=True)):
        return False
    misplaced = sum(
        bool(text) and role not in _MAY_BE_WORDS for text, role in zip(texts, roles, strict=True)
    )
    heads = [known_role(text, vocabulary) for text in texts if text]
    valued = [role for role in heads if role not in _WORDY]
    if misplaced >= 2 and valued:
        return True
    return len(valued) >= 2 and len([r for r in heads if r is not Role.UNKNOWN]) >= 3


def is_subheader(texts: Sequence[str], above: Sequence[str], numeric: Sequence[bool]) -> bool:
    """Whether a row continues the header above it: no numbers, names repeated or left open."""
    if any(n and not _YEAR.fullmatch(t) for t, n in zip(texts, numeric, strict=True)):
        return False
    if not any(texts) or texts[0] not in ("", above[0]):
        return False
    roles = [role_of(_strip_unit(_SPACES.sub("", t))[0]) for t in texts if t]
    return any(role not in _WORDY for role in roles) or sum(bool(t) for t in texts) >= 2
