"""Letters that activities send: announcements to the groups, news to those who are on a list, words to leaders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.cards.card import Card
from plugins.inbox.speaker import RoleKind
from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.outbox.service import Letter, post
from plugins.people import reach, staff
from plugins.people.models import ChatKind, Community, Member

from . import kinds, publication_texts, texts
from .models import Activity, Series, SignUp, SignUpState
from .sections import moving, seats
from .sections import texts as section_texts
from .signing import position

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news for several people: ``key`` makes each letter unique; ``until`` is when it is of no more use.

    ``discreet``: what may be said in the group to a person whose private chat is closed; the same words when left out.
    ``asks``: the question that it asks (``confirm``), so that quoting it answers that one.
    """

    key: str
    text: str
    until: datetime
    disturb: bool = False
    discreet: str | None = None
    asks: str = ""

    def about(self, activity: Activity | Series) -> str:
        """What it is about, as a letter says it."""
        return f"{activity.subject}?{self.asks}" if self.asks else activity.subject


async def leader_name(session: AsyncSession, activity: Activity) -> str:
    """How the notice names the leader; empty when there is none."""
    if activity.leader_id is None:
        return ""
    return await session.scalar(select(Member.name).where(Member.id == activity.leader_id)) or ""


async def card(session: AsyncSession, activity: Activity) -> Card:
    """The notice as a picture."""
    community = await session.scalar(select(Community.name).where(Community.id == activity.community_id))
    closes = f"{texts.moment(activity.signup_closes_at)} 前报名" if activity.signup_closes_at else ""
    data = {
        "number": activity.number,
        "title": activity.title,
        "when": texts.span(activity),
        "place": activity.place,
        "leader": await leader_name(session, activity),
        "limit": texts.numbers(activity),
        "closes": closes,
        "how": f"群里回：报名 {activity.number}",
        "community": community or "",
    }
    return Card("notice", data)


async def announce(session: AsyncSession, activity: Activity) -> None:
    """Tell the volunteers' groups that there is a new activity, once."""
    text = publication_texts.announcement(activity, await leader_name(session, activity))
    drawn = await card(session, activity)
    for chat in await reach.groups(session, activity.community_id, ChatKind.VOLUNTEERS):
        key = f"announce:{activity.id}:{chat.id}"
        to = reach.address_of(chat)
        await post(session, Letter(key, to, text, about=activity.subject, card=drawn, expires_at=activity.starts_at))
    activity.announced_at = clock.now()
    await session.flush()


async def tell_members(session: AsyncSession, activity: Activity | Series, member_ids: Sequence[int], news: News) -> None:
    """Tell each of them in private (or his proxy); where private is closed, with an @ in the group.

    What is told here stands on the group's list anyway, so the same words may be said there. Who speaks for others gets one
    letter that names them, not the same words again for each.
    """
    for told in _by_reader((await reach.of_members(session, member_ids)).values()):
        where, others = told[0], [each.stands_for for each in told if each.stands_for]
        for_whom = texts.for_whom(others, own=not where.stands_for) if any(each not in news.text for each in others) else ""
        letter = Letter(
            key=f"{news.key}:{where.member_id}",
            to=where.private,
            text=for_whom + news.text,
            about=news.about(activity),
            expires_at=news.until,
            disturb=news.disturb,
            via_group=where.group,
            discreet=news.discreet or for_whom + news.text,
        )
        await post(session, letter)


def _by_reader(reached: Iterable[reach.Reach]) -> list[list[reach.Reach]]:
    """Together what one person will read, his own first."""
    readers: dict[Address, list[reach.Reach]] = {}
    for each in sorted(reached, key=lambda one: (bool(one.stands_for), one.member_id)):
        readers.setdefault(each.private, []).append(each)
    return list(readers.values())


async def tell_privately(session: AsyncSession, activity: Activity, member_ids: Sequence[int], news: News) -> None:
    """Tell each of them (or his proxy) where nobody reads along, or not at all: there is no falling back on the group."""
    for member_id, where in (await reach.of_members(session, member_ids)).items():
        letter = Letter(
            key=f"{news.key}:{member_id}",
            to=where.private,
            text=news.text,
            about=news.about(activity),
            expires_at=news.until,
            disturb=news.disturb,
            via_group=where.group,
        )
        await post(session, letter)


async def tell_leaders(session: AsyncSession, activity: Activity, news: News) -> None:
    """Tell those who lead the activity: who published it, else its team's leaders, else the 社工."""
    await tell_members(session, activity, await leaders_of(session, activity), news)


async def leaders_of(session: AsyncSession, activity: Activity) -> Sequence[int]:
    """Who is told about the activity, never nobody as long as the community has any office held."""
    found = [activity.leader_id] if activity.leader_id else []
    if activity.team_id:
        offices = (RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY)
        found += await reach.holders(session, activity.community_id, offices, activity.team_id)
    found += await kinds.of(activity).leaders(session, activity)
    return list(dict.fromkeys(found)) or await superiors(session, activity)


async def superiors(session: AsyncSession, activity: Activity | Series) -> Sequence[int]:
    """副团长 and 团长, and the 社工 where there is neither."""
    heads = await reach.holders(session, activity.community_id, (RoleKind.CORPS_DEPUTY, RoleKind.CORPS_HEAD))
    return heads or await staff.of(session, activity.community_id)


async def tell_promoted(session: AsyncSession, activity: Activity, moved: Iterable[SignUp]) -> list[str]:
    """Tell those who moved up; returns their names, in order."""
    names = []
    for row in moved:
        member = await session.get_one(Member, row.member_id)
        text = await _promoted(session, activity, row, member)
        key = f"promoted:{row.id}:{clock.now():%Y%m%d%H%M%S%f}"
        await tell_members(session, activity, [member.id], News(key, text, activity.starts_at))
        names.append(member.name)
    return names


async def _promoted(session: AsyncSession, activity: Activity, row: SignUp, member: Member) -> str:
    by_proxy = await _is_spoken_for(session, member)
    if not activity.sections:
        return texts.promoted(member.name, activity, await position(session, row), by_proxy=by_proxy)
    held = await seats.of_row(session, activity, row)
    places = await moving.places(session, held, seats.taken(activity, held))
    leave = f"帮 {member.name} 取消 {activity.number}" if by_proxy else f"取消报名 {activity.number}"
    return section_texts.promoted(member.name, activity, places, leave)


async def _is_spoken_for(session: AsyncSession, member: Member) -> bool:
    where = (await reach.of_members(session, [member.id])).get(member.id)
    return bool(where and where.stands_for)


async def members_on(session: AsyncSession, activity: Activity, *states: SignUpState) -> Sequence[int]:
    """Ids of the members in these states, in the order of the list."""
    query = select(SignUp.member_id).where(SignUp.activity_id == activity.id, SignUp.state.in_(states))
    return (await session.scalars(query.order_by(SignUp.queued_at, SignUp.id))).all()


async def tell_groups(session: AsyncSession, activity: Activity, news: News) -> None:
    """Tell the volunteers' groups of the community."""
    for chat in await reach.groups(session, activity.community_id, ChatKind.VOLUNTEERS):
        await post(
            session,
            Letter(
                f"{news.key}:group:{chat.id}",
                reach.address_of(chat),
                news.text,
                about=news.about(activity),
                expires_at=news.until,
                disturb=news.disturb,
            ),
        )


async def remind(session: AsyncSession, activity: Activity, member_ids: Sequence[int], news: News) -> None:
    """One message per group with an @ of those on the list who are there; the others hear it in private."""
    reached = await reach.of_members(session, member_ids)
    chats = await reach.groups(session, activity.community_id, ChatKind.VOLUNTEERS)
    told: set[int] = set()
    for chat in chats:
        here = [each for each in reached.values() if _is_in(each, reach.address_of(chat))]
        told |= {each.member_id for each in here}
        if not here and activity.chat != str(reach.address_of(chat)) and activity.kind == "plain":
            continue
        mentions = tuple(dict.fromkeys(each.private.ident for each in here))
        letter = Letter(
            key=f"{news.key}:group:{chat.id}",
            to=reach.address_of(chat),
            text=news.text,
            about=news.about(activity),
            mentions=mentions,
            expires_at=news.until,
            disturb=news.disturb,
        )
        await post(session, letter)
    await tell_members(session, activity, [each for each in reached if each not in told], news)


def _is_in(where: reach.Reach, group: Address) -> bool:
    return where.group is not None and (where.group.platform, where.group.ident) == (group.platform, group.ident)
