"""Unit costs whose total or base stands in an earlier sentence.

公务用车运行维护费10.92万元。…保有量3辆,车均运行维护费3.64万元 · 补贴老旧小区87个。…发放1305万元,
平均每个小区15万元. A mismatch is no more than a question there.
"""

from collections.abc import Iterator

from jixiao.extraction.grammar.averages import AVERAGE, Bound
from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.grammar.unit_bases import HEADS, UNITS, is_base, is_total, nearest_outside
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import noun_after
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_VEHICLES = pattern(r"公务用?车|车辆|用车")
_RECEIVED = pattern(r"接待")
_ALL_OF_IT = pattern(r",(?:均|全部|全|都)[为是系](?:公务用车运行)")
_STUDENTS = pattern(r"学生|在校生|在籍|学员")
_OF_ONE_ITEM = pattern(
    rf"(?:即|折合)?(?:平均)?每(?P<one>{UNITS})(?:平均)?(?:造价|投入|成本|支出|投资|实际)*[为约]?"
)
_OTHER_TIMES = pattern(r"上年|去年|预算|计划|目标|其中|累计|近[一二两三四五六]年")
_BLOCKS_ABOVE = 40
_STUDENTS_ABOVE = 60


def read_elsewhere(
    paragraph: Paragraph, position: int, kinds: frozenset[str], out: Collector
) -> Bound | None:
    """Return what a unit cost divides where its own sentence does not tell all of it."""
    mention = paragraph.mentions[position]
    if not mention.quantity.is_point or mention.role in DERIVED or mention.in_parentheses:
        return None
    if "生均" in out.text[mention.lead_from : mention.start]:
        return _per_student(paragraph, position, out)
    if mention.dimension is not Dimension.MONEY or not kinds:
        return None
    return (
        _running(paragraph, position, kinds, out)
        or _of_an_item(paragraph, position, kinds, out)
        or _named_base(paragraph, position, kinds, out)
    )


def _before(paragraph: Paragraph, mention: Mention, out: Collector, blocks: int) -> list[Mention]:
    return [
        m
        for p in (*[*out.above(paragraph, blocks)][::-1], paragraph)
        for m in p.mentions
        if m.start < mention.start
    ]


def _alone(found: list[Mention]) -> Mention | None:
    """Return the last of the mentions where all state one value."""
    return found[-1] if found and len({m.quantity.base for m in found}) == 1 else None


def _running(
    paragraph: Paragraph, position: int, kinds: frozenset[str], out: Collector
) -> Bound | None:
    """Read the running cost of each vehicle and the cost of each guest."""
    text, mention = out.text, paragraph.mentions[position]
    base = nearest_outside(paragraph, position)
    if base is None or base.sentence != mention.sentence:
        return None
    said = text[base.clause : base.start] + text[mention.lead_from : mention.start]
    guests = base.quantity.unit.name == "人次" and kinds is HEADS
    if guests or (is_base(base, kinds) and kinds is HEADS):
        concept = "official_receptions" if _RECEIVED.search(said) else ""
    else:
        fits = is_base(base, kinds) and "辆" in kinds and _VEHICLES.search(said)
        concept = "vehicles_operation" if fits else ""
    if not concept:
        return None
    before = _before(paragraph, mention, out, _BLOCKS_ABOVE)
    found = [
        m
        for m in before
        if is_total(m, text)
        and not m.subject.last_year
        and (
            m.concept == concept
            or (concept == "vehicles_operation" and _ALL_OF_IT.match(text, m.end))
        )
        and _OTHER_TIMES.search(text, m.lead_from, m.start) is None
    ]
    total = _alone(found)
    return None if total is None else Bound(total, base)


def _of_an_item(
    paragraph: Paragraph, position: int, kinds: frozenset[str], out: Collector
) -> Bound | None:
    """Read 支出265.40万元。…实际硬化12.9公里。每公里造价20.57万元 of one item."""
    text, mention = out.text, paragraph.mentions[position]
    if _OF_ONE_ITEM.fullmatch(text, mention.lead_from, mention.start) is None:
        return None
    before = [m for m in paragraph.mentions if m.start < mention.start]
    spent = [m for m in before if m.kind == "expenditure" and is_total(m, text)]
    made = [m for m in before if is_base(m, kinds) and m.role == "actual"]
    if len(spent) != 1 or len(made) != 1 or spent[0].start in out.wholes:
        return None
    if made[0].sentence < mention.sentence - 2:
        return None
    return Bound(spent[0], made[0])


def _named_base(
    paragraph: Paragraph, position: int, kinds: frozenset[str], out: Collector
) -> Bound | None:
    """Read 补贴老旧小区87个。全年发放补贴1305万元,平均每个小区15万元: the base bears the name."""
    text, mention = out.text, paragraph.mentions[position]
    match = AVERAGE.fullmatch(text, mention.lead_from, mention.start)
    total = paragraph.mentions[position - 1] if position else None
    if match is None or total is None or not match["rest"] or not is_total(total, text):
        return None
    if (total.sentence, total.segment) != (mention.sentence, mention.segment):
        return None
    if _OTHER_TIMES.search(text, total.lead_from, total.start):
        return None
    found = [
        m
        for m in paragraph.mentions
        if m.sentence < mention.sentence and is_base(m, kinds) and _called(m, match["rest"], text)
    ]
    base = _alone(found)
    return None if base is None else Bound(total, base)


def _called(mention: Mention, name: str, text: str) -> bool:
    if mention.role == "target" or mention.start < 1:
        return False
    noun = noun_after(text, mention.end, mention.tail_end)
    return (noun or text[mention.lead_from : mention.start]).endswith(name)


def _per_student(paragraph: Paragraph, position: int, out: Collector) -> Bound | None:
    """Read 教学仪器设备值13616.00万元,生均11500元 and 馆藏图书8.64万册,…生均图书27.64册."""
    text, mention = out.text, paragraph.mentions[position]
    match = AVERAGE.fullmatch(text, mention.lead_from, mention.start)
    if match is None:
        return None
    total = _total_of(paragraph, position, match["rest"], text)
    if total is None:
        return None
    students = [
        m
        for m in _before(paragraph, mention, out, _STUDENTS_ABOVE)
        if is_base(m, HEADS)
        and m.quantity.unit.name != "人次"
        and m.start not in out.wholes
        and _STUDENTS.search(text, m.lead_from, m.tail_end)
        and _OTHER_TIMES.search(text, m.lead_from, m.start) is None
    ]
    base = _alone(students)
    return None if base is None else Bound(total, base)


def _total_of(paragraph: Paragraph, position: int, name: str, text: str) -> Mention | None:
    mention = paragraph.mentions[position]
    fitting = [
        m
        for m in _of_sentence(paragraph, position)
        if m.quantity.compatible(mention.quantity) and m.quantity.is_point and not m.average
    ]
    if name:
        fitting = [m for m in fitting if text[m.lead_from : m.start].endswith(name)]
        return fitting[0] if len(fitting) == 1 else None
    previous = paragraph.mentions[position - 1] if position else None
    return previous if previous in fitting and previous.segment == mention.segment else None


def _of_sentence(paragraph: Paragraph, position: int) -> Iterator[Mention]:
    mention = paragraph.mentions[position]
    for one in paragraph.mentions[max(0, position - 8) : position]:
        if one.sentence == mention.sentence and one.role not in DERIVED:
            yield one
