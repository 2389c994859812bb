"""Telling people in private; who cannot be reached so hears in the group only that there is something, and how to read it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.outbox.service import Letter, post
from plugins.people import reach

from . import texts

LIFE = timedelta(days=3)


async def tell(session: AsyncSession, member_ids: Sequence[int], key: str, text: str, see: str) -> None:
    """Once under this key to each of them, or to who speaks for him. ``see``: the command that shows the same (我的证书)."""
    for member_id, where in (await reach.of_members(session, member_ids)).items():
        letter = Letter(
            key=f"{key}:{member_id}",
            to=where.private,
            text=text,
            private=True,
            via_group=where.group,
            discreet=texts.discreet(see),
            expires_at=clock.now() + LIFE,
        )
        await post(session, letter)
