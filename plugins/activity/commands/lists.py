"""活动, 名单: what is open, who is on it."""

from collections.abc import Sequence

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import calendar_texts, finding, list_texts, notices, phrases, publishing, signing, texts
from ..models import Activity, SignUpState
from ..reference import read_reference
from ..sections import roster as rosters
from ..stretch import Stretch, read_stretch
from .choosing import choose, names_an_open_one

TOPIC = "看活动"
MOST_LISTED = 20


async def _one(turn: Turn) -> list[Activity]:
    reference = read_reference(turn.rest, clock.local(turn.heard.sent_at))
    if reference.number is not None:
        return [await finding.by_number(turn.session, turn.community_id, reference.number)]
    among = await finding.open_ones(turn.session, turn.community_id, clock.now())
    if reference.names_nothing and not await finding.quoted(turn):
        recent = await finding.recent_ones(turn.session, turn.community_id, clock.now())
        among = among or recent[:1]
    found = list(await finding.meant(turn, reference, among))
    if not found:
        raise Refusal(texts.nothing_open() if reference.names_nothing else texts.nothing_found(reference.words))
    return found


async def _names_something(turn: Turn) -> bool:
    """An open activity, or after a gap a stretch of days: 「活动明天」 in a group is talk."""
    gap = f"{turn.word} " in turn.heard.text or turn.heard.spoken_to
    return bool(gap and _stretch(turn)) or await names_an_open_one(turn)


def _stretch(turn: Turn) -> Stretch | None:
    return read_stretch(turn.rest, clock.local(turn.heard.sent_at).date())


@command(
    "活动",
    words=("活动列表", "有什么活动", "最近活动", "看活动"),
    topic=TOPIC,
    summary="看现在能报名的活动和空位",
    usage="活动 [活动号|本周|周末|12月]",
    examples=("活动", "活动 {n}", "活动 周末"),
    meant=phrases.ACTIVITIES,
    takes=Takes.REFERENCE,
    accepts=_names_something,
    known_only=True,
)
async def activities(turn: Turn) -> Answer | str:
    """Open ones with vacancies; one in detail."""
    if not turn.rest and not await finding.quoted(turn):
        return await _open_list(turn)
    if stretch := _stretch(turn):
        return await _on_in(turn, stretch)
    found = await _one(turn)
    if len(found) > 1:
        return await _table(turn, found)
    return await _detail(turn, found[0])


async def _open_list(turn: Turn) -> Answer | str:
    among = await finding.open_ones(turn.session, turn.community_id, clock.now())
    return await _table(turn, among) if among else texts.nothing_open()


async def _on_in(turn: Turn, stretch: Stretch) -> Answer:
    among = await finding.open_ones(turn.session, turn.community_id, clock.now())
    found = [each for each in among if each.ends_at > stretch.starts_at and each.starts_at < stretch.ends_at]
    if not found:
        following = next((each for each in among if each.starts_at > clock.now()), None)
        return Answer(calendar_texts.nothing_on(stretch, following))
    answer = await _table(turn, found)
    head, tail = calendar_texts.on_in(stretch, len(found)), calendar_texts.not_listed(len(found) - MOST_LISTED)
    answer.text = "\n".join(filter(None, [head, answer.text, tail]))
    return answer


async def _table(turn: Turn, found: Sequence[Activity]) -> Answer:
    rows = [(each, await signing.tally(turn.session, each.id)) for each in found[:MOST_LISTED]]
    return Answer(list_texts.listing(rows), about=rows[0][0].subject if len(rows) == 1 else None)


async def _detail(turn: Turn, activity: Activity) -> Answer:
    mine = ""
    if turn.speaker.member_id:
        row = await signing.row_of(turn.session, activity.id, turn.speaker.member_id)
        if row and row.state != SignUpState.LEFT:
            place = await signing.position(turn.session, row)
            mine = list_texts.my_place(place, waiting=row.state == SignUpState.WAITING)
    leader = await notices.leader_name(turn.session, activity)
    stands = await signing.tally(turn.session, activity.id)
    return Answer(list_texts.detail(activity, stands, leader, "" if turn.heard.in_group else mine), about=activity.subject)


@command(
    "名单",
    words=("报名名单", "看名单"),
    topic=TOPIC,
    summary="看一个活动有谁参加、谁候补",
    usage="名单 活动号",
    examples=("名单 {n}",),
    meant=phrases.ROSTER,
    takes=Takes.REFERENCE,
    accepts=names_an_open_one,
    known_only=True,
    writes=True,
    looks=True,
)
async def roster(turn: Turn) -> Answer | str:
    """Those who take part, numbered for 「考勤」; those who wait stand apart."""
    found = await _one(turn)
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"名单 {each.number}")
    activity = found[0]
    if activity.sections:
        return await _by_section(turn, activity)
    joined = await signing.listed(turn.session, activity.id, SignUpState.JOINED)
    waiting = await signing.listed(turn.session, activity.id, SignUpState.WAITING)
    stands = await signing.tally(turn.session, activity.id)
    leads = await publishing.leads(turn.session, turn.speaker, activity)
    outcomes = leads and not turn.heard.in_group
    text = list_texts.roster(activity, joined, waiting, stands, leads=leads, outcomes=outcomes)
    return Answer(text, about=activity.subject)


async def _by_section(turn: Turn, activity: Activity) -> Answer:
    leads = await publishing.leads(turn.session, turn.speaker, activity)
    text = await rosters.text(turn.session, activity, leads=leads, outcomes=leads and not turn.heard.in_group)
    return Answer(text, about=activity.subject)
