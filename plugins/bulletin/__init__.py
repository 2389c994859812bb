"""公告：社工说一次，该到的群各到一次；机器人去不了的地方，请人转发。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import departing as departing
from . import fate as fate
from . import listening as listening
from . import own_data as own_data
from . import retention as retention
from . import ticks as ticks

__plugin_meta__ = PluginMetadata(
    name="公告和转发",
    description="公告到群，每群一次；转发版（群发、LED、公告栏）；待转发的私下提醒",
    usage="公告 明天停水 8点到12点；公告 5；转发版 5；转发人 @某人 西区微信群；已转 3",
)
