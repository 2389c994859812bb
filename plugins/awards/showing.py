"""公示 and 公布: what is said in the volunteers' groups about an assessment, once each.

At least five working days (domain.md §8; the State Council's calendar), counted from the day after. Published is who was shown and
whose name may still be said; who does not want to stand on boards is counted and not named.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post, withdraw
from plugins.people import reach, settings, staff
from plugins.people.models import ChatKind, Community
from plugins.tickets.worktime import is_workday

from . import assessments, letters, objections, showing_texts
from .models import Assessment, AssessmentState

DAYS = settings.knob("公示天数", "评比公示几个工作日", default=5, low=1, high=30, topic="评比")


def closing(start: date, days: int) -> datetime:
    """The midnight at which so many working days after ``start`` are over."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return clock.at_local(datetime.combine(day + timedelta(days=1), time()))


async def show(turn: Turn, assessment: Assessment, stamp: int) -> tuple[str, int, int]:
    """Begin the days of objection; returns the public text, how many groups get it, and how many days. Raises ``Refusal``."""
    assessments.must_be(assessment, AssessmentState.DRAFT)
    rows = await assessments.standing(turn.session, assessment)
    if not any(each.public for each in rows):
        raise Refusal(showing_texts.nobody_to_show())
    days = await settings.value(turn.session, turn.community_id, DAYS)
    assessment.state, assessment.shown_at = AssessmentState.SHOWN, clock.now()
    assessment.closes_at, assessment.reminded_at = closing(clock.local().date(), days), None
    for each in rows:
        each.row.shown = each.public
    await turn.session.flush()
    text = await public(turn.session, assessment)
    return text, await to_groups(turn.session, assessment, f"shown:{stamp}", text), days


async def public(session: AsyncSession, assessment: Assessment) -> str:
    """The public list as it stands now."""
    rows = await assessments.standing(session, assessment)
    named = [each for each in rows if each.row.shown and each.public]
    community = await session.get_one(Community, assessment.community_id)
    days = await settings.value(session, assessment.community_id, DAYS)
    return showing_texts.public(community.name, assessment, named, len(rows) - len(named), days)


async def publish(turn: Turn, assessment: Assessment, stamp: int) -> tuple[str, int]:
    """Say the result; returns it, and how many groups get it. Raises ``Refusal``: too early, or an objection is open."""
    assessments.must_be(assessment, AssessmentState.SHOWN)
    assert assessment.closes_at
    if clock.now() < assessment.closes_at:
        raise Refusal(showing_texts.not_yet(assessment))
    if waiting := await objections.open_numbers(turn.session, assessment):
        raise Refusal(showing_texts.has_open(assessment, waiting))
    rows = await assessments.standing(turn.session, assessment)
    named = [each for each in rows if each.row.shown and each.public]
    assessment.state, assessment.published_at = AssessmentState.PUBLISHED, clock.now()
    await turn.session.flush()
    text = showing_texts.result(turn.speaker.community, assessment, named, len(rows) - len(named))
    return text, await to_groups(turn.session, assessment, f"published:{stamp}", text)


async def to_groups(session: AsyncSession, assessment: Assessment, key: str, text: str) -> int:
    """Say it in every volunteers' group; returns how many there are."""
    chats = await reach.groups(session, assessment.community_id, ChatKind.VOLUNTEERS)
    expires = clock.now() + letters.LIFE
    for chat in chats:
        whole = f"{assessment.subject}:{key}:{chat.id}"
        to = reach.address_of(chat)
        await post(session, Letter(key=whole, to=to, text=text, about=assessment.subject, expires_at=expires))
    return len(chats)


async def take_back(session: AsyncSession, assessment: Assessment, key: str, correction: str) -> None:
    """What still waits is never said; where it was said, the correction follows."""
    if not await withdraw(session, f"{assessment.subject}:{key}:"):
        await to_groups(session, assessment, f"{key}:back", correction)


async def staff_of(session: AsyncSession, assessment: Assessment) -> Sequence[int]:
    """Who looks after it: the 社工, without any the 管理员, else whoever made it."""
    return await staff.of(session, assessment.community_id) or [assessment.made_by_id]


async def tell_staff(session: AsyncSession, assessment: Assessment, key: str, text: str) -> None:
    """Tell them in private, once under this key."""
    await letters.tell(session, await staff_of(session, assessment), f"{assessment.subject}:{key}", text, "评比")
