"""IND25: done in time or not, by the dates."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.checks.context import Context, Place
from jixiao.checks.ind._forms import day_in, forms
from jixiao.checks.near import share_stretch
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.patterns import pattern
from jixiao.terms import Severity

_BEFORE_DAY = pattern(
    r"(?:要求|应当?|须|目标|指标|约定|计划|规定|时限|期限|截止|限定|不晚于|早于|晚于|迟于)[^。;,]{0,24}$"
)
_BEHIND_DAY = pattern(r"^(?:前|之前|以前|底前)|^的?(?:时限|期限|时效|目标|截止)")
_DONE = pattern(r"(?:实际|已|全部|均|最终)[^。;,]{0,12}$|于$")
_DONE_BEHIND = pattern(
    r"^[^。;,\d]{0,12}?(?:完成|建成|竣工|验收|发放|兑付|拨付|办结|投用|交付|到位|上线|开工|完工|完毕)"
)
_ACTUALLY = pattern(r"实际[^,]*$")
_HEAD = pattern(r"[,。;]")
_LIMIT = pattern(r"的?(?:时限|期限|时效|目标|截止)")
_CLAIM = pattern(r"按时|按期|如期|及时|准时|早于|提前|按计划")
_LATE = pattern(
    r"未(?:能)?(?:按时|按期|如期|及时)|没有(?:按时|按期)|逾期|延期|推迟|滞后|晚于|超期|迟于|延后|晚了"
)
_REASON = pattern(r"原因|由于|因|受|影响|延|推迟|分批|分期|首批|第一批|一期")
_STAGED = pattern(r"分批|分期|首批|第一批|一期|阶段|陆续")

# What the names of any rows on time have in common.
_ANY_ROW = pattern(r"完成|时限|时间|期限|及时|按时|日期|时效|工作|项目|任务|资金|建设|实施|验收")
_IN_COMMON = 2  # characters
_WORDS_BEHIND = 16


class _Pair(NamedTuple):
    due: Token
    done: Token


class _Told(NamedTuple):
    """A pair of the prose with the words around it."""

    pair: _Pair
    words: str


@check(
    code="IND25",
    name="in-time",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明时限和实际完成日期的事项。",
)
def in_time(ctx: Context) -> Iterator[Outcome]:
    """称按时完成或时效得满分的，实际日期不应晚于时限。

    为什么：日期一比就知道是否按时，写“按时完成”而日期晚于时限，时效指标的得分就错了。
    公式：实际日期 ≤ 时限日期；晚于时限而称按时、提前或得满分的按错误报，
    晚于时限而没有说明的按警告报。
    不报的情形：如实写明逾期并说明原因的；分批、分期交付的；日期不完整的无法判断。
    正文与自评表的时限相同而完成日期只差年、月、日之一（或者反过来），又没有相符的一处的，按警告请核对。
    已知漏报：时限和实际日期不在同一句或同一行的不核对。
    """
    text = ctx.document.text
    told: list[_Told] = []
    days: dict[int, list[Token]] = {}
    sentences = ctx.understanding.sentences
    at = 0
    for token, _ in ctx.understanding.days:
        while at + 1 < len(sentences) and sentences[at + 1].start <= token.start:
            at += 1
        days.setdefault(at, []).append(token)
    for index, found in days.items():
        sentence = sentences[index]
        if len(found) < 2 or ctx.document.blocks[sentence.block].table is not None:
            continue
        for pair in _pairs(text, sentence, found):
            told.append(_Told(pair, text[sentence.start : pair.done.end + _WORDS_BEHIND]))
            yield from _judged(ctx, pair, sentence)
    yield from _in_forms(ctx)
    yield from _told_again(ctx, told)


def _pairs(text: str, sentence: Sentence, days: list[Token]) -> Iterator[_Pair]:
    """Bind each day that something was due to the nearest day on which it was done."""
    due: list[Token] = []
    done: list[Token] = []
    for day in days:
        before = text[max(sentence.start, day.start - 30) : day.start]
        behind = text[day.end : min(sentence.end, day.end + 20)]
        done_cue = _DONE.search(before)
        named = _BEFORE_DAY.search(before) and not _ACTUALLY.search(before)
        if named or (_BEHIND_DAY.search(behind) and not done_cue):
            due.append(day)
        elif done_cue or _DONE_BEHIND.search(behind):
            done.append(day)
    for wanted in due:
        close = [day for day in done if abs(day.start - wanted.start) <= 60]
        if close:
            nearest = min(close, key=lambda day: abs(day.start - wanted.start))
            clauses = text[min(wanted.end, nearest.end) : max(wanted.start, nearest.start)]
            if clauses.count(";") == 0:
                done.remove(nearest)
                yield _Pair(wanted, nearest)


def _judged(ctx: Context, pair: _Pair, sentence: Sentence) -> Iterator[Outcome]:
    text = ctx.document.text
    due, done = _day(pair.due), _day(pair.done)
    late = _later(done, due)
    related = ((pair.due, "时限"),)
    if late is None:
        yield ctx.cannot_tell(pair.done, "时限或完成日期没有写到日，无法比较先后", related)
        return
    start = min(pair.due.start, pair.done.start)
    stop = max(pair.due.end, pair.done.end)
    around = text[max(sentence.start, start - 20) : min(sentence.end, stop + 30)]
    if not late:
        if _LATE.search(around) and not _CLAIM.search(_LATE.sub("", around)):
            yield ctx.cannot_tell(pair.done, "日期不晚于时限而称逾期，请核对所指事项", related)
            return
        yield ctx.passed(pair.done, f"{ctx.text(pair.done)}不晚于时限{ctx.text(pair.due)}", related)
        return
    if _STAGED.search(around):
        yield ctx.cannot_tell(pair.done, "分批、分期完成，不按一个日期判断是否按时", related)
        return
    if not _one_matter(text, pair):
        yield ctx.cannot_tell(pair.done, "两个日期说的可能不是一件事，无法判断是否按时", related)
        return
    close = text[max(sentence.start, pair.done.start - 14) : min(sentence.end, pair.done.end + 16)]
    claimed = _CLAIM.search(_LATE.sub("", close)) is not None
    if claimed:
        yield ctx.finding(
            pair.done,
            f"实际于{ctx.text(pair.done)}完成，晚于时限{ctx.text(pair.due)}，却称按时（提前）完成，请核实",
            stated=done,
            related=related,
        )
    elif _LATE.search(around) or _REASON.search(text[stop : min(len(text), stop + 80)]):
        yield ctx.passed(pair.done, "晚于时限，已如实说明", related)
    else:
        yield ctx.finding(
            pair.done,
            f"实际于{ctx.text(pair.done)}完成，晚于时限{ctx.text(pair.due)}，没有说明原因，请补写并核对时效指标得分",
            stated=done,
            related=related,
            severity=Severity.WARNING,
        )


def _one_matter(text: str, pair: _Pair) -> bool:
    """Whether the two days are said of one thing: the limit itself, or the same words behind."""
    behind = _HEAD.split(text[pair.due.end : pair.due.end + 20])[0]
    if _LIMIT.match(behind):
        return True
    words = behind.removeprefix("之").removeprefix("以").removeprefix("前")
    done = text[pair.done.end : pair.done.end + 24]
    return any(
        words[at : at + 2] in done
        for at in range(len(words) - 1)
        if words[at : at + 2] not in ("完成", "按时", "全部")
    )


def _in_forms(ctx: Context) -> Iterator[Outcome]:
    for form in forms(ctx.understanding):
        for row in form.leaves:
            due = day_in(ctx.understanding, row.target)
            done = day_in(ctx.understanding, row.actual)
            if due is None or done is None or row.actual is None or row.target is None:
                continue
            related: tuple[tuple[Place, str], ...] = ((row.target, "时限"),)
            late = _later(done, due)
            if late is None:
                yield ctx.cannot_tell(
                    row.actual, f"“{row.name}”的日期没有写到日，无法比较", related
                )
            elif not late:
                yield ctx.passed(row.actual, f"“{row.name}”按时完成", related)
            elif row.points is not None and row.score == row.points:
                yield ctx.finding(
                    row.actual,
                    f"“{row.name}”完成于{form.text(row.actual)}，晚于时限{form.text(row.target)}，"
                    f"却得满分{row.score}，请核对完成日期或得分",
                    stated=done,
                    related=related,
                )
            else:
                yield ctx.passed(row.actual, f"“{row.name}”晚于时限，已扣分", related)


def _told_again(ctx: Context, told: Sequence[_Told]) -> Iterator[Outcome]:
    """Ask where a form and the prose agree on one of the two days, and not on the other."""
    for form in forms(ctx.understanding) if told else ():
        for row in form.leaves:
            due = day_in(ctx.understanding, row.target)
            done = day_in(ctx.understanding, row.actual)
            if due is None or done is None or row.actual is None or row.target is None:
                continue
            same = [
                each.pair
                for each in told
                if _speaks_of(each.words, row.name) and not _STAGED.search(each.words)
            ]
            days = [(_day(pair.due), _day(pair.done)) for pair in same]
            if any(_apart(one, due) == _apart(other, done) == 0 for one, other in days):
                continue
            for pair, (wanted, reached) in zip(same, days, strict=True):
                if _apart(wanted, due) == 0 and _apart(reached, done) == 1:
                    odd, place, what = pair.done, row.actual, "完成日期"
                elif _apart(reached, done) == 0 and _apart(wanted, due) == 1:
                    odd, place, what = pair.due, row.target, "时限"
                else:
                    continue
                yield ctx.finding(
                    odd,
                    f"“{row.name}”的{what}此处写作{ctx.text(odd)}，自评表写作{ctx.text(place)}，请核对",
                    stated=_day(odd),
                    related=((place, "自评表"),),
                    severity=Severity.WARNING,
                )
                break


def _speaks_of(words: str, name: str) -> bool:
    """Whether words have a part of the name of a row that is its own."""
    return share_stretch(_ANY_ROW.sub(" ", name), words, _IN_COMMON)


def _apart(one: Instant, other: Instant) -> int:
    """Return in how many of year, month and day two dates differ, as far as both print them."""
    return sum(a != b for a, b in zip(one, other, strict=True) if a is not None and b is not None)


def _day(token: Token) -> Instant:
    if not isinstance(token.value, Instant):  # chosen by kind and type
        message = "a token of an instant without one"
        raise TypeError(message)
    return token.value


def _later(done: Instant, due: Instant) -> bool | None:
    """Whether ``done`` is later than ``due``; None where the print does not say."""
    if done.month is None or due.month is None or not (done.valid and due.valid):
        return None
    if done.year is None and due.year is None:
        first, second = 0, 0
    elif done.year is None or due.year is None:
        first = second = done.year or due.year or 0  # 早于11月30日的时限: the same year is meant
    else:
        first, second = done.year, due.year
    one, two = (first, done.month, done.day), (second, due.month, due.day)
    if one[:2] != two[:2]:
        return one[:2] > two[:2]
    if one[2] is None or two[2] is None:
        return False if two[2] is None else None
    return one[2] > two[2]
