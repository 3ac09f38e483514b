"""IND07: targets that cannot be measured."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_VAGUE = pattern(
    r"提高|提升|加强|增强|有效|显著|明显|进一步|逐步|不断|持续|较好|良好|促进|推动|改善|完善|优化|确保|保障"
)
_STANDARD = pattern(r"定性|三档|分档|达成|基本|优良|优秀|及时|按时|是$|完成|通过|建立|\d")
_SCALE = pattern(
    r"定性指标[^。;]{0,24}(?:档|等级|分级)|达成(?:年度|预期)?指标|部分达成|三档|分三级"
)


@check(
    code="IND07",
    name="unmeasurable-target",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有列出指标值的自评表，无从核对指标值能否衡量。",
)
def unmeasurable_target(ctx: Context) -> Iterator[Outcome]:
    """指标值应能衡量，不能只写“提高”“有效”“显著”。

    为什么：写“有效提升”的指标值无法判断是否完成，绩效目标管理要求细化、量化。
    公式：自评表中的指标值不含数字，只有提高、加强、有效、显著一类的词，即报；多项同报一次。
    不报的情形：按定性指标分档计分（如“达成年度指标、部分达成、未达成”）的；
    写明“定性”“及时”“建立”等可判断状态的。
    已知漏报：有数字但所指不明的指标值，不报；正文里叙述的目标不核对。
    """
    listed = [(form, row) for form in forms(ctx.understanding) for row in form.leaves if row.target]
    if not listed:
        return
    vague = [(form, row) for form, row in listed if _is_vague(form, row)]
    if not vague:
        yield ctx.passed(listed[0][1].target or listed[0][1].at, "自评表中的指标值均可衡量")
        return
    if _SCALE.search(ctx.document.text):
        yield ctx.cannot_tell(vague[0][1].target or vague[0][1].at, "指标值为定性表述，按分档计分")
        return
    form, row = vague[0]
    names = "、".join(f"{r.name}“{f.text(r.target)}”" for f, r in vague)
    yield ctx.finding(
        row.target or row.at,
        f"{len(vague)}项指标的指标值无法衡量：{names}；请写明数量、比例、时限或分档标准",
        related=[(r.target or r.at, r.name) for _, r in vague[1:]],
    )
    del form


def _is_vague(form: Form, row: Row) -> bool:
    words = form.text(row.target)
    return bool(words and _VAGUE.search(words) and not _STANDARD.search(words))
