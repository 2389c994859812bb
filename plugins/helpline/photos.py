"""A photo alone in private: of the need that is being told, or of the one told within ten minutes. Nobody asks what it is about."""

from dataclasses import replace

from sqlalchemy import select

from plugins.inbox import album, questions
from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.tickets.life import UNDONE
from plugins.tickets.models import Ticket

from . import drafts, kind, relay_texts, talk, texts
from .models import NeedDraft

ORDER = 6


async def _begun(turn: Turn) -> NeedDraft | None:
    """What is being told and asked about at this moment."""
    draft = await drafts.of(turn.session, turn.heard)
    asked = [each.lines[0] for each in await questions.waiting(turn.session, turn.heard) if not each.topic]
    return draft if draft and draft.step in texts.STEPS and asked == [drafts.LINE] else None


async def _just_told(turn: Turn) -> Ticket | None:
    """The speaker's own need, unless he has told of something else since, or is being asked about it."""
    if any(not each.topic for each in await questions.waiting(turn.session, turn.heard)):
        return None
    query = select(Ticket).where(Ticket.reporter_id == turn.speaker.member_id, Ticket.state.in_(UNDONE))
    query = query.where(Ticket.opened_at > clock.now() - album.AFTER)
    last = await turn.session.scalar(query.order_by(Ticket.id.desc()).limit(1))
    return last if last and last.kind == kind.KEY else None


async def _wanted(turn: Turn) -> Claim:
    heard = turn.heard
    if heard.in_group or heard.text or heard.quoted or not heard.photos:
        return Claim.NONE
    return Claim.FIRST if await _begun(turn) or await _just_told(turn) else Claim.NONE


async def _take(turn: Turn) -> Answer:
    """Kept with what is being told; else sent on like any word of his, or kept for whoever takes it."""
    heard, lost = turn.heard, len(turn.heard.photos) - len(turn.heard.pictures)
    album.take(heard)
    if not heard.pictures:
        return Answer(relay_texts.photo_lost(), done=False)
    if draft := await _begun(turn):
        parts = drafts.parts_of(draft)
        parts = replace(parts, photos=tuple(dict.fromkeys((*parts.photos, *heard.pictures))))
        await drafts.keep(turn.session, heard.person, draft.step, parts)
        await drafts.wait(turn.session, heard.person)
        return Answer(relay_texts.photo_kept(len(heard.pictures), lost=lost) + texts.ask(draft.step, first=False), done=False)
    ticket = await _just_told(turn)
    assert ticket
    return await talk.send_on(turn, ticket.id, "", heard.pictures)


use_listener(_wanted, _take, name="求助的照片", order=ORDER, private_photos=True)
