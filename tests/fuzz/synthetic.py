"""Invented text for stress: fragments of reports, long documents, damaged samples."""

from random import Random

FRAGMENTS = (
    *"，。；：、！？（）()《》“”〔〕-—~%％／/|#*\t \u3000\n\r",
    *(
        "\n\n",
        "\r\n",
        "| --- |",
        "## ",
        "**",
        "一、",
        "（一）",
        "1.",
        "①",
        "第一，",
        "一是",
        "二是",
    ),
    *("年初结转结余", "总收入", "总支出", "基本支出", "项目支出", "年末结转结余", "全年预算数"),
    *("执行数", "预算执行率", "“三公”经费", "政府采购", "固定资产利用率", "自评得分", "等级为优"),
    *("满意度", "完成率", "目标值", "指标", "分值", "扣分", "排名", "截至", "1—6月", "上半年"),
    *("其中", "分别占", "分别为", "合计", "共", "等", "较上年", "增加", "减少", "下降", "持平"),
    *("元", "万元", "亿元", "亿", "%", "个百分点", "分", "人次", "个", "项", "天", "平方米"),
    *("约", "近", "余", "左右", "超过", "不少于", "≥", "≤", "=", "未达到", "高于", "由于"),
    *(
        "0",
        "1",
        "12",
        "100",
        "2023",
        "4872.85",
        "1,234.50",
        "0.00",
        "99.66",
        ".5",
        "1.",
        "\uff11\uff12",
    ),
    *("2023年6月31日", "2023年", "13月", "2月30日", "二〇二三年", "三百五十", "百分之九十五"),
    *("9" * 40, "0." + "3" * 30, "1" + ",000" * 12, "一" * 20, "、" * 30, "（" * 30),
)
PARAGRAPHS = (
    "{n}. 第{n}项工作：全年安排{a}.50万元，支出{b}.25万元，执行率{r}%，其中设备{c}.05万元。",
    "（{n}）培训{a}人次，较上年{b}人次增加{c}人次，满意度{r}%，高于目标值90%。",
    "一是开展检查{a}次，发现问题{b}个，完成整改{c}个；二是举办活动{n}场，完成率{r}%。",
    "截至2023年6月30日，累计支出{a}.00万元，占年度预算{b}.00万元的{r}%。",
    "| 指标{n} | ≥{a}个 | {b}个 | {r}% | {c} |",
)


def long_report(paragraphs: int, seed: str = "long") -> str:
    """Return a report of many paragraphs, each with other numbers."""
    random = Random(seed)  # noqa: S311  # reproducible
    lines = ["某某县示范局2023年度部门整体支出绩效自评报告", "", "一、基本情况", ""]
    for number in range(1, paragraphs + 1):
        if number % 40 == 0:
            lines += ["", f"（{number // 40}）第{number // 40}部分", ""]
        a, b, c = (random.randint(10, 9999) for _ in range(3))
        rate = f"{random.randint(50, 99)}.{random.randint(0, 99):02d}"
        lines.append(PARAGRAPHS[number % len(PARAGRAPHS)].format(n=number, a=a, b=b, c=c, r=rate))
    return "\n".join(lines) + "\n"


def damaged(text: str, random: Random) -> str:
    """Return a text with some stretches cut, doubled, moved or written over."""
    for _ in range(random.randint(1, 12)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((1, 1, 2, 5, 40, 400)))
        piece = text[start:end]
        match random.randrange(4):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + piece + text[end:]
            case 2:
                text = text[:start] + random.choice(FRAGMENTS) + text[end:]
            case _:
                at = random.randrange(len(text) + 1)
                text = text[:at] + piece + text[at:]
    return text
