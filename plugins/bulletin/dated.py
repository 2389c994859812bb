"""„明天“ read on another day is another day: what is written for later, or for paper, gets the date. Pure text."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_DAYS = {"今": 0, "明": 1, "后": 2, "後": 2}
_WORD = re.compile(
    r"(?<![昨前清黎发说声表透文证查大雨以最之])(?P<day>今|明|大后|大後|后|後)(?P<part>天|日|早(?![餐饭点])|晚)(?![报刊])"
)
_DATED = re.compile(r"\s*[(（]\s*\d{1,2}\s*[月./]")


def _replaced(words: str, on: date, write: Callable[[str, str, date], str]) -> str:
    def one(found: re.Match[str]) -> str:
        if found["day"] in ("后", "後") and found["part"] != "天":
            return found[0]
        ahead = 3 if found["day"].startswith("大") else _DAYS[found["day"]]
        if _DATED.match(words, found.end()):
            return found[0]
        return write(found[0], "" if found["part"] in "天日" else found["part"], on + timedelta(days=ahead))

    return _WORD.sub(one, words)


def plain(day: date) -> str:
    """11月26日."""
    return f"{day.month}月{day.day}日"


def absolute(words: str, on: date) -> str:
    """„明早停水“ → „11月26日早停水“; ``on``: the day on which it was written."""
    return _replaced(words, on, lambda _, part, day: f"{plain(day)}{_long(part)}")


def annotated(words: str, on: date) -> str:
    """„明天停水“ → „明天（11月26日）停水“; what has its date already stays."""
    return _replaced(words, on, lambda said, _, day: f"{said}（{plain(day)}）")


def _long(part: str) -> str:
    return {"早": "早上", "晚": "晚上"}.get(part, part)
