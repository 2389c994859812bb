"""The time an assessment is about: a quarter, half a year, a year.

Said without more (评比 季度) it is the present one, but just after its end the one that has ended: that is when it is assessed.
"""

import re
from datetime import datetime

from plugins.kernel import clock
from plugins.points import period
from plugins.points.period import Months

from .models import Assessment, Rhythm

LENGTH = {Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}
GRACE = {Rhythm.QUARTER: 1, Rhythm.HALF: 1, Rhythm.YEAR: 2}
"""So many months after its end, the name of a rhythm still means the period that has ended."""
_NAMES = {"季": Rhythm.QUARTER, "季度": Rhythm.QUARTER, "半年": Rhythm.HALF, "年终": Rhythm.YEAR, "年度": Rhythm.YEAR}
_YEAR_END = re.compile(r"(.*[年\d])\s*(?:年终|年度)")
SAID = rf"(?:季度?|半年|年终|年度|{period.LIKELY})(?:年终|年度)?"
"""A pattern for what is meant as such a time, right or wrong."""


def read(said: str, moment: datetime | None = None) -> tuple[Rhythm, Months] | None:
    """The rhythm and the months that the words mean at ``moment`` (default: now); ``None`` for other words, and for 11月.

    What is named with its year may lie ahead: the caller looks.
    """
    said = said.strip()
    if rhythm := _NAMES.get(said):
        return rhythm, _latest(rhythm, clock.local(moment))
    if year_end := _YEAR_END.fullmatch(said):
        said = year_end[1]
    found = period.read(said, moment)
    rhythm = next((each for each, length in LENGTH.items() if found and found.length == length), None)
    return (rhythm, found) if rhythm and found and found.first % found.length == 0 else None


def of(assessment: Assessment) -> Months:
    """The months that an assessment is about."""
    start = clock.local(assessment.starts_at)
    return Months(start.year * 12 + start.month - 1, LENGTH[Rhythm(assessment.rhythm)])


def _latest(rhythm: Rhythm, today: datetime) -> Months:
    length, month = LENGTH[rhythm], today.year * 12 + today.month - 1
    first = month - month % length
    return Months(first - (length if month - first < GRACE[rhythm] else 0), length)
