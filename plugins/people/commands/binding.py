"""「绑定」 on one platform, 「绑定 K7M2QX」 on the other."""

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import binding, binding_texts
from .profile import TOPIC


async def _is_meant(turn: Turn) -> bool:
    """In a group of no community nothing is answered; elsewhere a code said in front of all is made worthless."""
    return not turn.heard.in_group or turn.speaker.community_id is not None


@command(
    "绑定",
    words=("绑定微信", "绑定QQ", "绑定账号", "账号绑定"),
    topic=TOPIC,
    summary="把 QQ 和微信合成一个人",
    usage="绑定 [另一边给的码]",
    examples=("绑定", "绑定 K7M2QX"),
    takes=Takes.REFERENCE,
    shape=r"(?:[0-9A-Za-z][ ]?){6}|",
    accepts=_is_meant,
    known_only=True,
    writes=True,
    unbound=True,
)
async def bind(turn: Turn) -> Answer | str:
    """Give a code, or make two accounts one person by one."""
    if turn.heard.in_group:
        if turn.rest:
            await binding.spoil(turn, turn.rest)
        return binding_texts.in_private(spoilt=bool(turn.rest))
    if not turn.rest:
        if turn.speaker.community_id is None:
            raise Refusal(binding_texts.first_a_community())
        return binding_texts.code(await binding.issue(turn), turn.heard.platform)
    if left := await binding.wrong_codes.wait_for(turn):
        raise Refusal(binding_texts.paused(left))
    done = await binding.redeem(turn, turn.rest)
    if done is None:
        return Answer(binding_texts.wrong(await binding.wrong_codes.wrong(turn)), done=False)
    return binding_texts.bound(done.name, done.platforms)
