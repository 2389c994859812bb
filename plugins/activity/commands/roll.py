"""考勤: the leader's one message after an activity, straight into the books."""

from typing import Any

from sqlalchemy import select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed

from .. import absence, adding, attendance, finding, leader_texts, publishing, rollcall
from ..models import Activity, SignUp
from ..sections import served
from ..sheet import booking
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
    """Numbers are those of 「名单」; without an activity's number the one that has just been is meant, of those the speaker leads."""
    found, rest = await changing(turn, turn.raw or turn.rest)
    if found is None:
        found = await _just_been(turn)
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    detail: dict[str, Any] = {"attended": activity.attended_at is not None, **await _before(turn, activity)}
    done, detail["added"] = await _record(turn, activity, rest)
    present = await _before(turn, activity)
    if detail["attended"] and all(detail[each] == present[each] for each in present):
        return leader_texts.booked_before(activity)
    deed = await deeds.record(turn, "activity.attendance", activity.subject, detail)
    await absence.tell(turn.session, activity, detail["outcomes"], f"{deed.id}", by=turn.speaker.member_id)
    return Answer(leader_texts.booked(activity, done, named=not turn.heard.in_group), about=activity.subject)


async def _just_been(turn: Turn) -> Activity:
    """The only one that can be meant: of those he leads, if he leads any, what is not recorded yet. Raises ``Refusal``."""
    recent = await finding.recent_ones(turn.session, turn.community_id, clock.now())
    recent = [each for each in recent if await publishing.leads(turn.session, turn.speaker, each)] or recent
    recent = [each for each in recent if each.attended_at is None] or recent
    if len(recent) != 1:
        raise Refusal(leader_texts.which_number("考勤"))
    return recent[0]


async def _record(turn: Turn, activity: Activity, words: str) -> tuple[attendance.Booked, dict[str, dict[str, Any]]]:
    """By what was said, or by the sheet that was sent; then also what the rows were before of those who were added."""
    by = deeds.doer(turn.heard)
    if not rollcall.goes_by_sheet(words):
        return await attendance.record(turn.session, activity, words, by), {}
    me = await members.myself(turn)
    done = await booking.record(turn.session, activity, me, by, everybody=rollcall.with_everybody(words))
    return done.booked, done.added


async def _before(turn: Turn, activity: Activity) -> dict[str, dict[str, Any]]:
    """Outcomes, and real times where there are any, by the id of the sign-up."""
    rows = (await turn.session.scalars(select(SignUp).where(SignUp.activity_id == activity.id))).all()
    times = {str(row.id): [each and each.isoformat() for each in (row.came_at, row.left_at)] for row in rows}
    return {
        "outcomes": {str(row.id): row.outcome for row in rows},
        "times": {number: each for number, each in times.items() if any(each)},
        "seats": await served.outcomes(turn.session, activity),
    }


@deeds.undoes("activity.attendance")
async def _undo_roll(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    before = {int(number): outcome for number, outcome in deed.detail["outcomes"].items()}
    by = deeds.doer(turn.heard)
    undone = (await _before(turn, activity))["outcomes"]
    await served.restore(turn.session, deed.detail.get("seats", {}))
    await _put_times_back(turn, activity, deed.detail.get("times", {}))
    await attendance.restore(turn.session, activity, before, attended=deed.detail["attended"], by=by)
    await adding.take_rows_back(turn.session, activity, deed.detail.get("added", {}), by)
    await absence.tell(turn.session, activity, undone, f"{deed.id}:undone", by=turn.speaker.member_id)
    return leader_texts.undone(leader_texts.roll_of(activity))


async def _put_times_back(turn: Turn, activity: Activity, times: dict[str, list[str | None]]) -> None:
    for row in await turn.session.scalars(select(SignUp).where(SignUp.activity_id == activity.id)):
        came, left = times.get(str(row.id), (None, None))
        row.came_at = clock.from_text(came) if came else None
        row.left_at = clock.from_text(left) if left else None
    await turn.session.flush()
