"""工单: one engine for whatever somebody asks for and somebody else has to see to (随手报, 求助, later 心愿 and 服务项目).

A kind is registered above with ``kinds.register(TicketKind())`` and opens tickets with ``opening.open_ticket``. From then on the
engine owns the ticket: ``life.TABLE`` says what may happen, ``acting.act`` is the only place where a state changes,
``disclosure.view`` the only place that decides who reads what, ``telling`` the only place that writes letters about it.
"""

from nonebot.plugin import PluginMetadata

from . import commands as commands
from . import grievances as grievances
from . import listening as listening
from . import second_thoughts as second_thoughts
from . import ticks as ticks
from . import undelivered as undelivered
from . import without_person as without_person

__plugin_meta__ = PluginMetadata(
    name="工单",
    description="随手报和求助的号码、经办、期限、催办和办结",
    usage="待办；接单 123；办结 123 已换新井盖；进度 123",
)
