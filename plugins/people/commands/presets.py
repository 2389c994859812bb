"""模板: the presets there are, and what one of them sets up."""

import re

from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.inbox.wording import normalise

from .. import preset, preset_texts

NAMES = "|".join(re.escape(normalise(each)) for each in preset.names())


@command(
    "模板",
    words=("社区模板",),
    topic="开通社区",
    summary="看有哪些社区模板，里面有什么",
    usage="模板 [模板名]",
    examples=("模板", "模板 观象台"),
    who=Who.ADMIN,
    takes=Takes.REFERENCE,
    shape=f"(?:{NAMES})?",
    unbound=True,
)
async def show(turn: Turn) -> str:
    """All of them in a line each, or one before it is used."""
    if turn.rest:
        return preset_texts.preset(preset.load(turn.rest))
    return preset_texts.presets([preset.load(each) for each in preset.names()])
