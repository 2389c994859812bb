"""Which of the things a deed is about: the one pointed at, else the quoted one, else the only one there is."""

from dataclasses import dataclass

from plugins.inbox.meaning.here import Here, Thing
from plugins.inbox.meaning.kinship import Person
from plugins.inbox.meaning.meant import Meant
from plugins.inbox.meaning.phrases import Span
from plugins.inbox.meaning.pointing import Pointed
from plugins.inbox.meaning.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """``number`` of the thing, or None: then the command itself shows a list.

    ``settled``: nothing about *which* is a guess (one thing, or a list that the command is bound to show).
    ``possible``: there is anything it could be about. ``pointed``: the sentence or the quote said which; ``spans`` are the
    words that did, ``why`` the same for people.
    """

    number: int | None = None
    settled: bool = True
    pointed: bool = False
    spans: tuple[Span, ...] = ()
    why: str = ""
    possible: bool = True


def _pool(here: Here, meant: Meant, person: Person | None) -> list[Thing]:
    """The things that come into question when nothing is pointed at."""
    if not meant.mine:
        return list(here.things)
    if person is None:
        return [thing for thing in here.things if thing.joined]
    return [thing for thing in here.things if (person.name in thing.proxied if person.name else thing.proxied)]


def choose(meant: Meant, read: Sentence, clause: Span, person: Person | None) -> Choice:
    """The thing this deed is about, by what is said, quoted and open, in that order."""
    pointed, here, pool = read.pointed(clause), read.here, _pool(read.here, meant, person)
    if "{thing}" not in meant.line and "{pointed}" not in meant.line:
        return Choice(spans=pointed.spans)
    if pointed.named:
        return _pointed_at(meant, read, pointed, pool)
    if here.quoted is not None:
        return Choice(here.quoted, pointed=True, why="引用")
    if len(pool) == 1:
        return Choice(pool[0].number, why="只有这一个")
    if not meant.changes and len(own := [thing for thing in pool if thing.joined]) == 1:
        return Choice(own[0].number, why="只报了这一个")
    return Choice(settled=_lists(meant, here, pool), possible=bool(pool) or not meant.mine)


def _pointed_at(meant: Meant, read: Sentence, pointed: Pointed, pool: list[Thing]) -> Choice:
    """Among several that fit the words, the quoted one counts, or those the speaker is on when he leaves."""
    things = list(pointed.things)
    if len(things) > 1 and read.here.quoted in {thing.number for thing in things}:
        return Choice(read.here.quoted, pointed=True, spans=pointed.spans, why="引用")
    if len(things) > 1 and meant.mine:
        things = [thing for thing in things if thing in pool] or things
    if len(things) == 1:
        why = f"{things[0].number}←{_said(read, pointed.spans)}"
        return Choice(things[0].number, pointed=True, spans=pointed.spans, why=why)
    settled = len(things) > 1 and _lists(meant, read.here, pool)
    return Choice(settled=settled, pointed=bool(things), spans=pointed.spans)


def _lists(meant: Meant, here: Here, pool: list[Thing]) -> bool:
    """Whether the bare command can change nothing by itself: it finds several, or none at all."""
    left = pool if meant.mine else [thing for thing in pool if not thing.joined]
    return len(left) > 1 or (not here.things and not meant.mine)


def _said(read: Sentence, spans: tuple[Span, ...]) -> str:
    return "、".join(dict.fromkeys(read.text[slice(*span)] for span in sorted(spans)))
