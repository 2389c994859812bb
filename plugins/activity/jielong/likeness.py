"""Whether a line looks like a person or like a rule, a dish, a date. Only ever used to choose between two readings."""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严赖覃洪武戴莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝游辛靳柴蒙鲍华喻祁蒲房滕屈饶牟艾尤"
    "穆卓吉缪车项芦麦褚娄窦戚岑景宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬卞姬栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩池麻苑迟張劉陳楊黃趙吳"
    "孫馬鄭謝許韓馮鄧蔣葉魏蘇呂盧鍾譚陸賈韋鄒閆龍陶賀顧龔邵萬錢嚴賴湯溫齊喬龐顏莊聶魯歐蘭紀畢單駱藍遊華饒車麥婁甲乙丙丁戊己庚辛壬癸"
)
_TITLES = (
    "阿姨|奶奶|爷爷|爺爺|大爷|大爺|大妈|大媽|大娘|大叔|叔叔|叔|婶|嬸|伯|师傅|師傅|老师|老師|姐|哥|妹|弟|妈妈|媽媽|妈|媽|爸爸|爸|嫂|"
    "主任|书记|队长|医生|大夫|女士|先生|同学|站长|经理|总|姥姥|姥爷|外婆|外公"
)
_PERSON = re.compile(
    rf"[^\w(]*(?:[0-9]{{1,3}}[-–栋幢座#号楼单元0-9*\s]*)?"
    rf"(?:(?:代|帮|替)?[\u4e00-\u9fff]{{1,4}}(?:{_TITLES})|[老小阿大][\u4e00-\u9fff]{{1,2}}|(?:欧阳|上官|司马|诸葛|司徒|夏侯)[\u4e00-\u9fff]{{1,2}}"
    rf"|[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}|[A-Za-z][\w.]{{0,15}})"
    rf"(?![\u4e00-\u9fff])|[^\w(]*[0-9]{{1,3}}[-–栋幢座#]"
)
_RULES = re.compile(
    r"须知|注意|要求|规则|规定|说明|流程|步骤|提醒|提示|内容|准备|携带|物品|菜单|菜品|套餐|选项|项目|备注|分工|安排|议程|公告|事项|选择|可选|办法|方法|如下"
)
_SENTENCE = re.compile(r"[。!?,;]\S{2,}|请|不要|必须|不得|务必|应当|先把|再")
_INVITES = re.compile(
    r"接龙|报名|参加|参与|活动|志愿|巡湖|护湖|集合|名单|统计|组织|签到|[0-9]{1,2}月[0-9]{1,2}|[0-9]{1,2}[号日]|周[一二三四五六日末]|星期[一二三四五六日]"
)
SAMPLE = 12


def is_person(plain: str) -> bool:
    """Whether the row begins like a person: a name, a form of address, a door with a name behind."""
    return bool(_PERSON.match(plain)) and not _SENTENCE.search(plain[:40])


def share_of_people(contents: list[str]) -> float:
    """How many of the first rows look like persons, 0 to 1; empty rows count for neither."""
    written = [each.strip() for each in contents[:SAMPLE] if each.strip()]
    return sum(map(is_person, written)) / len(written) if written else 0.0


def announces_rules(plain: str) -> bool:
    """Whether what follows this line is a list of rules, dishes or things."""
    return bool(_RULES.search(plain))


def invites(plain: str) -> bool:
    """Whether a line without #接龙 may be the title of a sign-up."""
    return bool(_INVITES.search(plain))
