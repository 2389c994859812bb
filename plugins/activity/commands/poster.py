"""海报: one activity on a poster, with a code that holds the words to send."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.outbox.painting import Printout

from .. import calendar_texts, finding, notices, poster_page, publication_texts, signing, texts
from ..models import Activity, ActivityState
from ..reference import read_reference
from .choosing import choose
from .month import PAPER, paper_of

ASKED = re.compile(rf"(?P<which>\d{{1,6}}号?)?\s*{PAPER}")


@command(
    "海报",
    words=("活动海报",),
    topic="看活动",
    summary="给活动出一张带二维码的海报，也能打印",
    usage="海报 活动号 [A4|A3]",
    examples=("海报 {n}", "海报 {n} A4"),
    takes=Takes.REFERENCE,
    shape=ASKED.pattern,
    writes=True,
    looks=True,
)
async def poster(turn: Turn) -> Answer:
    """The picture with the facts under it; with a paper, a page as PDF."""
    asked = ASKED.fullmatch(turn.rest)
    which, said = (asked["which"], asked["paper"]) if asked else (None, None)
    found = await _found(turn, which or "")
    if len(found) > 1:
        return await choose(turn, found, lambda each: f"海报 {each.number} {said or ''}".strip())
    return await _answer(turn, found[0], paper_of(said))


async def _found(turn: Turn, which: str) -> list[Activity]:
    reference = read_reference(which.removesuffix("号"), clock.local(turn.heard.sent_at))
    among = await finding.open_ones(turn.session, turn.community_id, clock.now())
    found = list(finding.nearest(reference, await finding.meant(turn, reference, among)))
    if not found:
        raise Refusal(texts.nothing_open())
    if found[0].state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(found[0]))
    if found[0].ends_at <= clock.now():
        raise Refusal(texts.is_over(found[0]))
    return found


async def _answer(turn: Turn, activity: Activity, paper: str | None) -> Answer:
    leader = await notices.leader_name(turn.session, activity)
    stands = (
        ""
        if paper or not publication_texts.invites(activity)
        else texts.enough(activity, await signing.tally(turn.session, activity.id))
    )
    page = poster_page.card(turn.speaker.community, activity, leader, stands)
    text = publication_texts.announcement(activity, leader)
    if paper is None:
        now = f"现在{stands}。\n" if stands else ""
        return Answer(f"{text}\n{now}{calendar_texts.poster_hint(activity)}", card=page, about=activity.subject)
    return Answer(
        calendar_texts.printed(f"{texts.title(activity)} 的海报", paper),
        printout=Printout(f"海报-{activity.number}-{paper}.pdf", paper, page),
        without_file=calendar_texts.not_printed(text),
        about=activity.subject,
    )
