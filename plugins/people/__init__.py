"""人：社区、群、队伍、成员、账号、职务，以及谁在什么时候做了什么。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import departures as departures
from . import forgetting as forgetting
from . import own_data as own_data
from . import own_rows as own_rows
from . import recognition as recognition
from . import renewing as renewing
from . import ticks as ticks
from . import words as words

__plugin_meta__ = PluginMetadata(
    name="人",
    description="社区、群、队伍、成员、职务、设置、撤销",
    usage="开通 恋湖社区 模板 恋湖；任命 @某人 环境保护 队长；设置",
)
