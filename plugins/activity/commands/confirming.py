"""能来, 不能来: the answers to a change of time, for oneself and those one speaks for."""

from collections.abc import Sequence
from typing import Any

from plugins.inbox import questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member
from plugins.people.texts import changed_since

from .. import confirm_texts, confirming, finding, leader_texts, notices, publishing, signing, texts
from ..models import Activity, Outcome, SignUp, SignUpState
from ..sections import moving as seats_moving
from ..sections import seats
from .choosing import changing, choose
from .seats import leave_all
from .signup import take_off

TOPIC = "报名"
Rows = Sequence[tuple[SignUp, Member]]


async def _asked(turn: Turn, me: Member, verb: str) -> Activity | Answer:
    """The activity of that number, the quoted one, or the one that waits for his answer."""
    found, _ = await changing(turn, turn.rest)
    if found is None:
        among = await confirming.pending_for(turn.session, turn.community_id, me)
        if len(among) > 1:
            return await choose(turn, among, lambda each: f"{verb} {each.number}")
        if not among:
            raise Refusal(leader_texts.which_number(turn.word))
        found = among[0]
    activity = await finding.lock(turn.session, found.id)
    publishing.check_changeable(activity)
    return activity


async def _mine(turn: Turn, activity: Activity, me: Member, *, comes: bool) -> Rows:
    rows = await confirming.spoken_for(turn.session, activity, me)
    if not rows:
        raise Refusal((confirm_texts.not_on_list if comes else texts.not_on_list)(me.name, activity))
    await questions.settle_topic(turn.session, turn.heard, confirming.topic(activity))
    return rows


@command(
    "能来",
    words=("我能来",),
    topic=TOPIC,
    summary="改期后确认自己能来",
    usage="能来 活动号",
    examples=("能来 {n}",),
    takes=Takes.REFERENCE,
    known_only=True,
    shape=r"\d{0,6}",
    writes=True,
)
async def can_come(turn: Turn) -> Answer | str:
    """For oneself and those one signed up."""
    me = await members.myself(turn)
    activity = await _asked(turn, me, "能来")
    if isinstance(activity, Answer):
        return activity
    rows = await _mine(turn, activity, me, comes=True)
    waiting = [member.name for row, member in rows if row.state == SignUpState.WAITING]
    names = [member.name for _, member in rows]
    was = [[row.id, row.confirmed, row.outcome] for row, _ in rows]
    for row, _ in rows:
        row.confirmed = True
        row.outcome = None if row.outcome == Outcome.EXCUSED else row.outcome
    await turn.session.flush()
    if was == [[row.id, row.confirmed, row.outcome] for row, _ in rows]:
        return Answer(confirm_texts.comes_already(names, activity, waiting), about=activity.subject)
    await deeds.record(turn, "signup.confirm", rows[0][0].subject, {"was": was})
    return Answer(confirm_texts.comes(names, activity, waiting), about=activity.subject)


@deeds.undoes("signup.confirm")
async def _undo_confirm(turn: Turn, deed: Deed) -> str:
    first = await turn.session.get_one(SignUp, deed.detail["was"][0][0])
    activity = await finding.lock(turn.session, first.activity_id)
    names = []
    for number, confirmed, outcome in deed.detail["was"]:
        row = await turn.session.get_one(SignUp, number)
        row.confirmed, row.outcome = confirmed, Outcome(outcome) if outcome else None
        names.append((await turn.session.get_one(Member, row.member_id)).name)
    await turn.session.flush()
    return confirm_texts.all_back(activity, names)


@command(
    "不能来",
    words=("都不能来",),
    topic=TOPIC,
    summary="改期后说自己（和帮报的人）不能来",
    usage="不能来 活动号",
    examples=("不能来 {n}",),
    takes=Takes.REFERENCE,
    known_only=True,
    shape=r"\d{0,6}",
    writes=True,
)
async def cannot_come(turn: Turn) -> Answer | str:
    """Off the list; who speaks for several is asked which of them."""
    me = await members.myself(turn)
    activity = await _asked(turn, me, turn.word)
    if isinstance(activity, Answer):
        return activity
    rows = await _mine(turn, activity, me, comes=False)
    if len(rows) == 1:
        return await (leave_all if activity.sections else take_off)(turn, activity, *rows[0])
    if turn.word != "都不能来":
        return await _ask_which(turn, activity, me, rows)
    return await _all_off(turn, activity, rows)


async def _ask_which(turn: Turn, activity: Activity, me: Member, rows: Rows) -> Answer:
    number = activity.number
    lines = [f"取消报名 {number}" if who.id == me.id else f"帮 {who.name} 取消 {number}" for _, who in rows]
    await questions.ask(turn.session, turn.heard, [*lines, f"都不能来 {number}"])
    names = ["您自己" if who.id == me.id else who.name for _, who in rows]
    return Answer(confirm_texts.who_cannot(activity, names), about=activity.subject, done=False)


async def _all_off(turn: Turn, activity: Activity, rows: Rows) -> Answer:
    """One deed, so that it is taken back at once."""
    was = [[row.id, row.state, row.outcome, await _seats(turn, activity, row)] for row, _ in rows]
    left, excused = [], []
    for row, who in rows:
        gone = await signing.leave(turn.session, activity, row, turn.heard.sent_at)
        (left if gone else excused).append(who.name)
    deed = await deeds.record(turn, "signup.decline", rows[0][0].subject, {"was": was})
    if excused:
        text = texts.cannot_come("、".join(excused), activity)
        news = notices.News(f"declined:{deed.id}", text, activity.ends_at, disturb=True)
        await notices.tell_leaders(turn.session, activity, news)
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return Answer(confirm_texts.all_off(activity, left, excused, moved), about=activity.subject)


async def _seats(turn: Turn, activity: Activity, row: SignUp) -> dict[str, dict[str, Any]]:
    """His seats as they are; none where the activity has no sections."""
    return seats.as_they_are(await seats.of_row(turn.session, activity, row)) if activity.sections else {}


@deeds.undoes("signup.decline")
async def _undo_decline(turn: Turn, deed: Deed) -> str:
    """Back to where they were; who has lost his place meanwhile waits first in line."""
    first = await turn.session.get_one(SignUp, deed.detail["was"][0][0])
    activity = await finding.lock(turn.session, first.activity_id)
    signing.check_open(activity, turn.heard.sent_at)
    names = []
    for number, state, outcome, *held in deed.detail["was"]:
        row = await turn.session.get_one(SignUp, number)
        if any(held):
            await seats_moving.put_back(turn.session, activity, row, held[0], turn.heard.sent_at)
            names.append((await turn.session.get_one(Member, row.member_id)).name)
            continue
        gone = row.state == SignUpState.LEFT
        if gone != (outcome == row.outcome):  # he has left and come again, or was excused and is no more
            raise Refusal(changed_since())
        free = (await signing.tally(turn.session, activity.id)).free(activity)
        fits = state == SignUpState.JOINED and (free is None or row.heads <= free)
        if gone:
            row.state = SignUpState.JOINED if fits else SignUpState.WAITING
        row.outcome = Outcome(outcome) if outcome else None
        names.append((await turn.session.get_one(Member, row.member_id)).name)
        await turn.session.flush()
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return confirm_texts.all_back(activity, names)
