"""记录: who did what when, for the leader."""

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal

from .. import leader_texts, publishing, record_texts
from ..record import page
from .choosing import changing
from .publication import TOPIC


@command(
    "记录",
    words=("操作记录", "活动记录"),
    topic=TOPIC,
    summary="看一个活动谁什么时候做了什么",
    usage="记录 活动号 [页]",
    examples=("记录 {n}", "记录 {n} 2"),
    takes=Takes.REFERENCE,
    shape=r"(?:\d{1,6}(?!\d)\s*号?)?(?:\s*第?\s*\d{1,3}\s*页?)?",
)
async def show(turn: Turn) -> Answer | str:
    """Newest first, twenty a page; names, no numbers of persons. What each said is shown in private only."""
    found, rest = await changing(turn, turn.rest)
    if found is None:
        raise Refusal(leader_texts.which_number(turn.word))
    await publishing.check_leads(turn.session, turn.speaker, found)
    number = max(int(rest.strip("第页 ") or 1), 1)
    shown = await page(turn.session, found, number)
    if not shown.of:
        return record_texts.nothing(found)
    if not shown.lines:
        raise Refusal(record_texts.no_such_page(found, shown.of))
    return Answer(record_texts.record(found, shown.lines, number, shown.of, words=not turn.heard.in_group), about=found.subject)
