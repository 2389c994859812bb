"""预约表: the day's sheet, for whoever runs the service: as text and picture, and as a page to print."""

from plugins.activity.commands.choosing import led
from plugins.activity.commands.month import PAPER, paper_of
from plugins.activity.models import Activity
from plugins.activity.texts import day, hour
from plugins.cards.card import Card
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout

from .. import plans, reserving, texts
from ..models import BookingPlan, Source
from .booking import TOPIC

Rows = list[tuple[str, list[str]]]


@command(
    "预约表",
    topic=TOPIC,
    summary="看谁约在几点，也能打印",
    usage="预约表 活动号 [A4]",
    examples=("预约表 {n}", "预约表 {n} A4"),
    takes=Takes.REFERENCE,
    shape=rf"(?:#?\d{{1,6}}号?)?\s*{PAPER}",
)
async def sheet(turn: Turn) -> Answer:
    """Only in private, because names stand on it."""
    number, _, paper = turn.rest.partition(" ")
    activity, _ = await led(turn, number)
    if turn.heard.in_group:
        raise Refusal(texts.sheet_in_private())
    plan = await plans.of(turn.session, activity)
    if plan is None:
        raise Refusal(texts.not_bookable(activity))
    rows, waiting = await _rows(turn, activity, plan)
    text, card = texts.sheet(activity, rows, waiting), _card(turn.speaker.community, activity, rows, waiting)
    chosen = paper_of(paper.strip() or None)
    if chosen is None:
        return Answer(text, card=card, about=activity.subject)
    printout = Printout(f"预约表-{activity.number}-{chosen}.pdf", chosen, card)
    return Answer(text, printout=printout, without_file=text, about=activity.subject)


async def _rows(turn: Turn, activity: Activity, plan: BookingPlan) -> tuple[Rows, list[str]]:
    listed = await reserving.listed(turn.session, activity.id)
    rows = []
    for slot in range(plans.slots(activity, plan)):
        names = [texts.person(member, Source(row.source)) for row, member in listed if row.slot == slot]
        rows.append((hour(plans.begins(activity, plan, slot)), names))
    return rows, [texts.person(member, Source(row.source)) for row, member in listed if row.slot is None]


def _card(community: str, activity: Activity, rows: Rows, waiting: list[str]) -> Card:
    return Card(
        "sheet",
        {
            "title": mask(activity.title),
            "number": activity.number,
            "community": community,
            "when": f"{day(activity.starts_at)} {hour(activity.starts_at)}–{hour(activity.ends_at)}",
            "place": mask(activity.place),
            "rows": [{"time": time, "names": names} for time, names in rows],
            "waiting": waiting,
        },
    )
