"""The time that rules allow from one step of a procurement to the next, and who kept it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jixiao.model.evaluation import Contract
from jixiao.model.record import column_of
from jixiao.model.working_days import working_days


class TimeLimit(NamedTuple):
    """At most (``ahead``: at least) so many days from one date of a contract to another.

    ``first`` and ``second`` are fields of ``Contract``; ``working`` counts working days.
    """

    first: str
    second: str
    days: int
    working: bool = False
    ahead: bool = False

    @property
    def told(self) -> str:
        """The limit in words."""
        bound = "不少于" if self.ahead else "不超过"
        return f"{_label(self.first)}至{_label(self.second)}{bound}{self.days}{self.unit}"

    @property
    def unit(self) -> str:
        """What is counted."""
        return "个工作日" if self.working else "日"


SIGNING = TimeLimit("awarded_on", "signed_on", 30)  # 政府采购法 第四十六条
FILING = TimeLimit("signed_on", "filed_on", 7, working=True)  # 政府采购法 第四十七条
INTENTION = TimeLimit("intention_on", "started_on", 30, ahead=True)  # 财库〔2020〕10号


class Kept(NamedTuple):
    """How many of the contracts kept a limit, and which did not.

    ``need`` says what is missing before that can be told, ``doubt`` what cannot be; then nothing
    else counts.
    """

    due: int = 0
    kept: int = 0
    late: tuple[str, ...] = ()
    need: str = ""
    doubt: str = ""


def awarded(contracts: Sequence[Contract]) -> list[Contract]:
    """Return the contracts that follow a notice of award; the online mall issues none."""
    return [each for each in contracts if not each.online_mall]


def kept(contracts: Sequence[Contract], limit: TimeLimit) -> Kept:
    """Return how the contracts that follow a notice of award kept a limit."""
    if not contracts:
        return Kept(need="合同台账没有填报")
    rows = awarded(contracts)
    late: list[str] = []
    needs: list[str] = []
    doubts: list[str] = []
    for row in rows:
        where = row.origin or f"合同台账{row.number}"
        first, second = getattr(row, limit.first), getattr(row, limit.second)
        if first is None or second is None:
            blank = limit.first if first is None else limit.second
            needs.append(f"{where}的“{_label(blank)}”未填")
        elif second < first and not limit.ahead:
            told = f"{_label(limit.second)}早于{_label(limit.first)}"
            doubts.append(f"{where}的{told}，请核对")
        else:
            days = _days(first, second, limit)
            if days is None:
                told = f"{_label(limit.first)}至{_label(limit.second)}（{first}至{second}）"
                needs.append(f"{where}的{told}超出已收录的放假安排，工作日无从计算")
            elif (days < limit.days) if limit.ahead else (days > limit.days):
                late.append(f"{row.number or where}相隔{days}{limit.unit}")
    if needs or doubts:
        return Kept(need=_first(needs), doubt=_first(doubts))
    return Kept(len(rows), len(rows) - len(late), tuple(late))


def _days(first: date, second: date, limit: TimeLimit) -> int | None:
    """Return the days from one date to the other, None where they cannot be told."""
    days = (second - first).days
    if not limit.working:
        return days
    counted = working_days(first, second)
    if counted is None and days <= limit.days and not limit.ahead:
        return days  # there are no more working days than days
    return counted


def _label(name: str) -> str:
    return column_of(Contract, name).label


def _first(told: Sequence[str]) -> str:
    if len(told) <= 1:
        return "".join(told)
    return f"{told[0]}（另有{len(told) - 1}处同类情况）"
