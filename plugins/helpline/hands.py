"""More hands for a need: called for in the volunteers' groups without a trace of the person; the taker learns who comes."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import reach
from plugins.people.models import ChatKind, Member
from plugins.tickets import kinds, standing, telling
from plugins.tickets.acting import Actor
from plugins.tickets.audience import Audience
from plugins.tickets.life import LIVE, Standing
from plugins.tickets.models import Ticket

from . import hand_texts
from .models import HelpingHand, Need

MOST = 30
TOPIC = "hands"
OF_USE = timedelta(hours=12)
_MAY = frozenset({Standing.HANDLER, Standing.OWNER, Standing.STAFF})


def check(ticket: Ticket, actor: Actor) -> None:
    """Raises ``Refusal`` unless he has it in hand, leads those who might, or is 社工."""
    if not actor.standing & _MAY or ticket.state not in LIVE:
        raise Refusal(hand_texts.only_by_taker(kinds.label(ticket)))


async def call(session: AsyncSession, ticket: Ticket, need: Need, wanted: int, when: str, stamp: str) -> int:
    """Ask the groups; returns how many. Nothing goes there but sort, urgency, number of people and the time that was said."""
    if need.sensitive:
        raise Refusal(hand_texts.not_for_others(kinds.label(ticket)))
    if not 0 < wanted <= MOST:
        raise Refusal(hand_texts.too_many(MOST))
    groups = await reach.groups(session, ticket.community_id, ChatKind.VOLUNTEERS)
    if not groups:
        raise Refusal(hand_texts.no_group())
    need.wanted = wanted + len(await there(session, ticket))
    text = hand_texts.call(kinds.label(ticket), ticket.category, wanted, when, urgent=ticket.urgent)
    for group in groups:
        letter = Letter(
            key=f"{ticket.subject}:call:{stamp}:group-{group.id}",
            to=reach.address_of(group),
            text=text,
            about=f"{TOPIC}:{ticket.id}",
            expires_at=clock.now() + OF_USE,
            disturb=ticket.urgent,
        )
        await post(session, letter)
    return len(groups)


async def there(session: AsyncSession, ticket: Ticket) -> Sequence[int]:
    """Who comes, the first first."""
    query = select(HelpingHand.member_id).where(HelpingHand.ticket_id == ticket.id, HelpingHand.withdrawn_at.is_(None))
    return (await session.scalars(query.order_by(HelpingHand.offered_at, HelpingHand.member_id))).all()


async def offer(session: AsyncSession, ticket: Ticket, need: Need, member: Member) -> int:
    """The member comes; returns how many are still wanted. The ticket's row is locked. Raises ``Refusal``."""
    label = kinds.label(ticket)
    if member.id == ticket.handler_id or await standing.reports(session, ticket, member.id):
        raise Refusal(hand_texts.your_own())
    coming = await there(session, ticket)
    if member.id in coming:
        raise Refusal(hand_texts.coming_already(member.name))
    if not need.wanted or need.sensitive:
        raise Refusal(hand_texts.nobody_called(label))
    if ticket.state not in LIVE or len(coming) >= need.wanted:
        raise Refusal(hand_texts.enough())
    hand = await session.get(HelpingHand, (ticket.id, member.id))
    if hand is None:
        hand = HelpingHand(ticket_id=ticket.id, member_id=member.id)
        session.add(hand)
    hand.offered_at, hand.withdrawn_at = clock.now(), None
    await session.flush()
    return need.wanted - len(coming) - 1


async def withdraw(session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
    """The member does not come after all; ``False`` when he was not to come."""
    hand = await session.get(HelpingHand, (ticket.id, member_id))
    if hand is None or hand.withdrawn_at is not None:
        return False
    hand.withdrawn_at = clock.now()
    await session.flush()
    return True


async def tell_taker(session: AsyncSession, ticket: Ticket, need: Need, member: Member, stamp: str, *, gone: bool) -> None:
    """Who comes, or comes no more; where nobody has taken it yet, he hears it when he does, in the list of hands."""
    if ticket.handler_id is None:
        return
    count = len(await there(session, ticket))
    label = kinds.label(ticket)
    if gone:
        say = lambda view: hand_texts.gone(label, member.name, count, need.wanted)  # noqa: E731
    else:
        say = lambda view: hand_texts.to_taker(label, ticket.number, member.name, count, need.wanted)  # noqa: E731
    await telling.tell(session, ticket, Audience.TAKER, [ticket.handler_id], f"hand:{stamp}", say)


async def tell_all(session: AsyncSession, ticket: Ticket, by: Member, words: str) -> int:
    """What the taker wants his hands to know, each in private; returns how many were written to. Raises ``Refusal``."""
    coming = await there(session, ticket)
    if not coming:
        raise Refusal(hand_texts.nobody_to_tell(kinds.label(ticket)))
    number = await session.scalar(select(func.count()).where(HelpingHand.ticket_id == ticket.id))
    text = hand_texts.from_taker(kinds.label(ticket), by.name, words)
    stamp = f"{clock.now():%m%d%H%M%S}{number}"
    for member_id, where in (await reach.of_members(session, coming)).items():
        letter = Letter(
            key=f"{ticket.subject}:tell:{stamp}:{member_id}",
            to=where.private,
            text=text,
            about=ticket.subject,
            disturb=True,
            via_group=where.group,
            private=True,
            expires_at=clock.now() + OF_USE,
        )
        await post(session, letter)
    return len(coming)
