"""Workbooks on the command line: made, filled in, scored."""

import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from jixiao.model.evaluation import (
    Department,
    Evaluation,
    Indicator,
    Project,
    ProjectFunds,
    Section,
)
from jixiao.terms import IndicatorGroup, Sign
from jixiao.workbook.asked import Asked
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook


@pytest.fixture
def good(jixiao, tmp_path):
    path = tmp_path / "示例.xlsx"
    assert jixiao("workbook", "new", "-o", str(path), "--sample")[0] == 0
    return str(path)


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "欠妥.xlsx"
    path.write_bytes(write_workbook(sample(2024), Asked()))
    return str(path)


def test_the_sample_is_scored_without_a_problem(jixiao, good):
    status, out, err = jixiao("evaluate", good)
    assert (status, err) == (0, "")
    assert "云屏区投资促进局，2023年度" in out
    assert "cn-gd-gz/department-scoring，分值未与正式文件核对" in out
    assert "导入：没有问题" in out
    assert "得分：96.64 分（满分 100），优" in out
    assert "P07 惠企政策兑现审核服务" in out
    assert "P14" not in out  # classified: nothing is known but its amounts


def test_a_trace_can_be_followed_with_a_pocket_calculator(jixiao, good):
    _, out, _ = jixiao("evaluate", good, "--trace")
    assert "算式：2978.3 ÷ 2994.5 × 10 = 9.945900… ≈ 9.95" in out
    assert "全年执行数 2978.3万元（工作表“部门支出”第4行等3处）" in out
    assert "规则：分值×支出决算数÷全年预算数，不超过满分" in out


def test_another_standard_is_compared_line_by_line(jixiao, good):
    _, out, _ = jixiao("evaluate", good, "--compare", "cn-gd/department-scoring")
    assert "部门预算资金支出率：9.95 / 10 → 9.12 / 10（-0.83）" in out


def test_the_comparison_is_written_beside_the_documents_and_not_sent_along(jixiao, good, tmp_path):
    folder = tmp_path / "送审包"
    given = ("--compare", "cn-gd/department-scoring", "--formats", "html")
    jixiao("evaluate", good, "-o", str(folder), *given)
    page = (folder / "不同标准计分对照表.html").read_text(encoding="utf-8")
    assert "规则改为：四个季度末支出率的平均值达到62.5%得满分" in page
    assert "对照表" not in (folder / "01 报送函.html").read_text(encoding="utf-8")


def test_all_documents_are_written_into_a_folder(jixiao, good, tmp_path):
    folder = tmp_path / "送审包"
    status, out, err = jixiao("evaluate", good, "-o", str(folder), "--formats", "docx,pdf,json")
    assert (status, err) == (0, "")
    names = sorted(file.name for file in folder.iterdir())
    assert len([name for name in names if name.endswith(".docx")]) >= 12
    assert {name.removesuffix(".pdf") for name in names if name.endswith(".pdf")} == {
        name.removesuffix(".docx") for name in names if name.endswith(".docx")
    }
    scores = json.loads((folder / "得分.json").read_text(encoding="utf-8"))
    assert scores["department"]["total"] == "96.64"
    assert scores["projects"]["P07"]["total"] == "94.85"
    assert "01 报送函.docx" in out
    assert "读回核对 03 部门整体支出绩效自评报告.docx、.pdf：0 个错误，" in out
    assert "处待填写，在 Word 中标为黄色。" in out


def test_a_report_changed_by_hand_is_kept_when_it_is_written_again(jixiao, good, tmp_path):
    folder = tmp_path / "送审包"
    jixiao("evaluate", good, "-o", str(folder), "--formats", "html")
    report = folder / "03 部门整体支出绩效自评报告.html"
    report.write_text("改过的报告", encoding="utf-8")
    (folder / "01 报送函.html").write_text("", encoding="utf-8")
    status, out, _ = jixiao("evaluate", good, "-o", str(folder), "--formats", "html")
    assert status == 0
    kept = folder / "03 部门整体支出绩效自评报告（原有1）.html"
    assert kept.read_text(encoding="utf-8") == "改过的报告"
    assert report.read_text(encoding="utf-8") != "改过的报告"
    assert f"{report.name} 在上次写出后改动过，改动过的一份保留为 {kept.name}" in out
    assert len(list(folder.glob("*（原有*"))) == 2


def test_nothing_is_written_while_one_of_the_files_is_open(jixiao, good, tmp_path):
    folder = tmp_path / "送审包"
    folder.mkdir()
    (folder / "~$ 部门整体支出绩效自评报告.docx").write_bytes(b"")
    status, _, err = jixiao("evaluate", good, "-o", str(folder))
    assert status == 2
    assert "03 部门整体支出绩效自评报告.docx”正在别的程序中打开，没有写入。" in err
    assert not list(folder.glob("0*.docx"))


def test_with_trace_a_text_tells_the_facts_behind_every_sentence(jixiao, good, tmp_path):
    folder = tmp_path / "送审包"
    assert jixiao("evaluate", good, "-o", str(folder), "--trace")[0] == 0
    text = (folder / "03 部门整体支出绩效自评报告.txt").read_text(encoding="utf-8")
    assert "［全年执行数］2978.30万元（工作表“部门支出”第4行等3处）" in text
    assert "［填报人原文］拟订全区招商引资规划" in text
    assert "［待填写］【待填写：成效评价" in text


def test_the_bad_year_is_written_too(jixiao, bad, tmp_path):
    status, out, _ = jixiao("evaluate", bad, "-o", str(tmp_path / "送审包"))
    assert status == 1
    assert "得分计算底稿.docx" in out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--formats", "doc"], "没有“doc”这种格式。可用的有：docx、pdf、xlsx、html、txt、json。"),
        (["-o", "错.txt"], "无法写入“错.txt”：同名的是文件，不是文件夹。"),
        (
            ["--fonts", "没有"],
            "放字体的文件夹“没有”不存在。请检查 --fonts 或环境变量 JIXIAO_FONTS。",
        ),
    ],
)
def test_documents_that_cannot_be_written_say_why(jixiao, good, more, said):
    status, _, err = jixiao("evaluate", good, *more)
    assert status == 2
    assert said in err


def test_what_cannot_be_scored_is_told_with_what_it_needs(jixiao, bad):
    status, out, _ = jixiao("evaluate", bad)
    assert status == 1
    assert "得分：已计 86.12 分（满分 95 的部分），还有 5 分的评分项未计" in out
    assert "：管理情况表中“应落实的评价结果意见条数”未填报\n" in out


def test_a_wrong_cell_is_told_and_the_rest_is_scored(jixiao, good, tmp_path):
    book = openpyxl.load_workbook(good)
    book["资产"]["E4"].value = "三十多"
    wrong = tmp_path / "错.xlsx"
    book.save(wrong)
    status, out, _ = jixiao("evaluate", str(wrong))
    assert status == 1
    assert "错误 工作表“资产”E4（资产原值）：“三十多”不是数，应填数（单位：万元）。" in out
    assert "已计 94.65 分（满分 98 的部分）" in out


def test_region_and_year_decide_on_the_standard(jixiao, tmp_path):
    path = tmp_path / "空白.xlsx"
    jixiao("workbook", "new", "-o", str(path))
    status, _, err = jixiao("evaluate", str(path))
    assert status == 2
    assert "没有填写地区、评价年度。" in err


def test_a_region_without_a_standard_of_its_own_has_the_national_one(jixiao, good, tmp_path):
    book = openpyxl.load_workbook(good)
    book["单位情况"]["B5"].value = "云南省/大理白族自治州"
    other = tmp_path / "他省.xlsx"
    book.save(other)
    _, out, _ = jixiao("evaluate", str(other))
    assert "cn/department-scoring-2013" in out


def test_a_blank_workbook_asks_what_the_standard_of_the_place_asks(jixiao, tmp_path):
    path = tmp_path / "空白.xlsx"
    arguments = ("--region", "广东省/广州市", "--year", "2023")
    status, out, _ = jixiao("workbook", "new", "-o", str(path), *arguments)
    assert status == 0
    assert "填好后运行 jixiao evaluate" in out
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["管理情况"]
    assert [sheet["A4"].value, sheet["B4"].value] == [
        "transfer_funds",
        "需要下达的转移支付资金（填数，单位：万元）",
    ]


@pytest.mark.parametrize("region", ["广东广州", "广州市云屏区", "广东省/广州市"])
def test_a_region_is_known_however_it_is_typed(jixiao, tmp_path, region):
    path = tmp_path / "空白.xlsx"
    _, out, _ = jixiao("workbook", "new", "-o", path, "--region", region, "--year", "2024年")
    assert "采用标准：广州市部门整体支出绩效自评" in out
    assert openpyxl.load_workbook(path)["单位情况"]["B5"].value.startswith("广东省/广州市")


def test_a_region_that_is_not_known_is_told(jixiao, good, tmp_path):
    arguments = ("--region", "云岭县", "--year", "2024")
    _, out, _ = jixiao("workbook", "new", "-o", tmp_path / "空白.xlsx", *arguments)
    assert "没有认出地区“云岭县”，请从省份写起" in out
    book = openpyxl.load_workbook(good)
    book["单位情况"]["B5"].value = "云岭县"
    book.save(tmp_path / "县.xlsx")
    _, out, _ = jixiao("evaluate", tmp_path / "县.xlsx")
    assert "没有认出地区“云岭县”" in out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "新.xlsx", "--year", "25"], "“25”不是年度，应如 2025"),
        (["-o", "新.xlsx", "--year", "今年"], "“今年”不是年度，应如 2025"),
        (["-o", "新.xls"], "“新.xls”不是 .xlsx 文件名。工作簿写成 .xlsx，如 新.xlsx。"),
    ],
)
def test_a_workbook_needs_a_year_and_an_ending(jixiao, tmp_path, more, said):
    status, _, err = jixiao("workbook", "new", *more)
    assert status == 2
    assert said in err
    assert not list(tmp_path.glob("新.*"))


def test_what_is_not_given_is_asked_for(jixiao, tmp_path):
    _, out, _ = jixiao("workbook", "new", "-o", tmp_path / "空白.xlsx", "--year", "2024")
    assert "没有写明地区，" in out
    assert "可以加上 --region 重新生成" in out


def test_of_a_workbook_of_projects_alone_only_the_projects_are_scored(jixiao, tmp_path):
    path, folder = tmp_path / "项目.xlsx", tmp_path / "评价"
    evaluation = Evaluation(
        department=Department(name="某市农业农村局", region="浙江省", year=2024),
        projects=(Project(code="P1", name="农田建设"),),
        project_funds=(ProjectFunds(project="P1", adjusted=Decimal(90), executed=Decimal(81)),),
        indicators=(
            Indicator(
                code="I1",
                project="P1",
                group=IndicatorGroup.OUTPUT,
                name="建成农田",
                sign=Sign.AT_LEAST,
                target=Decimal(12),
                actual=Decimal(12),
                unit="亩",
                points=Decimal(90),
            ),
        ),
    )
    path.write_bytes(write_workbook(evaluation, Asked()))
    _, out, _ = jixiao("evaluate", path, "-o", folder, "--formats", "html")
    assert "工作簿里只有项目，没有填部门整体的内容：只评项目支出。" in out
    assert "标准：项目支出绩效自评" in out
    names = [each.name for each in folder.glob("*.html")]
    assert not [each for each in names if "部门整体" in each]
    assert "03 项目支出绩效自评报告汇编.html" in names
    letter = (folder / "01 报送函.html").read_text(encoding="utf-8")
    assert "我局对项目支出开展了绩效自评" in letter
    assert "1. 2024年度项目支出绩效自评报告汇编" in letter


def test_a_standard_for_projects_scores_the_projects(jixiao, good):
    _, out, _ = jixiao("evaluate", good, "--standard", "cn/project-scoring-2021")
    assert "cn-gd-gz/department-scoring" in out
    assert "项目自评（项目支出绩效自评（成本、产出、效益、满意度））" in out
    status, _, err = jixiao("evaluate", good, "--compare", "cn/project-scoring-2021")
    assert status == 2
    assert "“cn/project-scoring-2021”评的是项目支出" in err


def test_a_file_that_is_there_is_not_overwritten_unasked(jixiao, good):
    status, _, err = jixiao("workbook", "new", "-o", good)
    assert status == 2
    assert "已经有了，没有覆盖。" in err
    assert jixiao("workbook", "new", "-o", good, "--force")[0] == 0


def test_what_is_missing_is_listed_by_section_and_person(jixiao, bad):
    status, out, _ = jixiao("workbook", "todo", bad)
    assert status == 0
    assert "企业服务科（梁书航）：\n" in out
    assert "  指标“走访重点企业”的“完成值”\n" in out
    assert "  指标“贴息企业数”应附的佐证材料（统计表）\n" in out
    assert "办公室（何以宁）：\n" in out
    assert "  工作表“管理情况”的“应落实的评价结果意见条数”\n" in out


def test_nothing_is_missing_in_the_sample(jixiao, good):
    assert jixiao("workbook", "todo", good)[1] == "没有缺少的内容。\n"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["workbook", "new"], "new 需要用 -o 写明写到哪里"),
        (["workbook", "todo"], "todo 后面应写一个工作簿"),
        (["evaluate", "没有.xlsx"], "找不到文件“没有.xlsx”"),
        (["evaluate"], "缺少 工作簿"),
    ],
)
def test_a_wrong_call_says_so(jixiao, call, said):
    status, _, err = jixiao(*call)
    assert status == 2
    assert said in err


def test_sheets_go_to_the_sections_and_come_back(jixiao, good, tmp_path):
    folder = tmp_path / "科室填报单"
    assert jixiao("workbook", "split", good, "-o", str(folder))[0] == 0
    sheets = sorted(folder.iterdir())
    assert len(sheets) == 6
    part = folder / "科室填报单-企业服务科.xlsx"
    book = openpyxl.load_workbook(part)
    assert book.sheetnames[1:] == [
        "工作任务", "项目", "指标", "历年完成值", "指标监控", "问题与措施", "佐证材料",
    ]  # fmt: skip
    head = [cell.value for cell in book["指标"][3]]
    book["指标"].cell(4, head.index("完成值") + 1).value = 7.1
    book["指标"].cell(4, head.index("改进措施") + 1).value = "继续压缩时限"
    book.save(part)
    merged = tmp_path / "合并.xlsx"
    status, out, _ = jixiao("workbook", "merge", good, str(part), "-o", str(merged))
    assert status == 1
    assert "采用 1 处" in out
    assert "的“改进措施”：空 → “继续压缩时限”" in out
    assert "两边不同，没有改动：工作表“指标”“D04”的“完成值”：“6.4” → “7.1”" in out
    status, out, _ = jixiao("workbook", "diff", good, str(merged))
    assert status == 1
    assert out.endswith("共 1 处不同。\n")
    _, out, _ = jixiao(
        "workbook", "merge", good, str(part), "-o", str(merged), "--take-parts", "--force"
    )
    assert "采用 2 处" in out


def test_sheets_that_came_back_are_not_overwritten(jixiao, good, tmp_path):
    folder = tmp_path / "科室填报单"
    assert jixiao("workbook", "split", good, "-o", str(folder))[0] == 0
    first = min(folder.iterdir())
    first.unlink()  # one of them was moved away; the others are filled in
    status, _, err = jixiao("workbook", "split", good, "-o", str(folder))
    assert status == 2
    assert "一份都没有写" in err
    assert not first.exists()


def test_what_goes_to_no_section_is_told(jixiao, good, tmp_path):
    book = openpyxl.load_workbook(good)
    book["工作任务"]["E4"].value = "招商处"
    path = tmp_path / "改.xlsx"
    book.save(path)
    _, out, _ = jixiao("workbook", "split", path, "-o", tmp_path / "单")
    assert "“招商处”不在“科室”表里，没有发给任何科室" in out


def test_what_would_steer_a_terminal_is_not_written_to_it(jixiao, good, tmp_path):
    book = openpyxl.load_workbook(good)
    book["职责"]["B4"].value = "职责_x001B_[2J"
    path = str(tmp_path / "有控制字符.xlsx")
    book.save(path)
    _, out, err = jixiao("workbook", "diff", good, path)
    assert "看不见的控制字符" in err
    assert "\x1b" not in out + err


def test_what_cannot_be_used_survives_a_merge(jixiao, good, tmp_path):
    book = openpyxl.load_workbook(good)
    book["合同台账"]["F4"].value = "八十万元"
    path = tmp_path / "改.xlsx"
    book.save(path)
    merged = tmp_path / "合并.xlsx"
    _, _, err = jixiao("workbook", "merge", path, good, "-o", merged, "--take-parts")
    assert "以上 1 格不能用的内容原样带到新文件，标为红色，请改正。" in err
    assert (
        openpyxl.load_workbook(merged)["合同台账"]["F4"].value != "八十万元"
    )  # filled by the part
    _, _, err = jixiao("workbook", "split", path, "-o", tmp_path / "单")
    again = tmp_path / "再.xlsx"
    section = min((tmp_path / "单").iterdir())
    jixiao("workbook", "merge", path, section, "-o", again)
    assert openpyxl.load_workbook(again)["合同台账"]["F4"].value == "八十万元"


def test_every_section_gets_its_sheet_whatever_its_name(jixiao, tmp_path):
    sections = tuple(Section(name=name) for name in ("一/二科", "一_二科", "../综合科"))
    path, folder = tmp_path / "工作簿.xlsx", tmp_path / "填报单"
    path.write_bytes(write_workbook(replace(sample(), sections=sections), Asked()))
    assert jixiao("workbook", "split", str(path), "-o", str(folder))[0] == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "科室填报单-.._综合科.xlsx",
        "科室填报单-一_二科.xlsx",
        "科室填报单-一_二科_.xlsx",
    ]


def test_without_sections_there_is_nobody_to_send_sheets_to(jixiao, tmp_path):
    path, folder = tmp_path / "工作簿.xlsx", tmp_path / "填报单"
    path.write_bytes(write_workbook(replace(sample(), sections=()), Asked()))
    status, _, err = jixiao("workbook", "split", str(path), "-o", str(folder))
    assert status == 2
    assert "工作表“科室”里没有科室。请先在“科室”表中列出填报的科室。" in err
    assert not folder.exists()


def test_a_workbook_is_the_same_as_itself(jixiao, good):
    assert jixiao("workbook", "diff", good, good)[:2] == (0, "没有不同。\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["diff", "a.xlsx"], "diff 后面应写两个工作簿"),
        (["merge", "a.xlsx", "-o", "b.xlsx"], "merge 后面应写工作簿和收回的填报单"),
        (["split", "a.xlsx"], "split 需要用 -o 写明写到哪里"),
    ],
)
def test_an_incomplete_call_says_what_is_missing(jixiao, call, said):
    status, _, err = jixiao("workbook", *call)
    assert status == 2
    assert said in err


def test_forms_are_read_into_a_workbook_and_their_headings_remembered(jixiao, good, tmp_path):
    form = openpyxl.Workbook()
    for row in (
        ["单位：万元"],
        ["项目代码", "项目名称", "资金来源", "年初预算", "全年支出数", "处室"],
        ["P01", "驻点招商", "其他资金", 3, 2, "甲"],
        ["P01", "驻点招商", "当年财政拨款", 1, None, "甲"],
    ):
        form.active.append(row)
    path, output = tmp_path / "导出.xlsx", tmp_path / "新.xlsx"
    form.save(path)
    status, out, err = jixiao("workbook", "import", good, str(path), "-o", str(output))
    assert (status, err) == (1, "")
    assert "  工作表“项目资金”“P01 其他资金”：新增一行\n" in out
    assert "  两边不同，没有改动：工作表“项目资金”“P01 当年财政拨款”的“年初预算数”：" in out
    assert "  工作表“Sheet”F2：表头“处室”没有认出来，没有读取。\n" in out
    noted = (tmp_path / "示例.对照.toml").read_text(encoding="utf-8")
    assert '"年初预算" = "项目资金.年初预算数"\n' in noted
    assert '# "处室" = ""\n' in noted
    assert "共 1 处不同。" in jixiao("workbook", "diff", good, str(output))[1]


def test_records_that_do_not_agree_are_told_with_their_cell(jixiao, bad):
    status, out, _ = jixiao("evaluate", bad)
    assert status == 1
    assert "表格核对：5 个错误，" in out
    assert "FM01 错误 项目P13“办公设备更新”的2项指标分值合计80分，应为90分" in out
    assert (
        "EV02 警告 指标D01“新签约产业项目数”的完成值是41个，佐证材料E01写的是“完成值 46 个”" in out
    )
    lines = out.splitlines()
    told = next(at for at, line in enumerate(lines) if "FM04 错误 指标D02" in line)
    assert re.search(
        r"--> 工作表“指标”[A-Z]+\d+（偏差原因分析）   说明 jixiao explain FM04", lines[told + 1]
    )


def test_checks_of_records_are_selected_as_others(jixiao, bad, tmp_path):
    _, out, _ = jixiao("evaluate", bad, "--select", "FM17")
    assert "表格核对：0 个错误，1 个警告，0 个提示；核对成立 0 处" in out
    assert "占全年2857.44万元的41%，超过30%（依据：通行做法，未与正式文件核对）" in out
    (tmp_path / "jixiao.toml").write_text('ignore = ["FM17"]\n', encoding="utf-8")
    _, out, _ = jixiao("evaluate", bad)
    assert "FM17" not in out
    status, _, err = jixiao("evaluate", bad, "--select", "FM99")
    assert status == 2
    assert "没有“FM99”这项核对" in err


@pytest.mark.parametrize("code", ["FM01", "EV02"])
def test_a_check_of_records_is_explained_as_others(jixiao, code):
    status, out, _ = jixiao("explain", code)
    assert status == 0
    assert "公式：" in out
    assert "  | indicators:" in out


def test_a_project_that_is_not_scored_is_told_by_the_status(jixiao, good):
    book = openpyxl.load_workbook(good)
    sheet = book["指标"]
    head = [str(cell.value or "").partition("（")[0].rstrip("*") for cell in sheet[3]]
    project, actual = head.index("所属项目编号"), head.index("完成值")
    row = next(r for r in sheet.iter_rows(min_row=4) if r[project].value and r[actual].value)
    row[actual].value = None
    book.save(good)
    status, out, _ = jixiao("evaluate", good, "--select", "FM01")
    assert status == 1
    assert "得分：96.64 分" in out  # of the department: all of it


@pytest.mark.parametrize("place", ["没有的文件夹/工作簿.xlsx", "."])
def test_a_workbook_that_cannot_be_written_says_why(jixiao, tmp_path, place):
    status, _, err = jixiao("workbook", "new", "-o", str(tmp_path / place), "--force")
    assert status == 2
    assert "无法写入“" in err
    assert "Traceback" not in err


def test_sheets_of_sections_need_a_folder(jixiao, good):
    status, _, err = jixiao("workbook", "split", good, "-o", good)
    assert status == 2
    assert "无法写入“" in err


@pytest.mark.parametrize("command", [["evaluate", "a.xlsx"], ["standards", "list"]])
def test_a_day_that_is_none_is_told_in_chinese(jixiao, command):
    status, _, err = jixiao(*command, "--as-of", "2024-02-30")
    assert status == 2
    assert "“2024-02-30”不是存在的日期，应如 2024-12-31" in err


def test_other_programs_are_told_the_cell_of_a_record(jixiao, bad, tmp_path):
    file = tmp_path / "结果.json"
    jixiao("evaluate", bad, "--json", str(file), "--select", "FM12")
    told = json.loads(file.read_text(encoding="utf-8"))
    (row,) = told["outcomes"]
    assert (row["code"], row["severity"], row["stated"]) == ("FM12", "warning", "95")
    assert row["cell"]["sheet"] == "指标"
    assert row["cell"]["heading"] == "有效样本数"
    assert row["line"] == row["cell"]["row"] > 1
    assert row["related"][0]["cell"]["heading"] == "完成值"


def test_a_year_without_a_standard_for_projects_still_has_a_score_of_the_department(
    jixiao, good, tmp_path
):
    book = openpyxl.load_workbook(good)
    book["单位情况"]["B6"].value = 2019
    path = tmp_path / "早年.xlsx"
    book.save(path)
    _, out, _ = jixiao("evaluate", str(path), "-o", str(tmp_path / "包"), "--formats", "html")
    assert "项目自评：没有适用于2019年度项目支出的评分标准，各项目不计分。" in out
    assert "得分：" in out
    assert "未计分" not in (tmp_path / "包" / "05 项目支出绩效自评汇总表.html").read_text("utf-8")
