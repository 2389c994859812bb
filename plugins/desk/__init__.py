"""值班台：让机器人一直跑着的人和办公室看的东西。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import door as door
from . import gaps as gaps
from . import ticks as ticks
from . import without_reader as without_reader

__plugin_meta__ = PluginMetadata(
    name="值班台",
    description="发件箱、备份、状态、出了事告诉管理员、台账、报告",
    usage="发件箱；重发 8；备份；状态；导出 台账 11月；报告 11月",
)
