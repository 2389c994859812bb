"""Files that peers tell of by a notice: into a group (``group_upload``) and in private (``offline_file``), OneBot v11.

Some peers send a message with the file as well, some an empty one, some none; ``files.py`` sees to it that a pair acts once.
"""

from typing import Any

from nonebot.adapters import Bot, Event
from nonebot.adapters.onebot import v11

from plugins.kernel import clock
from plugins.kernel.address import Address

from .heard import ANONYMOUS, Heard, SharedFile

NOTICES = ("group_upload", "offline_file")


def listen(bot: Bot, event: Event) -> Heard | None:
    """The file that ``event`` tells of, as something heard; ``None`` when it is no such notice."""
    if not isinstance(bot, v11.Bot) or not isinstance(event, v11.NoticeEvent) or event.notice_type not in NOTICES:
        return None
    told: dict[str, Any] = event.model_dump()
    file = told.get("file")
    user = str(told.get("user_id") or "")
    if not isinstance(file, dict) or user in ("", bot.self_id, ANONYMOUS):
        return None
    group = told.get("group_id") if event.notice_type == "group_upload" else None
    shared = _shared(file)
    return Heard(
        platform="qq",
        account=bot.self_id,
        user=user,
        chat=Address("qq", bot.self_id, "group" if group else "person", str(group) if group else user),
        message_id=f"upload:{shared.ident or shared.name}"[:120],
        sent_at=clock.sent_at(event.time),
        stamp=str(event.time),
        said="",
        text="",
        spoken_to=not group,
        files=(shared,),
    )


def _shared(file: dict[str, Any]) -> SharedFile:
    size = str(file.get("size") or "")
    return SharedFile(
        name=str(file.get("name") or ""),
        ident=str(file.get("id") or ""),
        size=int(size) if size.isdecimal() else None,
        url=file.get("url") or None,
        busid=file.get("busid"),
        by_notice=True,
    )
