"""What a pasted list has done, in the trail: each row, and the paste as a whole, which 「撤销」 takes back."""

from typing import TYPE_CHECKING

from plugins.inbox import pasted
from plugins.inbox.table import Turn
from plugins.people import deeds

from ..models import SignUp
from .chain import Row

if TYPE_CHECKING:
    from .taking import Taken

ORIGIN = "接龙"
PASTE = "chain.paste"


async def record_row(turn: Turn, signup: SignUp, row: Row) -> None:
    """Who was put on by which row of which message."""
    heard = turn.heard
    detail = {"origin": ORIGIN, "chat": str(heard.chat), "message": heard.message_id, "row": row.number}
    await deeds.record(turn, "chain.row", signup.subject, detail, words=f"{row.number}. {row.name} {row.remark}".strip())


async def record_paste(turn: Turn, taken: "Taken") -> None:
    """All that one message has changed; nothing where it has changed nothing."""
    if taken.signups or taken.before or taken.seats or taken.claims:
        detail = {"signups": taken.signups, "before": taken.before, "keys": taken.keys, "seats": taken.seats}
        detail["claims"] = taken.claims
        if pasted.is_late(turn.heard):
            detail |= {"late": str(turn.heard.chat), "names": taken.names, "waiting": taken.waiting}
        await deeds.record(turn, PASTE, taken.activity.subject, detail)
