"""Whether a certificate is genuine: anybody may ask anywhere; who keeps guessing has to wait."""

from datetime import timedelta

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.people.codes import spelt
from plugins.people.tries import Guard

from .models import Certificate, VerificationTries

PAUSE = timedelta(hours=1)
wrong_codes = Guard(VerificationTries, within=PAUSE, pause=PAUSE)


async def of_code(turn: Turn, said: str) -> Certificate | None:
    """The certificate of any community with this code, however it is typed."""
    return await turn.session.scalar(select(Certificate).where(Certificate.code == spelt(said)))
