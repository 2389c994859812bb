"""The conditions of an activity set and changed, and how they were."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel.refusal import Refusal
from plugins.people import teams

from ..models import Activity
from . import texts
from .conditions import Wanted
from .models import Conditions

FIELDS = ("team_id", "party", "age_from", "insured", "most_proxied")
_NONE: dict[str, Any] = dict.fromkeys(FIELDS) | {"insured": False}


def as_they_are(activity: Activity) -> dict[str, Any]:
    """Every condition by its field."""
    found = activity.conditions
    return {name: getattr(found, name) for name in FIELDS} if found else dict(_NONE)


async def write(session: AsyncSession, activity: Activity, fields: Mapping[str, Any]) -> None:
    """Let the conditions be these. ``activity`` is locked by the caller, or nobody knows it as yet."""
    row = activity.conditions
    if row is None and dict(fields) == _NONE:
        return
    if row is None:
        row = Conditions(activity_id=activity.id, insured=False)
        activity.conditions = row
    for name in FIELDS:
        setattr(row, name, fields[name])
    await session.flush()
    await session.refresh(row, ["team"])


async def merged(session: AsyncSession, activity: Activity, wanted: Wanted) -> dict[str, Any]:
    """The conditions with what was said put in. Raises ``Refusal``: no such team."""
    fields = as_they_are(activity)
    for name in wanted.off:
        fields["team_id" if name == "team" else name] = _NONE["team_id" if name == "team" else name]
    if wanted.team is not None:
        found = teams.called(await teams.all_of(session, activity.community_id), wanted.team)
        if found is None:
            raise Refusal(texts.no_such_condition(wanted.team))
        fields["team_id"] = found.id
    fields["party"] = wanted.party or fields["party"]
    fields["age_from"] = wanted.age_from or fields["age_from"]
    fields["insured"] = wanted.insured or fields["insured"]
    fields["most_proxied"] = fields["most_proxied"] if wanted.most_proxied is None else wanted.most_proxied
    return fields


def nobody_kept_out() -> dict[str, Any]:
    """No condition at all (不限)."""
    return dict(_NONE)
