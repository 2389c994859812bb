"""A whole series: paused, resumed, stopped, changed from now on."""

from collections.abc import Sequence

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, teams
from plugins.people.models import Deed
from plugins.people.texts import changed_since

from .. import calling_off, finding, kinds, notices
from ..models import Activity, ActivityState, Series
from ..questions import Unclear
from ..series import change_texts, changing, plan, settling, standing, which
from ..series.days import coming
from ..series.lasting import read_span
from ..series.rule import from_row, to_row
from ..series.saying import say_span
from .publication import TOPIC
from .series_days import OF_A_SERIES, before, led, of_a_series

ALL = "都取消"


@command(
    "停办",
    topic=TOPIC,
    summary="定期活动以后不办了",
    usage="停办 系列 系列号",
    examples=("停办 系列 {n}",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=OF_A_SERIES,
    accepts=of_a_series,
    writes=True,
)
async def stop(turn: Turn) -> Answer | str:
    """No more are made; those that people are on go on, unless the leader says otherwise."""
    series, rest = await led(turn, day_only=False)
    if rest.endswith(ALL):
        return await _clear(turn, series)
    if series.ended_at is not None:
        raise Refusal(change_texts.stopped_already(series))
    was = before(series)
    series.ended_at = clock.now()
    settled = await settling.settle(turn.session, series, turn.heard.key)
    deed = await deeds.record(turn, "series.stop", series.subject, {"was": was, "now": before(series)})
    await _tell_standing(turn, series, f"series-stop:{deed.id}", change_texts.stop_news(series))
    kept = await _offer_to_clear(turn, series, settled.kept, f"停办 系列 {series.number} {ALL}")
    return Answer(change_texts.stopped(series, kept), about=series.subject)


async def _tell_standing(turn: Turn, series: Series, key: str, text: str) -> None:
    """Those who come to all of it hear what becomes of it."""
    ids = [member.id for _, member in await standing.all_of(turn.session, series.id)]
    await notices.tell_members(turn.session, series, ids, notices.News(key, text, clock.now() + notices.ONE_DAY))


async def _offer_to_clear(turn: Turn, series: Series, kept: Sequence[Activity], line: str) -> str:
    if kept:
        await questions.ask(turn.session, turn.heard, [line])
    return change_texts.kept(settling.days_of(kept))


async def _clear(turn: Turn, series: Series) -> Answer | str:
    """Call off what the rule does not want but people are on."""
    settled = await settling.settle(turn.session, series, turn.heard.key)
    if not settled.kept:
        return change_texts.nothing_to_clear(series)
    told = await changing.call_off(turn.session, settled.kept, turn.heard.key)
    days = settling.days_of(settled.kept)
    await deeds.record(turn, "series.clear", series.subject, {"ids": [each.id for each in settled.kept]})
    return Answer(change_texts.cleared(series, days, told), about=series.subject)


@deeds.undoes("series.clear")
async def _undo_clear(turn: Turn, deed: Deed) -> str:
    series = await which.of_deed(turn, deed)
    rows = [await finding.lock(turn.session, number) for number in deed.detail["ids"]]
    back = [each for each in rows if each.state == ActivityState.CANCELLED and each.starts_at > clock.now()]
    for each in back:
        await calling_off.call_on(turn.session, each, ActivityState.OPEN, f"{deed.id}:{each.id}")
    if not back:
        raise Refusal(changed_since())
    return change_texts.back_on(series, settling.days_of(back))


@command(
    "暂停",
    topic=TOPIC,
    summary="定期活动停一段日子（寒暑假），过后照旧",
    usage="暂停 系列 系列号 起止日期",
    examples=("暂停 系列 {n} 寒假", "暂停 系列 {n} 1月15日到2月28日"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=OF_A_SERIES,
    accepts=of_a_series,
    writes=True,
)
async def pause(turn: Turn) -> Answer | str:
    """Days on which none is made; those that people are on go on, unless the leader says otherwise."""
    series, rest = await led(turn)
    if rest.endswith(ALL):
        return await _clear(turn, series)
    if not rest:
        await questions.ask(turn.session, turn.heard, [f"暂停 系列 {series.number}"], blank=True)
        return change_texts.from_when_to_when(series)
    try:
        span = read_span(rest, clock.local(turn.heard.sent_at).date())
    except Unclear as unclear:
        raise Refusal(unclear.text) from None
    rule, said = from_row(series.rule), say_span(*span, changing.today())
    if span in rule.off:
        raise Refusal(change_texts.paused_already(series, said))
    was = before(series)
    series.rule = to_row(changing.without(rule, [*rule.off, span]))
    settled = await settling.settle(turn.session, series, turn.heard.key)
    deed = await deeds.record(turn, "series.pause", series.subject, {"was": was, "now": before(series)})
    await _tell_standing(turn, series, f"series-pause:{deed.id}", change_texts.pause_news(series, said))
    kept = await _offer_to_clear(turn, series, settled.kept, f"暂停 系列 {series.number} {ALL}")
    return Answer(change_texts.paused(series, said, kept), about=series.subject)


@command(
    "恢复",
    topic=TOPIC,
    summary="停了或跳过的定期活动照常办",
    usage="恢复 系列 系列号",
    examples=("恢复 系列 {n}",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=OF_A_SERIES,
    accepts=of_a_series,
    writes=True,
)
async def resume(turn: Turn) -> Answer | str:
    """What was stopped goes on; else pauses and skipped days that are to come are taken out of the rule."""
    series, _ = await led(turn, day_only=False)
    rule, was, today = from_row(series.rule), before(series), changing.today()
    if series.ended_at is not None:
        series.ended_at = None
    elif off := [span for span in rule.off if span[1] >= today]:
        pauses = [span for span in off if span[0] != span[1]] or off
        series.rule = to_row(changing.without(rule, [span for span in rule.off if span not in pauses]))
    else:
        raise Refusal(change_texts.nothing_to_resume(series))
    await settling.settle(turn.session, series, turn.heard.key)
    deed = await deeds.record(turn, "series.resume", series.subject, {"was": was, "now": before(series)})
    days = coming(from_row(series.rule), today, 3)
    await _tell_standing(turn, series, f"series-resume:{deed.id}", change_texts.resume_news(series, days, today))
    return Answer(change_texts.resumed(series, days, today), about=series.subject)


async def _undo_days(turn: Turn, deed: Deed) -> str:
    """The rule as it was before; what was withdrawn by it comes back."""
    series = await which.of_deed(turn, deed)
    if before(series) != deed.detail["now"]:
        raise Refusal(changed_since())
    ended = deed.detail["was"]["ended_at"]
    series.rule, series.ended_at = deed.detail["was"]["rule"], clock.from_text(ended) if ended else None
    await settling.settle(turn.session, series, f"undo{deed.id}")
    text = change_texts.undone(series, changing.today())
    if deed.kind != "series.skip":
        await _tell_standing(turn, series, f"series-undone:{deed.id}", text)
    return text


for _kind in ("series.skip", "series.pause", "series.resume", "series.stop"):
    deeds.undoes(_kind)(_undo_days)


@command(
    "改系列",
    words=("修改系列", "系列改"),
    topic=TOPIC,
    summary="定期活动从今往后改时间、地点、人数或日子",
    usage="改系列 系列号 新的时间、地点或人数",
    examples=("改系列 {n} 10:00-12:00", "改系列 {n} 地点：党群活动室", "改系列 {n} 15人"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=r"[0-9]{1,4}号?(?:[\s,、:].*)?",
    writes=True,
)
async def alter(turn: Turn) -> Answer | str:
    """Also in what has been made already; the people on it are asked anew."""
    series, rest = await led(turn)
    if not rest:
        return change_texts.how_to_alter(series)
    new = await _altered(turn, series, rest)
    was = changing.fields(series)
    if all(was[name] == value for name, value in new.items()):
        raise Refusal(change_texts.altered_to_the_same(series))
    settled, asked = await changing.alter(turn.session, series, new, turn.heard.key)
    await deeds.record(turn, "series.alter", series.subject, {"was": was, "now": changing.fields(series)})
    off = settled.kept if "rule" in new else ()
    kept = await _offer_to_clear(turn, series, off, f"停办 系列 {series.number} {ALL}")
    return Answer(change_texts.altered(series, asked, kept, changing.today()), about=series.subject)


async def _altered(turn: Turn, series: Series, words: str) -> dict[str, object]:
    """What is said to be different."""
    among = await teams.all_of(turn.session, turn.community_id)
    now, names = clock.local(turn.heard.sent_at), [each.name for each in among]
    try:
        planned = plan.read_change(words, series, now, names)
    except Unclear as unclear:
        raise Refusal(unclear.text) from None
    draft = planned.draft
    if draft.sections or draft.conditions or (draft.limit and series.sections):
        raise Refusal(change_texts.parts_apart(series))
    if draft.minimum and series.kind != kinds.PLAIN:
        raise Refusal(change_texts.minimum_is_a_setting(series))
    new = {
        "title": draft.title or None,
        "rule": to_row(planned.rule) if planned.rule else None,
        "start": f"{draft.start:%H:%M}" if draft.start else None,
        "end": f"{draft.end:%H:%M}" if draft.end and draft.end_given else plan.same_length(series, draft.start),
        "place": draft.place or None,
        "capacity": draft.limit,
        "minimum": draft.minimum,
        "team_id": next((each.id for each in among if each.name == draft.team), None),
    }
    return {name: value for name, value in new.items() if value is not None}


@deeds.undoes("series.alter")
async def _undo_alter(turn: Turn, deed: Deed) -> str:
    series = await which.of_deed(turn, deed)
    if changing.fields(series) != deed.detail["now"]:
        raise Refusal(changed_since())
    await changing.alter(turn.session, series, deed.detail["was"], f"undo{deed.id}")
    return change_texts.undone(series, changing.today())
