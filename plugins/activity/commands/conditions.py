"""条件: who may come, shown to everybody and changed by the leader; nobody is taken off by it."""

from collections.abc import Collection

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, publishing
from ..eligibility import checking, setting, texts
from ..eligibility.checking import Lack
from ..eligibility.conditions import take_conditions
from ..models import Activity
from ..slate import Slate
from .choosing import changing
from .publication import TOPIC

CLEAR = frozenset({"不限", "无", "没有", "都可以", "谁都可以", "取消", "清空", "不限制", "没有条件"})


@command(
    "条件",
    words=("参加条件", "报名条件"),
    topic=TOPIC,
    summary="看或改谁能参加：限队伍、限党员、满18岁、需保险、代报人数",
    usage="条件 活动号 [限党员|限某某队|满18岁|需保险|每人最多代报2人|不限]",
    examples=("条件 {n} 限党员", "条件 {n} 满18岁 需保险", "条件 {n} 不限", "条件 {n}"),
    takes=Takes.TEXT,
    shape=r"\d{1,6}\s*号?(?:[\s,、;:]+(?!点|个|人|天|条|项).{1,80})?",
    writes=True,
)
async def conditions(turn: Turn) -> Answer | str:
    """Without words what they are; with words they are added, 「不限」 takes all away. Who is on the list stays."""
    found, words = await changing(turn, turn.rest)
    assert found, "the shape asks for a number"
    if not words:
        return Answer(texts.shown(found, await checking.most_proxied(turn.session, found)), about=found.subject)
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    publishing.check_changeable(activity)
    was = setting.as_they_are(activity)
    now = await _read(turn, activity, words)
    if now == was:
        return texts.same(activity)
    await setting.write(turn.session, activity, now)
    deed = await deeds.record(turn, "activity.conditions", activity.subject, {"was": was})
    note = await tell_kept_out(turn, activity, f"{deed.id}")
    return Answer(f"{texts.changed(activity)}{note}", about=activity.subject)


async def _read(turn: Turn, activity: Activity, words: str) -> dict[str, object]:
    if squeeze(words) in CLEAR:
        return setting.nobody_kept_out()
    slate = Slate(f" {words}")
    wanted = take_conditions(slate)
    left = " ".join(piece for _, piece in slate.left(r"\s,，、;；。和且"))
    if not wanted or left:
        raise Refusal(texts.unread(activity.number))
    return await setting.merged(turn.session, activity, wanted)


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
