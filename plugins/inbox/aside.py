"""What is said while a question waits and is no answer to it, and whether a command takes what follows its word."""

from sqlalchemy.ext.asyncio import AsyncSession

from . import questions, sense
from .heard import Heard
from .matching import find
from .speaker import Speaker, recognise
from .table import Match, Turn


async def accepts(session: AsyncSession, heard: Heard, speaker: Speaker, match: Match) -> bool:
    """Whether the command, asked, says that what follows its word names something."""
    if not match.command.accepts or (speaker.community_id is None and not match.command.unbound):
        return False
    return await match.command.accepts(Turn(session, heard, speaker, match.rest, match.raw, match.word))


async def is_aside(session: AsyncSession, question: questions.Question, heard: Heard) -> bool:
    """Something else is said that we understand.

    Where a name was asked for, 「清洁家园几点」 is nobody's name; in a dialog, a command is a command. A command that waits for a
    missing piece may be said anew in full.
    """
    answers = questions.dialog_of(question)
    if answers is not None:
        speaker = await recognise(session, heard)
        others = [match for match in find(heard) if match.command.name not in answers]
        return any([await accepts(session, heard, speaker, match) for match in others])
    anew = [each for each in find(heard) if question.lines[0].startswith(f"{each.command.name} ") and each.command.accepts]
    if anew:
        speaker = await recognise(session, heard)
        if any([await accepts(session, heard, speaker, match) for match in anew]):
            return True
    if not questions.asks_for_name(question):
        return False
    return await sense.guess(session, await recognise(session, heard), heard) is not None
