"""积分：时长和积分两本只添不改的账，榜单，星级。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import own_data as own_data
from . import same_person as same_person
from . import seal as seal

__plugin_meta__ = PluginMetadata(
    name="积分",
    description="时长和积分两本账、储蓄卡、排行榜、星级、冲正",
    usage="积分；明细；排行榜 本月；加分 @某人 5 清雪；冲正 4711 记错人",
)
