"""What is special about a kind of activity. A plain one has nothing special; rooms above register theirs with ``register``.

So the room of activities asks ``of(activity)`` and never needs to know who rides at the lake.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.speaker import Speaker
from plugins.inbox.table import Turn
from plugins.people.models import Member

from . import regulars, texts
from .models import Activity, Series
from .signing import Place, Tally

PLAIN = "plain"


class Kind:
    """A plain activity. Other kinds override what they do differently."""

    async def minimum(self, session: AsyncSession, series: Series) -> int | None:
        """How many heads an occurrence of ``series`` needs that is made now."""
        return series.minimum

    async def answers_to(self, session: AsyncSession, activity: Activity, words: str) -> bool:
        """Whether ``words`` (squeezed) that are in no title mean this activity, as the name of one of its teams does."""
        return False

    async def team_for(self, session: AsyncSession, activity: Activity, member: Member, words: str) -> int | None:
        """For which team ``member`` signs up: the one in ``words`` (squeezed), else the one he is known to go with."""
        return None

    async def after_join(self, turn: Turn, activity: Activity, member: Member, place: Place) -> str:
        """What to add to the answer of a sign-up; may ask the person something."""
        return ""

    async def standing(self, session: AsyncSession, activity: Activity, tally: Tally) -> str:
        """How the activity stands, in one line with every number."""
        return texts.standing(activity, tally)

    async def leaders(self, session: AsyncSession, activity: Activity) -> Sequence[int]:
        """Members who lead it beside its publisher and the leaders of its team."""
        return ()

    async def led_by(self, session: AsyncSession, activity: Activity | Series, speaker: Speaker) -> bool:
        """Whether the speaker may lead it, or all of its series, though he neither published it nor leads its team."""
        return False

    async def usual(self, session: AsyncSession, activity: Activity) -> Sequence[str]:
        """Names of those who usually come to such activities and have not answered. For leaders only."""
        return await regulars.silent(session, activity, await regulars.like_before(session, activity))

    async def recorded(self, session: AsyncSession, activity: Activity) -> None:
        """Attendance has just been recorded (again)."""


KINDS: dict[str, Kind] = {PLAIN: Kind()}


def register(name: str, kind: Kind) -> None:
    """Activities whose ``kind`` column says ``name`` are of this kind. A second one of the same name is a mistake."""
    if name in KINDS:
        raise ValueError(f"two kinds of activity are called {name}")
    KINDS[name] = kind


def of(thing: Activity | Series) -> Kind:
    """The kind of an activity or of a series."""
    return KINDS.get(thing.kind, KINDS[PLAIN])
