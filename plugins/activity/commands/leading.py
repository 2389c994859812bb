"""What leaders change: 改期, 取消活动, 截止."""

from sqlalchemy import select

from plugins.inbox import questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import calling_off, confirm_texts, confirming, finding, leader_texts, signing, texts
from ..eligibility.checking import Lack
from ..models import Activity, ActivityState, SignUp
from ..questions import Unclear
from ..sections import which
from ..when import find_moment, find_span
from . import conditions, division, series_days
from .choosing import still_changeable
from .publication import TOPIC


@command(
    "改期",
    topic=TOPIC,
    summary="改活动的时间，请大家重新确认",
    usage="改期 活动号 新时间",
    examples=("改期 {n} {day}8点",),
    takes=Takes.TEXT,
    writes=True,
)
async def reschedule(turn: Turn) -> Answer | str:
    """Same length unless a range is said; everybody on it, also on the waitlist, is asked anew."""
    if turn.rest.startswith("系列"):
        return await series_days.move(turn)
    activity, rest = await still_changeable(turn, turn.raw or turn.rest)
    if not rest:
        return await _ask_when(turn, activity)
    start = clock.local(activity.starts_at)
    try:
        found = find_span(rest, clock.local(turn.heard.sent_at), near=start.date())
    except Unclear as unclear:
        raise Refusal(leader_texts.reschedule_anew(unclear.text, activity)) from None
    span = found.span
    if span is None and found.day is not None:
        midnight = clock.at_local(start.replace(year=found.day.year, month=found.day.month, day=found.day.day, tzinfo=None))
        starts_at, ends_at = midnight, midnight + (activity.ends_at - activity.starts_at)
    elif span is None:
        return leader_texts.when_unread(activity)
    else:
        starts_at, ends_at = span.start, span.end or span.start + (activity.ends_at - activity.starts_at)
    if (starts_at, ends_at) == (activity.starts_at, activity.ends_at):
        return leader_texts.same_time(activity)
    detail = await confirming.as_it_stands(turn.session, activity)
    before, told = await confirming.move(turn.session, activity, starts_at, ends_at)
    await deeds.record(turn, "activity.reschedule", activity.subject, detail)
    note = await conditions.tell_kept_out(turn, activity, f"moved:{activity.revision}", Lack.INSURED)
    return Answer(leader_texts.rescheduled(activity, before, told) + note, about=activity.subject)


async def _ask_when(turn: Turn, activity: Activity) -> Answer:
    """How the last change stands, and the new time is asked for."""
    await questions.ask(turn.session, turn.heard, [f"改期 {activity.number}"], blank=True)
    come, names = await confirming.silent(turn.session, activity)
    shown = confirm_texts.when(activity, come, names) if not turn.heard.in_group else confirm_texts.when(activity, 0, ())
    return Answer(shown, about=activity.subject, done=False)


@deeds.undoes("activity.reschedule")
async def _undo_reschedule(turn: Turn, deed: Deed) -> str:
    """Who had said that he comes at the old time comes at it again; who had not read of the new one need not be asked."""
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    starts_at, ends_at = (clock.from_text(deed.detail[name]) for name in ("starts_at", "ends_at"))
    _, told = await confirming.move(turn.session, activity, starts_at, ends_at)
    rows = select(SignUp).where(SignUp.activity_id == activity.id, SignUp.id.in_(deed.detail.get("confirmed", [])))
    for row in await turn.session.scalars(rows):
        row.confirmed = True
    await turn.session.flush()
    if not told:
        await confirming.ask_on(turn.session, activity, deed.detail.get("asked", {}))
    return leader_texts.moved_back(activity, told)


@command(
    "取消活动",
    topic=TOPIC,
    summary="取消一个活动，通知名单上的人",
    usage="取消活动 活动号 原因",
    examples=("取消活动 {n} 下雨",),
    takes=Takes.TEXT,
    writes=True,
)
async def call_off(turn: Turn) -> Answer | str:
    """Everybody on the list and the waitlist is told, at once when it is near."""
    activity, reason = await still_changeable(turn, turn.raw or turn.rest)
    head, _, why = reason.partition(" ")
    if section := which.called(activity, head):
        return await division.call_off_section(turn, activity, section, why.strip())
    detail = {"state": activity.state}
    told = await calling_off.call_off(turn.session, activity, reason, turn.heard.key)
    await deeds.record(turn, "activity.cancel", activity.subject, detail)
    return Answer(leader_texts.cancelled(activity, told), about=activity.subject)


@deeds.undoes("activity.cancel")
async def _undo_cancel(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    await calling_off.call_on(turn.session, activity, ActivityState(deed.detail["state"]), f"{deed.id}")
    return leader_texts.uncancelled_news(activity)


@command(
    "截止",
    words=("截止报名", "报名截止"),
    topic=TOPIC,
    summary="现在就截止报名，或改截止时间",
    usage="截止 活动号 [时间]",
    examples=("截止 {n}",),
    takes=Takes.TEXT,
    shape=r"\d{1,6}(?:\s.*)?",
    writes=True,
)
async def close(turn: Turn) -> Answer | str:
    """Without a time: at once. With one: that is the deadline from now on, and the sign-up is open until then."""
    activity, rest = await still_changeable(turn, turn.raw or turn.rest)
    detail = {"state": activity.state, "closes": activity.signup_closes_at and activity.signup_closes_at.isoformat()}
    if rest:
        span = find_moment(rest, clock.local(turn.heard.sent_at), near=clock.local(activity.starts_at).date()).span
        if span is None or not clock.now() < span.start <= activity.starts_at:
            raise Refusal(leader_texts.deadline_after_start(activity))
        if (activity.signup_closes_at, activity.state) == (span.start, ActivityState.OPEN):
            return leader_texts.deadline_same(activity)
        activity.signup_closes_at, activity.state = span.start, ActivityState.OPEN
    elif activity.state == ActivityState.CLOSED:
        return leader_texts.closed_already(activity)
    else:
        activity.state = ActivityState.CLOSED
    await deeds.record(turn, "activity.close", activity.subject, detail)
    if rest:
        return Answer(leader_texts.deadline_set(activity), about=activity.subject)
    return Answer(leader_texts.closed(activity, await signing.tally(turn.session, activity.id)), about=activity.subject)


@deeds.undoes("activity.close")
async def _undo_close(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    activity.state = ActivityState(deed.detail["state"])
    activity.signup_closes_at = clock.from_text(deed.detail["closes"]) if deed.detail["closes"] else None
    await turn.session.flush()
    return leader_texts.undone(f"{texts.title(activity)} 报名照旧")
