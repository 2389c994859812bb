"""公示 and 公布: staff begins and ends the days of objection; everybody may look at what is shown."""

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.texts import only_for
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import assessments, certificates, objections, showing, showing_texts, texts
from ..models import AssessmentState
from .assessing import FOR_ALL, NUMBER, TOPIC, number_of

SHOWN, PUBLISHED = "assessment.shown", "assessment.published"


@command(
    "公示",
    topic=FOR_ALL,
    summary="看公示中的评比名单；社工把名单公示出来",
    usage="公示 [评比编号]",
    examples=("公示", "公示 1"),
    takes=Takes.REFERENCE,
    shape=rf"(?:{NUMBER})?",
    writes=True,
)
async def show(turn: Turn) -> Answer | str:
    """Into every volunteers' group, with names and hours only; what is shown already is read again by anybody."""
    if not turn.rest:
        return await _on_show(turn)
    assessment = await assessments.find(turn, number_of(turn.rest))
    if assessment.state == AssessmentState.SHOWN:
        return await showing.public(turn.session, assessment)
    if turn.speaker.level < Who.STAFF:
        raise Refusal(only_for("公示", Who.STAFF))
    deed = await deeds.record(turn, SHOWN, assessment.subject)
    text, groups, days = await showing.show(turn, assessment, deed.id)
    return Answer(showing_texts.started(text, groups, days, texts.last_day(assessment)), about=assessment.subject)


async def _on_show(turn: Turn) -> str:
    found = await assessments.latest(turn.session, turn.community_id, AssessmentState.SHOWN)
    if not found:
        return showing_texts.nothing_on_show()
    return "\n\n".join([await showing.public(turn.session, each) for each in found])


@deeds.undoes(SHOWN)
async def _take_back(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    assessments.must_be(assessment, AssessmentState.SHOWN)
    if await objections.listed(turn.session, assessment):
        raise Refusal(showing_texts.objected_already())
    correction = showing_texts.taken_back_in_group(assessment)
    assessment.state, assessment.shown_at, assessment.closes_at = AssessmentState.DRAFT, None, None
    for each in await assessments.entries(turn.session, assessment):
        each.row.shown = False
    await showing.take_back(turn.session, assessment, f"shown:{deed.id}", correction)
    return showing_texts.taken_back(assessment.number)


@command(
    "公布",
    topic=TOPIC,
    summary="公示期满，把评比结果发到群里",
    usage="公布 评比编号",
    examples=("公布 1",),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=rf"(?:{NUMBER})?",
    writes=True,
)
async def publish(turn: Turn) -> str:
    """Once, after the days are over and every objection has its answer."""
    if not turn.rest:
        return texts.overview(await assessments.latest(turn.session, turn.community_id))
    assessment = await assessments.find(turn, number_of(turn.rest))
    deed = await deeds.record(turn, PUBLISHED, assessment.subject)
    text, groups = await showing.publish(turn, assessment, deed.id)
    return showing_texts.published(assessment.number, text, groups)


@deeds.undoes(PUBLISHED)
async def _unpublish(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    if await certificates.stand_for(turn.session, assessment):
        raise Refusal(showing_texts.certified_already())
    assessment.state, assessment.published_at = AssessmentState.SHOWN, None
    correction = showing_texts.result_taken_back_in_group(assessment)
    await showing.take_back(turn.session, assessment, f"published:{deed.id}", correction)
    return showing_texts.result_taken_back(assessment.number)
