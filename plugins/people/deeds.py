"""The audit trail, and taking back: each feature registers how a deed of its kind is undone."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.heard import Heard
from plugins.inbox.table import Turn
from plugins.kernel import clock, logbook
from plugins.kernel.db import note_change
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from .models import Deed
from .texts import nothing_to_undo

UNDO_WITHIN = timedelta(minutes=10)
LONGEST_WORDS = 200
Undo = Callable[[Turn, Deed], Awaitable[str]]
_undos: dict[str, Undo] = {}
_final: dict[str, str] = {}
_worded: tuple[str, ...] = ()


def undoes(kind: str) -> Callable[[Undo], Undo]:
    """Declare how a deed of ``kind`` is taken back; the function returns the sentence the person hears."""

    def declare(undo: Undo) -> Undo:
        _undos[kind] = undo
        return undo

    return declare


def cannot_be_undone(kind: str, why: str) -> None:
    """Deeds of ``kind`` stand: 「撤销」 after one says ``why``, and never reaches past it for what was done before."""
    _final[kind] = why


def undoable() -> frozenset[str]:
    """The kinds of deed that can be taken back."""
    return frozenset(_undos)


def keep_words(*prefixes: str) -> None:
    """Deeds whose kind begins so keep what was said. Never name what people say in private of their needs."""
    global _worded
    _worded += prefixes


def doer(heard: Heard) -> str:
    """How the trail names who speaks."""
    return f"{heard.platform}:{heard.user}"


async def record(
    turn: Turn, kind: str, subject: str, detail: dict[str, Any] | None = None, *, words: str | None = None
) -> Deed:
    """Note that the speaker did ``kind`` to ``subject``, in the transaction of the deed itself.

    ``words``: the part of the message that says it, where it says more; kept only for the kinds of ``keep_words``.
    """
    deed = Deed(
        community_id=turn.community_id,
        done_at=clock.now(),
        by=doer(turn.heard),
        kind=kind,
        subject=subject,
        detail=detail or {},
        reference=logbook.reference(),
        words=_kept(words if words is not None else turn.heard.words) if kind.startswith(_worded) else None,
    )
    turn.session.add(deed)
    note_change(turn.session)
    await turn.session.flush()
    return deed


def _kept(said: str) -> str:
    """In one line, with every personal number masked before it is cut: half a number is still one."""
    line = " ".join(mask(said).split())
    return line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1]}…"


async def record_own(session: AsyncSession, community_id: int, kind: str, subject: str, detail: dict[str, Any]) -> None:
    """Note what the program did by itself (a promotion, an occurrence made ahead)."""
    session.add(
        Deed(community_id=community_id, done_at=clock.now(), by="-", kind=kind, subject=subject, detail=detail),
    )
    await session.flush()


async def history(session: AsyncSession, subject: str) -> Sequence[Deed]:
    """All that was done to ``subject``, oldest first."""
    return (await session.scalars(select(Deed).where(Deed.subject == subject).order_by(Deed.id))).all()


async def undo_last(turn: Turn) -> str:
    """Take back the speaker's own last deed of the ten minutes before he said so. Raises ``Refusal`` when there is none."""
    query = select(Deed).where(Deed.by == doer(turn.heard), Deed.community_id == turn.community_id)
    query = query.where(Deed.undone_at.is_(None), Deed.done_at > turn.heard.sent_at - UNDO_WITHIN)
    query = query.where(Deed.kind.in_([*_undos, *_final]))
    deed = await turn.session.scalar(query.order_by(Deed.id.desc()).limit(1).with_for_update())
    if deed is None:
        raise Refusal(nothing_to_undo())
    if deed.kind in _final:
        raise Refusal(_final[deed.kind])
    said = await _undos[deed.kind](turn, deed)
    deed.undone_at = clock.now()
    await turn.session.flush()
    return said
