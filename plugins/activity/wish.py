"""Who wants onto a list, whether it is still time for that, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime

from plugins.kernel.refusal import Refusal
from plugins.people.models import Member

from . import texts
from .counting import Tally
from .models import Activity, ActivityState, SignUp
from .sections.models import Section


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants onto the list: the member, who says so for him, how many come along, for which team, sent when.

    ``sections``: which sections of the activity he wants a seat in, where it has any. ``leads``: it is the leader who names
    him, so it does not matter how many others he has named.
    """

    member: Member
    proxy: Member | None
    sent_at: datetime
    guests: int = 0
    children: int = 0
    guest_names: tuple[str, ...] = ()
    said_heads: bool = False
    team_id: int | None = None
    sections: tuple[Section, ...] = ()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat in a section that was asked for: whether one only waits for it, the place in its list, and whether it is new."""

    section: Section
    waits: bool
    position: int
    new: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What became of a wish: the row, its place in the list or in the waitlist, and how the activity stands now.

    ``was``: with how many and for which team the member stood there before, for undoing; empty when he never had.
    ``seats``: those that were asked for, where the activity has sections.
    """

    signup: SignUp
    position: int
    tally: Tally
    already: bool
    changed: bool
    was: dict[str, object] = field(default_factory=dict)
    seats: tuple[Seated, ...] = ()


def company_of(row: SignUp) -> dict[str, object]:
    """With how many and for which team somebody stands there, for undoing."""
    return {"guests": row.guests, "children": row.children, "names": row.guest_names, "team": row.team_id}


def begins(activity: Activity, section: Section | None) -> datetime:
    """When it begins for whoever is in this section."""
    return (section.starts_at if section else None) or activity.starts_at


def check_open(activity: Activity, sent_at: datetime, section: Section | None = None) -> bool:
    """Whether one may still join in time; ``False``: only the waitlist is left. Raises ``Refusal`` when it is too late."""
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    if sent_at >= begins(activity, section):
        raise Refusal(texts.has_begun(activity))
    if activity.state == ActivityState.CLOSED:
        return False
    return activity.signup_closes_at is None or sent_at < activity.signup_closes_at
