"""ST04: who reports, for which year, when."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.near import is_form
from jixiao.checks.registry import check
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, Severity

_UNIT_FIELD = pattern(
    r"(?:部门|单位|填报单位|报送单位|编制单位|评价机构)(?:名称)?(?:\([^()]*\))?:\S"
)
_CONTACT = pattern(r"(?:填报人|联系人|联系电话|经办人|负责人)(?:\([^()]*\))?:\s*$")
_YEAR = pattern(r"20\d\d|二[\u3007○零]")
_YEARS = pattern(r"20\d\d年?(?:度)?[—–~至和、/-]+(?:20)?\d\d年?度?|20\d\d年以来")
_ORGANS = pattern(
    r"(?:省|自治区|市|州|盟|县|区|旗)[\u4e00-\u9fff]{2,14}(?:厅|局|委员会|委|办公室|中心)"
)
_HEAD = 400  # characters in which a span of years may be told: 2021—2023年度
_NO_NAME = pattern(r"^(?:20\d\d年?度?)?(?:部门|单位|整体|关于)")
_OF_DEPARTMENT = (
    ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
    ReportKind.DEPARTMENT_WIDE_EVALUATION,
    ReportKind.FINAL_ACCOUNTS,
)
# Chapters of a larger publication, appraisals and quick reports: signed and dated in a letter.
_SIGNED_ELSEWHERE = (
    ReportKind.FINAL_ACCOUNTS,
    ReportKind.EX_ANTE_APPRAISAL,
    ReportKind.PERFORMANCE_MONITORING,
)


@check(
    code="ST04",
    name="unit-year-date-signature",
    severity=Severity.WARNING,
    since="0.1",
    absent="未能识别文种，无从核对单位、年度、日期和署名。",
)
def unit_year_date_signature(ctx: Context) -> Iterator[Outcome]:
    """报告应写明单位、年度、成文日期和署名。

    为什么：没有单位和日期的材料无法归档、无法判断是否按时报送，公开后也难以确认责任主体。
    公式：在标题、封面栏目、开头和落款处查找单位、年度、日期、署名。
    不报的情形：封面已填写单位和日期的不再要求落款；标题已有单位且文末有日期的不单独要求署名；没有封面栏目的不要求联系人；
    写明起止年度的；部门决算、事前评估、绩效监控，只看空着的封面栏目；单独的一张自评表，无法判断。
    已知漏报：写在报送函或附表中的信息。
    """
    data = ctx.metadata
    if data.report_kind is ReportKind.UNKNOWN:
        return
    if is_form(ctx.document):
        yield ctx.cannot_tell(ctx.title, "只有一张表，署名和日期随表盖章或者写在报送函中，无法判断")
        return
    own = data.report_kind not in _SIGNED_ELSEWHERE
    fields = [
        ctx.document.text[block.start : block.end]
        for block in ctx.document.blocks
        if block.kind is BlockKind.FIELD
    ]
    signed = data.signature_span is not None or any(map(_UNIT_FIELD.search, fields))
    missing = []
    named = data.department is not None or signed
    if data.report_kind is ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION:
        named = named or _ORGANS.search(ctx.document.text, 0, _HEAD) is not None
    if own and not named:
        missing.append("单位名称")
    if own and data.fiscal_year is None and not _YEARS.search(ctx.document.text, 0, _HEAD):
        missing.append("所属年度")
    if own and data.report_date is None:
        missing += ["成文日期"] if signed else ["落款单位", "成文日期"]
    missing += [field.split(":")[0] for field in fields if _CONTACT.fullmatch(field)]
    if missing:
        end = len(ctx.document.text.rstrip())
        yield ctx.finding(
            Span(max(0, end - 2), end),
            f"通篇未见{'、'.join(missing)}，请在封面或落款处补齐；已写在报送函中的，公开时一并附上",
        )
    hint = _title(ctx)
    if hint:
        yield ctx.finding(
            ctx.title,
            f"标题没有写{hint}，只在封面或正文中写明，单独流转时难以辨认，请补入标题",
            severity=Severity.HINT,
        )
    if not missing and not hint:
        yield ctx.passed(ctx.title, "单位、年度和日期均已写明")


def _title(ctx: Context) -> str:
    """Return what the title lacks although the report tells it elsewhere."""
    data = ctx.metadata
    if not data.title:
        return ""
    lacking = []
    if data.fiscal_year is not None and not _YEAR.search(data.title):
        lacking.append("年度")
    named = data.department_span is not None and (
        data.title_span.start <= data.department_span.start < data.title_span.end
    )
    if (
        data.department is not None
        and not named
        and data.report_kind in _OF_DEPARTMENT
        and _NO_NAME.search(data.title)
    ):
        lacking.append("单位名称")
    return "和".join(lacking)
