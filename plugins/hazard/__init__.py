"""随手报：看见问题报一声，有号码、有人管、有回音。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands

__plugin_meta__ = PluginMetadata(
    name="随手报",
    description="报隐患：地点、类别、谁负责、几时办好",
    usage="随手报 3栋2单元门口井盖松动；类别",
)
