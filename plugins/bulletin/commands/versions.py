"""转发版: the words of a notice or an activity for the places where the bot does not speak."""

import re

from plugins.activity import finding as activities
from plugins.activity import notices, poster_page
from plugins.activity.models import Activity, ActivityState
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout

from .. import finding, forward_texts, version_texts, versions
from .bulletin import NUMBER, TOPIC

_ASKED = re.compile(rf"(?P<activity>活动\s*)?(?:公告\s*)?(?P<number>{NUMBER})?")


@command(
    "转发版",
    words=("转发文字", "转发稿"),
    topic=TOPIC,
    summary="群发、LED（40 字以内）、公告栏（A4）的现成文字",
    usage="转发版 [公告编号]，转发版 活动 [活动号]",
    examples=("转发版 活动 {n}", "转发版"),
    takes=Takes.REFERENCE,
    shape=_ASKED.pattern,
    writes=True,
    looks=True,
)
async def ready(turn: Turn) -> Answer:
    """In private, because it is long: the file for the notice board, and the words."""
    asked = _ASKED.fullmatch(turn.rest)
    number = int(re.sub(r"\D", "", asked["number"])) if asked and asked["number"] else None
    activity = await _activity(turn, number, named=bool(asked and asked["activity"]))
    if activity:
        made = await _of_activity(turn, activity)
    else:
        made = versions.of_bulletin(await finding.one(turn, number), turn.speaker.community)
    file = f"{made.name.replace(' ', '-')}-A4.pdf"
    return Answer(
        version_texts.all_of(made),
        printout=Printout(file, "A4", made.page),
        without_file=version_texts.without_page(made),
        in_group=forward_texts.told_in_private(),
    )


async def _activity(turn: Turn, number: int | None, *, named: bool) -> Activity | None:
    """The activity that is meant, if it is one: named as such, or quoted."""
    if number is not None:
        return await activities.by_number(turn.session, turn.community_id, number) if named else None
    quoted = await activities.quoted(turn)
    if quoted is None and named:
        raise Refusal(version_texts.which_activity())
    return quoted


async def _of_activity(turn: Turn, activity: Activity) -> versions.Versions:
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(version_texts.was_cancelled(activity))
    if activity.number is None:
        activity = await activities.lock(turn.session, activity.id)
    leader = await notices.leader_name(turn.session, activity)
    page = poster_page.card(turn.speaker.community, activity, leader, "")
    return versions.of_activity(activity, turn.speaker.community, leader, page)
