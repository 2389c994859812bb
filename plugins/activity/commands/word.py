"""通知名单: a leader's word to everybody who is coming."""

import re
from datetime import timedelta

from sqlalchemy import func, select

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox import service
from plugins.people import deeds
from plugins.people.models import Deed

from .. import finding, notices, word_texts
from ..calling_off import is_urgent
from ..models import Activity, SignUpState
from .choosing import still_changeable
from .publication import TOPIC

WORD = "activity.word"
LONGEST = 200
MOST_A_DAY = 3
_SAID = r"(?P<number>\d{1,6})(?!\d)\s*号?(?:[\s,，:：]\s*(?P<words>\S.*))?"


@command(
    "通知名单",
    words=("告诉名单", "给名单发"),
    topic=TOPIC,
    summary="给名单上的人各发一句话（带什么、注意什么），一天最多 3 次",
    usage="通知名单 活动号 要说的话",
    examples=("通知名单 {n} 记得带手套",),
    takes=Takes.TEXT,
    shape=_SAID,
    writes=True,
)
async def send_word(turn: Turn) -> Answer:
    """In private to each who is on the list (or his proxy), where that is closed with an @ in the group; not to the speaker."""
    said = re.fullmatch(_SAID, turn.raw, re.DOTALL) or re.fullmatch(_SAID, turn.rest, re.DOTALL)
    assert said
    activity, _ = await still_changeable(turn, said["number"])
    words = " ".join((said["words"] or "").split())
    if not words:
        raise Refusal(word_texts.what_to_say(activity))
    if len(words) > LONGEST:
        raise Refusal(word_texts.too_long(LONGEST, len(words)))
    if await _today(turn, activity) >= MOST_A_DAY:
        raise Refusal(word_texts.enough_for_today(MOST_A_DAY))
    coming = await notices.members_on(turn.session, activity, SignUpState.JOINED)
    told = [each for each in coming if each != turn.speaker.member_id]
    if not told:
        raise Refusal(word_texts.nobody_to_tell(activity))
    deed = await deeds.record(turn, WORD, activity.subject, {})
    text = word_texts.word(activity, turn.speaker.name, words)
    news = notices.News(_key(activity, deed), text, activity.ends_at, disturb=is_urgent(activity))
    await notices.tell_members(turn.session, activity, told, news)
    return Answer(word_texts.sending(activity, len(told)), about=activity.subject)


def _key(activity: Activity, deed: Deed) -> str:
    return f"word:{activity.id}:{deed.id}"


async def _today(turn: Turn, activity: Activity) -> int:
    """How many went out within a day and were not taken back."""
    lately = Deed.done_at > clock.now() - timedelta(days=1)
    query = select(func.count()).where(Deed.kind == WORD, Deed.subject == activity.subject, lately, Deed.undone_at.is_(None))
    return await turn.session.scalar(query) or 0


@deeds.undoes(WORD)
async def _undo(turn: Turn, deed: Deed) -> str:
    """What has not gone out stays here."""
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    unread = await service.withdraw(turn.session, f"{_key(activity, deed)}:")
    return word_texts.taken_back(activity, all_of_it=unread)
