"""IND19: targets of a form that are blank, zero or a placeholder."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, forms, quantity_in
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_PLACEHOLDER = pattern(r"[*×Xx?？_]{1,6}|待填|待定|待补充|暂无|TBD|……|\.{3,}")
_NONE_WANTED = pattern(
    r"事故|事件|投诉|案件|差错|违规|违纪|违法|伤亡|死亡|起数|舆情|增长率|变动率|拖欠|零|疫情|泄密|火灾|损失|问题|逾期|返贫"
)
_DASH = pattern(r"[-—/]*|无")


@check(
    code="IND19",
    name="empty-target",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有设“指标值”栏的自评表。",
)
def empty_target(ctx: Context) -> Iterator[Outcome]:
    """自评表中每项计分的指标都应填写指标值。

    为什么：指标值空白、写“*”或写0，得分就没有标准，系统审核也会退回。
    公式：有分值的指标行，指标值不为空白、“*”“××”“待定”一类占位符；数量类指标值不为0。
    不报的情形：“0起事故”“0投诉”一类以零为目标的；小计、合计行；全表均不填指标值的。空白只作警告，
    可能是合并单元格。
    已知漏报：填了无意义数字的，查不出。
    """
    for form in forms(ctx.understanding):
        if "target" not in form.columns:
            continue
        rows = [row for row in form.leaves if row.points is not None or row.score is not None]
        if not any(form.text(row.target) for row in rows):
            continue
        clean = True
        for row in rows:
            for outcome in _judged(ctx, form, row):
                clean = False
                yield outcome
        if clean:
            at = next(row.target for row in rows if row.target is not None)
            yield ctx.passed(at, f"自评表{len(rows)}项指标均填写了指标值")


def _judged(ctx: Context, form: Form, row: Row) -> Iterator[Outcome]:
    if row.target is None:
        return
    words = form.text(row.target)
    if _PLACEHOLDER.fullmatch(words):
        yield ctx.finding(row.target, f"指标“{row.name}”的指标值写作“{words}”，是占位符，请填写")
    elif _DASH.fullmatch(words):
        at = row.target if row.target.end > row.target.start else row.at
        yield ctx.finding(
            at,
            f"指标“{row.name}”有分值而没有指标值，请填写",
            severity=Severity.WARNING,
        )
    elif words.startswith("0") or words[1:].startswith("0"):
        quantity = quantity_in(ctx.understanding, row.target)
        if quantity is None or quantity.value != 0 or words[0] in "≤<=":
            return
        if not _NONE_WANTED.search("".join(row.levels)):
            yield ctx.finding(
                row.target,
                f"指标“{row.name}”的指标值为0，无法计分，请核对；确以零为目标的请写“≤0”",
                severity=Severity.WARNING,
            )
