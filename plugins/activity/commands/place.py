"""改地点: an activity meets somewhere else."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.inbox.wording import visible
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, place_texts, relocating
from ..draft import LONGEST_PLACE
from .choosing import still_changeable
from .publication import TOPIC

_SAID = r"(?P<number>\d{1,6})(?!\d)(?:号(?![楼院门线口栋]))?[\s,，:：]*(?P<place>.*)"
_INTO = re.compile(r"^(?:改?(?:到|成|为|在)|换(?:到|成))\s*(?=\S)")


@command(
    "改地点",
    words=("换地点", "改地方", "换地方"),
    topic=TOPIC,
    summary="改集合的地点，通知名单上的人",
    usage="改地点 活动号 新地点",
    examples=("改地点 {n} 南门停车场",),
    takes=Takes.TEXT,
    shape=_SAID,
    writes=True,
)
async def relocate(turn: Turn) -> Answer | str:
    """Everybody on the list and the waitlist is told; who comes need not say so again."""
    said = re.fullmatch(_SAID, turn.raw, re.DOTALL) or re.fullmatch(_SAID, turn.rest, re.DOTALL)
    assert said
    activity, _ = await still_changeable(turn, said["number"])
    place = visible(_INTO.sub("", said["place"].strip(" ,，:：。")))
    if not place:
        raise Refusal(place_texts.where_to(activity))
    if len(place) > LONGEST_PLACE:
        raise Refusal(place_texts.too_long(LONGEST_PLACE))
    if place == activity.place:
        return place_texts.same(activity)
    before = activity.place
    told = await relocating.move(turn.session, activity, place, turn.heard.key)
    await deeds.record(turn, "activity.place", activity.subject, {"place": before})
    return Answer(place_texts.moved(activity, before, told), about=activity.subject)


@deeds.undoes("activity.place")
async def _undo_relocate(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    told = await relocating.move(turn.session, activity, deed.detail["place"], f"undo:{deed.id}", back=True)
    return place_texts.moved_back(activity, told)
