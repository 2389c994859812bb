"""The shortlist: made once from the books, changed by staff with reasons, in four states."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import members, settings
from plugins.people.models import Community, Deed, Member
from plugins.people.numbers import next_number
from plugins.points.period import Months

from . import periods, ranking, texts
from .models import Assessment, AssessmentState, Candidate, Rhythm

TOP = settings.knob("评比人数", "评比时列出前多少名", default=10, low=3, high=50, topic="评比")
GOES_ON = (AssessmentState.DRAFT, AssessmentState.SHOWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate with who it is."""

    row: Candidate
    member: Member

    @property
    def stands(self) -> bool:
        """Whether he is on the list: not taken off, and still somebody."""
        return self.row.removed_at is None and self.member.gone_at is None

    @property
    def public(self) -> bool:
        """Whether his name may be said in public now."""
        return self.stands and self.member.on_boards


async def make(turn: Turn, rhythm: Rhythm, period: Months, top: int | None) -> tuple[Assessment, bool]:
    """The assessment of this period, and whether it is new: one that goes on or is published is not made twice.

    Raises ``Refusal``: the period lies ahead, or nobody has any hours in it.
    """
    if period.start > clock.now():
        raise Refusal(texts.not_begun(period.label))
    await turn.session.get_one(Community, turn.community_id, with_for_update={"key_share": True})
    if known := await _of_period(turn, rhythm, period):
        return known, False
    everybody = ranking.ranked(await ranking.records(turn.session, turn.community_id, period))
    if not everybody:
        raise Refusal(texts.nobody(period.label))
    made = Assessment(
        community_id=turn.community_id,
        number=await next_number(turn.session, turn.community_id, "assessment"),
        rhythm=rhythm,
        label=period.label,
        starts_at=period.start,
        ends_at=period.end,
        top=top or await settings.value(turn.session, turn.community_id, TOP),
        made_by_id=(await members.myself(turn)).id,
        made_at=clock.now(),
    )
    turn.session.add(made)
    await turn.session.flush()
    for place, (rank, record) in enumerate(ranking.shortlist(everybody, made.top), 1):
        turn.session.add(_candidate(made, record, place, rank))
    await turn.session.flush()
    return made, True


def _candidate(assessment: Assessment, record: ranking.Record, place: int, rank: int | None) -> Candidate:
    return Candidate(
        assessment_id=assessment.id,
        member_id=record.member_id,
        place=place,
        rank=rank,
        minutes=record.minutes,
        times=record.times,
        signed_up=record.signed_up,
        came=record.came,
    )


async def _of_period(turn: Turn, rhythm: Rhythm, period: Months) -> Assessment | None:
    query = select(Assessment).where(Assessment.community_id == turn.community_id, Assessment.rhythm == rhythm)
    query = query.where(Assessment.starts_at == period.start, Assessment.state != AssessmentState.WITHDRAWN)
    return await turn.session.scalar(query.order_by(Assessment.id.desc()).limit(1))


async def find(turn: Turn, number: int) -> Assessment:
    """The community's assessment of that number, locked. Raises ``Refusal``."""
    query = select(Assessment).where(Assessment.community_id == turn.community_id, Assessment.number == number)
    found = await turn.session.scalar(query.with_for_update())
    if found is None:
        raise Refusal(texts.no_such(number))
    return found


async def of_deed(session: AsyncSession, deed: Deed) -> Assessment:
    """The assessment that a deed was about, locked."""
    number = int(deed.subject.removeprefix("assessment:"))
    return await session.get_one(Assessment, number, with_for_update=True)


async def unmake(session: AsyncSession, assessment: Assessment) -> None:
    """Nobody else has seen the draft yet: it goes without a trace but its number. Raises ``Refusal`` when it is no draft."""
    must_be(assessment, AssessmentState.DRAFT)
    for each in await entries(session, assessment):
        await session.delete(each.row)
    await session.flush()
    await session.delete(assessment)


async def latest(session: AsyncSession, community_id: int, *states: AssessmentState, limit: int = 8) -> Sequence[Assessment]:
    """The last ones (in one of the states), newest first."""
    query = select(Assessment).where(Assessment.community_id == community_id)
    query = query.where(Assessment.state.in_(states)) if states else query
    return (await session.scalars(query.order_by(Assessment.number.desc()).limit(limit))).all()


async def entries(session: AsyncSession, assessment: Assessment) -> list[Entry]:
    """All candidates by their number, those taken off too; one person (two records became one) once."""
    query = select(Candidate, Member).join(Member, Member.id == Candidate.member_id)
    query = query.where(Candidate.assessment_id == assessment.id).order_by(Candidate.place)
    found: dict[int, Entry] = {}
    for row, member in (await session.execute(query)).all():
        found.setdefault(member.id, Entry(row, member))
    return list(found.values())


async def standing(session: AsyncSession, assessment: Assessment) -> list[Entry]:
    """Those who are on the list now."""
    return [each for each in await entries(session, assessment) if each.stands]


def must_be(assessment: Assessment, *states: AssessmentState) -> None:
    """Raises ``Refusal`` unless it is in one of these states; the sentence tells what can be done instead."""
    if assessment.state not in states:
        raise Refusal(texts.wrong_state(assessment))


async def remove(turn: Turn, assessment: Assessment, place: int, reason: str) -> Entry:
    """Take number ``place`` off the list. Raises ``Refusal``."""
    must_be(assessment, *GOES_ON)
    found = next((each for each in await entries(turn.session, assessment) if each.row.place == place), None)
    if found is None or found.member.gone_at is not None:
        raise Refusal(texts.no_such_place(assessment, place))
    if found.row.removed_at is not None:
        raise Refusal(texts.removed_already(found))
    found.row.removed_at, found.row.reason = clock.now(), reason
    await turn.session.flush()
    return found


async def add(turn: Turn, assessment: Assessment, member: Member, reason: str) -> Entry:
    """Put somebody on the list, or back on it. Raises ``Refusal``: on it already, or he has neither served nor held an office."""
    must_be(assessment, AssessmentState.DRAFT)
    rows = await entries(turn.session, assessment)
    known = next((each for each in rows if each.member.id == member.id), None)
    if known and known.stands:
        raise Refusal(texts.listed_already(known))
    if known:
        known.row.removed_at, known.row.reason = None, reason
        await turn.session.flush()
        return known
    found = await ranking.records(turn.session, turn.community_id, periods.of(assessment), member.id)
    record = found[0] if found else None
    if record is None and not await ranking.in_office(turn.session, member.id):
        raise Refusal(texts.has_not_served(member.name, assessment.label))
    record = record or ranking.Record(member.id, member.name, member.on_boards, 0, 0, 0, 0)
    row = _candidate(assessment, record, max((each.row.place for each in rows), default=0) + 1, None)
    row.reason = reason
    turn.session.add(row)
    await turn.session.flush()
    return Entry(row, member)
