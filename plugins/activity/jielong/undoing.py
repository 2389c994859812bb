"""「撤销」 of a pasted list takes back the whole paste."""

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.people.models import Deed, Member

from .. import finding, notices, signing
from .. import texts as activity_texts
from ..models import SignUp, SignUpState
from . import more_seats, texts
from .models import ChainRow


async def undo_paste(turn: Turn, deed: Deed) -> str:
    """Everybody whom the paste has added goes again; head-counts are what they were."""
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    names = []
    for number in deed.detail["signups"]:
        row = await turn.session.get_one(SignUp, number)
        if row.state != SignUpState.LEFT:
            if not await signing.leave(turn.session, activity, row, turn.heard.sent_at):
                raise Refusal(activity_texts.too_late_to_undo(activity))
            names.append((await turn.session.get_one(Member, row.member_id)).name)
    for number, guests, children in deed.detail["before"]:
        row = await turn.session.get_one(SignUp, number)
        row.guests, row.children = guests, children
        names.append((await turn.session.get_one(Member, row.member_id)).name)
    names += await more_seats.give_up(turn.session, activity, deed.detail.get("seats", []), turn.heard.sent_at)
    query = select(ChainRow).where(ChainRow.activity_id == activity.id, ChainRow.key.in_(deed.detail["keys"]))
    for known in await turn.session.scalars(query):
        known.undone = True
    await turn.session.flush()
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    total = texts.total(activity, await signing.tally(turn.session, activity.id))
    return texts.taken_back(activity, names, total)
