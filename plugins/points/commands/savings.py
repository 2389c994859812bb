"""积分, 明细, 星级: one's own two books, and those of the people one speaks for."""

import re
from dataclasses import replace

from plugins.inbox.table import Takes, Turn, Where, command
from plugins.kernel.refusal import Refusal
from plugins.people.models import Member
from plugins.points import phrases, rule, star, statement, texts, whose

ON_CARD = 5
ON_PAGE = 20
PAGED = re.compile(r"(?P<name>.*?)\s*(?:第?\s*(?P<page>\d{1,4})\s*页?)?", re.DOTALL)


@command(
    "积分",
    words=("我的积分", "我的储蓄卡", "储蓄卡"),
    topic="积分",
    summary="看自己的积分、时长和星级",
    meant=phrases.POINTS,
    takes=Takes.REFERENCE,
    accepts=whose.names_somebody,
    known_only=True,
)
async def savings(turn: Turn) -> str:
    """The savings card; in a group one line of it."""
    member = await whose.asked_about(turn, turn.rest)
    balance = await statement.balance(turn.session, member.id) if member else None
    if member is None or balance is None or not await statement.count(turn.session, member.id):
        return texts.nothing_yet(member.name if member else turn.speaker.name)
    if turn.heard.in_group:
        return texts.card_in_group(member.name, balance)
    return texts.card(
        member.name,
        balance,
        star.star_of(balance.minutes, await star.thresholds(turn.session, turn.community_id)),
        await rule.tariff(turn.session, turn.community_id),
        await statement.last_entries(turn.session, member.id, ON_CARD),
    )


def _page_of(rest: str) -> tuple[str, int]:
    found = PAGED.fullmatch(rest)
    return (found["name"], int(found["page"] or 1)) if found else (rest, 1)


async def _names_page(turn: Turn) -> bool:
    name, _ = _page_of(turn.rest)
    return not name or await whose.names_somebody(replace(turn, rest=name))


@command(
    "明细",
    words=("积分明细", "我的明细"),
    topic="积分",
    summary="最近每一笔积分和时长，带编号",
    usage="明细 2",
    examples=("明细", "明细 2"),
    meant=phrases.STATEMENT,
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    accepts=_names_page,
    known_only=True,
)
async def entries(turn: Turn) -> str:
    """Twenty postings to a page, newest first."""
    name, page = _page_of(turn.rest)
    member = await whose.asked_about(turn, name)
    number = await statement.count(turn.session, member.id) if member else 0
    if member is None or not number:
        return texts.nothing_yet(member.name if member else turn.speaker.name)
    pages = -(-number // ON_PAGE)
    if not 1 <= page <= pages:
        raise Refusal(texts.no_such_page(pages))
    found = await statement.last_entries(turn.session, member.id, ON_PAGE, (page - 1) * ON_PAGE)
    return texts.page(member.name, found, page, pages)


@command("星级", words=("我的星级", "星级标准"), topic="积分", summary="几颗星要多少小时，自己还差多少")
async def stars(turn: Turn) -> str:
    """The scale of the community and the speaker's place on it."""
    me = await turn.session.get(Member, turn.speaker.member_id) if turn.speaker.member_id else None
    minutes = (await statement.balance(turn.session, me.id)).minutes if me else 0
    thresholds = await star.thresholds(turn.session, turn.community_id)
    return texts.stars(thresholds, minutes, star.star_of(minutes, thresholds))
