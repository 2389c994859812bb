"""Certificates: made from the books, numbered within community and year, each with a code that anybody can ask about.

One that says the same is not made twice: the old one is handed out again. A new one takes the place of one that is no longer
true: the hours have been corrected downwards, or the name is written otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people import codes, profile
from plugins.people.models import Account, Community, Member
from plugins.people.numbers import next_number
from plugins.people.profile_models import Profile
from plugins.points.period import Months

from . import certificate_texts, content, periods, ranking, texts
from .models import Assessment, Candidate, Certificate, CertificateKind

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate; ``fresh``: made now, and which older ones it took the place of."""

    row: Certificate
    fresh: bool
    replaced: list[int] = field(default_factory=list)


async def has_real_name(session: AsyncSession, member: Member) -> bool:
    """Whether the name is one that was given for the record: at registration, or by whoever speaks for a person without account."""
    told = await session.get(Profile, member.id)
    if told is not None and told.registered_at is not None:
        return True
    return await session.scalar(select(Account.id).where(Account.member_id == member.id).limit(1)) is None


async def of_service(session: AsyncSession, member: Member, year: int) -> Issued:
    """The certificate of a year's service up to now. Raises ``Refusal``: the year lies ahead, there are no hours in it, or only a nickname is known."""
    period = Months(year * MONTHS, MONTHS)
    if period.start > clock.now():
        raise Refusal(texts.not_begun(period.label))
    [record] = await ranking.records(session, member.community_id, period, member.id) or [None]
    if record is None:
        raise Refusal(certificate_texts.no_hours(member.name, period.label))
    if not await has_real_name(session, member):
        raise Refusal(certificate_texts.real_name(member.name))
    since, until = days(period)
    draft = Certificate(kind=CertificateKind.SERVICE, since=since, until=until, minutes=record.minutes, times=record.times)
    draft.content = await content.of(session, member.id, period)
    return await _issue(session, member, draft)


async def of_honour(session: AsyncSession, assessment: Assessment, member: Member, row: Candidate) -> Issued:
    """The certificate of a published result."""
    period = periods.of(assessment)
    since, until = days(period)
    draft = Certificate(kind=CertificateKind.HONOUR, since=since, until=until, minutes=row.minutes, times=row.times)
    draft.assessment_id, draft.honour = assessment.id, texts.honour(assessment)
    draft.content = await content.of(session, member.id, period)
    return await _issue(session, member, draft)


def days(period: Months) -> tuple[date, date]:
    """First and last day that it tells of: never one that is still to come."""
    last = min(clock.local(period.end - timedelta(seconds=1)).date(), clock.local().date())
    return clock.local(period.start).date(), last


async def _issue(session: AsyncSession, member: Member, draft: Certificate) -> Issued:
    await session.get_one(Member, member.id, with_for_update=True)
    draft.name = mask(" ".join(member.name.split()))
    facts = (await profile.facts(session, [member.id]))[member.id]
    draft.identity = facts.platform_number
    known = await _of_same(session, member, draft)
    same = next((each for each in known if _says(each) == _says(draft) and not _could_say_more(each, draft)), None)
    replaced = [each for each in known if each is not same and not _still_true(each, draft)]
    if same and not replaced:
        return Issued(same, fresh=False)
    issued = clock.now()
    draft.community_id, draft.member_id, draft.issued_at = member.community_id, member.id, issued
    draft.issuer = (await session.get_one(Community, member.community_id)).name
    draft.year = clock.local(issued).year
    draft.number = await next_number(session, member.community_id, f"certificate-{draft.year}")
    draft.code = await codes.fresh(session, Certificate.code)
    session.add(draft)
    await session.flush()
    for each in replaced:
        each.withdrawn_at, each.reason = issued, certificate_texts.replaced(draft)
    await session.flush()
    return Issued(draft, fresh=True, replaced=[each.id for each in replaced])


async def _of_same(session: AsyncSession, member: Member, draft: Certificate) -> Sequence[Certificate]:
    """Valid ones of this person about the same year, or the same honour; the newest first."""
    query = select(Certificate).where(Certificate.member_id == member.id, Certificate.kind == draft.kind)
    query = query.where(Certificate.since == draft.since, Certificate.withdrawn_at.is_(None))
    if draft.assessment_id is not None:
        query = query.where(Certificate.assessment_id == draft.assessment_id)
    return (await session.scalars(query.order_by(Certificate.id.desc()))).all()


def _says(each: Certificate) -> tuple[object, ...]:
    return each.name, each.minutes, each.times, each.content


def _could_say_more(old: Certificate, new: Certificate) -> bool:
    """Whether the year has ended since: then it is certified to its last day."""
    return old.kind == CertificateKind.SERVICE and old.until < new.until < clock.local().date()


def _still_true(old: Certificate, new: Certificate) -> bool:
    """Whether both may stand: what was true up to an earlier day is true for ever, if the books say so still."""
    return old.kind == CertificateKind.SERVICE and old.until < new.until and old.minutes <= new.minutes and old.name == new.name


async def of_member(session: AsyncSession, member_id: int) -> Sequence[Certificate]:
    """The member's valid ones, newest first."""
    query = select(Certificate).where(Certificate.member_id == member_id, Certificate.withdrawn_at.is_(None))
    return (await session.scalars(query.order_by(Certificate.id.desc()))).all()


async def stand_for(session: AsyncSession, assessment: Assessment) -> bool:
    """Whether somebody has a certificate of this result."""
    query = select(Certificate.id).where(Certificate.assessment_id == assessment.id, Certificate.withdrawn_at.is_(None))
    return await session.scalar(query.limit(1)) is not None


async def find(session: AsyncSession, community_id: int, year: int, number: int) -> Certificate:
    """The community's certificate of that number, locked. Raises ``Refusal``."""
    query = select(Certificate).where(Certificate.community_id == community_id, Certificate.year == year)
    found = await session.scalar(query.where(Certificate.number == number).with_for_update())
    if found is None:
        raise Refusal(certificate_texts.no_such(f"{year}-{number:04d}"))
    return found


async def take_back(session: AsyncSession, ids: Sequence[int], replaced: Sequence[int], when: datetime) -> None:
    """They were issued by mistake: void from now on; what they had taken the place of stands again."""
    for number in ids:
        row = await session.get_one(Certificate, number)
        if row.withdrawn_at is None:
            row.withdrawn_at, row.reason = when, certificate_texts.issued_by_mistake()
    for number in replaced:
        row = await session.get_one(Certificate, number)
        row.withdrawn_at, row.reason = None, None
    await session.flush()
