"""改约, 取消预约, and 代 … for both and for booking."""

from plugins.activity import finding
from plugins.activity.models import Activity
from plugins.activity.publishing import leads
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import asked, plans, reserving, telling, texts
from ..models import Booking, BookingState, Source
from .booking import ON_BEHALF, TOPIC, reserve, split
from .choosing import by_name, names_a_service_or_person, names_a_time_or_person, own

MOVED, CANCELLED = "booking.moved", "booking.cancelled"


@command(
    "改约",
    words=("改预约",),
    topic=TOPIC,
    summary="换一个预约时间",
    usage="改约 [服务] 几点",
    examples=("改约 10:00", "改约 理发 20日 10:00"),
    takes=Takes.REFERENCE,
    accepts=names_a_time_or_person,
    known_only=True,
    writes=True,
)
async def change(turn: Turn) -> Answer | str:
    """Another slot of the same day."""
    return await _change(turn, None, turn.rest)


async def _change(turn: Turn, member: Member | None, what: str) -> Answer | str:
    member, what = (member, what) if member else await by_name(turn, what)
    said = asked.read(what, clock.local(turn.heard.sent_at))
    if said.minutes is None:
        raise Refusal(texts.which_time())
    time = f"{said.minutes // 60}:{said.minutes % 60:02d}"
    found = await own(turn, member, said, lambda number: f"改约 {number} {time}")
    if isinstance(found, Answer):
        return found
    row, person, activity = found
    await _check_may_change(turn, row, person, activity)
    plan = reserving.check_open(activity, await plans.of(turn.session, activity), turn.heard.sent_at)
    desire = reserving.Desire(person, None, Source(row.source), turn.heard.sent_at, said.time_on(activity))
    before = await reserving.move(turn.session, activity, plan, row, desire)
    await deeds.record(turn, MOVED, row.subject, {"booking": row.id, "slot": before})
    moved = await telling.tell_moved_up(turn.session, activity, plan, await reserving.promote(turn.session, activity, plan))
    at = telling.time_of(activity, plan, row)
    assert at
    return Answer(texts.moved(person, activity, at) + texts.next_ones(moved), about=activity.subject)


@command(
    "取消预约",
    words=("不预约了", "退预约"),
    topic=TOPIC,
    summary="不来了，把时间让出来",
    usage="取消预约 [谁] [服务]",
    examples=("取消预约", "取消预约 {n}"),
    takes=Takes.REFERENCE,
    accepts=names_a_service_or_person,
    known_only=True,
    writes=True,
)
async def give_up(turn: Turn) -> Answer | str:
    """The slot goes to the first who waits."""
    return await _give_up(turn, None, turn.rest)


async def _give_up(turn: Turn, member: Member | None, what: str) -> Answer | str:
    member, what = (member, what) if member else await by_name(turn, what)
    said = asked.read(what, clock.local(turn.heard.sent_at))
    found = await own(turn, member, said, lambda number: f"取消预约 {number}")
    if isinstance(found, Answer):
        return found
    row, person, activity = found
    await _check_may_change(turn, row, person, activity)
    before = {"booking": row.id, "slot": row.slot}
    await reserving.cancel(turn.session, activity, row, turn.heard.sent_at)
    await deeds.record(turn, CANCELLED, row.subject, before)
    plan = await plans.of(turn.session, activity)
    moved = await reserving.promote(turn.session, activity, plan) if plan else []
    names = await telling.tell_moved_up(turn.session, activity, plan, moved) if plan else []
    return Answer(texts.cancelled(person, activity, names), about=activity.subject)


async def _check_may_change(turn: Turn, row: Booking, person: Member, activity: Activity) -> None:
    """The person, whoever booked or speaks for him, and whoever runs the service."""
    me = turn.speaker.member_id
    if me is not None and me in (row.member_id, row.proxy_id, person.proxy_id):
        return
    if not await leads(turn.session, turn.speaker, activity):
        raise Refusal(texts.not_yours(person.name))


@command(
    "代约",
    words=("代", "帮", "替"),
    topic=TOPIC,
    summary="帮人预约、改约、取消预约；电话来的、上门来的也这样记",
    usage="代 名字 [电话|到访]预约 服务 [哪天] [几点]",
    examples=("代 王奶奶 电话预约 理发 20日", "代 王奶奶 改约 10:00"),
    takes=Takes.REFERENCE,
    shape=ON_BEHALF.pattern,
    writes=True,
)
async def on_behalf(turn: Turn) -> Answer | str:
    """For a person without an account; the notices go to the proxy."""
    name, source, verb, what = split(turn)
    me = await members.myself(turn)
    if verb == "预约":
        return await reserve(turn, await members.without_account(turn.session, me, name), source, what)
    known = await members.by_name(turn.session, turn.community_id, name)
    mine = [each for each in known if each.proxy_id == me.id] or list(known)
    if not mine:
        raise Refusal(texts.has_none(name))
    return await (_change if verb == "改约" else _give_up)(turn, mine[0], what)


@deeds.undoes(MOVED)
@deeds.undoes(CANCELLED)
async def _undo(turn: Turn, deed: Deed) -> str:
    """Back to the time before, when nobody has it meanwhile; whoever waited is at his old place again."""
    row = await turn.session.get_one(Booking, deed.detail["booking"])
    activity = await finding.lock(turn.session, row.activity_id)
    plan = reserving.check_open(activity, await plans.of(turn.session, activity), clock.now())
    slot = deed.detail["slot"]
    if slot is not None and slot not in await reserving.free(turn.session, activity, plan, clock.now()):
        raise Refusal(texts.slot_gone(activity))
    row.slot, row.state = slot, BookingState.WAITING if slot is None else BookingState.BOOKED
    await turn.session.flush()
    moved = await telling.tell_moved_up(turn.session, activity, plan, await reserving.promote(turn.session, activity, plan))
    member = await turn.session.get_one(Member, row.member_id)
    return texts.undone(member, activity, telling.time_of(activity, plan, row)) + texts.next_ones(moved)
