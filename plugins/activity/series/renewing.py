"""Series that a preset has gained, when it is applied again."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.people import preset_texts, renewal, renewal_texts
from plugins.people.models import Deed
from plugins.people.preset import SeriesPlan
from plugins.people.renewal import Addition, Look, Renewed

from ..models import Series
from . import opening
from .making import make_ahead
from .reading import read_rule
from .rule import to_row


async def _looks(session: AsyncSession, renewed: Renewed) -> Look:
    """By title: one that goes on or was stopped is there; so is one that was called so before it was altered."""
    here = renewed.community.id
    rows = (await session.scalars(select(Series).where(Series.community_id == here).order_by(Series.id))).all()
    rows = [each for each in rows if not (each.ended_at and each.id in renewed.undone.get("series", ()))]
    running = {squeeze(each.title): each for each in rows if each.ended_at is None}
    altered = select(Deed).where(Deed.community_id == here, Deed.kind == "series.alter")
    once = {squeeze(each.title) for each in rows}
    once |= {squeeze(each.detail["was"]["title"]) for each in await session.scalars(altered)}
    found = Look()
    for plan in renewed.preset.series:
        title = squeeze(plan.title)
        if title in running:
            found.kept += [renewal_texts.series_otherwise(plan.title)] if _differs(running[title], plan) else []
        elif title in once:
            found.kept.append(renewal_texts.series_stopped(plan.title))
        else:
            found.new.append(Addition(renewal_texts.series(preset_texts.series(plan)), _setting_up(plan)))
    return found


def _differs(series: Series, plan: SeriesPlan) -> bool:
    planned = (f"{plan.start:%H:%M}", f"{plan.end:%H:%M}", plan.place, to_row(read_rule(plan.when, clock.local().date())))
    return (series.start, series.end, series.place, series.rule) != planned


def _setting_up(plan: SeriesPlan):
    async def make(turn: Turn) -> int:
        series = await opening.enter(turn.session, turn.community_id, plan)
        await make_ahead(turn.session, series)
        return series.id

    return make


async def _back(turn: Turn, what: Any) -> None:
    await opening.unmake(turn.session, what, f"renewal{turn.heard.key}")


renewal.room("series", looks=_looks, back=_back, order=50)
