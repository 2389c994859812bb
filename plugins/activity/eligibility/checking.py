"""Who meets the conditions of an activity. What nobody has told is never guessed: it is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import profile, settings
from plugins.people.models import Member
from plugins.people.profile import Facts

from ..models import Activity, SignUp, SignUpState
from ..sections import which
from ..wish import Wish
from . import texts
from .models import Conditions

MOST_PROXIED = settings.knob(
    "代报人数上限", "一个人在一场活动里最多帮几个人报名，0 是不限（队长不受限）", default=0, low=0, high=99, topic="活动"
)


class Lack(StrEnum):
    """What somebody lacks."""

    TEAM = "team"
    PARTY = "party"
    AGE = "age"
    INSURED = "insured"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A condition that is not met; ``known``: he told something else, and not nothing."""

    what: Lack
    known: bool


class NotEligible(Refusal):
    """He may not come; ``lacks`` says why, the text is fit to be read by all."""

    def __init__(self, text: str, lacks: Sequence[Lacking], facts: Facts) -> None:
        super().__init__(text)
        self.lacks, self.facts = lacks, facts


async def check(session: AsyncSession, activity: Activity, wish: Wish) -> None:
    """Raises ``NotEligible`` unless the member meets every condition, ``Refusal`` when his proxy has named enough others."""
    if found := (await lacks(session, activity, [wish.member.id]))[wish.member.id]:
        facts = (await profile.facts(session, [wish.member.id]))[wish.member.id]
        text = texts.refused_openly(wish.member.name, activity, found, by_proxy=wish.proxy is not None)
        raise NotEligible(text, found, facts)
    if wish.proxy is not None and not wish.leads:
        await _check_proxied(session, activity, wish.proxy, wish.member)


async def lacks(session: AsyncSession, activity: Activity, member_ids: Sequence[int]) -> dict[int, list[Lacking]]:
    """What each of the members lacks; nothing for who may come."""
    conditions = activity.conditions
    if conditions is None:
        return {each: [] for each in member_ids}
    facts = await profile.facts(session, member_ids)
    found = {each: _lacks(activity, conditions, facts[each]) for each in member_ids}
    if conditions.team_id is not None:
        for each in member_ids:
            if conditions.team_id not in await which.belongs_to(session, each):
                found[each].insert(0, Lacking(Lack.TEAM, known=True))
    return found


def _lacks(activity: Activity, conditions: Conditions, facts: Facts) -> list[Lacking]:
    found = []
    if conditions.party is not None and facts.party != conditions.party:
        found.append(Lacking(Lack.PARTY, known=facts.party is not None))
    if conditions.age_from is not None:
        old_enough = facts.adult if conditions.age_from == profile.OF_AGE else facts.over14
        if not old_enough:
            found.append(Lacking(Lack.AGE, known=old_enough is not None))
    if conditions.insured and not facts.insured_on(clock.local(activity.ends_at).date()):
        found.append(Lacking(Lack.INSURED, known=facts.insured_until is not None))
    return found


async def _check_proxied(session: AsyncSession, activity: Activity, proxy: Member, member: Member) -> None:
    most = await most_proxied(session, activity)
    if most is None:
        return
    query = select(Member.name).join(SignUp, SignUp.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.proxy_id == proxy.id, SignUp.state != SignUpState.LEFT)
    names = (await session.scalars(query.where(SignUp.member_id != member.id).order_by(SignUp.queued_at, SignUp.id))).all()
    if len(names) >= most:
        raise Refusal(texts.proxied_enough(activity, member.name, most, names))


async def most_proxied(session: AsyncSession, activity: Activity) -> int | None:
    """How many one person may sign up: as the activity says, else the community; ``None``: any number."""
    if activity.conditions is not None and activity.conditions.most_proxied is not None:
        return activity.conditions.most_proxied
    return await settings.value(session, activity.community_id, MOST_PROXIED) or None


async def kept_out(session: AsyncSession, activity: Activity) -> list[tuple[Member, list[Lacking]]]:
    """Those on the list and the waitlist who do not meet the conditions, in its order. They stay: the leader decides."""
    query = select(Member).join(SignUp, SignUp.member_id == Member.id)
    query = query.where(SignUp.activity_id == activity.id, SignUp.state != SignUpState.LEFT)
    people = (await session.scalars(query.order_by(SignUp.queued_at, SignUp.id))).all()
    found = await lacks(session, activity, [each.id for each in people])
    return [(each, found[each.id]) for each in people if found[each.id]]


def only(kinds: Iterable[Lack], found: Sequence[tuple[Member, list[Lacking]]]) -> list[tuple[Member, list[Lacking]]]:
    """Those who lack one of these."""
    wanted = set(kinds)
    return [(member, lacking) for member, lacking in found if wanted & {each.what for each in lacking}]
