"""What cut-off days and the labels of their periods tell."""

from jixiao.model.fact import Fact
from jixiao.model.period import Instant
from jixiao.model.relation import Cutoff


def label_end(label: Fact) -> Instant | None:
    """Return where the period of a label ends."""
    if label.instant is not None:
        return label.instant
    return label.period.last if label.period is not None else None


def contradicts_its_label(cutoff: Cutoff) -> bool:
    """Whether the month of a cut-off is not that of its own label."""
    day = cutoff.day.instant
    end = label_end(cutoff.label) if cutoff.label is not None else None
    if day is None or end is None or end.month is None:
        return False
    return day.month != end.month
