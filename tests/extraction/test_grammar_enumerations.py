"""Lists with a count; every department and figure is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.relation import Enumeration
from jixiao.reading import read, read_bytes


def lists(text):
    """The lists of a text: count, names of the items, exhaustive, certain."""
    document = read_bytes(text.encode(), "报告.txt")
    return [
        (
            document.text[found.count.start : found.count.end],
            [document.text[item.start : item.end].strip() for item in found.items],
            found.exhaustive,
            found.certain,
        )
        for found in understand(document).all(Enumeration)
    ]


def only(text):
    (found,) = lists(text)
    return found


def sure_and_wrong(text):
    """The lists that a check would have to call wrong."""
    return [
        (count, items)
        for count, items, exhaustive, certain in lists(text)
        if certain and (len(items) > number(count) or (exhaustive and len(items) < number(count)))
    ]


def number(printed):
    digits = "".join(sign for sign in printed if sign.isdecimal())
    return int(digits) if digits else "零一两三四五六七八九十".index(printed[0])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "局机关内设办公室、人事科、规划财务科、法规科4个科室。",
            ["办公室", "人事科", "规划财务科", "法规科"],
        ),
        (
            "我局下设综合科、业务科和财务科三个科室,另有下属单位2家。",
            ["综合科", "业务科", "财务科"],
        ),
        (
            "我办内设综合处、业务一处、业务二处3个处(室),核定编制20名。",
            ["综合处", "业务一处", "业务二处"],
        ),
        ("下辖东水街道、西江镇、北岭乡3个镇街。", ["东水街道", "西江镇", "北岭乡"]),
        ("建设文化中心、体育中心和会展中心三个中心。", ["文化中心", "体育中心", "会展中心"]),
        (
            "围绕项目决策、项目过程、项目产出和项目效益四个方面进行评价。",
            ["项目决策", "项目过程", "项目产出", "项目效益"],
        ),
        ("从投入和产出两个维度进行分析。", ["投入", "产出"]),
        ("考核分为优秀、良好、合格、不合格四个等次。", ["优秀", "良好", "合格", "不合格"]),
        (
            "出台《资金管理办法》、《采购管理办法》、《资产管理办法》3项制度。",
            ["《资金管理办法》", "《采购管理办法》", "《资产管理办法》"],
        ),
        ("出台《资金管理办法》《采购管理办法》2项制度。", ["《资金管理办法》", "《采购管理办法》"]),
        ("由省财政、市财政和县财政3个部分组成。", ["省财政", "市财政", "县财政"]),
        ("在东河、西河、南河三个区开展试点。", ["东河", "西河", "南河"]),
    ],
)
def test_a_list_before_its_count_is_complete(text, items):
    count, found, exhaustive, certain = only(text)
    assert count
    assert found == items
    assert exhaustive
    assert certain


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "县农业农村局下属单位3家,分别为县农技中心、县畜牧站、县水产站。",
            ["县农技中心", "县畜牧站", "县水产站"],
        ),
        (
            "局机关内设股室5个:办公室、法制股、财务股、人事股、信息中心。",
            ["办公室", "法制股", "财务股", "人事股", "信息中心"],
        ),
        ("内设科室(3个):办公室、综合科、财务科。", ["办公室", "综合科", "财务科"]),
        ("设3个科室:综合科、业务科、财务科,编制20人。", ["综合科", "业务科", "财务科"]),
        (
            "下属事业单位4个(市图书馆、市文化馆、市博物馆、市美术馆)。",
            ["市图书馆", "市文化馆", "市博物馆", "市美术馆"],
        ),
        ("内设2个中队,即勤务中队、机动中队。", ["勤务中队", "机动中队"]),
        ("推进3个重点项目(甲项目、乙项目、丙项目)建设。", ["甲项目", "乙项目", "丙项目"]),
        ("诉求量居前3位的是停车管理、噪声扰民和物业服务。", ["停车管理", "噪声扰民", "物业服务"]),
        (
            "学校开设3个专业:现代农艺、汽车运用与维修、电子商务。",
            ["现代农艺", "汽车运用与维修", "电子商务"],
        ),
        (
            "上年反馈问题3个:目标编制不细、监控结果未用、佐证材料零散,已完成整改。",
            ["目标编制不细", "监控结果未用", "佐证材料零散"],
        ),
        (
            "项目包括三项内容:建设改造服务站点、购买上门照护服务、开展护理人员培训。",
            ["建设改造服务站点", "购买上门照护服务", "开展护理人员培训"],
        ),
        ("打造3个品牌:“春风”“夏雨”“秋实”。", ["“春风”", "“夏雨”", "“秋实”"]),
        (
            "调增的项目3个,分别是农田管护补助、疫病防控补助和林木改造补助。",
            ["农田管护补助", "疫病防控补助", "林木改造补助"],
        ),
    ],
)
def test_a_list_after_its_count_is_complete(text, items):
    _, found, exhaustive, certain = only(text)
    assert found == items
    assert exhaustive
    assert certain


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (
            "对应产出指标共两项:一是“培训人次≥100人次”,实际120人次;二是“培训班次≥3期”,实际3期;对应效益指标一项。",
            2,
        ),
        ("共3项:(1)基础设施建设;(2)设备采购;(3)人员培训。", 3),
        ("存在以下两个问题:一是预算编制不够精细;二是绩效意识不强。", 2),
        ("主要从三个方面发力:一是强化统筹;二是压实责任;三是严格考核。", 3),
        ("存在3个方面问题:(一)预算编制不准;(二)执行偏慢;(三)绩效意识不强。", 3),
        ("存在2个问题:其一,人手不足;其二,经费不足。", 2),
        ("完成3项任务:①修路;②架桥;③植树。", 3),
        ("自评中提出2个问题,均已完成整改:一是目标不细;二是进度偏慢。", 2),
    ],
)
def test_numbered_items_in_the_same_paragraph(text, length):
    _, items, exhaustive, certain = only(text)
    assert len(items) == length
    assert exhaustive
    assert certain


def test_numbered_items_in_the_paragraphs_that_follow():
    text = "主要完成以下3项工作:\n1.修缮道路,加固桥梁。\n2.疏通管网。\n3.种植树木。\n二、存在问题\n1.进度偏慢。"
    _, items, exhaustive, certain = only(text)
    assert [item[:2] for item in items] == ["1.", "2.", "3."]
    assert exhaustive
    assert certain


def test_items_of_which_the_first_stands_in_the_paragraph_of_the_count():
    text = "存在2个问题:一是前期工作不深,影响进度。\n二是资金支付偏慢,影响执行。"
    assert [item[:2] for item in only(text)[1]] == ["一是", "二是"]


def test_a_colon_that_no_numbered_paragraph_follows_opens_nothing():
    assert lists("安排了5项重点工作任务:\n按照市政府要求,全年有序推进。") == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("联系县委办、县政府办等50个单位。", None),
        ("处室7个,包括办公室、人事处、财务处等。", ["办公室", "人事处", "财务处"]),
        ("指标体系包括数量、质量、时效、成本12个三级指标。", ["数量", "质量", "时效", "成本"]),
        (
            "设立综合窗口、税务窗口、社保窗口、公积金窗口等20个窗口。",
            ["综合窗口", "税务窗口", "社保窗口", "公积金窗口"],
        ),
        ("由甲局、乙局、丙局、丁局等8个部门组成。", ["甲局", "乙局", "丙局", "丁局"]),
        ("签署了供水、供电等2份协议。", ["供水", "供电"]),
        ("从目标、执行、管理、公开等4个方面开展评价。", ["目标", "执行", "管理", "公开"]),
        ("共有项目12个,主要包括道路建设、桥梁建设。", ["道路建设", "桥梁建设"]),
        ("走访15家单位(市直单位、区属单位)。", ["市直单位", "区属单位"]),
    ],
)
def test_where_the_words_leave_room_the_list_is_open(text, items):
    found = lists(text)
    if items is None:
        assert found == []
        return
    ((_, names, exhaustive, _),) = found
    assert names == items
    assert not exhaustive


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("双方签署了药品检验、“一证通办”、教育交流、科技创新等4份协议。", 4),
    ],
)
def test_a_long_list_before_deng_is_complete_after_a_closed_verb(text, length):
    _, items, exhaustive, certain = only(text)
    assert len(items) == length
    assert exhaustive
    assert certain


@pytest.mark.parametrize(
    "text",
    [
        "局机关内设办公室、人事科、规划财务科5个科室。",
        "内设处室4个,分别是综合处、业务处、财务处。",
        "下属单位2家(市图书馆、市文化馆、市博物馆)。",
        "从预算编制、预算执行、信息公开、绩效管理、采购管理等4个方面评价。",
        "从决策和过程三个维度评价。",
        "共三项:一是修路;二是架桥。",
        "下属1个单位,分别为市热线中心、市培训中心。",
        "修订财务管理、政府采购、合同管理、资产管理5项制度。",
        "主要完成以下3项工作:\n一是修路。\n二是架桥。\n三是植树。\n四是浇水。",
        "签署了供水、供电、供气、供暖、排污等4份协议。",
    ],
)
def test_a_slip_does_not_change_how_a_list_is_read(text):
    assert len(sure_and_wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "辖5个县(市、区),常住人口300万人。",
        "全市12个镇(街道)全部完成任务。",
        "其中省级3个、市级4个、县级5个。",
        "分别是市级3家、县级4家、乡级5家。",
        "全年召开党组会、办公会、专题会30次。",
        "走访慰问困难党员、老党员、困难群众共30名。",
        "检查商场、市场、景区共5个点位。",
        "完成道路、桥梁、隧道项目8个。",
        "新建、改建、扩建2个停车场。",
        "由财政局、审计局、发改局组成2个检查组。",
        "从教育、卫生、农业抽取5个项目开展评价。",
        "成立了由局长任组长、分管领导任副组长、各科室负责人为成员的2个工作组。",
        "设省级、市级、县级5个平台。",
        "签订了房屋租赁、物业管理、设备采购合同5份。",
        "安排3个项目资金(运转类、特定目标类)。",
        "完成2个项目(道路、桥梁、绿化)建设。",
        "完成3项任务:推进甲镇、乙镇建设,完成丙村改造,落实丁村整治。",
        "针对教育、卫生领域开展检查、督导、培训3项工作。",
        "资金用于资产配置、资产使用和处置4个方面。",
        "分为前期准备、现场评价、报告撰写及审核三个阶段。",
        "新增2个品种:水稻、玉米和大豆套种。",
        "扣分指标3个:资金到位率、预算执行率,及时支付率。",
        "合同3份,分别是与甲公司、乙公司签订的服务合同。",
        "2项指标未完成:培训人次、培训场次、培训期数。",
        "5个项目执行率低于90%:甲项目、乙项目、丙项目。",
        "预算单位4家,即局本级和甲所、乙所、丙所。",
        "以上三个问题的原因:一是人手不足;二是资金不足。",
        "实施道路、桥梁、管网、绿化等3个工程项目。",
        "覆盖甲县、乙县、丙县5个乡镇。",
        "县医院、中医院、妇保院5个科室达标。",
        "设置数量、质量、时效、成本5个指标。",
        "部门(含3家下属单位):人员经费、公用经费。",
    ],
)
def test_a_correct_sentence_is_never_surely_wrong(text):
    assert sure_and_wrong(text) == []


def test_nested_ordinals_of_the_outline_leave_the_list_in_doubt():
    text = "1.甲工作。完成以下2项工作:1.修路。2.架桥。\n2.乙工作。完成植树100株。"
    assert sure_and_wrong(text) == []


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000", [("5份", 5)]),
        ("001", [("两项", 2)] * 4),
        ("003", [("两个", 2), ("7个", 7)]),
        ("004", [("5个", 5), ("两个", 2), ("4个", 4), ("7个", 7)]),
    ],
)
def test_the_lists_of_the_real_reports(seeds, seed, expected):
    understood = understand(read(str(seeds[seed])))
    text = understood.document.text
    found = understood.all(Enumeration)
    assert [(text[f.count.start : f.count.end], len(f.items)) for f in found] == expected
    assert all(f.certain for f in found)
    # 从…等4个方面 may be examples; what no 等 follows is complete.
    assert [f.exhaustive for f in found] == [
        seed != "004" or "等" not in text[f.items[-1].end : f.count.start] for f in found
    ]
