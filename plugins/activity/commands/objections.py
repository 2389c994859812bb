"""我去了: said by the person; 同意申诉 and 不同意申诉: decided by those who lead."""

import re

from sqlalchemy import select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members, reach
from plugins.people.models import Deed, Member

from .. import finding, leader_texts, notices, objection_texts, objections
from ..models import Objection, ObjectionState
from .choosing import led
from .publication import TOPIC as LEADING

LONGEST_REASON = 60
WENT = r"(?:(?P<number>\d{1,6})\s*号?(?:活动)?(?:的)?(?:\s+(?P<name>(?![个次趟回天家处楼人场年])[^\d\s,。!?]\S{0,19}))?)?"
DECIDES = r"\d{1,6}(?!\d)\s*号?(?:\s.*)?"


@command(
    "我去了",
    words=("我去过", "我明明去了", "我其实去了", "我到场了"),
    quoting=("我去了", "去了", "我去过", "我明明去了", "我其实去了", "我到场了"),
    topic="签到",
    summary="考勤把我记成没到或请假，请队长核对",
    usage="我去了 活动号",
    examples=("我去了 {n}",),
    takes=Takes.REFERENCE,
    shape=rf"(?=.){WENT}",
    writes=True,
)
async def i_was_there(turn: Turn) -> Answer | str:
    """For oneself or somebody one speaks for (「我去了 12 王奶奶」); whoever leads is asked in private."""
    said = re.fullmatch(WENT, turn.rest)
    assert said
    if said["number"]:
        found = await finding.by_number(turn.session, turn.community_id, int(said["number"]))
    elif (found := await finding.quoted(turn)) is None:
        raise Refusal(leader_texts.which_number(turn.word))
    member = await _whom(turn, said["name"])
    activity = await finding.lock(turn.session, found.id)
    objection = await objections.raise_one(turn.session, activity, member, turn.heard.sent_at)
    deed = await deeds.record(turn, "objection.raise", objection.subject)
    if not await objections.ask(turn.session, activity, objection, f"{deed.id}"):
        workers = await objections.social_workers(turn.session, activity)
        return Answer(objection_texts.nobody_to_ask(activity, workers), about=activity.subject)
    return Answer(objection_texts.raised(member.name, activity, in_group=turn.heard.in_group), about=activity.subject)


async def _whom(turn: Turn, name: str | None) -> Member:
    me = await members.myself(turn)
    if not name or members.name_key(name) == me.name_key:
        return me
    known = await members.by_name(turn.session, turn.community_id, name)
    mine = [each for each in known if each.proxy_id == me.id]
    if not mine:
        raise Refusal(objection_texts.not_spoken_for(name))
    return mine[0]


async def _case(turn: Turn, subject: str) -> objections.Case:
    """The objection of a deed as it stands once its activity is held."""
    number = int(subject.removeprefix("objection:"))
    activity_id = await turn.session.scalar(select(Objection.activity_id).where(Objection.id == number))
    assert activity_id is not None, "objections are never deleted"
    activity = await finding.lock(turn.session, activity_id)
    objection = await turn.session.get_one(Objection, number, populate_existing=True)
    return objections.Case(objection, activity, await turn.session.get_one(Member, objection.member_id))


@deeds.undoes("objection.raise")
async def _withdraw(turn: Turn, deed: Deed) -> str:
    case = await _case(turn, deed.subject)
    if case.objection.state != ObjectionState.OPEN:
        raise Refusal(objection_texts.settled(case.member.name, case.activity, case.objection.state))
    asked = await objections.deciders(turn.session, case.activity, case.member)
    case.objection.state = ObjectionState.WITHDRAWN
    await turn.session.flush()
    text = objection_texts.withdrawn_news(case.member.name, case.activity)
    news = notices.News(f"withdrawn-objection:{deed.id}", text, clock.now() + objections.LIFE_OF_A_QUESTION)
    await notices.tell_privately(turn.session, case.activity, asked, news)
    for decider_id, where in (await reach.of_members(turn.session, asked)).items():
        await objections.wait_for(turn.session, turn.community_id, decider_id, where)
    return objection_texts.withdrawn(case.member.name, case.activity)


@command(
    "同意申诉",
    topic=LEADING,
    summary="核对过了，这个人到了：改记为到，时长积分入账",
    usage="同意申诉 活动号 名字",
    examples=("同意申诉 {n} 王阿姨",),
    takes=Takes.TEXT,
    shape=DECIDES,
    writes=True,
)
async def grant(turn: Turn) -> Answer | str:
    """The books are corrected by entries, and the person is told in private."""
    return await _decide(turn, granted=True)


@command(
    "不同意申诉",
    words=("驳回申诉",),
    topic=LEADING,
    summary="核对过了，考勤不改，可以写原因",
    usage="不同意申诉 活动号 名字 [原因]",
    examples=("不同意申诉 {n} 王阿姨 签到表上没有",),
    takes=Takes.TEXT,
    shape=DECIDES,
    writes=True,
)
async def refuse(turn: Turn) -> Answer | str:
    """The person is told kindly in private, with the reason and whom to turn to."""
    return await _decide(turn, granted=False)


async def _decide(turn: Turn, *, granted: bool) -> Answer:
    activity, rest = await led(turn, turn.raw or turn.rest)
    case, reason = await objections.find(turn.session, activity, rest)
    me = turn.speaker.member_id
    if me is not None and me in (case.member.id, case.member.proxy_id):
        raise Refusal(objection_texts.not_your_own(activity))
    was = await objections.decide(turn.session, case, granted=granted, by=deeds.doer(turn.heard))
    kind = "objection.grant" if granted else "objection.refuse"
    deed = await deeds.record(turn, kind, case.objection.subject, {"was": was})
    text = await _news(turn, case, reason, granted=granted)
    await _tell(turn, case, f"decided-objection:{deed.id}", text)
    said = objection_texts.decided(case.member.name, activity, granted=granted, in_group=turn.heard.in_group)
    return Answer(said + await _still_open(turn), about=activity.subject)


async def _news(turn: Turn, case: objections.Case, reason: str, *, granted: bool) -> str:
    if granted:
        return objection_texts.granted_news(case.member.name, case.activity)
    workers = await objections.social_workers(turn.session, case.activity)
    why = mask(" ".join(reason.split()))[:LONGEST_REASON]
    return objection_texts.refused_news(case.member.name, case.activity, why, workers)


async def _tell(turn: Turn, case: objections.Case, key: str, text: str) -> None:
    until = clock.now() + objections.LIFE_OF_A_QUESTION
    await notices.tell_privately(turn.session, case.activity, [case.member.id], notices.News(key, text, until))


async def _still_open(turn: Turn) -> str:
    """What else waits for this leader: in private its numbers begin again at 1."""
    if turn.heard.in_group or turn.speaker.member_id is None:
        return ""
    where = reach.Reach(turn.speaker.member_id, turn.heard.chat, None)
    if not await objections.wait_for(turn.session, turn.community_id, turn.speaker.member_id, where):
        return ""
    return objection_texts.still_open(await objections.before(turn.session, turn.community_id, turn.speaker.member_id))


@deeds.undoes("objection.grant")
@deeds.undoes("objection.refuse")
async def _reopen(turn: Turn, deed: Deed) -> str:
    case = await _case(turn, deed.subject)
    await objections.reopen(turn.session, case, deed.detail["was"], deeds.doer(turn.heard))
    text = objection_texts.reopened(case.member.name, case.activity)
    await _tell(turn, case, f"reopened-objection:{deed.id}", text)
    await objections.ask(turn.session, case.activity, case.objection, f"{deed.id}:again")
    return text if not turn.heard.in_group else objection_texts.reopened_in_group(case.activity)
