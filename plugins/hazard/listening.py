"""What people say to the bot without a command, where it concerns a hazard: a danger, a photo, more about their report, a new one.

Danger is heard before anything is guessed; the rest only when nothing else was understood, and it is asked back.
"""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import album
from plugins.inbox.heard import Heard
from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.meaning import mood
from plugins.inbox.meaning.danger import present
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.people import deeds, members
from plugins.people.models import Deed, Member
from plugins.tickets import disclosure, finding, kinds, owners, standing, telling
from plugins.tickets.audience import Audience
from plugins.tickets.life import OPEN, UNDONE, Standing
from plugins.tickets.models import Ticket

from . import answering, drafts, duplicates, intake, kind, report, rules, texts
from .models import Asked, Hazard, HazardDraft

PHOTO = "hazard.photo"
SHORTEST = 4  # characters of a text that may be more about a report: 谢谢 is not
ORDER = 50  # rooms that know more about persons come first
_AT_HOME = re.compile(
    "我家|家里|家中|屋里|厨房|卫生间|厕所|阳台|卧室|客厅|水龙头|马桶|灯泡|热水器|老人|我[爸妈爷奶]|帮我|帮忙|找人|找个|陪|上门"
)
"""What is wrong inside one's own four walls, or wants somebody to come: rather a need of one's own than a hazard for all."""


async def _wanted(turn: Turn) -> Claim:
    heard = turn.heard
    if not heard.text:
        return Claim.FIRST if heard.photos and not heard.quoted else Claim.NONE
    if present(heard.text):
        return Claim.FIRST
    if await _quoted(turn) or await _wished(turn):
        return Claim.FIRST
    if mood.is_question(heard.text) or len(heard.text) < SHORTEST:
        return Claim.NONE
    understood = await report.read(turn.session, turn.community_id, heard.text)
    if understood.category != rules.OTHER:
        return Claim.LAST if _AT_HOME.search(heard.text) else Claim.RATHER
    return Claim.LAST if await _open_of(turn.session, turn.speaker.member_id) else Claim.NONE


async def _quoted(turn: Turn) -> Ticket | None:
    """The hazard whose message was quoted, where the speaker reported or follows it: free words behind it are news about it."""
    about = turn.heard.about or ""
    if not about.startswith("ticket:") or turn.speaker.member_id is None:
        return None
    ticket = await turn.session.get(Ticket, int(about.removeprefix("ticket:")))
    if ticket is None or ticket.community_id != turn.community_id or not intake.is_hazard(ticket) or ticket.state not in OPEN:
        return None
    me = await turn.session.get_one(Member, turn.speaker.member_id)
    who = await standing.actor(turn, ticket, me)
    return ticket if who.standing & {Standing.REPORTER, Standing.FOLLOWER} else None


async def _wished(turn: Turn) -> HazardDraft | None:
    """What was offered to be reported, where the place is said instead of yes."""
    if turn.speaker.member_id is None or not report.is_place_alone(turn.heard.text):
        return None
    draft = await drafts.latest(turn.session, turn.speaker.member_id, turn.heard)
    return draft if draft and draft.asked == Asked.WISH else None


async def _open_of(session: AsyncSession, member_id: int | None) -> Ticket | None:
    """The member's newest report that still has to be seen to, of the last fourteen days."""
    if member_id is None:
        return None
    query = select(Ticket).where(Ticket.reporter_id == member_id, Ticket.kind == kind.KEY, Ticket.state.in_(UNDONE))
    query = query.where(Ticket.opened_at > clock.now() - duplicates.LATELY)
    return await session.scalar(query.order_by(Ticket.id.desc()).limit(1))


async def _hear(turn: Turn) -> Answer:
    heard = turn.heard
    if not heard.text:
        return await _photo(turn)
    if present(heard.text):
        return await intake.begin(turn, heard.said)
    me = await members.myself(turn)
    if ticket := await _quoted(turn):
        return await intake.note(turn, me, await finding.lock(turn.session, ticket.id), heard.said)
    if draft := await _wished(turn):
        return await answering.take_place(turn, me, draft, heard.said)
    understood = await report.read(turn.session, turn.community_id, heard.said)
    mine = await _open_of(turn.session, me.id)
    waiting = _of(turn, understood)
    elsewhere = understood.spot is not None and understood.spot.exact and understood.category != rules.OTHER
    if mine and not elsewhere:
        await drafts.keep(turn, me.id, waiting, Asked.MORE, mine.id)
        return Answer(texts.more_or_new(await disclosure.view(turn.session, mine, Audience.GROUP)), done=False)
    await drafts.keep(turn, me.id, waiting, Asked.WISH)
    return Answer(texts.wish_to_report(understood.category, understood.place), done=False)


def _of(turn: Turn, understood: report.Report) -> report.Report:
    return report.Report(
        turn.heard.said[: report.LONGEST],
        understood.spot,
        understood.category,
        understood.danger,
        photos=list(turn.heard.pictures),
        heard_at=drafts.place_in(turn.heard),
    )


async def _photo(turn: Turn) -> Answer:
    """A photo alone: of the report that waits here, of the one just made here, or of one still to come."""
    me, heard = await members.myself(turn), turn.heard
    count, lost = len(heard.pictures), len(heard.photos) - len(heard.pictures)
    if draft := await drafts.latest(turn.session, me.id, heard):
        album.take(heard)
        draft.photos = [*draft.photos, *heard.pictures]
        await turn.session.flush()
        return Answer("" if heard.in_group else texts.photo_kept(count, lost), done=False)
    ticket = await _just_reported(turn.session, me.id, heard)
    if ticket is None and heard.in_group:
        return Answer("", done=False)
    if ticket is None:
        empty = report.Report("", None, rules.OTHER, None, photos=list(heard.pictures), heard_at=drafts.place_in(heard))
        await drafts.keep(turn, me.id, empty, Asked.WHAT)
        return Answer(texts.what(count), done=False)
    album.take(heard)
    if not count:
        return Answer(texts.photo_joined(kinds.label(ticket), 0, lost), done=False)
    ticket = await finding.lock(turn.session, ticket.id)
    ticket.photos = [*ticket.photos, *heard.pictures]
    await turn.session.flush()
    await deeds.record(turn, PHOTO, ticket.subject, {"photos": list(heard.pictures)})
    number = ticket.number
    first = (await owners.chain(turn.session, ticket)).first
    others = [each for each in first if each != me.id]
    await telling.tell(turn.session, ticket, Audience.OWNER, others, "photos", lambda view: texts.photos_came(view, number))
    return Answer(texts.photo_joined(kinds.label(ticket), count, lost), about=ticket.subject)


async def _just_reported(session: AsyncSession, member_id: int, heard: Heard) -> Ticket | None:
    """The member's report that was made in this chat within ten minutes."""
    query = (
        select(Ticket, Hazard.heard_at)
        .join(Hazard, Hazard.ticket_id == Ticket.id)
        .where(Ticket.reporter_id == member_id, Ticket.state.in_(UNDONE), Ticket.opened_at > clock.now() - album.AFTER)
    )
    rows = await session.execute(query.order_by(Ticket.id.desc()))
    return next((row[0] for row in rows if row[1] == drafts.place_in(heard)), None)


@deeds.undoes(PHOTO)
async def _photo_by_mistake(turn: Turn, deed: Deed) -> str:
    ticket = await finding.lock(turn.session, int(deed.subject.removeprefix("ticket:")))
    gone = deed.detail["photos"]
    ticket.photos = [each for each in ticket.photos if each not in gone]
    await turn.session.flush()
    return texts.photo_taken_back(kinds.label(ticket))


use_listener(_wanted, _hear, name="随手报听见", order=ORDER)


async def remember_photos(session: AsyncSession) -> None:
    """Open the gates for photos of reports of the last ten minutes and of drafts (at start)."""
    query = select(Hazard.heard_at, Ticket.opened_at).join(Ticket, Ticket.id == Hazard.ticket_id)
    rows = (await session.execute(query.where(Ticket.opened_at > clock.now() - album.AFTER))).all()
    gates = [
        (tuple(row.heard_at), row.opened_at + album.AFTER)
        for row in rows
        if len(row.heard_at) == len(("platform", "user", "chat"))
    ]
    album.remember(((gate[0], gate[1], gate[2]), until) for gate, until in gates)
