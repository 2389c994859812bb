"""Which series is meant, and who may change it."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Deed

from .. import kinds
from ..models import Activity, ActivityState, Series
from . import texts

_NUMBER = re.compile(r"(?:系列)?\s*[#第]?\s*(?P<number>[0-9]{1,4})\s*号?(?=$|[\s,、:。])(?P<rest>.*)", re.DOTALL)
_WORD = re.compile(r"系列\s*")


async def running(session: AsyncSession, community_id: int) -> Sequence[Series]:
    """The community's series that go on, by number."""
    query = select(Series).where(Series.community_id == community_id, Series.ended_at.is_(None))
    return (await session.scalars(query.order_by(Series.number))).all()


async def by_number(session: AsyncSession, community_id: int, number: int) -> Series:
    """The community's series of that number, which may have been stopped. Raises ``Refusal``."""
    query = select(Series).where(Series.community_id == community_id, Series.number == number)
    if (found := await session.scalar(query)) is None:
        raise Refusal(texts.no_such_series(number, [each.number for each in await running(session, community_id)]))
    return found


async def said(turn: Turn, text: str) -> tuple[Series | None, str]:
    """The series that is named first in the text, by number or by its title, and what else was said."""
    if found := _NUMBER.fullmatch(text):
        return await by_number(turn.session, turn.community_id, int(found["number"])), found["rest"].strip(" ,、:。")
    words = _WORD.sub("", text, count=1)
    head, _, rest = words.partition(" ")
    for each in await running(turn.session, turn.community_id):
        if len(squeeze(head)) > 1 and squeeze(head) in squeeze(each.title):
            return each, rest.strip()
    return None, text.strip()


async def quoted(turn: Turn) -> Series | None:
    """The series that the quoted message of ours was about, or whose occurrence."""
    kind, _, number = (turn.heard.about or "").partition(":")
    if kind == "activity":
        activity = await turn.session.get(Activity, int(number))
        kind, number = "series", str(activity.series_id) if activity and activity.series_id else ""
    found = await turn.session.get(Series, int(number)) if kind == "series" and number else None
    return found if found and found.community_id == turn.community_id else None


async def of_deed(turn: Turn, deed: Deed) -> Series:
    """The series that a deed changed, held."""
    return await hold(turn.session, await turn.session.get_one(Series, int(deed.subject.removeprefix("series:"))))


async def hold(session: AsyncSession, series: Series) -> Series:
    """The same, with its row locked until the transaction ends: whoever makes or changes occurrences holds this."""
    query = select(Series).where(Series.id == series.id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).one()


async def leads(session: AsyncSession, speaker: Speaker, series: Series) -> bool:
    """Whether the speaker leads all, the series' team, or set it up."""
    mine = series.leader_id is not None and series.leader_id == speaker.member_id
    return mine or speaker.leads_team(series.team_id) or await kinds.of(series).led_by(session, series, speaker)


async def check_leads(session: AsyncSession, speaker: Speaker, series: Series) -> None:
    """Raises ``Refusal`` unless the speaker may change single days of it."""
    if not await leads(session, speaker, series):
        raise Refusal(texts.only_its_leader(series))


async def ahead(session: AsyncSession, series: Series) -> Sequence[Activity]:
    """Its occurrences that have not begun, called off or not, soonest first."""
    query = select(Activity).where(Activity.series_id == series.id, Activity.starts_at > clock.now())
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()


async def on_day(session: AsyncSession, series: Series, day: date) -> Activity | None:
    """The occurrence that is on that day now, else the one whose day it was by the rule; one that goes on before one called off."""
    rows = [each for each in await ahead(session, series) if day in (clock.local(each.starts_at).date(), each.occurs_on)]
    alive = [each for each in rows if each.state != ActivityState.CANCELLED]
    now_there = [each for each in alive if clock.local(each.starts_at).date() == day]
    return next(iter([*now_there, *alive, *rows]), None)
