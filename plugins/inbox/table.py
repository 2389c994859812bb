"""The command table: each command is declared once, and matching, help, near misses, docs and tests read the declaration."""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, Flag, auto

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox.painting import Drawable, Printout

from .heard import CALL, Heard
from .meaning import Meant
from .speaker import Speaker, Who
from .wording import looks_like_chatter, normalise

FARTHEST = 80  # characters before what a command takes: the word, a call, marks that cannot be seen
GAP = re.compile(r"^[\s:,、。;!·~]+")
PLUSES = re.compile(r"(?:\+ ?[0-9]{1,2} ?)+")
TAIL = re.compile(r"[\s!~。.,;、]+$")
LEADING_CALL = re.compile(rf"^{CALL}[\s,、:!]*")


class Where(Flag):
    """Where a command may be said."""

    GROUP = auto()
    PRIVATE = auto()
    ANYWHERE = GROUP | PRIVATE


class Takes(Enum):
    """What follows the word: nothing, a reference to something known (or nothing), or free text that must be there."""

    NOTHING = auto()
    REFERENCE = auto()
    TEXT = auto()


@dataclass(slots=True)
class Answer:
    """What the person hears. ``about`` is remembered so that the answer can be quoted (``activity:55``).

    ``file`` (name and bytes) or ``printout`` (a page still to be printed) goes before the text; where none can go,
    ``without_file`` is said instead. ``done``: whether what was asked for has been done; a refusal or a question says no.
    """

    text: str
    card: Drawable | None = None
    about: str | None = None
    done: bool = True
    file: tuple[str, bytes] | None = None
    printout: Printout | None = None
    without_file: str = ""

    @property
    def has_file(self) -> bool:
        """Whether a file belongs to it."""
        return self.file is not None or self.printout is not None


@dataclass(slots=True)
class Turn:
    """One person's turn: everything a command needs. ``rest`` is normalised, ``raw`` as typed."""

    session: AsyncSession
    heard: Heard
    speaker: Speaker
    rest: str
    raw: str
    word: str = ""

    @property
    def community_id(self) -> int:
        """The community; the router lets no command through without one unless it declares ``unbound``."""
        assert self.speaker.community_id is not None
        return self.speaker.community_id


Run = Callable[[Turn], Awaitable[Answer | str]]
Accepts = Callable[[Turn], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Command:
    """A declaration.

    ``words``: each of them starts the command. ``quoting``: words that count when they are the whole message and quote one of
    our messages. ``shape``: the rest must match it (checked before anything else). ``accepts``: asked whether a rest without
    a gap names something; ``known_only``: it is asked after a gap, too, where talk is likely. ``writes``: whether it changes
    anything. ``unbound``: works in a group of no community. ``photos``: those of the message are fetched and stored before it
    runs (``heard.pictures``). ``usage``: the form, for people. ``examples``: with ``{n}`` for a number that works now.
    ``topic``: chapter of the manual.
    """

    name: str
    run: Run
    words: tuple[str, ...]
    topic: str
    summary: str
    usage: str
    examples: tuple[str, ...]
    who: Who
    where: Where
    takes: Takes
    shape: re.Pattern[str] | None
    accepts: Accepts | None
    known_only: bool
    quoting: tuple[str, ...]
    writes: bool
    unbound: bool
    photos: bool
    meant: Meant | None


@dataclass(frozen=True, slots=True)
class Match:
    """A command word found at the start of a message. ``plain``: the text alone decides; else ``accepts`` is asked."""

    command: Command
    word: str
    rest: str
    raw: str
    plain: bool


COMMANDS: dict[str, Command] = {}
_WORDS: dict[str, Command] = {}
_QUOTING: dict[str, Command] = {}
_BY_FIRST: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Declaration:
    """The parts of a command that most commands leave at their defaults."""

    words: Sequence[str] = ()
    who: Who = Who.ANYONE
    where: Where = Where.ANYWHERE
    takes: Takes = Takes.NOTHING
    shape: str | None = None
    accepts: Accepts | None = None
    known_only: bool = False
    quoting: Sequence[str] = ()
    writes: bool = False
    unbound: bool = False
    photos: bool = False
    meant: Meant | None = None
    examples: Sequence[str] = field(default_factory=tuple)


def command(name: str, *, topic: str, summary: str, usage: str | None = None, **rest: object) -> Callable[[Run], Run]:
    """Declare the command ``name``; keyword arguments are those of ``Declaration``. A word declared twice is a mistake."""
    parts = Declaration(**rest)  # type: ignore[arg-type]

    def declare(run: Run) -> Run:
        made = Command(
            name=name,
            run=run,
            words=(name, *parts.words),
            topic=topic,
            summary=summary,
            usage=usage or name,
            examples=tuple(parts.examples) or (usage or name,),
            who=parts.who,
            where=parts.where,
            takes=parts.takes,
            shape=re.compile(parts.shape, re.DOTALL) if parts.shape else None,
            accepts=parts.accepts,
            known_only=parts.known_only,
            quoting=tuple(parts.quoting),
            writes=parts.writes,
            unbound=parts.unbound,
            photos=parts.photos,
            meant=parts.meant,
        )
        _enter(made)
        return run

    return declare


def _enter(made: Command) -> None:
    if made.name in COMMANDS:
        raise ValueError(f"two commands are called {made.name}")
    COMMANDS[made.name] = made
    for word in map(normalise, made.words):
        if word in _WORDS:
            raise ValueError(f"the word {word} is declared twice")
        _WORDS[word] = made
        same = _BY_FIRST.setdefault(word[0], [])
        same.append(word)
        same.sort(key=len, reverse=True)
    for word in map(normalise, made.quoting):
        _QUOTING[word] = made


def by_quote(text: str) -> tuple[Command, str] | None:
    """The command that this whole message means under a quoted message of ours, and what follows it: 「+3」 is 「+1」 for 3人."""
    text = TAIL.sub("", text)
    if PLUSES.fullmatch(text):
        heads = sum(int(each) for each in re.findall(r"\d+", text))
        return (_QUOTING["+1"], "" if heads == 1 else f"{heads}人") if "+1" in _QUOTING else None
    return (found, "") if (found := _QUOTING.get(text)) else None


def find(heard: Heard) -> Iterator[Match]:
    """Commands that this message may be, longest word first. Cheap: for chatter one look at the first character."""
    text = heard.text
    if text.startswith(CALL):
        text = LEADING_CALL.sub("", text)
    text = text.lstrip("/#").lstrip() if text[:1] in "/#" else text
    for word in _BY_FIRST.get(text[:1], ()):
        if text.startswith(word) and (match := _match(heard, _WORDS[word], word, text[len(word) :])):
            yield match


def _match(heard: Heard, command: Command, word: str, after: str) -> Match | None:
    rest = GAP.sub("", after)
    gap = rest != after or not after
    if command.takes is not Takes.TEXT:
        rest = TAIL.sub("", rest)
    if not _fits(command, rest, heard):
        return None
    return Match(command, word, rest, raw_of(heard.said, rest), plain=not rest or _is_plain(command, rest, heard, gap=gap))


def _fits(command: Command, rest: str, heard: Heard) -> bool:
    if command.shape:
        return bool(command.shape.fullmatch(rest))
    if command.takes is Takes.NOTHING:
        return not rest
    return heard.spoken_to or bool(rest or heard.photos) or command.takes is not Takes.TEXT or heard.text == command.name


def _is_plain(command: Command, rest: str, heard: Heard, *, gap: bool) -> bool:
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
