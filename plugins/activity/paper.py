"""A paper list typed in one line: 「1 王姐 赵叔 李师傅」 or 「王姐、赵叔 1」. Pure text, no tables."""

import re
from dataclasses import dataclass

from plugins.inbox.wording import normalise, squeeze

MOST_NAMES = 60
LONGEST_NAME = 20
BETWEEN = re.compile(r"[\s,、;。/|]+")
ROW_NUMBER = re.compile(r"(?:(?<=\s)|^)[(]?\d{1,3}\s*[.、):]\s*(?=[^\d\s])", re.MULTILINE)
FIRST = re.compile(r"#?(\d{1,6})\s*号?(?=[\s,、;:]|$)[\s:]*")
LAST = re.compile(r"(?P<names>.*\D)\s*(?<!\d)(\d{1,6})\s*号?", re.DOTALL)
ALONE = re.compile(r"\d{1,6}\s*号?")
LINKS = frozenset({"和", "跟", "与", "还有", "以及", "等", "等人", "也", "都来了", "来了"})
NO_NAME = re.compile(r"[\[\]<>={}@#+*?:&^%$\\]|^\d+$|^[^\w]+$")
WESTERN = re.compile(r"[A-Za-z][A-Za-z.'-]*")


@dataclass(frozen=True, slots=True)
class Paper:
    """The activity's number (``None``: none is written), the names once each, and what is no name."""

    number: int | None
    names: list[str]
    unread: list[str]


def read_paper(text: str, *, repeats: bool = False) -> Paper:
    """Read the line as typed; the number stands first or last. ``repeats``: a name may stand in it more than once."""
    number, rest = _numbered(normalise(text))
    names: list[str] = []
    unread: list[str] = []
    for piece in _pieces(ROW_NUMBER.sub(" ", rest)):
        if piece in LINKS:
            continue
        if NO_NAME.search(piece) or not squeeze(piece) or len(piece) > LONGEST_NAME:
            unread.append(piece)
        elif repeats or squeeze(piece) not in map(squeeze, names):
            names.append(piece)
    return Paper(number, names, unread)


def _numbered(text: str) -> tuple[int | None, str]:
    if ALONE.fullmatch(text):
        return int(text.rstrip("号 ")), ""
    if found := FIRST.match(text):
        return int(found[1]), text[found.end() :]
    if found := LAST.fullmatch(text):
        return int(found[2]), found["names"]
    return None, text


def _pieces(text: str) -> list[str]:
    """What stands between the separators; the words of a Western name stay together."""
    pieces: list[str] = []
    for piece in filter(None, BETWEEN.split(text)):
        if pieces and WESTERN.fullmatch(piece) and WESTERN.fullmatch(pieces[-1].split()[-1]):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces
