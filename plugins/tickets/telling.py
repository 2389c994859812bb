"""The only place that writes letters about tickets. In private, or to the proxy; never a word of it where others read along."""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.outbox.service import Letter, post
from plugins.people import reach

from . import confirming, disclosure, kinds, news_texts, owners, texts
from .audience import Audience, View
from .life import LIVE, State, Verb
from .models import Ticket, TicketFollower, TicketStep

OF_USE = timedelta(days=2)
Say = Callable[[View], str]
_ASKS = (Verb.ASSIGN, Verb.TRANSFER, Verb.RETURN, Verb.REVIEW, Verb.UNFIXED, Verb.REOPEN)
"""After these somebody has to take it; he hears all that he may know."""


async def tell(
    session: AsyncSession,
    ticket: Ticket,
    audience: Audience,
    member_ids: Collection[int],
    key: str,
    say: Say,
    *,
    step: TicketStep | None = None,
    photos: bool = False,
    about: str | None = None,
) -> Sequence[int]:
    """One letter to each of them, in the words of ``say`` for what ``audience`` may know; returns whom a letter could be written to.

    ``key`` is made unique by ticket and member. ``photos``: those of the ticket go along, where ``audience`` may see them; those
    of the step always do. ``about``: the question that the letter asks. What is urgent comes in quiet hours, too. The words are
    sealed until they are said, and then gone.
    """
    known = await disclosure.view(session, ticket, audience, step)
    if not member_ids or not (text := say(known)):
        return ()
    found = await reach.of_members(session, list(dict.fromkeys(member_ids)))
    for member_id, where in found.items():
        letter = Letter(
            key=f"{ticket.subject}:{key}:{member_id}",
            to=where.private,
            text=f"{where.stands_for}：{text}" if where.stands_for else text,
            about=about or ticket.subject,
            expires_at=clock.now() + OF_USE,
            disturb=ticket.urgent,
            via_group=where.group,
            discreet=texts.discreet(),
            private=True,
            pictures=[*(known.photos if photos else ()), *known.step_photos],
        )
        await post(session, letter)
    return list(found)


async def report(session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
    """Tell everybody concerned of a step: who asked, who follows, who has to act now, who had it before. Not who did it."""
    heard: set[int] = {step.member_id} if step.member_id else set()
    await report_to_asker(session, ticket, step, heard)
    before, chain = step.prior.get("handler_id"), await owners.chain(session, ticket)
    if before and before != ticket.handler_id and before not in chain.first:
        await _once(session, ticket, step, Audience.OWNER, [before], heard, former=True)
    if ticket.handler_id and step.verb not in _ASKS:
        await _once(session, ticket, step, Audience.TAKER, [ticket.handler_id], heard)
    elif ticket.state in LIVE or step.verb in (Verb.WITHDRAW, Verb.DUPLICATE):
        await _once(session, ticket, step, Audience.OWNER, chain.first, heard)
    if step.verb == Verb.TAKE:
        await _others(session, ticket, step, heard)


async def report_to_asker(session: AsyncSession, ticket: Ticket, step: TicketStep, heard: set[int]) -> None:
    """Tell only those who asked and who follow."""
    await _tell_reporter(session, ticket, step, heard)
    await _once(session, ticket, step, Audience.FOLLOWER, await followers(session, ticket), heard)


async def _once(
    session: AsyncSession,
    ticket: Ticket,
    step: TicketStep,
    audience: Audience,
    member_ids: Collection[int],
    heard: set[int],
    *,
    former: bool = False,
) -> None:
    new = [each for each in member_ids if each not in heard]
    heard.update(new)

    def say(view: View) -> str:
        own = None if former else kinds.of(ticket).news(step.verb, view.audience, view)
        return own if own is not None else news_texts.news(step.verb, view, ticket.number, former=former)

    asked = step.verb in _ASKS and audience in (Audience.OWNER, Audience.TAKER) and not former
    await tell(session, ticket, audience, new, f"step:{step.id}", say, step=step, photos=asked)


async def _tell_reporter(session: AsyncSession, ticket: Ticket, step: TicketStep, heard: set[int]) -> None:
    """After 办结 he is asked whether it is fixed."""
    if ticket.reporter_id is None:
        return
    if ticket.state == State.CHECKING and step.verb == Verb.FINISH and ticket.reporter_id not in heard:
        heard.add(ticket.reporter_id)
        await _ask(session, ticket, step, ticket.reporter_id)
        return
    await _once(session, ticket, step, Audience.REPORTER, [ticket.reporter_id], heard)


async def _ask(session: AsyncSession, ticket: Ticket, step: TicketStep, reporter_id: int) -> None:
    kind = kinds.of(ticket)
    await confirming.wait(session, ticket)

    def say(view: View) -> str:
        own = kind.news(Verb.FINISH, Audience.REPORTER, view)
        return news_texts.is_it_fixed(own, view, kind.asks, [word for word, _ in kind.answers])

    about = confirming.topic(ticket)
    await tell(session, ticket, Audience.REPORTER, [reporter_id], f"step:{step.id}", say, step=step, about=about)


async def _others(session: AsyncSession, ticket: Ticket, step: TicketStep, heard: set[int]) -> None:
    """Those who were asked as well learn that it is taken: four people did the same work once."""
    asked = [each for stage in (await owners.chain(session, ticket)).stages[1:2] for each in stage.there]
    new = [each for each in asked if each not in heard]
    heard.update(new)
    await tell(session, ticket, Audience.OWNER, new, f"taken:{step.id}", news_texts.taken)


async def followers(session: AsyncSession, ticket: Ticket) -> Sequence[int]:
    """Who follows it, the longest first."""
    return await followers_of(session, ticket.id)


async def followers_of(session: AsyncSession, ticket_id: int) -> Sequence[int]:
    """Who follows the ticket of that id."""
    query = select(TicketFollower.member_id).where(TicketFollower.ticket_id == ticket_id)
    return (await session.scalars(query.order_by(TicketFollower.since, TicketFollower.member_id))).all()
