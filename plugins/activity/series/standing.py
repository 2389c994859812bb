"""「整期都来」: a wish that stands for every occurrence of a series, those made later too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people.models import Member

from .. import finding, kinds, notices, signing
from ..models import Activity, ActivityState, Series, SignUp, SignUpState
from . import standing_texts
from .models import Standing


@dataclass(slots=True)
class Taken:
    """What became of it: places on lists, places on waitlists, and the occurrences the person has left (they stay left)."""

    joined: list[Activity] = field(default_factory=list)
    waiting: list[Activity] = field(default_factory=list)
    there: list[Activity] = field(default_factory=list)
    left: list[Activity] = field(default_factory=list)
    rows: list[SignUp] = field(default_factory=list)
    places: list[signing.Place] = field(default_factory=list)


async def of(session: AsyncSession, series_id: int, member_id: int) -> Standing | None:
    """The person's row, whether it stands or has ended."""
    query = select(Standing).where(Standing.series_id == series_id, Standing.member_id == member_id)
    return await session.scalar(query)


async def all_of(session: AsyncSession, series_id: int) -> Sequence[tuple[Standing, Member]]:
    """Those who come to all of it, first come first."""
    query = select(Standing, Member).join(Member, Member.id == Standing.member_id)
    query = query.where(Standing.series_id == series_id, Standing.ended_at.is_(None))
    rows = await session.execute(query.order_by(Standing.queued_at, Standing.id))
    return [(row[0], row[1]) for row in rows]


async def take_places(session: AsyncSession, series: Series, made: Sequence[Activity]) -> None:
    """Put everybody who comes to all of the series on the lists of occurrences that have just been made.

    Who finds one full is told that he waits there; nobody else needs a word about what he has asked for.
    """
    if not made:
        return
    for wish, member in await all_of(session, series.id):
        for activity in made:
            place = await _join(session, activity, wish, member, wish.queued_at)
            if place.signup.state == SignUpState.WAITING:
                text = standing_texts.waits(member.name, activity, place.position)
                news = notices.News(f"standing-waits:{place.signup.id}", text, activity.starts_at)
                await notices.tell_members(session, activity, [member.id], news)


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
        elif activity.starts_at > sent_at:
            place = await _join(session, activity, wish, member, sent_at)
            (taken.joined if place.signup.state == SignUpState.JOINED else taken.waiting).append(activity)
            taken.rows.append(place.signup)
            taken.places.append(place)
    return taken


async def _join(
    session: AsyncSession, activity: Activity, wish: Standing, member: Member, sent_at: datetime
) -> signing.Place:
    team = wish.team_id or await kinds.of(activity).team_for(session, activity, member, "")
    proxy = await session.get(Member, wish.proxy_id) if wish.proxy_id else None
    asked = signing.Wish(
        member=member,
        proxy=proxy,
        sent_at=sent_at,
        guests=wish.guests,
        children=wish.children,
        guest_names=tuple(wish.guest_names),
        said_heads=True,
        team_id=team,
    )
    return await signing.join(session, activity, asked)


async def leave_all(session: AsyncSession, series: Series, member_id: int, sent_at: datetime) -> tuple[list[SignUp], list[Activity]]:
    """Off every list that has not begun; returns the rows left, and the occurrences where it was too late (there he is excused)."""
    rows, late = [], []
    for each in await coming(session, series):
        row = await signing.row_of(session, each.id, member_id)
        if row is None or row.state == SignUpState.LEFT:
            continue
        activity = await finding.lock(session, each.id, numbered=False)
        if await signing.leave(session, activity, row, sent_at):
            rows.append(row)
            await notices.tell_promoted(session, activity, await signing.promote(session, activity))
        else:
            late.append(activity)
    return rows, late


async def coming(session: AsyncSession, series: Series) -> Sequence[Activity]:
    """Occurrences that have not begun and were not called off, soonest first."""
    query = select(Activity).where(
        Activity.series_id == series.id, Activity.starts_at > clock.now(), Activity.state != ActivityState.CANCELLED
    )
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()
