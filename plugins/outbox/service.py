"""Posting: a row in the transaction of the deed it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, logbook
from plugins.kernel.address import Address
from plugins.kernel.db import after_commit, note_change, upsert
from plugins.kernel.refusal import Refusal

from . import quiet, waking
from .enclosures import Order
from .models import OutgoingMessage, State
from .painting import Drawable
from .texts import no_such_message, nothing_to_send_again

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said unasked.

    ``key``: unique for ever; posting it again changes nothing. ``disturb``: also in quiet hours. ``via_group``: a group in
    which a person without private chat can be reached; ``discreet``: what may be said to him there in front of all.
    ``private``: its words are kept sealed, and not at all once they are said. ``pictures``: stored photos that go along.
    ``thread``: letters of the same thread are said in the order in which they were posted, whatever fails on the way.
    ``enclosure``: a file that is made when it leaves, and goes with it in private.
    ``recalls``: take back what the letter of that key has said; ``text`` is said only where the platform cannot.
    """

    key: str
    to: Address
    text: str
    about: str | None = None
    mentions: Sequence[str] = ()
    card: Drawable | None = None
    enclosure: Order | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    disturb: bool = False
    via_group: Address | None = None
    discreet: str | None = None
    private: bool = False
    pictures: Sequence[str] = ()
    thread: str | None = None
    recalls: str | None = None


async def post(session: AsyncSession, letter: Letter) -> None:
    """Queue ``letter``; it leaves after the commit, at ``due_at`` or when the quiet hours end."""
    present = clock.now()
    due = letter.due_at or present
    if not letter.disturb:
        due = quiet.after_quiet(due)
    row = {
        "key": letter.key,
        "to": str(letter.to),
        "account": f"{letter.to.platform}:{letter.to.account}",
        "via_group": str(letter.via_group) if letter.via_group else None,
        "text": "" if letter.private else letter.text,
        "sealed": letter.text if letter.private else None,
        "pictures": list(letter.pictures) or None,
        "thread": letter.thread,
        "recalls": letter.recalls,
        "discreet": letter.discreet,
        "mentions": list(letter.mentions),
        "card": {"template": letter.card.template, "data": letter.card.data} if letter.card else None,
        "enclosure": {"kind": letter.enclosure.kind, "of": letter.enclosure.of} if letter.enclosure else None,
        "about": letter.about,
        "disturb": letter.disturb,
        "due_at": due,
        "expires_at": letter.expires_at or due + HALF_A_DAY,
        "created_at": present,
        "reference": logbook.reference(),
    }
    await session.execute(upsert(session, OutgoingMessage).values(row).on_conflict_do_nothing(index_elements=["key"]))
    note_change(session)
    after_commit(session, waking.wake)


async def call_back(session: AsyncSession, key: str) -> bool:
    """Keep a letter that has not left yet from leaving. ``False``: it is on its way, or has left."""
    waiting = (OutgoingMessage.key == key) & (OutgoingMessage.state == State.QUEUED) & (OutgoingMessage.attempts == 0)
    stop = update(OutgoingMessage).where(waiting).values(state=State.EXPIRED, sealed=None, pictures=None)
    return await session.scalar(stop.returning(OutgoingMessage.id)) is not None


async def redirect(session: AsyncSession, old: Address, new: Address) -> None:
    """What still waits for a group leaves by another account of the bot."""
    waiting = (OutgoingMessage.to == str(old)) & (OutgoingMessage.state == State.QUEUED)
    by = f"{new.platform}:{new.account}"
    await session.execute(update(OutgoingMessage).where(waiting).values(to=str(new), account=by))
    after_commit(session, waking.wake)


async def withdraw(session: AsyncSession, prefix: str) -> bool:
    """Take back what still waits under keys that begin so. Whether nothing of it has gone out, so that nobody knows of it."""
    mine = OutgoingMessage.key.startswith(prefix, autoescape=True)
    waiting = (OutgoingMessage.state == State.QUEUED) & (OutgoingMessage.attempts == 0)
    await session.execute(delete(OutgoingMessage).where(mine, waiting))
    return await session.scalar(select(OutgoingMessage.id).where(mine).limit(1)) is None


async def troubled(session: AsyncSession, limit: int = 20) -> Sequence[OutgoingMessage]:
    """Messages that failed or whose fate is unknown, newest first."""
    query = select(OutgoingMessage).where(OutgoingMessage.state.in_((State.FAILED, State.UNKNOWN)))
    return (await session.scalars(query.order_by(OutgoingMessage.id.desc()).limit(limit))).all()


async def count_by_state(session: AsyncSession, state: State) -> int:
    """How many messages are in ``state``."""
    return await session.scalar(select(func.count()).where(OutgoingMessage.state == state)) or 0


async def overdue(session: AsyncSession, moment: datetime) -> Sequence[datetime]:
    """Since when each message has been due that should have left by ``moment`` and still waits; oldest first. Quiet hours are no delay."""
    late = (OutgoingMessage.state == State.QUEUED) & (OutgoingMessage.due_at <= moment)
    if quiet.is_quiet(clock.now()):
        late &= OutgoingMessage.disturb.is_(True)
    return (await session.scalars(select(OutgoingMessage.due_at).where(late).order_by(OutgoingMessage.due_at))).all()


async def send_again(session: AsyncSession, number: int) -> OutgoingMessage:
    """Queue message ``number`` once more, by its first route. Raises ``Refusal`` unless it failed or its fate is unknown."""
    row = await session.get(OutgoingMessage, number)
    if row is None:
        raise Refusal(no_such_message(number))
    if row.state not in (State.FAILED, State.UNKNOWN):
        raise Refusal(nothing_to_send_again(number))
    present = clock.now()
    await session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id == number)
        .values(state=State.QUEUED, route="direct", attempts=0, due_at=present, expires_at=present + HALF_A_DAY, error=None)
    )
    after_commit(session, waking.wake)
    return row
