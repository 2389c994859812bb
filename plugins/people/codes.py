"""Codes that people read from one screen and type on another: six signs, none of which looks like another."""

import secrets

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

SIGNS = "2346789ACDEFGHJKMNPQRTUVWXY"  # not both of 0 O, 1 I L, 5 S, 8 B, 2 Z
LENGTH = 6


async def fresh(session: AsyncSession, column: InstrumentedAttribute[str]) -> str:
    """A code that does not stand in ``column`` yet."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if await session.scalar(select(column).where(column == code)) is None:
            return code


def spelt(said: str) -> str:
    """The code as it was given, however it is typed."""
    return "".join(said.upper().split())
