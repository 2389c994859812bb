"""类别: the kind of service (三星) of an activity, or what a team's activities are of by default."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, services, teams
from plugins.people import service_texts as kinds_texts
from plugins.people.models import Deed, ServiceKind, Team

from .. import attendance, finding, publishing, service_texts, signing
from ..models import Activity, SignUpState
from .publication import TOPIC

OF_ACTIVITY = re.compile(r"#?(?P<number>\d{1,6})\s*号?(?:活动)?(?:[\s,:]*(?:改成|改为|是|为|算)?\s*(?P<word>\D\S{0,19}))?")
OF_TEAM = re.compile(r"(?P<team>\D\S{0,19})\s+(?P<word>\S{1,20})")


async def _names_team(turn: Turn) -> bool:
    found = OF_TEAM.fullmatch(turn.rest)
    return bool(found) and teams.called(await teams.all_of(turn.session, turn.community_id), found["team"]) is not None


@command(
    "服务类别",
    words=("服务分类",),
    topic="积分",
    summary="看服务分哪几类；定一支队伍的活动默认算哪一类",
    usage="服务类别 [队伍 名称]",
    examples=("服务类别", "服务类别 环境保护 平安"),
    takes=Takes.REFERENCE,
    accepts=_names_team,
    known_only=True,
    writes=True,
)
async def kinds(turn: Turn) -> Answer | str:
    """All of them; staff sets what a team's activities are of."""
    if found := OF_TEAM.fullmatch(turn.rest):
        return await _of_team(turn, found["team"], found["word"])
    return kinds_texts.listing(await services.all_of(turn.session, turn.community_id))


@command(
    "活动类别",
    words=("类别",),
    topic=TOPIC,
    summary="定一个活动算哪一类服务",
    usage="类别 活动号 名称",
    examples=("类别 {n} 平安",),
    takes=Takes.REFERENCE,
    shape=OF_ACTIVITY.pattern,
    writes=True,
)
async def of_activity(turn: Turn) -> Answer:
    """That of one activity; its leader changes it. What has been booked is booked anew under the other kind."""
    found = OF_ACTIVITY.fullmatch(turn.rest)
    assert found, "the shape says so"
    number, word = int(found["number"]), found["word"]
    activity = await finding.lock(turn.session, (await finding.by_number(turn.session, turn.community_id, number)).id)
    if not word:
        kind = await services.of(turn.session, activity.service_id, activity.team_id)
        return Answer(service_texts.told(activity, await _name(turn, kind)), about=activity.subject)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    kind = await services.named(turn.session, turn.community_id, word)
    if activity.service_id == kind.id:
        return Answer(service_texts.same(activity, kind.name), about=activity.subject)
    await deeds.record(turn, "activity.service", activity.subject, {"was": activity.service_id})
    await _set(turn, activity, kind.id)
    text = service_texts.changed(activity, kind.name, rebooked=activity.attended_at is not None)
    return Answer(text, about=activity.subject)


async def _set(turn: Turn, activity: Activity, service_id: int | None) -> None:
    activity.service_id = service_id
    await turn.session.flush()
    if activity.attended_at is not None:
        rows = await signing.listed(turn.session, activity.id, SignUpState.JOINED)
        await attendance.book(turn.session, activity, rows, deeds.doer(turn.heard))


async def _name(turn: Turn, service_id: int | None) -> str | None:
    return (await turn.session.get_one(ServiceKind, service_id)).name if service_id else None


async def _of_team(turn: Turn, name: str, word: str) -> str:
    if turn.speaker.level < Who.STAFF:
        raise Refusal(kinds_texts.only_staff())
    team = await teams.named(turn.session, turn.community_id, name)
    kind = await services.named(turn.session, turn.community_id, word)
    if team.service_id == kind.id:
        return kinds_texts.of_team_before(team.name, kind.name)
    await deeds.record(turn, "team.service", f"team:{team.id}", {"was": team.service_id})
    team.service_id = kind.id
    return kinds_texts.of_team(team.name, kind.name)


@deeds.undoes("activity.service")
async def _undo_activity(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    await _set(turn, activity, deed.detail["was"])
    return service_texts.changed_back(activity, await _name(turn, deed.detail["was"]))


@deeds.undoes("team.service")
async def _undo_team(turn: Turn, deed: Deed) -> str:
    team = await turn.session.get_one(Team, int(deed.subject.removeprefix("team:")))
    team.service_id = deed.detail["was"]
    return kinds_texts.of_team_back(team.name, await _name(turn, team.service_id))
