"""Rows that people number in words (一、 二、, 1号 2号) written the way the client numbers them, and several people on one row taken apart."""

import re
from collections.abc import Sequence

from .lines import Line, line_of
from .markers import marker_at

_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
_IN_WORDS = re.compile(r"\s*[(\[]?(?P<number>[一二三四五六七八九]?十?[一二三四五六七八九]?)[)\]]?\s*[、.:)\]]\s*(?=\S)")
_NUMBERED = re.compile(r"\s*(?P<number>[0-9]{1,3})号\s*(?![楼院线门桌店口机柜位座组队]|[0-9]|上午|下午|早|晚|$)")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁马方任袁柳唐罗薛雷贺汤郝安常于傅齐康伍余顾孟"
    "黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房丁邓洪包石崔龚程邢裴陆翁"
)
_TITLES = "阿姨|奶奶|爷爷|大爷|大妈|大娘|大叔|大姐|大哥|叔叔|师傅|老师|叔|婶|姐|哥|嫂|伯"
_ONE = rf"(?:[{_SURNAMES}](?:{_TITLES})|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_SEVERAL = re.compile(rf"\s*{_ONE}(?:\s*[、和与跟及&,，/]\s*{_ONE})+\s*")


def respell(lines: Sequence[Line]) -> list[Line]:
    """The lines with such numbers as digits; as they are where any row has digits, for then the words number something else."""
    if any((marker := marker_at(line.plain)) and not marker.weak for line in lines):
        return list(lines)
    for pattern in (_IN_WORDS, _NUMBERED):
        found = {at: said for at, line in enumerate(lines) if (said := pattern.match(line.plain)) and said["number"]}
        numbers = [_value(said["number"]) for said in found.values()]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            return [_digits(line, found.get(at)) for at, line in enumerate(lines)]
    return list(lines)


def _value(said: str) -> int:
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else _DIGITS.get(tens, 0)) + _DIGITS.get(ones, 0)


def _digits(line: Line, said: re.Match[str] | None) -> Line:
    return line if said is None else line_of(f"{_value(said['number'])}. {line.text[said.end() :]}")


def people_of(content: str) -> list[str]:
    """The people of a row that is nothing but names (郑大妈和冯师傅); else the row as it is."""
    if not _SEVERAL.fullmatch(content):
        return [content]
    return re.findall(_ONE, content)
