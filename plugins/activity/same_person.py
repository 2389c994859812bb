"""Sign-ups when two records turn out to be one person: whoever stood on a list twice stands there once."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.kernel import clock
from plugins.people import merging

from . import finding, notices, same_person_texts, signing
from .models import Outcome, SignUp, SignUpState

_RANK = {SignUpState.JOINED: 2, SignUpState.WAITING: 1, SignUpState.LEFT: 0}
_COPIED = (
    "state", "guests", "children", "guest_names", "queued_at", "late", "confirmed", "checked_in_at", "outcome", "minutes",
    "proxy_id", "team_id",
)  # fmt: skip


def _worth(row: SignUp) -> tuple[bool, int, bool]:
    """Which of two rows tells what really happened: who was there before who was on the list."""
    return row.outcome == Outcome.PRESENT, _RANK[SignUpState(row.state)], row.outcome == Outcome.EXCUSED


def _plain(row: SignUp) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _COPIED}
    for name in ("queued_at", "checked_in_at"):
        values[name] = values[name].isoformat() if values[name] else None
    return values | {"id": row.id}


def _restore(row: SignUp, was: dict[str, Any]) -> None:
    for name in _COPIED:
        value = was[name]
        setattr(row, name, clock.from_text(value) if name in ("queued_at", "checked_in_at") and value else value)


async def _rows(session: AsyncSession, member_id: int) -> dict[int, SignUp]:
    query = select(SignUp).where(SignUp.member_id == member_id).order_by(SignUp.id)
    return {row.activity_id: row for row in await session.scalars(query)}


async def _move(job: merging.Merge) -> dict[str, Any]:
    kept, gone = await _rows(job.session, job.kept_id), await _rows(job.session, job.gone_id)
    moved, both = [], []
    for activity_id, row in gone.items():
        if mine := kept.get(activity_id):
            both.append({"kept": _plain(mine), "gone": _plain(row)})
            await _one_of_two(job, mine, row)
        else:
            row.member_id = job.kept_id
            moved.append(row.id)
    await job.session.flush()
    proxied = await _move_proxies(job)
    for activity_id in [row.activity_id for row in gone.values() if row.activity_id in kept]:
        await _fill_the_place(job.session, activity_id)
    return {"moved": moved, "both": both, "proxied": proxied}


async def _one_of_two(job: merging.Merge, mine: SignUp, theirs: SignUp) -> None:
    """The better row's content stands in the kept one; the other says that its record left."""
    if _worth(theirs) > _worth(mine):
        for name in _COPIED:
            setattr(mine, name, getattr(theirs, name))
    job.recast[theirs.subject] = mine.subject
    theirs.state, theirs.outcome, theirs.minutes, theirs.checked_in_at = SignUpState.LEFT, None, None, None


async def _move_proxies(job: merging.Merge) -> list[list[int | None]]:
    """Who was signed up by the other record was signed up by the kept one; nobody signs himself up as somebody else's."""
    query = select(SignUp).where(
        (SignUp.proxy_id == job.gone_id) | ((SignUp.proxy_id == job.kept_id) & (SignUp.member_id == job.kept_id))
    )
    changed: list[list[int | None]] = []
    for row in await job.session.scalars(query):
        changed.append([row.id, row.proxy_id])
        row.proxy_id = None if row.member_id == job.kept_id else job.kept_id
    await job.session.flush()
    return changed


async def _fill_the_place(session: AsyncSession, activity_id: int) -> None:
    activity = await finding.lock(session, activity_id)
    await notices.tell_promoted(session, activity, await signing.promote(session, activity))


async def _back(job: merging.Merge, was: dict[str, Any]) -> None:
    for number, proxy in was["proxied"]:
        (await job.session.get_one(SignUp, number)).proxy_id = proxy
    for number in was["moved"]:
        (await job.session.get_one(SignUp, number)).member_id = job.gone_id
    for pair in was["both"]:
        mine = await job.session.get_one(SignUp, pair["kept"]["id"])
        theirs = await job.session.get_one(SignUp, pair["gone"]["id"])
        _restore(mine, pair["kept"])
        await job.session.flush()
        await _come_back(job.session, theirs, pair["gone"])
    await job.session.flush()


async def _come_back(session: AsyncSession, row: SignUp, was: dict[str, Any]) -> None:
    """Onto the list again where there is still room, else onto the waitlist at its old time."""
    activity = await finding.lock(session, row.activity_id)
    free = (await signing.tally(session, activity.id)).free(activity)
    _restore(row, was)
    if row.state == SignUpState.JOINED and free is not None and row.heads > free and clock.now() < activity.starts_at:
        row.state = SignUpState.WAITING


merging.moves("sign-ups", columns=frozenset({"sign_up.member_id", "sign_up.proxy_id"}), move=_move, back=_back, order=10)


@merging.previews
async def _preview(session: AsyncSession, kept_id: int, gone_id: int) -> str:
    counts = [await _count(session, number) for number in (kept_id, gone_id)]
    theirs = aliased(SignUp)
    query = select(func.count()).select_from(SignUp).join(theirs, theirs.activity_id == SignUp.activity_id)
    both = await session.scalar(query.where(SignUp.member_id == kept_id, theirs.member_id == gone_id)) or 0
    return same_person_texts.sign_ups(counts, both)


async def _count(session: AsyncSession, member_id: int) -> int:
    query = select(func.count()).select_from(SignUp).where(SignUp.member_id == member_id, SignUp.state != SignUpState.LEFT)
    return await session.scalar(query) or 0
