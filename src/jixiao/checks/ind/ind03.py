"""IND03: targets that were exceeded by far without a word of explanation."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context, Place
from jixiao.checks.ind._measure import DOWN, Measured, core_of, explained, measured, whole_span
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_DEMAND = pattern(r"受理|办件|诉求|来电|报警|求助|投诉|门诊|诊疗|住院|急诊|救助|咨询件")
_ADMITTED = pattern(
    r"(?:个别|部分|有的|少数|某些)[^。;]{0,16}(?:目标|指标)[^。;]{0,10}(?:过低|偏低|较低)"
)


@check(
    code="IND03",
    name="target-too-low",
    severity=Severity.WARNING,
    since="0.1",
    options={"explain": Decimal("1.3"), "low": Decimal("1.5"), "reset": Decimal(2)},
    absent="文中没有同时写明目标值和完成值的指标，无从判断目标值是否偏低。",
)
def target_too_low(ctx: Context) -> Iterator[Outcome]:
    """完成值大幅超过目标值的指标，应说明偏差原因。

    为什么：大幅超额往往说明目标值定得过低，会使得分虚高；
    多地系统把达到目标值130%定为必须填写偏差原因的界限。
    公式：完成值÷目标值达到130%须说明原因，达到150%视为目标值偏低，达到200%应重设目标值；
    界限可在配置中改。
    不报的情形：已写明原因的；完成值只比目标值多1的小整数（如1次变2次）；
    受理、投诉、诊疗等随需求变动的数；
    增长、下降类指标；反向指标。多项同报一次。
    已知漏报：原因写在附件中的，本项会误以为没有说明；只写完成率、不写数值的见 IND22。
    """
    pairs = [one for one in measured(ctx.understanding) if _comparable(ctx, one)]
    if not pairs:
        yield from _admitted(ctx)
        return
    limit = ctx.option("explain", Decimal)
    over = [one for one in pairs if (one.ratio or 0) >= limit and not _exempt(one)]
    silent = [one for one in over if not explained(ctx.understanding, one.attainment)]
    if silent:
        yield _finding(ctx, silent)
        return
    if over:
        yield ctx.passed(over[0].attainment, f"完成值大幅超过目标值的{len(over)}项指标均说明了原因")
        return
    yield ctx.passed(
        pairs[0].attainment, f"写明目标值和完成值的{len(pairs)}项指标均未大幅超过目标值"
    )
    yield from _admitted(ctx)


def _comparable(ctx: Context, one: Measured) -> bool:
    attainment = one.attainment
    if one.ratio is None or one.direction == DOWN or one.is_growth or not one.same_unit:
        return False
    if one.target.unit.dimension is Dimension.PERCENTAGE_POINT:
        return False
    del ctx
    return attainment.indicator or attainment.tabular or attainment.rate is not None


def _exempt(one: Measured) -> bool:
    small = one.actual.unit.dimension is Dimension.COUNT and one.actual.base - one.target.base <= 1
    return small or bool(_DEMAND.search(one.name))


def _finding(ctx: Context, silent: list[Measured]) -> Outcome:
    silent.sort(key=lambda one: (one.attainment.tabular, one.attainment.start))
    listed = "；".join(f"{one.name} {_percent(one)}%" for one in silent)
    worst = max(one.ratio or Decimal(0) for one in silent)
    if worst >= ctx.option("reset", Decimal):
        advice = "其中有的已达目标值的两倍，请重新设定目标值"
    elif worst >= ctx.option("low", Decimal):
        advice = "其中有的目标值明显偏低，请说明原因并在下年度调高"
    else:
        advice = "请说明偏差原因，目标值偏低的在下年度调高"
    return ctx.finding(
        whole_span(ctx.understanding, silent[0].attainment),
        f"{len(silent)}项指标的完成值达到目标值的{_limit(ctx)}%及以上而没有说明原因：{listed}；{advice}",
        related=[(place, f"{_percent(one)}%") for one in silent for place in _places(ctx, one)],
    )


def _places(ctx: Context, one: Measured) -> Iterator[Place]:
    """Yield where an indicator is shown: of the row of a form, where prose speaks of it too."""
    yield one.attainment
    core = core_of(one.attainment.name)
    if one.attainment.tabular and len(core) >= 4:
        text = ctx.document.text
        at = text.find(core, one.attainment.end)
        if at >= 0:
            yield Span(at, at + len(core))


def _limit(ctx: Context) -> str:
    return f"{(ctx.option('explain', Decimal) * 100).normalize():f}"


def _percent(one: Measured) -> str:
    ratio = one.ratio or Decimal(0)
    return f"{(ratio * 100).quantize(Decimal('0.01'), rounding='ROUND_HALF_UP').normalize():f}"


def _admitted(ctx: Context) -> Iterator[Outcome]:
    """Find problems that admit low targets without saying which."""
    if any(each.target is not None and each.rate for each in ctx.all(Attainment)):
        return
    text = ctx.document.text
    for section in ctx.understanding.section_text(SectionKey.PROBLEMS):
        match = _ADMITTED.search(text, section.start, section.end)
        if match is None:
            continue
        sentence = ctx.understanding.sentence_at(match.start())
        yield ctx.finding(
            sentence or section,
            "自认个别指标的目标值偏低，但没有列明是哪些指标、目标值和完成值各是多少，请逐项列出",
        )
        return
