"""Who did what when to an activity: the deeds of the activity itself, of its sign-ups and of its objections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import deeds
from plugins.people.models import Account, Deed, Member

from .models import Activity, Objection, SignUp
from .record_texts import PROGRAM, SOMEBODY, Line

PER_PAGE = 20
deeds.keep_words("activity.", "signup.", "objection.", "chain.")
SIGNUP, OBJECTION = "signup:", "objection:"


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the deeds, newest first; ``of``: how many pages there are."""

    lines: Sequence[Line]
    of: int


def _about(activity: Activity) -> ColumnElement[bool]:
    signups = select(literal(SIGNUP) + cast(SignUp.id, String)).where(SignUp.activity_id == activity.id)
    objections = select(literal(OBJECTION) + cast(Objection.id, String)).where(Objection.activity_id == activity.id)
    return (Deed.subject == activity.subject) | Deed.subject.in_(signups) | Deed.subject.in_(objections)


async def page(session: AsyncSession, activity: Activity, number: int) -> Page:
    """Page ``number`` (from 1) of what was done to the activity; no lines beyond the last one."""
    wanted = (Deed.community_id == activity.community_id) & _about(activity)
    count = await session.scalar(select(func.count(Deed.id)).where(wanted)) or 0
    query = select(Deed).where(wanted).order_by(Deed.id.desc()).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    rows = (await session.scalars(query)).all()
    doers = await _doers(session, activity.community_id, rows)
    subjects = await _subjects(session, {row.subject for row in rows})
    lines = [_line(row, doers.get(row.by), subjects.get(row.subject)) for row in rows]
    return Page(lines, -(-count // PER_PAGE))


def _line(deed: Deed, doer: Member | None, whom: Member | None) -> Line:
    name = PROGRAM if deed.by == "-" else doer.name if doer else SOMEBODY
    own = doer is not None and whom is not None and doer.id == whom.id
    return Line(
        deed.done_at, name, deed.kind, whom.name if whom else "", deed.detail, deed.undone_at is not None, own, deed.words or ""
    )


async def _doers(session: AsyncSession, community_id: int, rows: Iterable[Deed]) -> dict[str, Member]:
    """The members behind ``qq:10001``."""
    users = {row.by.partition(":")[2] for row in rows}
    query = select(Account, Member).join(Member, Member.id == Account.member_id)
    query = query.where(Account.community_id == community_id, Account.user.in_(users))
    return {f"{row[0].platform}:{row[0].user}": row[1] for row in await session.execute(query)}


async def _subjects(session: AsyncSession, subjects: Iterable[str]) -> dict[str, Member]:
    """The members whom sign-ups and objections are about."""
    found: dict[str, Member] = {}
    for prefix, table in ((SIGNUP, SignUp), (OBJECTION, Objection)):
        ids = [int(each.removeprefix(prefix)) for each in subjects if each.startswith(prefix)]
        query = select(table.id, Member).join(Member, Member.id == table.member_id).where(table.id.in_(ids))
        found |= {f"{prefix}{row[0]}": row[1] for row in await session.execute(query)}
    return found
