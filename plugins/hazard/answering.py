"""What comes back to a question about a report: where, what, the same thing?, two things?, new or more?"""

import re
from dataclasses import replace

from plugins.inbox import questions
from plugins.inbox.meaning import mood
from plugins.inbox.meaning.danger import present
from plugins.inbox.table import Answer, Turn
from plugins.kernel.refusal import Refusal
from plugins.people import members
from plugins.people.models import Member
from plugins.people.spots import Spot
from plugins.tickets import disclosure, finding
from plugins.tickets.audience import Audience
from plugins.tickets.life import LIVE
from plugins.tickets.models import Ticket

from . import drafts, filing, intake, kind, report, texts
from .models import Asked, Hazard, HazardDraft

_CONTINUED = re.compile(rf"{drafts.WORD}(?P<number>\d{{1,9}})\s+(?P<choice>\S+)\s*(?P<said>.*)", re.DOTALL)
_WHERE = re.compile(rf"{drafts.WHERE}\s*(?P<number>\d{{1,6}})\s*(?P<said>.*)", re.DOTALL)
_FOLLOW, _NEW, _APART, _ONE, _MORE = "跟进", "新报", "分开", "一件", "补充"


def continues(rest: str) -> bool:
    """Whether the words are a line that one of our questions has left."""
    return bool(_CONTINUED.fullmatch(rest) or _WHERE.fullmatch(rest))


def may_be_a_place(line: str, text: str) -> bool:
    """Whether something said to us may answer 「在哪里」: a question is asked of us, thanks are no place, and danger comes first."""
    if not line.endswith(f" {Asked.PLACE}") and drafts.WHERE not in line:
        return True
    if report.says_unknown(text) or report.is_place_alone(text):
        return True
    return not (mood.is_question(text) or text in questions.NO_NAMES or present(text))


async def go_on(turn: Turn) -> Answer:
    """Do what the answer says. Raises ``Refusal`` when the draft is gone."""
    me = await members.myself(turn)
    if found := _WHERE.fullmatch(turn.rest):
        return await _place_of(turn, me, int(found["number"]), found["said"])
    found = _CONTINUED.fullmatch(turn.rest)
    draft = await drafts.waiting(turn.session, me.id, int(found["number"])) if found else None
    if found is None or draft is None:
        raise Refusal(texts.gone())
    if draft.asked == Asked.PLACE and present(found["said"]):
        return await intake.begin(turn, found["said"])  # the draft is filed by itself when its time is over
    understood = await drafts.report_of(turn.session, draft)
    if turn.heard.pictures:
        photos = dict.fromkeys((*understood.photos, *turn.heard.pictures))  # one that was kept comes once more from the album
        understood = replace(understood, photos=list(photos))
    about, asked = draft.about_id, Asked(draft.asked)
    await drafts.drop(turn.session, draft)
    if asked in (Asked.PLACE, Asked.WHAT):
        return await _said(turn, me, understood, asked, found["said"])
    return await _chosen(turn, me, understood, found["choice"], about, asked)


async def take_place(turn: Turn, me: Member, draft: HazardDraft, said: str) -> Answer:
    """The place of what was offered to be reported: whoever says it wants that."""
    understood = await drafts.report_of(turn.session, draft)
    await drafts.drop(turn.session, draft)
    await questions.drop(turn.session, turn.heard)
    return await _said(turn, me, understood, Asked.PLACE, said)


async def _said(turn: Turn, me: Member, understood: report.Report, asked: Asked, said: str) -> Answer:
    """The place, or what it is; the words are kept beside what was said before."""
    if asked is Asked.WHAT:
        words = f"{understood.words} {said.strip()}".strip()[: report.LONGEST]
        again = await report.read(turn.session, turn.community_id, words)
        whole = replace(understood, words=words, spot=again.spot, category=again.category, danger=again.danger)
        return await (intake.alarm if whole.danger else intake.go_on)(turn, me, whole)
    spot = await report.place_said(turn.session, turn.community_id, said)
    if spot and understood.spot and understood.spot.estate and not spot.estate:
        spot = replace(spot, estate=understood.spot.estate)
    words = f"{understood.words}（{said.strip()}）" if spot else understood.words
    return await intake.go_on(turn, me, replace(understood, spot=spot, words=words[: report.LONGEST]), ask=False)


async def _chosen(turn: Turn, me: Member, understood: report.Report, choice: str, about: int | None, asked: Asked) -> Answer:
    if choice == _APART:
        return await _apart(turn, me, understood)
    if choice == _NEW and asked is Asked.SAME:
        return await intake.file(turn, me, understood)
    if choice in (_ONE, _NEW):
        return await intake.go_on(turn, me, understood)
    ticket = await finding.lock(turn.session, about) if about else None
    if ticket is None:
        raise Refusal(texts.gone())
    if choice == _MORE:
        return await intake.note(turn, me, ticket, understood.words)
    await intake.follow(turn, me, ticket, understood.words)
    return Answer(texts.following(await disclosure.view(turn.session, ticket, _audience(turn))), about=ticket.subject)


def _audience(turn: Turn) -> Audience:
    return Audience.GROUP if turn.heard.in_group else Audience.FOLLOWER


async def _apart(turn: Turn, me: Member, understood: report.Report) -> Answer:
    """Each problem is a report of its own; photos belong to the last one, like those that follow."""
    several = await report.parts(turn.session, turn.community_id, understood.words)
    lines, ticket = [], None
    for index, part in enumerate(several):
        photos = understood.photos if index == len(several) - 1 else ()
        own = replace(part, photos=photos, anonymous=understood.anonymous, behalf_id=understood.behalf_id)
        answer = await intake.file(turn, me, replace(own, heard_at=understood.heard_at))
        ticket = await finding.lock(turn.session, int((answer.about or "").removeprefix("ticket:")))
        lines.append(texts.one_of_several(await disclosure.view(turn.session, ticket, Audience.GROUP)))
    if ticket is None:
        return await intake.go_on(turn, me, understood)
    return Answer(texts.several(lines, ticket.number), about=ticket.subject)


async def _place_of(turn: Turn, me: Member, number: int, said: str) -> Answer:
    """The place of a report that was filed without one."""
    ticket = await finding.lock(turn.session, (await finding.by_number(turn.session, turn.community_id, number)).id)
    if not intake.is_hazard(ticket):
        raise Refusal(texts.gone())
    spot = await report.place_said(turn.session, turn.community_id, said)
    if spot and not ticket.place:
        await set_place(turn, ticket, spot)
    words = said.strip()[: report.LONGEST] or texts.UNKNOWN
    loud = ticket.urgent and ticket.state in LIVE
    if loud:
        await filing.tell_where(turn.session, ticket, words)
    await intake.add(turn, me, ticket, words, tell=not loud)
    return Answer(texts.place_noted(await disclosure.view(turn.session, ticket, Audience.GROUP)), about=ticket.subject)


async def set_place(turn: Turn, ticket: Ticket, spot: Spot) -> None:
    """Where it is, learned later. Who has it keeps it."""
    row = await turn.session.get_one(Hazard, ticket.id)
    known = report.Report("", spot, row.category, None)
    ticket.place, row.core, row.spot = known.place, known.core, known.key
    ticket.place_id = await kind.place_id(turn.session, turn.community_id, spot)
    await turn.session.flush()
