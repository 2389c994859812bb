"""What time does to a ticket: reminders before and at the deadline, then upward, each exactly once; the end of waiting.

A ticket stands on rung ``rung`` of the ladder that its state has in this round; ``wake_at`` is the moment of that rung. A new
assignment, and a new word of the person who asked, begin a new round. Letters carry round and rung in their key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import settings

from . import kinds, owners, worktime
from .life import LIVE, State, Verb
from .models import Ticket

STEP = settings.knob("工单升级间隔", "工单超时后，隔几个工作时往上报一级", default=4, low=1, high=80, topic="工单")
ANSWER = settings.knob("工单确认天数", "办结后等报的人确认几天，没回就按未确认结案", default=7, low=2, high=60, topic="工单")
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=1)


class Act(StrEnum):
    """What is done on a rung."""

    ASSIGN = "assign"
    REMIND = "remind"
    DUE = "due"
    RAISE = "raise"
    REVIEW = "review"
    WARN = "warn"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class Rung:
    """A moment and what is done then. ``stage``: who of the chain hears it; ``last``: the level goes up with it."""

    at: datetime
    act: Act
    stage: int = 0
    last: bool = False


async def start(session: AsyncSession, ticket: Ticket, verb: Verb | None) -> None:
    """Begin a new round in the state the ticket has now, with its new deadline."""
    now, kind = clock.now(), kinds.of(ticket)
    ticket.timed_at, ticket.rung, ticket.round = now, 0, ticket.round + 1
    if ticket.state in LIVE:
        due = await kind.due(session, ticket, verb, now)
        ticket.due_at = due or await worktime.after(session, ticket.community_id, now, await kind.allowance(session, ticket))
    elif ticket.state == State.CHECKING:
        ticket.due_at = now + timedelta(days=await settings.value(session, ticket.community_id, ANSWER))
    await set_alarm(session, ticket)


async def set_alarm(session: AsyncSession, ticket: Ticket) -> None:
    """Let ``wake_at`` be the moment of the rung on which the ticket stands."""
    there = await rungs(session, ticket)
    ticket.wake_at = there[ticket.rung].at if ticket.rung < len(there) else None


async def rungs(session: AsyncSession, ticket: Ticket) -> Sequence[Rung]:
    """The ladder of the ticket in the state it has now, in order of time. 新 is what nobody could be found for: tried every day."""
    due = ticket.due_at
    if due is None:
        return ()
    if ticket.state == State.SHELVED:
        return (Rung(due, Act.REVIEW),)
    if ticket.state == State.CHECKING:
        return (Rung(due - timedelta(days=1), Act.WARN), Rung(due, Act.LAPSE))
    if ticket.state == State.NEW:
        return (Rung(ticket.timed_at + LONGEST, Act.ASSIGN),)
    if ticket.state not in LIVE:
        return ()
    own = await kinds.of(ticket).rungs(session, ticket)
    return own if own is not None else await _usual(session, ticket, due)


async def _usual(session: AsyncSession, ticket: Ticket, due: datetime) -> Sequence[Rung]:
    """Before the deadline, at it, and then one stage up at a time."""
    stages = len((await owners.chain(session, ticket)).stages)
    early = min(max((due - ticket.timed_at) / 4, SHORTEST), LONGEST)
    found = [Rung(due - early, Act.REMIND), Rung(due, Act.DUE)]
    pause = worktime.Allowance(await settings.value(session, ticket.community_id, STEP))
    at = due
    for stage in range(1, stages) if stages > 1 else (0,):
        at = await worktime.after(session, ticket.community_id, at, pause)
        found.append(Rung(at, Act.RAISE, stage, last=stage == stages - 1))
    return found
