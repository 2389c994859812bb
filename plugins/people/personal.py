"""All that is stored about one person: shown to him, and erased when he says so. Every room registers what it holds.

What is erased leaves no name: rows that the books, the lists and the audit trail need stay, and belong to nobody whom anybody
could find. Sealed words of a person's own are overwritten in every table, registered or not.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.vault import Sealed

from . import merging, personal_texts
from .models import Account, Member, Role
from .profile_models import Merger, Profile

OWN_WORDS = frozenset({"member_id", "reporter_id", "requester_id"})  # whose words stand in a row


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: the record that is kept first, those that became one with it, and the children in his care; his accounts."""

    community_id: int
    member_ids: tuple[int, ...]
    accounts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def speakers(self) -> list[str]:
        """The accounts as deeds name them."""
        return [f"{platform}:{user}" for platform, user in self.accounts]


Holds = Callable[[AsyncSession, Person], Awaitable[Sequence[str]]]
Erases = Callable[[AsyncSession, Person], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Room:
    """What a room holds of a person: a title, lines for him to read, what erasing does there, and how long it is kept."""

    title: str
    holds: Holds
    erases: Erases | None
    kept: str
    order: int
    leaves: str = ""


_rooms: dict[str, Room] = {}


def room(title: str, *, holds: Holds, erases: Erases | None, kept: str, order: int = 50, leaves: str = "") -> None:
    """Register what a room holds. ``erases`` ``None``: what stays holds no words and no name. Twice a title is a mistake.

    ``leaves``: what becomes of what is not finished, said before it is erased to whom the room holds something of.
    """
    if title in _rooms:
        raise ValueError(f"two rooms hold {title}")
    _rooms[title] = Room(title, holds, erases, kept, order, leaves)


def rooms() -> list[Room]:
    """The rooms in the order in which they are shown."""
    return sorted(_rooms.values(), key=lambda each: each.order)


async def person(session: AsyncSession, member: Member) -> Person:
    """Everything that is this person's: what became one with his record, and the children for whom only he speaks."""
    mine = [member.id]
    for number in mine:
        mine += (await session.scalars(select(Merger.gone_id).where(Merger.kept_id == number))).all()
    has_account = select(Account.member_id)
    children = select(Profile.member_id).where(Profile.guardian_id.in_(mine), Profile.member_id.not_in(has_account))
    mine += (await session.scalars(children)).all()
    query = select(Account.platform, Account.user).where(Account.member_id.in_(mine)).order_by(Account.id)
    accounts = tuple((row.platform, row.user) for row in await session.execute(query))
    return Person(member.community_id, tuple(dict.fromkeys(mine)), accounts)


async def told(session: AsyncSession, whose: Person) -> list[tuple[str, Sequence[str], str]]:
    """(title, lines, how long it is kept) of every room."""
    return [(each.title, await each.holds(session, whose), each.kept) for each in rooms()]


async def leaves(session: AsyncSession, whose: Person) -> Sequence[str]:
    """What becomes of what is not finished, room by room."""
    return [each.leaves for each in rooms() if each.leaves and await each.holds(session, whose)]


async def erase(session: AsyncSession, whose: Person) -> None:
    """Erase it everywhere; the last room first, so that what belongs to the person goes before the person.

    Offices end before anything else: what the rooms hand over must not come back to him.
    """
    ended = update(Role).where(Role.member_id.in_(whose.member_ids), Role.ended_at.is_(None))
    await session.execute(ended.values(ended_at=clock.now()))
    for each in reversed(rooms()):
        if each.erases:
            await each.erases(session, whose)
    await session.flush()
    for table, column in merging.referring():
        if column.name in OWN_WORDS:
            await _overwrite(session, table, column, whose)
    await merging.read_anew(session)


async def _overwrite(session: AsyncSession, table: Table, column: Any, whose: Person) -> None:
    """Sealed words of the person's own are gone, wherever they stand."""
    for words in (each for each in table.columns if isinstance(each.type, Sealed)):
        new = None if words.nullable else personal_texts.erased()
        here = update(table).where(column.in_(whose.member_ids), words.is_not(None))
        await session.execute(here.values({words.name: new}))
