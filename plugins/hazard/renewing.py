"""Categories about which a preset has gained a line, when it is applied again."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.people import renewal, renewal_texts
from plugins.people.models import Deed
from plugins.people.preset import Preset
from plugins.people.renewal import Addition, Look, Renewed

from . import book, furnishing
from .models import HazardCategory


async def _looks(session: AsyncSession, renewed: Renewed) -> Look:
    """One that staff has ever changed is the community's own."""
    here = renewed.community.id
    there = set(await session.scalars(select(HazardCategory.name).where(HazardCategory.community_id == here)))
    query = select(Deed.subject).where(Deed.community_id == here, Deed.kind == book.CHANGE, Deed.undone_at.is_(None))
    touched = {each.removeprefix("hazard_category:") for each in await session.scalars(query)}
    found = Look()
    for at, plan in enumerate(renewed.preset.hazards):
        if plan.name in touched:
            found.kept.append(renewal_texts.category_otherwise(plan.name))
        elif plan.name not in there:
            found.new.append(Addition(renewal_texts.category(plan.name), _writing(renewed.preset, at)))
    return found


def _writing(preset: Preset, at: int):
    async def make(turn: Turn) -> str:
        await furnishing.enter(turn.session, turn.community_id, preset, at)
        return preset.hazards[at].name

    return make


async def _back(turn: Turn, what: Any) -> None:
    if row := await turn.session.get(HazardCategory, (turn.community_id, what)):
        await turn.session.delete(row)
        await turn.session.flush()


renewal.room("hazards", looks=_looks, back=_back, order=60)
