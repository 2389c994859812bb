"""Wrong codes are counted, and whoever keeps guessing has to wait: one rule for whatever is unlocked by a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Mapped

from plugins.inbox.table import Turn
from plugins.kernel import clock

from . import deeds

MOST = 5


class Tries(Protocol):
    """A row per account (``by``): wrong codes in a row, the last one, and until when it has to wait."""

    by: Mapped[str]
    wrong: Mapped[int]
    last_at: Mapped[datetime]
    paused_until: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Guard:
    """``MOST`` wrong codes, none older than ``within`` before the next, are followed by a ``pause``; kept in rows of ``table``."""

    table: type[Tries]
    within: timedelta
    pause: timedelta

    async def wait_for(self, turn: Turn) -> timedelta | None:
        """How long the speaker has to wait after too many wrong codes."""
        row = await turn.session.get(self.table, deeds.doer(turn.heard))
        left = row.paused_until - clock.now() if row and row.paused_until else timedelta(0)
        return left if left > timedelta(0) else None

    async def wrong(self, turn: Turn) -> int:
        """Note a wrong code; how many tries are left, 0 when there is a pause now."""
        by, now = deeds.doer(turn.heard), clock.now()
        row = await turn.session.get(self.table, by, with_for_update=True)
        if row is None:
            row = self.table(by=by, wrong=0, last_at=now)  # type: ignore[call-arg]
            turn.session.add(row)
        stale = row.last_at < now - self.within or (row.paused_until is not None and row.paused_until <= now)
        row.wrong, row.last_at, row.paused_until = (0 if stale else row.wrong) + 1, now, None
        left = max(MOST - row.wrong, 0)
        if not left:
            row.paused_until = now + self.pause
        await turn.session.flush()
        return left
