"""我的上报: what somebody has reported, and how it stands."""

from sqlalchemy import or_, select

from plugins.inbox.table import Turn, command
from plugins.people.models import Member
from plugins.tickets import disclosure, kinds
from plugins.tickets.audience import Audience
from plugins.tickets.life import OPEN, State
from plugins.tickets.models import Ticket

from .. import kind, phrases, texts
from .categories import TOPIC

SHOWN = 10


@command(
    "我的上报",
    words=("我报的", "我的随手报"),
    topic=TOPIC,
    summary="看自己报的问题办到哪了",
    usage="我的上报",
    meant=phrases.MINE,
)
async def mine(turn: Turn) -> str:
    """The last ten, also those said for people he speaks for; in a group only numbers."""
    me = turn.speaker.member_id
    if me is None:
        return texts.none_reported()
    wards = select(Member.id).where(Member.proxy_id == me)
    query = select(Ticket).where(Ticket.community_id == turn.community_id, Ticket.kind == kind.KEY)
    query = query.where(or_(Ticket.reporter_id == me, Ticket.reporter_id.in_(wards)), Ticket.state != State.WITHDRAWN)
    rows = (await turn.session.scalars(query.order_by(Ticket.id.desc()).limit(SHOWN))).all()
    if not rows:
        return texts.none_reported()
    if turn.heard.in_group:
        return texts.mine_in_group([kinds.label(each) for each in rows if each.state in OPEN])
    views = [await disclosure.view(turn.session, each, Audience.REPORTER) for each in rows]
    return texts.mine([texts.my_line(view) for view in views])
