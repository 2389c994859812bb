"""评比、证书：按账排名，公示，答复异议，公布；证书自己领，谁都能核验。"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import own_data as own_data
from . import retention as retention
from . import ticks as ticks

__plugin_meta__ = PluginMetadata(
    name="评比、证书",
    description="按账评比，公示和异议，结果，证书和核验",
    usage="评比 季度；公示 1；公布 1；证书 1；我的证书；核验 K7M2QX",
)
