"""分组 系列 3 …, 条件 系列 3 …: what every occurrence begins with, changed from now on."""

from collections.abc import Mapping, Sequence
from typing import Any

from plugins.inbox import questions
from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import normalise
from plugins.kernel.refusal import Refusal
from plugins.outbox.service import Letter, post
from plugins.people import deeds
from plugins.people.models import Deed
from plugins.people.texts import changed_since

from .. import finding, publication_texts
from ..eligibility import checking, setting
from ..eligibility import texts as eligibility_texts
from ..eligibility.conditions import Wanted
from ..models import Activity, Series
from ..questions import Unclear
from ..sections.division import Part, read_parts
from ..series import furnishing, furnishing_texts, settling, texts, which


def of_a_series(words: str) -> bool:
    """Whether a whole series is spoken of and not one activity."""
    return words.startswith("系列")


async def offer(turn: Turn, activity: Activity, verb: str, words: str) -> str:
    """After one occurrence was changed by who leads the series: whether it is to be so every time; empty where there is nothing to ask."""
    if activity.series_id is None:
        return ""
    series = await turn.session.get_one(Series, activity.series_id)
    if series.ended_at is not None or not await which.leads(turn.session, turn.speaker, series):
        return ""
    as_every_time = setting.as_they_are(activity) == (series.conditions or setting.nobody_kept_out())
    if as_every_time if verb == "条件" else series.sections:
        return ""
    await questions.ask(turn.session, turn.heard, [f"{verb} 系列 {series.number} {words}"])
    return furnishing_texts.every_time("限" if verb == "条件" else "分")


async def _led(turn: Turn) -> tuple[Series, str]:
    found, rest = await which.said(turn, turn.raw or turn.rest)
    assert found, "the shape asks for a number"
    series = await which.hold(turn.session, found)
    return series, rest


def _parts(series: Series, words: str) -> tuple[Part, ...]:
    """The sections in the words."""
    try:
        parts, end = read_parts(normalise(words))
    except Unclear as unclear:
        raise Refusal(publication_texts.write_it_anew(unclear.text)) from None
    if not parts or normalise(words)[end:].strip(" ,、;。"):
        raise Refusal(furnishing_texts.division_unread(series))
    return parts


async def divide(turn: Turn) -> Answer | str:
    """Each occurrence has these sections, those made already too where nobody stands in the way."""
    series, words = await _led(turn)
    await which.check_leads(turn.session, turn.speaker, series)
    parts = _parts(series, words)
    if furnishing.row_of(parts) == series.sections:
        return furnishing_texts.divided_like_that(series)
    was = {"sections": series.sections, "capacity": series.capacity}
    series.sections = furnishing.row_of(parts)
    furnishing.check_within(series)
    spread = await furnishing.divide(turn.session, series, parts)
    detail = was | {"now": series.sections, "each": spread.detail}
    await deeds.record(turn, "series.divide", series.subject, detail)
    return Answer(furnishing_texts.divided(series, len(spread.changed), settling.days_of(spread.kept)), about=series.subject)


@deeds.undoes("series.divide")
async def _undo_divide(turn: Turn, deed: Deed) -> str:
    series = await which.of_deed(turn, deed)
    if series.sections != deed.detail["now"]:
        raise Refusal(changed_since())
    series.sections, series.capacity = deed.detail["sections"], deed.detail["capacity"]
    kept = [each["id"] for each in deed.detail["each"] if not await furnishing.divide_back(turn.session, each)]
    rows = [await turn.session.get_one(Activity, number) for number in kept]
    return furnishing_texts.divided_back(series, settling.days_of(rows))


async def conditions(turn: Turn) -> Answer | str:
    """Without words what they are; with words they are added for every coming occurrence. Who is on a list stays."""
    series, words = await _led(turn)
    if not words:
        return Answer(furnishing_texts.shown(series, await allowed(turn, series)), about=series.subject)
    await which.check_leads(turn.session, turn.speaker, series)
    was = series.conditions or setting.nobody_kept_out()
    now = await setting.said(turn.session, turn.community_id, was, words)
    if now is None:
        raise Refusal(eligibility_texts.unread(None))
    if now == was:
        return furnishing_texts.restricted_like_that(series, await allowed(turn, series))
    spread = await furnishing.restrict(turn.session, series, now)
    deed = await deeds.record(turn, "series.conditions", series.subject, {"was": was, "now": now, "each": spread.detail})
    lacking = await _lacking(turn, series, spread.changed, f"{deed.id}")
    text = furnishing_texts.restricted(series, await allowed(turn, series), settling.days_of(spread.kept), lacking)
    return Answer(text, about=series.subject)


async def allowed(turn: Turn, series: Series) -> str:
    """限党员、满18岁; empty where everybody may come."""
    return eligibility_texts.brief(await furnishing.conditions_of(turn.session, series))


async def _lacking(turn: Turn, series: Series, changed: Sequence[Activity], stamp: str) -> str:
    """Who is on a coming list and does not meet them: to the leader in private, in a group only how many."""
    names: dict[str, None] = {}
    for each in changed:
        if each.conditions is not None:
            names |= dict.fromkeys(member.name for member, _ in await checking.kept_out(turn.session, each))
    if not names:
        return ""
    text = furnishing_texts.on_it_all_the_same(list(names))
    if not turn.heard.in_group:
        return text
    key, until = f"kept-out:{series.id}:{stamp}", max(each.ends_at for each in changed)
    letter = Letter(key, turn.heard.person, f"{texts.title(series)}：{text.strip()}", about=series.subject, expires_at=until)
    await post(turn.session, letter)
    return f"\n{eligibility_texts.kept_out_openly(len(names))}"


@deeds.undoes("series.conditions")
async def _undo_conditions(turn: Turn, deed: Deed) -> str:
    series = await which.of_deed(turn, deed)
    if (series.conditions or setting.nobody_kept_out()) != deed.detail["now"]:
        raise Refusal(changed_since())
    was = deed.detail["was"]
    series.conditions = {} if was == setting.nobody_kept_out() else was
    for each in deed.detail["each"]:
        activity = await finding.lock(turn.session, each["id"], numbered=False)
        if setting.as_they_are(activity) == deed.detail["now"]:
            await setting.write(turn.session, activity, each["was"])
    return furnishing_texts.restricted_back(series, await allowed(turn, series))


async def conditions_said(turn: Turn, were: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """As a series keeps them: nothing where everybody may come."""
    said = await setting.merged(turn.session, turn.community_id, were or setting.nobody_kept_out(), wanted)
    return {} if said == setting.nobody_kept_out() else said
