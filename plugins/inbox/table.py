"""The command table: each command is declared once, and matching, help, near misses, docs and tests read the declaration."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum, Flag, auto

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox.painting import Drawable, Printout

from .heard import Heard
from .meaning import Meant
from .speaker import Speaker, Who
from .wording import normalise


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

    ``file`` (name and bytes, or what makes them after the commit) or ``printout`` (a page still to be printed) goes before the
    text; where none can go, ``without_file`` is said instead. ``in_group``: all goes to the person in private, and in the group
    where he asked this is said. ``photos``: stored ones that go along. ``done``: what was asked for has been done; a question says no.
    """

    text: str
    card: Drawable | None = None
    about: str | None = None
    done: bool = True
    file: tuple[str, bytes | Callable[[], bytes]] | None = None
    printout: Printout | None = None
    without_file: str = ""
    in_group: str = ""
    photos: Sequence[str] = ()

    @property
    def is_silence(self) -> bool:
        """Nothing at all: in a group it was talk after all."""
        return not (self.text or self.card or self.has_file)

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

    ``words``: each of them starts the command; so does what is ``misspelt``, but no help shows it.
    ``quoting``: words that count when they are the whole message and quote
    one of our messages. ``under``: they count only under a message about such a thing (``ticket``), and there every word
    of the command does, with whatever follows: the quote says which one is meant. ``shape``: the rest must match it
    (checked before anything else). ``accepts``: asked whether a rest without a gap names something; ``known_only``: it is
    asked after a gap, and beside a ``shape``, too, where talk is likely. ``writes``: whether it changes anything;
    ``looks``: it only shows something, and writes because the look leaves a trace.
    ``unbound``: works in a group of no community. ``photos``: those of the message are fetched and stored before it runs
    (``heard.pictures``); ``photos_before``: where it has none, those that the person sent alone just before;
    ``private_photos``: they are of a private matter: none are taken from a group, and they are kept apart, to be destroyed.
    ``strays``: runs instead where it is said in a group and belongs into private.
    ``private_word``: a word of everyday talk, chatter in a group unless we are spoken to. ``usage``: the form, for
    people. ``examples``: with ``{n}`` for a number that works now. ``topic``: chapter of the manual.
    """

    name: str
    run: Run
    words: tuple[str, ...]
    misspelt: tuple[str, ...]
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
    under: str
    writes: bool
    looks: bool
    unbound: bool
    photos: bool
    photos_before: bool
    private_photos: bool
    private_word: bool
    strays: Run | None
    meant: Meant | None


@dataclass(frozen=True, slots=True)
class Match:
    """A command word found at the start of a message. ``plain``: the text alone decides; else ``accepts`` is asked.

    ``decorated``: nothing but smileys stands behind the word (报名😊): to us that is the word, in a group it is asked about.
    """

    command: Command
    word: str
    rest: str
    raw: str
    plain: bool
    decorated: bool = False


COMMANDS: dict[str, Command] = {}
WORDS: dict[str, list[Command]] = {}
"""Commands by word, in the order of their names. A word may be shared by commands that tell by their ``shape`` which is meant."""
QUOTING: dict[tuple[str, str], Command] = {}
"""Commands by what the quoted message was about (empty: whatever) and the word."""
BY_FIRST: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Declaration:
    """The parts of a command that most commands leave at their defaults."""

    words: Sequence[str] = ()
    misspelt: Sequence[str] = ()
    who: Who = Who.ANYONE
    where: Where = Where.ANYWHERE
    takes: Takes = Takes.NOTHING
    shape: str | None = None
    accepts: Accepts | None = None
    known_only: bool = False
    quoting: Sequence[str] = ()
    under: str = ""
    writes: bool = False
    looks: bool = False
    unbound: bool = False
    photos: bool = False
    photos_before: bool = False
    private_photos: bool = False
    private_word: bool = False
    strays: Run | None = None
    meant: Meant | None = None
    examples: Sequence[str] = field(default_factory=tuple)


_MADE = ("words", "misspelt", "examples", "shape", "quoting")  # of what was declared; the rest is taken as it is
AS_DECLARED = [each.name for each in fields(Declaration) if each.name not in _MADE]


def command(name: str, *, topic: str, summary: str, usage: str | None = None, **rest: object) -> Callable[[Run], Run]:
    """Declare the command ``name``; keyword arguments are those of ``Declaration``.

    A word declared twice is a mistake, unless each of those who declare it has a ``shape``: one that no example of another fits.
    """
    parts = Declaration(**rest)  # type: ignore[arg-type]

    def declare(run: Run) -> Run:
        examples = tuple(parts.examples) or (usage or name,)
        _enter(_made(name, run, parts, words=(name, *parts.words), topic=topic, told=(summary, usage or name, examples)))
        return run

    return declare


def _made(
    name: str,
    run: Run,
    parts: Declaration,
    *,
    words: tuple[str, ...] = (),
    topic: str = "",
    told: tuple[str, str, tuple[str, ...]] = ("", "", ()),
) -> Command:
    summary, usage, examples = told
    return Command(
        name=name,
        run=run,
        words=words,
        misspelt=tuple(parts.misspelt),
        topic=topic,
        summary=summary,
        usage=usage,
        examples=examples,
        shape=re.compile(parts.shape, re.DOTALL) if parts.shape else None,
        quoting=tuple(parts.quoting),
        **{each: getattr(parts, each) for each in AS_DECLARED},
    )


def wordless(name: str, run: Run, *, photos: bool = False, private_photos: bool = False) -> Match:
    """What is run for a text or file that no word begins: nobody can type it, and it stands in no table. It writes."""
    parts = Declaration(writes=True, photos=photos, photos_before=photos and not private_photos, private_photos=private_photos)
    return Match(_made(name, run, parts), "", "", "", plain=True)


def _enter(made: Command) -> None:
    if made.name in COMMANDS:
        raise ValueError(f"two commands are called {made.name}")
    COMMANDS[made.name] = made
    for word in map(normalise, (*made.words, *made.misspelt)):
        sharing = WORDS.setdefault(word, [])
        if sharing and not (made.shape and all(each.shape for each in sharing)):
            raise ValueError(f"the word {word} is declared twice")
        sharing.append(made)
        sharing.sort(key=lambda each: each.name)
        same = BY_FIRST.setdefault(word[0], [])
        if word not in same:
            same.append(word)
            same.sort(key=len, reverse=True)
    for word in map(normalise, made.quoting):
        QUOTING[made.under, word] = made
