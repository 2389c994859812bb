"""What a peer's heartbeat says of its account: peers go on beating after the platform has logged it out (OneBot v11; v12 says it otherwise)."""

from nonebot.adapters import Bot, Event
from nonebot.adapters.onebot import v11

from plugins.outbox import logins

from . import liveness
from .heard import Heard


async def feel(bot: Bot, event: Event) -> None:
    """Note whether the account is logged in, where the event tells it. Most peers beat, NapCat says it in a notice, too."""
    if isinstance(event, v11.HeartbeatMetaEvent):
        await logins.note(f"qq:{bot.self_id}", online=event.status.online)
    elif isinstance(event, v11.NoticeEvent) and event.notice_type == "bot_offline":
        await logins.note(f"qq:{bot.self_id}", online=False)


async def hears(heard: Heard) -> None:
    """Somebody was heard; so the account is logged in, whatever its beats say."""
    liveness.note(heard)
    account = f"{heard.platform}:{heard.account}"
    if logins.is_out(account):
        await logins.note(account, online=True)
