"""After a change of time or place: everybody on the list is told and asked whether he can come then."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.people.models import Account, Member

from . import leader_texts, notices
from .calling_off import is_urgent
from .models import Activity, SignUpState


async def ask_anew(session: AsyncSession, activity: Activity, before: str) -> int:
    """Tell everybody, and ask in private until the start."""
    on_it = await notices.members_on(session, activity, SignUpState.JOINED, SignUpState.WAITING)
    text = leader_texts.rescheduled_news(activity, before)
    news = notices.News(f"rescheduled:{activity.id}:{activity.revision}", text, activity.starts_at, disturb=is_urgent(activity))
    await notices.tell_members(session, activity, on_it, news)
    await notices.tell_groups(session, activity, news)
    await _ask_each(session, activity, on_it)
    return len(on_it)


async def _ask_each(session: AsyncSession, activity: Activity, on_it: Sequence[int]) -> None:
    """Let 1 and 2 be the answer of everybody on the list, and of who signed up one neighbour without being on it himself."""
    proxies = select(Member.proxy_id, Member.name).where(Member.id.in_(on_it), Member.proxy_id.not_in(on_it))
    named: dict[int | None, list[str]] = {}
    for proxy_id, name in await session.execute(proxies):
        named.setdefault(proxy_id, []).append(name)
    wanted = select(Account).where(Account.member_id.in_({*on_it, *named}))
    for account in await session.scalars(wanted):
        names = named.get(account.member_id, [])
        leaves = f"帮 {names[0]} 取消 {activity.number}" if len(names) == 1 else f"来不了 {activity.number}"
        place = (account.platform, account.user, f"{account.platform}:{account.bot}:person:{account.user}")
        await questions.ask_at(session, place, [f"能来 {activity.number}", leaves], until=activity.starts_at)
