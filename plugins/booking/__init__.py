"""预约：理发、义诊这样的服务，按时段约，约满了排候补，提前一天提醒。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import ticks as ticks
from . import without_person as without_person

__plugin_meta__ = PluginMetadata(
    name="预约",
    description="按时段预约定期的服务，帮人约、改约、候补、当天的表",
    usage="预约 理发 20日；代 王奶奶 电话预约 理发 20日；改约 10:00；开放预约 12 15分钟 2个位子；预约表 12",
)
