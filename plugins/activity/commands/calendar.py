"""日历: a file that puts my activities, or the community's, into the telephone's calendar."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from .. import calendar_file, calendar_texts, engagements, finding
from ..calendar_file import Entry
from ..engagements import Engagement
from ..models import Activity
from ..sections.models import Section
from .own import own_name

AHEAD = timedelta(days=60)


@command(
    "日历",
    topic="看活动",
    summary="把自己报的活动（或社区的）放进手机日历",
    usage="日历 [社区]",
    examples=("日历", "日历 社区"),
    takes=Takes.REFERENCE,
    shape="(?:(?:全)?社区(?:的)?)?",
)
async def calendar(turn: Turn) -> Answer:
    """Mine only in private; the community's next 60 days anywhere."""
    if turn.rest:
        return await _of_community(turn)
    if turn.heard.in_group:
        raise Refusal(calendar_texts.calendar_in_private())
    me = turn.speaker.member_id
    rows = await engagements.coming(turn.session, me, turn.community_id, clock.now()) if me else []
    return _answer("您的日历", f"{await own_name(turn)} 的志愿活动", _entries(rows), public=False)


async def _of_community(turn: Turn) -> Answer:
    now = clock.now()
    found = await finding.between(turn.session, turn.community_id, now, now + AHEAD, called_off=True)
    return _answer("社区日历", f"{turn.speaker.community} 志愿活动", [Entry(each) for each in found], public=True)


def _entries(rows: Sequence[Engagement]) -> list[Entry]:
    """One per activity and section, with everybody in its note; certain as soon as one of them has a place."""
    made: dict[tuple[int, int], Entry] = {}
    for each in rows:
        for section, waits, position in _places(each):
            key = (each.activity.id, section.id if section else 0)
            known = made.get(key, Entry(each.activity, tentative=True, section=section))
            note = "\n".join(filter(None, [known.note, f"{each.member.name} {'候补' * waits}第 {position} 位"]))
            made[key] = replace(known, note=note, tentative=known.tentative and waits)
    return list(made.values())


def _places(each: Engagement) -> list[tuple[Section | None, bool, int]]:
    if each.seats:
        return [(seat.section, seat.waits, seat.position) for seat in each.seats]
    return [(None, each.waits, each.position)]


def _answer(label: str, name: str, entries: Sequence[Entry], *, public: bool) -> Answer:
    if not entries:
        return Answer(calendar_texts.calendar_is_empty(label))
    activities: list[Activity] = list({each.activity.id: each.activity for each in entries}.values())
    return Answer(
        calendar_texts.calendar_sent(label, len({each.activity.id for each in entries})),
        file=(f"{mask(name).replace(' ', '-')}.ics", calendar_file.calendar(name, entries, public=public)),
        without_file=calendar_texts.calendar_as_text(activities),
    )
