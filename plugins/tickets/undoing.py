"""Taking a step back within ten minutes. Only the last one: what others have built on stays. Whoever was told is told again."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people import texts as people_texts
from plugins.people.models import Deed

from . import acting, confirming, disclosure, finding, following, kinds, news_texts, owners, rewards, telling
from .audience import Audience
from .life import OPEN, UNDOABLE, State, Verb
from .models import Ticket, TicketStep

OPENED = "ticket.open"


def kind_of(verb: Verb) -> str:
    """How the trail names a step."""
    return f"ticket.{Verb(verb).name.lower()}"


async def record(turn: Turn, ticket: Ticket, step: TicketStep) -> None:
    """Note the step in the trail, so that 「撤销」 finds it."""
    assert step.verb
    await deeds.record(turn, kind_of(step.verb), ticket.subject, {"step": step.id})


async def record_opened(turn: Turn, ticket: Ticket) -> None:
    """Note that the speaker opened it: 「撤销」 withdraws it as if it had never been said."""
    await deeds.record(turn, OPENED, ticket.subject)


async def take_back(session: AsyncSession, ticket: Ticket, step: TicketStep) -> None:
    """Let the ticket be as it was before ``step``. Raises ``Refusal`` when something has happened since."""
    last = await _last(session, ticket)
    if last is None or last.id != step.id:
        raise Refusal(people_texts.changed_since())
    told = await _told(session, ticket)
    acting.restore(ticket, step.prior)
    ticket.changed_at = step.undone_at = clock.now()
    await session.flush()
    await following.lead_back(session, step)
    await rewards.settle(session, ticket)
    await confirming.follow(session, ticket)
    await kinds.of(ticket).undone(session, ticket, step)
    await _tell_again(session, ticket, step, told)


async def _last(session: AsyncSession, ticket: Ticket) -> TicketStep | None:
    query = select(TicketStep).where(TicketStep.ticket_id == ticket.id, TicketStep.undone_at.is_(None))
    return await session.scalar(query.order_by(TicketStep.id.desc()).limit(1))


async def _told(session: AsyncSession, ticket: Ticket) -> Sequence[int]:
    """Who has to act as it stands."""
    return (await owners.chain(session, ticket)).first if ticket.state in OPEN else ()


async def _tell_again(session: AsyncSession, ticket: Ticket, step: TicketStep, before: Sequence[int]) -> None:
    heard = {step.member_id}
    now = await _told(session, ticket)
    for audience, ids in (
        (Audience.REPORTER, [ticket.reporter_id] if ticket.reporter_id else []),
        (Audience.FOLLOWER, await telling.followers(session, ticket)),
        (Audience.OWNER, [*before, *now]),
    ):
        new = [each for each in dict.fromkeys(ids) if each not in heard]
        heard.update(new)
        await telling.tell(session, ticket, audience, new, f"undone:{step.id}", news_texts.taken_back)


async def _undo(turn: Turn, deed: Deed) -> str:
    ticket = await finding.lock(turn.session, int(deed.subject.removeprefix("ticket:")))
    step = await turn.session.get_one(TicketStep, deed.detail["step"])
    await take_back(turn.session, ticket, step)
    audience = Audience.GROUP if turn.heard.in_group else Audience.OWNER
    return news_texts.taken_back(await disclosure.view(turn.session, ticket, audience))


for _verb in UNDOABLE:
    deeds.undoes(kind_of(_verb))(_undo)
deeds.cannot_be_undone(kind_of(Verb.NUDGE), news_texts.nudge_stands())


@deeds.undoes(OPENED)
async def _unsay(turn: Turn, deed: Deed) -> str:
    """A report taken back by its reporter is withdrawn, and whoever was asked hears it."""
    ticket = await finding.lock(turn.session, int(deed.subject.removeprefix("ticket:")))
    if ticket.state not in (State.NEW, State.ASSIGNED):
        raise Refusal(people_texts.changed_since())
    me = acting.Actor(turn.speaker.member_id, frozenset({acting.Standing.REPORTER}))
    step = await acting.act(turn.session, ticket, Verb.WITHDRAW, me)
    await telling.report(turn.session, ticket, step)
    audience = Audience.GROUP if turn.heard.in_group else Audience.REPORTER
    return news_texts.taken_back(await disclosure.view(turn.session, ticket, audience))
