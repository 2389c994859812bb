"""随手报：看见问题报一声，有号码、有人管、有回音。"""

from nonebot import get_driver
from nonebot.plugin import PluginMetadata

from plugins.kernel.db import read

from . import commands as commands
from . import found as found
from . import furnishing as furnishing
from . import listening
from . import own_data as own_data
from . import renewing as renewing
from . import retention as retention
from . import ticks as ticks

__plugin_meta__ = PluginMetadata(
    name="随手报",
    description="报隐患：地点、类别、谁负责、几时办好",
    usage="随手报 3栋2单元门口井盖松动；报 …；匿名报 …；我的上报；类别",
)


@get_driver().on_startup
async def _remember() -> None:
    async with read() as session:
        await listening.remember_photos(session)
