"""转发人, 待你转发, 已转: carrying notices where the bot does not speak."""

import re

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import appointments

from .. import forward_texts, forwarders, forwarding
from .bulletin import TOPIC

_END = re.compile(r"(?:取消|不用|免去|停)\s*[:：]?\s*(?P<after>.+)|(?P<before>.+?)\s*(?:取消|不用了?|停了?)")
_ALL = "全部|所有|都转了"
_NUMBERS = r"转?\s*\d{1,6}\s*号?(?:[\s,、和]+转?\s*\d{1,6}\s*号?)*"


async def _said_to_us(turn: Turn) -> bool:
    return turn.heard.spoken_to


@command(
    "转发人",
    words=("转发员",),
    topic=TOPIC,
    summary="没有小红帽的地方，请谁转公告",
    usage="转发人 [@某人 地方]，转发人 取消 地方",
    examples=("转发人 @某人 西区微信群", "转发人"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    accepts=_said_to_us,
    writes=True,
)
async def appoint(turn: Turn) -> str:
    """Who carries where; a new one takes the place of the old."""
    said = " ".join(turn.raw.replace("@", " ").split())
    if not said and not turn.heard.mentions:
        return forward_texts.listed(await forwarders.who(turn.session, turn.community_id))
    if not turn.heard.mentions and (end := _END.fullmatch(turn.rest)):
        row = await forwarders.dismiss(turn, raw_of(turn.raw, end["after"] or end["before"]))
        return forward_texts.is_no_longer(row.place)
    name, _, place = ("", "", said) if turn.heard.mentions else said.partition(" ")
    if not place:
        raise Refusal(forward_texts.how_to_name())
    member = await appointments.person(turn, name)
    row, before = await forwarders.appoint(turn, member, place)
    return forward_texts.is_now(member.name, row.place, before)


@command(
    "待你转发",
    words=("待转发", "待我转发", "我的转发"),
    topic=TOPIC,
    summary="看还有哪些公告等您转",
)
async def waiting(turn: Turn) -> Answer:
    """In private: what is still to be carried."""
    tasks = await forwarding.mine(turn)
    if not tasks:
        return Answer(forward_texts.nothing_waits())
    return Answer(forward_texts.waiting(tasks), in_group=forward_texts.told_in_private())


@command(
    "已转",
    words=("已转发", "转好了", "转发了"),
    topic=TOPIC,
    summary="公告转好了，记一下",
    usage="已转 编号 …（或 全部）",
    examples=("已转 3", "已转 全部"),
    takes=Takes.REFERENCE,
    shape=rf"(?:{_NUMBERS}|{_ALL})?",
    private_word=True,
    writes=True,
)
async def done(turn: Turn) -> str:
    """Those of the numbers; without one, that of the quoted letter, or the only one that waits."""
    tasks = await forwarding.finish(turn, await _numbers(turn))
    return forward_texts.done(tasks, len(await forwarding.mine(turn)))


async def _numbers(turn: Turn) -> list[int]:
    if said := re.findall(r"\d+", turn.rest):
        return [int(each) for each in said]
    open_ones = await forwarding.mine(turn)
    if not open_ones:
        raise Refusal(forward_texts.nothing_waits())
    here = [each.row.number for each in open_ones if each.row.subject == turn.heard.about]
    numbers = here or [each.row.number for each in open_ones]
    if len(numbers) > 1 and not turn.rest:
        raise Refusal(forward_texts.which_number())
    return numbers
