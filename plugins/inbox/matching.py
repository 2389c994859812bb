"""From a message to the command it may be. Cheap, and by the text alone: the command table says what to look for."""

import re
from collections.abc import Iterator

from . import wording
from .heard import CALL, Heard
from .table import BY_FIRST, QUOTING, WORDS, Command, Match, Takes
from .wording import looks_like_chatter, normalise, pluses

FARTHEST = 80  # characters before what a command takes: the word, a call, marks that cannot be seen
GAP = re.compile(r"^[\s:,、。;!·~]+")
TAIL = re.compile(r"[\s!~。.,;、]+$")
LEADING_CALL = re.compile(rf"^{CALL}[\s,、:!]*")


def by_quote(text: str, topic: str | None = None) -> tuple[Command, str] | None:
    """The command that this whole message means under a quoted message of ours, and what follows it: 「+3」 is 「+1」 for 3人.

    ``topic``: what the quoted message was about (``ticket``); ``None``: anything.
    """
    word, rest = pluses(TAIL.sub("", text))
    if topic is None:
        found = next((command for (_, said), command in QUOTING.items() if said == word), None)
    else:
        found = QUOTING.get((topic, word)) or QUOTING.get(("", word))
    return (found, rest) if found else None


def quoting(heard: Heard) -> Match | None:
    """The command that is meant under the message of ours that was quoted: a word for it alone, or a command about such a thing.

    「办结 已换新井盖」 needs no number under the message about a ticket.
    """
    topic = (heard.about or "").partition(":")[0]
    if found := by_quote(heard.text, topic):
        return Match(found[0], heard.text, found[1], found[1], plain=True)
    for word in BY_FIRST.get(heard.text[:1], ()) if topic else ():
        command = next((each for each in WORDS[word] if each.under == topic), None)
        if command and heard.text.startswith(word):
            rest = GAP.sub("", heard.text[len(word) :])
            return Match(command, word, rest, raw_of(heard.said, rest), plain=True)
    return None


def find(heard: Heard) -> Iterator[Match]:
    """Commands that this message may be, longest word first. Cheap: for chatter one look at the first character."""
    text = heard.text
    if text.startswith(CALL):
        text = LEADING_CALL.sub("", text)
    text = text.lstrip("/#").lstrip() if text[:1] in "/#" else text
    for word in BY_FIRST.get(text[:1], ()):
        if text.startswith(word):
            for command in WORDS[word]:
                if match := _match(heard, command, word, text[len(word) :]):
                    yield match


def _match(heard: Heard, command: Command, word: str, after: str) -> Match | None:
    if after and command.takes is not Takes.TEXT and wording.is_decoration(after) and _fits(command, "", heard):
        return Match(command, word, "", "", plain=False, decorated=True)
    rest = GAP.sub("", after)
    gap = rest != after or not after
    if command.takes is not Takes.TEXT:
        rest = TAIL.sub("", rest)
    if not _fits(command, rest, heard):
        return None
    return Match(command, word, rest, raw_of(heard.said, rest), plain=not rest or _is_plain(command, rest, heard, gap=gap))


def _fits(command: Command, rest: str, heard: Heard) -> bool:
    if command.private_word and not heard.spoken_to:
        return False
    if command.shape:
        return bool(command.shape.fullmatch(rest))
    if command.takes is Takes.NOTHING:
        return not rest
    return heard.spoken_to or bool(rest or heard.photos) or command.takes is not Takes.TEXT or heard.text == command.name


def _is_plain(command: Command, rest: str, heard: Heard, *, gap: bool) -> bool:
    if command.shape and command.accepts and command.known_only:
        return bool(command.under) and heard.spoken_to
    if rest[0].isdigit():
        return True
    if command.takes is Takes.TEXT:
        return gap or heard.spoken_to or bool(heard.photos)
    if command.shape:
        return True
    return gap and not command.known_only and not looks_like_chatter(rest)


def raw_of(said: str, rest: str) -> str:
    """The part of ``said`` that ``rest`` is the normalised copy of: what people typed is what is stored."""
    if not rest:
        return ""
    for start in range(min(len(said), FARTHEST)):
        if TAIL.sub("", normalise(said[start:])) == TAIL.sub("", rest):
            return said[start:].strip()
    return rest
