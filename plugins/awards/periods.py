"""The time an assessment is about: a quarter, half a year, a year.

Said without more (评比 季度) it is the present one, but just after its end the one that has ended: that is when it is assessed.
"""

import re
from datetime import datetime

from plugins.kernel import clock
from plugins.points.period import Period, of_months

from .models import Rhythm

LENGTH = {Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}
GRACE = {Rhythm.QUARTER: 1, Rhythm.HALF: 1, Rhythm.YEAR: 2}
"""So many months after its end, the name of a rhythm still means the period that has ended."""
SAID = (
    r"(?:(?:(?P<year>20\d\d)\s*年?|(?P<relative>今年|去年|本年))\s*的?\s*)?"
    r"(?P<which>第?[一二三四1-4]季度?|[上下]半年|(?P<before>上个?|本|这个?)?季度?|半年|年终|年度|全年)"
    r"|(?P<whole>20\d\d\s*年|今年|去年)"
)
_ORDINAL = {sign: number for signs in ("一二三四", "1234") for number, sign in enumerate(signs)}


def read(said: str, moment: datetime | None = None) -> tuple[Rhythm, Period] | None:
    """The rhythm and the period that the words mean at ``moment`` (default: now); ``None`` for other words.

    It may lie in the future: the caller looks.
    """
    found = re.fullmatch(SAID, said.strip())
    if found is None:
        return None
    today = clock.local(moment)
    year = _year(found, today.year)
    if found["whole"]:
        return Rhythm.YEAR, _period(Rhythm.YEAR, year or today.year, 0)
    rhythm, part = _which(found["which"])
    if part is not None:
        return rhythm, _period(rhythm, year or _passed_year(rhythm, part, today), part)
    if rhythm is Rhythm.YEAR and year:
        return rhythm, _period(rhythm, year, 0)
    return None if year else (rhythm, _latest(rhythm, found["before"] or "", today))


def _year(found: re.Match[str], present: int) -> int | None:
    if digits := re.match(r"\d{4}", found["year"] or found["whole"] or ""):
        return int(digits[0])
    word = found["relative"] or found["whole"]
    return {"去年": present - 1, "今年": present, "本年": present}[word] if word else None


def _which(word: str) -> tuple[Rhythm, int | None]:
    """The rhythm, and which of its year: 第三季度 is 2."""
    if word.endswith("半年"):
        return Rhythm.HALF, {"上": 0, "下": 1}.get(word[0])
    if "季" in word:
        return Rhythm.QUARTER, next((_ORDINAL[sign] for sign in word if sign in _ORDINAL), None)
    return Rhythm.YEAR, None


def _period(rhythm: Rhythm, year: int, part: int) -> Period:
    return of_months(rhythm, year * 12 + part * LENGTH[rhythm], LENGTH[rhythm])


def _passed_year(rhythm: Rhythm, part: int, today: datetime) -> int:
    """Without a year the last one of that name that has begun."""
    return today.year - (part * LENGTH[rhythm] + 1 > today.month)


def _latest(rhythm: Rhythm, before: str, today: datetime) -> Period:
    length, month = LENGTH[rhythm], today.year * 12 + today.month - 1
    first = month - (month % length)
    just_begun = month - first < GRACE[rhythm] and not before
    return of_months(rhythm, first - (length if just_begun or before.startswith("上") else 0), length)
