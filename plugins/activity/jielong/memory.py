"""What is remembered of pasted lists, and what is loaded of it for merging."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.people import deeds
from plugins.people.models import Account, Member

from ..models import Activity, SignUp, SignUpState
from .chain import Chain, Mark, Row, key_of
from .merging import Known, Sender, Standing, State
from .models import ChainRow, ChainSeen
from .naming import masked, person_in
from .which import key_of_title, seen_before

MOST_LACKED = 100


async def remember(turn: Turn, chain: Chain, activity_id: int | None) -> ChainSeen:
    """The row of this title; made at its first sight. Once it is known what it is a list of, that stays."""
    seen = await seen_before(turn.session, turn.community_id, chain)
    if seen is None:
        seen = ChainSeen(
            community_id=turn.community_id,
            key=key_of_title(chain),
            title=masked(chain.title),
            tail=masked(chain.tail),
            seen_at=clock.now(),
        )
        turn.session.add(seen)
    if activity_id is not None:
        seen.activity_id = activity_id
    await turn.session.flush()
    return seen


def hold(seen: ChainSeen, turn: Turn, rows: Sequence[Row]) -> None:
    """Keep the rows until their sender has answered a question about them."""
    kept = [asdict(row) | {"marks": sorted(row.marks)} for row in rows]
    seen.held = {"by": deeds.doer(turn.heard), "sent_at": turn.heard.sent_at.isoformat(), "rows": kept}


def held(seen: ChainSeen, turn: Turn) -> tuple[list[Row], datetime] | None:
    """The rows that this speaker was asked about, and when he had sent them."""
    if not seen.held or seen.held["by"] != deeds.doer(turn.heard):
        return None
    rows = [Row(**row | {"marks": frozenset(map(Mark, row["marks"]))}) for row in seen.held["rows"]]
    return rows, clock.from_text(seen.held["sent_at"])


def names_of(turn: Turn) -> frozenset[str]:
    """The sender's names as rows may spell them: his card, his name here, and the person in each."""
    names = {name for name in (turn.speaker.name, turn.heard.name) if name}
    names |= {masked(name) for name in names} | {person_in(name).name for name in names}
    return frozenset(key_of(name) for name in names if name)


async def sender_of(turn: Turn, activity_id: int, *, leads: bool) -> Sender:
    """Who pastes, with the names his rows have borne before."""
    keys = names_of(turn)
    if turn.speaker.member_id is not None:
        query = select(ChainRow.key).where(ChainRow.activity_id == activity_id, ChainRow.member_id == turn.speaker.member_id)
        keys |= frozenset(await turn.session.scalars(query))
    return Sender(deeds.doer(turn.heard), turn.speaker.member_id, keys, leads)


async def state_of(session: AsyncSession, activity: Activity, rows: Sequence[Row], me: int | None) -> State:
    """What stands on the activity, what lists have shown, and whose names are taken here."""
    query = select(SignUp, Member, Account.id).join(Member, Member.id == SignUp.member_id)
    query = query.outerjoin(Account, Account.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    standing = {
        row.member_id: Standing(
            row.member_id, frozenset({member.name_key, key_of(member.name)}), row.proxy_id, account is not None, row.queued_at
        )
        for row, member, account in (await session.execute(query)).all()
    }
    named = select(Member.name_key).where(
        Member.community_id == activity.community_id, Member.name_key.in_({row.key for row in rows}), Member.id != (me or 0)
    )
    known = await _known(session, activity.id)
    shown = {each.key for each in known}
    left = [each for each in await _left(session, activity.id, rows, me) if each.key not in shown]
    return State(tuple(standing.values()), (*known, *left), frozenset(await session.scalars(named)))


async def _left(session: AsyncSession, activity_id: int, rows: Sequence[Row], me: int | None) -> list[Known]:
    """Rows of people who signed up without a list and have left: the old copy was one that we wrote ourselves.

    Whom the sender himself signed up and took off again he may write down again; and himself at the end, as one who joins does.
    """
    wanted = {row.key: row.name for row in rows}
    query = select(Member).join(SignUp, SignUp.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity_id, SignUp.state == SignUpState.LEFT)
    query = query.where(or_(SignUp.proxy_id.is_(None), SignUp.proxy_id != (me or 0)))
    keys = [(member.id, {member.name_key, key_of(member.name)}) for member in await session.scalars(query)]
    keys = [(number, names) for number, names in keys if not (number == me and rows[-1].key in names)]
    return [Known(key, wanted[key], "", number, "") for number, names in keys for key in names & wanted.keys()]


async def _known(session: AsyncSession, activity_id: int) -> tuple[Known, ...]:
    query = select(ChainRow).where(ChainRow.activity_id == activity_id, ChainRow.member_id.is_not(None)).order_by(ChainRow.id)
    return tuple(
        Known(row.key, row.name, row.says, row.member_id, row.by, bool(row.undone), frozenset(row.lacked))
        for row in await session.scalars(query)
    )


async def note_row(
    turn: Turn, activity_id: int, row: Row, member_id: int | None, *, key: str = "", lacked: frozenset[str] = frozenset()
) -> bool:
    """Remember that lists have shown the row. ``False``: that was known already (it is brought up to date)."""
    key = (key or row.key)[:60]
    query = select(ChainRow).where(ChainRow.activity_id == activity_id, ChainRow.key == key)
    known = await turn.session.scalar(query)
    if known:
        known.member_id, known.undone, known.says = member_id, None, row.says[:200]
        return False
    turn.session.add(
        ChainRow(
            activity_id=activity_id,
            key=key,
            name=row.name[:60],
            says=row.says[:200],
            member_id=member_id,
            by=deeds.doer(turn.heard),
            seen_at=clock.now(),
            lacked=sorted(lacked)[:MOST_LACKED],
        )
    )
    await turn.session.flush()
    return True
