"""Coming to all of a series, when two records turn out to be one person: the wish stands once, and nobody unseen keeps one."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from plugins.kernel import clock
from plugins.people import merging

from .models import Standing


def _plain(row: Standing) -> dict[str, Any]:
    return {"id": row.id, "member": row.member_id, "queued": row.queued_at.isoformat(), "ended": _text(row.ended_at)}


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


async def _move(job: merging.Merge) -> list[dict[str, Any]]:
    """Where both have one, the kept one stands if either does, since the earlier asking; the other ends."""
    query = select(Standing).where(Standing.member_id.in_((job.kept_id, job.gone_id))).order_by(Standing.id)
    rows = (await job.session.scalars(query)).all()
    was = [_plain(row) for row in rows]
    kept = {row.series_id: row for row in rows if row.member_id == job.kept_id}
    for row in (each for each in rows if each.member_id == job.gone_id):
        mine = kept.get(row.series_id)
        if mine is None:
            row.member_id = job.kept_id
        elif row.ended_at is None:
            mine.queued_at = row.queued_at if mine.ended_at else min(mine.queued_at, row.queued_at)
            mine.ended_at, row.ended_at = None, clock.now()
    await job.session.flush()
    return was


async def _back(job: merging.Merge, was: list[dict[str, Any]]) -> None:
    for each in was:
        row = await job.session.get_one(Standing, each["id"])
        row.member_id, row.queued_at = each["member"], clock.from_text(each["queued"])
        row.ended_at = clock.from_text(each["ended"]) if each["ended"] else None
    await job.session.flush()


merging.moves("standing", columns=frozenset({"standing.member_id"}), move=_move, back=_back)
