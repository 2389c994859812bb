"""What to do about a message that may be for us: which command it is, which question it answers, or what is to be said.

Looks only; whoever carries the plan out opens the transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.outbox import spoken

from . import album, aside, listeners, questions, sense, texts
from .heard import Heard
from .matching import find, quoting
from .speaker import Speaker, recognise
from .table import Answer, Match, Turn, Where
from .wording import normalise


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about a message: run a command, or just say something.

    ``question``: the one that it answers. ``told``: the line that it was understood as.
    """

    match: Match | None = None
    heard: Heard | None = None
    answer: Answer | None = None
    question: questions.Question | None = None
    ask: Sequence[str] = ()
    blank: bool = False
    told: str = ""


async def plan_for(session: AsyncSession, heard: Heard) -> Plan | None:
    """The plan; ``None`` for silence."""
    await look_at_quote(session, heard)
    if (asked := await questions.quoted(session, heard)) and (plan := await _answer_to(session, heard, asked)):
        return plan
    if heard.about is not None and (match := quoting(heard)):
        return Plan(match=match)
    matches = list(find(heard))
    may = questions.may_answer(heard) and not any(match.plain for match in matches)
    if may and (plan := await _answer_to_question(session, heard)):
        return plan
    speaker = await recognise(session, heard)
    for match in matches:
        may_be_asked = (
            heard.spoken_to or Where.GROUP in match.command.where
        )  # 求助🙏 in a group is talk: it belongs into private
        if match.decorated and speaker.community_id is not None and may_be_asked:
            asked = Answer(texts.did_you_mean(match.word), done=False)
            return Plan(match=match) if heard.spoken_to else Plan(answer=asked, ask=(match.word,))
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
    """Find out what the quoted message was about, once; quoting one of ours is speaking to us."""
    if heard.quoted and heard.topic is None:
        heard.topic = await spoken.about(session, str(heard.chat), heard.quoted)
        heard.about = heard.topic and heard.topic.partition("?")[0]
        heard.spoken_to = heard.spoken_to or heard.about is not None


async def _answer_to_question(session: AsyncSession, heard: Heard) -> Plan | None:
    """A bare answer goes to the talk at hand, or to the one letter that it fits; when it fits several it is asked which."""
    among = await questions.waiting(session, heard)
    if len(among) > 1:
        fits = {each.id: questions.choice(each, heard) or 0 for each in among}
        among = [each for each in among if 0 < fits[each.id] <= len(each.lines)]
        if len(among) > 1:
            lines = [each.lines[fits[each.id] - 1] for each in among]
            return Plan(answer=Answer(texts.which_question(heard.text, lines), done=False), ask=lines)
    return await _answer_to(session, heard, among[0]) if among else None


async def _answer_to(session: AsyncSession, heard: Heard, question: questions.Question) -> Plan | None:
    chosen = questions.choice(question, heard) if not question.blank or questions.gives_up(question, heard) else None
    if chosen == 0:
        return Plan(answer=Answer(texts.dropped()), question=question)
    if question.blank:
        line = None if await aside.is_aside(session, question, heard) else questions.filled(question, heard)
    elif chosen is None:
        return None
    elif chosen > len(question.lines):
        return Plan(answer=Answer(texts.choose_between(len(question.lines))))
    else:
        line = question.lines[chosen - 1]
    return _line_plan(heard, line, question=question) if line else None


def _line_plan(heard: Heard, line: str, *, question: questions.Question | None = None, told: str = "") -> Plan | None:
    """Run ``line`` as if the person had typed it here."""
    typed = replace(
        heard, said=line, text=normalise(line), spoken_to=True, quoted=None, about=None, topic=None, original=heard.said
    )
    match = next(find(typed), None)
    return Plan(match=match, heard=typed, question=question, told=told) if match else None


def would_write(heard: Heard, line: str) -> bool:
    """Whether ``line``, said here, would change anything."""
    meant = _line_plan(heard, line)
    return bool(meant and meant.match and meant.match.command.writes and not meant.match.command.looks)


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
