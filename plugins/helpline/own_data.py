"""What the helpline holds of a person; when he wants his data gone, all that he said is, at once and not after its time."""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import photos
from plugins.kernel.db import after_commit
from plugins.people import personal
from plugins.people.personal import Person
from plugins.tickets import finding, kinds, telling
from plugins.tickets.acting import Actor, act
from plugins.tickets.life import UNDONE, Standing, Verb

from . import erasure, kind, texts
from .models import Need, NeedDraft, RelayedLine


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    found: list[str] = []
    for ticket in await finding.ever_reported(session, kind.KEY, whose.member_ids):
        need = await session.get_one(Need, ticket.id)
        found.append(texts.held(kinds.label(ticket), ticket.state, ticket.words, erased=need.erased_at is not None))
    return found


async def _erase(session: AsyncSession, whose: Person) -> None:
    """Nothing of it is left; what is open is withdrawn, so that nobody goes on with it."""
    files: list[str] = []
    for each in await finding.ever_reported(session, kind.KEY, whose.member_ids):
        ticket = await finding.lock(session, each.id)
        files += await erasure.erase(session, ticket.id)
        if ticket.state in UNDONE:
            step = await act(session, ticket, Verb.WITHDRAW, Actor(ticket.reporter_id, frozenset({Standing.REPORTER})))
            await telling.report(session, ticket, step)
    said = update(RelayedLine).where(RelayedLine.by_id.in_(whose.member_ids))
    await session.execute(said.values(words=None))
    for platform, user in whose.accounts:
        await session.execute(delete(NeedDraft).where(NeedDraft.platform == platform, NeedDraft.user == user))

    async def destroy() -> None:
        photos.destroy(files)

    after_commit(session, destroy)


personal.room("求助", holds=_holds, erases=_erase, kept="结束后 90 天（可设）", order=25, leaves=texts.leaves())
