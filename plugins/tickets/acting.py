"""The only place where the state of a ticket changes: by the table, by somebody with the standing for it, with a step written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import settings

from . import confirming, kinds, ladder, refusal_texts, rewards
from .life import LIVE, TABLE, UNDONE, Level, Standing, State, Verb, Verdict
from .models import Ticket, TicketStep

LONGEST = 500
REOPENABLE = settings.knob("工单重开天数", "工单结案后几天内还能重开、补确认", default=30, low=1, high=365, topic="工单")
_SNAPSHOT = (
    "state", "level", "office", "team_id", "post_id", "handler_id", "duplicate_of_id", "due_at", "timed_at", "rung", "wake_at",
    "nudged_at", "finished_at", "closed_at", "verdict", "confirmed_by_id", "verified_by_id", "reopened",
)  # fmt: skip
CHANGEABLE = frozenset({"level", "office", "team_id", "post_id", "handler_id", "duplicate_of_id", "due_at"})
_RESTARTS = frozenset(Verb) - {Verb.RAISE, Verb.NUDGE, Verb.NOTE, Verb.VERIFY}
SETTLED = (State.CHECKING, State.CLOSED)
_UPWARD = (Verb.UNFIXED, Verb.REOPEN)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, and what he is to this ticket."""

    member_id: int | None
    standing: frozenset[Standing]


HOUSE = Actor(None, frozenset({Standing.HOUSE}))


async def act(
    session: AsyncSession,
    ticket: Ticket,
    verb: Verb,
    actor: Actor,
    *,
    words: str = "",
    photos: Sequence[str] = (),
    change: Mapping[str, Any] | None = None,
) -> TicketStep:
    """Do ``verb`` to the ticket, whose row the caller has locked; ``change``: new owner, handler, day or original.

    Raises ``Refusal``, and nothing has changed: the table does not have it, the actor may not, words are missing or too many.
    """
    _check(ticket, verb, actor, words)
    await _check_age(session, ticket)
    step = TicketStep(
        ticket_id=ticket.id,
        verb=verb,
        before=ticket.state,
        member_id=actor.member_id,
        done_at=clock.now(),
        words=words.strip() or None,
        photos=list(photos),
        prior=_snapshot(ticket),
    )
    ticket.state = step.after = TABLE[ticket.state, verb].to or ticket.state
    await _stamp(session, ticket, verb, actor)
    for name, value in (change or {}).items():
        if name not in CHANGEABLE:
            raise ValueError(f"{name} is not changed by a step")
        setattr(ticket, name, value)
    ticket.changed_at = step.done_at
    if verb in _RESTARTS or (verb is Verb.NOTE and Standing.REPORTER in actor.standing and ticket.state in LIVE):
        await ladder.start(session, ticket, verb)
    session.add(step)
    await session.flush()
    if step.before in SETTLED or ticket.state in SETTLED:
        await rewards.settle(session, ticket)
        await confirming.follow(session, ticket)
    await kinds.of(ticket).after(session, ticket, step)
    return step


def _check(ticket: Ticket, verb: Verb, actor: Actor, words: str) -> None:
    name, rule = kinds.label(ticket), TABLE.get((ticket.state, verb))
    if rule is None:
        raise Refusal(refusal_texts.not_now(name, ticket.state, verb, [each for each in Verb if _may(ticket, each, actor)]))
    if not rule.who & actor.standing:
        raise Refusal(refusal_texts.not_yours(name, verb, rule.who))
    concerned = {ticket.handler_id, ticket.reporter_id, ticket.behalf_id} - {None}
    if verb is Verb.VERIFY and actor.member_id in concerned:
        raise Refusal(refusal_texts.not_your_own_work(name))
    if verb is Verb.FIXED and actor.member_id == ticket.handler_id:
        raise Refusal(refusal_texts.not_your_own_work(name))
    if rule.words and not words.strip():
        raise Refusal(refusal_texts.say_why(ticket.number, verb))
    if len(words) > LONGEST:
        raise Refusal(refusal_texts.too_long(LONGEST))


async def _check_age(session: AsyncSession, ticket: Ticket) -> None:
    """What ended long ago is reported anew."""
    days = await settings.value(session, ticket.community_id, REOPENABLE) if ticket.closed_at else 0
    if ticket.closed_at and ticket.closed_at < clock.now() - timedelta(days=days):
        raise Refusal(refusal_texts.too_old(kinds.label(ticket), days))


def _may(ticket: Ticket, verb: Verb, actor: Actor) -> bool:
    rule = TABLE.get((ticket.state, verb))
    return rule is not None and bool(rule.who & actor.standing)


def _snapshot(ticket: Ticket) -> dict[str, Any]:
    """The open columns, as JSON."""
    values = {name: getattr(ticket, name) for name in _SNAPSHOT}
    return {name: value.isoformat() if name.endswith("_at") and value else value for name, value in values.items()}


def restore(ticket: Ticket, prior: Mapping[str, Any]) -> None:
    """The open columns as they were before a step. The round goes on: what was posted in it stays posted once."""
    for name in _SNAPSHOT:
        value = prior[name]
        setattr(ticket, name, clock.from_text(value) if name.endswith("_at") and value else value)


async def _stamp(session: AsyncSession, ticket: Ticket, verb: Verb, actor: Actor) -> None:
    """What a verb says of itself beside the state."""
    now = clock.now()
    if verb is Verb.TAKE or (verb is Verb.FINISH and ticket.handler_id is None):
        ticket.handler_id = actor.member_id
    if verb is Verb.FINISH:
        ticket.finished_at = now
    if verb is Verb.NUDGE:
        ticket.nudged_at = now
    if verb is Verb.RETURN:
        _hand_to(ticket, kinds.STAFF)
    if verb in _UPWARD:
        _hand_to(ticket, await kinds.of(ticket).above(session, ticket))
        ticket.reopened += 1
    if ticket.state in UNDONE:
        ticket.finished_at = ticket.closed_at = ticket.verdict = ticket.confirmed_by_id = ticket.verified_by_id = None
        ticket.duplicate_of_id = None
    elif ticket.state != State.CHECKING:
        ticket.closed_at = ticket.closed_at or now
        ticket.wake_at = ticket.due_at = None
    _judge(ticket, verb, actor)


def _judge(ticket: Ticket, verb: Verb, actor: Actor) -> None:
    if verb is Verb.FIXED:
        ticket.verdict, ticket.confirmed_by_id = Verdict.FIXED, actor.member_id
    elif verb is Verb.VERIFY:
        ticket.verdict = ticket.verdict if ticket.verdict == Verdict.FIXED else Verdict.VERIFIED
        ticket.verified_by_id = actor.member_id
    elif verb is Verb.LAPSE:
        ticket.verdict = Verdict.UNCONFIRMED


def _hand_to(ticket: Ticket, office: kinds.Office) -> None:
    ticket.office, ticket.team_id, ticket.post_id, ticket.handler_id = office.kind, office.team_id, office.place_id, None
    ticket.level = max(office.level, ticket.level, key=list(Level).index)
