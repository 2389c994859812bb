"""People named in a sentence: by family name and title (王奶奶), by full name (李桂芳), by kinship (我妈, 我家老头子)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from plugins.inbox.meaning.phrases import Span

_SURNAMES = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝]"
)
_TITLES = (
    "奶奶|爷爷|大爷|大妈|大娘|大伯|大姐|大哥|大嫂|大叔|大婶|阿姨|叔叔|婆婆|伯伯|师傅|老师|"
    "书记|主任|医生|队长|同学|女士|先生|姐|哥|叔|姨|婶|嫂|妈|爸|伯|爷|奶|工|总"
)
# Words that begin like a family name.
_NO_NAME = (
    "麻烦|周[一二三四五六日天末]|师|时|车|年|谢谢|包[饺粽]|时[间候]|方便|高兴|万一|任[务何]|安[排全静]|成功|马上|于是|计划|应该|温[度暖]|白天|许多|全[部家体]|平[安时台]|"
    "党员|单[位元]|金额|向|沙发|黄昏|范围|牛奶|花生|水|路[上边]|宁愿|解[决释]|别|经[常过]|明[天早晚]|冷|热|吉祥|广场|关[于心]|项目|连[续忙]|毛病|家|钱|石头|江边|湖边|东[门边]|司机"
)
_STOP = (
    "也都去来报想要说的了不在是和跟与要能会让我俺咱他她给帮替参想去没有就还叫名"
    "上下一个这那哪怎什为把被吗呢吧啊呀哦哈带加取退请做过到又再已可以年月日号点"
)
_GIVEN = rf"[^\W\da-zA-Z_{_STOP}]"
_TITLED = re.compile(
    rf"(?:(?<!谢)[小老]?(?:{_SURNAMES})(?:{_TITLES})|(?<![年])[小老](?!{_NO_NAME})(?:{_SURNAMES})(?!{_GIVEN}))"
)
_FULL = re.compile(rf"(?!{_NO_NAME})(?:{_SURNAMES}){_GIVEN}{{1,2}}(?={_TITLES}|[{_STOP},.!?;:\s]|$)(?:{_TITLES})?")
_BEFORE_FULL = re.compile(r"(?:^|[,.!?;:\s帮给替代叫是为和跟与让带家]|名字|姓名)$")
_CALLED = re.compile(rf"(?:名字|姓名|大名)?(?:叫做?|是|:)\s*(?!{_NO_NAME})((?:{_SURNAMES}){_GIVEN}{{1,2}})")
_FOR = re.compile(
    rf"(?:^|[,.!?;:\s也再请想要])(?:帮|给|替|代)(?!{_NO_NAME}|大家|大伙|孩子|老人|社区|活动|现在|楼上|自己|别人)((?:[小阿]{_GIVEN}{{1,2}}|{_GIVEN}{{2,3}}))"
    r"(?=也?(?:报(?:名|上|个|1个|一个|$)|登记|取消|退出|签到))"
)
"""给小雨报名, 帮淑芬报个名: whoever a deed is done for, whatever the name looks like."""
_NICK = rf"[小阿]{_GIVEN}(?=[{_STOP},.!?;:\s]|$)"
"""我女儿小雨: a pet name counts behind the kinship."""
_MYSELF = re.compile(rf"(?:我|俺|本人)(?:的名字|名字)?(?:是|叫做?|:)(?:{_SURNAMES}){_GIVEN}{{1,2}}")
_CLOSE = (
    "妈妈|老妈|母亲|爸爸|老爸|父亲|老伴儿?|老头子?|老太太|老太婆|老婆子|爱人|老公|老婆|媳妇儿?|丈夫|妻子|先生|对象|儿子|儿媳妇?|女儿|女婿|闺女|姑娘|"
    "丫头|小孩儿?|孩子|娃娃|娃|小?外?孙子|小?外?孙女儿?|奶奶|爷爷|姥姥|姥爷|外婆|外公|婆婆|公公|岳母|岳父|丈母娘|老丈人|大?姐姐|妹妹|哥哥|弟弟|嫂子|"
    "姑姑|舅舅|舅妈|阿姨|叔叔|婶婶|邻居|同学(?![会聚])|同事|朋友|室友|舍友|闺蜜"
)
_KIN = re.compile(
    rf"(?:我们家|我们|我家里?|俺们家?|俺家里?|咱家?|我|俺)(?:的|那|个|1个)*(?:[大二三四小]?(?:{_CLOSE})|[大二三四小]?[妈爸娘爹姐妹哥弟姑舅姨叔婶爷奶](?![^\W\d]?家))"
    rf"|(?<![年青大])(?:{_CLOSE})|老人家|老人(?![免们])|一位老人"
)
_PRONOUN = re.compile("(?<![其])[他她](?!们)")
_CROWD = re.compile("(?<![跟和与随])(?:他们|她们|你们|别人|(?<!老)人家|谁|大家(?![好一])|大伙)")
# 姐姐我想参加: whom one speaks to is not whom one speaks of.
_ADDRESSED = re.compile(rf"^(?:{_CLOSE}|[大小]?[姐哥])(?=[我俺,请]|麻烦|帮我|给我|您|你|好)")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the sentence. ``name`` can stand on a list; it is empty where only kinship is known (我妈).

    ``guess`` is who that may be, to be asked; not ``alone``: others are named in the same breath.
    """

    span: Span
    said: str
    name: str = ""
    guess: str = ""
    alone: bool = True


def _free(span: Span, taken: Collection[Person]) -> bool:
    return all(span[1] <= other.span[0] or span[0] >= other.span[1] for other in taken)


def _named(text: str, known: Collection[str]) -> list[Person]:
    people = [Person(hit.span(), name, name) for name in known if name for hit in re.finditer(re.escape(name), text)]
    for expression in (_CALLED, _TITLED, _FULL):
        for hit in expression.finditer(text):
            group = 1 if expression is _CALLED else 0
            strict = expression is _FULL
            if strict and not (_BEFORE_FULL.search(text[: hit.start()]) or _after_kin(text, hit.start())):
                continue
            if _free(hit.span(), people):
                people.append(Person(hit.span(), hit[group], hit[group]))
    return people


def _is_kin(words: str) -> bool:
    return bool(_KIN.search(words) or _CROWD.search(words))


def _pet_names(text: str, taken: Collection[Person]) -> list[Person]:
    found = [hit for kin in _KIN.finditer(text) if (hit := re.compile(_NICK).match(text, kin.end()))]
    return [Person(hit.span(), hit[0], hit[0]) for hit in found if _free(hit.span(), taken)]


def _after_kin(text: str, at: int) -> bool:
    return any(hit.end() == at for hit in _KIN.finditer(text))


def people_in(text: str, known: Collection[str] = ()) -> list[Person]:
    """Everybody the text names, in order; ``known`` are names that are names here whatever they look like."""
    people = _named(text, known)
    people = [
        person for person in people if not any(hit.start() < person.span[0] < hit.end() for hit in _MYSELF.finditer(text))
    ]
    people += [
        Person(hit.span(1), hit[1], hit[1]) for hit in _FOR.finditer(text) if not _is_kin(hit[1]) and _free(hit.span(1), people)
    ]
    people += _pet_names(text, people)
    people += [Person(hit.span(), hit[0]) for hit in _KIN.finditer(text, address(text)[1]) if _free(hit.span(), people)]
    return sorted(people, key=lambda person: person.span)


def pronouns(text: str) -> list[Span]:
    """Where the text says he or she."""
    return [hit.span() for hit in _PRONOUN.finditer(text)]


def introduction(text: str) -> list[Span]:
    """Where the speaker says who he is himself (我是李桂芳)."""
    return [hit.span() for hit in _MYSELF.finditer(text)]


def address(text: str) -> Span:
    """Where the sentence begins with whom it is said to (姐姐，…); an empty span if it does not."""
    spoken_to = _ADDRESSED.match(text)
    return spoken_to.span() if spoken_to else (0, 0)


def speaks_of_a_crowd(text: str) -> bool:
    """Whether the text tells of they, you all, others: nobody whom the bot could put on a list."""
    return bool(_CROWD.search(text))
