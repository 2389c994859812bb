"""The one matcher. It decides whether a message is for us, which command it is, and opens and closes the transaction.

One deed, one transaction, one receipt: the command gets a session, and its rows, its letters and the receipt of the message
are committed together or not at all. The answer is spoken after the commit.
"""

from dataclasses import replace
from time import perf_counter

from nonebot import on
from nonebot.adapters import Bot, Event
from nonebot.log import logger
from nonebot.typing import T_State
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, logbook, meters
from plugins.kernel.db import read, write
from plugins.kernel.refusal import Refusal

from . import (
    album,
    examples,
    expectations,
    files,
    liveness,
    movements,
    names,
    order,
    pasted,
    photos,
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
from .plan import Plan, look_at_quote, plan_for
from .speaker import Speaker, recognise
from .table import Answer, Command, Match, Takes, Turn, Where


async def is_for_us(bot: Bot, event: Event, state: T_State) -> bool:
    """Chatter leaves here: no table is asked, nothing is written."""
    heard = listen(bot, event) or uploads.listen(bot, event)
    if heard is None:
        state["recalled"] = recalled.notice(bot, event)
        state["moved"] = movements.notice(bot, event)
        return state["recalled"] is not None or state["moved"] is not None
    liveness.note(heard)
    if heard.photos and not heard.text:
        album.notice(heard)
    if (
        album.awaited(heard)
        or heard.spoken_to
        or heard.quoted
        or pasted.likeness(heard)
        or next(find(heard), None)
        or questions.may_answer(heard)
        or files.may_be_read(heard)
    ):
        state["heard"] = heard
        return True
    return False


# Of every type: a second matcher for notices would be one more thing that every message of every group passes.
entry = on(priority=10, block=False)
entry.rule = Ear(is_for_us)


@entry.handle()
async def hear(state: T_State) -> None:
    """Handle one message that may be for us, the recall of one, or somebody's coming and going."""
    if gone := state.get("recalled"):
        await recalled.take(gone)
        return
    if moved := state.get("moved"):
        await movements.take(moved)
        return
    heard: Heard = state["heard"]
    with logbook.about(logbook.reference_of(heard.key)), meters.HANDLING.time():
        async with order.in_line(f"{heard.platform}:{heard.user}"):
            if receipts.is_new(heard) and (answer := await respond(heard)) and not answer.is_silence:
                await voice.say(heard, answer)


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
        return await _run(heard, first)
    return await _take_sentence(heard)


async def _take_sentence(heard: Heard) -> Answer | None:
    async with read() as session:
        plan = await plan_for(session, heard)
    if plan is None:
        return None
    if plan.match:
        answer = await _run(plan.heard or heard, plan.match, question=plan.question)
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
        answer = await _run(heard, pasted.match())
    return answer if answer and answer.text else None


async def _take_file(heard: Heard) -> Answer | None:
    """A file is fetched only when a room reads such ones from such people. What else is sent in private is answered."""
    if files.is_other_half(heard):
        return None
    await names.learn_name(heard)
    try:
        if not await _file_is_wanted(heard):
            return await _take_sentence(heard) if heard.spoken_to else None
        heard.opened = await files.open_first(heard)
    except Refusal as refusal:
        return await _settle(heard, Plan(answer=Answer(refusal.text, done=False)))
    answer = await _run(heard, files.match())
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
    async with write() as session:
        if not await receipts.give(session, heard, "-"):
            return None
        if plan.question:
            await expectations.given_up(session, plan.question.lines[0])
            await questions.settle(session, plan.question)
        if plan.ask:
            await questions.ask(session, heard, plan.ask, blank=plan.blank)
    return plan.answer


async def _run(heard: Heard, match: Match, *, question: questions.Question | None = None) -> Answer | None:
    """The deed, noted and counted by its name and how it ended."""
    outcome, begun = "failed", perf_counter()
    try:
        answer = await _do(heard, match, question)
        outcome = "again" if answer is None else "silent" if answer.is_silence else "done" if answer.done else "refused"
    finally:
        meters.COMMANDS.labels(match.command.name, outcome).inc()
        logger.info(f"{match.command.name}: {outcome} in {perf_counter() - begun:.3f} s")
    return answer


async def _do(heard: Heard, match: Match, question: questions.Question | None) -> Answer | None:
    """The receipt first, so that a second copy of the message finds it."""
    await names.learn_name(heard)
    if match.command.writes:
        await names.learn_mentioned(heard)
    if match.command.photos_before and not heard.photos:
        heard.photos = album.take(heard)
    if match.command.photos and heard.photos and not (match.command.private_photos and heard.in_group):
        heard.pictures = await photos.collect(heard, private=match.command.private_photos)
    try:
        if match.command.writes:
            async with write() as session:
                if not await receipts.give(session, heard, match.command.name):
                    return None
                if question:
                    await questions.settle(session, question, heard.said)
                return await _perform(session, heard, match)
        async with read() as session:
            answer = await _perform(session, heard, match)
    except Refusal as refusal:
        answer = Answer(refusal.text, done=False)
    async with write() as session:
        return answer if answer and await receipts.give(session, heard, match.command.name) else None


async def _perform(session: AsyncSession, heard: Heard, match: Match) -> Answer | None:
    await look_at_quote(session, heard)
    speaker = await recognise(session, heard)
    if heard.in_group and speaker.community_id is None and not (match.command.unbound and speaker.level >= match.command.who):
        return Answer(texts.how_to_open()) if speaker.is_admin and heard.spoken_to else None
    _check(match.command, match, speaker, heard)
    run = match.command.strays if _has_strayed(match.command, heard) else match.command.run
    assert run
    answer = await run(Turn(session, heard, speaker, match.rest, match.raw, match.word))
    return answer if isinstance(answer, Answer) else Answer(answer)


def _has_strayed(command: Command, heard: Heard) -> bool:
    """Said in a group, it belongs into private, and the room has a word of its own about that."""
    return heard.in_group and Where.GROUP not in command.where and command.strays is not None


def _check(command: Command, match: Match, speaker: Speaker, heard: Heard) -> None:
    here = Where.GROUP if heard.in_group else Where.PRIVATE
    if here not in command.where and not _has_strayed(command, heard):
        raise Refusal((texts.say_in_private if heard.in_group else texts.say_in_group)(command.name))
    if speaker.community_id is None and not command.unbound:
        raise Refusal(texts.how_to_begin() if speaker.is_admin else texts.which_community())
    if speaker.level < command.who:
        raise Refusal(texts.only_for(command.name, command.who))
    if command.takes is Takes.TEXT and not match.rest and not heard.photos:
        raise Refusal(texts.usage(command.usage, examples.filled(command.examples[0], clock.local().date())))
