"""Single days of a series: skipped, moved. The series goes on as it was."""

import re
from datetime import date, datetime

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, record_texts
from .. import texts as activity_texts
from ..models import Activity, ActivityState, Series
from ..questions import Unclear
from ..series import change_texts, changing, settling, which
from ..series.days import coming
from ..series.rule import from_row
from ..when import Found, find_day, find_span
from .publication import TOPIC

OF_A_SERIES = r"系列\s*[0-9]{1,4}号?(?:[\s,、:].*)?"
SURE = "确定"
_TO = re.compile(r"\s*(?:改到|移到|挪到|换到|推迟到|提前到|改成|到|->|→)\s*")
record_texts.word("series.move", "改了时间")


async def of_a_series(turn: Turn) -> bool:
    """The shape has said so already: 「停办系列3」 needs no gap."""
    return bool(turn.rest)


async def led(turn: Turn, *, day_only: bool = True) -> tuple[Series, str]:
    """The series to change, held, and what is to be done to it. Raises ``Refusal`` when it is not the speaker's."""
    found, rest = await which.said(turn, turn.raw or turn.rest)
    if found is None:
        raise Refusal(change_texts.which_series(turn.word))
    series = await which.hold(turn.session, found)
    await which.check_leads(turn.session, turn.speaker, series)
    if day_only and series.ended_at is not None:
        raise Refusal(change_texts.stopped_already(series))
    return series, rest


@command(
    "跳过",
    topic=TOPIC,
    summary="定期活动有一次不办，其余照旧",
    usage="跳过 系列 系列号 日期",
    examples=("跳过 系列 {n} {day}",),
    who=Who.LEADER,
    takes=Takes.TEXT,
    shape=OF_A_SERIES,
    accepts=of_a_series,
    writes=True,
)
async def skip(turn: Turn) -> Answer | str:
    """Whoever is on its list is told; asked first whether it is meant so."""
    series, rest = await led(turn)
    sure = rest.endswith(SURE)
    day = _day(rest.removesuffix(SURE).strip(), clock.local(turn.heard.sent_at))
    if day is None:
        return await _ask_which(turn, series)
    row = await changing.occurrence(turn.session, series, day)
    today = changing.today()
    if row and row.state == ActivityState.CANCELLED:
        raise Refusal(change_texts.skipped_already(series, day, today))
    people = await settling.people_on(turn.session, row) if row else 0
    if row and people and not sure:
        line = f"跳过 系列 {series.number} {day.year}年{day.month}月{day.day}日 {SURE}"
        await questions.ask(turn.session, turn.heard, [line])
        return Answer(change_texts.people_are_on_it(series, row, people), done=False)
    was = before(series)
    told = await changing.skip(turn.session, series, day, row, turn.heard.key)
    await deeds.record(turn, "series.skip", series.subject, {"was": was, "now": before(series)})
    return Answer(change_texts.skipped(series, day, told, today), about=series.subject)


def before(series: Series) -> dict[str, object]:
    """What of it a change of its days may change."""
    return {"rule": series.rule, "ended_at": series.ended_at.isoformat() if series.ended_at else None}


def _day(words: str, now: datetime) -> date | None:
    try:
        return find_day(words, now).day if words else None
    except Unclear as unclear:
        raise Refusal(unclear.text) from None


async def _ask_which(turn: Turn, series: Series) -> Answer:
    days = coming(from_row(series.rule), changing.today(), 5)
    lines = [f"跳过 系列 {series.number} {day.year}年{day.month}月{day.day}日" for day in days]
    await questions.ask(turn.session, turn.heard, lines)
    return Answer(change_texts.which_day(series, days, changing.today()), done=False)


@command(
    "移到",
    words=("挪到", "移动"),
    topic=TOPIC,
    summary="定期活动有一次换一天办，其余照旧",
    usage="移到 系列 系列号 原日期 到 新日期",
    examples=("移到 系列 {n} {day} 到 {eve}",),
    who=Who.LEADER,
    takes=Takes.TEXT,
    shape=OF_A_SERIES,
    accepts=of_a_series,
    writes=True,
)
async def move(turn: Turn) -> Answer | str:
    """The same hours unless others are said; everybody on it is asked anew."""
    series, rest = await led(turn)
    parts = _TO.split(rest, maxsplit=1)
    if len(parts) < 2 or not all(parts):
        return change_texts.how_to_move(series)
    now = clock.local(turn.heard.sent_at)
    try:
        day = find_day(parts[0], now).day
        if day is None:
            return change_texts.how_to_move(series)
        found = find_span(parts[1], now, near=day)
    except Unclear as unclear:
        raise Refusal(change_texts.move_anew(unclear.text, series)) from None
    row = await changing.occurrence(turn.session, series, day)
    row = row or await changing.made_for(turn.session, series, day)
    return await _move(turn, series, row, found)


async def _move(turn: Turn, series: Series, row: Activity, found: Found) -> Answer | str:
    if found.day is None:
        return change_texts.how_to_move(series)
    starts_at, ends_at = _moments(row, found)
    if (starts_at, ends_at) == (row.starts_at, row.ends_at):
        return change_texts.same_time(series)
    before_it = activity_texts.moment(row.starts_at)
    detail = {"starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat()}
    asked = await changing.move(turn.session, series, row, starts_at, ends_at)
    await deeds.record(turn, "series.move", row.subject, detail)
    return Answer(change_texts.moved(series, before_it, row, asked), about=row.subject)


def _moments(row: Activity, found: Found) -> tuple[datetime, datetime]:
    length = row.ends_at - row.starts_at
    if span := found.span:
        return span.start, span.end or span.start + length
    assert found.day
    starts_at = clock.at_local(datetime.combine(found.day, clock.local(row.starts_at).time()))
    return starts_at, starts_at + length


@deeds.undoes("series.move")
async def _undo_move(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    assert activity.series_id
    series = await which.hold(turn.session, await turn.session.get_one(Series, activity.series_id))
    starts_at, ends_at = (clock.from_text(deed.detail[name]) for name in ("starts_at", "ends_at"))
    await changing.move(turn.session, series, activity, starts_at, ends_at)
    return change_texts.moved_back(series, activity)
