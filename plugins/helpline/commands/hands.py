"""找人 124 3人: the call for hands; 帮忙 124: one comes; 告诉帮手 124 …: what the taker wants them to know."""

import re

from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people import texts as people_texts
from plugins.people.models import Deed, Member
from plugins.tickets import finding, kinds, standing
from plugins.tickets.commands.case import TOPIC
from plugins.tickets.models import Ticket

from .. import hand_texts, hands, needs, reading
from ..models import Need

NUMBER = r"(?:求\s*)?(?P<number>\d{1,6})(?!\d)\s*号?"
CALLS = rf"(?:{NUMBER})?[\s,，:：、]*(?:要|找)?(?:(?P<wanted>\d{{1,3}}|[一二两三四五六七八九十])\s*[个位名]?\s*(?:人|位|帮手))?(?P<rest>.*)"
COMES = rf"(?:{NUMBER})?"
_SAID = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
TOLD = "help.tell"
deeds.cannot_be_undone(TOLD, hand_texts.words_stand())


@command(
    "找人",
    topic=TOPIC,
    summary="在志愿者群里招人帮忙，不提是谁家的事",
    under="ticket",
    usage="找人 求助号 几人 [什么时候]",
    examples=("找人 {n} 3人",),
    takes=Takes.TEXT,
    shape=rf"{NUMBER}.*",
    writes=True,
)
async def call(turn: Turn) -> Answer:
    """Only number and time are taken from what was said; nothing else of it reaches a group."""
    said = re.fullmatch(CALLS, turn.rest, re.DOTALL)
    assert said
    ticket, need = await needs.meant(turn, said["number"] or "")
    me = await members.myself(turn)
    hands.check(ticket, await standing.actor(turn, ticket, me))
    if not said["wanted"]:
        raise Refusal(hand_texts.how_many(ticket.number))
    wanted, was = _SAID.get(said["wanted"]) or int(said["wanted"]), need.wanted
    deed = await deeds.record(turn, "help.call", ticket.subject, {"was": was})
    when = reading.when(said["rest"])
    groups = await hands.call(turn.session, ticket, need, wanted, when, str(deed.id))
    return Answer(hand_texts.called(kinds.label(ticket), wanted, groups), about=ticket.subject)


@deeds.undoes("help.call")
async def _called_by_mistake(turn: Turn, deed: Deed) -> str:
    ticket, need = await _of(turn, deed)
    need.wanted = deed.detail["was"]
    return hand_texts.called_off(kinds.label(ticket))


async def _of(turn: Turn, deed: Deed) -> tuple[Ticket, Need]:
    ticket = await finding.lock(turn.session, finding.id_in(deed.subject))
    return ticket, await turn.session.get_one(Need, ticket.id)


@command(
    "帮忙",
    quoting=("帮忙", "+1", "我来", "我能来", "我可以", "我去", "算我一个"),
    under="hands",
    topic=TOPIC,
    summary="报名去帮忙；引用招人的那条回「+1」也行",
    usage="帮忙 求助号",
    examples=("帮忙 {n}",),
    takes=Takes.REFERENCE,
    shape=COMES,
    writes=True,
)
async def come(turn: Turn) -> Answer:
    """One more; the taker hears who, the one who comes hears from the taker."""
    said = re.fullmatch(COMES, turn.rest)
    if said and said["number"]:
        number = int(said["number"])
    else:
        number = await _called_here(turn)
    ticket, need = await needs.locked(turn, number)
    me = await members.myself(turn)
    left = await hands.offer(turn.session, ticket, need, me)
    deed = await deeds.record(turn, "help.come", ticket.subject, {"member": me.id})
    await hands.tell_taker(turn.session, ticket, need, me, str(deed.id), gone=False)
    return Answer(hand_texts.coming(me.name, left), about=ticket.subject)


async def _called_here(turn: Turn) -> int:
    """The number of the call that was quoted. Raises ``Refusal`` when it was none."""
    topic, _, ident = (turn.heard.about or "").partition(":")
    called = await turn.session.get(Ticket, int(ident)) if topic == hands.TOPIC else None
    if called is None or called.community_id != turn.community_id:
        raise Refusal(hand_texts.which())
    return called.number


@deeds.undoes("help.come")
async def _comes_not(turn: Turn, deed: Deed) -> str:
    ticket, need = await _of(turn, deed)
    member = await turn.session.get_one(Member, deed.detail["member"])
    if not await hands.withdraw(turn.session, ticket, member.id):
        raise Refusal(people_texts.changed_since())
    await hands.tell_taker(turn.session, ticket, need, member, f"{deed.id}:undone", gone=True)
    return hand_texts.not_coming(member.name)


@command(
    "告诉帮手",
    topic=TOPIC,
    summary="私下告诉来帮忙的人时间地点",
    under="ticket",
    usage="告诉帮手 求助号 您的话",
    examples=("告诉帮手 {n} 明早9点东门见",),
    where=Where.PRIVATE,
    takes=Takes.TEXT,
    shape=rf"{NUMBER}[\s,，:：、]*(?P<rest>.+)",
    writes=True,
)
async def tell(turn: Turn) -> Answer:
    """In private to each of them."""
    said = re.fullmatch(rf"(?:{NUMBER})?[\s,，:：、]*(?P<rest>.+)", turn.raw, re.DOTALL)
    assert said, "a command that takes text is not run without"
    ticket, _ = await needs.meant(turn, said["number"] or "")
    me = await members.myself(turn)
    hands.check(ticket, await standing.actor(turn, ticket, me))
    await deeds.record(turn, TOLD, ticket.subject)
    count = await hands.tell_all(turn.session, ticket, me, said["rest"].strip()[: reading.LONGEST_WORDS])
    return Answer(hand_texts.told(kinds.label(ticket), count), about=ticket.subject)
