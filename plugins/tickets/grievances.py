"""Somebody has had enough: 「没人管我」「我要投诉」「等了三天了」. He hears how his matters stand, and whom to turn to.

Only what is nothing but a complaint is heard so at once; one that also tells of a matter is first a need or a report.
"""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import questions
from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.people import staff
from plugins.people.models import Member

from . import disclosure, grievance_texts, todo
from .audience import Audience
from .life import OPEN, UNDONE, State
from .models import Ticket

ORDER = 25  # after those who know of needs
MOST = 3
_SPAN = r"(?:(?:好?几|这么多|半|[\d一二两三四五六七八九十]+)个?多?(?:天|周|星期|礼拜|月|小时|钟头)|(?:那么|这么|好|很)久)"
_CORE = re.compile(
    r"没有?(?:一个)?人(?:来|管|理|问|接|回|办|处理|负责)|不(?:管|理|回)(?:我们?|人|事)|投诉|举报你们|"
    rf"(?:怎么|咋|为什么|为啥)(?:都|还|又|就)?(?:不|没)(?:有?人)?(?:来|管|理|接|回|办|处理|修|动静|消息|音|解决)|等了{_SPAN}|等到什么时候|还要等多久|"
    r"{span}了(?:还|都|也)?没|石沉大海|踢皮球|推来推去|推三阻四|(?:白|瞎)(?:报|说|求)|(?:有没有|还有没有|有)人管|管不管|来不来|办不办|糊弄|敷衍|不作为|"
    r"(?:太|真|这么)(?:慢|差劲|差|不像话|气人)|失望|气死|差评|说话不算|骗人|没(?:个)?(?:下文|消息|动静|回音|结果)|没有(?:下文|消息|动静|回音|结果)".replace(
        "{span}", _SPAN
    )
)
_BESIDE = re.compile(
    rf"{_SPAN}|你们|您们|我们|他们|社区|居委会?|社工|小红帽|机器人|[我你您他让人都也就真太很又还再现今天日在已经一直的了啊呢吗吧呀啦哎唉喂要想能会这那事件报求助打算到底究竟竟然居]|"
    r"[\s,，。.!！?？~、…]"
)


def is_complaint(text: str) -> bool:
    """Whether there is a complaint in it."""
    return bool(_CORE.search(text))


def is_nothing_else(text: str) -> bool:
    """Whether nothing is left of it without the complaint: at most one sign."""
    return is_complaint(text) and len(_BESIDE.sub("", _CORE.sub("", text))) <= 1


async def _wanted(turn: Turn) -> Claim:
    heard = turn.heard
    if not is_complaint(heard.text) or heard.quoted:
        return Claim.NONE
    return Claim.FIRST if is_nothing_else(heard.text) else Claim.LAST


async def _answer(turn: Turn) -> Answer:
    """In a group only that it is said in private; there with his open matters, each to be hurried by one digit."""
    found = await _open_of(turn.session, turn.community_id, turn.speaker.member_id)
    if not found:
        return Answer(
            grievance_texts.nothing_open(await staff.names(turn.session, turn.community_id, turn.speaker.member_id)),
            in_group=grievance_texts.in_private(),
            done=False,
        )
    views = [await disclosure.view(turn.session, each, Audience.REPORTER) for each in found]
    lines = [_line(each) for each in found]
    lines += [f"撤回 {each.number}" for each in found if len(found) == 1 and each.state in UNDONE]
    place = turn.heard.platform, turn.heard.user, str(turn.heard.person)
    await questions.ask_at(turn.session, place, lines, until=clock.now() + questions.LIFE)
    text = grievance_texts.how_they_stand(
        views, lines, await staff.names(turn.session, turn.community_id, turn.speaker.member_id)
    )
    return Answer(text, in_group=grievance_texts.in_private(), done=False)


def _line(ticket: Ticket) -> str:
    """What he can do about it now."""
    return f"没有 {ticket.number}" if ticket.state == State.CHECKING else f"催办 {ticket.number}"


async def _open_of(session: AsyncSession, community_id: int, member_id: int | None) -> Sequence[Ticket]:
    if member_id is None:
        return ()
    wards = (await session.scalars(select(Member.id).where(Member.proxy_id == member_id))).all()
    mine = await todo.reported_by(session, community_id, [member_id, *wards])
    return [each for each in mine if each.state in OPEN and each.state != State.SHELVED][:MOST]


use_listener(_wanted, _answer, name="抱怨", order=ORDER)
