"""From what was said to one activity; several become a numbered list that is answered with a number."""

from collections.abc import Callable, Sequence

from plugins.inbox import questions
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import finding, leader_texts, publishing, texts
from ..models import Activity
from ..reference import Reference, read_reference

MOST_CHOICES = 20


async def choose(turn: Turn, found: Sequence[Activity], line: Callable[[Activity], str]) -> Answer:
    """Ask which one; the answer runs ``line`` of it."""
    found = [await finding.lock(turn.session, each.id) for each in found[:MOST_CHOICES]]
    await questions.ask(turn.session, turn.heard, [line(each) for each in found])
    return Answer(texts.which_one(found), done=False)


async def names_an_open_one(turn: Turn) -> bool:
    """Whether the rest of a message names an activity that is open here (「报名巡湖」, 「报名二」)."""
    now = clock.local(turn.heard.sent_at)
    try:
        reference = read_reference(turn.rest, now)
    except Refusal:
        return False
    if reference.names_nothing:
        return False
    among = await finding.open_ones(turn.session, turn.community_id, turn.heard.sent_at)
    if reference.number is not None:
        return any(each.number == reference.number for each in among)
    return bool(finding.fitting(reference, among))


async def changing(turn: Turn, text: str) -> tuple[Activity | None, str]:
    """For commands of leaders: the activity whose number or title stands first in ``text`` (else the quoted one), and the rest."""
    head, _, rest = text.partition(" ")
    digits = head.strip(" 号#")
    if digits.isdigit() and len(digits) < 7:
        return await finding.by_number(turn.session, turn.community_id, int(digits)), rest.strip()
    if here := await finding.quoted(turn):
        return here, text.strip()
    named = await _called(turn, head)
    return named, (rest if named else text).strip()


async def _called(turn: Turn, head: str) -> Activity | None:
    try:
        reference = read_reference(head, clock.local(turn.heard.sent_at))
    except Refusal:
        return None
    return await finding.called(turn.session, turn.community_id, reference, clock.now())


async def led(turn: Turn, text: str) -> tuple[Activity, str]:
    """The activity to change, locked, and what is to be done to it. Raises ``Refusal`` when it is not the speaker's."""
    found, rest = await changing(turn, text)
    if found is None:
        raise Refusal(leader_texts.which_number(turn.word))
    activity = await finding.lock(turn.session, found.id)
    await publishing.check_leads(turn.session, turn.speaker, activity)
    return activity, rest


async def still_changeable(turn: Turn, text: str) -> tuple[Activity, str]:
    """The same, refused for an activity that is cancelled or over."""
    activity, rest = await led(turn, text)
    publishing.check_changeable(activity)
    return activity, rest


def without_number(reference: Reference) -> str:
    """The words behind the reference that a chosen number is put in front of: 「3人」「带孙子」."""
    parts = []
    if reference.children:
        parts.append(f"带{reference.children}个孩子")
    if reference.guests:
        parts.append(f"+{reference.guests}")
    if reference.said_heads and not parts:
        parts.append("1人")
    return " ".join(parts)
