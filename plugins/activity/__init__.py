"""活动：发布、报名、候补、改期、考勤，从第一句话到积分入账。"""

from nonebot.plugin import PluginMetadata

from . import announcing as announcing
from . import commands as commands
from . import inquiries as inquiries
from . import same_person as same_person
from . import series as series
from . import shortage as shortage
from . import ticks as ticks
from . import view as view
from . import without_person as without_person

__plugin_meta__ = PluginMetadata(
    name="活动",
    description="发布、报名、候补、改期、考勤",
    usage="发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人；报名 12；考勤 12 都到了，除了3",
)
