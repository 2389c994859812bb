"""「整期都来」: a wish that stands for every occurrence of a series, those made later too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import finding, kinds, notices, signing, texts
from ..models import Activity, ActivityState, Series, SignUp, SignUpState
from ..sections import seats
from ..sections import which as which_section
from ..sections.models import Section
from . import standing_texts
from .models import Standing


@dataclass(slots=True)
class Taken:
    """What became of it: places on lists and on waitlists, where he was already, what he has left (it stays left).

    ``divided``: those with shifts or quotas, where he must say himself which one he takes. ``refused``: why not, for the others.
    """

    joined: list[Activity] = field(default_factory=list)
    waiting: list[Activity] = field(default_factory=list)
    there: list[Activity] = field(default_factory=list)
    left: list[Activity] = field(default_factory=list)
    divided: list[Activity] = field(default_factory=list)
    refused: list[tuple[Activity, str]] = field(default_factory=list)
    rows: list[SignUp] = field(default_factory=list)


@dataclass(slots=True)
class Gone:
    """Places given up, and those where it was too late for that; ``seats``: as they were, by row, where there are sections."""

    rows: list[SignUp] = field(default_factory=list)
    late: list[SignUp] = field(default_factory=list)
    seats: dict[str, dict[str, Any]] = field(default_factory=dict)


async def of(session: AsyncSession, series_id: int, member_id: int) -> Standing | None:
    """The person's row, whether it stands or has ended."""
    query = select(Standing).where(Standing.series_id == series_id, Standing.member_id == member_id)
    return await session.scalar(query)


async def stands_for(session: AsyncSession, community_id: int, member_id: int) -> Sequence[Series]:
    """The series of the community to all of which he comes."""
    query = select(Series).join(Standing, Standing.series_id == Series.id)
    query = query.where(Series.community_id == community_id, Standing.member_id == member_id, Standing.ended_at.is_(None))
    return (await session.scalars(query.order_by(Series.number))).all()


async def all_of(session: AsyncSession, series_id: int) -> Sequence[tuple[Standing, Member]]:
    """Those who come to all of it, first come first. Whoever has had his record erased comes no more."""
    query = select(Standing, Member).join(Member, Member.id == Standing.member_id)
    query = query.where(Standing.series_id == series_id, Standing.ended_at.is_(None), Member.gone_at.is_(None))
    rows = await session.execute(query.order_by(Standing.queued_at, Standing.id))
    return [(row[0], row[1]) for row in rows]


async def take_places(session: AsyncSession, series: Series, made: Sequence[Activity]) -> None:
    """Put everybody who comes to all of the series on the lists of occurrences that have just been made.

    Who finds one full is told that he waits there, and who could not be put on one why; nobody else needs a word about what he
    has asked for.
    """
    wishes = await all_of(session, series.id) if made else ()
    refused: dict[int, list[tuple[Activity, str]]] = {}
    for activity in made:
        if activity.sections or activity.conditions:
            await _one_by_one(session, activity, wishes, refused)
            continue
        for row, member, position in await _first_on(session, activity, wishes):
            text = standing_texts.waits(member.name, activity, position)
            news = notices.News(f"standing-waits:{row.id}", text, activity.starts_at)
            await notices.tell_members(session, activity, [member.id], news)
    for _, member in wishes:
        if not_on := refused.get(member.id):
            key, last = f"standing-not:{not_on[0][0].id}:{member.id}", not_on[-1][0].starts_at
            news = notices.News(key, standing_texts.not_on(member.name, series, not_on), last)
            await notices.tell_members(session, series, [member.id], news)


async def _one_by_one(
    session: AsyncSession,
    activity: Activity,
    wishes: Sequence[tuple[Standing, Member]],
    refused: dict[int, list[tuple[Activity, str]]],
) -> None:
    """Where there are sections or conditions each is put on as if he had asked himself; why not is noted in ``refused``."""
    for wish, member in wishes:
        try:
            place = await _join(session, activity, wish, member, wish.queued_at)
        except Refusal as refusal:
            refused.setdefault(member.id, []).append((activity, refusal.text))
            continue
        if place.signup.state == SignUpState.WAITING:
            text = standing_texts.waits(member.name, activity, place.position)
            news = notices.News(f"standing-waits:{place.signup.id}", text, activity.starts_at)
            await notices.tell_members(session, activity, [member.id], news)


async def _first_on(
    session: AsyncSession, activity: Activity, wishes: Sequence[tuple[Standing, Member]]
) -> list[tuple[SignUp, Member, int]]:
    """The first onto an empty list, by the rules of ``signing.join``: nobody overtakes. Returns who waits, and at which place.

    All at once: hundreds of communities make theirs in the same night.
    """
    free, rows = activity.capacity, []
    waiting: list[tuple[SignUp, Member, int]] = []
    for wish, member in wishes:
        fits = not waiting and (free is None or wish.heads <= free)
        row = SignUp(activity_id=activity.id, member_id=member.id, proxy_id=wish.proxy_id, queued_at=wish.queued_at)
        row.state = SignUpState.JOINED if fits else SignUpState.WAITING
        row.guests, row.children, row.guest_names = wish.guests, wish.children, list(wish.guest_names)
        row.team_id = wish.team_id or await kinds.of(activity).team_for(session, activity, member, "")
        rows.append(row)
        if fits:
            free = None if free is None else free - wish.heads
        else:
            waiting.append((row, member, len(waiting) + 1))
    session.add_all(rows)
    await session.flush()
    return waiting


async def join_all(
    session: AsyncSession, series: Series, wish: Standing, member: Member, sent_at: datetime, *, left_too: bool
) -> Taken:
    """Onto every coming occurrence that is open. ``left_too``: also onto those he has left before."""
    taken = Taken()
    for each in await coming(session, series):
        activity = await finding.lock(session, each.id, numbered=False)
        row = await signing.row_of(session, activity.id, member.id)
        if row is not None and row.state != SignUpState.LEFT:
            taken.there.append(activity)
        elif row is not None and not left_too:
            taken.left.append(activity)
        elif activity.sections and not await _sections(session, activity, wish, member):
            taken.divided.append(activity)
        elif activity.starts_at > sent_at:
            try:
                place = await _join(session, activity, wish, member, sent_at)
            except Refusal as refusal:
                taken.refused.append((activity, refusal.text))
                continue
            (taken.joined if place.signup.state == SignUpState.JOINED else taken.waiting).append(activity)
            taken.rows.append(place.signup)
    return taken


async def _sections(session: AsyncSession, activity: Activity, wish: Standing, member: Member) -> Sequence[Section]:
    """Those that he has asked for, by name; else the one that is plainly his."""
    named = [each for each in activity.sections if each.name in wish.sections and not each.called_off]
    return named or await which_section.wanted(session, activity, member, "")


async def _join(session: AsyncSession, activity: Activity, wish: Standing, member: Member, sent_at: datetime) -> signing.Place:
    team = wish.team_id or await kinds.of(activity).team_for(session, activity, member, "")
    proxy = await session.get(Member, wish.proxy_id) if wish.proxy_id else None
    sections = await _sections(session, activity, wish, member) if activity.sections else ()
    if activity.sections and not sections:
        raise Refusal(standing_texts.choose_one(activity))
    asked = signing.Wish(
        member=member,
        proxy=proxy,
        sent_at=sent_at,
        guests=wish.guests,
        children=wish.children,
        guest_names=tuple(wish.guest_names),
        said_heads=True,
        team_id=team,
        sections=tuple(sections),
    )
    return await signing.join(session, activity, asked)


async def leave_all(session: AsyncSession, series: Series, member: Member, sent_at: datetime, key: str) -> Gone:
    """Off every list that has not begun; who waits moves up. Where it is too late he is excused and the leaders are told."""
    gone = Gone()
    for each in await coming(session, series):
        row = await signing.row_of(session, each.id, member.id)
        if row is None or row.state == SignUpState.LEFT:
            continue
        activity = await finding.lock(session, each.id, numbered=False)
        if held := seats.as_they_are(await seats.of_row(session, activity, row)):
            gone.seats[str(row.id)] = held
        if await signing.leave(session, activity, row, sent_at):
            gone.rows.append(row)
            await notices.tell_promoted(session, activity, await signing.promote(session, activity))
        else:
            gone.late.append(row)
            text = texts.cannot_come(member.name, activity)
            news = notices.News(f"excused:{row.id}:{key}", text, activity.ends_at, disturb=True)
            await notices.tell_leaders(session, activity, news)
    return gone


async def coming(session: AsyncSession, series: Series) -> Sequence[Activity]:
    """Occurrences that have not begun and were not called off, soonest first."""
    query = select(Activity).where(
        Activity.series_id == series.id, Activity.starts_at > clock.now(), Activity.state != ActivityState.CANCELLED
    )
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()
