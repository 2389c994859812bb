"""开放预约, 停止预约: whoever runs a service cuts its time into slots."""

import re

from sqlalchemy import func, select

from plugins.activity import finding
from plugins.activity.commands.choosing import led
from plugins.activity.models import Activity
from plugins.activity.publishing import check_changeable
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import plans, reserving, telling, texts
from ..models import Booking, BookingPlan, BookingState
from .booking import TOPIC

PLANNED = "booking.planned"
USUAL_MINUTES, USUAL_CHAIRS = 15, 1
_MINUTES = re.compile(r"每?(?:隔|段)?\s*(\d{1,3})\s*分钟?")
_CHAIRS = re.compile(r"(\d{1,2})\s*(?:个|把|张)?\s*(?:位子|座位|椅子|凳子|位|座|人|台|师傅)")


@command(
    "开放预约",
    words=("开预约",),
    topic=TOPIC,
    summary="让一个活动（系列就是每一次）可以按时段预约",
    usage="开放预约 活动号 [15分钟] [2个位子]",
    examples=("开放预约 {n} 15分钟 2个位子",),
    takes=Takes.REFERENCE,
    shape=r"(?:#?\d{1,6}号?(?:\s+.*)?)?",
    writes=True,
)
async def offer(turn: Turn) -> Answer:
    """Fifteen minutes and one chair unless something else is said; whoever waits gets what is new."""
    activity, words = await led(turn, turn.rest)
    check_changeable(activity)
    minutes, chairs = _numbers(words)
    plan = await plans.of(turn.session, activity) or _new(activity)
    before = {"minutes": plan.minutes, "chairs": plan.chairs, "open": plan.open} if plan.id else None
    plan.minutes, plan.chairs, plan.open = minutes, chairs, True
    if not plans.slots(activity, plan):
        raise Refusal(texts.too_short(activity))
    if before and (minutes != before["minutes"] or chairs < before["chairs"]) and await _anybody(turn, plan):
        raise Refusal(texts.plan_too_small(activity))
    turn.session.add(plan)
    await turn.session.flush()
    await deeds.record(turn, PLANNED, plan.subject, {"plan": plan.id, "activity": activity.id, "before": before})
    await telling.tell_moved_up(turn.session, activity, plan, await reserving.promote(turn.session, activity, plan))
    count = plans.slots(activity, plan) * chairs
    return Answer(texts.opened(activity, plan, count, series=plan.series_id is not None), about=activity.subject)


def _numbers(words: str) -> tuple[int, int]:
    """Minutes and chairs. Raises ``Refusal`` for what no service has, or for words that are neither."""
    minutes, chairs = _MINUTES.search(words), _CHAIRS.search(_MINUTES.sub(" ", words))
    left = _CHAIRS.sub("", _MINUTES.sub("", words)).strip(" ,、;。一段每")
    found = int(minutes[1]) if minutes else USUAL_MINUTES, int(chairs[1]) if chairs else USUAL_CHAIRS
    if left or not 5 <= found[0] <= 240 or not 1 <= found[1] <= 50:
        raise Refusal(texts.plan_unread())
    return found


def _new(activity: Activity) -> BookingPlan:
    only = {"series_id": activity.series_id} if activity.series_id else {"activity_id": activity.id}
    return BookingPlan(community_id=activity.community_id, minutes=USUAL_MINUTES, chairs=USUAL_CHAIRS, **only)


async def _anybody(turn: Turn, plan: BookingPlan) -> bool:
    """Whether somebody has a slot by this plan that is still to come."""
    mine = Activity.series_id == plan.series_id if plan.series_id else Activity.id == plan.activity_id
    query = select(Booking.id).join(Activity, Activity.id == Booking.activity_id)
    query = query.where(mine, Booking.state == BookingState.BOOKED, Activity.ends_at > clock.now())
    return await turn.session.scalar(query.limit(1)) is not None


@command(
    "停止预约",
    words=("关预约",),
    topic=TOPIC,
    summary="不再接受新的预约",
    usage="停止预约 活动号",
    examples=("停止预约 {n}",),
    takes=Takes.REFERENCE,
    shape=r"(?:#?\d{1,6}号?)?",
    writes=True,
)
async def end(turn: Turn) -> Answer:
    """Who has a slot keeps it."""
    activity, _ = await led(turn, turn.rest)
    plan = await plans.of(turn.session, activity)
    if plan is None or not plan.open:
        raise Refusal(texts.not_bookable(activity))
    before = {"minutes": plan.minutes, "chairs": plan.chairs, "open": True}
    plan.open = False
    await turn.session.flush()
    await deeds.record(turn, PLANNED, plan.subject, {"plan": plan.id, "activity": activity.id, "before": before})
    booked = select(func.count()).where(Booking.activity_id == activity.id, Booking.state == BookingState.BOOKED)
    return Answer(texts.ended(activity, await turn.session.scalar(booked) or 0), about=activity.subject)


@deeds.undoes(PLANNED)
async def _undo(turn: Turn, deed: Deed) -> str:
    plan = await turn.session.get_one(BookingPlan, deed.detail["plan"])
    activity = await finding.lock(turn.session, deed.detail["activity"])
    before = deed.detail["before"]
    if before is None and not await _anybody(turn, plan):
        await turn.session.delete(plan)
        return texts.plan_back(activity)
    before = before or {"minutes": plan.minutes, "chairs": plan.chairs, "open": False}
    shrinks = before["minutes"] != plan.minutes or before["chairs"] < plan.chairs
    if shrinks and await _anybody(turn, plan):
        raise Refusal(texts.plan_too_small(activity))
    plan.minutes, plan.chairs, plan.open = before["minutes"], before["chairs"], before["open"]
    await turn.session.flush()
    return texts.plan_back(activity)
