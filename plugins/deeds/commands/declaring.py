"""随手助, 随手派, 我的随手助."""

from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.people import deeds, members
from plugins.people.models import Deed

from .. import declaring, texts, worth
from ..models import DeedKind

TOPIC = "随手助、随手派"


@command(
    "随手助",
    topic=TOPIC,
    summary="顺手帮了忙，记一次，社工核对后入账",
    usage="随手助 做了什么（可附照片）",
    examples=("随手助 帮5栋李奶奶搬米",),
    takes=Takes.TEXT,
    writes=True,
    photos=True,
)
async def helped(turn: Turn) -> Answer:
    """A small job done on the spot."""
    return await _declare(turn, DeedKind.HELP)


@command(
    "随手派",
    topic=TOPIC,
    summary="发了宣传单，记一次，社工核对后入账",
    usage="随手派 什么 几份 哪里（可附照片）",
    examples=("随手派 防诈骗传单 60份 3栋",),
    takes=Takes.TEXT,
    writes=True,
    photos=True,
)
async def handed_out(turn: Turn) -> Answer:
    """Leaflets handed out."""
    return await _declare(turn, DeedKind.LEAFLETS)


async def _declare(turn: Turn, kind: DeedKind) -> Answer:
    words = declaring.read(turn)
    member = await members.myself(turn)
    row, which = await declaring.declare(turn, member, kind, words)
    await deeds.record(turn, "good_deed.declared", row.subject, {"deed": row.id})
    lost = len(turn.heard.photos) - len(row.photos)
    credit = await worth.credit(turn.session, row)
    return Answer(texts.declared(row, member, which, credit, lost), about=row.subject)


@deeds.undoes("good_deed.declared")
async def _withdraw(turn: Turn, deed: Deed) -> str:
    return texts.withdrawn(await declaring.withdraw(turn.session, deed.detail["deed"]))


@command(
    "我的随手助",
    words=("我的随手派",),
    topic=TOPIC,
    summary="看自己记过的随手助、随手派",
    where=Where.PRIVATE,
)
async def own(turn: Turn) -> str:
    """The last ones, with what became of them."""
    rows = await declaring.own(turn.session, turn.speaker.member_id) if turn.speaker.member_id else ()
    return texts.own_list(rows) if rows else texts.no_own()
