"""接单, 转交, 退回, 办结, 挂账, 重复, 不属实: said by whoever has to see to it."""

import re

from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import answer_texts, disclosure, finding, following, kinds, owners, refusal_texts, shelving, telling, transferring
from ..audience import Audience
from ..life import State, Verb
from .case import NUMBER, TOPIC, WITH_WORDS, begin, concerns


@command(
    "接单",
    words=("我来办", "我接"),
    quoting=("接单", "接了", "我来办", "我接"),
    under="ticket",
    topic=TOPIC,
    summary="接下一件工单，详情私聊给您",
    usage="接单 工单号",
    examples=("接单 {n}",),
    takes=Takes.REFERENCE,
    shape=NUMBER,
    writes=True,
)
async def take(turn: Turn) -> Answer:
    """Whoever says it has it in hand from now on; said in a group, the details follow in private."""
    case = await begin(turn)
    step = await case.do(Verb.TAKE)
    if turn.heard.in_group:
        number = case.ticket.number
        say = lambda view: answer_texts.details_in_private(view, number)  # noqa: E731
        await telling.tell(turn.session, case.ticket, Audience.TAKER, [case.me.id], f"details:{step.id}", say, photos=True)
    await kinds.of(case.ticket).looked(turn.session, case.ticket, case.me.id, Audience.TAKER)
    return case.answer(answer_texts.took(await case.view(), case.ticket.number))


@command(
    "转交",
    under="ticket",
    topic=TOPIC,
    summary="把工单转给队伍、网格员或某个人",
    usage="转交 工单号 队名、职务或人名 [说明]",
    examples=("转交 {n} 水电维修", "转交 {n} 3栋网格员", "转交 {n} @某人"),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def transfer(turn: Turn) -> Answer:
    """The other is told at once; whoever is away is passed over, and that is said."""
    case = await begin(turn)
    target = await transferring.read(turn, case.ticket, case.rest)
    await case.do(Verb.TRANSFER, target.rest, dict(target.change))
    chain = await owners.chain(turn.session, case.ticket)
    passed = answer_texts.passed_over([stage.name for stage in chain.passed], chain.stages[0].name if chain.stages else "")
    return case.answer(answer_texts.handed_over(await case.view(), passed))


@command(
    "退回",
    under="ticket",
    topic=TOPIC,
    summary="不归自己管的工单退回，由社工重新安排",
    usage="退回 工单号 原因",
    examples=("退回 {n} 不属本网格",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def send_back(turn: Turn) -> Answer:
    """With a reason; it is the 社工's then."""
    case = await begin(turn)
    await case.do(Verb.RETURN, case.rest)
    return case.answer(answer_texts.sent_back(await case.view()))


@command(
    "办结",
    words=("办完",),
    under="ticket",
    topic=TOPIC,
    summary="办完了，写一句怎么办的，可以附照片",
    usage="办结 工单号 怎么办的",
    examples=("办结 {n} 已换新井盖",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
    photos=True,
)
async def finish(turn: Turn) -> Answer:
    """The one who asked is asked whether it is fixed."""
    case = await begin(turn)
    await case.do(Verb.FINISH, case.rest)
    lost = len(turn.heard.photos) - len(turn.heard.pictures)
    asked = case.ticket.reporter_id is not None
    return case.answer(answer_texts.finished(await case.view(), lost, asked=asked))


@command(
    "挂账",
    under="ticket",
    topic=TOPIC,
    summary="暂时办不了，写原因和哪天再看",
    usage="挂账 工单号 原因 哪天再看",
    examples=("挂账 {n} 需资金 12月再看",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def shelve(turn: Turn) -> Answer:
    """It comes back by itself on that day; without one, in a month."""
    case = await begin(turn)
    today = clock.local(turn.heard.sent_at).date()
    named = shelving.find(case.rest, today)
    due = shelving.moment(named or today + shelving.USUAL)
    await case.do(Verb.SHELVE, case.rest, {"due_at": due})
    return case.answer(answer_texts.shelved(await case.view(), guessed=named is None))


@command(
    "重复",
    under="ticket",
    topic=TOPIC,
    summary="和另一件是同一件事，并到那件一起办",
    usage="重复 工单号 另一件的号",
    examples=("重复 {n} 118",),
    takes=Takes.REFERENCE,
    shape=rf"{NUMBER}[\s,，和跟、]*{NUMBER}(?:\s*重复)?",
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def merge(turn: Turn) -> Answer:
    """Whoever reported or followed this one follows the other from now on."""
    case = await begin(turn)
    said = re.match(r"[^\d]*(\d{1,6})", case.rest)
    if said is None:
        raise Refusal(refusal_texts.not_itself(case.ticket.number))
    other = await finding.by_number(turn.session, turn.community_id, int(said[1]))
    if other.id == case.ticket.id or other.duplicate_of_id == case.ticket.id or other.state == State.DUPLICATE:
        raise Refusal(refusal_texts.not_itself(case.ticket.number))
    if other.kind != case.ticket.kind:
        raise Refusal(refusal_texts.another_kind(kinds.label(other)))
    if not kinds.of(other).followed:
        raise Refusal(refusal_texts.not_followed(kinds.label(case.ticket)))
    step = await case.do(Verb.DUPLICATE, change={"duplicate_of_id": other.id})
    await following.lead_on(turn.session, case.ticket, step, other)
    seen = await disclosure.view(turn.session, other, case.audience)
    return case.answer(answer_texts.merged(await case.view(), seen.label))


@command(
    "不属实",
    under="ticket",
    topic=TOPIC,
    summary="去看过没有这回事，写原因结掉",
    usage="不属实 工单号 原因",
    examples=("不属实 {n} 去看过没有这个情况",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def unfounded(turn: Turn) -> Answer:
    """With a reason; the one who reported can open it again."""
    case = await begin(turn)
    await case.do(Verb.UNFOUNDED, case.rest)
    return case.answer(answer_texts.unfounded(await case.view()))
