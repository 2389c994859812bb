"""发件箱：机器人主动要说的每一句话都是一行，和那件事同一个事务写下，再一句一句送出去。"""

from nonebot.plugin import PluginMetadata

from . import courier as courier
from . import delivery as delivery
from . import retention as retention

__plugin_meta__ = PluginMetadata(
    name="发件箱",
    description="主动消息：排队、按节奏送出、记下结果",
    usage="没有指令（管理员用「发件箱」查看）",
)
