"""调: the leader moves somebody from one section to another."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Deed, Member

from .. import finding, notices, publishing, signing, texts
from ..models import Activity, SignUp, SignUpState
from ..sections import moving, rota_texts, seats, which
from ..sections import texts as section_texts
from ..sections.models import Section
from .publication import TOPIC
from .taking_back import row_of_deed

MOVE = (
    r"(?:(?P<first>\d{1,6})\s*号?\s+)?(?P<name>\S{1,20}?)\s*(?:从\s*(?P<off>\S{1,20}?)\s*)?(?:调?到|调?去|换到)\s*"
    r"(?P<to>\S{1,20}?)(?:\s+(?P<last>\d{1,6})\s*号?)?"
)


@command(
    "调",
    words=("调班", "调换"),
    topic=TOPIC,
    summary="把人从一班调到另一班",
    usage="调 名字 到 班次 活动号",
    examples=("调 王姐 到 午班 {n}", "调 王姐 从 早班 到 午班 {n}"),
    takes=Takes.TEXT,
    shape=MOVE,
    writes=True,
)
async def move(turn: Turn) -> Answer | str:
    """Out of his section, or the one that is said, into another with room; he is told."""
    said = re.fullmatch(MOVE, turn.rest)
    assert said, "the shape of the command"
    number = said["first"] or said["last"]
    found = await finding.by_number(turn.session, turn.community_id, int(number)) if number else await finding.quoted(turn)
    if found is None:
        raise Refusal(rota_texts.move_unread())
    await publishing.check_leads(turn.session, turn.speaker, found)
    publishing.check_changeable(found)
    activity = await finding.lock(turn.session, found.id)
    if not activity.sections:
        raise Refusal(section_texts.has_no_sections(activity))
    section = _section(activity, said["to"])
    row, member = await _whom(turn, activity, said["name"], section)
    held = await seats.of_row(turn.session, activity, row)
    taken = seats.taken(activity, held)
    if section in seats.taken(activity, held, SignUpState.JOINED):
        return rota_texts.there_already(member.name, section)
    others = [_section(activity, said["off"])] if said["off"] else [each for each in taken if each is not section]
    _check_leaves(member, activity, others, taken, section)
    return await _move(turn, activity, row, member, others, section)


def _section(activity: Activity, word: str) -> Section:
    section = which.called(activity, word)
    if section is None:
        raise Refusal(section_texts.no_such_section(activity, word))
    if section.called_off:
        raise Refusal(section_texts.called_off_before(activity, section))
    return section


async def _whom(turn: Turn, activity: Activity, name: str, section: Section) -> tuple[SignUp, Member]:
    query = select(SignUp, Member).join(Member, Member.id == SignUp.member_id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    rows = (await turn.session.execute(query.where(Member.name_key == members.name_key(name)))).all()
    if len(rows) > 1:
        raise Refusal(rota_texts.several_called(name))
    if not rows:
        raise Refusal(rota_texts.not_on_list(name, activity, section))
    return rows[0][0], rows[0][1]


def _check_leaves(
    member: Member, activity: Activity, others: Sequence[Section], taken: Sequence[Section], section: Section
) -> None:
    """Raises ``Refusal`` when it is not plain which seat he gives up, or the rest of his seats are in the way."""
    if missing := [each for each in others if each not in taken]:
        raise Refusal(section_texts.not_in_it(member.name, activity, missing[0]))
    if len(others) > 1:
        raise Refusal(rota_texts.from_which(member.name, activity, others, section))
    stay = [each for each in taken if each not in others and each is not section]
    if in_the_way := [each for each in stay if seats.collide(activity, each, section)]:
        raise Refusal(section_texts.at_the_same_time(activity, section, in_the_way))


async def _move(
    turn: Turn, activity: Activity, row: SignUp, member: Member, others: Sequence[Section], section: Section
) -> Answer:
    if not await moving.has_room(turn.session, activity, section, row.heads):
        raise Refusal(rota_texts.full(activity, section, 0, row.heads))
    was = seats.as_they_are(await seats.of_row(turn.session, activity, row))
    place = await moving.move(turn.session, activity, row, others, section, turn.heard.sent_at)
    deed = await deeds.record(turn, "seat.reassign", row.subject, {"was": was})
    await _tell(turn, activity, row, member, f"moved:{deed.id}")
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    text = rota_texts.moved(member.name, activity, others, section, place) + texts.moved_up(moved)
    return Answer(text, about=activity.subject)


async def _tell(turn: Turn, activity: Activity, row: SignUp, member: Member, key: str) -> None:
    held = await seats.of_row(turn.session, activity, row)
    places = await moving.places(turn.session, held, seats.taken(activity, held))
    text = rota_texts.you_were_moved(member.name, activity, places, f"取消报名 {activity.number}")
    if turn.speaker.member_id not in (member.id, member.proxy_id):
        await notices.tell_members(turn.session, activity, [member.id], notices.News(key, text, activity.ends_at))


@deeds.undoes("seat.reassign")
async def _undo_move(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    places = await moving.put_back(turn.session, activity, row, deed.detail["was"], turn.heard.sent_at)
    await _tell(turn, activity, row, member, f"moved-back:{deed.id}")
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return section_texts.back_again(member.name, activity, places) + texts.moved_up(moved)
