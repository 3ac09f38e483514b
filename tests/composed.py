"""An invented report that has everything a composition can hold."""

from decimal import Decimal

from jixiao.reports.composition import (
    Cell,
    Composition,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Source,
    Table,
    Title,
    Voice,
    amount,
    body,
    head,
    prompt,
    words,
)

LONG = (
    "2023年，青禾市湿地保护中心围绕“护湿地、清水源、惠民生”的年度目标，统筹安排部门预算资金3,286.50万元，"
    "完成湿地巡护12,480公里、鸟类同步监测24次、退化湿地修复1,260亩，涉及6个镇街、41个村（社区）；"
    "全年未列入年度计划的临时任务，均按规定程序追加预算并同步调整绩效目标。"
)
PROJECTS = (
    "湿地生态修复工程",
    "野生鸟类监测与救护",
    "自然教育与志愿服务",
    "巡护管护能力提升",
    "外来物种防控",
)


def everything():
    """Return the whole document."""
    outline = Outline()
    note, attachment = ParagraphKind.NOTE, ParagraphKind.ATTACHMENT
    return Composition(
        name="自评报告",
        title="青禾市湿地保护中心2023年度部门整体支出绩效自评报告",
        blocks=(
            Title(("青禾市湿地保护中心2023年度", "部门整体支出绩效自评报告")),
            Paragraph((Run("青禾市财政局："),), ParagraphKind.ADDRESSEE),
            body(LONG),
            outline.heading(1, "部门基本情况"),
            outline.heading(2, "部门职责与机构设置"),
            body(
                Run("本中心为公益一类事业单位，", sources=(Source("单位性质", "公益一类"),)), LONG
            ),
            outline.heading(3, "人员情况"),
            body("年末编制86人，", Run("在职82人", strong=True), "，离退休31人。"),
            outline.heading(4, "编外聘用人员"),
            body(
                Run("编外聘用人员的工资，按合同约定发放。\n聘用期满考核合格的续聘。", Voice.WRITTEN)
            ),
            outline.heading(2, "年度预算与执行"),
            body(LONG, LONG),
            _money(),
            Paragraph((Run("注：预算数为调整后预算数；比率按未四舍五入的数据计算。"),), note),
            outline.heading(1, "绩效自评情况"),
            body(prompt("概括年度履职成效，写明依据的材料"), "在资金使用方面，支出进度逐季加快。"),
            _indicators(),
            outline.heading(1, "存在的问题及改进措施"),
            body(prompt("问题及其原因"), prompt("改进措施和时限")),
            Paragraph((Run("附件：1.部门整体支出绩效自评表"),), attachment),
            Paragraph(
                (
                    Run(
                        "2.湿地生态修复工程项目支出绩效自评表（含佐证材料目录及各单位核对后的说明）"
                    ),
                ),
                attachment,
            ),
            Paragraph((Run("青禾市湿地保护中心"),), ParagraphKind.SIGNATURE),
            Paragraph((Run("2024年3月18日"),), ParagraphKind.DATE),
            PageBreak(landscape=True),
            Title(("部门整体支出绩效自评表",)),
            _form(),
            PageBreak(),
            outline.heading(1, "附记"),
            body("本页与前页之间由横排转为竖排。"),
            PageBreak(),
            body("本页另起一页。"),
        ),
        footnotes=("本表由绩效（jixiao）生成，采用标准 cn/example 2023，校验值 0a1b2c3d。",),
    )


def texts(composition):
    """All that is printed of a document, in order."""
    for block in composition.blocks:
        match block:
            case Title(lines):
                yield from lines
            case Heading(text=text):
                yield text
            case Paragraph():
                yield from block.text.split("\n")
            case Table():
                yield from (cell.text for row in block.rows for cell in row)


def _money():
    """A short table with sums that a workbook can reckon."""
    rows = []
    for number, (name, budget, spent) in enumerate(
        (
            ("人员支出", "1420.00", "1418.35"),
            ("公用支出", "186.50", "171.20"),
            ("项目支出", "1680.00", "1512.90"),
        ),
        1,
    ):
        rows.append(
            (
                words(name),
                amount(Decimal(budget), name=f"预算{number}"),
                amount(Decimal(spent), name=f"执行{number}"),
                _rate(Decimal(spent), Decimal(budget), str(number)),
            )
        )
    total = (
        words("合计", strong=True, align="centre"),
        amount(Decimal("3286.50"), name="预算合计", formula="{预算1}+{预算2}+{预算3}"),
        amount(Decimal("3102.45"), name="执行合计", formula="SUM({执行1},{执行2},{执行3})"),
        _rate(Decimal("3102.45"), Decimal("3286.50"), "合计"),
    )
    return Table(
        widths=(4, 3, 3, 2),
        rows=(head("支出类别", "预算数", "执行数", "执行率（%）"), *rows, total),
        caption="表1 2023年部门预算执行情况",
        unit="单位：万元",
        sheet="资金",
    )


def _rate(spent, budget, name):
    rate = (spent / budget * 100).quantize(Decimal("0.01"))
    return amount(rate, formula=f"ROUND({{执行{name}}}/{{预算{name}}}*100,2)")


def _indicators():
    """A long table over several pages, its first column merged down."""
    rows = []
    for project in PROJECTS:
        for number in range(1, 9):
            first = (Cell(text=project, down=8, align="centre"),) if number == 1 else ()
            rows.append(
                (
                    *first,
                    words(f"产出指标{number}"),
                    words("≥95%", align="centre"),
                    words("97.3%" if number % 3 else "96%", align="centre"),
                    words(
                        "依据巡护台账和验收记录逐月汇总，与年度计划核对一致" if number % 2 else "是"
                    ),
                )
            )
    return Table(
        widths=(3, 3, 2, 2, 6),
        rows=(head("项目", "指标", "目标值", "完成值", "依据"), *rows),
        caption="表2 重点项目绩效指标完成情况",
        sheet="指标",
    )


def _form():
    """A wide form with a head of two rows and blanks to be filled in."""
    top = (
        Cell(text="一级指标", down=2, strong=True, align="centre"),
        Cell(text="二级指标", down=2, strong=True, align="centre"),
        Cell(text="三级指标", down=2, strong=True, align="centre"),
        Cell(text="年度指标值", across=2, strong=True, align="centre"),
        Cell(text="分值", down=2, strong=True, align="centre"),
        Cell(text="得分", down=2, strong=True, align="centre"),
        Cell(text="偏差原因分析及改进措施", down=2, strong=True, align="centre"),
    )
    rows = []
    for number in range(1, 15):
        score = Decimal("2.5") if number == 4 else Decimal(3)
        rows.append(
            (
                *((Cell(text="产出指标", down=14, align="centre"),) if number == 1 else ()),
                *((Cell(text="数量指标", down=7, align="centre"),) if number == 1 else ()),
                *((Cell(text="质量指标", down=7, align="centre"),) if number == 8 else ()),
                words(f"完成第{number}批退化湿地修复并通过验收的面积"),
                words(f"≥{number * 90}亩", align="centre"),
                words(f"{number * 92}亩", align="centre"),
                amount(Decimal(3), 1, name=f"分值{number}"),
                amount(score, 1, name=f"得分{number}"),
                Cell(text="【待填写：偏差原因】", voice=Voice.PROMPT)
                if number == 4
                else Cell(text="无偏差"),
            )
        )
    rows.append(
        (
            Cell(text="总分", across=5, strong=True, align="centre"),
            amount(Decimal(42), 1, formula="+".join(f"{{分值{n}}}" for n in range(1, 15))),
            amount(Decimal("41.5"), 1, formula="+".join(f"{{得分{n}}}" for n in range(1, 15))),
            Cell(voice=Voice.PROMPT),
        )
    )
    return Table(
        widths=(3, 3, 9, 4, 4, 2, 2, 8),
        rows=(top, head("目标值", "实际完成值"), *rows),
        head=2,
        unit="单位：分",
        sheet="自评表",
    )
