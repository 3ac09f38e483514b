"""Six layouts, six departments and three voices held out: for measuring, never for development."""

from final_accounts.accounts import Department
from final_accounts.build import Original
from final_accounts.departments import INSTITUTION_ITEMS, STAFF_ITEMS
from final_accounts.layout import NINE, Layout
from final_accounts.voices import MODEL

DISABLED = Department(
    name="沅渚市残疾人联合会",
    year=2021,
    kind="行政",
    staff=31,
    spending=STAFF_ITEMS
    | {
        "2012999": (0, 6), "2081101": (402, 0), "2081104": (0, 316), "2081105": (0, 142), "2081106": (0, 18), "2081107": (0, 905),
        "2081199": (65, 77), "2081006": (0, 40), "2080502": (12, 0), "2101102": (19, 0), "2210203": (15, 0), "2130599": (0, 12),
        "2050701": (0, 22), "2070308": (0, 9), "2060404": (0, 4), "2210105": (0, 30), "2089999": (3, 5), "2296006": (0, 188), "2296002": (0, 45),
    },
    own={"2081104": (0, 21, 0), "2081199": (2, 6, 0)},
    income={"superior": 12, "other": 25},
    units=("沅渚市残疾人康复中心", "沅渚市残疾人就业服务所"),
    travel=(0, 0, 9, 3),
    duties=("联系和团结广大残疾人，维护残疾人的合法权益", "开展残疾人康复、教育、劳动就业、文化、体育和社会保障工作", "协助政府研究、制定和实施残疾人事业的规划和计划", "管理和发放残疾人证，开展残疾预防宣传", "指导和管理各类残疾人社会组织"),
    offices=("办公室", "康复部", "教育就业部", "宣传文体部"),
    projects=("残疾儿童康复救助", "困难残疾人生活补贴", "重度残疾人护理补贴", "无障碍改造", "残疾人职业培训"),
)  # fmt: skip

SCHOOLS = Department(
    name="望岫县教育体育局",
    year=2023,
    kind="行政",
    staff=2140,
    spending={code: (basic * 16, project) for code, (basic, project) in INSTITUTION_ITEMS.items()}
    | {
        "2050101": (611, 0), "2050102": (0, 96), "2050199": (240, 418), "2050201": (1320, 855), "2050202": (11800, 2210), "2050203": (7460, 1630),
        "2050204": (4390, 980), "2050299": (0, 377), "2050302": (1220, 640), "2050701": (186, 55), "2050801": (94, 112), "2050999": (0, 1290),
        "2070307": (0, 45), "2070308": (0, 88), "2080501": (61, 0), "2080801": (150, 0), "2101101": (70, 0), "2130599": (0, 66), "2296003": (0, 132), "2060702": (0, 15), "2299999": (0, 28),
    },
    own={"2050204": (110, 870, 0), "2050201": (60, 410, 0), "2050302": (0, 96, 0)},
    income={"business": 1300, "other": 240},
    units=("望岫县第一中学", "望岫县职业技术学校", "望岫县实验小学", "望岫县第一幼儿园", "望岫县特殊教育学校", "望岫县教师发展中心"),
    travel=(0, 0, 24, 5),
    used_reserves=66,
    duties=("拟订全县教育、体育事业发展规划并组织实施", "统筹管理全县基础教育、职业教育、学前教育和特殊教育", "管理教育经费，监测教育经费的筹措和使用", "负责教师队伍建设和教师资格管理", "统筹规划群众体育发展，推行全民健身", "指导学校安全、卫生和后勤管理"),
    offices=("办公室", "计财股", "基础教育股", "职成教股", "人事股", "体育股", "安全股"),
    projects=("义务教育学校改造", "学前教育普惠补助", "学生资助", "营养改善", "教师培训", "校园安全", "全民健身设施"),
)  # fmt: skip

FOREST = Department(
    name="靖岚市林业和草原局",
    year=2022,
    kind="行政",
    staff=96,
    spending=STAFF_ITEMS
    | {
        "2080502": (21, 0), "2101102": (44, 0), "2110501": (0, 388), "2110507": (0, 76), "2130201": (934, 0), "2130202": (0, 57), "2130204": (515, 22),
        "2130205": (0, 1170), "2130206": (0, 41), "2130207": (0, 233), "2130209": (0, 760), "2130211": (0, 52), "2130212": (0, 145), "2130213": (0, 20),
        "2130234": (0, 492), "2130299": (30, 168), "2130504": (0, 80), "2200106": (0, 36), "2210203": (33, 0), "2120804": (0, 95), "2240703": (0, 25),
    },
    own={"2130205": (0, 64, 0), "2130204": (8, 11, 5)},
    income={"superior": 20, "operating": 8, "other": 60},
    units=("靖岚市国有林场", "靖岚市林业科学研究所", "靖岚市森林防火中心"),
    travel=(4, 18, 33, 5),
    duties=("负责林业、草原及其生态保护修复的监督管理", "组织造林绿化和水土流失治理工作", "负责森林、草原、湿地资源的监督管理", "负责陆生野生动植物资源监督管理", "落实综合防灾减灾规划，开展森林草原防火"),
    offices=("办公室", "生态修复科", "资源管理科", "防火科", "产业科", "财务科"),
    projects=("国土绿化", "森林生态效益补偿", "天然林管护", "松材线虫防治", "森林防火", "湿地保护修复"),
)  # fmt: skip

STREET = Department(
    name="海曲区金砂街道办事处",
    year=2024,
    kind="乡镇",
    staff=142,
    spending=STAFF_ITEMS
    | {
        "2010301": (1230, 0), "2010302": (0, 244), "2010308": (0, 36), "2010350": (512, 0), "2012902": (0, 27), "2013202": (0, 44), "2013699": (0, 58), "2040604": (0, 63),
        "2070109": (0, 71), "2080208": (0, 1480), "2080705": (0, 52), "2080805": (0, 112), "2081002": (0, 96), "2082001": (0, 35), "2082850": (88, 0), "2101102": (60, 0),
        "2120101": (0, 28), "2120104": (0, 390), "2120199": (0, 166), "2120399": (0, 240), "2120501": (0, 610), "2210108": (0, 305), "2240106": (0, 74), "2120803": (0, 820), "2230105": (0, 19),
    },
    own={"2080208": (0, 37, 0)},
    income={"other": 41},
    travel=(0, 0, 12, 0),
    duties=("加强党的建设，统筹落实社区发展的重大决策", "组织实施辖区公共服务，落实人力资源和社会保障、民政、教育、卫生健康等政策", "负责辖区城市管理、环境卫生和市容秩序", "动员社会力量参与社区治理，推动社区公益事业", "承担辖区平安建设、应急管理和安全生产有关工作"),
    offices=("党政办公室", "公共服务办公室", "城市管理办公室", "平安法治办公室", "经济发展办公室", "综合执法队"),
    projects=("社区工作者薪酬", "环卫保洁", "老旧小区改造", "综合执法", "居家养老服务", "社区公益金", "安全生产巡查"),
)  # fmt: skip

STATISTICS = Department(
    name="南渚省统计局",
    year=2020,
    kind="行政",
    staff=188,
    spending={code: (basic * 3, project) for code, (basic, project) in STAFF_ITEMS.items()}
    | {
        "2010501": (3420, 0), "2010502": (0, 286), "2010505": (0, 915), "2010507": (0, 2640), "2010508": (0, 733), "2010550": (940, 65), "2013102": (0, 14), "2050803": (0, 92),
        "2060204": (0, 110), "2080502": (48, 0), "2080599": (30, 0), "2101102": (122, 0), "2101199": (26, 0), "2210202": (105, 0), "2210203": (480, 0), "2299999": (0, 8), "2160299": (0, 21),
    },
    own={"2010550": (34, 88, 0), "2010505": (0, 60, 0)},
    income={"business": 90, "other": 55},
    units=("南渚省统计数据中心", "南渚省社情民意调查中心"),
    travel=(22, 0, 31, 12),
    used_reserves=18,
    allocated=9,
    duties=("组织领导和协调全省统计工作，确保统计数据真实、准确、及时", "组织实施全省国民经济核算和各类普查", "依法查处统计违法行为", "建立健全统计数据质量审核和评估制度", "组织实施服务业、工业、投资、贸易等统计调查"),
    offices=("办公室", "综合处", "核算处", "工业处", "服务业处", "普查处", "执法监督局", "财务处"),
    projects=("人口普查", "统计信息化", "专项调查", "统计执法检查", "统计培训"),
)  # fmt: skip

HEALTH = Department(
    name="东溟县卫生健康局",
    year=2019,
    kind="行政",
    staff=480,
    spending={code: (basic * 4, project) for code, (basic, project) in INSTITUTION_ITEMS.items()}
    | {
        "2080501": (33, 0), "2100101": (486, 0), "2100102": (0, 71), "2100199": (0, 105), "2100202": (610, 230), "2100302": (2730, 540), "2100399": (0, 318), "2100401": (577, 160),
        "2100403": (402, 95), "2100408": (0, 1980), "2100409": (0, 204), "2100717": (0, 655), "2101101": (31, 0), "2101103": (12, 0), "2101401": (0, 8), "2109999": (0, 47), "2050803": (0, 5), "2130599": (0, 38), "2120899": (0, 260),
    },
    own={"2100302": (480, 1350, 0), "2100202": (0, 1720, 0)},
    income={"business": 3300, "other": 180},
    units=("东溟县中医院", "东溟县疾病预防控制中心", "东溟县妇幼保健院", "东溟县城关镇卫生院"),
    travel=(0, 22, 38, 4),
    allocated=35,
    duties=("贯彻落实卫生健康工作的方针政策", "统筹规划全县卫生健康资源配置", "负责疾病预防控制、基本公共卫生服务和突发公共卫生事件应急", "负责医疗机构、医疗服务行业管理", "负责计划生育管理和服务工作"),
    offices=("办公室", "规划财务股", "医政医管股", "疾控股", "基层卫生股", "人口家庭股"),
    projects=("基本公共卫生服务", "基层医疗机构补助", "计划生育奖扶", "公立医院改革", "重大疾病防控", "村医补助"),
)  # fmt: skip

DEPARTMENTS = (DISABLED, SCHOOLS, FOREST, STREET, STATISTICS, HEALTH)

EACH_SOURCE = MODEL | {
    "change": {
        "more": "增加", "less": "减少", "up": "增长", "down": "下降", "equal": "持平",
        "differs": "比上年决算数{word}{by}，{rate_word}{rate}。主要原因：{reason}",
        "new": "比上年决算数{word}{by}，主要原因：本年新增该项",
        "same": "与上年决算数{same}",
    },
    "compare": ("大于", "小于", "等于"),
    "sections": [
        ("{no}、收支决算总体情况", 2, ["overall"]),
        ("{no}、收入决算情况", 2, ["income"]),
        ("{no}、支出决算情况", 2, ["spending"]),
        ("{no}、财政拨款收支决算总体情况", 2, ["fiscal"]),
        ("{no}、一般公共预算财政拨款支出决算情况", 2, ["general", "structure", "leaves"]),
        ("{no}、一般公共预算财政拨款基本支出决算情况", 2, ["basic"]),
        ("{no}、“三公”经费支出决算情况", 2, ["travel"]),
        ("{no}、政府性基金预算财政拨款收支决算情况", 2, ["fund"]),
        ("{no}、国有资本经营预算财政拨款支出决算情况", 2, ["capital"]),
        ("{no}、机关运行经费支出情况", 2, ["office"]),
        ("{no}、政府采购支出情况", 2, ["purchases"]),
        ("{no}、国有资产占用情况", 2, ["assets"]),
        ("{no}、预算绩效管理工作开展情况", 2, ["performance"]),
    ],
    "overall": [
        "{dept:}{year:}年度总收入{a:total}，其中本年收入{a:income.total}；总支出{a:total}，其中本年支出{a:spending.total}。本年收入{change:income.total}。本年支出{change:spending.total}。",
    ],
    "income": "{year:}年度本年收入{a:income.total}，构成如下：{items}。",
    "spending": "{year:}年度本年支出{a:spending.total}，构成如下：{items}。",
    "item": "（{n}）{label}{amount}，占比{share}",
    "fiscal": [
        "{dept:}{year:}年度财政拨款收入总计{a:fiscal.total}，其中本年财政拨款收入{a:fiscal.income}，年初财政拨款结转和结余{a:fiscal.opening}；财政拨款支出总计{a:fiscal.total}，其中本年财政拨款支出{a:fiscal.spending}，年末财政拨款结转和结余{a:fiscal.closing}。",
    ],
    "general": [
        "（一）总体情况。{year:}年度一般公共预算财政拨款支出决算数为{a:general.spending}，占本年支出合计的{share:general.spending/spending.total}，{change:general.spending}。",
    ],
    "structure": "（二）结构情况。{items}。",
    "category_mark": "（类）支出",
    "leaves": "（三）具体情况。{year:}年度一般公共预算财政拨款支出年初预算数为{budget}，决算数为{a:general.spending}，完成年初预算的{rate}。",
    "leaf": "{no}.{category}（类）{group}（款）{item}（项）：年初预算数为{budget}，决算数为{spent}，完成年初预算的{rate}。决算数{compare}年初预算数的原因：{reason}。",
    "leaf_equal": "{no}.{category}（类）{group}（款）{item}（项）：年初预算数为{budget}，决算数为{spent}，完成年初预算的{rate}。决算数{same}年初预算数。",
    "leaf_unplanned": "{no}.{category}（类）{group}（款）{item}（项）：年初预算数为{budget}，决算数为{spent}。差异原因：{reason}。",
    "basic": [
        "{year:}年度一般公共预算财政拨款基本支出{a:general.basic}。其中，人员经费支出{a:basic.staff}，用于{staff_items}；日常公用经费支出{a:basic.running}，用于{running_items}。",
    ],
    "fund": ["{year:}年度政府性基金预算财政拨款收入{a:income.fund}，支出{a:fund.spending}，年末结转和结余{a:fund.closing}。按科目列示："],
    "fund_none": "{dept:}{year:}年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出。",
    "capital_none": "{dept:}{year:}年度没有使用国有资本经营预算财政拨款安排的支出。",
    "travel": [
        "{year:}年度“三公”经费支出全年预算数为{budget:travel.total}，支出决算数为{a:travel.total}，完成全年预算的{rate}，决算数{compare}全年预算数，原因是{reason}。",
        "“三公”经费支出决算数{change:travel.total}。",
    ],
    "travel_abroad": "其中，因公出国（境）费全年预算数为{budget:travel.abroad}，支出决算数为{a:travel.abroad}，完成全年预算的{rate}。参加和组织的出国（境）团组{n:groups}个，累计{n:travellers}人次。",
    "travel_abroad_none": "其中，因公出国（境）费支出决算数为{a:travel.abroad}，本年没有因公出国（境）团组。",
    "travel_cars": "公务用车购置及运行维护费全年预算数为{budget:travel.cars}，支出决算数为{a:travel.cars}，完成全年预算的{rate}，决算数{compare}全年预算数。",
    "travel_purchase": "其中购置公务用车支出{a:travel.purchase}，当年购置{n:cars_bought}辆。",
    "travel_purchase_none": "其中购置公务用车支出{a:travel.purchase}，当年没有购置公务用车。",
    "travel_running": "公务用车运行维护支出{a:travel.running}，年末保有公务用车{n:cars_kept}辆。",
    "travel_reception": "公务接待费全年预算数为{budget:travel.reception}，支出决算数为{a:travel.reception}，完成全年预算的{rate}，决算数{compare}全年预算数。累计接待{n:receptions}批、{n:guests}人次。",
    "travel_reception_none": "公务接待费支出决算数为{a:travel.reception}，本年没有发生公务接待。",
    "office": "{year:}年度机关运行经费支出{a:office}，{change:office}。",
    "performance": ["{year:}年度，{dept:}对{projects}个项目开展了绩效自评，涉及一般公共预算项目支出{a:evaluated}，覆盖率{share}。"],
    "project": "{no}.{project}项目，自评{score}分。通过实施该项目，各项任务按期完成，经费支出规范，社会效益较为明显；主要问题是资金下达较晚，拟从提前谋划、加快执行两方面改进。",
}  # fmt: skip

ONE_SENTENCE = MODEL | {
    "places": 2,
    "change": {
        "more": "增加", "less": "减少", "up": "上升", "down": "下降", "equal": "持平",
        "differs": "上年决算为{past}，同比{word}{by}、{rate_word}{rate}（{reason}）",
        "new": "上年决算为{past}，同比{word}{by}",
        "same": "上年决算为{past}，同比{same}",
    },
    "compare": ("多于", "少于", "等于"),
    "item": "{label}{amount}（{share}）",
    "joiner": "、",
    "overall": [
        "本{unit:}{year:}年收入总计{a:total}，由本年收入{a:income.total}、使用非财政拨款结余{a:reserves}、年初结转和结余{a:opening}组成；支出总计{a:total}，由本年支出{a:spending.total}、结余分配{a:allocated}、年末结转和结余{a:closing}组成。{change:total}。",
    ],
    "income": "{year:}年本年收入合计{a:income.total}，包括{items}。",
    "spending": "{year:}年本年支出合计{a:spending.total}，包括{items}。",
    "fiscal": ["{year:}年财政拨款收入总计{a:fiscal.total}，支出总计{a:fiscal.total}；{change:fiscal.total}。"],
    "general": ["{year:}年一般公共预算财政拨款支出{a:general.spending}；{change:general.spending}。"],
    "structure": "其中：{items}。",
    "category_mark": "",
    "by_category": "（{no}）{category}{amount}",
    "leaves": "一般公共预算财政拨款支出年初预算{budget}，支出决算{a:general.spending}，预算完成率{rate}，分科目情况为：",
    "leaf": "{no}.{group}（款）{item}（项）支出决算{spent}，{compare}年初预算{budget}，完成年初预算的{rate}，{reason}。",
    "leaf_equal": "{no}.{group}（款）{item}（项）支出决算{spent}，{same}年初预算{budget}，完成年初预算的{rate}。",
    "leaf_unplanned": "{no}.{group}（款）{item}（项）支出决算{spent}，年初没有安排预算，{reason}。",
    "basic": ["{year:}年一般公共预算财政拨款基本支出{a:general.basic}，人员经费{a:basic.staff}（{staff_items}），公用经费{a:basic.running}（{running_items}）。"],
    "fund": ["{year:}年政府性基金预算财政拨款年初结转和结余{a:fund.opening}，收入{a:income.fund}，支出{a:fund.spending}，年末结转和结余{a:fund.closing}。"],
    "fund_leaf": "",
    "fund_none": "本{unit:}{year:}年无政府性基金预算财政拨款收支，故无相关情况说明。",
    "capital_none": "本{unit:}{year:}年无国有资本经营预算财政拨款支出，故无相关情况说明。",
    "travel": ["{year:}年“三公”经费预算{budget:travel.total}，支出{a:travel.total}，完成预算的{rate}，支出数{compare}预算数；{change:travel.total}。"],
    "travel_abroad": "（1）因公出国（境）费{a:travel.abroad}；{change:travel.abroad}。团组{n:groups}个，人员{n:travellers}人次。",
    "travel_abroad_none": "（1）因公出国（境）费{a:travel.abroad}，未组织因公出国（境）。",
    "travel_cars": "（2）公务用车购置及运行维护费{a:travel.cars}；{change:travel.cars}。",
    "travel_purchase": "购置费{a:travel.purchase}，购车{n:cars_bought}辆。",
    "travel_purchase_none": "购置费{a:travel.purchase}，未购车。",
    "travel_running": "运行维护费{a:travel.running}，车辆保有量{n:cars_kept}辆。",
    "travel_reception": "（3）公务接待费{a:travel.reception}；{change:travel.reception}。国内公务接待{n:receptions}批次{n:guests}人次。",
    "travel_reception_none": "（3）公务接待费{a:travel.reception}，未发生接待。",
    "office": "机关运行经费{a:office}；{change:office}。",
    "project": "{project}：得{score}分。项目管理制度健全，实施内容与计划相符，产出和效益指标多数达到预期。个别支出进度偏慢，今后加强跟踪督办。",
}  # fmt: skip

NUMBERED = MODEL | {
    "places": 1,
    "list_zeros": True,
    "change": {
        "more": "增加", "less": "减少", "up": "增长", "down": "下降", "equal": "相同",
        "differs": "与{last:}年度决算数{past}相比{word}{by}，{rate_word}{rate}",
        "new": "与{last:}年度决算数{past}相比{word}{by}",
        "same": "与{last:}年度决算数{past}{same}",
    },
    "compare": ("高于", "低于", "等于"),
    "overall": [
        "{year:}年度收、支总计均为{a:total}，{change:total}。",
        "（一）收入情况：本年收入{a:income.total}{also:reserves使用非财政拨款结余}，年初结转和结余{a:opening}。",
        "（二）支出情况：本年支出{a:spending.total}{also:allocated结余分配}，年末结转和结余{a:closing}。",
    ],
    "item": "{label}{amount}，占{share}",
    "fiscal": [
        "{year:}年度财政拨款收、支总计均为{a:fiscal.total}，{change:fiscal.total}。其中：一般公共预算财政拨款收入{a:income.general}，政府性基金预算财政拨款收入{a:income.fund}。",
    ],
    "leaf": "（{no}）{item}（项）。年初预算{budget}，支出决算{spent}，为年初预算的{rate}。支出决算{compare}年初预算，{reason}。",
    "leaf_equal": "（{no}）{item}（项）。年初预算{budget}，支出决算{spent}，为年初预算的{rate}。支出决算{same}年初预算。",
    "leaf_unplanned": "（{no}）{item}（项）。年初预算{budget}，支出决算{spent}，{reason}。",
    "by_category": "{no}、{category}（类）支出{amount}",
    "fund_none": "{year:}年度没有政府性基金预算财政拨款收支。",
    "capital_none": "{year:}年度没有国有资本经营预算财政拨款收支。",
    "travel": [
        "{year:}年度“三公”经费财政拨款支出预算{budget:travel.total}，决算{a:travel.total}，为预算的{rate}。决算{compare}预算。",
        "“三公”经费决算{change:travel.total}。",
    ],
    "travel_abroad": "1.因公出国（境）费。预算{budget:travel.abroad}，决算{a:travel.abroad}，为预算的{rate}；{change:travel.abroad}。团组{n:groups}个，{n:travellers}人次。",
    "travel_abroad_none": "1.因公出国（境）费。决算{a:travel.abroad}，全年没有出国（境）任务。",
    "travel_cars": "2.公务用车购置及运行费。预算{budget:travel.cars}，决算{a:travel.cars}，为预算的{rate}；{change:travel.cars}。",
    "travel_reception": "3.公务接待费。预算{budget:travel.reception}，决算{a:travel.reception}，为预算的{rate}；{change:travel.reception}。国内接待{n:receptions}批次、{n:guests}人次。",
    "travel_reception_none": "3.公务接待费。决算{a:travel.reception}，全年没有公务接待。",
}  # fmt: skip

VOICES = {"each": EACH_SOURCE, "one": ONE_SENTENCE, "numbered": NUMBERED}

SHORT_NAMES = {
    "overall": "部门收支决算总表",
    "income": "部门收入决算表",
    "spending": "部门支出决算表",
    "fiscal": "财政拨款收支决算总表",
    "general": "一般公共预算财政拨款支出决算表",
    "basic": "一般公共预算财政拨款基本支出决算明细表",
    "travel": "财政拨款“三公”经费支出决算表",
    "fund": "政府性基金预算财政拨款收支决算表",
    "capital": "国有资本经营预算财政拨款支出决算表",
}
LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(
            name="h-short-names", voice="each", names=SHORT_NAMES, separators=True, zero="0.00", landscape=NINE, row_numbers=False,
            above=(("编制部门：{department}", "{year}年度", "金额单位：万元"),), page_number="— {page} —", note_style="注：{}",
            empty="本部门{year}年度无{what}，故此表无数据。", basic="list", travel="list", code_head="科目编码", body_size=16, leading=28,
        ),
        Layout(
            name="h-double-tall", voice="one", rules="double", row_numbers=False, basic="pairs", travel="list", travel_counts=True, zero="",
            above=(("附件{no}", "", ""), ("部门：{department}", "", "单位：{unit}")), landscape=("travel",), indent_names=True, table_size=8,
            blank_rows=False, spaced=True, page_number="{page}", contents_pages=False, body_size=15.5, leading=27,
        ),
        Layout(
            name="h-three-yuan", voice="numbered", unit="元", prose_unit="元", separators=True, rules="three", zero="-", landscape=NINE,
            column_numbers=False, above=(("", "", "公开{no:02}表"), ("部门：{department}", "", "单位：元")), title="{name}", basic="list",
            travel="list", blank_rows=False, row_numbers=False, prose_zero="0.00", body_size=15, leading=25,
        ),
        Layout(
            name="h-text-first", voice="each", tables_first=False, codes="split", two_sided=False, zero="0.00", unit="元", separators=True,
            above=(("", "", "表{no}"), ("单位名称：{department}", "", "单位：元")), title="{year}年度{name}", landscape=("income", "spending", "travel", "fund"),
            code_head="功能科目编码", name_head="功能科目名称", running_head="{department}", empty="本单位没有{what}，本表为空表。", empty_rows=2, body_size=15, leading=26,
        ),
        Layout(
            name="h-open-extra", voice="one", rules="open", extra_columns=True, unit="元", separators=True, zero="", repeat_head=True,
            landscape=NINE, above=(("公开{no:02}表", "", ""), ("编制单位：{department}", "", "单位：元")), notes=False, basic="pairs",
            name_head="项目名称", code_head="项目编码", prose_zero="0", page_number="第{page}页", body_size=15, leading=25,
        ),
        Layout(
            name="h-grey-dense", voice="numbered", rules="grey", table_size=7.5, project_first=True, total_place="last", repeat_head=False,
            zero="0", prose_zero="0", notes=False, empty="说明：本部门无{what}，故公开空表。", note_style="{}", landscape=("income", "spending"),
            above=(("", "", "公开{no:02}表"), ("公开部门：{department}", "", "金额单位：万元")), basic="wide", page_number="·{page}·", body_size=16, leading=29,
        ),
    )
}  # fmt: skip


def original(layout, seed):
    """The right publication of a held-out layout by name, any department of the held-out set."""
    return Original(seed, LAYOUTS[layout], DEPARTMENTS, VOICES)
