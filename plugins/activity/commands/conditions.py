"""条件: who may come, shown to everybody and changed by the leader; nobody is taken off by it."""

from collections.abc import Collection

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, publishing
from ..eligibility import checking, setting, texts
from ..eligibility.checking import Lack
from ..models import Activity
from . import series_parts
from .choosing import changing
from .publication import TOPIC


@command(
    "条件",
    words=("参加条件", "报名条件"),
    topic=TOPIC,
    summary="看或改谁能参加：限队伍、限党员、满18岁、需保险、代报人数",
    usage="条件 活动号|系列 系列号 [限党员|限某某队|满18岁|需保险|每人最多代报2人|不限]",
    examples=("条件 {n} 限党员", "条件 {n} 满18岁 需保险", "条件 {n} 不限", "条件 {n}"),
    takes=Takes.TEXT,
    shape=r"(?:系列\s*)?\d{1,6}\s*号?(?:[\s,、;:]+(?!点|个|人|天|条|项).{1,80})?",
    writes=True,
)
async def conditions(turn: Turn) -> Answer | str:
    """Without words what they are; with words they are added, 「不限」 takes all away. Who is on the list stays."""
    if series_parts.of_a_series(turn.rest):
        return await series_parts.conditions(turn)
    found, words = await changing(turn, turn.rest)
    assert found, "the shape asks for a number"
    if not words:
        return Answer(texts.shown(found, await checking.most_proxied(turn.session, found)), about=found.subject)
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    publishing.check_changeable(activity)
    was = setting.as_they_are(activity)
    now = await setting.said(turn.session, turn.community_id, was, words)
    if now is None:
        raise Refusal(texts.unread(activity.number))
    if now == was:
        return texts.same(activity)
    await setting.write(turn.session, activity, now)
    deed = await deeds.record(turn, "activity.conditions", activity.subject, {"was": was})
    note = await tell_kept_out(turn, activity, f"{deed.id}")
    again = await series_parts.offer(turn, activity, "条件", words)
    return Answer(f"{texts.changed(activity)}{note}{again}", about=activity.subject)


async def tell_kept_out(turn: Turn, activity: Activity, stamp: str, *lacks: Lack, among: Collection[int] | None = None) -> str:
    """Who on the list (``among`` these) does not meet the conditions, or lacks one of these: to the leader in private, in a
    group only how many."""
    if activity.conditions is None:
        return ""
    found = await checking.kept_out(turn.session, activity)
    found = [each for each in found if among is None or each[0].id in among]
    found = checking.only(lacks, found) if lacks else found
    if not found:
        return ""
    text = texts.kept_out(activity, found)
    if not turn.heard.in_group:
        return f"\n{text}"
    key = f"kept-out:{activity.id}:{stamp}"
    await post(turn.session, Letter(key, turn.heard.person, text, about=activity.subject, expires_at=activity.ends_at))
    return f"\n{texts.kept_out_openly(len(found))}"


@deeds.undoes("activity.conditions")
async def _undo_conditions(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    await setting.write(turn.session, activity, deed.detail["was"])
    return texts.back(activity)
