"""Reports that wait for a word: kept as rows, continued by a line like 「随手报 草稿7 地点 …」, filed without it after ten minutes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import album, expectations, questions
from plugins.inbox.heard import Heard
from plugins.inbox.table import Turn
from plugins.kernel import clock
from plugins.kernel.db import after_commit

from .models import Asked, HazardDraft
from .report import Report, read

WORD = "草稿"
WHERE = "补地点"
_OFFERS = (Asked.SAME, Asked.MORE, Asked.WISH, Asked.WHAT)
CONTINUED = rf"{WORD}\d{{1,9}}\s.+"


def place_in(heard: Heard) -> list[str]:
    """Platform, person and chat."""
    return list(questions.place_of(heard))


async def keep(turn: Turn, member_id: int, report: Report, asked: Asked, about_id: int | None = None) -> HazardDraft:
    """Let the report wait. A photo that follows here belongs to it. An older question that nobody will answer now falls away."""
    older = select(HazardDraft).where(HazardDraft.member_id == member_id, HazardDraft.asked.in_(_OFFERS))
    for each in (await turn.session.scalars(older)).all():
        if each.heard_at == list(report.heard_at):
            await turn.session.delete(each)
    draft = HazardDraft(
        community_id=turn.community_id,
        member_id=member_id,
        behalf_id=report.behalf_id,
        about_id=about_id,
        asked=asked,
        words=report.words,
        photos=list(report.photos),
        anonymous=report.anonymous,
        heard_at=list(report.heard_at),
        until=clock.now() + questions.LIFE,
    )
    turn.session.add(draft)
    await turn.session.flush()
    await ask(turn, draft)
    expect_photos(turn.session, draft.heard_at, draft.until)
    return draft


_CHOICES = {
    Asked.SAME: ("跟进", "新报"),
    Asked.SPLIT: ("分开", "一件"),
    Asked.MORE: ("补充", "新报"),
    Asked.WISH: ("新报",),
}


async def ask(turn: Turn, draft: HazardDraft) -> None:
    """What the next message may be an answer to."""
    choices = _CHOICES.get(Asked(draft.asked))
    if choices:
        lines = [f"随手报 {WORD}{draft.id} {choice}" for choice in choices]
        await questions.ask(turn.session, turn.heard, lines)
    else:
        await questions.ask(turn.session, turn.heard, [f"随手报 {WORD}{draft.id} {draft.asked}"], blank=True)


def expect_photos(session: AsyncSession, heard_at: Sequence[str], until: datetime) -> None:
    """Photos of this person in this chat are for us until then."""
    platform, user, chat = heard_at

    async def open_gate() -> None:
        album.expect((platform, user, chat), until)

    after_commit(session, open_gate)


async def waiting(session: AsyncSession, member_id: int, number: int) -> HazardDraft | None:
    """The member's draft of that number, locked; ``None`` when it has been filed or given up meanwhile."""
    draft = await session.get(HazardDraft, number, with_for_update=True)
    return draft if draft and draft.member_id == member_id else None


async def latest(session: AsyncSession, member_id: int, heard: Heard) -> HazardDraft | None:
    """The member's newest draft of this chat."""
    query = select(HazardDraft).where(HazardDraft.member_id == member_id, HazardDraft.until > clock.now())
    rows = await session.scalars(query.order_by(HazardDraft.id.desc()))
    return next((row for row in rows if row.heard_at == place_in(heard)), None)


async def photos_without_words(session: AsyncSession, member_id: int, heard: Heard) -> list[str]:
    """Photos that were sent alone here, and about which was asked; they go with what is said now instead of an answer."""
    draft = await latest(session, member_id, heard)
    return list(draft.photos) if draft and draft.asked == Asked.WHAT and not draft.words else []


async def report_of(session: AsyncSession, draft: HazardDraft) -> Report:
    """The report as it stands."""
    report = await read(session, draft.community_id, draft.words)
    return replace(
        report,
        photos=list(draft.photos),
        anonymous=draft.anonymous,
        behalf_id=draft.behalf_id,
        heard_at=list(draft.heard_at),
    )


async def drop(session: AsyncSession, draft: HazardDraft) -> None:
    """It has become a ticket, or nobody wants it any more."""
    await session.delete(draft)
    await session.flush()


async def due(session: AsyncSession) -> Sequence[int]:
    """Those whose time has passed."""
    query = select(HazardDraft.id).where(HazardDraft.until <= clock.now()).order_by(HazardDraft.id)
    return (await session.scalars(query)).all()


async def next_due(session: AsyncSession, after: datetime) -> datetime | None:
    """When the next one's time passes."""
    return await session.scalar(select(func.min(HazardDraft.until)).where(HazardDraft.until > after))


async def give_up(session: AsyncSession, line: str) -> None:
    """Its reporter said 算了."""
    found = re.search(rf"{WORD}(\d+)", line)
    draft = await session.get(HazardDraft, int(found[1])) if found else None
    if draft:
        await drop(session, draft)


expectations.on_giving_up("随手报", give_up)
