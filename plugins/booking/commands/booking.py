"""预约, and 代 … 预约 for somebody who does not do it himself; 我的预约."""

import re

from plugins.activity import finding
from plugins.activity.models import Activity
from plugins.activity.publishing import leads
from plugins.inbox.meaning.meant import Meant
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import asked, plans, reserving, telling, texts
from ..models import Booking, BookingPlan, BookingState, Source
from .choosing import coming, names_a_service, service

TOPIC = "预约"
ON_BEHALF = re.compile(
    r"(?P<name>(?![我俺咱你您他她]|大家)\S.{0,20}?)\s*(?P<source>电话|到访|上门|微信)?\s*(?P<verb>预约|取消预约|改约)\s*(?P<what>.*)"
)
_TYPED = re.compile(r"(?P<name>\S.{0,20}?)\s*(?:电话|電話|到访|到訪|上门|上門|微信)?\s*(?:取消|[预預改])[预預约約]")
BOOKED = "booking.made"


@command(
    "预约",
    topic=TOPIC,
    summary="预约理发、义诊这样的服务，给一个时间",
    usage="预约 服务 [哪天] [几点]",
    examples=("预约 理发 20日", "预约 {n} 9:30", "预约"),
    takes=Takes.REFERENCE,
    accepts=names_a_service,
    meant=Meant(
        "预约 {thing}",
        ("(?:预约|预定|约)(?:上|到)?(?:一?个|一下|一次|个号)",),
        ("(?:预约|约)",),
        ("<我>|帮<我>|给<我>|想|要|时间|号|位子", "老人|师傅", "麻烦|请"),
        changes=True,
        topic="预约",
    ),
    writes=True,
)
async def book(turn: Turn) -> Answer | str:
    """The slot that was asked for, else the earliest; with nothing said, what can be booked."""
    if not turn.rest and not await finding.quoted(turn):
        return await _services(turn)
    return await reserve(turn, None, Source.CHAT, turn.rest)


async def reserve(turn: Turn, member: Member | None, source: Source, what: str) -> Answer | str:
    """Book for ``member``, or for the speaker."""
    said = asked.read(what, clock.local(turn.heard.sent_at))
    time = f" {said.minutes // 60}:{said.minutes % 60:02d}" if said.minutes is not None else ""
    who = f"代 {member.name} {'' if source == Source.CHAT else source}" if member else ""
    found = await service(turn, said, lambda number: f"{who}预约 {number}{time}")
    if isinstance(found, Answer):
        return found
    activity, plan = found
    plan = reserving.check_open(activity, plan, turn.heard.sent_at)
    if source == Source.VISIT and not await leads(turn.session, turn.speaker, activity):
        raise Refusal(texts.visits_by_leader())
    me = await members.myself(turn)
    desire = reserving.Desire(
        member=member or me,
        proxy=me if member and member.id != me.id else None,
        source=source,
        sent_at=turn.heard.sent_at,
        at=said.time_on(activity),
    )
    row, new = await reserving.book(turn.session, activity, plan, desire)
    if new:
        await deeds.record(turn, BOOKED, row.subject, {"booking": row.id})
    return Answer(await _said(turn, activity, plan, row, desire.member, new=new), about=activity.subject)


async def _said(turn: Turn, activity: Activity, plan: BookingPlan, row: Booking, member: Member, *, new: bool) -> str:
    if row.state == BookingState.WAITING:
        place = await reserving.position(turn.session, row)
        return (texts.waits if new else texts.waits_already)(member, activity, place)
    at = telling.time_of(activity, plan, row)
    assert at
    if not new:
        return texts.booked_already(member, activity, at)
    left = await reserving.free(turn.session, activity, plan, turn.heard.sent_at)
    return texts.booked(member, activity, at, [plans.begins(activity, plan, slot) for slot in left if slot != row.slot])


async def _services(turn: Turn) -> str:
    lines, example = [], None
    for each, plan in await plans.bookable(turn.session, turn.community_id, turn.heard.sent_at):
        activity = await finding.lock(turn.session, each.id)
        free = await reserving.free(turn.session, activity, plan, turn.heard.sent_at)
        taken = plans.slots(activity, plan) * plan.chairs
        left = taken - sum(row.slot is not None for row, _ in await reserving.listed(turn.session, activity.id))
        lines.append(texts.service_line(activity, left if free else 0))
        example = example or activity.number
    if not lines:
        raise Refusal(texts.nothing_bookable())
    return texts.services(lines, example)


@command(
    "我的预约",
    topic=TOPIC,
    summary="看自己约的和帮人约的",
    where=Where.PRIVATE,
)
async def own(turn: Turn) -> str:
    """What is still to come."""
    rows = await coming(turn, [turn.speaker.member_id], by_proxy=True) if turn.speaker.member_id else ()
    if not rows:
        raise Refusal(texts.has_none("您"))
    lines = []
    for row, member, activity in rows:
        plan = await plans.of(turn.session, activity)
        at = telling.time_of(activity, plan, row) if plan else None
        place = await reserving.position(turn.session, row) if row.state == BookingState.WAITING else 0
        lines.append(texts.own_line(row, member, activity, at, place))
    return texts.own(lines)


@deeds.undoes(BOOKED)
async def _undo(turn: Turn, deed: Deed) -> str:
    row = await turn.session.get_one(Booking, deed.detail["booking"])
    activity = await finding.lock(turn.session, row.activity_id)
    await reserving.cancel(turn.session, activity, row, clock.now())
    plan = await plans.of(turn.session, activity)
    moved = await reserving.promote(turn.session, activity, plan) if plan else []
    names = await telling.tell_moved_up(turn.session, activity, plan, moved) if plan else []
    member = await turn.session.get_one(Member, row.member_id)
    return texts.undone(member, activity, None) + texts.next_ones(names)


def split(turn: Turn) -> tuple[str, Source, str, str]:
    """「王奶奶 电话预约 理发 20日」: the name as typed, how the wish came, the verb, and what."""
    said = ON_BEHALF.fullmatch(turn.rest)
    assert said
    typed = _TYPED.match(turn.raw)
    name = typed["name"] if typed and normalise(typed["name"]) == said["name"] else said["name"]
    source = {"电话": Source.PHONE, "到访": Source.VISIT, "上门": Source.VISIT}.get(said["source"] or "", Source.CHAT)
    return name.strip(" ,，:："), source, said["verb"], said["what"]
