"""随手助、随手派：顺手做的好事，自己说一声，社工核对后入账。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import own_data as own_data
from . import retention as retention
from . import ticks as ticks

__plugin_meta__ = PluginMetadata(
    name="随手助、随手派",
    description="自己记、每天有上限、社工核对后入账",
    usage="随手助 帮5栋李奶奶搬米；随手派 防诈骗传单 60份 3栋；待核；通过 31 32",
)
