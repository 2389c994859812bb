"""What a member has told about himself: read by the rooms above as ``Facts``, changed one piece at a time, each with undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal

from . import deeds, profile_texts, texts
from .models import Deed, Member
from .profile_models import Party, PartyKind, Profile

CHANGE = "profile"
OF_AGE, NO_CHILD = 18, 14  # years; all that is ever stored of an age
_DATES = frozenset({"insured_until"})
_MOMENTS = frozenset({"registered_at"})
Value = str | int | bool | date | datetime | list[str] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a member. ``None``: not told. ``adult``: 18 or older, ``over14``: 14 or older."""

    member_id: int
    party: Party | None = None
    party_kind: PartyKind | None = None
    unit: str | None = None
    rider: bool = False
    adult: bool | None = None
    over14: bool | None = None
    insured_until: date | None = None
    platform_number: str | None = None
    place_id: int | None = None
    guardian_id: int | None = None

    def insured_on(self, day: date) -> bool:
        """Whether an insurance is known that covers ``day``; its last day counts."""
        return self.insured_until is not None and day <= self.insured_until


async def facts(session: AsyncSession, member_ids: Sequence[int]) -> dict[int, Facts]:
    """What is known of each of the members; of one who has told nothing, facts without anything in them."""
    rows = await session.scalars(select(Profile).where(Profile.member_id.in_(member_ids))) if member_ids else ()
    known = {row.member_id: _facts(row) for row in rows}
    return {number: known.get(number, Facts(number)) for number in member_ids}


def _facts(row: Profile) -> Facts:
    return Facts(
        member_id=row.member_id,
        party=Party(row.party) if row.party else None,
        party_kind=PartyKind(row.party_kind) if row.party_kind else None,
        unit=row.unit,
        rider=row.rider,
        adult=None if row.at_least is None else row.at_least >= OF_AGE,
        over14=None if row.at_least is None else row.at_least >= NO_CHILD,
        insured_until=row.insured_until,
        platform_number=row.platform_number,
        place_id=row.place_id,
        guardian_id=row.guardian_id,
    )


async def of(session: AsyncSession, member_id: int) -> Profile:
    """The member's profile, made now when he has told nothing yet."""
    if row := await session.get(Profile, member_id):
        return row
    row = Profile(member_id=member_id, free_times=[])
    session.add(row)
    await session.flush()
    return row


async def change(turn: Turn, member: Member, new: Mapping[str, Value], called: str) -> bool:
    """Set columns of the member's profile as one deed of the speaker; ``False`` when they stand so already.

    ``called``: what was changed, for the sentence that takes it back (保险日期).
    """
    await turn.session.get_one(Member, member.id, with_for_update=True)
    row = await of(turn.session, member.id)
    was = {name: getattr(row, name) for name in new if getattr(row, name) != new[name]}
    if not was:
        return False
    for name in was:
        setattr(row, name, new[name])
    await turn.session.flush()
    detail = {"called": called, "was": _plain(was), "now": _plain({name: new[name] for name in was})}
    await deeds.record(turn, CHANGE, f"member:{member.id}", detail)
    return True


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """As it stands in a deed: days and moments as text."""
    return {name: value.isoformat() if isinstance(value, date) else _spelt(value) for name, value in values.items()}


def _spelt(value: Value) -> Value:
    return value.value if isinstance(value, StrEnum) else value


def _value(name: str, plain: Any) -> Value:
    if plain is None:
        return None
    if name in _MOMENTS:
        return datetime.fromisoformat(plain)
    return date.fromisoformat(plain) if name in _DATES else plain


@deeds.undoes(CHANGE)
async def _change_back(turn: Turn, deed: Deed) -> str:
    row = await of(turn.session, int(deed.subject.removeprefix("member:")))
    now = _plain({name: getattr(row, name) for name in deed.detail["now"]})
    if now != deed.detail["now"]:
        raise Refusal(texts.changed_since())
    for name, plain in deed.detail["was"].items():
        setattr(row, name, _value(name, plain))
    return profile_texts.back(deed.detail["called"])
