"""Places as people say them (3栋, 三栋2单元, 丰泽园, 第4网格), never as far as a door."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.meaning.numerals import value
from plugins.inbox.wording import normalise
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import office_texts
from .models import Place

LONGEST = 20
_SAID_NUMBER = re.compile("[一二三四五六七八九十]+(?=[栋幢座]|号楼|单元|网格)")
_LOOKS_LIKE_ONE = re.compile(r"\d|[栋幢]|号楼|单元|网格|小区")
_UNIT = re.compile(r"(.*(?:栋|幢|座|号楼|楼))\d+单元")


def spelt(word: str) -> str:
    """The one spelling of a place: half-width, simplified, without spaces, numbers in digits."""
    return _SAID_NUMBER.sub(lambda said: str(value(said[0])), normalise(word).replace(" ", ""))


def looks_like_one(word: str) -> bool:
    """Whether the word is more likely a place than a name."""
    return bool(_LOOKS_LIKE_ONE.search(spelt(word)))


async def known(session: AsyncSession, community_id: int) -> frozenset[str]:
    """The names of the community's places."""
    return frozenset((await session.scalars(select(Place.name).where(Place.community_id == community_id))).all())


async def find(session: AsyncSession, community_id: int, word: str) -> Place | None:
    """The place of that name."""
    return await session.scalar(select(Place).where(Place.community_id == community_id, Place.name == spelt(word)))


async def ensure(session: AsyncSession, community_id: int, word: str) -> Place:
    """The place of that name, made now when there is none; a unit stands below its building.

    Raises ``Refusal`` when the word is no place: empty, endless, or a door.
    """
    name = spelt(word)
    if not any(sign.isalnum() for sign in name) or len(name) > LONGEST or mask(name) != name:
        raise Refusal(office_texts.no_such_place())
    if place := await find(session, community_id, name):
        return place
    building = _UNIT.fullmatch(name)
    parent = await ensure(session, community_id, building[1]) if building else None
    place = Place(community_id=community_id, parent_id=parent.id if parent else None, name=name)
    session.add(place)
    await session.flush()
    return place
