"""考勤: the leader's one message after an activity, straight into the books."""

from sqlalchemy import select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import absence, attendance, finding, leader_texts, publishing
from ..models import Activity, SignUp
from ..sections import served
from .choosing import changing
from .publication import TOPIC


@command(
    "考勤",
    words=("点名", "签到表"),
    topic=TOPIC,
    summary="记谁到了、谁请假、谁没到，时长和积分当场入账",
    usage="考勤 活动号 都到了，除了3和7",
    examples=("考勤 {n} 都到了，除了3和7", "考勤 {n} 到 1 2 5 请假 3", "考勤 {n} 按签到"),
    takes=Takes.TEXT,
    writes=True,
)
async def roll(turn: Turn) -> Answer | str:
    """Numbers are those of 「名单」; without an activity's number the only one that has just been is meant."""
    found, rest = await changing(turn, turn.raw or turn.rest)
    if found is None:
        recent = await finding.recent_ones(turn.session, turn.community_id, clock.now())
        if len(recent) != 1:
            raise Refusal(leader_texts.which_number("考勤"))
        found = recent[0]
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    detail = {"attended": activity.attended_at is not None, "outcomes": await _outcomes(turn, activity)}
    detail["seats"] = await served.outcomes(turn.session, activity)
    done = await attendance.record(turn.session, activity, rest, deeds.doer(turn.heard))
    same_seats = detail["seats"] == await served.outcomes(turn.session, activity)
    if detail["attended"] and same_seats and detail["outcomes"] == await _outcomes(turn, activity):
        return leader_texts.booked_before(activity)
    deed = await deeds.record(turn, "activity.attendance", activity.subject, detail)
    await absence.tell(turn.session, activity, detail["outcomes"], f"{deed.id}", by=turn.speaker.member_id)
    return Answer(leader_texts.booked(activity, done, named=not turn.heard.in_group), about=activity.subject)


async def _outcomes(turn: Turn, activity: Activity) -> dict[str, str | None]:
    rows = await turn.session.execute(select(SignUp.id, SignUp.outcome).where(SignUp.activity_id == activity.id))
    return {str(row.id): row.outcome for row in rows}


@deeds.undoes("activity.attendance")
async def _undo_roll(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    before = {int(number): outcome for number, outcome in deed.detail["outcomes"].items()}
    by = deeds.doer(turn.heard)
    undone = await _outcomes(turn, activity)
    await served.restore(turn.session, deed.detail.get("seats", {}))
    await attendance.restore(turn.session, activity, before, attended=deed.detail["attended"], by=by)
    await absence.tell(turn.session, activity, undone, f"{deed.id}:undone", by=turn.speaker.member_id)
    return leader_texts.undone(leader_texts.roll_of(activity))
