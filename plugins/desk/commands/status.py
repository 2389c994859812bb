"""状态: whether all is well, on one screen."""

import shutil
from importlib import metadata
from pathlib import Path

from sqlalchemy import select

from plugins.inbox import liveness
from plugins.inbox.speaker import Who
from plugins.inbox.table import Turn, command
from plugins.kernel import clock, config, db, ticks
from plugins.outbox import gateway, peers, service
from plugins.outbox.models import State
from plugins.people.models import Chat

from .. import backup, texts


@command("状态", words=("运行状态",), topic="值班", summary="看连接、各群最近的消息、排队、备份、磁盘", who=Who.ADMIN)
async def status(turn: Turn) -> str:
    """Nothing in it is about what anybody said."""
    chats = await turn.session.scalars(select(Chat).where(Chat.community_id == turn.community_id).order_by(Chat.id))
    others = await peers.elsewhere(turn.session)
    heard = [
        (chat.kind, liveness.last_heard(chat.platform, chat.ident))
        for chat in chats
        if f"{chat.platform}:{chat.account}" not in others
    ]
    in_trouble = [await service.count_by_state(turn.session, state) for state in (State.FAILED, State.UNKNOWN)]
    return texts.status(
        version=metadata.version("xiaohongmao"),
        peers=[each.replace(":", " ", 1) for each in sorted(gateway.accounts())],
        others=[each.replace(":", " ", 1) for each in sorted(others)],
        heard=heard,
        queued=await service.count_by_state(turn.session, State.QUEUED),
        troubled=sum(in_trouble),
        next_due=await ticks.soonest(turn.session, clock.now()),
        database=_size(),
        free=shutil.disk_usage(config.DATA if config.DATA.exists() else config.ROOT).free,
        backup=backup.newest(),
    )


def _size() -> int | None:
    """Bytes of the SQLite file; ``None`` on PostgreSQL."""
    database = db.current()
    return Path(database.url.database).stat().st_size if database.is_sqlite and database.url.database else None
