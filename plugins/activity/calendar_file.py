"""Activities as an iCalendar file (RFC 5545), to be opened by any telephone.

An activity keeps its UID for ever; a change of time or place raises SEQUENCE, and between two files of the same SEQUENCE the
later DTSTAMP counts (RFC 5546 §2.1.5): so what was called off and what was called on again both arrive.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.kernel import clock
from plugins.kernel.masking import mask

from .models import Activity, ActivityState
from .sections.models import Section
from .sections.seats import hours_of

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity in a calendar: ``note`` goes into its description; ``tentative``: one only waits for a place.

    ``section``: only this shift or stall of it is meant.
    """

    activity: Activity
    note: str = ""
    tentative: bool = False
    section: Section | None = None


def calendar(name: str, entries: Iterable[Entry], *, public: bool) -> bytes:
    """The file's bytes: times in Asia/Shanghai, with the zone's definition in it. ``public``: numbers in it are masked."""
    from icalendar import Calendar  # only who asks for a calendar pays for it

    made = Calendar()
    made.add("prodid", "-//xiaohongmao//community calendar//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", clock.SHANGHAI.key)
    for entry in entries:
        made.add_component(_event(entry, mask if public else str))
    made.add_missing_timezones()
    return made.to_ical()


def uid(activity: Activity, section: Section | None = None) -> str:
    """Unique among all houses that run this bot: the row (and its section) and the second in which it was made."""
    part = f"-{section.id}" if section else ""
    return f"activity-{activity.id}{part}-{activity.published_at:%Y%m%dT%H%M%SZ}@xiaohongmao"


def _event(entry: Entry, spell: Callable[[str], str]) -> "Event":
    activity = entry.activity
    from icalendar import Event

    made = Event()
    starts, ends = hours_of(activity, entry.section) if entry.section else (activity.starts_at, activity.ends_at)
    which = f" {entry.section.name}" if entry.section else ""
    made.add("uid", uid(activity, entry.section))
    made.add("dtstamp", clock.now())
    made.add("sequence", activity.revision)
    made.add("dtstart", clock.local(starts))
    made.add("dtend", clock.local(ends))
    made.add("summary", spell(activity.title + which))
    made.add("location", spell(activity.place))
    made.add("description", "\n".join(filter(None, [f"志愿活动 {activity.number} 号", entry.note])))
    made.add("status", _status(entry))
    return made


def _status(entry: Entry) -> str:
    if entry.activity.state == ActivityState.CANCELLED or (entry.section and entry.section.called_off):
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"
