"""The conditions of an activity set and changed, and how they were."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal
from plugins.people import teams

from ..models import Activity
from ..slate import Slate
from . import texts
from .conditions import Wanted, take_conditions
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


async def merged(session: AsyncSession, community_id: int, were: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The conditions as they ``were`` with what was said put in. Raises ``Refusal``: no such team."""
    fields = dict(were)
    for name in wanted.off:
        fields["team_id" if name == "team" else name] = _NONE["team_id" if name == "team" else name]
    if wanted.team is not None:
        found = teams.called(await teams.all_of(session, community_id), wanted.team)
        if found is None:
            raise Refusal(texts.no_such_condition(wanted.team))
        fields["team_id"] = found.id
    fields["party"] = wanted.party or fields["party"]
    fields["age_from"] = wanted.age_from or fields["age_from"]
    fields["insured"] = wanted.insured or fields["insured"]
    fields["most_proxied"] = fields["most_proxied"] if wanted.most_proxied is None else wanted.most_proxied
    return fields


CLEAR = frozenset({"不限", "无", "没有", "都可以", "谁都可以", "取消", "清空", "不限制", "没有条件"})


async def said(session: AsyncSession, community_id: int, were: Mapping[str, Any], words: str) -> dict[str, Any] | None:
    """The conditions after 「满18岁 需保险」 or 「不限」; ``None``: there are other words in it. Raises ``Refusal``: no such team."""
    if squeeze(words) in CLEAR:
        return nobody_kept_out()
    slate = Slate(f" {words}")
    wanted = take_conditions(slate)
    if not wanted or slate.left(r"\s,，、;；。和且"):
        return None
    return await merged(session, community_id, were, wanted)


def nobody_kept_out() -> dict[str, Any]:
    """No condition at all (不限)."""
    return dict(_NONE)
