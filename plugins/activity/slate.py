"""A line of text while it is being read, and the numbers in it.

Reading goes on a *folded* copy (full width to half width, the traditional characters of dates to simplified) of the same length
as the original, so that whatever is not understood can be given back exactly as it was typed.
"""

import re
from unicodedata import normalize

from plugins.inbox.wording import LONGEST

WIPED = "\ue000"
"""Stands where something has been understood."""
SEALED = "\ue001"
"""Stands where nothing may be understood (a quotation), but the text stays."""

_TRADITIONAL = str.maketrans(
    "點後週號禮兩鐘時間個這開淩報隊額數於裡準農曆臘節陽從單雙暫驚蟄穀處",
    "点后周号礼两钟时间个这开凌报队额数于里准农历腊节阳从单双暂惊蛰谷处",
)
WIDEST = 20  # signs of a gap that are kept
_GAP = re.compile(rf"\s{{{WIDEST + 1},}}")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONE = "[一二两三四五六七八九]"

CHINESE = rf"(?<![零〇一二两三四五六七八九十百千廿卅])(?:[二三四五]?十{_ONE}?|廿{_ONE}?|卅一?|零?{_ONE}|[零〇])(?![十百千])"
"""A Chinese number below 60, whole."""
NUMBER = rf"(?:(?<![0-9])[0-9]{{1,2}}(?![0-9])|{CHINESE})"
"""A number as it stands in a date or a time of day."""
COUNT = rf"(?:(?<![0-9.])[0-9]{{1,6}}(?![0-9.])|{_ONE}百(?:零?{_ONE}|{_ONE}十{_ONE}?)?|{CHINESE})"
"""A number as it stands before 人."""


def number(text: str) -> int:
    """The value of something that matched ``NUMBER`` or ``COUNT``, or of digits one by one (二〇二六)."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        hundreds, _, below = text.partition("百")
        return number(hundreds) * 100 + (number(below) if below else 0)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[c]) for c in text))


def _fold(char: str) -> str:
    if char in (WIPED, SEALED):
        return " "
    folded = normalize("NFKC", char)
    return folded if len(folded) == 1 else char


class Slate:
    """A line that is read bit by bit: what has been understood is wiped off, what is left over can be read out.

    Of a wide gap only a part is kept: patterns with two gaps in them need a time that grows with its cube.
    """

    def __init__(self, text: str) -> None:
        self.original = _GAP.sub(lambda gap: gap[0][:WIDEST], text)[:LONGEST]
        self.text = "".join(map(_fold, self.original)).translate(_TRADITIONAL)

    def take(self, start: int, end: int, mark: str = WIPED) -> str:
        """Wipe (or seal) a stretch; returns its original characters."""
        self.text = self.text[:start] + mark * (end - start) + self.text[end:]
        return self.original[start:end]

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Wipe every match of the pattern; returns the matches from left to right."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.take(*match.span())
        return found

    def left(self, separators: str = r"\s") -> list[tuple[int, str]]:
        """What is left over, as typed, with its position; cut where something was wiped and at the separators."""
        cut = re.finditer(rf"[^{WIPED}{separators}]+", self.text)
        return [(m.start(), self.original[m.start() : m.end()]) for m in cut]
