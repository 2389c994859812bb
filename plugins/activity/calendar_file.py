"""Activities as an iCalendar file (RFC 5545), to be opened by any telephone.

An activity keeps its UID for ever; a change of time or place raises SEQUENCE, and between two files of the same SEQUENCE the
later DTSTAMP counts (RFC 5546 §2.1.5): so what was called off and what was called on again both arrive.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from plugins.kernel import clock
from plugins.kernel.masking import mask

from .models import Activity, ActivityState


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity in a calendar: ``note`` goes into its description; ``tentative``: one only waits for a place."""

    activity: Activity
    note: str = ""
    tentative: bool = False


def calendar(name: str, entries: Iterable[Entry], *, public: bool) -> bytes:
    """The file's bytes: times in Asia/Shanghai, with the zone's definition in it. ``public``: numbers in it are masked."""
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


def uid(activity: Activity) -> str:
    """Unique among all houses that run this bot: the row and the second in which it was made."""
    return f"activity-{activity.id}-{activity.published_at:%Y%m%dT%H%M%SZ}@xiaohongmao"


def _event(entry: Entry, spell: Callable[[str], str]) -> Event:
    activity = entry.activity
    made = Event()
    made.add("uid", uid(activity))
    made.add("dtstamp", clock.now())
    made.add("sequence", activity.revision)
    made.add("dtstart", clock.local(activity.starts_at))
    made.add("dtend", clock.local(activity.ends_at))
    made.add("summary", spell(activity.title))
    made.add("location", spell(activity.place))
    made.add("description", "\n".join(filter(None, [f"志愿活动 {activity.number} 号", entry.note])))
    made.add("status", _status(entry))
    return made


def _status(entry: Entry) -> str:
    if entry.activity.state == ActivityState.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"
