"""What the lexer of numbers makes of printed Chinese."""

from decimal import Decimal

import pytest

from jixiao.extraction.lexing.numerals import digits_of, value_of
from jixiao.extraction.numbers import scan
from jixiao.extraction.tokens import Kind
from jixiao.model.quantity import Dimension


def shown(token, text):
    """A token in one line: what is printed, and what it was read as."""
    printed, value = text[token.start : token.end], token.value
    if token.kind is Kind.QUANTITY:
        words = [f"{value.value}{value.unit.name}"]
        if value.upper is not None:
            words.append(f"..{value.upper}")
        if value.approximation != "exact":
            words.append(value.approximation)
        if value.comparator is not None:
            words.append(value.comparator)
        return f"{printed}: {' '.join(words)}"
    if token.kind in (Kind.INSTANT, Kind.PERIOD):
        return f"{token.kind.name} {printed}: {value.iso()}"
    return f"{token.kind.name} {printed}: {value}" if value is not None else f"CODE {printed}"


def read(text):
    return [shown(token, text) for token in scan(text)]


def quantity(text):
    (token,) = scan(text)
    assert token.kind is Kind.QUANTITY
    return token.value


def table(*rows):
    return pytest.mark.parametrize(
        ("text", "tokens"),
        [pytest.param(text, list(tokens), id=text[:40]) for text, *tokens in rows],
    )


@table(
    ("总收入5541.39万元", "5541.39万元: 5541.39万元"),
    ("收入235,963.33万元", "235,963.33万元: 235963.33万元"),
    ("收入1,234,567元", "1,234,567元: 1234567元"),
    ("分值12,34的", "12: 12", "34: 34"),
    ("选项1,2,3中", "1: 1", "2: 2", "3: 3"),
    ("0.00万元", "0.00万元: 0.00万元"),
    ("增长-3.5%", "-3.5%: -3.5%"),
    ("增幅为-12.6个百分点", "-12.6个百分点: -12.6个百分点"),
    ("项目-3个", "3个: 3个"),
    ("结转2157.27万元", "2157.27万元: 2157.27万元"),
    ("投入3百万元", "3百万元: 3百万元"),
    ("产值360亿。", "360亿: 360亿"),
    ("产值360亿元", "360亿元: 360亿元"),
    ("投资1.2万亿元", "1.2万亿元: 1.2万亿元"),
    ("折合20万美元", "20万美元: 20万美元"),
    ("服务3.5万人次", "3.5万人次: 3.5万人次"),
    ("播放1.2亿次", "1.2亿次: 1.2亿次"),
    ("\t12345678\t", "12345678: 12345678"),
    ("人次≥1500”", "1500: 1500 ≥"),
    ("得分97.21,", "97.21: 97.21"),
)
def test_a_number_is_read_as_printed(text, tokens):
    assert read(text) == tokens


@table(
    ("完成率99.86%", "99.86%: 99.86%"),
    ("百分之九十五", "百分之九十五: 95%"),
    ("百分之95.5", "百分之95.5: 95.5%"),
    ("百分之九十九点八六", "百分之九十九点八六: 99.86%"),
    ("千分之三", "千分之三: 3‰"),
    ("下降0.5个百分点", "0.5个百分点: 0.5个百分点"),
    ("比率为3‰", "3‰: 3‰"),
    ("八成以上", "八成以上: 8成 over ≥"),
    ("9成", "9成: 9成"),
    ("二〇二三年成立", "PERIOD 二〇二三年: 2023"),
    ("1成立", "1: 1"),
    ("增长1.5倍", "1.5倍: 1.5倍"),
    ("得98分", "98分: 98分"),
    ("98分别", "98: 98"),
    ("用时15分钟", "15分钟: 15分钟"),
)
def test_rates_and_scores(text, tokens):
    assert read(text) == tokens


@table(
    ("2014人次", "2014人次: 2014人次"),
    ("87批次", "87批次: 87批次"),
    ("16场次", "16场次: 16场次"),
    ("457批2095人次", "457批: 457批", "2095人次: 2095人次"),
    ("74批人181次", "74批: 74批", "181次: 181次"),
    ("5份合作协议", "5份: 5份"),
    ("3所学校", "3所: 3所"),
    ("2本科普读物", "2本: 2本"),
    ("张贴30张", "30张: 30张"),
    ("13项绩效目标", "13项: 13项"),
    ("21条措施", "21条: 21条"),
    ("28人", "28人: 28人"),
    ("5万m²", "5万m²: 5万m²"),
    ("5万 m²", "5万 m²: 5万m²"),
    ("3000㎡", "3000㎡: 3000㎡"),
    ("2.5平方公里", "2.5平方公里: 2.5平方公里"),
    ("1200亩", "1200亩: 1200亩"),
    ("修路3.2公里", "3.2公里: 3.2公里"),
    ("全程15km", "15km: 15km"),
    ("用电5万千瓦时", "5万千瓦时: 5万千瓦时"),
    ("200吨", "200吨: 200吨"),
    ("20个工作日", "20个工作日: 20个工作日"),
    ("3个月", "3个月: 3个月"),
    ("38年", "38年: 38年"),
    ("两年", "两年: 2年"),
    ("三年内", "三年内: 3年 under ≤"),
    ("30日内", "30日内: 30日 under ≤"),
    ("24小时之内", "24小时之内: 24小时 under ≤"),
)
def test_counts_areas_and_durations(text, tokens):
    assert read(text) == tokens


@table(
    ("74.05元/平方米", "74.05元/平方米: 74.05元/平方米"),
    ("60元/㎡", "60元/㎡: 60元/㎡"),
    ("0.55万元/人", "0.55万元/人: 0.55万元/人"),
    ("1950元/人·年", "1950元/人·年: 1950元/人·年"),
    ("80元/人次", "80元/人次: 80元/人次"),
    ("1950元/生", "1950元/生: 1950元/生"),
    ("30万元/公里", "30万元/公里: 30万元/公里"),
    ("每季2次/年", "2次/年: 2次/年"),
)
def test_costs_of_one_unit(text, tokens):
    assert read(text) == tokens


@pytest.mark.parametrize(
    ("text", "dimension", "factor", "kind"),
    [
        ("3万元", Dimension.MONEY, 10_000, ""),
        ("3亿", Dimension.MONEY, 100_000_000, ""),
        ("3万美元", Dimension.MONEY, 10_000, "美元"),
        ("3%", Dimension.PERCENT, 1, ""),
        ("3成", Dimension.PERCENT, 10, ""),
        ("3万人次", Dimension.COUNT, 10_000, "次"),
        ("3家", Dimension.COUNT, 1, "家"),
        ("3万m²", Dimension.AREA, 10_000, ""),
        ("3公顷", Dimension.AREA, 10_000, ""),
        ("3亩", Dimension.AREA, 1, "亩"),
        ("3公里", Dimension.LENGTH, 1000, ""),
        ("3吨", Dimension.MASS, 1000, ""),
        ("3小时", Dimension.DURATION, 3600, "clock"),
        ("3年", Dimension.DURATION, 12, "calendar"),
        ("3个工作日", Dimension.DURATION, 1, "workday"),
        ("3元/平方米", Dimension.UNIT_COST, 1, "area"),
        ("3万元/人", Dimension.UNIT_COST, 10_000, "人"),
        ("3元/公里", Dimension.UNIT_COST, Decimal("0.001"), "length"),
        ("3次/年", Dimension.OTHER, 1, "次/年"),
        ("≥3", Dimension.NONE, 1, ""),
    ],
)
def test_a_unit_knows_its_dimension_and_factor(text, dimension, factor, kind):
    unit = quantity(text).unit
    assert (unit.dimension, unit.factor, unit.kind) == (dimension, factor, kind)


def test_printed_decimals_are_kept():
    assert quantity("60%").decimals == 0
    assert quantity("90.20%").decimals == 2
    assert quantity("8,881.350万元").decimals == 3


@table(
    ("三十二个", "三十二个: 32个"),
    ("一百零五万元", "一百零五万元: 105万元"),
    ("壹仟贰佰元整", "壹仟贰佰元: 1200元"),
    ("走访两次", "两次: 2次"),
    ("印发两篇", "两篇: 2篇"),
    ("十余家", "十余家: 10家 over"),
    ("共两项:", "两项: 2项"),
    ("三至五天", "三至五天: 3天 ..5"),
    ("开展培训一次。", "一次: 1次"),
    ("一年内", "一年内: 1年 under ≤"),
)
def test_chinese_numerals_with_a_unit_are_quantities(text, tokens):
    assert read(text) == tokens


@pytest.mark.parametrize(
    "text",
    [
        "一个平台",
        "一种方式",
        "一些问题",
        "一批项目",
        "一系列活动",
        "一方面",
        "一次性补助",
        "一体化推进",
        "“一带一路”建设",
        "“三公”经费",
        "“三区一中心”",
        "“双百”行动",
        "围绕“十四五”规划",
        "三大产业",
        "四化同步",
        "全国两会",
        "三农工作",
        "五保对象",
        "两个维护",
        "四个意识",
        "五位一体",
        "党的二十大精神",
        "五年规划",
        "三年行动方案",
        "四级联动",
        "数十家企业",
        "几百次",
        "百企千人",
        "千家万户",
        "七八个",
        "二期工程",
        "某园一期、",
        "第三方机构",
        "第一时间",
        "成立以来",
        "半年",
        "努力一起。",
        "新建一批。",
        "属同一场次,",
        "推进一体化",
        "九成果",
    ],
)
def test_fixed_words_are_no_quantities(text):
    assert read(text) == []


@table(
    ("约占63.2%", "63.2%: 63.2% about"),
    ("约占总量的41.5%", "41.5%: 41.5% about"),
    ("约1600余名", "1600余名: 1600名 about"),
    ("近100万元", "100万元: 100万元 under"),
    ("将近3次", "3次: 3次 under"),
    ("超过500人", "500人: 500人 over"),
    ("逾500人", "500人: 500人 over"),
    ("突破100亿", "100亿: 100亿 over"),
    ("不足3天", "3天: 3天 under"),
    ("70余篇", "70余篇: 70篇 over"),
    ("1,600多人", "1,600多人: 1600人 over"),
    ("10余万元", "10余万元: 10万元 over"),
    ("3万余元", "3万余元: 3万元 over"),
    ("两个多月", "两个多月: 2个月 over"),
    ("20名左右", "20名左右: 20名 about"),
    ("80%以上", "80%以上: 80% over ≥"),
    ("80分(含)以上", "80分(含)以上: 80分 over ≥"),
    ("5天以内", "5天以内: 5天 under ≤"),
    ("3年多来", "3年多: 3年 over"),
    ("10万+", "10万+: 10万 over"),
)
def test_words_around_a_number_open_it(text, tokens):
    assert read(text) == tokens


@table(
    ("最近3年", "3年: 3年"),
    ("近三年", "三年: 3年"),
    ("近年来3次", "3次: 3次"),
    ("附近3个", "3个: 3个"),
    ("节约30万元", "30万元: 30万元"),
    ("签约30家", "30家: 30家"),
    ("超额完成3项", "3项: 3项"),
    ("超标3台", "3台: 3台"),
    ("3个多功能厅", "3个: 3个"),
    ("未达100%", "100%: 100%"),
    ("高于目标值70%", "70%: 70%"),
)
def test_the_same_characters_in_other_words_do_not(text, tokens):
    assert read(text) == tokens


@table(
    ("≥12场", "12场: 12场 ≥"),
    (">=12场", "12场: 12场 ≥"),
    ("≤5天", "5天: 5天 ≤"),
    ("<5天", "5天: 5天 <"),
    (">5天", "5天: 5天 >"),
    ("=100%", "100%: 100% ="),
    ("不少于12场", "12场: 12场 ≥"),
    ("不低于95%", "95%: 95% ≥"),
    ("大于等于95%", "95%: 95% ≥"),
    ("至少3次", "3次: 3次 ≥"),
    ("不超过5万元", "5万元: 5万元 ≤"),
    ("不高于5%", "5%: 5% ≤"),
    ("控制在5天以内", "5天以内: 5天 under ≤"),
    ("小于5%", "5%: 5% <"),
    ("低于5%", "5%: 5%"),
)
def test_comparators(text, tokens):
    assert read(text) == tokens


@table(
    ("3-5天", "3-5天: 3天 ..5"),
    ("3~5家", "3~5家: 3家 ..5"),
    ("80%-90%", "80%-90%: 80% ..90"),
    ("2至3次", "2至3次: 2次 ..3"),
    ("10-15个工作日", "10-15个工作日: 10个工作日 ..15"),
    ("10万元至20万元", "10万元至20万元: 10万元 ..20"),
    ("90(含)-100分", "90: 90", "100分: 100分"),
    (
        "5-3天",
        "CODE 5-3",
    ),
)
def test_ranges(text, tokens):
    assert read(text) == tokens


@table(
    ("2023年7月28日", "INSTANT 2023年7月28日: 2023-07-28"),
    ("2023.07.28", "INSTANT 2023.07.28: 2023-07-28"),
    ("2023/7/28", "INSTANT 2023/7/28: 2023-07-28"),
    ("2023-07-28", "INSTANT 2023-07-28: 2023-07-28"),
    ("截至2023年6月31日,", "INSTANT 2023年6月31日: 2023-06-31"),
    ("7月28日", "INSTANT 7月28日: -----07-28"),
    ("7月28号", "INSTANT 7月28号: -----07-28"),
    ("2023年6月", "INSTANT 2023年6月: 2023-06"),
    ("2023年6月底", "INSTANT 2023年6月底: 2023-06"),
    ("6月末", "INSTANT 6月末: -----06"),
    ("二〇二三年七月二十八日", "INSTANT 二〇二三年七月二十八日: 2023-07-28"),
    ("二O二三年", "PERIOD 二O二三年: 2023"),
    ("2023-07", "INSTANT 2023-07: 2023-07"),
    ("28日上午", "CODE 28日"),
    ("14时30分", "CODE 14时30分"),
    ("上午9:30", "CODE 9:30"),
)
def test_days_and_months(text, tokens):
    assert read(text) == tokens


@table(
    ("2023年", "PERIOD 2023年: 2023"),
    ("2023年度", "PERIOD 2023年度: 2023"),
    ("2022财年", "PERIOD 2022财年: 2022"),
    ("2022年初结余30.5万元", "PERIOD 2022年: 2022", "30.5万元: 30.5万元"),
    ("2022-2025年", "PERIOD 2022-2025年: 2022/2025"),
    ("2022年至2025年", "PERIOD 2022年至2025年: 2022/2025"),
    ("2021-2023年度", "PERIOD 2021-2023年度: 2021/2023"),
    ("框架协议(2022-2025)", "PERIOD 2022-2025: 2022/2025"),
    ("2021、2022年", "PERIOD 2021: 2021", "PERIOD 2022年: 2022"),
    ("2023年1-6月", "PERIOD 2023年1-6月: 2023-01/2023-06"),
    ("2023年1月至6月", "PERIOD 2023年1月至6月: 2023-01/2023-06"),
    ("2022年7月至2023年6月", "PERIOD 2022年7月至2023年6月: 2022-07/2023-06"),
    ("1-6月", "PERIOD 1-6月: -----01/-----06"),
    ("1至10月", "PERIOD 1至10月: -----01/-----10"),
    ("2023年上半年", "PERIOD 2023年上半年: 2023-01/2023-06"),
    ("下半年", "PERIOD 下半年: -----07/-----12"),
    ("2023年前三季度", "PERIOD 2023年前三季度: 2023-01/2023-09"),
    ("2023年第三季度", "PERIOD 2023年第三季度: 2023-07/2023-09"),
    ("2023年2-3季度", "PERIOD 2023年2-3季度: 2023-04/2023-09"),
    ("一季度", "PERIOD 一季度: -----01/-----03"),
    ("第四季度初", "PERIOD 第四季度: -----10/-----12"),
    ("7月1-3日", "PERIOD 7月1-3日: -----07-01/-----07-03"),
    ("2023年12项", "PERIOD 2023年: 2023", "12项: 12项"),
    ("2023年十件实事", "PERIOD 2023年: 2023", "十件: 10件"),
    ("全年完成",),
    ("本年度",),
)
def test_periods(text, tokens):
    assert read(text) == tokens


@table(
    ("第30届", "ORDINAL 第30届: 30"),
    ("2022届毕业生", "CODE 2022届"),
    ("第三,", "ORDINAL 第三: 3"),
    ("第34名", "ORDINAL 第34名: 34"),
    ("第十四个五年规划", "ORDINAL 第十四个: 14"),
    ("第二十次会议", "ORDINAL 第二十次: 20"),
    ("位列全国34位(137个)", "34位: 34位", "137个: 137个"),
    ("原因:1.受影响;2.受限", "ORDINAL 1.: 1", "ORDINAL 2.: 2"),
    ("包括: 1、监控", "ORDINAL 1、: 1"),
    ("(1)贯彻", "ORDINAL (1): 1"),
    ("①贯彻", "ORDINAL ①: 1"),
    ("一是围绕。二是做好", "ORDINAL 一是: 1", "ORDINAL 二是: 2"),
    ("其一,加强", "ORDINAL 其一: 1"),
    ("唯一是",),
    ("1.2023年部门", "ORDINAL 1.: 1", "PERIOD 2023年: 2023"),
    ("一、部门", "ORDINAL 一、: 1"),
    ("(二)职能", "ORDINAL (二): 2"),
)
def test_ordinals(text, tokens):
    assert read(text) == tokens


@table(
    ("根据财预〔2020〕10号文", "CODE 财预〔2020〕10号"),
    ("穗府办[2022]15号", "CODE 穗府办[2022]15号"),
    ("《茂财绩函(2022)2号》", "CODE 茂财绩函(2022)2号"),
    ("电话:83135538", "CODE 83135538"),
    ("联系方式:8313553", "CODE 8313553"),
    ("020-83135538", "CODE 020-83135538"),
    ("\t13812345678\t", "CODE 13812345678"),
    ("身份证号44010019900101123X", "CODE 44010019900101123X"),
    ("440000-2022-00123", "CODE 440000-2022-00123"),
    ("GZGC2022-FW-015", "CODE GZGC2022-FW-015"),
    ("44010022210000012345", "CODE 44010022210000012345"),
    ("邮编510000", "CODE 510000"),
    ("107国道", "CODE 107国道"),
    ("12号楼", "CODE 12号"),
    ("GB/T 9704-2012", "CODE GB/T 9704-2012"),
    ("ISO9001", "CODE ISO9001"),
    ("见https://a.gov.cn/x1", "CODE https://a.gov.cn/x1"),
    ("abc@gd.gov.cn", "CODE abc@gd.gov.cn"),
    ("新车E9型", "CODE E9"),
    ("A4纸", "CODE A4"),
    ("5G网络", "CODE 5G"),
    ("12345热线", "CODE 12345热线"),
    ("拨打110", "CODE 110"),
    ("“1+3+N”模式", "CODE 1+3+N"),
    ("“246”思路", "CODE 246"),
    ('"246"思路', "CODE 246"),
    ("2022招商大会", "CODE 2022"),
    ("(2021年修订)", "PERIOD 2021年: 2021"),
    ("192.168.1.1", "CODE 192.168.1.1"),
    ("附件2", "CODE 2"),
    ("N个",),
    ("LED智慧",),
)
def test_numbers_that_are_names(text, tokens):
    assert read(text) == tokens


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千零二十", 3020),
        ("一万二千", 12_000),
        ("一亿二千万", 120_000_000),
        ("两", 2),
        ("七八", None),
        ("二〇二三", None),
        ("万", None),
    ],
)
def test_the_value_of_a_chinese_numeral(numeral, value):
    assert value_of(numeral) == value


def test_digits_read_out_one_by_one():
    assert digits_of("二〇二三") == 2023
    assert digits_of("二十") is None
