"""发件箱, 重发: what waits, what did not arrive, and how to send it again. For the 管理员, who sees no private words."""

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.outbox import service
from plugins.outbox.models import State

from .. import texts

TOPIC = "发件箱"
MOST_LISTED = 8
LARGEST = 10**9  # beyond any row number; a longer one is no number for the database


@command("发件箱", topic=TOPIC, summary="看排队的和没送到的消息", who=Who.ADMIN)
async def outbox(turn: Turn) -> str:
    """How many wait; those that failed or whose fate is unknown, newest first."""
    waiting = await service.count_by_state(turn.session, State.QUEUED)
    failed = await service.count_by_state(turn.session, State.FAILED)
    unknown = await service.count_by_state(turn.session, State.UNKNOWN)
    listed = await service.troubled(turn.session, MOST_LISTED)
    return texts.outbox(waiting, failed + unknown, listed)


@command(
    "重发",
    topic=TOPIC,
    summary="把没送到的消息再送一次",
    usage="重发 编号",
    examples=("重发 8",),
    who=Who.ADMIN,
    takes=Takes.REFERENCE,
    shape=r"\d*号?",
    writes=True,
)
async def again(turn: Turn) -> str:
    """Queue a message in trouble once more."""
    digits = turn.rest.removesuffix("号")
    if not digits:
        raise Refusal(texts.which_message())
    number = int(digits[:20])
    if number > LARGEST:
        raise Refusal(texts.which_message())
    await service.send_again(turn.session, number)
    return texts.queued_again(number)
