"""求助：私下说的难处，交给一个对的人，别人看不到。"""

from nonebot.plugin import PluginMetadata

__plugin_meta__ = PluginMetadata(
    name="求助",
    description="听出私下话里的危险",
    usage="没有指令",
)
