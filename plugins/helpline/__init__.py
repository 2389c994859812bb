"""求助：私下说的难处，交给一个对的人，别人看不到。"""

from nonebot.plugin import PluginMetadata

from plugins.tickets import kinds

from . import commands as commands
from . import erasure as erasure
from . import offers as offers
from . import own_data as own_data
from . import photos as photos
from .kind import HelpKind

__plugin_meta__ = PluginMetadata(
    name="求助",
    description="私聊求助、匹配队伍、双向转达、找人帮忙、到期删除",
    usage="求助 家里水龙头坏了，8栋1单元302，13800138000（私聊）",
)

kinds.register(HelpKind())
