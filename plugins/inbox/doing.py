"""Running the command that a message is: one transaction, with the receipt of the message first."""

from dataclasses import replace
from time import perf_counter

from nonebot.log import logger
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock, meters
from plugins.kernel.db import has_changed, read, write
from plugins.kernel.refusal import Refusal

from . import album, examples, hearing, names, photos, questions, receipts, texts
from .heard import Heard
from .plan import look_at_quote
from .speaker import Speaker, recognise
from .table import Answer, Command, Match, Takes, Turn, Where


async def run(heard: Heard, match: Match, *, question: questions.Question | None = None) -> Answer | None:
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
    if heard.missed and (match.command.looks or not match.command.writes):
        return None  # a list that was asked for long ago
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
                answer = await _perform(session, heard, match)
                await _for_the_summary(session, heard, match, answer)
                return answer
        async with read() as session:
            answer = await _perform(session, heard, match)
    except Refusal as refusal:
        answer = Answer(refusal.text, done=False)
    async with write() as session:
        if answer is None or not await receipts.give(session, heard, match.command.name):
            return None
        await _for_the_summary(session, heard, match, answer)
    return answer


async def say_again(heard: Heard) -> None:
    """A message that was missed cannot be done without its sender: he is told so in the summary."""
    await names.learn_name(heard)
    async with write() as session:
        if await receipts.give(session, heard, "-"):
            await hearing.note_done(session, heard, "", Answer(texts.say_again(), done=False))


async def _for_the_summary(session: AsyncSession, heard: Heard, match: Match, answer: Answer | None) -> None:
    """Of a message that was missed. One that would begin a dialogue is to be said again, and nothing of it stays."""
    if not heard.missed or answer is None or answer.is_silence or _has_strayed(match.command, heard):
        return
    if not answer.done and questions.was_asked(session):
        raise Refusal(texts.say_again())
    changed = has_changed(session)
    if answer.done and not changed and not match.rest:
        return  # it was only shown
    name = match.command.name if match.command.topic else ""
    await hearing.note_done(session, heard, name, replace(answer, done=answer.done and changed))


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
