"""What is special about a kind of ticket. Rooms above register theirs; the engine asks ``of(ticket)`` and knows no kind by name.

The engine's public face, for those rooms:

* ``opening.open_ticket(session, Draft(...)) -> Ticket``: number, first step, owner by ``route``, deadline, letters to the owner.
* ``acting.act(session, ticket, verb, actor, words=…, photos=…, change={…}) -> TicketStep``: the only way a state changes; raises
  ``Refusal`` when ``life.TABLE`` does not have it or the actor has no standing for it. ``acting.HOUSE`` is the program itself.
* ``finding.by_number(session, community_id, number)``, ``finding.lock(session, ticket_id)``, ``finding.named(turn, rest)``
  (number, or the ticket that was quoted, locked, with the words behind it).
* ``standing.actor(session, turn, ticket) -> Actor``: what the speaker is to it.
* ``disclosure.view(session, ticket, audience) -> View``: all that this audience may know; texts are written from a ``View`` only.
* ``telling.tell(session, ticket, audience, member_ids, key, say)``: letters in private (or to the proxy), ``about`` the ticket;
  where private is closed, an @ in the group that says nothing of it. ``telling.report(session, ticket, step)`` tells everybody
  whom the table of news names; a kind changes its words with ``news`` and adds what follows with ``after``.
* ``owners.chain(session, ticket) -> Chain``: who owns it, and whom it goes up to, without those who are away.
* ``worktime.after(session, community_id, start, Allowance(hours, Clock.WORK | WAKING | ALWAYS))``: a deadline.
* ``undelivered``: when a letter about a ticket did not reach its person, ``unreached`` of its kind is called.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import RoleKind

from .audience import OPENLY, Audience, Field, View
from .life import Level, Standing, Verb
from .models import Ticket, TicketStep
from .worktime import Allowance, Clock

if TYPE_CHECKING:
    from .ladder import Rung


@dataclass(frozen=True, slots=True)
class Office:
    """Who owns a ticket by office: 社工 of the community, 队长 and 副队长 of a team, 网格员 of a place. And the level of it."""

    kind: RoleKind
    team_id: int | None = None
    place_id: int | None = None
    level: Level = Level.GRID


STAFF = Office(RoleKind.SOCIAL_WORKER, level=Level.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Worth:
    """Points and minutes for a ticket that was seen to, once it is confirmed."""

    points: int = 0
    minutes: int = 0


class TicketKind:
    """A plain ticket. ``prefix`` is one character before the number (随); ``name`` what people call the kind.

    ``shows``: which fields which audience may know. ``followed``: whether others may follow it and hear its state.
    """

    key = "plain"
    prefix = ""
    name = "工单"
    shows: Mapping[Audience, frozenset[Field]] = OPENLY
    followed = True
    asks = "好了吗？"
    answers: Sequence[tuple[str, str]] = (("好了", "好了 {n}"), ("一半", "一半 {n}"), ("没有", "没有 {n}"))
    """What the reporter is asked when it is finished, the words he can answer with, and the command line that each one means."""

    async def route(self, session: AsyncSession, ticket: Ticket) -> Office:
        """Who owns it first."""
        return STAFF

    async def category(self, session: AsyncSession, ticket: Ticket, audience: Audience) -> str:
        """What its category is called for this audience, who may know it."""
        return ticket.category

    async def above(self, session: AsyncSession, ticket: Ticket) -> Office:
        """Who owns it after it was reopened: the level above. Nobody stands above the 社工 but the 街道, whom they call."""
        level = Level.COMMUNITY if ticket.level == Level.GRID else Level.STREET
        return Office(RoleKind.SOCIAL_WORKER, level=level)

    async def allowance(self, session: AsyncSession, ticket: Ticket) -> Allowance:
        """How long the present state may last; ``ticket.state`` is the new one already."""
        return Allowance(16, Clock.WORK)

    async def due(self, session: AsyncSession, ticket: Ticket, verb: Verb | None, now: datetime) -> datetime | None:
        """The new deadline after ``verb``; ``None`` leaves it to ``allowance``, so that the clock begins anew.

        A promised day does not slip because somebody took it or the person wrote again; one that has passed begins anew.
        """
        return ticket.due_at if verb in (Verb.TAKE, Verb.NOTE) and ticket.due_at and ticket.due_at > now else None

    async def rungs(self, session: AsyncSession, ticket: Ticket) -> "Sequence[Rung] | None":
        """When whom to remind while it waits or is in hand; ``None`` for the house's own ladder."""
        return None

    async def may_follow(self, session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
        """Whether this member may follow it."""
        return self.followed

    async def called(self, session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
        """Whether it is his to take although his office does not own it (danger: everybody on duty)."""
        return False

    def news(self, verb: Verb | None, audience: Audience, view: View) -> str | None:
        """The words with which ``audience`` hears of ``verb`` (``None``: opened). ``None``: the house's own; empty: nothing."""
        return None

    async def after(self, session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
        """Whatever follows a step, in its transaction: what a taker is told, what is to be erased when."""

    async def undone(self, session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
        """A step has just been taken back."""

    async def looked(self, session: AsyncSession, ticket: Ticket, member_id: int, audience: Audience) -> None:
        """Somebody has just read its words."""

    async def worth(self, session: AsyncSession, ticket: Ticket) -> tuple[Worth, Worth]:
        """What it earns the reporter and the handler once somebody else has confirmed it."""
        return Worth(), Worth()

    def offers(self, ticket: Ticket, standing: frozenset[Standing]) -> Sequence[str]:
        """Which commands of the kind's own room are of use to somebody of this standing now."""
        return ()

    def raised(self, audience: Audience, view: View, before: str, to: str) -> str | None:
        """The words with which ``audience`` hears that nobody of ``before`` has seen to it in time and ``to`` is asked now.

        ``None``: the house's own.
        """
        return None

    async def unreached(self, session: AsyncSession, ticket: Ticket, member_id: int) -> bool:
        """A letter about it did not reach this member. ``True``: seen to; else the house tells staff and the reporter."""
        return False


PLAIN = TicketKind()
KINDS: dict[str, TicketKind] = {}


def register(kind: TicketKind) -> None:
    """Tickets whose ``kind`` column says ``kind.key`` are of this kind. Key and prefix are each taken once."""
    if any(kind.key == each.key or kind.prefix == each.prefix for each in KINDS.values()):
        raise ValueError(f"two kinds of ticket are called {kind.key} or {kind.prefix}")
    KINDS[kind.key] = kind


def of(ticket: Ticket) -> TicketKind:
    """The kind of a ticket."""
    return KINDS.get(ticket.kind, PLAIN)


def label(ticket: Ticket) -> str:
    """What people call it: 随123."""
    return f"{of(ticket).prefix}{ticket.number}"


def prefixes() -> str:
    """The characters that may stand before a number."""
    return "".join(each.prefix for each in KINDS.values())
