"""What one person may do in one place, with examples that work there now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import finding, list_texts
from plugins.activity.models import Activity, ActivityState, Series
from plugins.activity.series import which
from plugins.activity.series.days import coming as coming_days
from plugins.activity.series.rule import from_row
from plugins.inbox import examples
from plugins.inbox.speaker import Speaker, Who
from plugins.inbox.table import COMMANDS, Command, Takes, Where
from plugins.kernel import clock
from plugins.patrol import rides, teams
from plugins.tickets import offering

PATROL, PATROL_LOG = "巡湖", "巡湖记录"
OF_SERIES = "系列 {n}"
SOON = timedelta(hours=1)  # before its start an activity counts as happening now
POOLS = {
    "取消报名": "joined",
    "能来": "joined",
    "签到": "happening",
    "我去了": "been",
    "考勤": "begun",
    "同意申诉": "begun",
    "不同意申诉": "begun",
}
"""Which activities the number in a command's example is taken from; of the others: those open, or, for leaders, those led."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The speaker, the place, and the activities that a number in an example can be taken from.

    ``open``: he could sign up now. ``joined``: he is on it, and it is to come. ``happening``: the same, and it is on. ``been``:
    the same, within the last days. ``led``: he may change it. ``begun``: led by him, and under way or over. ``idle``: names of
    commands that have nothing to be about here and now. ``tickets``: for commands about a ticket, the number of one.
    ``series``: the number of one that goes on, and its next day.
    """

    speaker: Speaker
    where: Where
    now: datetime
    open: Sequence[Activity] = ()
    joined: Sequence[Activity] = ()
    happening: Sequence[Activity] = ()
    been: Sequence[Activity] = ()
    led: Sequence[Activity] = ()
    begun: Sequence[Activity] = ()
    idle: frozenset[str] = frozenset()
    tickets: Mapping[str, int] = field(default_factory=dict)
    series: tuple[int, date] | None = None

    def commands(self) -> list[Command]:
        """All that he may say here, in the order of declaration."""
        leads = self.speaker.level >= Who.LEADER or bool(self.led)
        here = self.speaker.community_id is not None
        fitting = [each for each in COMMANDS.values() if self.allows(each) and each.name not in self.idle]
        fitting = [each for each in fitting if not (here and each.unbound)]  # the group has its community already
        return [each for each in fitting if leads or each.topic not in leaders_topics()]

    def allows(self, command: Command) -> bool:
        """Whether role and place allow it."""
        return self.speaker.level >= command.who and self.where in command.where

    def examples(self, command: Command) -> list[str]:
        """The command's examples that work now, filled; those that need an activity are left out while there is none."""
        about, today = self._about(command), clock.local(self.now).date()
        usable = [each for each in command.examples if OF_SERIES not in each and (about or "{n}" not in each)]
        said = [examples.filled(each, today, about or examples.SOMEWHERE) for each in usable]
        if self.series is None:
            return said
        number, day = self.series
        return said + [examples.filled(each, today, str(number), day) for each in command.examples if OF_SERIES in each]

    def _about(self, command: Command) -> str | None:
        """How to speak of the first activity that the command can be about: by its number, else by day and title.

        What is made weeks ahead has no number yet; only commands that look names up understand it without one.
        """
        if command.under:
            return str(self.tickets[command.name]) if command.name in self.tickets else None
        pool = sorted(self._pool(command), key=lambda each: each.number is None)
        by_title = command.takes is Takes.REFERENCE and command.accepts is not None and command.shape is None
        return next((list_texts.call(each) for each in pool if by_title or each.number is not None), None)

    def _pool(self, command: Command) -> Sequence[Activity]:
        if command.name in POOLS:
            return getattr(self, POOLS[command.name])
        if command.meant and command.meant.mine:
            return self.joined
        return self.led if command.topic in leaders_topics() else self.open


def weight(command: Command) -> tuple[bool, bool]:
    """Within a chapter: the command that it is named after, then those that people say in their own words, then the rest."""
    return command.name != command.topic, command.meant is None


def is_for_leaders(command: Command) -> bool:
    """Whether it changes an activity of one's own: the table lets everybody say it, its rule asks who leads."""
    return command.who is Who.ANYONE and command.topic in leaders_topics()


def leaders_topics() -> set[str]:
    """Chapters in which something needs a leader: who leads nothing has no use for the rest of them."""
    return {each.topic for each in COMMANDS.values() if each.who is Who.LEADER}


async def offer(session: AsyncSession, speaker: Speaker, where: Where) -> Offer:
    """Look up what is going on in the speaker's community."""
    now = clock.now()
    if speaker.community_id is None:
        return Offer(speaker, where, now)
    coming = await finding.open_ones(session, speaker.community_id, now)
    past = await finding.recent_ones(session, speaker.community_id, now)
    numbers = await offering.numbers(session, speaker)
    mine = await finding.joined_by(session, [speaker.member_id], [*coming, *past]) if speaker.member_id else ()
    recurring = await which.running(session, speaker.community_id)
    return Offer(
        speaker,
        where,
        now,
        series=_next_of(recurring[0], clock.local(now).date()) if recurring else None,
        open=[each for each in coming if _takes_people(each, now)],
        joined=[each for each in mine if each.starts_at > now],
        happening=[each for each in mine if each.starts_at - SOON <= now < each.ends_at],
        been=[each for each in mine if each.ends_at <= now],
        led=_led_by(speaker, (each for each in coming if each.starts_at > now)),
        begun=_led_by(speaker, past),
        idle=await _idle(session, speaker.community_id, now)
        | _without_ticket(numbers)
        | (frozenset() if recurring else _of_series()),
        tickets=numbers,
    )


def _without_ticket(numbers: Mapping[str, int]) -> frozenset[str]:
    """Lists of tickets are of no use to whom no ticket concerns."""
    return frozenset(name for name, like in offering.BARE.items() if like not in numbers)


def _next_of(series: Series, today: date) -> tuple[int, date] | None:
    days = coming_days(from_row(series.rule), today + timedelta(days=1), 1)
    return (series.number, days[0]) if days else None


def _of_series() -> frozenset[str]:
    """The commands that are about a series only: where none goes on, there is nothing to say of it."""
    return frozenset(name for name, each in COMMANDS.items() if any(OF_SERIES in example for example in each.examples))


async def _idle(session: AsyncSession, community_id: int, now: datetime) -> frozenset[str]:
    """Where nobody patrols there is nothing to say of it; where nobody has of late, nothing to note down."""
    if not await teams.patrolling(session, community_id):
        return frozenset(each.name for each in COMMANDS.values() if each.topic == PATROL)
    return frozenset() if await rides.latest_begun(session, community_id, now) else frozenset({PATROL_LOG})


def _takes_people(activity: Activity, now: datetime) -> bool:
    closes_at = min(activity.signup_closes_at or activity.starts_at, activity.starts_at)
    return activity.state == ActivityState.OPEN and closes_at > now


def _led_by(speaker: Speaker, activities: Iterable[Activity]) -> list[Activity]:
    """Those he may change for sure; a leader of a patrol team may do more, which its own room knows."""
    mine = speaker.member_id
    return [each for each in activities if (mine and each.leader_id == mine) or speaker.leads_team(each.team_id)]
