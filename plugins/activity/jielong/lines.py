"""A message as lines: broken where it was meant to be broken, invisible signs gone, quoted copies left out.

Each line is kept three times: ``raw`` as typed, ``text`` with visible signs only, and ``plain``, of the same length as
``text``, half-width and with the traditional characters of our key words in simplified form, for matching.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 100_000  # characters that are read: 500 rows of 150 and a title

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]|\\r\\n|\\r|\\n")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_TRADITIONAL = "龍帶孫個幫補請隊組號單棟樓點報來參與員領動備註確變數時間爺師這裡順爸歲間講規則項領護無媽團總樣例隨週會選據紙齊"
_SIMPLIFIED = "龙带孙个帮补请队组号单栋楼点报来参与员领动备注确变数时间爷师这里顺爸岁间讲规则项领护无妈团总样例随周会选据纸齐"
_PLAIN = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(sign): " " for sign in _SPACES}
    | {ord("﹒"): ".", ord("｡"): "。", ord("➕"): "+", ord("【"): "[", ord("】"): "]", ord("〔"): "[", ord("〕"): "]"}
    | str.maketrans(_TRADITIONAL, _SIMPLIFIED)
)
_RING_RANGES = ((0x2460, 0x249C), (0x24F5, 0x24FF), (0x2776, 0x2794), (0x3220, 0x322A), (0x3251, 0x3260), (0x3280, 0x328A))
_RINGS = {
    chr(code): f"{int(unicodedata.numeric(chr(code)))}." for span in (*_RING_RANGES, (0x32B1, 0x32C0)) for code in range(*span)
}
_RINGS["\U0001f51f"] = "10."
_RING = re.compile(f"[{''.join(_RINGS)}]")
_KEYCAPS = re.compile("(?:[0-9]\ufe0f?\u20e3)+")
_DASHES = re.compile(r"^\s*(?:[-—–―─_=]\s*){5,}\s*$")
_OPENS_QUOTE = ("「", "『", "“", '"', "《")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``blank`` when nothing can be seen in it."""

    raw: str
    text: str
    plain: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to be read."""
        return not self.plain or self.plain.isspace()

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part of it as a line of its own."""
        text = self.text[start:end]
        return Line(text.strip(), text, self.plain[start:end])


def line_of(raw: str) -> Line:
    """The line with its copies."""
    text = raw if raw.isprintable() else _INVISIBLE.sub("", raw)
    if not text.isascii():
        text = _KEYCAPS.sub(_keycap, text)
        text = _RING.sub(_ring, text)
    return Line(raw.rstrip(), text, text.translate(_PLAIN))


def _keycap(found: re.Match[str]) -> str:
    digits = "".join(sign for sign in found[0] if sign.isdigit())
    return f" {digits}." if len(digits) < 4 else digits


def _ring(found: re.Match[str]) -> str:
    return f" {_RINGS[found[0]]}"


def plain_of(text: str) -> str:
    """The text half-width, with the traditional characters of our key words simplified; as long as it was."""
    return text.translate(_PLAIN)


def lines_of(text: str) -> list[Line]:
    """The lines of the message that its sender wrote himself: what he quotes is no word of his."""
    broken = _BREAKS.sub("\n", text[:LONGEST])
    return [line_of(raw) for raw in _own(broken.split("\n"))]


def _own(raws: list[str]) -> Iterator[str]:
    first = next((raw.strip() for raw in raws if raw.strip()), "")
    start = 0
    if first.startswith(_OPENS_QUOTE):
        rows = [at for at, raw in enumerate(raws) if _DASHES.match(raw)]
        if not rows:
            return
        start = rows[0] + 1
    yield from (raw for raw in raws[start:] if not raw.lstrip().startswith((">", "＞")))
