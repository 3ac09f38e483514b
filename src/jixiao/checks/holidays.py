"""Where the calendar of the whole country does not tell the working days."""

from jixiao.checks.context import Context

_OWN_HOLIDAYS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")


def has_own_holidays(ctx: Context) -> bool:
    """Whether a document is of a region that has legal holidays of its own besides."""
    return (ctx.metadata.region or "").startswith(_OWN_HOLIDAYS)
