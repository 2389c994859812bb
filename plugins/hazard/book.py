"""The categories as they are in a community: the file, with what the community has changed on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, teams
from plugins.people import texts as people_texts
from plugins.people.models import Deed, Team

from . import category_texts, rules
from .models import HazardCategory
from .rules import Book, Category

CHANGE = "hazard.category"
LONGEST_WORD = 12
MOST_WORDS = 60
LONGEST_HOURS = 400
_COLUMNS = ("added", "removed", "owner", "team_id", "hours")


@dataclass(frozen=True, slots=True)
class Entry:
    """A category here, with the team that has it, if one does."""

    category: Category
    team: Team | None
    changed: bool

    @property
    def owner(self) -> str:
        """Who has it first, as people call them."""
        return self.team.name if self.team else self.category.owner


async def load(session: AsyncSession, community_id: int) -> Book:
    """The categories in force, for reading words."""
    rows = await _changes(session, community_id)
    return Book({name: _merged(each, rows.get(name)) for name, each in rules.shipped().categories.items()})


async def entries(session: AsyncSession, community_id: int) -> Sequence[Entry]:
    """All categories in the order of the file."""
    rows = await _changes(session, community_id)
    there = await teams.all_of(session, community_id)
    return [_entry(each, rows.get(name), there) for name, each in rules.shipped().categories.items()]


async def entry(session: AsyncSession, community_id: int, name: str) -> Entry:
    """One of them; one that is in the file no more is treated like 其他."""
    row = await session.get(HazardCategory, (community_id, name))
    return _entry(rules.shipped().of(name), row, await teams.all_of(session, community_id))


async def _changes(session: AsyncSession, community_id: int) -> dict[str, HazardCategory]:
    rows = await session.scalars(select(HazardCategory).where(HazardCategory.community_id == community_id))
    return {row.name: row for row in rows}


def _merged(category: Category, row: HazardCategory | None) -> Category:
    if row is None:
        return category
    kept = [word for word in category.words if word not in row.removed]
    change: dict[str, Any] = {"words": (*row.added, *kept)}  # what is the community's own is shown first
    if row.owner:
        change |= {"owner": row.owner, "teams": ()}
    return category.model_copy(update=change | ({"hours": row.hours} if row.hours else {}))


def _entry(category: Category, row: HazardCategory | None, there: Sequence[Team]) -> Entry:
    merged = _merged(category, row)
    own = next((team for team in there if row and team.id == row.team_id), None)
    usual = (team for part in merged.teams for team in there if part in team.name)
    return Entry(merged, own or next(usual, None), row is not None)


def called(word: str) -> str | None:
    """The category that people call so."""
    return next((name for name in rules.shipped().categories if squeeze(name) == squeeze(word)), None)


async def add_words(turn: Turn, name: str, words: Sequence[str]) -> Sequence[str]:
    """Let these words mean the category, too; returns the new ones. Raises ``Refusal``: no words, odd ones, none new, too many."""
    _check(name, words)
    known = (await entry(turn.session, turn.community_id, name)).category.words
    new = [word for word in dict.fromkeys(words) if word not in known]
    if not new:
        raise Refusal(category_texts.known_already(name, words))
    row = await _row(turn, name)
    if len(row.added) + len(new) > MOST_WORDS:
        raise Refusal(category_texts.too_many_words(MOST_WORDS))
    back = [word for word in new if word in row.removed]
    added = [*row.added, *(word for word in new if word not in back)]
    await _save(turn, row, added=added, removed=[word for word in row.removed if word not in back])
    return new


async def remove_words(turn: Turn, name: str, words: Sequence[str]) -> Sequence[str]:
    """Let these words mean the category no longer; returns those it had. Raises ``Refusal`` when it had none of them."""
    _check(name, words)
    known = (await entry(turn.session, turn.community_id, name)).category.words
    gone = [word for word in dict.fromkeys(words) if word in known]
    if not gone:
        raise Refusal(category_texts.not_known(name, words))
    row = await _row(turn, name)
    shipped = [word for word in gone if word not in row.added]
    await _save(turn, row, added=[word for word in row.added if word not in gone], removed=[*row.removed, *shipped])
    return gone


async def give_to(turn: Turn, name: str, whom: str) -> str:
    """Let 网格员, 社工 or a team have it first; returns what they are called. Raises ``Refusal`` when there is no such team."""
    if whom in rules.OWNERS:
        await _save(turn, await _row(turn, name), owner=whom, team_id=None)
        return whom
    team = await teams.named(turn.session, turn.community_id, whom)
    await _save(turn, await _row(turn, name), team_id=team.id)
    return team.name


async def set_hours(turn: Turn, name: str, hours: int) -> None:
    """By when it should be done, in working hours. Raises ``Refusal`` outside 1 to 400."""
    if not 1 <= hours <= LONGEST_HOURS:
        raise Refusal(category_texts.hours_out_of_range(LONGEST_HOURS))
    await _save(turn, await _row(turn, name), hours=hours)


async def restore(turn: Turn, name: str) -> None:
    """As it is in the file. Raises ``Refusal`` when nothing was changed."""
    row = await turn.session.get(HazardCategory, (turn.community_id, name))
    if row is None:
        raise Refusal(category_texts.not_changed(name))
    await _save(turn, row, added=[], removed=[], owner=None, team_id=None, hours=None)


def _check(name: str, words: Sequence[str]) -> None:
    if not words or name == rules.OTHER:
        raise Refusal(category_texts.which_words(name if name != rules.OTHER else "路灯"))
    odd = next((word for word in words if not 1 < len(word.replace("*", "")) <= LONGEST_WORD), None)
    if odd is not None:
        raise Refusal(category_texts.odd_word(odd, LONGEST_WORD))


async def _row(turn: Turn, name: str) -> HazardCategory:
    """The community's row, made now when there is none."""
    row = await turn.session.get(HazardCategory, (turn.community_id, name), with_for_update=True)
    if row is None:
        row = HazardCategory(community_id=turn.community_id, name=name, added=[], removed=[])
        turn.session.add(row)
        await turn.session.flush()
    return row


def _state(row: HazardCategory) -> dict[str, Any]:
    return {column: getattr(row, column) for column in _COLUMNS}


async def _save(turn: Turn, row: HazardCategory, **change: Any) -> None:
    """Change it, note what it was; a row that changes nothing is dropped."""
    before = _state(row)
    for column, value in change.items():
        setattr(row, column, value)
    after = _state(row)
    if not any(after.values()):
        await turn.session.delete(row)
    await turn.session.flush()
    await deeds.record(turn, CHANGE, f"hazard_category:{row.name}", {"was": before, "now": after})


@deeds.undoes(CHANGE)
async def _changed_by_mistake(turn: Turn, deed: Deed) -> str:
    name = deed.subject.removeprefix("hazard_category:")
    row = await turn.session.get(HazardCategory, (turn.community_id, name))
    now = _state(row) if row else dict.fromkeys(_COLUMNS) | {"added": [], "removed": []}
    if now != deed.detail["now"]:
        raise Refusal(people_texts.changed_since())
    was = deed.detail["was"]
    if not any(was.values()):
        if row:
            await turn.session.delete(row)
    elif row:
        for column, value in was.items():
            setattr(row, column, value)
    else:
        turn.session.add(HazardCategory(community_id=turn.community_id, name=name, **was))
    await turn.session.flush()
    return category_texts.as_before(name)
