"""异议: said by anybody in private, answered by staff with a reason."""

import re

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import withdraw
from plugins.people import deeds, members
from plugins.people.models import Deed

from .. import assessments, letters, objection_texts, objections, showing
from ..models import Assessment, AssessmentObjection, AssessmentState, ObjectionState
from .assessing import FOR_ALL, NUMBER, TOPIC, number_of

LONGEST_REASON = 100
RAISED, ANSWERED = "assessment.objection", "assessment.answer"
_DECIDES = rf"(?P<which>{NUMBER})[\s,、]+(?:(?P<number>\d{{1,4}})\s*号?\s*)?(?P<verdict>不?成立)(?:[\s:,、。;]+(?P<reason>.*))?"
_SAYS = rf"(?P<which>{NUMBER})(?:[\s:,、。;]+(?P<words>.*))?"
_UNDECIDED = rf"(?!{NUMBER}[\s,、]+(?:\d{{1,4}}\s*号?\s*)?不?成立(?:[\s:,、。;]|$))"


async def _how(turn: Turn) -> str:
    """The bare word is answered with the number of what is on show."""
    shown = await assessments.latest(turn.session, turn.community_id, AssessmentState.SHOWN)
    return objection_texts.say_what(shown[0].number) if shown else objection_texts.nothing_on_show()


async def _in_group(_: Turn) -> str:
    return objection_texts.in_private()


@command(
    "异议",
    topic=FOR_ALL,
    summary="对公示的名单有不同意见，私下告诉社工",
    usage="异议 评比编号 您的话",
    examples=("异议 1 小李的时长好像多记了",),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{_UNDECIDED}{_SAYS})?",
    strays=_in_group,
    writes=True,
)
async def object_to(turn: Turn) -> Answer | str:
    """Nobody but staff reads it."""
    said = re.fullmatch(_SAYS, turn.rest, re.DOTALL)
    if said is None:
        raise Refusal(await _how(turn))
    assessment = await assessments.find(turn, number_of(said["which"]))
    words = " ".join(raw_of(turn.heard.said, said["words"] or "").split())
    me = await members.myself(turn)
    row = await objections.raise_one(turn, assessment, me, words)
    await deeds.record(turn, RAISED, row.subject)
    text = objection_texts.to_staff(assessment, row, me.name)
    await showing.tell_staff(turn.session, assessment, f"objection:{row.id}:1", text)
    return objection_texts.raised(assessment, row)


async def _of(turn: Turn, deed: Deed) -> tuple[Assessment, AssessmentObjection]:
    row = await turn.session.get_one(AssessmentObjection, int(deed.subject.removeprefix("assessment_objection:")))
    assessment = await turn.session.get_one(Assessment, row.assessment_id, with_for_update=True)
    await turn.session.refresh(row)
    return assessment, row


@deeds.undoes(RAISED)
async def _withdraw(turn: Turn, deed: Deed) -> str:
    assessment, row = await _of(turn, deed)
    if row.state != ObjectionState.OPEN:
        raise Refusal(objection_texts.answered_already(row))
    row.state = ObjectionState.WITHDRAWN
    if not await withdraw(turn.session, f"{assessment.subject}:objection:{row.id}:"):
        text = objection_texts.withdrawn_to_staff(assessment, row)
        await showing.tell_staff(turn.session, assessment, f"objection:{row.id}:withdrawn", text)
    return objection_texts.withdrawn(assessment, row)


@command(
    "答复异议",
    words=("异议",),
    topic=TOPIC,
    summary="社工答复一条异议：成立或不成立，写明原因",
    usage="异议 评比编号 [第几条] 成立|不成立 原因",
    examples=("异议 1 1 不成立 核对过签到表",),
    who=Who.STAFF,
    where=Where.PRIVATE,
    strays=_in_group,
    takes=Takes.REFERENCE,
    shape=_DECIDES,
    writes=True,
)
async def decide(turn: Turn) -> str:
    """Whoever objected reads the answer in private; the list itself is changed by hand."""
    said = re.fullmatch(_DECIDES, turn.rest, re.DOTALL)
    if said is None:
        raise Refusal(objection_texts.say_what(1))
    assessment = await assessments.find(turn, number_of(said["which"]))
    row = await objections.find(turn, assessment, int(said["number"]) if said["number"] else None)
    assessments.must_be(assessment, AssessmentState.SHOWN)
    reason = " ".join(raw_of(turn.heard.said, said["reason"] or "").split())
    if not any(sign.isalnum() for sign in reason):
        raise Refusal(objection_texts.why(assessment, row.number))
    row.state = ObjectionState.REFUSED if said["verdict"].startswith("不") else ObjectionState.UPHELD
    row.answer, row.decided_by = reason[:LONGEST_REASON], deeds.doer(turn.heard)
    deed = await deeds.record(turn, ANSWERED, row.subject)
    await _tell(turn, row, f"answered:{deed.id}", objection_texts.answer(assessment, row))
    left = len(await objections.open_numbers(turn.session, assessment))
    over = assessment.closes_at is not None and assessment.closes_at <= clock.now()
    return objection_texts.answered(assessment, row, left, over=over)


async def _tell(turn: Turn, row: AssessmentObjection, key: str, text: str) -> None:
    await letters.tell(turn.session, [row.member_id], f"{row.subject}:{key}", text, "我的数据")


@deeds.undoes(ANSWERED)
async def _reopen(turn: Turn, deed: Deed) -> str:
    assessment, row = await _of(turn, deed)
    assessments.must_be(assessment, AssessmentState.SHOWN)
    row.state, row.answer, row.decided_by = ObjectionState.OPEN, None, None
    text = objection_texts.open_again(assessment, row)
    if not await withdraw(turn.session, f"{row.subject}:answered:{deed.id}:"):
        await _tell(turn, row, f"reopened:{deed.id}", text)
    return text
