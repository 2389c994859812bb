"""Personal numbers never stand in a group or a log: what is masked, and how.

Found in Arabic, full-width and spaced forms: mobile numbers (11 digits from 1, 138****0000), identity numbers (18, first six
and last two stay), and room numbers in a door (3-2-501 → 3-2-***, 8栋1单元302 → 8栋1单元***).
"""

import re

_DIGIT = "[0-9０-９]"
_GAP = r"[ \-–—.·\u3000\u200b-\u200d]?"
_MOBILE = re.compile(
    rf"(?<!{_DIGIT})(?:[+＋]?(?:86|８６){_GAP})?([1１])({_GAP}[3-9３-９])((?:{_GAP}{_DIGIT}){{9}})(?!{_DIGIT})"
)
_IDENTITY = re.compile(rf"(?<!{_DIGIT})({_DIGIT}{{6}}){_DIGIT}{{10}}({_DIGIT}[0-9０-９XxＸｘ])(?!{_DIGIT})")
_DOOR = re.compile(rf"(?<![0-9０-９-])({_DIGIT}{{1,3}}[-－–]{_DIGIT}{{1,2}}[-－–]){_DIGIT}{{3,4}}(?![0-9０-９-])")
_ROOM = re.compile(rf"((?:单元|單元|号楼|號樓|[栋棟幢座])\s*)({_DIGIT}{{3,4}})(?![*]|{_DIGIT})\s*(?:室|号|號)?")
_DIGITS = re.compile(_DIGIT)


def _mobile(found: re.Match[str]) -> str:
    digits = _DIGITS.findall(found.group(0))[-11:]
    return f"{''.join(digits[:3])}****{''.join(digits[7:])}"


def mask(text: str) -> str:
    """The text with every mobile, identity and room number made unreadable."""
    text = _IDENTITY.sub(r"\1**********\2", text)
    text = _MOBILE.sub(_mobile, text)
    text = _DOOR.sub(r"\1***", text)
    return _ROOM.sub(r"\1***", text)
