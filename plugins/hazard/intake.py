"""Taking a report: danger at once; else asking, once each, what is missing: what, where, the same thing?, two things?"""

from dataclasses import replace

from plugins.inbox import questions
from plugins.inbox.meaning.danger import Danger
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import members, settings
from plugins.people.models import Member
from plugins.tickets import disclosure, following, standing, telling, undoing
from plugins.tickets.acting import act
from plugins.tickets.audience import Audience
from plugins.tickets.life import OPEN, Standing, State, Verb
from plugins.tickets.models import Ticket

from . import drafts, duplicates, filing, kind, report, rules, texts
from .models import Asked
from .report import Report

GAS = settings.knob(
    "燃气抢修电话", "有燃气味时告诉大家打这个电话；0 是还没填", default=0, low=0, high=99_999_999_999, topic="随手报"
)


async def gas_phone(turn: Turn) -> str:
    """The number of the local gas company, empty while nobody has entered it."""
    return str(await settings.value(turn.session, turn.community_id, GAS) or "")


async def begin(turn: Turn, words: str, *, anonymous: bool = False, behalf: Member | None = None) -> Answer:
    """A new report in these words, with the photos of the message."""
    words = words.strip()
    if len(words) > report.LONGEST:
        raise Refusal(texts.too_long(report.LONGEST))
    me = await members.myself(turn)
    understood = await report.read(turn.session, turn.community_id, words)
    understood = replace(
        understood,
        photos=list(turn.heard.pictures) or await drafts.photos_without_words(turn.session, me.id, turn.heard),
        anonymous=anonymous,
        behalf_id=behalf.id if behalf else None,
        heard_at=drafts.place_in(turn.heard),
    )
    if understood.danger:
        return await alarm(turn, me, understood)
    if understood.bare or not any(sign.isalnum() for sign in words):
        await drafts.keep(turn, me.id, understood, Asked.WHAT)
        say = texts.what_there(understood.place) if understood.bare else texts.what(len(understood.photos))
        return Answer(say, done=False)
    several = await report.parts(turn.session, turn.community_id, words)
    if several:
        await drafts.keep(turn, me.id, understood, Asked.SPLIT)
        shown = [texts.one_part(each.category, each.place) for each in several]
        return Answer(texts.are_they_two(shown), done=False)
    return await go_on(turn, me, understood)


async def go_on(turn: Turn, me: Member, understood: Report, *, ask: bool = True) -> Answer:
    """File it, unless its place is missing or somebody has reported it; ``ask=False``: without asking where."""
    if ask and (understood.spot is None or not understood.spot.exact):
        if await _is_talk(turn, understood):
            return Answer("", done=False)
        await drafts.keep(turn, me.id, understood, Asked.PLACE)
        return Answer(texts.where(understood.category), done=False)
    known = await duplicates.find(turn.session, turn.community_id, understood)
    if known is None:
        return await file(turn, me, understood)
    who = await standing.actor(turn, known, me)
    if Standing.REPORTER in who.standing and known.state in OPEN:
        return await add_words(turn, me, known, understood)
    await drafts.keep(turn, me.id, understood, Asked.SAME, known.id)
    view = await disclosure.view(turn.session, known, Audience.GROUP)
    words = "" if turn.heard.in_group else texts.quoted(known.words)
    return Answer(texts.is_it_the_same(view, texts.day_of(known.opened_at), words), done=False, about=known.subject)


async def _is_talk(turn: Turn, understood: Report) -> bool:
    """In a group, words of which nothing was understood are left alone."""
    return not turn.heard.spoken_to and understood.category == rules.OTHER and not turn.heard.photos


async def file(turn: Turn, me: Member, understood: Report) -> Answer:
    """It has a number; 「撤销」 withdraws it."""
    filed = await filing.file(turn.session, turn.community_id, me.id, understood)
    ticket = filed.ticket
    await undoing.record_opened(turn, ticket)
    drafts.expect_photos(turn.session, understood.heard_at, clock.now() + questions.LIFE)
    view = await _view(turn, ticket)
    behalf = await turn.session.get(Member, understood.behalf_id) if understood.behalf_id else None
    text = texts.filed(
        view,
        ticket.number,
        photos=len(understood.photos),
        lost=max(0, len(turn.heard.photos) - len(turn.heard.pictures)),
        behalf=behalf.name if behalf and not turn.heard.in_group else "",
        anonymous=understood.anonymous,
        nobody=ticket.state == State.NEW,
    )
    return Answer(text, about=ticket.subject)


async def _view(turn: Turn, ticket: Ticket) -> disclosure.View:
    audience = Audience.GROUP if turn.heard.in_group else Audience.REPORTER
    return await disclosure.view(turn.session, ticket, audience)


async def alarm(turn: Turn, me: Member, understood: Report) -> Answer:
    """Numbers first. One danger is one ticket, however many report it; a missing place is asked for after everybody knows."""
    danger = understood.danger
    assert danger
    gas = await gas_phone(turn)
    alone = danger is Danger.SELF  # one person's despair is never put to another's
    known = None if alone else await duplicates.same_danger(turn.session, turn.community_id, understood)
    if known:
        await follow(turn, me, known, understood.words)
        return Answer(texts.danger_known(danger, gas, await _view(turn, known)), about=known.subject)
    filed = await filing.file(turn.session, turn.community_id, me.id, understood)
    ticket = filed.ticket
    await undoing.record_opened(turn, ticket)
    drafts.expect_photos(turn.session, understood.heard_at, clock.now() + questions.LIFE)
    if not ticket.place:
        await questions.ask(turn.session, turn.heard, [f"随手报 {drafts.WHERE} {ticket.number}"], blank=True)
    return Answer(texts.danger_filed(danger, gas, await _view(turn, ticket), filed.told), about=ticket.subject)


async def follow(turn: Turn, me: Member, ticket: Ticket, words: str = "") -> None:
    """Let the speaker hear of it; his words go to whoever has it, where it still takes any."""
    who = await standing.actor(turn, ticket, me)
    await following.follow(turn, ticket, me.id, who)
    if words and ticket.state in OPEN:
        await add(turn, me, ticket, words)


async def add_words(turn: Turn, me: Member, ticket: Ticket, understood: Report) -> Answer:
    """The reporter says it again: what he says and shows is put to his own report."""
    await add(turn, me, ticket, understood.words)
    return Answer(texts.own_already(await _view(turn, ticket)), about=ticket.subject)


async def add(turn: Turn, me: Member, ticket: Ticket, words: str, *, tell: bool = True) -> None:
    """Put words and the photos of the message to a ticket; ``tell``: those concerned hear of it."""
    who = await standing.actor(turn, ticket, me)
    step = await act(turn.session, ticket, Verb.NOTE, who, words=words, photos=turn.heard.pictures)
    await undoing.record(turn, ticket, step)
    if tell:
        await telling.report(turn.session, ticket, step)


async def note(turn: Turn, me: Member, ticket: Ticket, words: str) -> Answer:
    """More about a report, by one who reported or follows it."""
    await add(turn, me, ticket, words)
    return Answer(texts.noted(await _view(turn, ticket)), about=ticket.subject)


def is_hazard(ticket: Ticket) -> bool:
    """Whether the ticket is of this room."""
    return ticket.kind == kind.KEY
