"""公告: written by staff and shown before it goes; read by everybody."""

import re

from plugins.inbox import questions
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.people import deeds
from plugins.people.models import Deed

from .. import drafting, finding, forwarding, issuing, phrases, texts
from ..models import Bulletin

TOPIC = "公告和转发"
NUMBER = r"\d{1,6}\s*号?"
_SURE = re.compile(r"确认 (\d{1,9})")
_ASKS = re.compile(r"[?？]\s*$|[吗么呢没][!.~。！]*$|^(?:收到|看到|看见|知道)")


@command(
    "公告",
    words=("看公告", "最近公告"),
    topic=TOPIC,
    summary="看最近的公告，或看一条的全文",
    usage="公告 [编号]",
    examples=("公告",),
    takes=Takes.REFERENCE,
    shape=f"(?:{NUMBER})?",
    meant=phrases.NOTICES,
)
async def show(turn: Turn) -> Answer:
    """The last ones, or one; staff sees how far each got."""
    staff = turn.speaker.level >= Who.STAFF
    if turn.rest:
        bulletin = await finding.one(turn, int(re.sub(r"\D", "", turn.rest)))
        there = await issuing.copies(turn.session, bulletin.id)
        tasks = await forwarding.of(turn.session, bulletin.id) if staff else ()
        said = texts.whole(bulletin, there, tasks, staff=staff, alone=not turn.heard.in_group)
        return Answer(said, about=bulletin.subject, photos=bulletin.photos)
    rows = await finding.last_ones(turn.session, turn.speaker, turn.community_id)
    if not rows:
        return Answer(texts.nothing_yet(staff=staff))
    return Answer(texts.listed([(each, await issuing.copies(turn.session, each.id)) for each in rows], staff=staff))


@command(
    "发公告",
    words=("公告", "发通知"),
    topic=TOPIC,
    summary="写一条公告，看过预览，回 1 发到各群",
    usage="公告 [紧急] [志愿者群|居民群|队长群|所有群] 内容（可附照片）",
    examples=("公告 明天停水 8点到12点，请提前接水", "公告 居民群 周六上午楼道大扫除"),
    who=Who.STAFF,
    takes=Takes.TEXT,
    shape=rf"(?!{NUMBER}$)(?:.|\n)+",
    writes=True,
    photos=True,
    photos_before=True,
)
async def write(turn: Turn) -> Answer | str:
    """Show it; with 「1」 send it."""
    if sure := _SURE.fullmatch(turn.rest):
        return await _issue(turn, int(sure[1]))
    if turn.heard.in_group and not turn.heard.spoken_to and _ASKS.search(turn.rest):
        return Answer("", done=False)
    seen = await drafting.make(turn)
    await questions.ask(turn.session, turn.heard, [f"发公告 确认 {seen.draft.id}"])
    return Answer(texts.preview(seen), done=False)


async def _issue(turn: Turn, draft: int) -> Answer:
    bulletin, count, carried = await issuing.issue(turn, await drafting.take(turn, draft))
    return Answer(texts.issued(bulletin, count, carried), about=bulletin.subject)


@deeds.undoes(issuing.ISSUED)
async def _withdraw(turn: Turn, deed: Deed) -> str:
    bulletin = await turn.session.get_one(Bulletin, int(deed.subject.removeprefix("bulletin:")), with_for_update=True)
    return texts.withdrawn(bulletin, *await issuing.withdraw(turn.session, bulletin))
