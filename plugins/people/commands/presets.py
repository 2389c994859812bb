"""模板: the presets there are, and what one of them sets up."""

import re

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Takes, Turn, command
from plugins.inbox.wording import normalise

from .. import preset, preset_texts, renewal, renewal_texts

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


@command(
    "更新模板",
    words=("模板 更新", "模板更新"),
    topic="开通社区",
    summary="模板里新添的队伍、固定活动、规则加进本社区，改过的不动",
    usage="模板 更新",
    examples=("模板 更新",),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape="(?:确认)?",
    writes=True,
)
async def renew(turn: Turn) -> str:
    """Show what would come and what stays; with 「1」 do it. Said again it changes nothing."""
    renewed = await renewal.of_here(turn)
    if turn.rest and (labels := await renewal.renew(turn, renewed)):
        return renewal_texts.renewed(renewed.preset.name, labels)
    found = await renewal.look(turn, renewed)
    if not found.new:
        return renewal_texts.nothing_new(renewed.preset.name, found.kept)
    await questions.ask(turn.session, turn.heard, ["更新模板 确认"])
    return renewal_texts.preview(renewed.preset.name, [each.label for each in found.new], found.kept)
