"""Asking somebody in private whether he comes at all: his list lacks him, or he has taken his message back."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions, recalled
from plugins.inbox.recalled import Recalled
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.people import reach
from plugins.people.models import Account, Member

from .. import finding, notices
from ..models import Activity, ActivityState, SignUp, SignUpState
from . import texts
from .models import ChainRow

ROOM = "chain"
ASKS = "off"


async def watch(turn: Turn, activity: Activity, keys: Sequence[str], by: str) -> None:
    """Be told when this list is recalled, as long as it holds a row that its sender has brought."""
    query = select(ChainRow.id).where(ChainRow.activity_id == activity.id, ChainRow.by == by, ChainRow.key.in_(keys))
    if await turn.session.scalar(query.where(ChainRow.member_id.is_not(None)).limit(1)) is not None:
        await recalled.watch(turn.session, turn.heard, ROOM, activity.subject)


async def ask_off(
    session: AsyncSession, activity: Activity, me: int, member_ids: Sequence[int], stamp: str, *, recalled: bool
) -> None:
    """Ask once whether they are to be taken off; nothing happens as long as he does not say so."""
    where = (await reach.of_members(session, [me])).get(me)
    if where is None:
        return
    rows = (await session.execute(select(Member.id, Member.name).where(Member.id.in_(member_ids)))).all()
    names = [row.name for row in rows]
    line = f"不能来 {activity.number}"
    if len(rows) == 1:
        line = f"取消报名 {activity.number}" if rows[0].id == me else f"帮 {rows[0].name} 取消 {activity.number}"
    place = (where.private.platform, where.private.ident, str(where.private))
    await questions.ask_at(session, place, [line], until=activity.starts_at, topic=f"{activity.subject}?{ASKS}")
    text = texts.recalled(activity, names) if recalled else texts.not_in_his_list(activity, names)
    await notices.tell_members(
        session, activity, [me], notices.News(f"off:{activity.id}:{stamp}", text, activity.starts_at, asks=ASKS)
    )


async def on_recall(session: AsyncSession, gone: Recalled, about: str) -> None:
    """A list was recalled by its sender: he is asked about the rows that only it has brought; the others stay."""
    if not gone.by_sender or await recalled.also_watched(session, gone, ROOM, about):
        return
    activity = await finding.lock(session, int(about.removeprefix("activity:")))
    if activity.state == ActivityState.CANCELLED or clock.now() >= activity.starts_at:
        return
    me = await session.scalar(
        select(Account.member_id).where(
            Account.community_id == activity.community_id, Account.platform == gone.platform, Account.user == gone.user
        )
    )
    brought = select(ChainRow.member_id).where(
        ChainRow.activity_id == activity.id, ChainRow.by == f"{gone.platform}:{gone.user}", ChainRow.undone.is_(None)
    )
    query = select(SignUp.member_id).where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    mine = query.where(SignUp.member_id.in_(brought), (SignUp.member_id == me) | (SignUp.proxy_id == me))
    found = (await session.scalars(mine.order_by(SignUp.queued_at, SignUp.id))).all()
    if me is not None and found:
        await ask_off(session, activity, me, found, gone.key, recalled=True)


recalled.use_recall(ROOM, on_recall)
