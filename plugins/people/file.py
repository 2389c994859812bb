"""Reading a person's file together: profile, skills, teams, offices, whom he speaks for, what he agreed to."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from . import appointments, consents, file_texts, profile, rosters
from .models import Member, Place
from .profile_models import Profile


async def sheet(session: AsyncSession, member: Member) -> file_texts.Sheet:
    """All that stands in the member's file."""
    row = await session.get(Profile, member.id) or Profile(member_id=member.id, free_times=[], rider=False)
    agreed = await consents.standing(session, member.id)
    return file_texts.Sheet(
        name=member.name,
        rows=await _rows(session, row, found=any(each.purpose == consents.FOUND for each in agreed)),
        teams=[team.name for team in await rosters.teams_of(session, member.id)],
        offices=[await appointments.label(session, role) for role in await appointments.held(session, member.id)],
        children=await _guarded_by(session, member.id),
        spoken_for=(await session.scalars(select(Member.name).where(Member.proxy_id == member.id).order_by(Member.id))).all(),
        agreed=[(clock.local(each.given_at).date(), each.wording) for each in agreed],
        registered=clock.local(row.registered_at).date() if row.registered_at else None,
    )


async def _rows(session: AsyncSession, row: Profile, *, found: bool) -> list[tuple[str, str]]:
    place = await session.get(Place, row.place_id) if row.place_id else None
    referrer = await session.get(Member, row.referrer_id) if row.referrer_id else None
    return [
        ("楼栋", place.name if place else ""),
        ("特长", file_texts.skills(await profile.skills_of(session, row.member_id), found=found)),
        ("空闲", "、".join(row.free_times)),
        ("政治面貌", file_texts.party(row.party, row.party_kind, row.rider)),
        ("单位", row.unit or ""),
        ("年龄", "" if row.at_least is None else file_texts.AGES[row.at_least]),
        ("保险", file_texts.insured(row.insured_until, clock.local().date())),
        ("电话", row.phone or ""),
        ("省平台编号", row.platform_number or ""),
        ("推荐人", referrer.name if referrer else ""),
    ]


async def _guarded_by(session: AsyncSession, member_id: int) -> list[str]:
    query = select(Member.name).join(Profile, Profile.member_id == Member.id).where(Profile.guardian_id == member_id)
    return list((await session.scalars(query.order_by(Member.id))).all())
