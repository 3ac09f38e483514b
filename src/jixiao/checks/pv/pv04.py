"""PV04: properties of a file that tell who wrote it."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.pv._persons import WHOLE_NAME
from jixiao.checks.registry import check
from jixiao.model.extra import Extra
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import ExtraKind, Severity

# What programs and sellers of computers fill in; it tells of nobody.
_NOBODY = pattern(
    r"(?:administrator|admin|user|users|guest|owner|unknown|author|pc|test|root|system|microsoft.*|windows.*|"
    r"office.*|wps.*|kingsoft.*|lenovo.*|hp|dell|asus|acer|huawei|apple|mac|china|python-docx|openpyxl|"
    r"apache poi|xlsxwriter|libreoffice.*|reportlab.*|anonymous|\(?unspecified\)?|"
    r"微软.*|雨林木风|深度.*|番茄.*|用户|作者|未知|未定义|匿名|[0-9]{1,4})"
)
_OFFICE = pattern(
    r"(?:局|厅|委|办|部|院|所|站|处|科|室|中心|公司|集团|政府|大学|学校|协会|委员会|事务所|队|馆|社)$"
)
_COMPANY = "单位"
_TECHNICAL = pattern(r"KSO|ICV|_?dlc|ContentType|MSIP|Template|Version|Build|GUID|Generator")


@check(
    code="PV04",
    name="properties-of-the-file",
    severity=Severity.WARNING,
    since="0.1",
    clean="文档属性没有写个人姓名。",
    publish=True,
)
def properties_of_the_file(ctx: Context) -> Iterator[Outcome]:
    """公开的文件，其属性不应留有编写人的姓名等信息。

    为什么：作者、最后修改者、单位等属性随文件一起公开，任何人点开“属性”就能看到；第三方代写的也会从这里露出来。
    公式：作者、最后修改者、经理为中文姓名的为警告，为其他用户名的为提示；“单位”一项在正文中没有出现的、
    有自定义属性的为提示。
    不报的情形：程序和电脑自带的名称（Administrator、微软用户等）；写作单位名称的作者；没有属性的格式。
    已知漏报：PDF 的 XMP 元数据；图片自带的信息。
    """
    extras = ctx.document.extras
    if extras is None:
        yield ctx.cannot_tell(
            ctx.title, "这种格式的文档属性没有检查，请另存为 .docx、.xlsx 或 PDF 后再核对"
        )
        return
    for extra in extras:
        if extra.kind is ExtraKind.PROPERTY:
            made = _of_property(ctx, extra)
            if made is not None:
                yield made


def _of_property(ctx: Context, extra: Extra) -> Outcome | None:
    value = " ".join(fold(extra.text).split())
    nobody = _NOBODY.fullmatch(value.lower()) is not None or value in ctx.document.text
    if extra.place.startswith("自定义"):
        told = None if _TECHNICAL.search(extra.place) else f"文档有{extra.place}（{value[:40]}）"
    elif extra.place == _COMPANY:
        told = None if nobody else f"文档属性的“单位”写作“{value}”，正文没有提到"
    elif nobody or _OFFICE.search(value):
        told = None
    elif WHOLE_NAME.fullmatch(value):
        message = f"文档属性的“{extra.place}”写有姓名“{value}”，公开前请清除文档属性中的个人信息"
        return ctx.beside_finding(extra, message)
    else:
        told = f"文档属性的“{extra.place}”写作“{value}”"
    if told is None:
        return None
    return ctx.beside_finding(extra, f"{told}；公开前请核实是否应当保留", Severity.HINT)
