"""Making an activity and changing it. Who may: its publisher, its team's leaders, 团长 and 副团长, the 社工."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.numbers import next_number

from . import kinds, leader_texts, texts
from .models import Activity, ActivityState, SignUp, SignUpState
from .sections import dividing
from .signing import tally

LONGEST_PLAN = 366


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that makes an activity; moments are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int | None = None
    minimum: int | None = None
    signup_closes_at: datetime | None = None
    cancel_closes_at: datetime | None = None
    team_id: int | None = None
    leader_id: int | None = None
    chat: str | None = None
    kind: str = "plain"
    service_id: int | None = None


async def publish(session: AsyncSession, community_id: int, plan: Plan) -> Activity:
    """Make the activity with the community's next number. Raises ``Refusal`` for one in the past or over a year ahead."""
    activity = await prepare(session, community_id, plan)
    activity.number = await next_number(session, community_id, "activity")
    await session.flush()
    return activity


async def prepare(session: AsyncSession, community_id: int, plan: Plan) -> Activity:
    """Make the activity without a number as yet: the one who first deals with it (``finding.lock``) gives it one."""
    present = clock.now()
    if plan.starts_at <= present:
        raise Refusal(leader_texts.starts_in_past())
    if (plan.starts_at - present).days > LONGEST_PLAN:
        raise Refusal(leader_texts.too_far_ahead())
    activity = Activity(
        community_id=community_id,
        published_at=present,
        state=ActivityState.OPEN,
        revision=0,
        sections=[],
        conditions=None,
        **{name: getattr(plan, name) for name in Plan.__slots__},
    )
    session.add(activity)
    await session.flush()
    return activity


async def leads(session: AsyncSession, speaker: Speaker, activity: Activity) -> bool:
    """Whether the speaker may change the activity."""
    published = activity.leader_id is not None and activity.leader_id == speaker.member_id
    if published or speaker.leads_team(activity.team_id):
        return True
    return await kinds.of(activity).led_by(session, activity, speaker)


async def check_leads(session: AsyncSession, speaker: Speaker, activity: Activity) -> None:
    """Raises ``Refusal`` unless the speaker may change the activity."""
    if not await leads(session, speaker, activity):
        raise Refusal(leader_texts.only_its_leader(activity))


def check_changeable(activity: Activity) -> None:
    """Raises ``Refusal`` for an activity that is cancelled or over."""
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if clock.now() >= activity.ends_at:
        raise Refusal(texts.is_over(activity))


async def reschedule(
    session: AsyncSession, activity: Activity, starts_at: datetime, ends_at: datetime, place: str | None
) -> None:
    """Another time or place: everybody on it is to confirm anew, reminders start afresh, deadlines move along."""
    if starts_at <= clock.now():
        raise Refusal(leader_texts.starts_in_past())
    moved = starts_at - activity.starts_at
    for name in ("signup_closes_at", "cancel_closes_at"):
        if (closes := getattr(activity, name)) is not None:
            setattr(activity, name, closes + moved)
    activity.starts_at, activity.ends_at, activity.place = starts_at, ends_at, place or activity.place
    dividing.move_along(activity, moved)
    await renew(session, activity)


async def renew(session: AsyncSession, activity: Activity) -> None:
    """Count a change of time or place: confirmations and reminders begin again."""
    activity.revision += 1
    begins_again = ("eve_reminded_at", "start_reminded_at", "short_48_at", "short_24_at", "nagged_at", "escalated_at")
    for name in (*begins_again, "goes_ahead_at"):
        setattr(activity, name, None)
    for section in activity.sections:
        section.start_reminded_at = None
    for row in await session.scalars(select(SignUp).where(SignUp.activity_id == activity.id)):
        row.confirmed = None
    await session.flush()


async def set_capacity(session: AsyncSession, activity: Activity, capacity: int) -> None:
    """Change the limit. Never below those who are on the list already, nor below the minimum."""
    heads = (await tally(session, activity.id)).heads
    if capacity < heads:
        raise Refusal(leader_texts.capacity_below_list(activity, heads))
    if activity.minimum and capacity < activity.minimum:
        raise Refusal(leader_texts.capacity_below_minimum(activity))
    activity.capacity = capacity
    await session.flush()


async def cancel(session: AsyncSession, activity: Activity, reason: str) -> None:
    """Call it off, with the reason that everybody reads."""
    activity.state, activity.reason = ActivityState.CANCELLED, reason[:100] or None
    await session.flush()


async def anyone_on(session: AsyncSession, activity: Activity) -> int:
    """How many rows are on its list or waitlist."""
    query = select(func.count()).where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    return await session.scalar(query) or 0
