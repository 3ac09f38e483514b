"""Broken lines are joined; headings, items, fields and signatures stay alone."""

# ruff: noqa: RUF001  # full-width digits are what is tested

import pytest

WORDS = "本单位认真贯彻落实全面实施预算绩效管理的要求"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("收入100万元，\n\n支出90万元。", ["收入100万元,支出90万元。"]),
        ("收入、\n支出均已完成。", ["收入、支出均已完成。"]),
        ("根据《\n办法》执行。", ["根据《办法》执行。"]),
        ("按照职能完成的\n工作。", ["按照职能完成的工作。"]),
        ("占比为\n12. 5%，较高。", ["占比为12.5%,较高。"]),
        ("全年支出\n，执行率较高。", ["全年支出,执行率较高。"]),
        ("完成支出2157.\n27万元，较好。", ["完成支出2157.27万元,较好。"]),
        (f"{WORDS}，开展\n\n— 2 —\n\n各项工作。", [f"{WORDS},开展各项工作。"]),
        (f"{WORDS}，资金\n2115.30万元，完成。", [f"{WORDS},资金2115.30万元,完成。"]),
        (f"{WORDS}，在\n2022年完成。", [f"{WORDS},在2022年完成。"]),
        (f"{WORDS}，使用 Smart\nOffice 系统。", [f"{WORDS},使用Smart Office系统。"]),
        ("前一段。\n\n后一段。", ["前一段。", "后一段。"]),
        ("主要工作如下：\n完成改造。", ["主要工作如下:", "完成改造。"]),
    ],
)
def test_a_broken_line_goes_on(blocks, printed, read):
    assert blocks("一、情况\n" + printed)[1:] == read


def test_an_amount_by_itself_does_not_go_on(blocks):
    assert blocks("一、情况\n1,567.10\n\n收入决算表")[1:] == ["1,567.10", "收入决算表"]


def hard_wrapped(*paragraphs, width=27, between="\n", indent="　　"):
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines.append([text[at : at + width] for at in range(0, len(text), width)])
    return (between * 2).join(between.join(paragraph) for paragraph in lines)


def test_hard_wrapped_paragraphs_are_joined_and_parted_by_blank_lines(blocks):
    first = WORDS * 4 + "，全年支出2115.30万元，完成较好。"
    second = "工作" * 24 + "完成。"  # fills its lines to the last
    third = WORDS * 3 + "。"
    text = hard_wrapped(first, second, third, indent="")
    assert blocks(text) == [first.replace("，", ","), second, third]


def test_hard_wrapped_lines_with_blank_lines_everywhere_are_joined(blocks):
    first = WORDS * 4 + "。" + WORDS * 2 + "，完成较好。"
    text = "\n\n".join(["一、情况", hard_wrapped(first, between="\n\n"), "二、问题", "没有。"])
    assert blocks(text) == ["一、情况", first.replace("，", ","), "二、问题", "没有。"]


def test_lines_of_so_many_characters_are_joined_whatever_their_width(blocks):
    first = "（一）收支。年初结转42.35万元；本年收入1884.6万元，其中财政拨款1853.2万元、其他31.4万元；本年支出1900.9万元。"
    second = "按性质分，基本支出886.52万元，占46.64%；项目支出1014.38万元，占53.36%。其余见附表，各项均已核对无误，不再逐项说明。"
    printed = "\n\n".join(
        "\n".join(text[at : at + 20] for at in range(0, len(text), 20)) for text in (first, second)
    )
    assert [len(block) for block in blocks(printed)] == [len(first), len(second)]


def test_an_indented_line_begins_a_paragraph(blocks):
    first = "工作" * 24 + "完成。没有"[:4] + "。"
    text = hard_wrapped(first, WORDS * 4 + "。", WORDS * 5 + "。").replace("\n\n", "\n")
    assert len(blocks(text)) == 3


@pytest.mark.parametrize(
    ("wrapped", "is_item"),
    [
        ("（一）部门职能", True),
        ("二、问题", True),
        ("2.第二项工作。", True),
        ("2115.30万元。", False),
    ],
)
def test_what_begins_an_item_after_a_closed_line(read_text, wrapped, is_item):
    last = read_text(f"一、情况\n{WORDS}。\n{wrapped}").blocks[-1]
    assert (last.ordinal is not None) is is_item


def test_a_point_inside_a_sentence_begins_no_paragraph(blocks):
    assert blocks(f"一、情况\n{WORDS}，一是加强管理，\n二是完善制度。")[1:] == [
        f"{WORDS},一是加强管理,二是完善制度。"
    ]


def test_name_and_date_at_the_end_stay_alone(blocks):
    text = f"一、情况\n{WORDS}，完成各项工作\n\n某某市某某局\n\n2024年3月1日\n"
    assert blocks(text)[-2:] == ["某某市某某局", "2024年3月1日"]


@pytest.mark.parametrize(
    "number",
    ["— 2 —", "-2-", "－２－", "· 2 ·", "第2页", "第 2 页 共 10 页", "2/10", "Page 2 of 9"],
)
def test_page_numbers_are_left_out_and_recorded(read_text, number):
    document = read_text(f"一、情况\n完成各项工作，\n\n{number}\n\n成效较好。")
    assert document.text == "一、情况\n完成各项工作,成效较好。"
    assert [document.source[a:b] for a, b in document.dropped] == [number]


def test_lone_numbers_are_page_numbers_if_they_count_pages(blocks):
    page = f"{WORDS}。" * 8
    assert blocks(f"{page}\n\n1\n\n{page}\n\n2\n\n{page}\n\n3") == [page] * 3
    assert "7" in blocks(f"{page}\n\n7\n\n{page}")
