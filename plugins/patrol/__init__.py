"""巡湖：三支队伍轮流护湖，每次的人数、记录、小结和年表。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import kind as kind
from . import minimum as minimum
from . import retention as retention

__plugin_meta__ = PluginMetadata(
    name="巡湖",
    description="三队人数、巡湖记录、考勤后的小结、年表",
    usage="巡湖；报名 3 骑行；巡湖记录 28日 东岸漂浮垃圾3袋；巡湖年表",
)
