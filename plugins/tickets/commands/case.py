"""What every command about a ticket begins and ends with: which one, as what the speaker stands to it, the step, who is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.inbox.table import Answer, Turn
from plugins.kernel.refusal import Refusal
from plugins.people import members
from plugins.people.models import Member

from .. import disclosure, finding, kinds, refusal_texts, standing, telling, undoing
from ..acting import Actor, act
from ..audience import Audience, View
from ..life import Verb
from ..models import Ticket, TicketStep

TOPIC = "办工单"
ASKING = "我报的事"
EVERYDAY = frozenset({"好了", "一半", "好了一半", "没有", "跟进", "关注", "撤回", "办完"})
FOLLOWING = frozenset({"跟进", "关注"})
NUMBER = finding.REFERENCE
WITH_WORDS = rf"{NUMBER}(?:[\s,，:：。、]*\S.*)?"


@dataclass(slots=True)
class Case:
    """The ticket, locked; who speaks, and what he is to it by now; what was said behind the number."""

    turn: Turn
    ticket: Ticket
    me: Member
    who: Actor
    rest: str

    async def view(self, step: TicketStep | None = None) -> View:
        """As the speaker may read it here."""
        return await disclosure.view(self.turn.session, self.ticket, self.audience, step)

    @property
    def audience(self) -> Audience:
        """Who reads the answer: in a group everybody does."""
        return Audience.GROUP if self.turn.heard.in_group else standing.audience(self.ticket, self.who)

    async def do(self, verb: Verb, words: str = "", change: Mapping[str, Any] | None = None) -> TicketStep:
        """The step, noted for 「撤销」, and everybody concerned told."""
        turn = self.turn
        step = await act(turn.session, self.ticket, verb, self.who, words=words, photos=turn.heard.pictures, change=change)
        self.who = await standing.actor(turn, self.ticket, self.me)
        await undoing.record(turn, self.ticket, step)
        await telling.report(turn.session, self.ticket, step)
        return step

    def answer(self, text: str, photos: Sequence[str] = ()) -> Answer:
        """An answer that can be quoted; ``photos`` go along where nobody reads along."""
        return Answer(text, about=self.ticket.subject, photos=() if self.turn.heard.in_group else photos)


async def concerns(turn: Turn) -> bool:
    """Whether talk in a group is about a ticket: 「好了 5 分钟就到」 and 「没有 2 号楼的」 are not. Spoken to, we answer in any case.

    The ticket is there, the speaker has to do with it, and what is a word of everyday talk has its number and nothing more.
    Who has never been heard here has to do with nothing yet, but may want to hear of it.
    """
    if turn.heard.spoken_to:
        return True
    said = finding.leading(turn.rest)
    if said is None or (turn.word in EVERYDAY and said[1]):
        return False
    ticket = await finding.known(turn.session, turn.community_id, said[0])
    if ticket is None:
        return False
    if turn.speaker.member_id is None:
        return turn.word in FOLLOWING and kinds.of(ticket).followed
    who = await standing.of(turn.session, turn.speaker, ticket, turn.speaker.member_id)
    return bool(who.standing) or (turn.word in FOLLOWING and kinds.of(ticket).followed)


async def begin(turn: Turn, said: str | None = None) -> Case:
    """Which ticket, and what the speaker is to it. Raises ``Refusal``; one that he may not know of is as unknown as none."""
    me = await members.myself(turn)
    ticket, rest = await finding.named(turn, turn.raw if said is None else said)
    who = await standing.actor(turn, ticket, me)
    if not kinds.of(ticket).shows[standing.audience(ticket, who)]:
        raise Refusal(refusal_texts.no_such_ticket(ticket.number))
    return Case(turn, ticket, me, who, rest)
