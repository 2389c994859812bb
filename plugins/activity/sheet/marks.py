"""What stands in a cell of the sheet: a tick, a word, a time. Pure text."""

import re
from datetime import time

from plugins.inbox.wording import normalise, squeeze

from ..models import Outcome

PRESENT = frozenset({
    "✓", "√", "✔", "☑", "✅", "v", "y", "t", "1", "是", "到", "到了", "已到", "来", "来了", "已来", "出席", "出勤", "参加", "已签", "已签到",
    "签到", "yes", "true", "ok", "对", "有", "迟到", "早退", "全勤", "准时", "到场", "在", "补到", "补录",
})  # fmt: skip
EXCUSED = frozenset({"请假", "假", "事假", "病假", "公假", "已请假", "有事", "请"})
ABSENT = frozenset({
    "✗", "×", "✕", "✘", "❌", "☒", "x", "n", "f", "0", "否", "没到", "未到", "没来", "未来", "缺席", "缺勤", "缺", "旷", "没", "无", "no", "false",
    "未签到", "未签", "不到", "没有来", "没有到", "未参加",
})  # fmt: skip
EMPTY = frozenset({"", "-", "--", "/", "□", "☐", "_", ".", "。", "○"})
CLOCK = re.compile(r"(?P<hour>[0-2]?\d)\s*(?:[:.点时h]\s*(?P<minute>[0-5]?\d)?\s*分?|(?P<half>点半))")
DIGITS = re.compile(r"(?P<hour>[0-2]?\d)(?P<minute>[0-5]\d)")
FRACTION = re.compile(r"0?\.\d+")
LATER = re.compile(r"下午|晚上|傍晚|pm", re.IGNORECASE)
UNREADABLE = "?"
_KEEP = re.compile(r"[\s()\[\]【】「」“”\"'!,、;:]+")


def mark_of(cell: str) -> Outcome | str | None:
    """The outcome that a cell says, ``None`` for an empty one, ``UNREADABLE`` for anything else."""
    said = _KEEP.sub("", normalise(cell)).casefold()
    if said in EMPTY:
        return None
    alone = said[0] if len(set(said)) == 1 else said  # √√
    for each in (said, alone):
        for words, outcome in ((PRESENT, Outcome.PRESENT), (EXCUSED, Outcome.EXCUSED), (ABSENT, Outcome.ABSENT)):
            if each in words:
                return outcome
    return _among_words(said)


def _among_words(said: str) -> Outcome | str:
    """「因病请假」「没到现场」「迟到10分钟」."""
    if "请假" in said:
        return Outcome.EXCUSED
    if re.search(r"没|未|缺|旷", said):
        return Outcome.ABSENT
    return Outcome.PRESENT if re.search(r"到|来了|√|✓|✔", said) else UNREADABLE


def is_ticked(cell: str) -> bool:
    """Whether a cell of a column for one outcome (请假) is filled in so as to mean yes."""
    mark = mark_of(cell)
    return mark is not None and mark != Outcome.ABSENT


def clock_of(cell: str) -> time | None:
    """The time of day that a cell says: 9:05, 09:05:00, 9点半, 下午2点, 0905, or the part of a day that Excel stores."""
    said = normalise(cell)
    if FRACTION.fullmatch(said):
        minutes = round(float(said) * 24 * 60)
        return time(minutes // 60, minutes % 60) if minutes < 24 * 60 else None
    found = CLOCK.search(said) or DIGITS.fullmatch(squeeze(said))
    if found is None:
        return None
    parts = found.groupdict()
    hour, minute = int(parts["hour"]), 30 if "半" in said else int(parts.get("minute") or 0)
    if LATER.search(said) and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 else None
