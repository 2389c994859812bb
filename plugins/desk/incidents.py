"""Telling the 管理员 of trouble: once when it has lasted, once when it is over, whatever is restarted in between.

Nobody is told by a peer that is not there: such a letter would arrive when it is no news any more. What was over before anybody
could be told is not told afterwards. That a lost peer is back is told by ``gaps.py``, which knows what was not heard meanwhile.
"""

from collections.abc import Sequence

from nonebot import get_driver
from nonebot.log import logger
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, lease
from plugins.kernel.address import Address
from plugins.kernel.db import upsert
from plugins.outbox import peers
from plugins.outbox.service import Letter, post, withdraw
from plugins.people.models import Account

from . import incident_texts, signs
from .models import Incident, Trouble
from .signs import Sign


async def admins(session: AsyncSession) -> Sequence[Address]:
    """Where the 管理员 can be told something in private, each account once: as the bot has met them, else as SUPERUSERS has them.

    A number without a platform is a QQ number there.
    """
    chosen = set(get_driver().config.superusers)
    found: dict[tuple[str, str], Address] = {}
    for account in sorted(await peers.connected(session), reverse=True):
        platform, number = account.split(":", 1)
        for user in _users(chosen, platform):
            found[platform, user] = Address(platform, number, "person", user)
    names = {name for each in chosen for name in (each, each.partition(":")[2])}
    met = select(Account).where(Account.user.in_(names)).order_by(Account.heard_at, Account.id)
    for each in await session.scalars(met):
        if {each.user, f"{each.platform}:{each.user}"} & chosen:
            found[each.platform, each.user] = Address(each.platform, each.bot, "person", each.user)
    return list(found.values())


def _users(chosen: set[str], platform: str) -> list[str]:
    named = [each.split(":", 1) for each in chosen if ":" in each]
    users = [user for where, user in named if where == platform]
    return sorted(users + [each for each in chosen if platform == "qq" and ":" not in each])


async def open_ones(session: AsyncSession) -> Sequence[Incident]:
    """Those that are not over."""
    return (await session.scalars(select(Incident).where(Incident.ended_at.is_(None)).order_by(Incident.id))).all()


async def is_news(session: AsyncSession, found: Sequence[Sign]) -> bool:
    """Whether there is anything to write: something began, is over, or could not be told yet."""
    there = await open_ones(session)
    if {(each.kind, each.subject) for each in found} - {(each.kind, each.subject) for each in there}:
        return True
    return any([each.told_at is None or await _is_to_note(session, each, found) for each in there])


async def _is_to_note(session: AsyncSession, incident: Incident, found: Sequence[Sign]) -> bool:
    """Whether it is over, or is to be noted as lasting."""
    if await signs.is_over(session, incident, found):
        return True
    stale = incident.seen_at is None or clock.now() - incident.seen_at >= peers.NOTED_EVERY
    return stale and await signs.lasts(session, incident, found)


async def follow(session: AsyncSession, found: Sequence[Sign]) -> None:
    """Open what is new, tell what is not told, close what is over."""
    there = {(each.kind, each.subject): each for each in await open_ones(session)}
    for sign in found:
        incident = there.get((sign.kind, sign.subject)) or await _begin(session, sign)
        if incident is None:
            continue
        if incident.told_at is None and await _tell(session, f"alert:{incident.id}:began", incident_texts.began(sign)):
            incident.told_at = clock.now()
    for incident in there.values():
        if await signs.is_over(session, incident, found):
            await _end(session, incident)
        elif await signs.lasts(session, incident, found):
            incident.seen_at, incident.seen_by = clock.now(), lease.holder()


async def _begin(session: AsyncSession, sign: Sign) -> Incident | None:
    """``None``: another process has seen it in the same moment."""
    row = {"kind": sign.kind, "subject": sign.subject, "began_at": sign.since}
    row |= {"seen_at": clock.now(), "seen_by": lease.holder()}
    number = await session.scalar(upsert(session, Incident).values(row).on_conflict_do_nothing().returning(Incident.id))
    if number is None:
        return None
    logger.warning(f"trouble {number}: {sign.kind} {_unnamed(sign)}")
    return await session.get_one(Incident, number)


def _unnamed(sign: Sign) -> str:
    """For the log: the platform of an account, not its number."""
    return sign.subject.partition(":")[0] if sign.kind is Trouble.PEER else sign.subject


async def _end(session: AsyncSession, incident: Incident) -> None:
    incident.ended_at = clock.now()
    logger.info(f"trouble {incident.id} is over")
    if incident.kind != Trouble.PEER and not await never_heard_of(session, incident):
        await _tell(session, f"alert:{incident.id}:ended", incident_texts.ended(incident))


async def never_heard_of(session: AsyncSession, incident: Incident) -> bool:
    """Whether nobody has been told of it; a letter that still waits is withdrawn."""
    return incident.told_at is None or await withdraw(session, f"alert:{incident.id}:began")


async def reachable(session: AsyncSession) -> list[Address]:
    """Those of the 管理员 whom a peer that is there now can tell."""
    there = await peers.connected(session)
    return [each for each in await admins(session) if f"{each.platform}:{each.account}" in there]


async def _tell(session: AsyncSession, key: str, text: str) -> bool:
    """Post it to whoever can be reached now; ``False``: nobody can."""
    reached = await reachable(session)
    for to in reached:
        await post(session, Letter(key=f"{key}:{to.platform}:{to.ident}", to=to, text=text))
    return bool(reached)
