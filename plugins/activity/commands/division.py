"""分组, and what leaders change of one section: its limit, and that it does not take place."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import normalise
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import calling_off, finding, leader_texts, notices, publication_texts, signing, texts
from ..models import Activity
from ..questions import Unclear
from ..sections import calling_off as section_off
from ..sections import dividing, division_texts, which
from ..sections import texts as section_texts
from ..sections.division import read_parts
from ..sections.models import Section
from . import series_parts
from .choosing import still_changeable
from .publication import TOPIC

MOST = 5000
LIMIT = re.compile(r"(?P<name>\S.*?)\s*(?P<count>\d{1,9})\s*人?")


@command(
    "分组",
    words=("分班",),
    topic=TOPIC,
    summary="把活动分成几班、几个摊位或按队伍分名额",
    usage="分组 活动号|系列 系列号 早班 8-10点 5人, 午班 10-12点 5人",
    examples=("分组 {n} 早班 8-10点 5人, 午班 10-12点 5人", "分组 {n} 骑行10 党员6 团员4"),
    takes=Takes.TEXT,
    shape=r"(?:系列\s*)?\d{1,6}\s*号?[\s,、;:]+(?!人|个|组|班|点)\D.{0,900}",
    writes=True,
)
async def divide(turn: Turn) -> Answer | str:
    """An activity that was published without sections gets them; who is on its list goes where he belongs."""
    if series_parts.of_a_series(turn.rest):
        return await series_parts.divide(turn)
    activity, rest = await still_changeable(turn, turn.raw or turn.rest)
    answer = await divide_into(turn, activity, rest)
    answer.text += await series_parts.offer(turn, activity, "分组", rest)
    return answer


async def divide_into(turn: Turn, activity: Activity, words: str) -> Answer:
    """The sections in ``words``. Raises ``Refusal``: none can be read, it has some, whose somebody on the list is."""
    if activity.sections:
        raise Refusal(division_texts.divided_already(activity))
    try:
        parts, end = read_parts(normalise(words))
    except Unclear as unclear:
        raise Refusal(publication_texts.write_it_anew(unclear.text)) from None
    if not parts or normalise(words)[end:].strip(" ,、;。"):
        raise Refusal(division_texts.unread(activity.number))
    was = {"capacity": activity.capacity}
    await dividing.divide(turn.session, activity, parts)
    dividing.check_within(activity)
    seated = await dividing.seat_everybody(turn.session, activity)
    await deeds.record(turn, "activity.divide", activity.subject, was | {"seats": seated})
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return Answer(division_texts.divided(activity, seated), about=activity.subject)


@deeds.undoes("activity.divide")
async def _undo_divide(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    if await dividing.count_seats(turn.session, activity) != deed.detail["seats"]:
        raise Refusal(division_texts.in_use(activity))
    await dividing.undivide(turn.session, activity, deed.detail["capacity"])
    return division_texts.undone(activity)


async def limit_section(turn: Turn, activity: Activity, words: str) -> Answer | str:
    """「上限 12 早班 6」; 「名额 12 骑行10 党员6」 sets several. A higher limit lets the first of its waitlist move up."""
    said = LIMIT.fullmatch(words.strip())
    section = which.called(activity, said["name"]) if said else None
    if said is None or section is None or not 1 <= int(said["count"]) <= MOST:
        raise Refusal(division_texts.limit_unread(activity))
    if section.capacity == int(said["count"]):
        return division_texts.limit_same(activity, section)
    was = {"section": section.id, "capacity": section.capacity}
    await dividing.set_capacity(turn.session, activity, section, int(said["count"]))
    await deeds.record(turn, "section.capacity", activity.subject, was)
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return Answer(division_texts.limit_set(activity, section) + texts.moved_up(moved), about=activity.subject)


@deeds.undoes("section.capacity")
async def _undo_limit(turn: Turn, deed: Deed) -> str:
    activity, section = await _of_deed(turn, deed)
    await dividing.set_capacity(turn.session, activity, section, deed.detail["capacity"])
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return leader_texts.undone(f"{texts.title(activity)} {section.name} 上限照旧") + texts.moved_up(moved)


async def _of_deed(turn: Turn, deed: Deed) -> tuple[Activity, Section]:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    return activity, next(each for each in activity.sections if each.id == deed.detail["section"])


async def call_off_section(turn: Turn, activity: Activity, section: Section, reason: str) -> Answer | str:
    """「取消活动 12 午班 下雨」: its people are told, the others stay."""
    if section.called_off:
        return section_texts.called_off_before(activity, section)
    done = await section_off.call_off(turn.session, activity, section)
    deed = await deeds.record(turn, "section.cancel", activity.subject, {"section": section.id, "seats": done.was})
    text = division_texts.called_off_news(activity, section, reason[:100])
    urgent = calling_off.is_urgent(activity)
    news = notices.News(f"section-off:{deed.id}", text, activity.ends_at, disturb=urgent)
    await notices.tell_members(turn.session, activity, done.members, news)
    return Answer(division_texts.called_off(activity, section, len(done.members)), about=activity.subject)


@deeds.undoes("section.cancel")
async def _undo_call_off(turn: Turn, deed: Deed) -> str:
    activity, section = await _of_deed(turn, deed)
    told = await section_off.call_on(turn.session, activity, section, deed.detail["seats"])
    text = division_texts.on_again(activity, section)
    news = notices.News(f"section-on:{deed.id}", text, activity.ends_at, disturb=calling_off.is_urgent(activity))
    await notices.tell_members(turn.session, activity, told, news)
    return text
