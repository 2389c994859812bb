"""待核, 通过, 不通过: staff looks at what people say to have done."""

import re

from plugins.inbox.matching import raw_of
from plugins.inbox.speaker import Who
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed
from plugins.points.texts import name_of

from .. import checking, texts
from .declaring import TOPIC

_ALL = ("全部", "所有", "全")
_NUMBER = r"[助派]?\s*\d{1,6}(?:\s*号)?(?=[\s,、:;。和及]|$)"
_NUMBERS = rf"{_NUMBER}(?:[\s,、和及]+{_NUMBER})*"
_REFUSAL = re.compile(rf"(?P<numbers>{_NUMBERS})[\s:,、。;]*(?P<reason>.*)", re.DOTALL)


@command(
    "待核",
    words=("待核对", "待核实"),
    topic=TOPIC,
    summary="看等核对的随手助、随手派",
    usage="待核 [编号]",
    examples=("待核", "待核 31"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=r"(?:[助派]?\s*\d{1,6}\s*号?)?",
)
async def waiting(turn: Turn) -> Answer | str:
    """The list, or one of it with its photos; in a group only how many."""
    rows = await checking.waiting(turn.session, turn.community_id)
    if turn.heard.in_group:
        return texts.waits_count(len(rows)) if rows else texts.nothing_waits()
    if not turn.rest:
        return texts.waiting_list(rows) if rows else texts.nothing_waits()
    number = int(re.sub(r"\D", "", turn.rest))
    found = await checking.one(turn.session, turn.community_id, number)
    if found is None:
        raise Refusal(texts.no_such(number))
    return Answer(texts.whole(*found), photos=found[0].photos)


async def _numbers(turn: Turn, said: str) -> list[int]:
    if said.strip() in _ALL:
        rows = await checking.waiting(turn.session, turn.community_id)
        return [deed.number for deed, _ in rows]
    return [int(each) for each in re.findall(r"\d+", said)]


async def _sorted(turn: Turn, said: str) -> checking.Sorted:
    """The numbers that were said. Raises ``Refusal`` when none of them can be decided."""
    numbers = await _numbers(turn, said)
    if not numbers:
        raise Refusal(texts.nothing_waits() if said.strip() in _ALL else texts.which_numbers())
    found = await checking.sort(turn, numbers)
    if not found.ready:
        raise Refusal(texts.left_over(found.own, found.decided, found.unknown))
    return found


@command(
    "通过",
    topic=TOPIC,
    summary="核对属实，入账",
    usage="通过 编号 …（或 全部）",
    examples=("通过 31 32", "通过 全部"),
    who=Who.STAFF,
    takes=Takes.REFERENCE,
    shape=rf"(?:{_NUMBERS}|{'|'.join(_ALL)})?",
    writes=True,
)
async def confirm(turn: Turn) -> str:
    """Those that can be confirmed are booked; about the others it is said why not."""
    found = await _sorted(turn, turn.rest)
    await checking.confirm(turn, found.ready)
    names = [f"{deed.called} {name_of(member.name)}" for deed, member in found.ready]
    return texts.confirmed(names, texts.left_over(found.own, found.decided, found.unknown))


@command(
    "不通过",
    topic=TOPIC,
    summary="不算，要写原因",
    usage="不通过 编号 原因",
    examples=("不通过 33 重复了",),
    who=Who.STAFF,
    takes=Takes.TEXT,
    writes=True,
)
async def refuse(turn: Turn) -> str:
    """The reason is read by the person concerned."""
    said = _REFUSAL.fullmatch(turn.rest)
    if said is None:
        raise Refusal(texts.which_numbers())
    reason = " ".join(raw_of(turn.heard.said, said["reason"]).split())
    if not any(sign.isalnum() for sign in reason):
        raise Refusal(texts.why_refused())
    found = await _sorted(turn, said["numbers"])
    await checking.refuse(turn, found.ready, reason[:100])
    left = texts.left_over(found.own, found.decided, found.unknown)
    return texts.refused([deed.called for deed, _ in found.ready], left)


@deeds.undoes(checking.CONFIRMED)
@deeds.undoes(checking.REFUSED)
async def _reopen(turn: Turn, deed: Deed) -> str:
    return texts.reopened(await checking.reopen(turn, deed))
