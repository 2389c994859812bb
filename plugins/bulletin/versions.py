"""A notice or an activity in the forms a community needs where the bot does not speak: 群发, a lettered sign, a page to hang up."""

from dataclasses import dataclass

from plugins.activity.list_texts import call
from plugins.activity.models import Activity
from plugins.cards.card import Card
from plugins.kernel import clock
from plugins.kernel.masking import mask

from . import brief, dated, version_texts
from .models import Bulletin


@dataclass(frozen=True, slots=True)
class Versions:
    """Ready words: to be sent to many, for a sign (with what found no room on it), and the page as the data of a card."""

    name: str
    mass: str
    sign: brief.Line
    page: Card


def mass_text(bulletin: Bulletin, community: str) -> str:
    """The whole of it, with dates that hold tomorrow, too."""
    words = dated.annotated(bulletin.words, clock.local(bulletin.goes_at).date())
    return version_texts.mass(words, community, clock.local(bulletin.goes_at).date())


def of_bulletin(bulletin: Bulletin, community: str) -> Versions:
    """The forms of a notice."""
    on = clock.local(bulletin.goes_at).date()
    exact = dated.absolute(bulletin.words, on)
    page = Card(
        "bulletin",
        {
            "title": "紧急公告" if bulletin.urgent else "公告",
            "words": [line.strip() for line in exact.splitlines() if line.strip()],
            "community": community,
            "day": f"{on.year}年{dated.plain(on)}",
        },
    )
    return Versions(version_texts.bulletin(bulletin.number), mass_text(bulletin, community), brief.led(exact), page)


def of_activity(activity: Activity, community: str, leader: str, page: Card) -> Versions:
    """The forms of an activity; ``page``: its poster. Where the bot is not, nobody can say 「报名 12」 to it."""
    words = version_texts.activity(activity, leader)
    return Versions(
        f"活动 {call(activity)}",
        version_texts.mass(words, community, None),
        sign_of(activity),
        page,
    )


def sign_of(activity: Activity) -> brief.Line:
    """Date, time and place whole, the title as far as there is room."""
    head = f"{version_texts.hours(activity)} "
    place, title = mask(activity.place), mask(activity.title)
    ends = (f"{head}{place} {title}，欢迎参加", f"{head}{place} {title}")
    fits = next((each for each in ends if len(each) <= brief.MOST), None)
    if fits:
        return brief.Line(fits, ())
    room = brief.MOST - len(head) - len(place) - 1
    if room >= min(4, len(title)):
        return brief.Line(f"{head}{place} {title[:room]}", [title])
    return brief.Line(f"{head}{title}"[: brief.MOST], [place])
