"""导出: files for those who lead. What can be had is registered; here the list of an activity as an attendance sheet."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, exports

from .. import finding, leader_texts, notices, publishing, signing
from ..models import Activity, SignUpState
from ..sheet import particulars, texts
from .publication import TOPIC

ROSTER = r"(?:报名|活动|参加)?(?:的?名单|签到表|考勤表?)?\s*#?(?P<number>\d{1,6})?\s*号?(?:活动)?的?(?:名单|签到表|考勤表?)?"


async def _names_export(turn: Turn) -> bool:
    return exports.fitting(turn.rest) is not None


@command(
    "导出",
    topic=TOPIC,
    summary="把名单做成能打印、能填的 Excel 表，私聊发给您",
    usage="导出 名单 活动号",
    examples=("导出 名单 {n}",),
    takes=Takes.REFERENCE,
    accepts=_names_export,
    known_only=True,
    writes=True,
    looks=True,
)
async def export(turn: Turn) -> Answer:
    """The file goes in private, wherever it is asked for."""
    found = exports.fitting(turn.rest) if turn.rest else None
    if found is None:
        raise Refusal(leader_texts.what_to_export([each.example for each in exports.all_of()]))
    kind, words = found
    return await kind.make(turn, words)


@exports.offers("名单", fits=ROSTER, example="导出 名单 12")
async def roster(turn: Turn, words: re.Match[str]) -> Answer:
    """The list of an activity as a sheet to print and to fill in, for who leads it."""
    from ..sheet import writing

    activity = await finding.lock(turn.session, (await _meant(turn, words["number"])).id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    rows = await signing.listed(turn.session, activity.id, SignUpState.JOINED)
    people = await particulars.of(turn.session, activity, rows)
    content = writing.workbook(activity, await notices.leader_name(turn.session, activity), people)
    await deeds.record(turn, "activity.export", activity.subject)
    return Answer(
        texts.exported(activity, len(people)),
        file=(texts.file_name(activity, writing.safe(activity.title)), content),
        without_file=texts.not_exported(activity),
        in_group=texts.exported_aside(activity),
        about=activity.subject,
    )


async def _meant(turn: Turn, number: str | None) -> Activity:
    """The one of that number, the one that was quoted, or the only one that is near. Raises ``Refusal``."""
    if number:
        return await finding.by_number(turn.session, turn.community_id, int(number))
    if here := await finding.quoted(turn):
        return here
    present = clock.now()
    recent = await finding.recent_ones(turn.session, turn.community_id, present)
    near = {each.id: each for each in [*recent, *await finding.open_ones(turn.session, turn.community_id, present)]}
    if len(near) != 1:
        raise Refusal(leader_texts.which_number("导出 名单"))
    return next(iter(near.values()))
