"""值班台：让机器人一直跑着的人看的东西。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands

__plugin_meta__ = PluginMetadata(
    name="值班台",
    description="发件箱里排着多少、哪些没送到、怎么重发",
    usage="发件箱；重发 8",
)
