"""Personal numbers never stand in a group or a log: what is masked, and how.

Found however they are written, in Arabic, full-width, Chinese (一三八…, 壹叁捌…) and spaced forms: mobile numbers (11 digits
from 1, 138****0000), identity numbers (18, first six and last two stay), and room numbers in a door (3-2-501 → 3-2-***,
8栋1单元302 → 8栋1单元***, 302室 → ***室).
"""

import re
import unicodedata

_SAID = dict(zip("〇零一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖", "0012345678911223345667 89".replace(" ", ""), strict=True))
_CHINESE = "".join(_SAID)
_DIGIT = rf"[\d{_CHINESE}]"
# What people and input methods put between digits: spaces of all widths, marks, invisible signs, the keycap frame.
_UNSEEN = r"\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u20e3"
_BETWEEN = rf"[^\S\n\r]|[\-–—－_.·•,，、/~{_UNSEEN}]"
_GAP = rf"(?:{_BETWEEN}){{0,3}}"
MOST_GROUPS = 5  # 138-0013-8000 is a number, 「到 1 3 5 7 9 11 12 13」 is a list of numbers
_NO_DIGIT_BEFORE = r"(?<!\d)"
_FIRST = "[1１一幺壹]"
_SECOND = "[3-9３-９三四五六七八九叁參肆伍陆陸柒捌玖]"
_MOBILE = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?:[+＋]?(?:86|８６){_GAP})?({_FIRST}{_GAP}{_SECOND}(?:{_GAP}{_DIGIT}){{9}})[{_UNSEEN}]*(?!{_DIGIT})"
)
_IDENTITY = re.compile(rf"{_NO_DIGIT_BEFORE}{_DIGIT}(?:{_GAP}{_DIGIT}){{16}}{_GAP}[\d{_CHINESE}XxＸｘ](?!{_DIGIT})")
_DASH = r"\s*[-－–—]\s*"
_DOOR = re.compile(rf"(?<![\d\-－–—])({_DIGIT}{{1,3}}{_DASH}{_DIGIT}{{1,2}}{_DASH}){_DIGIT}{{3,4}}(?![\d\-－–—])")
_COUNTED = r"(?!\s*(?:单元|單元|号楼|號樓|[栋棟幢座楼樓层層户戶人个個家米元年月]))"
_NUMBER = rf"(?:\d(?:\s?\d){{2,3}}(?!\d)|[{_CHINESE}](?:\s?[{_CHINESE}]){{2,3}}(?![{_CHINESE}十百])|[一二三四五六七八九]百[零〇]?[一二三四五六七八九十]{{1,3}})"
_ROOM = re.compile(rf"((?:单元|單元|号楼|號樓|[栋棟幢座#＃])\s*[-－]?\s*)({_NUMBER}){_COUNTED}\s*(?:室|号房?|號)?")
_CHAMBER = re.compile(rf"{_NO_DIGIT_BEFORE}(?<![{_CHINESE}])({_NUMBER})(?=\s*(?:室|房间|号房|房号))")
_DIGITS = re.compile(_DIGIT)
_GROUP = re.compile(rf"[\d{_CHINESE}XxＸｘ{_UNSEEN}]+")


def digits_of(text: str) -> str:
    """The digits in ``text``, in whatever form they are written, as Arabic ones: １３八 → 138."""
    return "".join(_SAID.get(sign) or str(unicodedata.digit(sign)) for sign in _DIGITS.findall(text))


def mobiles(text: str) -> list[str]:
    """Every mobile number in the text, as eleven Arabic digits."""
    return [digits_of(found[1]) for found in _MOBILE.finditer(_IDENTITY.sub(" ", text)) if _is_one(found[1])]


def _is_one(said: str) -> bool:
    """Whether the digits are one number: in few groups, or each by itself; else they are a list of small numbers."""
    groups = _GROUP.findall(said)
    return len(groups) <= MOST_GROUPS or len(groups) == len(digits_of(said)) + (said[-1] in "XxＸｘ")


def _mobile(found: re.Match[str]) -> str:
    if not _is_one(found[1]):
        return found[0]
    digits = digits_of(found[1])
    return f"{digits[:3]}****{digits[7:]}"


def _identity(found: re.Match[str]) -> str:
    if not _is_one(found[0]):
        return found[0]
    digits = digits_of(found[0])
    last = found[0][-1]
    return f"{digits[:6]}**********{digits[-1] if last in 'XxＸｘ' else digits[-2]}{'X' if last in 'XxＸｘ' else digits[-1]}"


def mask(text: str) -> str:
    """The text with every mobile, identity and room number made unreadable."""
    text = _IDENTITY.sub(_identity, text)
    text = _MOBILE.sub(_mobile, text)
    text = _DOOR.sub(r"\1***", text)
    text = _ROOM.sub(r"\1***", text)
    return _CHAMBER.sub("***", text)
