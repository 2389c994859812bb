"""What to do about a message that is no plain command: an answer to a question, something quoted, a sentence that means one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import spoken

from . import album, aside, listeners, questions, sense, texts
from .heard import Heard
from .matching import find, quoting
from .speaker import Speaker, recognise
from .table import Answer, Match, Turn
from .wording import normalise


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about a message: run a command, or just say something. ``told``: the line it was understood as."""

    match: Match | None = None
    heard: Heard | None = None
    answer: Answer | None = None
    drop_question: bool = False
    ask: Sequence[str] = ()
    blank: bool = False
    told: str = ""


async def plan_for(session: AsyncSession, heard: Heard) -> Plan | None:
    """What to do about a message that is no plain command; ``None`` for silence."""
    await look_at_quote(session, heard)
    if heard.about is not None and (match := quoting(heard)):
        return Plan(match=match)
    matches = list(find(heard))
    asked = questions.may_answer(heard) and not any(match.plain for match in matches)
    if asked and (plan := await _answer_to_question(session, heard)):
        return plan
    speaker = await recognise(session, heard)
    for match in matches:
        if match.plain or await aside.accepts(session, heard, speaker, match):
            return Plan(match=match)
    if heard.spoken_to:
        return await _understood(session, heard, speaker)
    return await _shown(session, heard, speaker) if album.awaited(heard) else None


async def _shown(session: AsyncSession, heard: Heard, speaker: Speaker) -> Plan | None:
    """A photo in a group, after its sender has told us what it will be about."""
    claimed, match = await listeners.claim(Turn(session, heard, speaker, "", ""))
    return Plan(match=match) if claimed is listeners.Claim.FIRST else None


async def look_at_quote(session: AsyncSession, heard: Heard) -> None:
    """Find out what the quoted message of ours was about."""
    if heard.quoted and heard.about is None:
        heard.about = await spoken.about(session, str(heard.chat), heard.quoted)
        heard.spoken_to = heard.spoken_to or heard.about is not None


async def _answer_to_question(session: AsyncSession, heard: Heard) -> Plan | None:
    question = await questions.waiting(session, heard)
    if question is None:
        return None
    chosen = questions.choice(question, heard) if not question.blank or questions.gives_up(question, heard) else None
    if chosen == 0:
        return Plan(answer=Answer(texts.dropped()), drop_question=True)
    if question.blank:
        line = None if await aside.is_aside(session, question, heard) else questions.filled(question, heard)
    elif chosen is None:
        return None
    elif chosen > len(question.lines):
        return Plan(answer=Answer(texts.choose_between(len(question.lines))))
    else:
        line = question.lines[chosen - 1]
    return _line_plan(heard, line, drop_question=True) if line else None


def _line_plan(heard: Heard, line: str, *, drop_question: bool = False, told: str = "") -> Plan | None:
    """Run ``line`` as if the person had typed it here."""
    typed = replace(heard, said=line, text=normalise(line), spoken_to=True, quoted=None, about=None)
    match = next(find(typed), None)
    return Plan(match=match, heard=typed, drop_question=drop_question, told=told) if match else None


async def _understood(session: AsyncSession, heard: Heard, speaker: Speaker) -> Plan | None:
    if heard.in_group and speaker.community_id is None:
        return Plan(answer=Answer(texts.how_to_open())) if speaker.is_admin else None
    claimed, listener = await listeners.claim(Turn(session, heard, speaker, heard.text, heard.said))
    if claimed is listeners.Claim.FIRST:
        return Plan(match=listener)
    guess = await sense.guess(session, speaker, heard)
    if guess and guess.sure and (plan := _line_plan(heard, guess.line, told=guess.line)):
        return plan
    if guess and guess.asks:
        return Plan(answer=Answer(guess.asks), ask=(guess.line,), blank=True)
    if guess:
        return Plan(answer=Answer(texts.did_you_mean(guess.line)), ask=(guess.line,))
    if claimed:
        return Plan(match=listener)
    menu = await sense.menu(session, speaker, heard)
    return Plan(answer=menu.answer, ask=menu.lines) if menu else None
