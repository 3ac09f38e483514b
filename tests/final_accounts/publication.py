"""Puts a publication together: cover, contents, the department, tables, narrative, glossary."""

from final_accounts.glossary import GLOSSARY
from final_accounts.narrative import Teller
from final_accounts.pages import Heading, Paragraph, Publication, Sheet, Turn
from final_accounts.tables import Balanced, ordinal
from final_accounts.tables_by_code import AnyTable


def tables_of(layout, year):
    """The keys of the tables that a layout prints for a year: the state capital budget came later."""
    return [key for key in layout.tables if key != "capital" or year >= 2020]


def sheets(accounts, layout):
    """The tables, in the order of the layout."""
    balanced, others = Balanced(accounts, layout), AnyTable(accounts, layout)
    return [
        getattr(balanced if key in {"overall", "fiscal"} else others, key)()
        for key in tables_of(layout, accounts.department.year)
    ]


def publish(accounts, layout, voice):
    """The publication of these accounts in that layout and voice."""
    department = accounts.department
    year, name = department.year, department.name
    teller = Teller(accounts, layout, voice)
    tables = sheets(accounts, layout)
    parts = [(f"{name}概况", _about(department)), (f"{year}年度部门决算表", tables)]
    told = teller.tell(voice["sections"])
    told_part = (f"{year}年度部门决算情况说明", told)
    parts = [*parts, told_part] if layout.tables_first else [parts[0], told_part, parts[1]]
    glossary = [
        Paragraph(f"{ordinal(number)}、{term}：{words}", part="glossary")
        for number, (term, words) in enumerate(GLOSSARY, 1)
    ]
    parts.append(("名词解释", glossary))
    blocks = [Heading(name, 0), Heading(f"{year}年度部门决算", 0), Turn()]
    blocks += [Heading("目　录", 1), *_contents(parts, layout)]
    for number, (title, content) in enumerate(parts, 1):
        blocks += [Turn(), Heading(f"第{ordinal(number)}部分　{title}", 1), *content]
    return Publication(blocks)


def _about(department):
    """职责, 机构设置 and the units."""
    unit = "单位" if department.kind == "事业" else "部门"
    blocks = [Heading("一、主要职责", 2)]
    blocks += [
        Paragraph(f"（{ordinal(number)}）{duty}。", part="duties")
        for number, duty in enumerate(department.duties, 1)
    ]
    blocks += [
        Heading("二、机构设置", 2),
        Paragraph(f"{department.name}内设机构{len(department.offices)}个：{'、'.join(department.offices)}。", part="offices"),
    ]  # fmt: skip
    text = f"纳入{department.name}{department.year}年度部门决算编制范围的独立核算单位共{len(department.units) + 1}个，包括："
    if not department.units:
        text = f"{department.name}无下属预算单位，{department.year}年度{unit}决算仅包括本级。"
    blocks += [Heading("三、决算单位构成", 2), Paragraph(text, part="units")]
    if department.units:
        members = (f"{department.name}（本级）", *department.units)
        blocks += [Paragraph(f"{n}.{one}", part="units") for n, one in enumerate(members, 1)]
    return blocks


def _contents(parts, layout):
    """The lines of the contents; page numbers of no account, as the layout has them."""
    lines, page = [], 3
    for number, (title, content) in enumerate(parts, 1):
        lines.append((f"第{ordinal(number)}部分　{title}", page))
        count = 0
        for block in content:
            if isinstance(block, Sheet):
                count += 1
                lines.append((f"　　{ordinal(count)}、{block.title}", page))
                page += 1
            elif isinstance(block, Heading) and block.level == 2:
                lines.append((f"　　{block.text}", page))
                page += number % 2
        page += 1
    return [
        Paragraph(f"{text}{'…' * max(3, 26 - len(text))}{at}" if layout.contents_pages else text, "contents", "contents")
        for text, at in lines
    ]  # fmt: skip
