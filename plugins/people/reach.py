"""How the bot reaches people and groups unasked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.address import Address

from .models import Account, Chat, ChatKind, Member, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """A private address, and the group in which to fall back on a discreet @.

    ``stands_for``: the member's name, where it is not he who is reached but the one who speaks for him; else empty.
    """

    member_id: int
    private: Address
    group: Address | None
    stands_for: str = ""


async def of_members(session: AsyncSession, member_ids: Sequence[int]) -> dict[int, Reach]:
    """Where each member gets his notices: his own account heard last, or his proxy's. Nobody reachable is left out."""
    if not member_ids:
        return {}
    rows = (await session.execute(select(Member.id, Member.proxy_id, Member.name).where(Member.id.in_(member_ids)))).all()
    proxies = {row.id: row.proxy_id for row in rows}
    names = {row.id: row.name for row in rows}
    wanted = set(proxies) | {proxy for proxy in proxies.values() if proxy}
    query = select(Account).where(Account.member_id.in_(wanted)).order_by(Account.heard_at, Account.id)
    accounts = {account.member_id: account for account in await session.scalars(query)}
    found: dict[int, Reach] = {}
    for member_id, proxy_id in proxies.items():
        if own := accounts.get(member_id):
            found[member_id] = _reach(member_id, own)
        elif account := accounts.get(proxy_id) if proxy_id else None:
            found[member_id] = _reach(member_id, account, names[member_id])
    return found


def _reach(member_id: int, account: Account, stands_for: str = "") -> Reach:
    group = Address(account.platform, account.bot, "group", account.group) if account.group else None
    return Reach(member_id, Address(account.platform, account.bot, "person", account.user), group, stands_for)


def address_of(chat: Chat) -> Address:
    """The group's address."""
    return Address(chat.platform, chat.account, "group", chat.ident)


async def groups(session: AsyncSession, community_id: int, kind: ChatKind) -> Sequence[Chat]:
    """The community's groups of a kind, oldest first."""
    query = select(Chat).where(Chat.community_id == community_id, Chat.kind == kind)
    return (await session.scalars(query.order_by(Chat.id))).all()


async def holders(session: AsyncSession, community_id: int, kinds: Sequence[str], team_id: int | None = None) -> Sequence[int]:
    """Member ids that hold one of these offices now (for this team, where one is given), longest in office first."""
    query = select(Role.member_id).where(Role.community_id == community_id, Role.kind.in_(kinds), Role.ended_at.is_(None))
    if team_id is not None:
        query = query.where(Role.team_id == team_id)
    return list(dict.fromkeys((await session.scalars(query.order_by(Role.id))).all()))
