"""Numbers as they are said: 十二号 → 12号, 三个人 → 3个人, 报名十二 → 报名12."""

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "仨": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SAID = "[零〇一二两三四五六七八九十百]"
# One is a number only where it counts something by itself: 一号 and 一点, but never 一个 and 一下.
_BEFORE_UNIT = re.compile(rf"(?<![周期拜第一二两三四五六七八九十百]){_SAID}+(?=[号日月点人个位口名])")
_AFTER_WORD = re.compile(
    rf"(?<=报名|活动|编号|参加){_SAID}+(?![个下位点样起些])|(?<=报)[十二三四五六七八九]{{1,3}}(?![个下位点])"
)
_DAY_AFTER_MONTH = re.compile(rf"(?<=\d月){_SAID}+")
_ORDINAL = re.compile(rf"(?<=第){_SAID}+(?=号)")


def value(said: str) -> int:
    """The number that Chinese numerals below a thousand say (十二 → 12, 两 → 2, 一百零三 → 103)."""
    total, digit = 0, 0
    for sign in said:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[sign] if digit else _DIGITS[sign]
    return total + digit


def _figure(found: re.Match[str]) -> str:
    said = found.group(0)
    counts_one = said == "一" and found.string[found.end() : found.end() + 1] not in ("号", "日", "月", "点")
    return said if counts_one else str(value(said))


def arabic(text: str) -> str:
    """The text with numbers that count, date or name something written in digits; 一个, 周六, 第一 stay as they are."""
    text = _BEFORE_UNIT.sub(_figure, text)
    text = _DAY_AFTER_MONTH.sub(_figure, text)
    return _AFTER_WORD.sub(_figure, _ORDINAL.sub(_figure, text))
