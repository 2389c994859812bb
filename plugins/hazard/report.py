"""A report as it was understood: what, where, which category, whether it is danger, for whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.meaning.danger import Danger, present
from plugins.inbox.wording import normalise, squeeze
from plugins.people import places, spots
from plugins.people.spots import Spot

from . import book, rules

LONGEST = 500
MOST_PARTS = 5
DISCREET = "紧急"  # everybody may read the category: it does not say that somebody wants to die
MOST_BESIDE = 1  # characters beside the place
_PARTS = re.compile(r"[\n;；。!！]+|(?:^|[,，\s])(?:还有(?:就是)?|另外|再就是|以及|第?[一二三四五1-5][、.)）])(?=\S)")
_UNKNOWN = re.compile(r"(?:我?也?(?:不知道|不清楚|说不清|说不好|不晓得)|跳过|没看清|不记得).{0,4}")


@dataclass(frozen=True, slots=True)
class Report:
    """``spot``: ``None`` where the place is not known. ``heard_at``: platform, person and chat in which it was said."""

    words: str
    spot: Spot | None
    category: str
    danger: Danger | None
    photos: Sequence[str] = ()
    anonymous: bool = False
    behalf_id: int | None = None
    heard_at: Sequence[str] = ()

    @property
    def place(self) -> str:
        """The place for everybody: no nearer than the building where a door was said."""
        if self.spot is None:
            return ""
        known = self.spot.detail == self.category  # 「5栋电梯」 of the category 电梯 is 5栋
        return (self.spot.name if known and not self.spot.door else self.spot.public)[:40]

    @property
    def bare(self) -> bool:
        """Whether only a place was said, and nothing that is the matter there."""
        said = len(squeeze(self.words)) - len(squeeze(self.spot.full)) if self.spot else 0
        return self.spot is not None and self.spot.exact and self.category == rules.OTHER and said <= MOST_BESIDE

    @property
    def core(self) -> str:
        """What two reports of one place have in common for certain."""
        if self.spot is None:
            return ""
        return ("+".join(self.spot.buildings) or self.spot.landmark or self.spot.estate)[:40]

    @property
    def key(self) -> str:
        """The place for ``spots.same``."""
        return self.spot.key[:80] if self.spot else "|||"


async def read(session: AsyncSession, community_id: int, words: str) -> Report:
    """Understand a text. In danger the category is what it is a danger of."""
    danger = present(words)
    spot = spots.read(words, await estates(session, community_id))
    name = rules.category_of(words, await book.load(session, community_id))
    if danger and name == rules.OTHER:
        name = DISCREET if danger is Danger.SELF else danger.value
    return Report(words, spot, name, danger)


async def estates(session: AsyncSession, community_id: int) -> Sequence[str]:
    """The community's places that are no building and no landmark by themselves: 恋湖家园, 黄金海岸."""
    return [name for name in await places.known(session, community_id) if _is_estate(name)]


@lru_cache(maxsize=2000)
def _is_estate(name: str) -> bool:
    spot = spots.read(name)
    return spot is None or not (spot.exact or spot.unit)


async def parts(session: AsyncSession, community_id: int, words: str) -> Sequence[Report]:
    """The problems of a text that names several: parts that each have a category of their own. A part without a place has the one before."""
    said = [part.strip(" ,，、") for part in _PARTS.split(words) if part and part.strip(" ,，、")]
    if not 1 < len(said) <= MOST_PARTS:
        return ()
    found: list[Report] = []
    for part in said:
        each = await read(session, community_id, part)
        if each.spot is None and found:
            each = Report(
                f"{part}（{found[-1].spot.full}）" if found[-1].spot else part, found[-1].spot, each.category, each.danger
            )
        found.append(each)
    known = [each for each in found if each.category != rules.OTHER]
    distinct = {(each.category, each.core) for each in known}
    return found if len(known) == len(found) == len(distinct) else ()


async def place_said(session: AsyncSession, community_id: int, answer: str) -> Spot | None:
    """The place in an answer to 「在哪里」: read, else the words themselves; ``None`` for 不知道."""
    said = normalise(answer)
    if _UNKNOWN.fullmatch(said) or not any(sign.isalnum() for sign in said):
        return None
    spot = spots.read(said, await estates(session, community_id))
    return spot if spot and spot.exact else spots.free_spot(said)


def names_a_place(text: str) -> bool:
    """Whether a text in a group may be the answer to 「在哪里」."""
    spot = spots.read(text)
    return bool(spot and spot.exact) or says_unknown(text)


def says_unknown(text: str) -> bool:
    """不知道: an answer, too."""
    return bool(_UNKNOWN.fullmatch(normalise(text)))


def is_place_alone(text: str) -> bool:
    """Whether it is a place and hardly anything besides: 「3栋2单元吧?」, and not 「活动室几点开门?」."""
    spot = spots.read(text)
    return spot is not None and spot.exact and len(squeeze(text)) - len(squeeze(spot.full)) <= MOST_BESIDE + 1
