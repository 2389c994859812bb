"""交账: on the 1st of a month at nine, the people who are named for it get the books of the month before, once."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import names
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.db import read, upsert
from plugins.kernel.refusal import Refusal
from plugins.outbox.enclosures import Enclosure, Order, makes
from plugins.outbox.service import Letter, post, withdraw
from plugins.people import deeds, members, office_texts, reach, texts
from plugins.people.models import Deed, Member
from plugins.points.models import Book

from . import books, handover_texts
from .models import BooksReader, Handover

NAME, HAND = "books.readers", "books.handed"
MOST = 2
NINE = time(9)


def last_hour(moment: datetime) -> datetime:
    """The newest nine o'clock of a first of the month that is not after ``moment``."""
    here = clock.local(moment)
    first = here.date().replace(day=1)
    nine = clock.at_local(datetime.combine(first, NINE))
    return nine if nine <= moment else clock.at_local(datetime.combine(before(first), NINE))


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


async def readers(session: AsyncSession, community_id: int) -> Sequence[BooksReader]:
    """Who is named now, the longest first."""
    query = select(BooksReader).join(Member, Member.id == BooksReader.member_id)
    query = query.where(BooksReader.community_id == community_id, BooksReader.ended_at.is_(None), Member.gone_at.is_(None))
    return (await session.scalars(query.order_by(BooksReader.id))).all()


async def read_people(turn: Turn, words: Sequence[str]) -> list[Member]:
    """Those who are @-ed and those who are named. Raises ``Refusal`` when one is not clear, cannot be reached, or there are too many."""
    found = [
        await members.ensure_user(turn.session, turn.heard, turn.community_id, user, names.of_mentioned(turn.heard, user))
        for user in turn.heard.mentions
    ]
    for word in words:
        known = await members.by_name(turn.session, turn.community_id, word)
        if len(known) != 1:
            raise Refusal(office_texts.which_person(word, len(known)))
        found.append(known[0])
    found = list({each.id: each for each in found}.values())
    if len(found) > MOST:
        raise Refusal(handover_texts.too_many())
    reached = await reach.of_members(turn.session, [each.id for each in found])
    for each in found:
        if each.id not in reached or reached[each.id].stands_for:
            raise Refusal(handover_texts.cannot_be_reached(each.name))
    return found


async def name(turn: Turn, people: Sequence[Member]) -> None:
    """Those and nobody else get the books from now on; the new ones are told. Raises ``Refusal`` when they do already."""
    was = [each.member_id for each in await readers(turn.session, turn.community_id)]
    now = [each.id for each in people]
    if set(was) == set(now):
        raise Refusal(handover_texts.already([each.name for each in people]))
    await _set(turn.session, turn.community_id, now)
    deed = await deeds.record(turn, NAME, f"community:{turn.community_id}", {"was": was, "now": now})
    reached = await reach.of_members(turn.session, [each for each in now if each not in was])
    for member_id, where in reached.items():
        text = handover_texts.you_are_named(turn.speaker.community)
        await post(turn.session, Letter(key=f"books:named:{deed.id}:{member_id}", to=where.private, text=text, private=True))


async def _set(session: AsyncSession, community_id: int, wanted: Sequence[int]) -> None:
    there = await readers(session, community_id)
    for each in there:
        if each.member_id not in wanted:
            each.ended_at = clock.now()
    stays = {each.member_id for each in there}
    session.add_all(
        BooksReader(community_id=community_id, member_id=each, named_at=clock.now()) for each in wanted if each not in stays
    )
    await session.flush()


@deeds.undoes(NAME)
async def _as_before(turn: Turn, deed: Deed) -> str:
    present = [each.member_id for each in await readers(turn.session, turn.community_id)]
    if set(present) != set(deed.detail["now"]):
        raise Refusal(texts.changed_since())
    await _set(turn.session, turn.community_id, deed.detail["was"])
    await withdraw(turn.session, f"books:named:{deed.id}:")
    return handover_texts.named_back(await called(turn.session, deed.detail["was"]))


async def called(session: AsyncSession, ids: Sequence[int]) -> list[str]:
    """The names of members."""
    return list(await session.scalars(select(Member.name).where(Member.id.in_(ids)).order_by(Member.id)))


async def due(session: AsyncSession, present: datetime) -> list[int]:
    """The communities whose books of the month before the newest first are still to be handed to somebody named before it."""
    hour = last_hour(present)
    month = before(clock.local(hour).date())
    done = select(Handover.community_id).where(Handover.month == month)
    query = select(BooksReader.community_id).join(Member, Member.id == BooksReader.member_id).distinct()
    query = query.where(BooksReader.ended_at.is_(None), BooksReader.named_at < hour, Member.gone_at.is_(None))
    return list(await session.scalars(query.where(BooksReader.community_id.not_in(done)).order_by(BooksReader.community_id)))


async def hand(session: AsyncSession, community_id: int, present: datetime) -> None:
    """Post the books to each reader, and note that it was done. A second process that comes at the same time finds the note."""
    first = before(clock.local(last_hour(present)).date())
    month = await books.of_month(session, community_id, first)
    ids = [each.member_id for each in await readers(session, community_id)]
    reached = await reach.of_members(session, ids)
    row: dict[str, Any] = {"community_id": community_id, "month": first, "made_at": present, "readers": len(reached)}
    row |= {"lines": len(month.lines), "minutes": month.total(Book.HOURS), "points": month.total(Book.POINTS)}
    fresh = upsert(session, Handover).values(row).on_conflict_do_nothing().returning(Handover.id)
    if await session.scalar(fresh) is None:
        return
    detail = {"month": f"{first:%Y-%m}", "readers": ids, "lines": len(month.lines)}
    await deeds.record_own(session, community_id, HAND, f"community:{community_id}", detail)
    order = Order("books", {"community": community_id, "month": first.isoformat()})
    for member_id, where in reached.items():
        key = f"books:{community_id}:{first:%Y-%m}:{member_id}"
        text = handover_texts.books(month)
        await post(session, Letter(key=key, to=where.private, text=text, private=True, enclosure=order))


@makes("books")
async def _file(of: dict[str, Any]) -> Enclosure:
    async with read() as session:
        month = await books.of_month(session, of["community"], date.fromisoformat(of["month"]))
    return Enclosure(handover_texts.file_name(month), books.as_csv(month), handover_texts.books_in_words(month))
