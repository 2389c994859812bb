"""What leaders change: 改期, 取消活动, 截止, 上限, 补; and the answers to a change of time."""

import re
from datetime import timedelta

from sqlalchemy import select

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Account, Deed, Member

from .. import attendance, finding, leader_texts, notices, publishing, signing, texts
from ..models import Activity, ActivityState, Outcome, SignUp, SignUpState
from ..when import find_moment, find_span
from .choosing import changing
from .publication import TOPIC

MOST = 5000
ADDING = re.compile(r"(?P<name>.{1,24}?)\s*(?P<number>\d{1,6})\s*号?$", re.DOTALL)


async def _mine(turn: Turn, text: str) -> tuple[Activity, str]:
    """The activity to change, locked, and what is to be done to it. Raises ``Refusal`` when it is not the speaker's."""
    found, rest = await changing(turn, text)
    if found is None:
        raise Refusal(leader_texts.which_number(turn.word))
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    return activity, rest


async def _still_changeable(turn: Turn, text: str) -> tuple[Activity, str]:
    activity, rest = await _mine(turn, text)
    publishing.check_changeable(activity)
    return activity, rest


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
    activity, rest = await _still_changeable(turn, turn.raw or turn.rest)
    start = clock.local(activity.starts_at)
    found = find_span(rest, clock.local(turn.heard.sent_at), near=start.date())
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
    before = texts.span(activity)
    detail = {"starts_at": activity.starts_at.isoformat(), "ends_at": activity.ends_at.isoformat()}
    await publishing.reschedule(turn.session, activity, starts_at, ends_at, None)
    await deeds.record(turn, "activity.reschedule", activity.subject, detail)
    told = await _ask_anew(turn, activity, before)
    return Answer(leader_texts.rescheduled(activity, before, told), about=activity.subject)


async def _ask_anew(turn: Turn, activity: Activity, before: str) -> int:
    """Tell everybody, and let 1 and 2 in private be the answer until the start."""
    on_it = await notices.members_on(turn.session, activity, SignUpState.JOINED, SignUpState.WAITING)
    text = leader_texts.rescheduled_news(activity, before)
    news = notices.News(f"rescheduled:{activity.id}:{activity.revision}", text, activity.starts_at, disturb=_urgent(activity))
    await notices.tell_members(turn.session, activity, on_it, news)
    await notices.tell_groups(turn.session, activity, news)
    lines = [f"能来 {activity.number}", f"来不了 {activity.number}"]
    for account in await turn.session.scalars(select(Account).where(Account.member_id.in_(on_it))):
        chat = f"{account.platform}:{account.bot}:person:{account.user}"
        place = (account.platform, account.user, chat)
        await questions.ask_at(turn.session, place, lines, until=activity.starts_at)
    return len(on_it)


def _urgent(activity: Activity) -> bool:
    """Bad news about tomorrow morning must not wait for the morning."""
    return activity.starts_at - clock.now() < timedelta(hours=14)


@deeds.undoes("activity.reschedule")
async def _undo_reschedule(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    before = texts.span(activity)
    starts_at, ends_at = (clock.from_text(deed.detail[name]) for name in ("starts_at", "ends_at"))
    await publishing.reschedule(turn.session, activity, starts_at, ends_at, None)
    await _ask_anew(turn, activity, before)
    return leader_texts.undone(leader_texts.rescheduled_news(activity, before).splitlines()[0])


@command(
    "能来",
    words=("我能来",),
    topic="报名",
    summary="改期后确认自己能来",
    usage="能来 活动号",
    examples=("能来 {n}",),
    takes=Takes.REFERENCE,
    known_only=True,
    shape=r"\d{0,6}",
    writes=True,
)
async def can_come(turn: Turn) -> Answer | str:
    """The answer to a change of time, for oneself and those one signed up."""
    found, _ = await changing(turn, turn.rest)
    if found is None:
        raise Refusal(leader_texts.which_number(turn.word))
    activity = await finding.lock(turn.session, found.id)
    publishing.check_changeable(activity)
    me = await members.myself(turn)
    query = select(SignUp).where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    rows = (await turn.session.scalars(query.where((SignUp.member_id == me.id) | (SignUp.proxy_id == me.id)))).all()
    if not rows:
        raise Refusal(texts.not_on_list(me.name, activity))
    for row in rows:
        row.confirmed = True
    await turn.session.flush()
    return Answer(leader_texts.confirmed(me.name, activity), about=activity.subject)


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
    activity, reason = await _still_changeable(turn, turn.raw or turn.rest)
    on_it = await notices.members_on(turn.session, activity, SignUpState.JOINED, SignUpState.WAITING)
    detail = {"state": activity.state}
    await publishing.cancel(turn.session, activity, reason)
    await deeds.record(turn, "activity.cancel", activity.subject, detail)
    news = notices.News(
        f"cancelled:{activity.id}:{turn.heard.key}",
        leader_texts.cancelled_news(activity),
        activity.ends_at,
        disturb=_urgent(activity),
    )
    await notices.tell_members(turn.session, activity, on_it, news)
    await notices.tell_groups(turn.session, activity, news)
    return Answer(leader_texts.cancelled(activity, len(on_it)), about=activity.subject)


@deeds.undoes("activity.cancel")
async def _undo_cancel(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    activity.state, activity.reason = ActivityState(deed.detail["state"]), None
    await turn.session.flush()
    on_it = await notices.members_on(turn.session, activity, SignUpState.JOINED, SignUpState.WAITING)
    news = notices.News(
        f"uncancelled:{deed.id}", leader_texts.uncancelled_news(activity), activity.starts_at, disturb=_urgent(activity)
    )
    await notices.tell_members(turn.session, activity, on_it, news)
    await notices.tell_groups(turn.session, activity, news)
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
    activity, rest = await _still_changeable(turn, turn.raw or turn.rest)
    detail = {"state": activity.state, "closes": activity.signup_closes_at and activity.signup_closes_at.isoformat()}
    if rest:
        span = find_moment(rest, clock.local(turn.heard.sent_at), near=clock.local(activity.starts_at).date()).span
        if span is None or not clock.now() < span.start <= activity.starts_at:
            raise Refusal(leader_texts.deadline_after_start(activity))
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


@command(
    "上限",
    words=("名额",),
    topic=TOPIC,
    summary="改人数上限，候补按顺序递补",
    usage="上限 活动号 人数",
    examples=("上限 {n} 30",),
    takes=Takes.TEXT,
    shape=r"\d{1,6}(?:\s.*)?",
    writes=True,
)
async def limit(turn: Turn) -> Answer | str:
    """A higher limit lets the first of the waitlist move up; never below those on the list."""
    activity, rest = await _still_changeable(turn, turn.rest)
    digits = rest.removesuffix("人").strip()
    if not digits.isdecimal() or not 1 <= int(digits[:9]) <= MOST:
        raise Refusal(leader_texts.capacity_unread())
    detail = {"capacity": activity.capacity}
    await publishing.set_capacity(turn.session, activity, int(digits))
    await deeds.record(turn, "activity.capacity", activity.subject, detail)
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return Answer(leader_texts.capacity_set(activity, moved), about=activity.subject)


@deeds.undoes("activity.capacity")
async def _undo_limit(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    if deed.detail["capacity"] is None:
        activity.capacity = None
    else:
        await publishing.set_capacity(turn.session, activity, deed.detail["capacity"])
    await turn.session.flush()
    return leader_texts.undone(f"{texts.title(activity)} 上限照旧")


@command(
    "补",
    words=("补录", "补报"),
    topic=TOPIC,
    summary="把人补进名单，活动后 7 天内也行",
    usage="补 名字 活动号",
    examples=("补 王姐 {n}",),
    takes=Takes.TEXT,
    shape=r".{1,24}?\s*\d{1,6}\s*号?|\d{1,6}\s+\D.{0,40}",
    who=Who.ANYONE,
    writes=True,
)
async def add(turn: Turn) -> Answer | str:
    """Onto the list by the leader's word; after the start also as having been there, marked 补录."""
    name, number = _whom(turn)
    found = await finding.by_number(turn.session, turn.community_id, number)
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    begun = clock.now() >= activity.starts_at
    if begun:
        attendance.check_time(activity)
    elif activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    member = await _member(turn, name)
    row = await signing.row_of(turn.session, activity.id, member.id)
    if row and row.state == SignUpState.JOINED:
        return leader_texts.added_already(member.name, activity, await signing.position(turn.session, row))
    stands = await signing.tally(turn.session, activity.id)
    if not begun and stands.free(activity) == 0:
        raise Refusal(leader_texts.full_for_adding(activity))
    detail = {"state": row.state if row else None}
    row = await _put(turn, activity, member, row, late=begun)
    await deeds.record(turn, "signup.add", row.subject, detail)
    if activity.attended_at:
        row.outcome = Outcome.PRESENT
        await attendance.book(turn.session, activity, [(row, member)], deeds.doer(turn.heard))
    place = await signing.position(turn.session, row)
    return Answer(leader_texts.added(member.name, activity, place, late=begun), about=activity.subject)


def _whom(turn: Turn) -> tuple[str, int]:
    said = turn.raw or turn.rest
    if found := ADDING.fullmatch(normalise(said)):
        name = said[: max(said.rfind(found["number"]), 0)] if found["number"] in said else found["name"]
        return name.strip(" ,，"), int(found["number"])
    number, _, name = normalise(said).partition(" ")
    if not number.isdigit() or not name.strip():
        raise Refusal(leader_texts.adding_unread())
    return name.strip(), int(number)


async def _member(turn: Turn, name: str) -> Member:
    if turn.heard.mentions:
        return await members.ensure_user(turn.session, turn.heard, turn.community_id, turn.heard.mentions[0], name)
    me = await members.myself(turn)
    return await members.without_account(turn.session, me, name)


async def _put(turn: Turn, activity: Activity, member: Member, row: SignUp | None, *, late: bool) -> SignUp:
    row = row or SignUp(activity_id=activity.id, member_id=member.id, guests=0, children=0, guest_names=[])
    if row.state != SignUpState.WAITING:
        row.queued_at = turn.heard.sent_at
    row.state, row.late, row.confirmed = SignUpState.JOINED, late, True
    row.proxy_id = row.proxy_id or member.proxy_id
    turn.session.add(row)
    await turn.session.flush()
    return row


@deeds.undoes("signup.add")
async def _undo_add(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(SignUp, int(deed.subject.removeprefix("signup:")))
    activity = await finding.lock(turn.session, row.activity_id)
    member = await turn.session.get_one(Member, row.member_id)
    row.outcome = None
    if activity.attended_at:
        await attendance.book(turn.session, activity, [(row, member)], deeds.doer(turn.heard))
    row.state = SignUpState(deed.detail["state"]) if deed.detail["state"] else SignUpState.LEFT
    await turn.session.flush()
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return texts.left(member.name, activity, moved, waited=False).replace(texts.UNDO, "")
