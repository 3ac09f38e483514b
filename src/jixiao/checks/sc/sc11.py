"""SC11: what lost points is taken up under problems and measures."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sc._score import body, deductions, is_sum, lost_sentences
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_FIELDS = pattern(r"在([^,。;:]{2,40}?)(?:等)?方面(?:被)?(?:扣了?分|失分|丢分)")
_SPLIT = pattern(r"、|和|及|以及|与")
_SUBJECTS = {  # what an item is about, and the words that speak of it
    word: pattern("|".join(words))
    for word, *words in (
        ("资产", "资产", "设备", "电脑", "房", "闲置", "盘点"),
        ("采购", "采购", "招标", "合同", "中标", "供应商"),
        ("合同", "合同", "采购", "签订"),
        ("三公", "三公", "公务用车", "接待", "出国"),
        ("公开", "公开", "公示", "网站"),
        ("培训", "培训", "人才", "学员", "办班"),
        ("满意", "满意", "服务", "群众", "评价"),
        ("财务", "财务", "会计", "报销", "资金", "核算"),
        ("内控", "内控", "内部控制", "制度"),
        ("监控", "监控", "跟踪"),
        ("结果应用", "结果", "挂钩", "应用"),
        ("电脑", "电脑", "资产", "设备"),
        ("车辆", "车"),
        ("编制约束", "编制", "预算", "调整", "追加"),
        ("结转", "结转", "结余", "支付", "进度"),
    )
}
_BECAUSE = pattern(r"^(?:由于|因为?|系)")
_MARKS = str.maketrans("", "", "“”")
_SLIGHT = Decimal("0.5")  # points that the formula of the spending rate takes by itself
_SPENDING = pattern(r"支出率|执行率|支付率|预算执行|支出进度")
_SPENDING_TOLD = pattern(r"支出|支付|执行|进度|结转|用款|尾款|预算")
_BROAD = pattern(
    r"^(?:部门|整体|其中|等|、)*(?:产出|效益|效果|履职|管理|投入|过程|满意度)(?:及?满意度)?(?:指标|效能|效率|完成情况|情况|小计)*$"
)


class _Item(NamedTuple):
    name: str
    at: Span
    context: str
    slight: bool = False


@check(
    code="SC11",
    name="deductions-taken-up",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写明扣分项，或没有“存在问题”“改进措施”部分。",
)
def deductions_taken_up(ctx: Context) -> Iterator[Outcome]:
    """每个扣分项都应在存在问题或改进措施中有所回应。

    为什么：扣了分而不写问题、不提措施，自评就没有起到改进的作用。
    公式：扣分项所指的事（资产、采购、合同、公开、培训、满意度等）及其近义词，
    在“存在问题”“改进措施”部分至少出现一处；支出率一类按支付、进度、结转等词对应。
    不报的情形：名称认不出所指的（如“产出指标扣1.42分”），无法对应；多项没有回应的只报一次。
    已知漏报：只提到名称而没有实质内容的，视为有回应。
    """
    sentences = body(ctx.understanding, SectionKey.PROBLEMS, SectionKey.MEASURES)
    items = list(_items(ctx))
    if not sentences or not items:
        return
    text = ctx.document.text
    words = "".join(text[s.start : s.end] for s in sentences)
    told = [(item, _told(item, words)) for item in items]
    missing = [item for item, answer in told if answer is False]
    if missing:
        # Quotation marks in a name may have lost the other half, and stand within others here.
        names = "、".join(dict.fromkeys(item.name.translate(_MARKS) for item in missing))
        yield ctx.finding(
            _first_problem(ctx, sentences),
            f"扣分项“{names}”在存在问题和改进措施中没有提到，请补写问题、原因和措施",
            related=[(item.at, f"扣分项：{item.name}") for item in missing],
        )
    elif any(answer for _, answer in told):
        yield ctx.passed(_first_problem(ctx, sentences), "扣分项在存在问题或改进措施中均有回应")
    else:
        yield ctx.cannot_tell(sentences[0], "扣分项只写了类别，无法与存在问题对应")


def _first_problem(ctx: Context, sentences: list[Sentence]) -> Sentence:
    problems = body(ctx.understanding, SectionKey.PROBLEMS)
    return problems[0] if problems else sentences[0]


def _items(ctx: Context) -> Iterator[_Item]:
    seen: set[str] = set()
    text = ctx.document.text
    for each in deductions(ctx.understanding):
        name = each.name.strip(" 、,的“(其中")
        if each.points is None or not name or is_sum(each) or name in seen or len(name) > 30:
            continue
        seen.add(name)
        slight = each.points.value < _SLIGHT
        yield _Item(name, Span(each.start, each.end), "", slight)
    for sentence in lost_sentences(ctx.understanding):
        words = text[sentence.start : sentence.end]
        for match in _FIELDS.finditer(words):
            for name in _SPLIT.split(match.group(1)):
                stem = name.removesuffix("管理")
                follow = words[match.end() :]
                at = follow.find(stem[:2])
                clause = "" if at < 0 else re.split(r"[;。]", follow[at:])[0][:60]
                if name not in seen:
                    seen.add(name)
                    span = Span(sentence.start + match.start(), sentence.start + match.end())
                    yield _Item(name, span, clause)


def _told(item: _Item, words: str) -> bool | None:
    """Whether an item is taken up; None where its name says nothing of its own."""
    if _BROAD.match(item.name):
        return None
    if _SPENDING.search(item.name):
        return _SPENDING_TOLD.search(words) is not None or (None if item.slight else False)
    about_it = _BECAUSE.sub("", item.name)[:2]
    if about_it != item.name[:2] and about_it in words:
        return True  # 因装备采购进度滞后: 装备
    about = [told for word, told in _SUBJECTS.items() if word in item.name]
    if about:
        first = re.split(r"[,;]", item.context)[0]
        grams = {first[at : at + 4] for at in range(len(first) - 3)}
        return any(told.search(words) for told in about) or any(gram in words for gram in grams)
    stem = item.name[:4]
    return True if len(stem) >= 2 and stem in words else None
