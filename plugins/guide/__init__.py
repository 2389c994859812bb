"""指南：帮助和菜单，从每条指令自己的声明里来，按人、按地方、按现在给。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands

__plugin_meta__ = PluginMetadata(
    name="指南",
    description="您在这里能做什么，怎么发",
    usage="帮助；菜单；帮助 报名",
)
