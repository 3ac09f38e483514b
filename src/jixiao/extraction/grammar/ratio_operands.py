"""How shares and rates find what they speak of in the text before them."""

from collections.abc import Iterator, Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import Subject, resolve
from jixiao.extraction.vocabulary import Concept
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

EXECUTION = frozenset({
    "execution_rate", "three_public_rate", "procurement_rate", "public_control_rate",
})  # fmt: skip
BLOCKS_BACK = 10
WIDE = 60  # blocks: how far above a whole may be told that a rate names in full
_MONEY_WORD = pattern(r"(?<=[\u4e00-\u9fff]{3})(?:支出|资金|经费|金额)$")
_YEAR = pattern(r"(20[0-9]{2})年")
IN_TIME = pattern("及时|按时|按期|如期|准时|限期|提前|[时期]限内")
PART_YEAR = pattern(r"季度|[0-9一二三四五六七八九十]月|半年")


_JOINT = 3  # characters that may stand between percentages of one run: 、, 和, 以及


def run_of_percents(mentions: Sequence[Mention], position: int) -> list[Mention]:
    """Return a percentage and the bare ones that follow it in its sentence."""
    run = [mentions[position]]
    for mention in mentions[position + 1 :]:
        if mention.sentence != run[0].sentence or not is_percent(mention) or mention.hits:
            break
        if mention.in_parentheses is not run[0].in_parentheses:
            break
        if mention.start - run[-1].end > _JOINT:
            break  # 占62.5%;资产负债率71.8%: a rate with a name of its own
        run.append(mention)
    return run


def parts_before(
    mentions: Sequence[Mention], position: int, wanted: int, named: str, text: str = ""
) -> list[Mention]:
    """Return the amounts that the shares speak of: the nearest ones before, in reading order."""
    first = mentions[position]
    if wanted > 1 and position and _counts(mentions[position - 1], first, wanted):
        position -= 1
    name = named if wanted == 1 else ""
    found: list[Mention] = []
    for mention in reversed(mentions[:position]):
        if mention.sentence != first.sentence or len(found) == wanted:
            break
        if is_percent(mention) or mention.role in DERIVED:
            continue
        if text.startswith(("占", "相当于"), mention.lead_from):
            continue  # the whole of another share
        if found and not same_measure(mention, found[-1]):
            break
        if mention.dimension in (Dimension.UNIT_COST, Dimension.DURATION, Dimension.NONE):
            continue
        if not name or _answers_to(mention, name):
            found.append(mention)
    if not found and name:
        found = _called(mentions[:position], name)
    found.reverse()
    return found if len(found) == wanted else []


def _counts(mention: Mention, first: Mention, wanted: int) -> bool:
    """Whether a number only counts the amounts whose shares follow: 三项分别占."""
    return (
        mention.end == first.lead_from
        and mention.dimension is Dimension.COUNT
        and mention.quantity.value == wanted
    )


def _answers_to(mention: Mention, name: str) -> bool:
    """Whether an amount can be what a share calls by a name."""
    if (
        len(name) > 1
        and name.endswith("数")
        and mention.dimension is Dimension.COUNT
        and not mention.quantity.unit.name.startswith(name[-2])
    ):
        return False  # 户数占…: not the heads that stand beside the households
    year = _YEAR.match(name)
    if (
        year is not None
        and mention.period is not None
        and mention.period.first.year != int(year[1])
    ):
        return False  # 2018年支出占…: not what was spent in 2019
    label = stem_of(mention.subject.label)
    return len(name) == 1 or not label or label in name or name in label


def stem_of(name: str) -> str:
    """Return a name without the word that says only that it is money: 道路养护支出."""
    return _MONEY_WORD.sub("", name)


def _called(mentions: Sequence[Mention], name: str) -> list[Mention]:
    """Return the nearest amount that has a name, in a list of its own."""
    return [
        m
        for m in reversed(mentions)
        if m.subject.label
        and (m.subject.label.endswith(name) or stem_of(name) == stem_of(m.subject.label))
        and not m.role
        and not is_percent(m)
    ][:1]


def mentions_back(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the mentions before ``mention``, of its paragraph and of the ones above."""
    yield from paragraph.before(mention)
    for earlier in out.above(paragraph, BLOCKS_BACK):
        yield from reversed(earlier.mentions)


def subject_of(phrase: str, out: Collector, theme: str = "") -> Subject:
    """Return what a phrase says of the amount that it names."""
    hits = list(out.vocabulary.scan(phrase, 0, len(phrase)))
    return resolve(out.vocabulary, phrase, 0, len(phrase), hits, theme)


def concept_of(phrase: str, out: Collector) -> Concept | None:
    """Return the concept that a phrase ends with."""
    best: Concept | None = None
    for hit in out.vocabulary.scan(phrase, 0, len(phrase)):
        concept = hit.entry.concept
        if concept is not None and hit.end == len(phrase):
            best = concept
    return best


def add_rate(
    rate: Mention, operands: tuple[Mention, Mention], topic: str, out: Collector, *, sure: bool
) -> None:
    """Add a rate with its part and its whole, in this order."""
    part, whole = operands
    rate.role = "rate"
    out.add(
        Ratio(
            start=min(part.start, whole.start),
            end=rate.end,
            topic=topic,
            kind=RatioKind.RATIO,
            rate=out.fact(rate),
            numerator=out.fact(part),
            denominator=out.fact(whole),
            sure=sure,
        )
    )


def narrower(words: str, stem: str) -> bool:
    """Whether a part was done in time, which the rate does not say: 按期办结190件,办结率100%."""
    return IN_TIME.search(words) is not None and IN_TIME.search(stem) is None
