"""Stretches of whole months: from one midnight in Shanghai to another, or since the beginning. Boards, figures and reports share them.

A month, quarter or half-year that is said without its year is the latest that has begun: in February 「11月」 was last year's.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from plugins.inbox.meaning import numerals
from plugins.kernel import clock


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` ≤ moment < ``end``; ``None`` means open. ``label``: how it stands on the board (2026年11月)."""

    word: str
    label: str
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """A stretch of ``length`` whole months; ``first`` counts months from the year 0. Like a ``Period`` that is open nowhere."""

    first: int
    length: int

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment after its last."""
        return _midnight(self.first + self.length)

    @property
    def label(self) -> str:
        """2026年11月, 2026年第4季度, 2026年上半年, 2026年, 2026年1–5月."""
        return _label(self.first, self.length)

    @property
    def before(self) -> "Months":
        """As many months, just before."""
        return Months(self.first - self.length, self.length)


MONTHS = {"本月": 1, "上月": 1, "本季": 3, "上季": 3, "半年": 6, "今年": 12, "去年": 12}
EARLIER = frozenset({"上月", "上季", "去年"})
OVERALL = "总榜"
ALIASES = {
    "这个月": "本月", "月榜": "本月", "当月": "本月", "上个月": "上月", "本季度": "本季", "这个季度": "本季", "季榜": "本季",
    "上季度": "上季", "上个季度": "上季", "本半年": "半年", "半年榜": "半年", "本年": "今年", "全年": "今年", "年榜": "今年",
    "上年": "去年", "总": "总榜", "全部": "总榜", "累计": "总榜", "历史": "总榜",
}  # fmt: skip
WORDS = (*MONTHS, OVERALL, *ALIASES)
_NEAR = ALIASES | {
    "这月": "本月", "这季度": "本季", "这半年": "半年", "这一年": "今年", "本年度": "今年", "今年度": "今年", "去年度": "去年", "上一年": "去年",
}  # fmt: skip
_HALVES = {"上": 0, "下": 6}
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_SAID = re.compile(
    rf"(?:(?P<year>20\d\d|[今本去])\s*(?:年度?|[-./])?\s*的?\s*)?"
    rf"(?:(?P<month>{_N})\s*月?份?\s*(?:[-~–—到至]\s*(?P<until>{_N})\s*)?月?份?"
    rf"|(?:第\s*)?(?P<quarter>{_N})\s*个?季度?|[qQ](?P<q>\d)|(?P<half>[上下])半年)?(?:全年)?"
)
_UNIT = re.compile(r"[月季年qQ]|20\d\d\s*[-./]\s*\d")
LIKELY = rf"(?=[^月季年qQ]{{0,8}}[月季年qQ]|20\d\d\s*[-./]\s*\d)(?:20\d\d|{_N}|[第本这上下今去当前个半全月份季年度的到至~–—qQ./\-]|\s|\d){{1,16}}"
"""A pattern for what is meant as a stretch of time, right or wrong (13月), and for no talk (下个月交)."""


def named(word: str, moment: datetime | None = None) -> Period:
    """The period that ``word`` (one of ``WORDS``) means at ``moment`` (default: now). Half-years begin in January and July."""
    word = ALIASES.get(word, word)
    if word == OVERALL:
        return Period(OVERALL, "开通以来")
    found = _near(word, moment)
    return Period(word, found.label, found.start, found.end)


def read(said: str, moment: datetime | None = None) -> Months | None:
    """The whole months that all of ``said`` means at ``moment`` (default: now): 上月, 11月, 第四季度, 2026年上半年, 1到3月.

    ``None`` for anything else, for 13月 and 第五季度. What is named with its year may still be to come.
    """
    said = " ".join(said.split()).removesuffix("的")
    if _NEAR.get(said, said) in MONTHS:
        return _near(_NEAR.get(said, said), moment)
    found = _SAID.fullmatch(said)
    if found is None or not _UNIT.search(said):
        return None
    part = _part(found)
    return None if part is None else _dated(found["year"], *part, clock.local(moment))


def _near(word: str, moment: datetime | None) -> Months:
    length = MONTHS[word]
    today = clock.local(moment)
    first = _count(today.year, today.month - 1) // length * length - (length if word in EARLIER else 0)
    return Months(first, length)


def _part(said: re.Match[str]) -> tuple[int, int] | None:
    """(first month of the year from 0, how many months); ``None`` where there is no such part of a year."""
    if said["half"]:
        return _HALVES[said["half"]], 6
    if quarter := said["quarter"] or said["q"]:
        number = _number(quarter)
        return ((number - 1) * 3, 3) if 1 <= number <= 4 else None
    if said["month"]:
        first, last = _number(said["month"]), _number(said["until"] or said["month"])
        return (first - 1, last - first + 1) if 1 <= first <= last <= 12 else None
    return (0, 12) if said["year"] else None


def _dated(year: str | None, offset: int, length: int, today: datetime) -> Months:
    if year is None:
        return Months(_count(today.year - (offset > today.month - 1), offset), length)
    shift = {"今": 0, "本": 0, "去": -1}
    return Months(_count(today.year + shift[year] if year in shift else int(year), offset), length)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else numerals.value(said)


def _count(year: int, month: int) -> int:
    return year * 12 + month


def _midnight(months: int) -> datetime:
    return clock.at_local(datetime(months // 12, months % 12 + 1, 1))  # noqa: DTZ001 - a wall-clock time, made aware here


def _label(first: int, length: int) -> str:
    year, month = first // 12, first % 12
    if month + length > 12:
        return f"{year}年{month + 1}月–{year + 1}年{month + length - 12}月"
    if month % length or length not in (1, 3, 6, 12):
        return f"{year}年{month + 1}–{month + length}月"
    part = {1: f"{month + 1}月", 3: f"第{month // 3 + 1}季度", 6: "下半年" if month else "上半年", 12: ""}[length]
    return f"{year}年{part}"
