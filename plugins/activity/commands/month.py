"""月历: the month's activities as a picture, or on paper for the notice board."""

import re
from collections.abc import Sequence

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout

from .. import calendar_texts, finding, month_page, signing, texts
from ..models import Activity
from ..stretch import month_of, read_stretch

PAPER = r"(?P<paper>[aA][34]|打印|[pP][dD][fF])?纸?"
MONTH = r"(?P<month>(?:(?:20\d\d|[去今明])年\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|[本这当上下]个?月)?"
ASKED = re.compile(rf"{MONTH}\s*{PAPER}")


def paper_of(said: str | None) -> str | None:
    """The paper that is meant: A4 unless another is named; ``None``: no paper at all."""
    return None if said is None else "A3" if said.upper() == "A3" else "A4"


@command(
    "月历",
    words=("活动月历", "活动日历"),
    topic="看活动",
    summary="一个月的活动画成一张月历，也能打印贴公告栏",
    usage="月历 [12月] [A4|A3]",
    examples=("月历", "月历 12月", "月历 12月 A4"),
    takes=Takes.REFERENCE,
    shape=ASKED.pattern,
)
async def month(turn: Turn) -> Answer:
    """The picture with the dates under it; with a paper, a page as PDF."""
    asked = ASKED.fullmatch(turn.rest)
    today = clock.local().date()
    said = asked["month"] if asked else None
    wanted = read_stretch(said, today) if said else month_of(today.year, today.month)
    if wanted is None:
        raise Refusal(calendar_texts.which_month())
    found = await finding.between(turn.session, turn.community_id, wanted.starts_at, wanted.ends_at)
    paper = paper_of(asked["paper"]) if asked else None
    stands = {} if paper else await _stands(turn, found)
    text = calendar_texts.month_listed(turn.speaker.community, wanted, found, stands)
    page = month_page.card(turn.speaker.community, wanted, found, stands)
    if paper is None:
        return Answer(text, card=page)
    return Answer(
        calendar_texts.printed(f"{wanted.label}的月历", paper),
        printout=Printout(f"{turn.speaker.community}-{wanted.label}-{paper}.pdf", paper, page),
        without_file=calendar_texts.not_printed(text),
    )


async def _stands(turn: Turn, found: Sequence[Activity]) -> dict[int, str]:
    """How many are missing to those that are still to come; on paper it would soon be wrong."""
    stands = {}
    for each in found:
        if each.starts_at > clock.now() and (said := texts.enough(each, await signing.tally(turn.session, each.id))):
            stands[each.id] = said
    return stands
