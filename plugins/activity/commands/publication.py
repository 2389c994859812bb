"""发布: an activity in one line; what is missing is asked for, one thing at a time."""

from sqlalchemy import select

from plugins.inbox import questions
from plugins.inbox.speaker import LEADING, Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members, services
from plugins.people.models import Deed, ServiceKind, Team

from .. import finding, leader_texts, notices, publication_texts, publishing
from ..draft import Draft, read_draft
from ..eligibility import setting
from ..models import Activity, ActivityState
from ..questions import Unclear
from ..sections import dividing

TOPIC = "发起活动"


@command(
    "发布",
    words=("发布活动", "发活动"),
    topic=TOPIC,
    summary="发布一个活动，并通知志愿者群",
    usage="发布 名称 日期 时间 地点 人数 [至少N人] [截止…]",
    examples=("发布 清洁家园 {day} 9:00-11:00 亲水平台 20人 至少10人 截止{eve}18点",),
    who=Who.LEADER,
    takes=Takes.TEXT,
    writes=True,
)
async def publish(turn: Turn) -> Answer | str:
    """Number, weekday, end and limits are read back; the groups are told."""
    teams = (await turn.session.scalars(select(Team).where(Team.community_id == turn.community_id))).all()
    try:
        kind, line = await services.take(turn.session, turn.community_id, turn.raw or turn.rest)
        draft = read_draft(line, clock.local(turn.heard.sent_at), [each.name for each in teams])
    except Unclear as unclear:
        raise Refusal(publication_texts.write_it_anew(unclear.text)) from None
    if draft.missing:
        await questions.ask(turn.session, turn.heard, [f"发布 {turn.raw or turn.rest}"], blank=True)
        return publication_texts.missing(draft.missing[0])
    if twin := await _twin(turn, draft):
        raise Refusal(publication_texts.published_already(twin))
    me = await members.myself(turn)
    team_id = next((each.id for each in teams if each.name == draft.team), None) or _own_team(turn)
    activity = await publishing.publish(turn.session, turn.community_id, _plan(turn, draft, team_id, me.id, kind))
    await dividing.divide(turn.session, activity, draft.sections)
    conditions = await setting.merged(turn.session, turn.community_id, setting.nobody_kept_out(), draft.conditions)
    await setting.write(turn.session, activity, conditions)
    await deeds.record(turn, "activity.publish", activity.subject)
    await notices.announce(turn.session, activity)
    return Answer(publication_texts.published(activity, kind.name if kind else ""), about=activity.subject)


async def _twin(turn: Turn, draft: Draft) -> Activity | None:
    """What was published already, when the same line is said a second time."""
    assert draft.start
    assert draft.end
    found = await finding.between(turn.session, turn.community_id, draft.start, draft.end)
    same = (draft.title, draft.start, draft.end, draft.place, None if draft.sections else draft.limit, draft.minimum)
    return next((each for each in found if _what(each) == same), None)


def _what(activity: Activity) -> tuple[object, ...]:
    return activity.title, activity.starts_at, activity.ends_at, activity.place, activity.capacity, activity.minimum


def _own_team(turn: Turn) -> int | None:
    """The team of a leader of exactly one team: his activities are his team's."""
    led = {role.team_id for role in turn.speaker.roles if role.kind in LEADING and role.team_id}
    return led.pop() if len(led) == 1 else None


def _plan(turn: Turn, draft: Draft, team_id: int | None, leader_id: int, kind: ServiceKind | None) -> publishing.Plan:
    assert draft.start
    assert draft.end
    return publishing.Plan(
        title=draft.title,
        starts_at=draft.start,
        ends_at=draft.end,
        place=draft.place,
        capacity=draft.limit,
        minimum=draft.minimum,
        signup_closes_at=draft.signup_closes_at,
        cancel_closes_at=draft.cancel_closes_at,
        team_id=team_id,
        leader_id=leader_id,
        chat=str(turn.heard.chat) if turn.heard.in_group else None,
        service_id=kind.id if kind else None,
    )


@deeds.undoes("activity.publish")
async def _undo_publish(turn: Turn, deed: Deed) -> str:
    """Taken back only while nobody is on the list: those who are deserve a word."""
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    if people := await publishing.anyone_on(turn.session, activity):
        return leader_texts.too_late_to_withdraw(activity, people)
    activity.state = ActivityState.CANCELLED
    await turn.session.flush()
    await _tell_groups_withdrawn(turn, activity)
    return leader_texts.withdrawn(activity)


async def _tell_groups_withdrawn(turn: Turn, activity: Activity) -> None:
    news = notices.News(f"withdrawn:{activity.id}", leader_texts.cancelled_news(activity), activity.starts_at)
    await notices.tell_groups(turn.session, activity, news)
