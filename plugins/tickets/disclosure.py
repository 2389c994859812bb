"""The one function that decides who may know what of a ticket. A group learns no word that anybody typed.

Numbers of persons are masked for everybody but the one who has it in hand and the one who wrote them.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.masking import mask
from plugins.people.models import Member

from . import kinds, owners
from .audience import UNMASKED, Audience, Field, View
from .models import Ticket, TicketStep


async def view(session: AsyncSession, ticket: Ticket, audience: Audience, step: TicketStep | None = None) -> View:
    """The ticket (and what was said with ``step``) as ``audience`` may know it."""
    may = kinds.of(ticket).shows[audience]
    names = await _names(session, ticket) if may & {Field.HANDLER, Field.REPORTER} else {}
    theirs = step is not None and step.member_id in (ticket.reporter_id, ticket.behalf_id, ticket.handler_id)
    said = _said(step.words if step else None, audience if theirs or audience is Audience.TAKER else Audience.FOLLOWER)
    return View(
        audience=audience,
        label=kinds.label(ticket) if Field.NUMBER in may else "",
        kind=kinds.of(ticket).name,
        state=ticket.state if Field.STATE in may else None,
        verdict=ticket.verdict if Field.STATE in may else None,
        level=ticket.level,
        category=await kinds.of(ticket).category(session, ticket, audience) if Field.CATEGORY in may else "",
        place=ticket.place if Field.PLACE in may else "",
        urgent=ticket.urgent and Field.URGENT in may,
        due=ticket.due_at if Field.DUE in may else None,
        owner=await owners.office_name(session, ticket) if Field.OWNER in may else "",
        handler=names.get(ticket.handler_id or 0, "") if Field.HANDLER in may else "",
        words=_said(ticket.words, audience) if Field.WORDS in may else "",
        photos=tuple(ticket.photos) if Field.PHOTOS in may else (),
        reporter=_reporter(ticket, names) if Field.REPORTER in may else "",
        step=said if Field.STEP in may else "",
        step_photos=tuple(step.photos) if step and Field.STEP in may else (),
    )


def _said(words: str | None, audience: Audience) -> str:
    return line_of(words, unmasked=audience in UNMASKED)


def line_of(words: str | None, *, unmasked: bool) -> str:
    """What was typed, in one line, numbers of persons masked unless the reader may have them."""
    line = " ".join((words or "").split())
    return line if unmasked else mask(line)


def _reporter(ticket: Ticket, names: Mapping[int, str]) -> str:
    if ticket.anonymous or ticket.reporter_id is None:
        return ""
    behalf = names.get(ticket.behalf_id or 0, "")
    name = names.get(ticket.reporter_id, "")
    return f"{name}（代 {behalf}）" if behalf and behalf != name else name


async def _names(session: AsyncSession, ticket: Ticket) -> dict[int, str]:
    wanted = {each for each in (ticket.handler_id, ticket.reporter_id, ticket.behalf_id) if each}
    if not wanted:
        return {}
    rows = await session.execute(select(Member.id, Member.name).where(Member.id.in_(wanted)))
    return {row.id: row.name for row in rows}
