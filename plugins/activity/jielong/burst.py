"""Lists that come late and together, after the line was down: each is taken in the order of sending, and one letter tells of all."""

from datetime import timedelta

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.outbox import service
from plugins.outbox.service import Letter
from plugins.people.models import Deed

from .. import signing
from . import asking, texts
from .recording import PASTE
from .taking import Taken

TOGETHER = timedelta(minutes=1)
GATHERING = timedelta(seconds=4)


async def sum_up(turn: Turn, taken: Taken) -> None:
    """Say in the group, in place of an answer to each, who has been added by all the late lists of the last minute."""
    activity = taken.activity
    if taken.plan.ask_off and turn.speaker.member_id is not None:
        await asking.ask_off(turn.session, activity, turn.speaker.member_id, taken.plan.ask_off, turn.heard.key, recalled=False)
    if not taken.names:
        return
    query = select(Deed).where(Deed.subject == activity.subject, Deed.kind == PASTE, Deed.undone_at.is_(None))
    deeds = await turn.session.scalars(query.where(Deed.done_at > clock.now() - TOGETHER).order_by(Deed.id))
    late = [each for each in deeds if each.detail.get("late") == str(turn.heard.chat)]
    names = [name for each in late for name in each.detail["names"]]
    waiting = [name for each in late for name in each.detail["waiting"]]
    total = texts.total(activity, await signing.tally(turn.session, activity.id))
    prefix = f"chain-late:{activity.id}:{turn.heard.chat.ident}:"
    await service.withdraw(turn.session, prefix)
    text = texts.caught_up(activity, len(late), names, waiting, total)
    letter = Letter(f"{prefix}{late[-1].id}", turn.heard.chat, text, about=activity.subject, due_at=clock.now() + GATHERING)
    await service.post(turn.session, letter)
