"""备份: one more, now."""

from nonebot.log import logger

from plugins.inbox.speaker import Who
from plugins.inbox.table import Turn, command
from plugins.kernel.refusal import Refusal

from .. import backup, texts


@command(
    "备份", words=("现在备份", "马上备份"), topic="值班", summary="现在做一份备份（每天凌晨 3 点也会自己做）", who=Who.ADMIN
)
async def back_up(turn: Turn) -> str:
    """The whole database with the photos, opened again before it is said to be there."""
    try:
        made = await backup.make()
    except backup.BackupFailed as failed:
        logger.warning(f"no backup: {failed}")
        raise Refusal(texts.not_backed_up(str(failed))) from failed
    return texts.backed_up(made)
