"""演示群：在网页里假装的 QQ 群和微信群，用真的 OneBot 和机器人说话。只在 ``DEMO=true`` 时开门。"""

from nonebot.plugin import PluginMetadata

from plugins.kernel import config, start

from . import guard
from . import models as models  # the table is part of every database, so that there is one history

__plugin_meta__ = PluginMetadata(
    name="演示群",
    description="不用 QQ 和微信，在网页里走一遍",
    usage="DEMO=true 时打开 /demo",
)

start.CHECKS.append(guard.check_door)
if config.load().demo:
    from . import opening as opening
