"""How the stretches between the numbers of a comparison read: basis, direction, difference, rate.

Each pattern covers a whole stretch: a word that it does not know leaves the numbers unbound.
"""

from jixiao.patterns import pattern

_UP = (
    r"净?增加额?|净?增长额?|上升|提高|提升|升高|上涨|上浮|上调|抬高|抬升|增支|增收|增产|增员|净增|增多|扩大|延长|"
    r"多支出|多支|多收|超出|超过|高出|多出|高|多|快|长|超|增|升|涨"
)
_DOWN = (
    r"净?减少额?|净?下降额?|降低|压减|压缩|压降|缩减|缩短|缩小|下滑|回落|减支|减收|减产|减员|净减|减低|下浮|下调|"
    r"少支出|少支|少收|核减|审减|节约|节省|节支|精简|低|少|慢|短|缩|减|降"
)
_SIZE_UP = r"增幅|涨幅|升幅|增速|增长率|增加率|增长幅度|增加幅度|提升幅度|提高幅度|上升幅度"
_SIZE_DOWN = (
    r"降幅|减幅|跌幅|下降率|降低率|减少率|压减率|压缩率|压降率|节约率|节支率|节资率|下浮率|核减率|审减率|"
    r"下降幅度|减少幅度|压减幅度"
)
# 少增加, 多减少 speak of the difference of two differences
DIRECTION = rf"(?<![少多])(?<![少多][增减提升降])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
SIZE = rf"(?:(?P<size_up>{_SIZE_UP})|(?P<size_down>{_SIZE_DOWN}))(?:为|是|达到?|:|约)*"
_THAN = (
    r"(?:(?P<above>高于|多于|快于|长于|超过|超出|高出|超)|"
    r"(?P<below>低于|少于|慢于|短于|落后于?|不及))"
)

_YEAR = r"20[0-9]{2}(?:年(?:度末?|末|底|年[末底]|初|同期)?|[届级])"
TIME = (
    rf"(?:(?:上一?年|去年|前年)(?:度末?|末|底|同期|年[末底]|同月)?|{_YEAR}|同期|年初|期初|上月|上季度|上期|上一?[届轮]|"
    r"(?:项目)?(?:建设|实施|改造|改革|整治|治理|项目)之?前|“?十[一二三四]五”?(?:时期|规划)?期?末)"
)
_GOAL_NOUN = (
    r"(?:(?:计划|目标|指标|任务|预期)(?:任务|目标|指标)?(?:值|数|量)?|"
    r"(?:规定|法定|承诺|要求|控制)(?:的)?(?:时限|期限|时间|标准|上限|数|线))"
)
# 采购预算, 送审金额: what a price or an amount under review came down from
_ASKED = (
    r"(?:(?:采购|招标|项目|工程)(?:预算|控制价|限价|概算)|控制价|最高限价|送审|报审|申报|申请)"
    r"(?:金额|造价|总价|价|资金|总额|投资|数)?"
)
_GOAL = (
    r"(?:(?:年初|全年|年度|本年|当年|既定|设定|预定|绩效|控制|考核|[国省市县区]?下达|[省市县区]定|"
    rf"约束性|原|总体|的)*{_GOAL_NOUN}|{_ASKED})"
)
_LEVEL = (
    r"(?:(?:全[国省市县区州旗盟]|同类|同行业|行业)[^,;:()0-9]{0,6}?平均(?:水平|数|值)?|"
    r"(?:同期)?(?:时间|序时)进度(?:要求)?)"
)
BASIS = rf"(?:(?P<time>{TIME})|(?P<goal>{_GOAL})|(?P<level>{_LEVEL}))"

_FREE = r"(?:[^,;:()0-9])"
_IS = r"(?:为|是|达到?|仅|只有|只|的|数|约|:|共|有|安排)*"
_RELATION = r"(?:较之?|相较于?|比|与|同|和|对比)"
# 比上年的, 上年支出, (2021年为, 低于全省平均水平, 时间进度为, 计划培训: the figure compared with
LAST = pattern(
    rf"(?:^|(?<=[,(:]))(?P<own>{_FREE}{{0,16}}?)(?:(?P<relation>{_RELATION}|环比)|{_THAN})?"
    rf"{BASIS}(?P<noun>{_FREE}{{0,14}}?)\(?{_IS}$"
)
# 高于95%的指标值: what stands before the number and what after it
# 比预算4万元, 高于同类单位: whatever is compared with, it is not what is compared
WITH_ANY = pattern(rf"(?:{_THAN}|较之?|相较于?|比(?!例|重|率)|[与同和]){_FREE}{{0,14}}\(?{_IS}$")
ENDS_MOVED = pattern(rf"(?:{DIRECTION}|{SIZE})(?:了|约|近|出)*$")
PARTIAL = pattern(
    r"[-—~至到](?:[1-9]|1[01])月|[上下]半年|[一二三四1-4]季度|截[至止]到?(?:20[0-9]{2}年)?(?:[1-9]|1[01])月"
)
WHOLE = pattern(r"全年")
SAME_PART = pattern(r"同期|同月|同比|月|季度|半年|[末底]")
THAN_BEFORE = pattern(rf"{_THAN}(?:了)?(?:{BASIS}{_FREE}{{0,6}}?)?\(?{_IS}")
COMPARED_BARE = pattern(rf"(?:{_THAN}|{_RELATION})$")
GOAL_AFTER = pattern(rf"的?(?:{_GOAL}|{_LEVEL}|控制数|平均水平)")
# 本年支出, 2023年, 实际完成: the figure that is compared, where the other stands before it
THIS = pattern(
    rf"(?:^|(?<=[,(:]))(?P<own>{_FREE}{{0,16}}?)"
    rf"(?P<now>本年度?末?|今年|当年|本期|(?P<year>20[0-9]{{2}})年(?:度末?|末|底)?|年末|期末|目前|现|实际|完成[值数量]|"
    r"(?:中标|成交|合同|审定|核定|结算|评审|审核)后?(?:金额|造价|总价|价格|价|资金|总额|投资|数)?|"
    rf"[本我该](?:省|市|县|区|州|旗|盟|乡|镇|街道|局|委|院|校|所|站|馆|办|厅|部门?|处|中心|单位|系统){{1,2}})"
    rf"(?P<noun>{_FREE}{{0,14}}?){_IS}$"
)
DONE = pattern(
    r"(?:已|共|累计)*(?:完成|建成|修建|新建|建设|实施|举办|开展|种植|栽植|安装|铺设|培训|派出|购置|采购|改造|治理)(?:了|达)?"
)
ADVERBS = (
    r"(?:同比|环比|相比|本年度?|今年|当年|实际|每亩|亩均|人均|户均|平均每[亩人户]|也|又|则|仍|还|已|均|各|总体|"
    r"有所|大幅度?|小幅|明显|显著|略有?|稍|进一步|比例|同期|总量|总数|总额|了|呈|实现|直接|净)*"
)
# 变动率=(本年预算数-上年预算数)÷上年预算数×100%=: the sign of the number tells the direction
_FORMULA = (
    r"(?P<either>变动率|增减率|变化率|增减幅度|变动幅度)"
    r"(?:=[(][^()=]{4,30}[)][÷/][^()=]{2,16}(?:[×*]100%?)?)?(?:=|为|是|:)*"
)
# what stands between the figure before and a difference or rate
CHANGED = pattern(
    rf"(?P<suffix>的?(?:{_GOAL_NOUN}|{_LEVEL}|平均水平))?\)?(?:的|相比(?:较|之下)?|比较|比)?,?"
    rf"(?P<own>(?:{_YEAR})?{_FREE}{{0,16}}?)"
    rf"(?:{_RELATION}{BASIS}(?P<noun>{_FREE}{{0,6}}?)(?:水平)?(?:相比(?:较)?,?)?(?P<adverbs>{ADVERBS}))?"
    rf"(?:{DIRECTION}(?:了|约|近|出|达|资金|金额|经费|额)*|(?P<short>[差缺])(?:了|额)?|{SIZE}|{_FORMULA})$"
)
# 低于上年0.17个百分点, 超出计划38人: the basis stands after the direction
THAN = pattern(rf",?(?P<own>{_FREE}{{0,12}}?){_THAN}(?:了|出)?{BASIS}(?:的?水平)?(?:约|近)?")
# 95%的指标值2.5个百分点: the direction stands before the figure compared with
AFTER_THAN = pattern(rf"(?:的?(?:{_GOAL}|{_LEVEL}|平均水平|控制数)|\))?(?:约|近|了|出)?")
SECOND = pattern(
    rf"[,、(]*(?:(?:较|比){TIME})?(?P<adverbs>{ADVERBS})(?:{DIRECTION}(?:了|约|近|达)*|{SIZE})"
)
TAIL = pattern(rf"[,(]+(?:而)?{BASIS}(?P<noun>{_FREE}{{0,12}}?)(?:为|是|仅|达到?|:|的|数|约|有)*")
FROM = pattern(rf"(?:由|从)(?:[^,;:()0-9]|{_YEAR}){{0,16}}$")
BECAME = pattern(
    rf"\)?(?:大幅度?|小幅|明显|逐步|进一步)*(?:{DIRECTION}|(?P<wider>扩展|拓展)|(?P<either>调整|恢复|变更|变动|变化|变))(?:了)?(?:到|至|为|成)了?(?:约|近)?"
    rf"(?:(?:{TIME}|现在|目前|年末|本年度?|今年|当年|现)的?)?"
)
# 多 and 高 compare with what was said last, a target too; 提高 without 较 does not
PLAIN = frozenset(
    {"高出", "多出", "超出", "超过", "节约", "节省", "节支", *"多少高低快慢长短超差缺"}
)
BARE = pattern(r",(?:仍|还|尚|共)?(?:差|缺|少|多|超|高出|多出|超出)(?:了|额|出)?")
AVERAGE = pattern(r"均|每|单位")
SPEED = frozenset({"快", "慢", "快于", "慢于"})
SAVED = pattern(r"节[约省支资]|[核审]减|下浮")
OF_LAST_YEAR = pattern(r"上一?年(?:度|同期|同月)?|去年(?:度|同期|同月)?|同期")
OPENING = pattern(r"年初|期初|上一?年(?:度末|末|底|年[末底])|去年(?:末|底|年[末底])")
OVER_TIME = pattern(r"同比|环比")
YEAR_OF = pattern(r"20[0-9]{2}")
BROKEN = pattern(r";|、|。|其中|包括|包含|分别|含")
LISTED = pattern(r"其中|包括|包含|分别|含")
TRIGGER = pattern(r"[增减升降高低多少快慢缩延涨超差缺压节长短扩拓精落滑变浮抬调恢]")
