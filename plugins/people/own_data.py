"""What the room of people holds of a person, and how it forgets him."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox import names
from plugins.inbox.models import Question, WatchedMessage
from plugins.kernel import clock
from plugins.outbox.models import OutgoingMessage, SpokenMessage

from . import file, file_texts, personal, personal_texts, viewings
from .models import Account, Deed, Member, TeamMember
from .personal import Person
from .profile_models import Absence, BindingCode, BindingTries, Consent, Profile, RegistrationDraft, Skill, Viewing


async def _file(session: AsyncSession, whose: Person) -> Sequence[str]:
    lines: list[str] = []
    for number in whose.member_ids:
        member = await session.get_one(Member, number)
        if member.gone_at is None:
            lines += file_texts.plain(await file.sheet(session, member))
    accounts = (
        await session.scalars(select(Account).where(Account.member_id.in_(whose.member_ids)).order_by(Account.id))
    ).all()
    return [*lines, *(personal_texts.account(each.platform, each.user, each.heard_at) for each in accounts)]


async def _forget(session: AsyncSession, whose: Person) -> None:
    for table in (Skill, Consent, Absence, BindingCode, TeamMember, Viewing, Profile):
        await session.execute(delete(table).where(table.member_id.in_(whose.member_ids)))
    for column in (Profile.referrer_id, Profile.guardian_id):
        await session.execute(update(Profile).where(column.in_(whose.member_ids)).values({column.key: None}))
    await session.execute(update(Member).where(Member.proxy_id.in_(whose.member_ids)).values(proxy_id=None))
    await session.execute(delete(Account).where(Account.member_id.in_(whose.member_ids)))
    nobody = {"name": personal_texts.nobody(), "name_key": "", "proxy_id": None, "on_boards": False, "gone_at": clock.now()}
    await session.execute(update(Member).where(Member.id.in_(whose.member_ids)).values(nobody))


personal.room("档案", holds=_file, erases=_forget, kept="您改或删为止", order=10)


async def _deeds(session: AsyncSession, whose: Person) -> Sequence[str]:
    number = await session.scalar(_count(Deed).where(Deed.by.in_(whose.speakers))) or 0
    return [personal_texts.deeds(number)] if number else []


def _count(table: type):
    return select(func.count()).select_from(table)


async def _nameless_deeds(session: AsyncSession, whose: Person) -> None:
    """The trail keeps what was done when, and not by whom; nothing of it can be taken back any more."""
    subjects = [f"member:{number}" for number in whose.member_ids]
    await session.execute(update(Deed).where(Deed.subject.in_(subjects)).values(detail={}))
    gone = {"by": personal_texts.ERASED_BY, "undone_at": func.coalesce(Deed.undone_at, clock.now())}
    await session.execute(update(Deed).where(Deed.by.in_(whose.speakers), Deed.community_id == whose.community_id).values(gone))


personal.room("改动记录", holds=_deeds, erases=_nameless_deeds, kept="一直保留，删除后不再有您的名字和账号", order=80)


async def _letters(session: AsyncSession, whose: Person) -> Sequence[str]:
    number = 0
    for platform, user in whose.accounts:
        here = OutgoingMessage.to.like(f"{platform}:%:person:{user}")
        number += await session.scalar(_count(OutgoingMessage).where(here)) or 0
    return [personal_texts.letters(number)] if number else []


async def _no_letters(session: AsyncSession, whose: Person) -> None:
    """Nothing more is sent to him; what waits for his answer waits no longer."""
    for platform, user in whose.accounts:
        mine = f"{platform}:%:person:{user}"
        await session.execute(delete(OutgoingMessage).where(OutgoingMessage.to.like(mine)))
        await session.execute(delete(SpokenMessage).where(SpokenMessage.chat.like(mine)))
        await session.execute(delete(Question).where(Question.platform == platform, Question.user == user))
        await session.execute(delete(WatchedMessage).where(WatchedMessage.key.like(f"{platform}:%:{user}:%")))
        for table in (RegistrationDraft,):
            await session.execute(delete(table).where(table.platform == platform, table.user == user))
        await session.execute(delete(BindingTries).where(BindingTries.by == f"{platform}:{user}"))
        names.forget(platform, user)


personal.room("发给您的消息", holds=_letters, erases=_no_letters, kept="发出 30 天后删", order=90)


async def _viewings(session: AsyncSession, whose: Person) -> Sequence[str]:
    return await viewings.of(session, whose.member_ids, limit=1000)


personal.room("谁看过您的资料", holds=_viewings, erases=None, kept="1 年", order=70)
