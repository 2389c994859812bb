"""「谁会 修电器」: for those who look for somebody, the people who want to be found. Names, never telephones."""

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command

from .. import skill_texts, talents
from .profile import said_to_us
from .teams import LEADING


@command(
    "谁会",
    words=("谁能", "人才库", "找会"),
    topic=LEADING,
    summary="按特长找人（愿意被找到的人，不给电话）",
    usage="谁会 修电器",
    examples=("谁会 修电器", "谁会"),
    who=Who.LEADER,
    takes=Takes.REFERENCE,
    accepts=said_to_us,
    known_only=True,
    writes=True,
    looks=True,
)
async def who_can(turn: Turn) -> str:
    """Those who can do it, the nearest first; without a word, how many there are in each class."""
    if turn.heard.in_group:
        return skill_texts.in_private()
    if not turn.rest:
        return await talents.overview(turn)
    return await talents.found(turn, turn.rest)
