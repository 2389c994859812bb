"""One notice, one place, one person: he gets the words in private, says 「已转 3」, and is reminded once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Who
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox import service
from plugins.outbox.service import Letter, post
from plugins.people import deeds, reach
from plugins.people.models import Deed, Member
from plugins.people.numbers import next_number
from plugins.tickets.worktime import Allowance, Clock, after

from . import forward_texts, forwarders, versions
from .models import Bulletin, Forwarder, Forwarding

DONE = "forwarding.done"
PATIENCE = Allowance(4, Clock.WAKING)
"""After so many hours in which people are awake, whoever has not done it is reminded."""


@dataclass(frozen=True, slots=True)
class Task:
    """A notice to be carried: which, where to, by whom."""

    row: Forwarding
    bulletin: Bulletin
    forwarder: Forwarder
    name: str


def tasks(*where: ColumnElement[bool]) -> Select[Forwarding, Bulletin, Forwarder, str]:
    """Tasks with what belongs to them, oldest first."""
    query = select(Forwarding, Bulletin, Forwarder, Member.name)
    query = query.join(Bulletin, Bulletin.id == Forwarding.bulletin_id)
    query = query.join(Forwarder, Forwarder.id == Forwarding.forwarder_id).join(Member, Member.id == Forwarder.member_id)
    return query.where(*where).order_by(Forwarding.id)


async def found(session: AsyncSession, query: Select[Forwarding, Bulletin, Forwarder, str]) -> list[Task]:
    """The tasks of a query."""
    return [Task(*row) for row in await session.execute(query)]


def waits() -> tuple[ColumnElement[bool], ...]:
    """Still to be done: neither done, nor called off with its notice, nor left without anybody."""
    return Forwarding.done_at.is_(None), Bulletin.withdrawn_at.is_(None), Forwarder.ended_at.is_(None)


async def ask(session: AsyncSession, bulletin: Bulletin, community: str) -> int:
    """Ask everybody who carries notices; returns how many places that are."""
    if not forwarders.wanted(bulletin.kinds):
        return 0
    carriers = await forwarders.all_of(session, bulletin.community_id)
    for each in carriers:
        row = Forwarding(
            community_id=bulletin.community_id,
            number=await next_number(session, bulletin.community_id, "forwarding"),
            bulletin_id=bulletin.id,
            forwarder_id=each.id,
            remind_at=await after(session, bulletin.community_id, bulletin.goes_at, PATIENCE),
        )
        session.add(row)
        await session.flush()
        await _hand_over(session, row, bulletin, each, community)
    return len(carriers)


async def _hand_over(session: AsyncSession, row: Forwarding, bulletin: Bulletin, carrier: Forwarder, community: str) -> None:
    """Two letters: what is asked, and the words alone, so that they can be copied whole."""
    where = (await reach.of_members(session, [carrier.member_id])).get(carrier.member_id)
    if where is None:
        return
    asked = forward_texts.asked(row.number, bulletin.number, carrier.place, len(bulletin.photos))
    said = ((f"{row.key}:ask", asked, ()), (f"{row.key}:words", versions.mass_text(bulletin, community), bulletin.photos))
    for key, text, pictures in said:
        letter = Letter(
            key=key,
            to=where.private,
            text=text,
            about=row.subject,
            due_at=bulletin.goes_at,
            disturb=bulletin.urgent,
            via_group=where.group,
            discreet=forward_texts.look_into_private() if text == asked else None,
            pictures=pictures,
            thread=row.key,
        )
        await post(session, letter)


async def call_off(session: AsyncSession, bulletin: Bulletin) -> None:
    """The notice was taken back: nobody carries it, and who has is asked to say so there, too."""
    for task in await found(session, tasks(Forwarding.bulletin_id == bulletin.id)):
        where = (await reach.of_members(session, [task.forwarder.member_id])).get(task.forwarder.member_id)
        asked = await service.call_back(session, f"{task.row.key}:ask")
        words = await service.call_back(session, f"{task.row.key}:words")
        if where is None or (asked and words):
            continue
        text = forward_texts.called_off(bulletin.number, task.forwarder.place, done=task.row.done_at is not None)
        letter = Letter(f"{task.row.key}:off", where.private, text, disturb=True, via_group=where.group, thread=task.row.key)
        await post(session, letter)


async def mine(turn: Turn) -> list[Task]:
    """What the speaker has still to carry."""
    if turn.speaker.member_id is None:
        return []
    here = Forwarding.community_id == turn.community_id
    return await found(turn.session, tasks(here, Forwarder.member_id == turn.speaker.member_id, *waits()))


async def of(session: AsyncSession, bulletin_id: int) -> list[Task]:
    """All tasks of a notice, for staff; places that nobody carries to any more only where it was done."""
    there = await found(session, tasks(Forwarding.bulletin_id == bulletin_id))
    return [each for each in there if each.forwarder.ended_at is None or each.row.done_at]


async def finish(turn: Turn, numbers: Sequence[int]) -> list[Task]:
    """Mark these as carried: one's own, or any for staff. Raises ``Refusal`` when one of them cannot be."""
    done = []
    for number in dict.fromkeys(numbers):
        here = Forwarding.community_id == turn.community_id, Forwarding.number == number
        there = await found(turn.session, tasks(*here).with_for_update(of=Forwarding))
        task = there[0] if there else None
        if task is None or not (task.forwarder.member_id == turn.speaker.member_id or turn.speaker.level >= Who.STAFF):
            raise Refusal(forward_texts.no_such_task(number))
        if task.bulletin.withdrawn_at is not None:
            raise Refusal(forward_texts.needs_none(number, task.bulletin.number))
        if task.row.done_at is not None:
            raise Refusal(forward_texts.done_already(number, task.forwarder.place))
        done.append(task)
    for task in done:
        task.row.done_at = clock.now()
    await deeds.record(turn, DONE, "forwarding", {"rows": [each.row.id for each in done]})
    await turn.session.flush()
    return done


@deeds.undoes(DONE)
async def _not_done(turn: Turn, deed: Deed) -> str:
    rows = [await turn.session.get_one(Forwarding, number) for number in deed.detail["rows"]]
    for row in rows:
        row.done_at = None
    return forward_texts.not_done([row.number for row in rows])
