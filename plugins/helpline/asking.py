"""A need is told: it gets its number, its sort, whoever is asked, and an honest first answer."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import squeeze
from plugins.people import members, offices, settings
from plugins.people.models import Member
from plugins.tickets import kinds, owners
from plugins.tickets.life import OPEN
from plugins.tickets.models import Ticket

from . import alarm, kind, needs, reading, sorts, suspensions, texts
from .reading import Parts


async def ask(turn: Turn, parts: Parts) -> Answer:
    """Open a need of the speaker. Said again in the same words while it is open, it is not opened again.

    Raises ``Refusal`` when the speaker may not ask for the time being; words of danger are heard all the same.
    """
    me = await members.myself(turn)
    if danger := alarm.in_words(parts.words):
        return await alarm.sound(turn, me, parts, danger)
    await suspensions.check(turn.session, me.id)
    if known := await _same(turn.session, me, parts.words):
        return Answer(texts.asked_before(kinds.label(known)), about=known.subject, done=False)
    ticket, sort = await needs.open_need(turn, me, parts)
    answer = await _first_answer(turn.session, ticket, sort, parts)
    return Answer(alarm.numbers_for(parts.words) + answer, about=ticket.subject)


async def _same(session: AsyncSession, me: Member, words: str) -> Ticket | None:
    """An open need of his in the same words."""
    query = select(Ticket).where(Ticket.reporter_id == me.id, Ticket.kind == kind.KEY, Ticket.state.in_(OPEN))
    same = [each for each in await session.scalars(query) if squeeze(each.words) == squeeze(words)]
    return same[0] if same else None


async def _first_answer(session: AsyncSession, ticket: Ticket, sort: sorts.Sort | None, parts: Parts) -> str:
    chain = await owners.chain(session, ticket)
    stage = chain.stages[0].name if chain.stages else ""
    office = await owners.office_name(session, ticket)
    asked = f"{office.removesuffix(ticket.office)}{stage}" if stage in offices.OF_TEAM else stage
    waits = (
        f"{await settings.value(session, ticket.community_id, kind.SOON)} 分钟"
        if ticket.urgent
        else f"{await settings.value(session, ticket.community_id, kind.LATER)} 小时（白天）"
    )
    return texts.accepted(
        texts.First(
            label=kinds.label(ticket),
            sort=sort.name if sort else sorts.OTHER,
            asked=asked,
            asked_now=bool(chain.stages),
            urgent=ticket.urgent,
            wait=waits,
            lacks=_lacks(parts),
        )
    )


def _lacks(parts: Parts) -> Sequence[str]:
    return [name for name, there in (("住址", parts.door), ("电话", parts.phone)) if not there]


def on_behalf(parts: Parts, name: str) -> Parts:
    """The same need, of somebody who has no account: the speaker gets the news, the name is told only to the taker."""
    return replace(parts, behalf=name[: reading.LONGEST_PART])
