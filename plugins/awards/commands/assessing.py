"""评比: the list of assessments, a new one, one of them; and its changes by staff."""

import re

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import withdraw
from plugins.people import appointments, deeds, members
from plugins.people.models import Deed

from .. import assessments, objection_texts, objections, periods, showing, texts
from ..models import Assessment, AssessmentState

TOPIC = "评比和证书"
FOR_ALL = "积分"  # what everybody may do stands in a chapter that everybody has, so the menu stays short
MOST_RANKS = 50
LONGEST_REASON = 60
NUMBER = r"\d{1,6}\s*号?"
MADE, REMOVED, ADDED, CANCELLED = (f"assessment.{each}" for each in ("made", "removed", "added", "cancelled"))
_TOP = r"(?:\s*前\s*(?P<top>\d{1,4})\s*[名位个人]?)?"
_ASKED = re.compile(rf"(?P<period>{periods.SAID}){_TOP}")
_CHANGE = re.compile(rf"(?P<number>{NUMBER})\s+(?P<verb>去掉|加上|取消)[\s:,、]*(?P<rest>.*)", re.DOTALL)
_PLACE = r"\d{1,4}\s*号?(?=[\s,，、和:：。;；]|$)"
_PLACES = re.compile(rf"{_PLACE}(?:[\s,，、和]+{_PLACE})*")


def number_of(said: str) -> int:
    """12 of 「12号」."""
    return int(re.sub(r"\D", "", said))


async def in_private(_: Turn) -> str:
    """Staff in a group: the list has no place there."""
    raise Refusal(texts.in_private())


@command(
    "评比",
    topic=TOPIC,
    summary="按账评出这一季、半年、一年做得多的人；看评过的",
    usage="评比 [季度|半年|年终|第三季度 …] [前几名]",
    examples=("评比 季度", "评比", "评比 半年 前20", "评比 2026年上半年"),
    who=Who.STAFF,
    where=Where.PRIVATE,
    strays=in_private,
    takes=Takes.REFERENCE,
    shape=rf"(?:{NUMBER}|{_ASKED.pattern})?",
    writes=True,
)
async def assess(turn: Turn) -> str:
    """Made from the books as they are now; the same period is not made twice."""
    if not turn.rest:
        return texts.overview(await assessments.latest(turn.session, turn.community_id))
    asked = _ASKED.fullmatch(turn.rest)
    if asked is None:
        return await _shown(turn, await assessments.find(turn, number_of(turn.rest)))
    period = periods.read(asked["period"], turn.heard.sent_at)
    if period is None:
        raise Refusal(texts.how())
    top = int(asked["top"]) if asked["top"] else None
    if top is not None and not 1 <= top <= MOST_RANKS:
        raise Refusal(texts.how_many(MOST_RANKS))
    made, new = await assessments.make(turn, *period, top)
    if new:
        await deeds.record(turn, MADE, made.subject)
    return await _shown(turn, made, texts.undo() if new else texts.made_before(made))


async def _shown(turn: Turn, assessment: Assessment, note: str = "") -> str:
    said = [objection_texts.line(each) for each in await objections.listed(turn.session, assessment)]
    rows = await assessments.entries(turn.session, assessment)
    return texts.shortlist(assessment, rows, "\n".join([*said, *([note] if note else [])]))


@deeds.undoes(MADE)
async def _unmake(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    await assessments.unmake(turn.session, assessment)
    return texts.unmade(assessment.number)


@command(
    "评比名单",
    words=("评比",),
    topic=TOPIC,
    summary="从评比名单里去掉人、加上人，要写原因；或者取消",
    usage="评比 编号 去掉|加上|取消 …",
    examples=("评比 1 去掉 3 本人不愿意", "评比 1 加上 王姐 全年带队", "评比 1 取消"),
    who=Who.STAFF,
    where=Where.PRIVATE,
    strays=in_private,
    takes=Takes.REFERENCE,
    shape=_CHANGE.pattern,
    writes=True,
)
async def change(turn: Turn) -> Answer | str:
    """Each with a reason that stays in the list."""
    said = _CHANGE.fullmatch(turn.rest)
    if said is None:
        raise Refusal(texts.how())
    assessment = await assessments.find(turn, number_of(said["number"]))
    run = {"去掉": _remove, "加上": _add, "取消": _cancel}[said["verb"]]
    return await run(turn, assessment, raw_of(turn.heard.said, said["rest"]))


def _reason(assessment: Assessment, said: str) -> str:
    reason = " ".join(said.split()).strip(" ,，、:：。")
    if not any(sign.isalnum() for sign in reason):
        raise Refusal(texts.why(assessment))
    return reason[:LONGEST_REASON]


async def _remove(turn: Turn, assessment: Assessment, rest: str) -> str:
    """By number, several at once, or by name."""
    if said := _PLACES.match(rest):
        places, reason = [int(each) for each in re.findall(r"\d+", said[0])], rest[said.end() :]
    else:
        name, reason = _name_and_rest(rest)
        rows = await assessments.standing(turn.session, assessment)
        places = [each.row.place for each in rows if members.name_key(name) == each.member.name_key]
        if len(places) != 1:
            raise Refusal(texts.why(assessment))
    why = _reason(assessment, reason)
    found = [await assessments.remove(turn, assessment, place, why) for place in dict.fromkeys(places)]
    await deeds.record(turn, REMOVED, assessment.subject, {"candidates": [each.row.id for each in found]})
    return texts.removed(assessment, found, len(await assessments.standing(turn.session, assessment)))


def _name_and_rest(said: str) -> tuple[str, str]:
    """王姐, and what follows behind a gap or a comma."""
    name, *rest = re.split(r"[\s,，、:：]+", said.strip(), maxsplit=1)
    return name, rest[0] if rest else ""


@deeds.undoes(REMOVED)
async def _back_on(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    assessments.must_be(assessment, *assessments.GOES_ON)
    found = [await _entry(turn, assessment, each) for each in deed.detail["candidates"]]
    for each in found:
        each.row.removed_at, each.row.reason = None, None
    return texts.back_on(found)


async def _entry(turn: Turn, assessment: Assessment, candidate: int) -> assessments.Entry:
    rows = await assessments.entries(turn.session, assessment)
    return next(each for each in rows if each.row.id == candidate)


async def _add(turn: Turn, assessment: Assessment, rest: str) -> str:
    name, reason = _name_and_rest(rest)
    why = _reason(assessment, rest if turn.heard.mentions else reason)
    member = await appointments.person(turn, name)
    before = {each.row.id for each in await assessments.entries(turn.session, assessment)}
    found = await assessments.add(turn, assessment, member, why)
    await deeds.record(turn, ADDED, assessment.subject, {"candidate": found.row.id, "new": found.row.id not in before})
    return texts.added(assessment, found, len(await assessments.standing(turn.session, assessment)))


@deeds.undoes(ADDED)
async def _off_again(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    assessments.must_be(assessment, AssessmentState.DRAFT)
    found = await _entry(turn, assessment, deed.detail["candidate"])
    said = texts.off_again(found)
    if deed.detail["new"]:
        await turn.session.delete(found.row)
    else:
        found.row.removed_at = deed.done_at
    return said


async def _cancel(turn: Turn, assessment: Assessment, _: str) -> str:
    """What the groups have not read yet they never read; what they have read is called off."""
    assessments.must_be(assessment, *assessments.GOES_ON)
    was, assessment.state = assessment.state, AssessmentState.WITHDRAWN
    unsaid = await withdraw(turn.session, f"{assessment.subject}:shown:")
    deed = await deeds.record(turn, CANCELLED, assessment.subject, {"was": was, "unsaid": unsaid})
    if told := was == AssessmentState.SHOWN and not unsaid:
        await showing.to_groups(turn.session, assessment, f"cancelled:{deed.id}", texts.cancelled_in_group(assessment))
    return texts.cancelled(assessment, told=told)


@deeds.undoes(CANCELLED)
async def _go_on(turn: Turn, deed: Deed) -> str:
    assessment = await assessments.of_deed(turn.session, deed)
    assessment.state = AssessmentState(deed.detail["was"])
    if assessment.state == AssessmentState.SHOWN and deed.detail["unsaid"]:
        text = await showing.public(turn.session, assessment)
        await showing.to_groups(turn.session, assessment, f"shown:again:{deed.id}", text)
    elif assessment.state == AssessmentState.SHOWN:
        correction = texts.goes_on_in_group(assessment)
        await showing.take_back(turn.session, assessment, f"cancelled:{deed.id}", correction)
    return texts.goes_on(assessment)
