"""One activity as the data of a poster, with a QR code of the words that sign one up."""

from plugins.cards.card import Card
from plugins.kernel import clock
from plugins.kernel.masking import mask

from . import publication_texts, texts
from .models import Activity


def card(community: str, activity: Activity, leader: str, stands: str) -> Card:
    """The poster of an activity; ``stands``: how many are missing now, which no paper should say."""
    invites = publication_texts.invites(activity)
    say = f"报名 {activity.number}" if invites else ""
    closes = f"{texts.moment(activity.signup_closes_at)} 前报名" if activity.signup_closes_at else ""
    return Card(
        "poster",
        {
            "number": activity.number,
            "title": mask(activity.title),
            "community": community,
            "day": texts.day(activity.starts_at),
            "time": _hours(activity),
            "place": mask(activity.place),
            "leader": mask(leader),
            "limit": texts.numbers(activity),
            "stands": stands,
            "closes": closes if invites else "",
            "over": "" if invites else publication_texts.over(activity),
            "say": say,
            "code": code(say) if invites else [],
        },
    )


def _hours(activity: Activity) -> str:
    start, end = clock.local(activity.starts_at), clock.local(activity.ends_at)
    until = texts.hour(activity.ends_at) if start.date() == end.date() else texts.moment(activity.ends_at)
    return f"{texts.hour(activity.starts_at)}–{until}"


def code(say: str) -> list[str]:
    """The QR code's rows, ``1`` for dark, without the quiet zone; a quarter of it may be dirty and it still reads."""
    import segno

    made = segno.make_qr(say, error="q", encoding="utf-8")
    return ["".join("1" if module else "0" for module in row) for row in made.matrix]
