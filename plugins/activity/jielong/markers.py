"""The number in front of a row: ``1.`` ``2）`` ``3、`` ``4 `` ``5张阿姨``; and what only looks like one: a date, a time, a count.

Separators are those that the client itself accepts (seen in its lists), read on the half-width copy.
"""

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"[\s•·✅☑✔√]*(?P<open>[(\[]\s*)?(?P<number>[0-9]{1,3})(?P<gap>\s*)(?P<sep>[)\].,~。、:;\-_#@!&*%—·]?)(?P<after>\s*)"
)
# What stands right after a number that counts something (8月, 20人, 3栋): no row begins so.
_UNIT = re.compile(
    r"月|日|号|点|人|个|位|名|年|周|天|时|分|元|块|斤|栋|幢|座|单元|楼|层|室|岁|级|期|届|公里|米|km|件|份|组|队|班|群|小区|社区|\+|/|\?"
)
_DOOR = re.compile(r"[0-9]{1,3}\s*(?:[-–]\s*[0-9*]|栋|幢|座|号楼|号院|单元|#)")
_LONG_NUMBER = re.compile("[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Marker:
    """Row number, where its content begins, and whether it may as well be something else (``8.28``, ``9:00``)."""

    number: int
    content: int
    weak: bool


def marker_at(plain: str, start: int = 0) -> Marker | None:
    """The marker that begins here, ``None`` when there is none."""
    found = _MARKER.match(plain, start)
    if found is None:
        return None
    rest, number = plain[found.end() : found.end() + 12], int(found["number"])
    if found["open"] and found["sep"] not in (")", "]"):
        return None
    if not found["sep"]:
        return None if _glued(rest, gap=bool(found["gap"] or found["after"])) else Marker(number, found.end(), weak=False)
    return Marker(number, found.end(), weak=not found["after"] and _is_weak(found["sep"], rest))


def _glued(rest: str, *, gap: bool) -> bool:
    """Without a separator: a number that counts something, belongs to a longer one, or stands alone."""
    return not rest or rest[0].isdigit() or bool(_UNIT.match(rest)) or (not gap and rest[0] in "'\"%")


def _is_weak(sep: str, rest: str) -> bool:
    """A digit right behind the separator: a date (8.28), a time (9:00), a decimal; not a door or a long number."""
    if not rest[:1].isdigit():
        return False
    if sep in "-:":
        return True
    return sep == "." and not _DOOR.match(rest) and not _LONG_NUMBER.match(rest)
