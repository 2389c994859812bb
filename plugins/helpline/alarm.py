"""Somebody says in private that he is in danger: numbers first, and those on duty are asked at once, at any hour."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.meaning import danger, danger_texts
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.outbox.service import Letter, post
from plugins.people import members, reach, staff
from plugins.people.models import Member
from plugins.tickets import finding, kinds, owners, telling
from plugins.tickets.audience import Audience
from plugins.tickets.life import OPEN
from plugins.tickets.models import Ticket

from . import crisis_texts, kind, needs, news_texts, reading, relay
from .crisis import Crisis, crisis_in
from .models import RelayedLine
from .reading import Parts

ORDER = 1


def in_words(said: str) -> Crisis | None:
    """Whether somebody is in danger from himself or from another."""
    return crisis_in(said)


def numbers_for(said: str) -> str:
    """Whom to call first, as a line of its own, where a danger of another sort is there (fire, gas, somebody who fell)."""
    present = danger.present(said)
    return f"{danger_texts.first_line(present)}\n" if present else ""


def numbers_in_group(said: str) -> str:
    """The same where others read along, with those for somebody in danger from a person."""
    which = crisis_in(said)
    return f"{crisis_texts.numbers(which)}\n" if which else numbers_for(said)


async def sound(turn: Turn, me: Member, parts: Parts, which: Crisis) -> Answer:
    """Open it, or add to what is open; those on duty hear it now. The words reach only who takes it."""
    known = await _open_one(turn.session, me)
    if known:
        await relay.write(turn.session, known, me, parts.words, parts.photos, turn.heard)
        await tell_duty(turn.session, known, which)
        return Answer(crisis_texts.heard_again(which, kinds.label(known)), about=known.subject)
    ticket, _ = await needs.open_need(turn, me, reading.urgently(parts), category=news_texts.CRISIS)
    asked = await tell_duty(turn.session, ticket, which)
    return Answer(crisis_texts.heard(which, kinds.label(ticket), anybody=asked), about=ticket.subject)


async def _open_one(session: AsyncSession, me: Member) -> Ticket | None:
    query = select(Ticket.id).where(Ticket.reporter_id == me.id, Ticket.kind == kind.KEY, Ticket.category == news_texts.CRISIS)
    known = await session.scalar(query.where(Ticket.state.in_(OPEN)).order_by(Ticket.id.desc()).limit(1))
    return await finding.lock(session, known) if known else None


async def tell_duty(session: AsyncSession, ticket: Ticket, which: Crisis) -> bool:
    """社工, 团长 and 副团长 together, and again with every new word while nobody has taken it. ``False``: there is nobody."""
    corps = await reach.holders(session, ticket.community_id, owners.CORPS)
    duty = list(dict.fromkeys((*await staff.of(session, ticket.community_id), *corps)))
    if ticket.handler_id:
        return True
    said = await session.scalar(select(func.count()).where(RelayedLine.ticket_id == ticket.id)) or 0
    label, number = kinds.label(ticket), ticket.number
    say = lambda view: crisis_texts.duty(label, number, which)  # noqa: E731
    return bool(await telling.tell(session, ticket, Audience.OWNER, duty, f"duty:{said}", say))


async def _claims(turn: Turn) -> Claim:
    """Words of danger go before any guess what the sentence means; in a group only where the bot is spoken to."""
    return Claim.FIRST if turn.heard.spoken_to and turn.heard.text and in_words(turn.heard.said) else Claim.NONE


async def _answer(turn: Turn) -> Answer:
    which = in_words(turn.heard.said)
    assert which
    if not turn.heard.in_group:
        parts = reading.with_photos(reading.read(turn.heard.said), turn.heard.pictures)
        return await sound(turn, await members.myself(turn), parts, which)
    me = await members.myself(turn)
    await sound(turn, me, Parts(words=""), which)
    await _begin_in_private(turn, which)
    return Answer(crisis_texts.in_group(which))


async def _begin_in_private(turn: Turn, which: Crisis) -> None:
    """What was said in the group is not kept; in private the talk can go on."""
    letter = Letter(
        key=f"crisis:{turn.heard.key}"[:200],
        to=turn.heard.person,
        text=crisis_texts.numbers(which),
        disturb=True,
        private=True,
        expires_at=clock.now() + relay.OF_USE,
        via_group=turn.heard.chat,
    )
    await post(turn.session, letter)


use_listener(_claims, _answer, name="有危险的话", order=ORDER)
