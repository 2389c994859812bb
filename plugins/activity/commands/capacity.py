"""上限: how many an activity takes."""

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, leader_texts, notices, publishing, signing, texts
from . import division
from .choosing import still_changeable
from .publication import TOPIC

MOST = 5000


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
    activity, rest = await still_changeable(turn, turn.rest)
    if activity.sections:
        return await division.limit_section(turn, activity, rest)
    if turn.word == "名额" and rest and not rest[0].isdigit():
        return await division.divide_into(turn, activity, rest)
    digits = rest.removesuffix("人").strip()
    if not digits.isdecimal() or not 1 <= int(digits[:9]) <= MOST:
        raise Refusal(leader_texts.capacity_unread())
    if activity.capacity == int(digits):
        return leader_texts.capacity_same(activity)
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
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return leader_texts.undone(f"{texts.title(activity)} 上限照旧") + texts.moved_up(moved)
