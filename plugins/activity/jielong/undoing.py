"""「撤销」 of a pasted list takes back the whole paste."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people.models import Deed, Member
from plugins.people.texts import changed_since

from .. import finding, notices, signing
from .. import texts as activity_texts
from ..models import Activity, SignUp, SignUpState
from . import more_seats, texts
from .models import ChainRow


def before_claim(row: SignUp, key: str) -> dict[str, Any]:
    """What has to be known to take a claim back: whose place it was, under which name of the list."""
    was = {"member": row.member_id, "proxy": row.proxy_id, "queued_at": row.queued_at.isoformat()}
    return {"row": row.id, "key": key} | was


async def before_company(session: AsyncSession, row: SignUp, key: str) -> list[Any]:
    """What has to be known to take a change of head-count back: how many, and what lists had said of him."""
    known = await _known(session, row.activity_id, key)
    return [row.id, row.guests, row.children, key, known.says if known else ""]


async def _known(session: AsyncSession, activity_id: int, key: str) -> ChainRow | None:
    return await session.scalar(select(ChainRow).where(ChainRow.activity_id == activity_id, ChainRow.key == key))


async def undo_paste(turn: Turn, deed: Deed) -> str:
    """Everybody whom the paste has added goes again; head-counts, and whose place it is, are what they were."""
    activity = await finding.lock(turn.session, int(deed.subject.removeprefix("activity:")))
    names = []
    for number in deed.detail["signups"]:
        row = await turn.session.get_one(SignUp, number)
        if row.state != SignUpState.LEFT:
            if not await signing.leave(turn.session, activity, row, turn.heard.sent_at):
                raise Refusal(activity_texts.too_late_to_undo(activity))
            names.append((await turn.session.get_one(Member, row.member_id)).name)
    back = [await _put_company_back(turn, activity, *each) for each in deed.detail["before"]]
    back += [await _give_back(turn, activity, each) for each in deed.detail.get("claims", [])]
    back += await more_seats.give_up(turn.session, activity, deed.detail.get("seats", []), turn.heard.sent_at)
    query = select(ChainRow).where(ChainRow.activity_id == activity.id, ChainRow.key.in_(deed.detail["keys"]))
    for known in await turn.session.scalars(query):
        known.undone = True
    await turn.session.flush()
    await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    total = texts.total(activity, await signing.tally(turn.session, activity.id))
    return texts.taken_back(activity, names, back, total)


async def _put_company_back(
    turn: Turn, activity: Activity, number: int, guests: int, children: int, key: str = "", says: str = ""
) -> str:
    """As many as before; whoever has moved up meanwhile into the places that were given up keeps them. Returns the name."""
    row = await turn.session.get_one(SignUp, number)
    free = (await signing.tally(turn.session, activity.id)).free(activity)
    more = guests + children - row.guests - row.children
    if row.state == SignUpState.JOINED and free is not None and more > free:
        raise Refusal(activity_texts.no_room_for_company(activity, free))
    row.guests, row.children = guests, children
    if known := await _known(turn.session, activity.id, key):
        known.says = says
    await turn.session.flush()
    return (await turn.session.get_one(Member, row.member_id)).name


async def _give_back(turn: Turn, activity: Activity, claim: dict[str, Any]) -> str:
    """A place that its own person had taken over is again of the name somebody had written down. Returns the name."""
    row = await turn.session.get_one(SignUp, claim["row"])
    if row.state == SignUpState.LEFT or await signing.row_of(turn.session, activity.id, claim["member"]):
        raise Refusal(changed_since())
    row.member_id, row.proxy_id = claim["member"], claim["proxy"]
    row.queued_at = clock.from_text(claim["queued_at"])
    if known := await _known(turn.session, activity.id, claim["key"]):
        known.member_id = claim["member"]
    await turn.session.flush()
    return (await turn.session.get_one(Member, claim["member"])).name
