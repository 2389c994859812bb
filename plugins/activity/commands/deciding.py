"""照常: the leader's word that it takes place though too few have signed up."""

from plugins.inbox import questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, notices, shortage_texts, signing
from ..models import SHORT
from .choosing import still_changeable
from .publication import TOPIC


@command(
    "照常",
    words=("照常进行", "照常办"),
    topic=TOPIC,
    summary="人不够也照常办，不再催",
    usage="照常 活动号",
    examples=("照常 {n}",),
    takes=Takes.REFERENCE,
    shape=r"\d{1,6}号?",
    writes=True,
)
async def go_ahead(turn: Turn) -> Answer | str:
    """The others who lead are told, so that nobody decides twice; no further alert."""
    activity, _ = await still_changeable(turn, turn.rest)
    await questions.withdraw(turn.session, activity.asks(SHORT))
    stands = await signing.tally(turn.session, activity.id)
    if activity.goes_ahead_at is not None:
        return Answer(shortage_texts.goes_ahead_already(activity), about=activity.subject)
    activity.goes_ahead_at = clock.now()
    deed = await deeds.record(turn, "activity.go_ahead", activity.subject)
    others = [each for each in await notices.leaders_of(turn.session, activity) if each != turn.speaker.member_id]
    who = turn.speaker.name or turn.heard.name
    news = notices.News(f"goes-ahead:{deed.id}", shortage_texts.decided(activity, who), activity.starts_at)
    await notices.tell_members(turn.session, activity, others, news)
    return Answer(shortage_texts.goes_ahead(activity, stands), about=activity.subject)


@deeds.undoes("activity.go_ahead")
async def _undo_go_ahead(turn: Turn, deed: Deed) -> str:
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    activity.goes_ahead_at = None
    await turn.session.flush()
    return shortage_texts.open_again(activity)
