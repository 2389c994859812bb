"""「请假到 11月30日」「我回来了」 of those who lead."""

from datetime import timedelta

from plugins.inbox.speaker import RoleKind, Who
from plugins.inbox.table import Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import absence, absence_texts, dates, members, reach
from ..models import Member
from .teams import LEADING

LONGEST = timedelta(days=190)


async def _leads_and_names_a_day(turn: Turn) -> bool:
    """「请假到 医院去」 in a group is talk, and so is the leave of somebody who leads nobody."""
    leads = turn.speaker.level >= Who.LEADER
    return turn.heard.spoken_to or (leads and dates.read(turn.rest, clock.local().date()) is not None)


async def _is_missed(turn: Turn) -> bool:
    """「我回来了」 in a group is for us only when the speaker is on leave."""
    if turn.heard.spoken_to:
        return True
    me = turn.speaker.member_id
    return me is not None and await absence.present(turn.session, me) is not None


@command(
    "请假到",
    words=("我请假到",),
    topic=LEADING,
    summary="请假到哪天；这期间的求助先找副队长",
    usage="请假到 11月30日",
    examples=("请假到 {day}", "请假到 下周五"),
    who=Who.LEADER,
    takes=Takes.REFERENCE,
    shape=".{0,30}",
    accepts=_leads_and_names_a_day,
    known_only=True,
    writes=True,
)
async def on_leave(turn: Turn) -> str:
    """Away until the end of a day."""
    today = clock.local().date()
    day = dates.read(turn.rest, today)
    if day is None:
        raise Refusal(absence_texts.until_when())
    if not today <= day <= today + LONGEST:
        raise Refusal(absence_texts.too_far(day))
    me = await members.myself(turn)
    await absence.go(turn, me, day)
    return absence_texts.away_until(day, await _deputies(turn, me))


async def _deputies(turn: Turn, me: Member) -> str:
    """Who stands in: the deputies of the speaker's teams, without himself."""
    led = {role.team_id for role in turn.speaker.roles if role.team_id}
    holders = [await reach.holders(turn.session, turn.community_id, [RoleKind.TEAM_DEPUTY], team_id) for team_id in led]
    others = {number for each in holders for number in each} - {me.id}
    return "、".join([(await turn.session.get_one(Member, number)).name for number in sorted(others)])


@command(
    "销假",
    words=("我回来", "回来"),
    topic=LEADING,
    summary="提前结束请假",
    usage="我回来了",
    who=Who.LEADER,
    takes=Takes.REFERENCE,
    shape="(?:了[啦呀哈]?)?",
    accepts=_is_missed,
    known_only=True,
    writes=True,
)
async def back(turn: Turn) -> str:
    """The leave ends now."""
    me = await members.myself(turn)
    await absence.come_back(turn, me.id)
    return absence_texts.welcome_back()
