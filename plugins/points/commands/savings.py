"""积分, 明细, 星级: one's own two books, and those of the people one speaks for."""

import re
from dataclasses import replace

from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, exports
from plugins.people.models import Member
from plugins.points import period, phrases, rule, star, star_texts, statement, texts, whose

CARD = "储蓄卡"
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
async def savings(turn: Turn) -> Answer | str:
    """The savings card, as a picture where it is called by that name; in a group one line of it."""
    member = await whose.asked_about(turn, turn.rest)
    balance = await statement.balance(turn.session, member.id) if member else None
    if member is None or balance is None or not await statement.count(turn.session, member.id):
        return texts.nothing_yet(member.name if member else turn.speaker.name)
    if turn.heard.in_group:
        return texts.card_in_group(member.name, balance)
    stars = star.star_of(balance.minutes, await star.thresholds(turn.session, turn.community_id))
    tariff = await rule.tariff(turn.session, turn.community_id)
    last = await statement.last_entries(turn.session, member.id, ON_CARD)
    this_year = await statement.balance(turn.session, member.id, period.named("今年").start)
    text = texts.card(member.name, balance, this_year, stars, tariff, last)
    if CARD not in turn.word:
        return text
    return Answer(text, card=star_texts.savings(turn.speaker.community, member.name, balance, stars, tariff, last))


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


@command(
    "星级",
    words=("我的星级", "星级标准"),
    topic="积分",
    summary="几颗星要多少小时，自己还差多少；社工发「星级 名单」看全部",
    usage="星级 [名单]",
    examples=("星级",),
    takes=Takes.REFERENCE,
    shape=r"(?:志愿者)?(?:名单|榜|总表)?",
)
async def stars(turn: Turn) -> Answer | str:
    """The scale of the community and, in private, the speaker's place on it; for staff also who has which star."""
    if turn.rest:
        return await _star_board(turn)
    if turn.heard.in_group:
        return star_texts.scale(await star.thresholds(turn.session, turn.community_id))
    me = await turn.session.get(Member, turn.speaker.member_id) if turn.speaker.member_id else None
    minutes = (await statement.balance(turn.session, me.id)).minutes if me else 0
    thresholds = await star.thresholds(turn.session, turn.community_id)
    return texts.stars(thresholds, minutes, star.star_of(minutes, thresholds))


@exports.offers("星级", fits=r"(?:星级(?:志愿者)?|志愿者星级)(?:名单|榜|总表)?", example="导出 星级")
async def export_stars(turn: Turn, _words: re.Match[str]) -> Answer:
    """Who has which star as an Excel sheet, in private, for staff; who took it stands in the trail."""
    if turn.speaker.level < Who.STAFF:
        raise Refusal(star_texts.only_staff())
    found = await star.holders(turn.session, turn.community_id)
    if not found:
        return Answer(star_texts.nobody())
    from plugins.points import star_sheet  # brings openpyxl, which else would rest in memory all day

    await deeds.record(turn, "stars.export", f"community:{turn.community_id}", {"rows": len(found)})
    return Answer(
        star_texts.exported(len(found)),
        file=(star_texts.file_name(clock.local().date()), star_sheet.workbook(turn.speaker.community, found)),
        without_file=star_texts.listing(turn.speaker.community, found),
        in_group=star_texts.aside(),
    )


async def _star_board(turn: Turn) -> Answer:
    if turn.speaker.level < Who.STAFF:
        raise Refusal(star_texts.only_staff())
    found = await star.holders(turn.session, turn.community_id)
    if not found:
        return Answer(star_texts.nobody())
    community = turn.speaker.community
    text = star_texts.listing(community, found)
    return Answer(text, card=star_texts.picture(community, found), in_group=star_texts.aside())
