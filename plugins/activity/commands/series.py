"""Series: set up in one line, listed, shown."""

import re
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members, teams
from plugins.people.models import Deed
from plugins.people.numbers import next_number

from .. import kinds, signing
from ..eligibility import texts as eligibility_texts
from ..models import Activity, Series
from ..questions import Unclear
from ..series import days, furnishing, making, opening, plan, settling, standing, texts, which
from ..series.rule import Rule, from_row, to_row
from . import series_parts
from .publication import TOPIC

NAME = "定期活动"
BEGINNINGS = ("每", "隔周", "隔一周", "农历", "阴历", "元宵节", "端午节", "中秋节", "重阳节", "腊八节")
_ASKS = r"什么|啥|哪|怎么|怎样|多少|几点|几号|谁|吗|么|呢|\?"
NEXT = 3
SHOWN = 5


def said_line(turn: Turn) -> str:
    """The whole line, with the word that it begins with."""
    typed = turn.raw or turn.rest
    return typed if turn.word == NAME else f"{turn.word}{typed}"


async def is_a_plan(turn: Turn) -> bool:
    """Whether the words are the plan of a series. In front of a group only those of staff are, with title, time and place."""
    staff = turn.speaker.level >= Who.STAFF
    if not (staff or turn.heard.spoken_to):
        return False
    now = clock.local(turn.heard.sent_at)
    try:
        if plan.split(said_line(turn), now)[0] is None:
            return False
        draft = plan.read_plan(said_line(turn), now).draft
    except Unclear:
        return turn.heard.spoken_to and staff
    whole = bool(draft.title and draft.start and (draft.place or draft.limit))
    return whole or (turn.heard.spoken_to and staff)


@command(
    NAME,
    words=BEGINNINGS,
    topic=TOPIC,
    summary="定一个固定办的活动，以后每次提前排好、自动通知",
    usage="每月 20日 9:00-11:00 名称 地点 [人数]",
    examples=("每月 20日 9:00-11:00 老人理发 社区活动室 12人", "每周六 9:00-11:00 书法课 活动室 15人"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=rf"(?!.*(?:{_ASKS})).*",
    accepts=is_a_plan,
    known_only=True,
    writes=True,
)
async def set_up(turn: Turn) -> Answer | str:
    """Number, rule, hours and the next days are read back; each occurrence is announced in its time."""
    line = said_line(turn)
    if not line.strip():
        return texts.how_to()
    among = await teams.all_of(turn.session, turn.community_id)
    try:
        planned = plan.read_plan(line, clock.local(turn.heard.sent_at), [each.name for each in among])
    except Unclear as unclear:
        raise Refusal(unclear.text) from None
    draft = planned.draft
    if draft.missing:
        await questions.ask(turn.session, turn.heard, [f"{NAME} {line}"], blank=True)
        return texts.missing(draft.missing[0])
    assert planned.rule
    me = await members.myself(turn)
    team_id = next((each.id for each in among if each.name == draft.team), None)
    series = _series(turn, planned.rule, planned, (team_id, me.id))
    series.conditions = await series_parts.conditions_said(turn, {}, draft.conditions)
    if twin := await _twin(turn, series):
        raise Refusal(texts.exists(twin))
    series.number = await next_number(turn.session, turn.community_id, "series")
    turn.session.add(series)
    await turn.session.flush()
    furnishing.check_within(series)
    await making.make_ahead(turn.session, series)
    await questions.drop(turn.session, turn.heard)
    await deeds.record(turn, "series.open", series.subject)
    today = clock.local().date()
    allowed = eligibility_texts.brief(await furnishing.conditions_of(turn.session, series))
    days_ahead = await _next_days(turn.session, series, NEXT)
    return Answer(texts.set_up(series, days_ahead, today, allowed), about=series.subject)


def _series(turn: Turn, rule: Rule, planned: plan.Planned, whose: tuple[int | None, int]) -> Series:
    draft = planned.draft
    assert draft.start
    assert draft.end
    return Series(
        community_id=turn.community_id,
        kind=kinds.PLAIN,
        title=draft.title,
        rule=to_row(rule),
        start=f"{draft.start:%H:%M}",
        end=f"{draft.end:%H:%M}",
        place=draft.place,
        capacity=None if draft.sections else draft.limit,
        minimum=draft.minimum,
        sections=furnishing.row_of(draft.sections),
        conditions={},
        signup_closes=plan.minutes_before(draft.start, draft.signup_closes_at),
        cancel_closes=plan.minutes_before(draft.start, draft.cancel_closes_at),
        team_id=whose[0],
        leader_id=whose[1],
        chat=str(turn.heard.chat) if turn.heard.in_group else None,
    )


async def _twin(turn: Turn, series: Series) -> Series | None:
    """What stands already, when the same line is said a second time."""
    among = await which.running(turn.session, turn.community_id)
    return next((each for each in among if _what(each) == _what(series)), None)


def _what(series: Series) -> tuple[object, ...]:
    return series.title, series.rule, series.start, series.end, series.place


async def _next_days(session: AsyncSession, series: Series, most: int) -> list[date]:
    """The next days of the rule whose occurrence has not begun."""
    today = clock.local().date()
    found = days.coming(from_row(series.rule), today, most + 1)
    return [day for day in found if making.moments(series, day)[0] > clock.now()][:most]


@deeds.undoes("series.open")
async def _undo_set_up(turn: Turn, deed: Deed) -> str:
    series = await opening.unmake(turn.session, int(deed.subject.removeprefix("series:")), f"undo{deed.id}")
    return texts.withdrawn(series)


@command(
    "系列",
    words=("固定活动", "系列活动"),
    topic="看活动",
    summary="看有哪些固定办的活动，下次是哪天",
    usage="系列 [系列号]",
    examples=("系列", "系列 {n}"),
    takes=Takes.REFERENCE,
    shape=r"(?:系列)?\s*[0-9]{0,4}\s*号?",
)
async def show(turn: Turn) -> Answer | str:
    """All that go on, or one with its next days."""
    today = clock.local().date()
    if re.search("[0-9]", turn.rest):
        series, _ = await which.said(turn, turn.rest)
        assert series
        return await _detail(turn, series)
    among = await which.running(turn.session, turn.community_id)
    if not among:
        return texts.none_running()
    rows = [(each, next(iter(await _next_days(turn.session, each, 1)), None)) for each in among]
    return texts.listing(rows, today)


async def _detail(turn: Turn, series: Series) -> Answer:
    made = {each.occurs_on: each for each in await which.ahead(turn.session, series) if each.reason != settling.WITHDRAWN}
    ruled = await _next_days(turn.session, series, SHOWN) if series.ended_at is None else []
    shown = sorted({*ruled, *(each.occurs_on for each in made.values() if each.occurs_on)})[:SHOWN]
    lines = [texts.Line(day, made.get(day), await _heads(turn.session, made.get(day))) for day in shown]
    people = len(await standing.all_of(turn.session, series.id))
    leads = not turn.heard.in_group and await which.leads(turn.session, turn.speaker, series)
    today = clock.local().date()
    allowed = eligibility_texts.brief(await furnishing.conditions_of(turn.session, series))
    return Answer(texts.detail(series, lines, people, today, allowed, leads=leads), about=series.subject)


async def _heads(session: AsyncSession, activity: Activity | None) -> int:
    return (await signing.tally(session, activity.id)).heads if activity else 0
