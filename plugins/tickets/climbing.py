"""A rung of the ladder is climbed: what is said and done at its moment."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from . import kinds, ladder, news_texts, opening, owners, telling
from .acting import HOUSE, act
from .audience import Audience
from .ladder import Act, Rung
from .life import Verb
from .models import Ticket

_STEPS = {Act.REVIEW: Verb.REVIEW, Act.LAPSE: Verb.LAPSE}


async def climb(session: AsyncSession, ticket: Ticket) -> None:
    """Climb every rung whose moment has come. Somebody else may have been first: then there is nothing to do."""
    while ticket.wake_at is not None and ticket.wake_at <= clock.now():
        there = await ladder.rungs(session, ticket)
        if ticket.rung >= len(there):
            ticket.wake_at = None
            break
        rung, began = there[ticket.rung], ticket.round
        if rung.at > clock.now():  # somebody came or went, and the ladder is another one
            ticket.wake_at = rung.at
            break
        await _do(session, ticket, rung)
        if ticket.round == began:
            await _next(session, ticket)
    await session.flush()


async def climb_now(session: AsyncSession, ticket: Ticket) -> None:
    """Whoever is asked cannot be reached: the next rung is climbed before its moment, and all above it come as much earlier."""
    there = await ladder.rungs(session, ticket)
    if ticket.rung >= len(there):
        return
    rung = there[ticket.rung]
    await _do(session, ticket, rung)
    ticket.timed_at -= max(rung.at - clock.now(), timedelta(0))
    await _next(session, ticket)
    await session.flush()


async def _next(session: AsyncSession, ticket: Ticket) -> None:
    ticket.rung += 1
    await ladder.set_alarm(session, ticket)


async def _do(session: AsyncSession, ticket: Ticket, rung: Rung) -> None:
    if verb := _STEPS.get(rung.act):
        await telling.report(session, ticket, await act(session, ticket, verb, HOUSE))
    elif rung.act is Act.ASSIGN:
        if await opening.offer(session, ticket) is None:
            await ladder.start(session, ticket, None)
    elif rung.act is Act.RAISE:
        await _raise(session, ticket, rung)
    else:
        await _remind(session, ticket, rung)


async def _remind(session: AsyncSession, ticket: Ticket, rung: Rung) -> None:
    """What is of no more use when the house was asleep is left out: a reminder before a deadline that has passed."""
    key, number = _key(ticket), ticket.number
    if rung.act is Act.WARN and ticket.reporter_id:
        await telling.tell(
            session, ticket, Audience.REPORTER, [ticket.reporter_id], key, lambda view: news_texts.warning(view, number)
        )
    elif rung.act is Act.REMIND and ticket.due_at and ticket.due_at > clock.now():
        await _tell_first(session, ticket, key, lambda view: news_texts.soon_due(view, number))
    elif rung.act is Act.DUE:
        await _tell_first(session, ticket, key, lambda view: news_texts.due_now(view, number))


async def _tell_first(session: AsyncSession, ticket: Ticket, key: str, say: telling.Say) -> None:
    audience = Audience.TAKER if ticket.handler_id and ticket.state == "处理中" else Audience.OWNER
    await telling.tell(session, ticket, audience, (await owners.chain(session, ticket)).first, key, say)


async def _raise(session: AsyncSession, ticket: Ticket, rung: Rung) -> None:
    """The next stage hears of it, and so does the one who asked. At the last the level goes up."""
    above = await kinds.of(ticket).above(session, ticket)
    change = {"level": above.level} if rung.last else {}
    step = await act(session, ticket, Verb.RAISE, HOUSE, change=change)
    stages = (await owners.chain(session, ticket)).stages
    told = stages[min(rung.stage, len(stages) - 1)].there if stages else ()
    number, kind = ticket.number, kinds.of(ticket)
    before, to = (stages[min(place, len(stages) - 1)].name if stages else "" for place in (max(rung.stage - 1, 0), rung.stage))
    before = to if ticket.rung >= len(stages) - 1 > 0 else before
    say = news_texts.to_the_street if rung.last and rung.stage == 0 else news_texts.overdue
    own = lambda view: kind.raised(view.audience, view, before, to)  # noqa: E731
    await telling.tell(session, ticket, Audience.OWNER, told, _key(ticket), lambda view: own(view) or say(view, number))
    if ticket.reporter_id and await telling.tell(
        session, ticket, Audience.REPORTER, [ticket.reporter_id], _key(ticket), lambda view: own(view) or ""
    ):
        return
    await telling.report_to_asker(session, ticket, step, set(told))


def _key(ticket: Ticket) -> str:
    return f"rung:{ticket.round}:{ticket.rung}"
