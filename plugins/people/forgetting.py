"""What is forgotten by itself, kind by kind, once a day: each with how long it is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import String, cast, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.kernel.ticks import tick

from . import settings
from .models import Community, Deed
from .profile_models import Absence, BindingCode, BindingTries, Consent, Viewing

AT = time(3, 40)
PHOTOS = settings.knob("照片保存", "随手报、随手助、巡湖记录结束几天后删掉照片", default=365, low=30, high=3650, topic="资料")
Forget = Callable[[AsyncSession, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data that is dropped ``after`` its use has ended; ``forget(session, limit)`` drops what ended before."""

    name: str
    after: timedelta
    forget: Forget


_kinds: dict[str, Kind] = {}
_done: dict[str, datetime] = {}


def forgets(name: str, *, after: timedelta) -> Callable[[Forget], Forget]:
    """Declare how a kind of data is dropped; it must do no harm to do it twice. Twice a name is a mistake."""

    def declare(forget: Forget) -> Forget:
        if name in _kinds:
            raise ValueError(f"{name} is forgotten twice")
        _kinds[name] = Kind(name, after, forget)
        return forget

    return declare


def kinds() -> list[Kind]:
    """All kinds, as declared."""
    return list(_kinds.values())


async def limits(session: AsyncSession, kept: settings.Knob) -> dict[int, datetime]:
    """By community: what ended before this moment has been kept for as many days as the community wants."""
    known = (await session.scalars(select(Community.id))).all()
    days = {each: await settings.value(session, each, kept) for each in known}
    return {each: clock.now() - timedelta(days=number) for each, number in days.items()}


def _night_after(moment: datetime) -> datetime:
    day = clock.local(moment)
    night = clock.at_local(datetime.combine(day.date(), AT))
    return night if night > moment else clock.at_local(datetime.combine(day.date() + timedelta(days=1), AT))


async def _next(_: AsyncSession, after: datetime) -> datetime | None:
    return _night_after(after)


@tick("forget personal data", next_due=_next, order=85)
async def forget_by_kind() -> None:
    """Once a night (and once after a start): what has been kept long enough goes."""
    if (due := _done.get("next")) and clock.now() < due:
        return
    for kind in kinds():
        async with write() as session:
            await kind.forget(session, clock.now() - kind.after)
    _done["next"] = _night_after(clock.now())


def forget_all() -> None:
    """Know nothing of when it was last done, as after a restart."""
    _done.clear()


@forgets("绑定码", after=timedelta(days=1))
async def _codes(session: AsyncSession, limit: datetime) -> None:
    await session.execute(delete(BindingCode).where(BindingCode.expires_at < limit))
    await session.execute(delete(BindingTries).where(BindingTries.last_at < limit))


@forgets("请假", after=timedelta(days=180))
async def _absences(session: AsyncSession, limit: datetime) -> None:
    await session.execute(delete(Absence).where(Absence.until < clock.local(limit).date()))


@forgets("谁看过谁的资料", after=timedelta(days=365))
async def _viewings(session: AsyncSession, limit: datetime) -> None:
    await session.execute(delete(Viewing).where(Viewing.seen_at < limit))


@forgets("收回的同意", after=timedelta(days=365))
async def _consents(session: AsyncSession, limit: datetime) -> None:
    await session.execute(delete(Consent).where(Consent.withdrawn_at < limit))


@forgets("改动前的旧资料", after=timedelta(days=1))
async def _old_pieces(session: AsyncSession, limit: datetime) -> None:
    """What 「撤销」 needed: the old telephone, the old building, what two records had been. What is blank is not written again."""
    about_people = Deed.kind.in_(("profile", "person.merge", "bind"))
    await session.execute(
        update(Deed)
        .where(about_people, Deed.done_at < limit, Deed.subject.like("member:%"), cast(Deed.detail, String) != "{}")
        .values(detail={})
    )
