"""From what was said to one service, or to one booking of one's own; several become a numbered list."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from plugins.activity import finding
from plugins.activity.commands.choosing import choose
from plugins.activity.models import Activity, ActivityState
from plugins.inbox import questions
from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from .. import asked, plans, telling, texts
from ..models import Booking, BookingPlan, BookingState

Line = Callable[[int], str]


async def service(turn: Turn, said: asked.Asked, line: Line) -> tuple[Activity, BookingPlan] | Answer:
    """The service that is meant, locked, with its plan; or the question which one. ``line``: the command with a number in it."""
    among = await plans.bookable(turn.session, turn.community_id, turn.heard.sent_at)
    quoted = await finding.quoted(turn) if said.reference.names_nothing else None
    found = [quoted] if quoted else said.fitting([each for each, _ in among])
    if not found:
        raise Refusal(texts.no_such_service(said.reference.words) if among else texts.nothing_bookable())
    if len(found) > 1:
        return await choose(turn, found, lambda each: line(each.number or 0))
    activity = await finding.lock(turn.session, found[0].id)
    plan = await plans.of(turn.session, activity)
    if plan is None:
        raise Refusal(texts.not_bookable(activity))
    return activity, plan


async def names_a_service(turn: Turn) -> bool:
    """Whether the rest of a message names something that can be booked here (「预约理发」)."""
    try:
        said = asked.read(turn.rest, clock.local(turn.heard.sent_at))
    except Refusal:
        return False
    if said.reference.number is not None or not said.reference.words:
        return False
    among = await plans.bookable(turn.session, turn.community_id, turn.heard.sent_at)
    return bool(said.fitting([each for each, _ in among]))


async def names_a_time(turn: Turn) -> bool:
    """Whether the rest of a message is a time (「改约10点」), or names a service."""
    try:
        said = asked.read(turn.rest, clock.local(turn.heard.sent_at))
    except Refusal:
        return False
    return (said.minutes is not None and not said.reference.words) or await names_a_service(turn)


async def by_name(turn: Turn, what: str) -> tuple[Member | None, str]:
    """Somebody for whom the speaker has booked, where he is named in ``what``; and the rest."""
    if not what or turn.speaker.member_id is None:
        return None, what
    for _, member, _ in await coming(turn, [turn.speaker.member_id], by_proxy=True):
        if member.id != turn.speaker.member_id and normalise(member.name) in what:
            return member, what.replace(normalise(member.name), "").strip(" ,，的")
    return None, what


async def names_a_service_or_person(turn: Turn) -> bool:
    """As ``names_a_service``; or somebody for whom he has booked, and nothing else that is not understood."""
    person, rest = await by_name(turn, turn.rest)
    return await names_a_service(turn if person is None else replace(turn, rest=rest)) or (person is not None and not rest)


async def names_a_time_or_person(turn: Turn) -> bool:
    """As ``names_a_time``, whoever is named before it."""
    person, rest = await by_name(turn, turn.rest)
    return await names_a_time(turn if person is None else replace(turn, rest=rest))


async def coming(turn: Turn, members: Sequence[int], *, by_proxy: bool) -> Sequence[tuple[Booking, Member, Activity]]:
    """Bookings still to come of these members, and with ``by_proxy`` those they made for others, soonest first."""
    whose = Booking.member_id.in_(members)
    if by_proxy:
        whose = or_(whose, Booking.proxy_id.in_(members))
    query = select(Booking, Member, Activity).join(Member, Member.id == Booking.member_id)
    query = query.join(Activity, Activity.id == Booking.activity_id).where(Activity.community_id == turn.community_id, whose)
    query = query.where(Booking.state != BookingState.CANCELLED, Activity.state != ActivityState.CANCELLED)
    query = query.where(Activity.ends_at > turn.heard.sent_at).order_by(Activity.starts_at, Booking.queued_at, Booking.id)
    return [(row[0], row[1], row[2]) for row in await turn.session.execute(query)]


async def own(turn: Turn, member: Member | None, said: asked.Asked, line: Line) -> tuple[Booking, Member, Activity] | Answer:
    """The one booking that is meant among those of ``member`` (``None``: of the speaker and of those he booked for)."""
    me = turn.speaker.member_id
    rows: Sequence[tuple[Booking, Member, Activity]] = ()
    if member or me:
        rows = await coming(turn, [member.id if member else me or 0], by_proxy=member is None)
    fits = {each.id for each in said.fitting(list(dict.fromkeys(activity for _, _, activity in rows)))}
    found = [row for row in rows if row[2].id in fits]
    mine = [row for row in found if row[1].id == me]
    if len(mine) == 1 and member is None:
        found = mine
    if not found:
        raise Refusal(texts.has_none(member.name if member else "您"))
    if len(found) > 1:
        return await _which(turn, found, line)
    await finding.lock(turn.session, found[0][2].id)
    return found[0]


async def _which(turn: Turn, found: Sequence[tuple[Booking, Member, Activity]], line: Line) -> Answer:
    lines, shown = [], []
    for number, (row, member, among) in enumerate(found, 1):
        activity = await finding.lock(turn.session, among.id)
        command = line(activity.number or 0)
        lines.append(command if member.id == turn.speaker.member_id else f"代 {member.name} {command}")
        plan = await plans.of(turn.session, activity)
        at = telling.time_of(activity, plan, row) if plan else None
        shown.append(f"{number}. {texts.own_line(row, member, activity, at, 1)}")
    await questions.ask(turn.session, turn.heard, lines)
    return Answer("\n".join([texts.which_one(), *shown]), done=False)
