"""收件箱：机器人听见的每一句话，从这里认出是哪条指令、谁说的、说给谁听。"""

from nonebot import get_driver
from nonebot.plugin import PluginMetadata

from plugins.kernel.db import read

from . import catching_up as catching_up
from . import entry as entry
from . import questions, recalled

__plugin_meta__ = PluginMetadata(
    name="收件箱",
    description="听懂群里和私聊里的话：指令表、回执、追问",
    usage="没有指令",
)


@get_driver().on_startup
@get_driver().on_bot_connect
async def _remember() -> None:
    async with read() as session:
        await questions.remember_all(session)
        await recalled.remember_all(session)
