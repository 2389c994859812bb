"""Whether a certificate is genuine: anybody may ask anywhere; who keeps guessing has to wait."""

from datetime import timedelta

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.people import deeds
from plugins.people.binding import spelt

from .models import Certificate, VerificationTries

TRIES, WITHIN, PAUSE = 5, timedelta(hours=1), timedelta(hours=1)


async def of_code(turn: Turn, said: str) -> Certificate | None:
    """The certificate of any community with this code, however it is typed."""
    return await turn.session.scalar(select(Certificate).where(Certificate.code == spelt(said)))


async def wait_for(turn: Turn) -> timedelta | None:
    """How long the speaker has to wait after too many wrong codes."""
    row = await turn.session.get(VerificationTries, deeds.doer(turn.heard))
    left = row.paused_until - clock.now() if row and row.paused_until else timedelta(0)
    return left if left > timedelta(0) else None


async def wrong(turn: Turn) -> int:
    """Note a wrong code; how many tries are left within the hour, 0 when there is a pause now."""
    by, now = deeds.doer(turn.heard), clock.now()
    row = await turn.session.get(VerificationTries, by, with_for_update=True)
    if row is None:
        row = VerificationTries(by=by, wrong=0, last_at=now)
        turn.session.add(row)
    stale = row.last_at < now - WITHIN or (row.paused_until is not None and row.paused_until <= now)
    row.wrong, row.last_at, row.paused_until = (0 if stale else row.wrong) + 1, now, None
    left = max(TRIES - row.wrong, 0)
    if not left:
        row.paused_until = now + PAUSE
    await turn.session.flush()
    return left
