"""The time a board covers: from one midnight in Shanghai to another, or since the beginning."""

from dataclasses import dataclass
from datetime import datetime

from plugins.kernel import clock


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` ≤ moment < ``end``; ``None`` means open. ``label``: how it stands on the board (2026年11月)."""

    word: str
    label: str
    start: datetime | None = None
    end: datetime | None = None


MONTHS = {"本月": 1, "上月": 1, "本季": 3, "上季": 3, "半年": 6, "今年": 12, "去年": 12}
EARLIER = frozenset({"上月", "上季", "去年"})
OVERALL = "总榜"
ALIASES = {
    "这个月": "本月", "月榜": "本月", "当月": "本月", "上个月": "上月", "本季度": "本季", "这个季度": "本季", "季榜": "本季",
    "上季度": "上季", "上个季度": "上季", "本半年": "半年", "半年榜": "半年", "本年": "今年", "全年": "今年", "年榜": "今年",
    "上年": "去年", "总": "总榜", "全部": "总榜", "累计": "总榜", "历史": "总榜",
}  # fmt: skip
WORDS = (*MONTHS, OVERALL, *ALIASES)


def named(word: str, moment: datetime | None = None) -> Period:
    """The period that ``word`` (one of ``WORDS``) means at ``moment`` (default: now). Half-years begin in January and July."""
    word = ALIASES.get(word, word)
    if word == OVERALL:
        return Period(OVERALL, "开通以来")
    length = MONTHS[word]
    today = clock.local(moment)
    first = today.year * 12 + (today.month - 1) // length * length - (length if word in EARLIER else 0)
    return Period(word, _label(first, length), _midnight(first), _midnight(first + length))


def _midnight(months: int) -> datetime:
    return clock.at_local(datetime(months // 12, months % 12 + 1, 1))  # noqa: DTZ001 - a wall-clock time, made aware here


def _label(first: int, length: int) -> str:
    year, month = first // 12, first % 12
    part = {1: f"{month + 1}月", 3: f"第{month // 3 + 1}季度", 6: "下半年" if month else "上半年", 12: ""}[length]
    return f"{year}年{part}"
