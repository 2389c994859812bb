"""Which activity is meant: by number, by date, by words of its title, by what was quoted; never "the newest"."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rapidfuzz import fuzz
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.db import writes_alone
from plugins.kernel.refusal import Refusal
from plugins.people.numbers import next_number

from .models import Activity, ActivityState, SignUp, SignUpState
from .reference import Reference
from .texts import no_such_number

LATE_TRUTH = timedelta(days=7)
ALIKE = 84
_NUMBERED = select(Activity).where(Activity.community_id == bindparam("community"), Activity.number == bindparam("number"))


async def by_number(session: AsyncSession, community_id: int, number: int) -> Activity:
    """The community's activity of that number. Raises ``Refusal``: a number of another community is no number here."""
    found = await session.scalar(_NUMBERED, {"community": community_id, "number": number})
    if found is None:
        raise Refusal(no_such_number(number))
    return found


async def lock(session: AsyncSession, activity_id: int, *, numbered: bool = True) -> Activity:
    """The activity, with its row locked until the transaction ends: whoever counts places holds this. It has a number now.

    Not ``numbered``: it may stay without one, where a whole series is dealt with and none of its occurrences is spoken of.
    """
    if writes_alone(session):
        activity = await session.get_one(Activity, activity_id)
    else:
        query = select(Activity).where(Activity.id == activity_id).with_for_update()
        activity = (await session.scalars(query.execution_options(populate_existing=True))).one()
    if numbered and activity.number is None:
        activity.number = await next_number(session, activity.community_id, "activity")
        await session.flush()
    return activity


async def open_ones(session: AsyncSession, community_id: int, now: datetime) -> Sequence[Activity]:
    """Not cancelled and not over, soonest first."""
    query = select(Activity).where(
        Activity.community_id == community_id, Activity.ends_at > now, Activity.state != ActivityState.CANCELLED
    )
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()


async def between(
    session: AsyncSession, community_id: int, start: datetime, end: datetime, *, called_off: bool = False
) -> Sequence[Activity]:
    """What runs at any time from ``start`` up to ``end``, soonest first; ``called_off``: what was cancelled as well."""
    query = select(Activity).where(Activity.community_id == community_id, Activity.ends_at > start, Activity.starts_at < end)
    if not called_off:
        query = query.where(Activity.state != ActivityState.CANCELLED)
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()


async def recent_ones(session: AsyncSession, community_id: int, now: datetime) -> Sequence[Activity]:
    """Begun within the last seven days, newest first: attendance and late truth are about these."""
    query = select(Activity).where(
        Activity.community_id == community_id,
        Activity.starts_at <= now,
        Activity.ends_at > now - LATE_TRUTH,
        Activity.state != ActivityState.CANCELLED,
    )
    return (await session.scalars(query.order_by(Activity.starts_at.desc(), Activity.id))).all()


async def joined_by(session: AsyncSession, member_ids: Sequence[int], activities: Sequence[Activity]) -> Sequence[Activity]:
    """Those of ``activities`` on whose list or waitlist one of the members is."""
    query = select(SignUp.activity_id).where(
        SignUp.member_id.in_(member_ids),
        SignUp.state != SignUpState.LEFT,
        SignUp.activity_id.in_([each.id for each in activities]),
    )
    mine = set(await session.scalars(query))
    return [each for each in activities if each.id in mine]


def fitting(reference: Reference, activities: Sequence[Activity]) -> Sequence[Activity]:
    """The activities that ``reference`` may mean; a plain word is looked for in the titles, then among similar ones."""
    found = [each for each in activities if _on_day(reference, each)]
    if reference.maybe_number is not None and not found:
        return [each for each in activities if each.number == reference.maybe_number]
    if not reference.words:
        return found
    exact = [each for each in found if _named(reference.words, each)]
    exact = exact or [each for each in found if any(squeeze(part.name) in reference.words for part in each.sections)]
    return exact or [each for each in found if fuzz.ratio(reference.words, squeeze(each.title)) >= ALIKE]


async def called(session: AsyncSession, community_id: int, reference: Reference, now: datetime) -> Activity | None:
    """The one activity of the last seven days or the next sixty whose title is said (with its day, where that is said)."""
    if len(reference.words) < 2:
        return None
    among = await between(session, community_id, now - LATE_TRUTH, now + timedelta(days=60))
    found = [each for each in among if _on_day(reference, each) and squeeze(each.title) == reference.words]
    return found[0] if len(found) == 1 else None


def nearest(reference: Reference, found: Sequence[Activity]) -> Sequence[Activity]:
    """Among several that fit: without a day, of a series its next occurrence; and with no word at all, what was announced.

    Occurrences are made weeks ahead: 「报名巡湖」 is not a question about which month.
    """
    if reference.number is not None or reference.maybe_number is not None or reference.day is not None:
        return found
    known = [each for each in found if each.announced_at is not None] if reference.names_nothing else []
    firsts: dict[object, Activity] = {}
    for each in known or found:
        firsts.setdefault(each.series_id or each.subject, each)
    return list(firsts.values())


def _on_day(reference: Reference, activity: Activity) -> bool:
    return reference.day is None or clock.local(activity.starts_at).date() == reference.day


def _named(words: str, activity: Activity) -> bool:
    title = squeeze(activity.title)
    return len(words) > 1 and bool(title) and (words in title or title in words)


async def quoted(turn: Turn) -> Activity | None:
    """The activity that the quoted message of ours was about."""
    about = turn.heard.about or ""
    if not about.startswith("activity:"):
        return None
    found = await turn.session.get(Activity, int(about.removeprefix("activity:")))
    return found if found and found.community_id == turn.community_id else None


async def meant(turn: Turn, reference: Reference, among: Sequence[Activity]) -> Sequence[Activity]:
    """All that may be meant: the number said, else what was quoted, else what fits among ``among``."""
    if reference.number is not None:
        return [await by_number(turn.session, turn.community_id, reference.number)]
    if reference.names_nothing and (here := await quoted(turn)):
        return [here]
    return fitting(reference, among)
