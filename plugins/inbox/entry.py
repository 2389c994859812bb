"""The one matcher. It decides whether a message is for us, which command it is, and opens and closes the transaction.

One deed, one transaction, one receipt: the command gets a session, and its rows, its letters and the receipt of the message
are committed together or not at all. The answer is spoken after the commit.
"""

from dataclasses import replace

from nonebot import on
from nonebot.adapters import Bot, Event
from nonebot.log import logger
from nonebot.typing import T_State

from plugins.kernel import logbook, meters
from plugins.kernel.db import read, write
from plugins.kernel.refusal import Refusal

from . import (
    album,
    doing,
    expectations,
    files,
    lines,
    movements,
    names,
    order,
    pasted,
    patience,
    pulse,
    questions,
    recalled,
    receipts,
    texts,
    uploads,
    voice,
)
from .ear import Ear
from .heard import Heard, listen
from .matching import find
from .plan import Plan, look_at_quote, plan_for, would_write
from .speaker import recognise
from .table import Answer, Turn


async def is_for_us(bot: Bot, event: Event, state: T_State) -> bool:
    """Chatter leaves here: no table is asked, nothing is written."""
    heard = listen(bot, event) or uploads.listen(bot, event)
    if heard is None:
        await pulse.feel(bot, event)
        state["recalled"] = recalled.notice(bot, event)
        state["moved"] = movements.notice(bot, event)
        return state["recalled"] is not None or state["moved"] is not None
    await pulse.hears(heard)
    lines.note(bot, heard)
    if is_meant(heard):
        state["heard"] = heard
        return True
    return False


def is_meant(heard: Heard) -> bool:
    """Whether the message may be for us."""
    if heard.photos and not heard.text:
        album.notice(heard)
    return bool(
        album.awaited(heard)
        or heard.spoken_to
        or heard.quoted
        or pasted.likeness(heard)
        or next(find(heard), None)
        or questions.may_answer(heard)
        or files.may_be_read(heard)
    )


# Of every type: a second matcher for notices would be one more thing that every message of every group passes.
entry = on(priority=10, block=False)
entry.rule = Ear(is_for_us)


@entry.handle()
async def hear(bot: Bot, state: T_State) -> None:
    """Handle one message that may be for us, the recall of one, or somebody's coming and going."""
    if not await lines.ready(bot, state.get("heard")) and "heard" in state:
        return
    if gone := state.get("recalled"):
        await recalled.take(gone)
        return
    if moved := state.get("moved"):
        await movements.take(moved)
        return
    heard: Heard = state["heard"]
    with logbook.about(logbook.reference_of(heard.key)), meters.HANDLING.time():
        async with order.in_line(f"{heard.platform}:{heard.user}"):
            if receipts.is_new(heard) and (answer := patience.enough(heard) or await respond(heard)) and not answer.is_silence:
                await voice.say(heard, answer)


async def do_missed(heard: Heard) -> None:
    """Do what a message asks for that was written while we were away. Nobody waits for the answer: one summary tells of all."""
    with logbook.about(logbook.reference_of(heard.key)), meters.HANDLING.time():
        async with order.in_line(f"{heard.platform}:{heard.user}"):
            async with read() as session:
                if not receipts.is_new(heard) or await receipts.is_given(session, heard):
                    return
            try:
                answer = await _respond(heard)
            except Exception:
                logger.exception("missed message not handled")
                await doing.say_again(heard)
                return
            if answer and answer.in_group:
                await voice.say_aside(heard, answer)


async def respond(heard: Heard) -> Answer | None:
    """Do what the message asks for and return what is to be said; ``None`` for silence."""
    try:
        return await _respond(heard)
    except Exception:
        logger.exception("message not handled")
        receipts.forget(heard)
        return Answer(texts.not_done(logbook.reference_of(heard.key)))


async def _respond(heard: Heard) -> Answer | None:
    if heard.files and not heard.text:
        return await _take_file(heard)
    paste = pasted.likeness(heard)
    if paste is pasted.Likeness.SURE:
        return await _take_paste(heard)
    first = next(find(heard), None)
    if paste and not (first and first.plain):
        return await _take_paste(heard)
    if first and first.plain and (first.command.writes or not heard.quoted):
        return await doing.run(heard, first)
    return await _take_sentence(heard)


async def _take_sentence(heard: Heard) -> Answer | None:
    async with read() as session:
        plan = await plan_for(session, heard)
    if plan is None:
        return None
    if plan.match:
        answer = await doing.run(plan.heard or heard, plan.match, question=plan.question)
        return _told(answer, plan) if answer else None
    return await _settle(heard, plan)


async def _take_paste(heard: Heard) -> Answer | None:
    """A pasted list is looked at first with a reading session: one that is no concern of ours leaves no trace."""
    await names.learn_name(heard)
    async with pasted.in_sending_order(heard):
        async with read() as session:
            await look_at_quote(session, heard)
            speaker = await recognise(session, heard)
            if not await pasted.is_wanted(Turn(session, heard, speaker, "", "")):
                return None
        answer = await doing.run(heard, pasted.match())
    return answer if answer and answer.text else None


async def _take_file(heard: Heard) -> Answer | None:
    """A file is fetched only when a room reads such ones from such people. What else is sent in private is answered."""
    if files.is_other_half(heard):
        return None
    await names.learn_name(heard)
    try:
        if not await _file_is_wanted(heard):
            return await _take_sentence(heard) if heard.spoken_to else None
        if heard.missed:
            return await doing.say_again(heard)
        heard.opened = await files.open_first(heard)
    except Refusal as refusal:
        return await _settle(heard, Plan(answer=Answer(refusal.text, done=False)))
    answer = await doing.run(heard, files.match())
    return answer if answer and answer.text else None


async def _file_is_wanted(heard: Heard) -> bool:
    if not files.may_be_read(heard):
        return False
    async with read() as session:
        await look_at_quote(session, heard)
        speaker = await recognise(session, heard)
        return await files.is_wanted(Turn(session, heard, speaker, "", ""))


def _told(answer: Answer, plan: Plan) -> Answer:
    """A deed says what was understood, so that it can be taken back; there is nothing to take back of a mere look."""
    meant = plan.match.command.meant if plan.match and plan.told else None
    if meant is None or not meant.changes or not answer.done:
        return answer
    return replace(answer, text=texts.understood(plan.told, answer.text))


async def _settle(heard: Heard, plan: Plan) -> Answer | None:
    if heard.missed and not plan.question:
        if len(plan.ask) == 1 and would_write(heard, plan.ask[0]):
            await doing.say_again(heard)
        return None
    async with write() as session:
        if not await receipts.give(session, heard, "-"):
            return None
        if plan.question:
            await expectations.given_up(session, plan.question.lines[0])
            await questions.settle(session, plan.question)
        if plan.ask:
            await questions.ask(session, heard, plan.ask, blank=plan.blank)
    return plan.answer
