"""IND23: a share of so many answers must come from a whole number of them."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import reckoned_otherwise
from jixiao.checks.registry import check
from jixiao.checks.shares import fitting
from jixiao.model.arithmetic import verify_ratio
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import Sampling
from jixiao.patterns import pattern
from jixiao.terms import Severity

_WEIGHTED = pattern(
    r"加权|平均(?!接通|等待|等候|用时|耗时|时长|响应|办理|办结|到场|到达|处置|年龄|单价|成本|造价|支出|投入|工资|每)|量表|评分|五分制|百分制|打分|赋分|赋值|指数|综合满意度|满意度得分|折算|各题|各项满意度|维度|测评分"
)
_PLAIN_SHARE = pattern(
    r"(?:满意|合格|通过|达标|优良|好评)的|表示满意|[填选评]“?满意|满意和基本满意|满意率|合格率|通过率|达标率|优良率"
    r"|三档|两档|不满意"
)
_BACK = pattern(r"收回|回收|收到|问卷|调查|访谈|走访|发放")
_REACH = 100


@check(
    code="IND23",
    name="possible-share",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Sampling, "*"),),
    absent="文中没有同时写明样本数和满意度（合格率）的调查或抽检。",
)
def possible_share(ctx: Context) -> Iterator[Outcome]:
    """满意度、合格率应能由样本数中的整数份得出。

    为什么：9份问卷得不出95%的满意度；凑不出整数份，说明满意度或样本数写错了。
    公式：存在整数 k，使 k÷样本数×100% 按写出的位数四舍五入后等于满意度；
    写明满意份数的直接相除核对。
    不报的情形：加权、评分、量表得出的满意度；约数。没有写明是“满意份数占比”的，只作警告。
    已知漏报：样本数很大时几乎任何比率都凑得出。
    """
    for each in ctx.relations(Sampling):
        rate, sample = each.rate.amount, each.sample.amount
        related = [(each.sample, "样本数")]
        if each.positive is not None:
            related.append((each.positive, "满意（合格）数"))
            soft = _only_back(ctx, each) or reckoned_otherwise(ctx, each.rate)
            yield ctx.judge(
                verify_ratio(each.positive.amount, sample, rate),
                each.rate,
                f"比率写作 {{stated}}，按{ctx.number(each.positive)}÷{ctx.number(each.sample)}"
                "应为 {expected}",
                related=related,
                severity=Severity.WARNING if soft else None,
            )
            continue
        yield _judged(ctx, each, rate, sample)


def _only_back(ctx: Context, each: Sampling) -> bool:
    """Whether the sample counts all answers that came back, of which not all may be valid."""
    text = ctx.document.text
    told = text[each.sample.clause : each.sample.start]
    return _BACK.search(told) is not None and "有效" not in text[each.start - _REACH : each.end]


def _said_plainly(ctx: Context, each: Sampling) -> bool:
    """Whether the words say that those are counted who are content, no marks averaged.

    They stand in the sentences of the rate and its sample: 达标率 told of another sample before
    says nothing.
    """
    first, last = sorted((each.rate.sentence, each.sample.sentence))
    sentences = ctx.understanding.sentences
    low, high = sentences[first].start, sentences[last].end
    return _PLAIN_SHARE.search(ctx.document.text, low, high) is not None


def _judged(ctx: Context, each: Sampling, rate: Quantity, sample: Quantity) -> Outcome:
    related = ((each.sample, "样本数"),)
    count = sample.base
    whole = count == count.to_integral_value() and 0 < count <= 10**7
    around = ctx.document.text[
        max(0, each.start - _REACH) : min(len(ctx.document.text), each.end + _REACH)
    ]
    percent = rate.unit.dimension is Dimension.PERCENT
    if not whole or not percent or not rate.is_point or not sample.is_point:
        return ctx.cannot_tell(each.rate, "满意度或样本数为约数，无法核对", related)
    fit = fitting(rate.value, rate.decimals, int(count), rate.unit.factor)
    if fit.exact:
        return ctx.passed(
            each.rate,
            f"{ctx.number(each.sample)}样本中有整数份能得出{ctx.number(each.rate)}",
            related,
        )
    if _WEIGHTED.search(around):
        return ctx.cannot_tell(each.rate, "满意度由评分或加权得出，不按份数核对", related)
    near = "，".join(f"{k}份为{share}%" for k, share in fit.nearest)
    plain = _said_plainly(ctx, each)
    advice = "请核对满意度或样本数" if plain else "请核对；由评分或加权得出的请注明计算方法"
    return ctx.finding(
        each.rate,
        f"样本数{ctx.number(each.sample)}，没有任何整数份能得出{ctx.number(each.rate)}（{near}），{advice}",
        stated=each.rate,
        related=related,
        severity=None if plain else Severity.WARNING,
    )
