"""What a member has told about himself: read by the rooms above as ``Facts``, changed one piece at a time, each with undo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import vault
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import consents, deeds, members, profile_texts, skills, texts
from .models import Deed, Member
from .profile_models import Party, PartyKind, Profile, Skill

CHANGE = "profile"
OF_AGE, NO_CHILD = 18, 14  # years; all that is ever stored of an age
_APART = frozenset({"name", "skills", "consents"})  # pieces that are no columns of the profile
OF_A_CHILD: dict[str, Any] = {
    "at_least": 0,
    "party": None,
    "party_kind": None,
    "unit": None,
    "rider": False,
    "place_id": None,
    "free_times": [],
    "phone": None,
    "skills": [],
    "consents": [],
    "registered_at": None,
}
"""What is left of the file of somebody under 14 who has no guardian here: that he is under 14."""
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


async def masked_phones(session: AsyncSession, member_ids: Sequence[int]) -> dict[int, str]:
    """The telephones that are known, as they may stand on a paper: 138****0000."""
    query = select(Profile.member_id, Profile.phone).where(Profile.member_id.in_(member_ids), Profile.phone.is_not(None))
    return {row.member_id: mask(row.phone) for row in await session.execute(query)} if member_ids else {}


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
    """Set pieces of the member's file as one deed of the speaker; ``False`` when they stand so already.

    Pieces are columns of ``Profile``, and ``name``, ``skills``, ``consents`` (lists). ``called``: what was changed, for the
    sentence that takes it back (保险).
    """
    await turn.session.get_one(Member, member.id, with_for_update=True)
    now = await _standing(turn.session, member, new)
    changed = {name: value for name, value in new.items() if now[name] != value}
    if not changed:
        return False
    await _set(turn.session, member, changed)
    was = {name: now[name] for name in changed}
    detail = {"called": called, "was": plain(was), "now": plain(changed)}
    await deeds.record(turn, CHANGE, f"member:{member.id}", detail)
    return True


async def _standing(session: AsyncSession, member: Member, names: Collection[str]) -> dict[str, Value]:
    row = await of(session, member.id)
    apart: dict[str, Value] = {"name": member.name}
    if "skills" in names:
        apart["skills"] = await skills_of(session, member.id)
    if "consents" in names:
        apart["consents"] = await consents.purposes(session, member.id)
    return {name: apart[name] if name in _APART else getattr(row, name) for name in names}


async def _set(session: AsyncSession, member: Member, values: Mapping[str, Value]) -> None:
    row = await of(session, member.id)
    for name, value in values.items():
        if name == "name":
            member.name, member.name_key = str(value), members.name_key(str(value))
        elif name == "skills":
            await _set_skills(session, member.id, cast("list[str]", value))
        elif name == "consents":
            await consents.agree(session, member.id, cast("list[str]", value))
        else:
            setattr(row, name, value)
    await session.flush()


async def skills_of(session: AsyncSession, member_id: int) -> list[str]:
    """What the member can do, in the order of the words."""
    query = select(Skill.name).where(Skill.member_id == member_id)
    return sorted((await session.scalars(query)).all())


async def _set_skills(session: AsyncSession, member_id: int, names: Collection[str]) -> None:
    await session.execute(delete(Skill).where(Skill.member_id == member_id))
    for name in dict.fromkeys(names):
        field = skills.field_of(name)
        session.add(Skill(member_id=member_id, name=name, field=field.name if field else skills.OTHER))


def plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """As it stands in a deed: days and moments as text, a telephone sealed."""
    return {name: _spelt(name, value) for name, value in values.items()}


def _spelt(name: str, value: Value) -> Value:
    if name == "phone" and isinstance(value, str):
        return vault.seal(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def values(written: Mapping[str, Any]) -> dict[str, Value]:
    """What ``plain`` has written."""
    return {name: _value(name, value) for name, value in written.items()}


def _value(name: str, plain: Any) -> Value:
    if plain is None:
        return None
    if name == "phone":
        return vault.unseal(plain)
    if name == "registered_at":
        return datetime.fromisoformat(plain)
    return date.fromisoformat(plain) if name == "insured_until" else plain


@deeds.undoes(CHANGE)
async def _change_back(turn: Turn, deed: Deed) -> str:
    member = await turn.session.get_one(Member, int(deed.subject.removeprefix("member:")))
    set_to = values(deed.detail["now"])
    if await _standing(turn.session, member, set_to) != set_to:
        raise Refusal(texts.changed_since())
    await _set(turn.session, member, values(deed.detail["was"]))
    return profile_texts.back(deed.detail["called"])
