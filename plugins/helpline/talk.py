"""Words for the other side: under a quoted message of ours, after 「回复 124」, or, asked back, just so."""

import re
from collections.abc import Sequence

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Member
from plugins.tickets import finding, kinds, standing
from plugins.tickets.life import OPEN
from plugins.tickets.models import Ticket

from . import alarm, crisis_texts, kind, needs, relay, relay_texts

LONGEST = 800
ORDER = 5
SAID = "help.reply"
_MEANT_FOR_US = re.compile(
    r"(?:办结|办好|办完|退回|转交|进度|接单|找人|满意|一般|不满意|没解决|重开|撤回|催办|谁看过)(?=[\s,，:：。!！]|\d|$)"
)

deeds.cannot_be_undone(SAID, relay_texts.words_stand())


async def find(turn: Turn, number: int) -> Ticket:
    """The need of that number in which the speaker is a side, in whatever community; else the one here. Raises ``Refusal``."""
    for ticket in await needs.open_for(turn):
        if ticket.number == number:
            return await finding.lock(turn.session, ticket.id)
    return (await needs.locked(turn, number))[0]


async def send_on(turn: Turn, ticket_id: int, words: str, photos: Sequence[str]) -> Answer:
    """Pass it to the other side. Raises ``Refusal``: it has ended, or the speaker is neither side, or says nothing."""
    ticket = await finding.lock(turn.session, ticket_id)
    label, me = kinds.label(ticket), await _me(turn, ticket)
    if ticket.state not in OPEN:
        raise Refusal(relay_texts.not_open(label))
    if not await relay.is_party(turn.session, ticket, me.id):
        raise Refusal(relay_texts.not_a_party(label))
    if not words and not photos:
        raise Refusal(relay_texts.nothing_said(ticket.number))
    if len(words) > LONGEST:
        raise Refusal(relay_texts.too_long(LONGEST))
    line = await relay.write(turn.session, ticket, me, words, photos, turn.heard)
    if turn.speaker.community_id is not None:
        await deeds.record(turn, SAID, ticket.subject)
    missing = len(turn.heard.photos) - len(photos) if turn.heard.photos else 0
    said = relay_texts.passed_on(label, taken=line.to_id is not None, photos=len(photos), missing=missing)
    return Answer(await _numbers_first(turn, ticket, me, words) + said, about=ticket.subject)


async def _me(turn: Turn, ticket: Ticket) -> Member:
    known = await members.by_user(turn.session, ticket.community_id, turn.heard.platform, turn.heard.user)
    return known or await members.myself(turn)


async def _numbers_first(turn: Turn, ticket: Ticket, me: Member, words: str) -> str:
    """Who asked for a small thing and now speaks of death is heard by those on duty as well."""
    which = alarm.in_words(words)
    if which is None or not await standing.reports(turn.session, ticket, me.id):
        return alarm.numbers_for(words)
    await alarm.tell_duty(turn.session, ticket, which)
    return f"{crisis_texts.numbers(which)}\n"


async def _quoted(turn: Turn) -> Ticket | None:
    """The open need of the speaker's that our quoted message was about."""
    about = turn.heard.about or ""
    if turn.heard.in_group or about.partition(":")[0] not in (relay.TOPIC, "ticket"):
        return None
    ticket = await turn.session.get(Ticket, finding.id_in(about))
    if ticket is None or ticket.kind != kind.KEY:
        return None
    me = await members.by_user(turn.session, ticket.community_id, turn.heard.platform, turn.heard.user)
    return ticket if me and await relay.is_party(turn.session, ticket, me.id) else None


async def _claims(turn: Turn) -> Claim:
    something = turn.heard.text or turn.heard.photos
    return Claim.FIRST if something and turn.heard.quoted and await _quoted(turn) else Claim.NONE


async def _pass_on(turn: Turn) -> Answer:
    ticket = await _quoted(turn)
    assert ticket
    if word := _MEANT_FOR_US.match(turn.heard.text):
        raise Refusal(relay_texts.say_the_number(word[0], ticket.number))
    words = turn.heard.said.removeprefix("回复").strip(" ,，:：")
    return await send_on(turn, ticket.id, words, turn.heard.pictures)


use_listener(_claims, _pass_on, name="回复", order=ORDER, private_photos=True)
