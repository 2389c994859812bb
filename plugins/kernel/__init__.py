"""地基：数据库、时钟、地址、谢绝、节拍。别的房间都站在它上面，它不认识别的房间。"""

from nonebot.plugin import PluginMetadata

from . import start as start

__plugin_meta__ = PluginMetadata(
    name="地基",
    description="数据库、时钟、地址、谢绝、节拍",
    usage="没有指令",
)
