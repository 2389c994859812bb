"""After a change of time or place: everybody on the list is told and asked whether he can come then; the leader sees who is silent.

Answers count until ``confirm_by``; afterwards they still stand, but the leader has been told who had not answered. A second change
within seconds takes the first notice back as far as it has not gone out, so that nobody reads of a time that is over already.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.kernel import clock
from plugins.kernel.ticks import tick
from plugins.outbox import service
from plugins.outbox.quiet import after_quiet
from plugins.people.models import Account, Member

from . import confirm_texts, notices, publishing, signing, texts
from .calling_off import is_urgent
from .models import SHORT, Activity, SignUp, SignUpState
from .ticks import alive, first_after, for_each

ASKS = "confirm"
ASKED = ("told_starts_at", "told_ends_at", "confirm_by", "digest_at")
HOUR = timedelta(hours=1)
BEFORE_THE_END = timedelta(hours=2)


def topic(activity: Activity) -> str:
    """How the question is known."""
    return activity.asks(ASKS)


async def move(session: AsyncSession, activity: Activity, starts_at: datetime, ends_at: datetime) -> tuple[str, int]:
    """Another time: tell and ask everybody. Returns what they had last been told, as a span, and how many are asked now."""
    unknown = await service.withdraw(session, f"{_key(activity)}:") and activity.told_starts_at is not None
    known = (activity.told_starts_at, activity.told_ends_at) if unknown else (activity.starts_at, activity.ends_at)
    assert known[0] is not None
    assert known[1] is not None
    before = texts.stretch(known[0], known[1])
    await publishing.reschedule(session, activity, starts_at, ends_at, None)
    activity.told_starts_at, activity.told_ends_at = known
    await notices.tell_promoted(session, activity, await signing.promote(session, activity))  # nobody did while it ran
    await questions.withdraw(session, activity.asks(SHORT))
    if known == (starts_at, ends_at):  # moved back before anybody had read of it
        activity.digest_at = activity.confirm_by = None
        await questions.withdraw(session, topic(activity))
        return before, 0
    return before, await ask_anew(session, activity, before)


def _key(activity: Activity) -> str:
    return f"rescheduled:{activity.id}:{activity.revision}"


async def ask_anew(session: AsyncSession, activity: Activity, before: str) -> int:
    """Tell everybody what it was before, and ask until the start; returns how many."""
    on_it = await notices.members_on(session, activity, SignUpState.JOINED, SignUpState.WAITING)
    present = clock.now()
    activity.confirm_by = by = _answer_by(activity, present)
    activity.digest_at = after_quiet(by - min(BEFORE_THE_END, (by - present) / 2))
    text = confirm_texts.moved(activity, before)
    news = notices.News(_key(activity), text, activity.starts_at, disturb=is_urgent(activity), asks=ASKS)
    await notices.tell_members(session, activity, on_it, news)
    await notices.tell_groups(session, activity, news)
    await _ask_each(session, activity, on_it)
    return len(on_it)


async def as_it_stands(session: AsyncSession, activity: Activity) -> dict[str, Any]:
    """What taking a change back has to know: the time, who comes at it, and what was asked about the change before it."""
    confirmed = select(SignUp.id).where(SignUp.activity_id == activity.id, SignUp.confirmed.is_(True))
    return {
        "starts_at": activity.starts_at.isoformat(),
        "ends_at": activity.ends_at.isoformat(),
        "confirmed": list(await session.scalars(confirmed)),
        "asked": {name: (found := getattr(activity, name)) and found.isoformat() for name in ASKED},
    }


async def ask_on(session: AsyncSession, activity: Activity, asked: Mapping[str, str | None]) -> None:
    """A change was taken back before anybody had read of it: what was asked about the one before it is asked as before."""
    for name, said in asked.items():
        setattr(activity, name, clock.from_text(said) if said else None)
    query = select(SignUp.member_id).where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    silent_ones = (await session.scalars(query.where(SignUp.confirmed.is_(None)))).all() if activity.confirm_by else []
    if silent_ones:
        await _ask_each(session, activity, silent_ones)
    await session.flush()


def _answer_by(activity: Activity, present: datetime) -> datetime:
    """The deadline for leaving, else for signing up, else a day or two hours before; what is an hour away is too near."""
    day, hours = (activity.starts_at - timedelta(hours=each) for each in (24, 2))
    named = (activity.cancel_closes_at, activity.signup_closes_at, day, hours)
    return next((each for each in named if each and present + HOUR < each <= activity.starts_at), activity.starts_at)


async def _ask_each(session: AsyncSession, activity: Activity, on_it: Sequence[int]) -> None:
    """Let 1 and 2 be the answer of everybody on the list, and of who speaks for one on it without being on it himself."""
    proxies = select(Member.proxy_id).where(Member.id.in_(on_it), Member.proxy_id.is_not(None))
    asked = {*on_it, *(await session.scalars(proxies))}
    lines = [f"能来 {activity.number}", f"不能来 {activity.number}"]
    for account in await session.scalars(select(Account).where(Account.member_id.in_(asked))):
        place = (account.platform, account.user, f"{account.platform}:{account.bot}:person:{account.user}")
        await questions.ask_at(session, place, lines, until=activity.starts_at, topic=topic(activity))


async def spoken_for(session: AsyncSession, activity: Activity, me: Member) -> Sequence[tuple[SignUp, Member]]:
    """Rows on the list or the waitlist that ``me`` answers for: his own, and of people without an account whom he signed up."""
    theirs = Member.id.not_in(select(Account.member_id).where(Account.community_id == activity.community_id))
    mine = or_(Member.id == me.id, theirs & or_(Member.proxy_id == me.id, SignUp.proxy_id == me.id))
    query = select(SignUp, Member).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT, mine)
    rows = await session.execute(query.order_by((Member.id != me.id), SignUp.queued_at, SignUp.id))
    return [(row[0], row[1]) for row in rows]


async def pending_for(session: AsyncSession, community_id: int, me: Member) -> Sequence[Activity]:
    """Activities that were moved and for which ``me`` has not answered."""
    query = select(Activity).where(Activity.community_id == community_id, Activity.starts_at > clock.now(), alive)
    rows = (await session.scalars(query.where(Activity.revision > 0).order_by(Activity.starts_at, Activity.id))).all()
    return [each for each in rows if any(row.confirmed is None for row, _ in await spoken_for(session, each, me))]


async def silent(session: AsyncSession, activity: Activity) -> tuple[int, Sequence[str]]:
    """How many have said that they can come, and the names of those who have not answered, the list before the waitlist."""
    if not activity.revision:
        return 0, ()
    query = select(Member.name, SignUp.confirmed).join(SignUp, SignUp.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT, SignUp.outcome.is_(None))
    rows = (await session.execute(query.order_by(SignUp.state, SignUp.queued_at, SignUp.id))).all()
    return sum(bool(row.confirmed) for row in rows), [row.name for row in rows if row.confirmed is None]


async def _next_digest(session: AsyncSession, after: datetime) -> datetime | None:
    rows = await session.scalars(select(Activity.digest_at).where(alive, Activity.digest_at > after))
    return first_after(after, [each for each in rows if each])


@tick("who has not answered a change", next_due=_next_digest)
async def tell_of_silence() -> None:
    """Before the answers end its leaders hear who is silent, once; nothing when everybody has answered."""
    now = clock.now()
    await for_each(alive & (Activity.digest_at <= now), lambda _: True, _digest)


async def _digest(session: AsyncSession, activity: Activity) -> None:
    activity.digest_at = None
    come, names = await silent(session, activity)
    if names and activity.starts_at > clock.now():
        key = f"silent:{activity.id}:{activity.revision}"
        text = confirm_texts.silent(activity, come, names)
        # Names are for leaders alone: where private chat is closed, the @ in the group goes without them.
        discreet = confirm_texts.silent_count(activity, come, len(names))
        await notices.tell_leaders(session, activity, notices.News(key, text, activity.starts_at, discreet=discreet))
