"""Names of private persons: told by the role before them, never by a surname alone."""

from typing import Final

from jixiao.patterns import pattern

_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜"
    "詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_DOUBLE: Final = "欧阳|司马|上官|诸葛|司徒|皇甫|东方|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木"
NAME: Final = (
    rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}](?![某])[\u4e00-\u9fff]{{1,2}})"
)
# Surnames that begin few common words, for prose: 患者康复 and 学生毕业 name nobody.
_SURE: Final = (
    "王李张刘陈杨赵吴徐孙朱郭罗梁宋郑韩唐冯董萧肖袁邓傅沈彭吕卢"
    "蒋蔡贾魏薛阎潘姜姚谭廖邹熊郝崔邱秦侯邵尹龚庞樊殷翟颜"
)
_NO_NAMES: Final = "张贴|张开|张罗|陈述|陈列|孙子|孙女|李子|杨树|杨梅|罗列|徐徐|郑重|秦腔|唐氏"
SURE_NAME: Final = rf"(?!{_NO_NAMES})[{_SURE}](?!某)[\u4e00-\u9fff]{{1,2}}"
# Those whom the money is for; officials, experts and the makers of a report are none of them.
ROLE: Final = (
    "户主|村民|居民|学生|家长|患者|患儿|病人|儿童|孤儿|幼儿|老人|残疾人|受助人|受助学生|受助对象|受益人|救助对象|"
    "低保对象|低保户|贫困户|脱贫户|特困人员|困难群众|帮扶对象|农户"
)
# A whole name under its role, with only its particulars between it and what follows.
PERSON_BEFORE: Final = pattern(
    rf"(?:{ROLE}){SURE_NAME}(?:[,、(:]|的?(?:家庭|联系)?(?:电话|手机))[^。;\n]{{0,20}}$"
)
WHOLE_NAME: Final = pattern(NAME)
