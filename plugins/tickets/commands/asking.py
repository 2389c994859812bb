"""进度, 跟进, 催办, 补充, 撤回, 重开, and the answers 好了, 一半, 没有: said by whoever asked or follows."""

from plugins.inbox import questions
from plugins.inbox.table import Answer, Takes, Turn, command
from plugins.kernel import clock

from .. import answer_texts, following, history, kinds, standing
from ..life import State, Verb
from .case import ASKING, NUMBER, WITH_WORDS, Case, begin, concerns


@command(
    "进度",
    words=("查进度", "办得怎么样"),
    quoting=("进度", "怎么样了", "办得怎么样"),
    under="ticket",
    topic=ASKING,
    summary="看一件工单办到哪了",
    usage="进度 工单号",
    examples=("进度 {n}",),
    takes=Takes.REFERENCE,
    shape=NUMBER,
    writes=True,
    looks=True,
)
async def progress(turn: Turn) -> Answer:
    """In a group one line without a word that was typed; in private what has happened, as far as the reader may know."""
    case = await begin(turn)
    view = await case.view()
    steps = () if turn.heard.in_group else await history.told(turn.session, case.ticket, case.audience)
    if view.words:
        await kinds.of(case.ticket).looked(turn.session, case.ticket, case.me.id, case.audience)
    hint = "" if turn.heard.in_group else history.hint(case.ticket, case.who)
    photos = () if turn.heard.in_group else await history.photos(turn.session, case.ticket, case.audience)
    return case.answer(answer_texts.progress(view, steps, hint), photos)


@command(
    "跟进",
    words=("关注",),
    quoting=("跟进", "关注"),
    under="ticket",
    topic=ASKING,
    summary="别人报的事也想知道进展；后面写一句就是补充情况",
    usage="跟进 工单号 [补充的话]",
    examples=("跟进 {n}",),
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
    photos=True,
)
async def follow(turn: Turn) -> Answer:
    """Every step is told in private from now on. Words behind it go to whoever has it in hand."""
    case = await begin(turn)
    new = not (case.rest and case.who.standing) and await following.follow(turn, case.ticket, case.me.id, case.who)
    if not case.rest:
        say = answer_texts.followed if new else answer_texts.followed_before
        return case.answer(say(await case.view()))
    who = await standing.actor(turn, case.ticket, case.me)
    case = Case(turn, case.ticket, case.me, who, case.rest)
    await case.do(Verb.NOTE, case.rest)
    return case.answer(answer_texts.noted(await case.view()))


@command(
    "补充",
    under="ticket",
    topic=ASKING,
    summary="给一件工单补充情况，转给经办的人",
    usage="补充 工单号 说明",
    examples=("补充 {n} 又多了一处",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
    photos=True,
)
async def note(turn: Turn) -> Answer:
    """A word of the one who asked begins a new round of reminders; one of the handler is told to him."""
    case = await begin(turn)
    if case.rest in questions.NO_NAMES:
        return Answer(answer_texts.you_are_welcome(), done=False)
    await case.do(Verb.NOTE, case.rest)
    return case.answer(answer_texts.noted(await case.view()))


@command(
    "催办",
    words=("催一下", "催催"),
    quoting=("催办", "催一下", "催催"),
    under="ticket",
    topic=ASKING,
    summary="催一件工单，一天一次",
    usage="催办 工单号",
    examples=("催办 {n}",),
    takes=Takes.REFERENCE,
    shape=NUMBER,
    writes=True,
)
async def nudge(turn: Turn) -> Answer:
    """Once a day; each time it is answered with where it stands and until when."""
    case = await begin(turn)
    last, nobody = case.ticket.nudged_at, case.ticket.state == State.NEW
    if last and clock.local(last).date() == clock.local().date():
        say = answer_texts.nobody_to_nudge if nobody else answer_texts.nudged_today
        return case.answer(say(await case.view()))
    await case.do(Verb.NUDGE)
    say = answer_texts.nobody_to_nudge if nobody else answer_texts.nudged
    return case.answer(say(await case.view()))


@command(
    "撤回",
    under="ticket",
    topic=ASKING,
    summary="自己报的不用办了",
    usage="撤回 工单号",
    examples=("撤回 {n}",),
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def withdraw(turn: Turn) -> Answer:
    """Only by whoever reported it."""
    case = await begin(turn)
    await case.do(Verb.WITHDRAW, case.rest)
    return case.answer(answer_texts.withdrawn(await case.view()))


@command(
    "重开",
    under="ticket",
    topic=ASKING,
    summary="说是办好了其实没好：重新办，交给上一级",
    usage="重开 工单号 哪里没好",
    examples=("重开 {n} 井盖还是响",),
    takes=Takes.TEXT,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
    photos=True,
)
async def reopen(turn: Turn) -> Answer:
    """With words, to the level above."""
    case = await begin(turn)
    await case.do(Verb.REOPEN, case.rest)
    return case.answer(answer_texts.again(await case.view(), case.ticket.number))


@command(
    "好了",
    quoting=("好了", "修好了", "办好了", "解决了"),
    under="ticket",
    topic=ASKING,
    summary="确认自己报的事办好了",
    usage="好了 工单号",
    examples=("好了 {n}",),
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def fixed(turn: Turn) -> Answer:
    """It is closed as fixed; the handler's points are in the books."""
    case = await begin(turn)
    await case.do(Verb.FIXED, case.rest)
    return case.answer(answer_texts.thanked(await case.view()))


@command(
    "一半",
    words=("好了一半",),
    quoting=("一半", "好了一半"),
    under="ticket",
    topic=ASKING,
    summary="自己报的事只办好了一半，请经办接着办",
    usage="一半 工单号 [还差什么]",
    examples=("一半 {n}",),
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def half(turn: Turn) -> Answer:
    """Back to the same handler."""
    case = await begin(turn)
    await case.do(Verb.HALF, case.rest)
    return await _and_more(case, answer_texts.half(await case.view(), case.ticket.number))


@command(
    "没有",
    quoting=("没有", "没好", "没解决", "没修好"),
    under="ticket",
    topic=ASKING,
    summary="自己报的事没办好：重新办，交给上一级",
    usage="没有 工单号 [哪里没好]",
    examples=("没有 {n}",),
    takes=Takes.REFERENCE,
    shape=WITH_WORDS,
    accepts=concerns,
    known_only=True,
    writes=True,
)
async def unfixed(turn: Turn) -> Answer:
    """Opened again at once, one level up; words are asked for afterwards and go to whoever has it then."""
    case = await begin(turn)
    await case.do(Verb.UNFIXED, case.rest)
    return await _and_more(case, answer_texts.again(await case.view(), case.ticket.number))


async def _and_more(case: Case, said: str) -> Answer:
    """Ask for the missing word, in private."""
    if case.rest or case.turn.heard.in_group:
        return case.answer(said)
    await questions.ask(case.turn.session, case.turn.heard, [f"补充 {case.ticket.number}"], blank=True)
    return case.answer(said + answer_texts.say_more())
