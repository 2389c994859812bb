"""补: onto the list by the leader's word, also after the activity."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import attendance, finding, leader_texts, notices, publishing, signing, texts
from ..models import Activity, ActivityState, Outcome, SignUp, SignUpState
from .publication import TOPIC
from .taking_back import row_of_deed

ADDING = re.compile(r"(?P<name>.{1,24}?)\s*(?P<number>\d{1,6})\s*号?$", re.DOTALL)


@command(
    "补",
    words=("补录", "补报"),
    topic=TOPIC,
    summary="把人补进名单，活动后 7 天内也行",
    usage="补 名字 活动号",
    examples=("补 王姐 {n}",),
    takes=Takes.TEXT,
    shape=r".{1,24}?\s*\d{1,6}\s*号?|\d{1,6}\s+\D.{0,40}",
    writes=True,
)
async def add(turn: Turn) -> Answer | str:
    """Onto the list by the leader's word; after the start also as having been there, marked 补录."""
    name, number = _whom(turn)
    found = await finding.by_number(turn.session, turn.community_id, number)
    await publishing.check_leads(turn.session, turn.speaker, found)
    member = await _member(turn, name)
    activity = await finding.lock(turn.session, found.id)
    begun = clock.now() >= activity.starts_at
    if begun:
        attendance.check_time(activity)
    elif activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    row = await signing.row_of(turn.session, activity.id, member.id)
    if row and row.state == SignUpState.JOINED:
        return leader_texts.added_already(member.name, activity, await signing.position(turn.session, row))
    free = (await signing.tally(turn.session, activity.id)).free(activity)
    heads = row.heads if row and row.state == SignUpState.WAITING else 1
    if not begun and free is not None and heads > free:
        raise Refusal(leader_texts.full_for_adding(activity))
    detail = {"state": row.state, "late": row.late} if row else {"state": None}
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
        row.queued_at, row.outcome = turn.heard.sent_at, None
        row.guests, row.children, row.guest_names = 0, 0, []
    row.state, row.late, row.confirmed = SignUpState.JOINED, late, True
    row.proxy_id = row.proxy_id or member.proxy_id
    turn.session.add(row)
    await turn.session.flush()
    return row


@deeds.undoes("signup.add")
async def _undo_add(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    row.outcome = None
    if activity.attended_at:
        await attendance.book(turn.session, activity, [(row, member)], deeds.doer(turn.heard))
    row.state = SignUpState(deed.detail["state"]) if deed.detail["state"] else SignUpState.LEFT
    row.late = deed.detail.get("late", False)
    await turn.session.flush()
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return texts.left(member.name, activity, moved, waited=False).replace(texts.UNDO, "")
