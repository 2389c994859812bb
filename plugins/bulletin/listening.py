"""「收到」 under a notice: a whole group may say so, and a word of thanks to each would be a flood."""

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn

ORDER = 90


async def _wanted(turn: Turn) -> Claim:
    """Talk under a notice in a group that is no command and that nobody has understood."""
    topic = (turn.heard.about or "").partition(":")[0]
    return Claim.RATHER if topic == "bulletin" and turn.heard.in_group else Claim.NONE


async def _hear(_: Turn) -> Answer:
    return Answer("", done=False)


use_listener(_wanted, _hear, name="公告下的话", order=ORDER)
