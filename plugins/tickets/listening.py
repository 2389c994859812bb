"""Plain sentences in private of somebody who has reported something: the answer to 「好了吗」, how it stands, please hurry."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.table import COMMANDS, Answer, Turn
from plugins.people.models import Member

from . import confirming, phrases, todo
from .life import UNDONE, State
from .models import Ticket
from .phrases import Said


async def _about(turn: Turn, said: Said) -> Sequence[Ticket]:
    """The tickets of this person that the sentence can be about; by its number, where one is said."""
    me = turn.speaker.member_id
    if me is None:
        return ()
    if said in phrases.VERDICTS:
        found = await confirming.pending(turn.session, turn.community_id, me)
    else:
        wards = (await turn.session.scalars(select(Member.id).where(Member.proxy_id == me))).all()
        mine = await todo.reported_by(turn.session, turn.community_id, [me, *wards])
        states = (*UNDONE, State.CHECKING) if said is Said.PROGRESS else UNDONE
        found = [each for each in mine if each.state in states] or (mine if said is Said.PROGRESS else [])
    number = phrases.number_in(turn.heard.text)
    return [each for each in found if number in (None, each.number)]


async def _wanted(turn: Turn) -> Claim:
    """Only in private; how it stands is told to whoever asks, the rest is only of whom it concerns."""
    said = None if turn.heard.in_group else phrases.read(turn.heard.text)
    if said and await _about(turn, said):
        return Claim.FIRST
    return Claim.RATHER if said is Said.PROGRESS else Claim.NONE


async def _run(turn: Turn) -> Answer:
    """The one ticket, or the list to choose from."""
    said = phrases.read(turn.heard.text)
    assert said
    found = await _about(turn, said)
    words = f" {turn.heard.said}" if said in (Said.HALF, Said.UNFIXED) else ""
    if len(found) != 1:
        answer = await COMMANDS["我的工单"].run(turn)
    else:
        line = f"{found[0].number}{words}"
        answer = await COMMANDS[said.value].run(replace(turn, rest=line, raw=line, word=said.value))
    return answer if isinstance(answer, Answer) else Answer(answer)


use_listener(_wanted, _run, name="说工单", order=20)
