"""What becomes of activities when somebody leaves the groups, or has his data erased; and what they hold of a person."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock
from plugins.people import departures, personal
from plugins.people.models import Member
from plugins.people.personal import Person

from . import finding, notices, signing, without_person_texts
from .jielong.models import ChainRow, ChainSeen
from .models import Activity, ActivityState, CodeTries, SignUp, SignUpState


@departures.on_departure
async def hand_over(session: AsyncSession, member: Member) -> None:
    """No activity is orphaned: what he had published is led by its team, else by those above, who are told."""
    for each in await _led(session, [member.id]):
        activity = await finding.lock(session, each.id)
        activity.leader_id = None
        await session.flush()
        key, text = f"orphan:{activity.id}:{member.id}", without_person_texts.leader_left(member.name, activity)
        others = [number for number in await notices.leaders_of(session, activity) if number != member.id]
        told = others or await notices.superiors(session, activity)
        await notices.tell_members(session, activity, told, notices.News(key, text, activity.ends_at))


async def _led(session: AsyncSession, member_ids: Sequence[int]) -> Sequence[Activity]:
    query = select(Activity).where(Activity.leader_id.in_(member_ids), Activity.ends_at > clock.now())
    query = query.where(Activity.state != ActivityState.CANCELLED)
    return (await session.scalars(query.order_by(Activity.starts_at, Activity.id))).all()


async def _holds(session: AsyncSession, whose: Person) -> Sequence[str]:
    query = select(SignUp, Activity, Member.name).join(Activity, Activity.id == SignUp.activity_id)
    query = query.join(Member, Member.id == SignUp.member_id).where(SignUp.member_id.in_(whose.member_ids))
    rows = (await session.execute(query.order_by(Activity.starts_at.desc(), SignUp.id))).all()
    return [without_person_texts.line(row[0], row[1], row[2]) for row in rows]


async def _forget(session: AsyncSession, whose: Person) -> None:
    """Off every list that is still to come; past ones keep a row without a name, and no names of companions."""
    for member_id in whose.member_ids:
        await hand_over(session, await session.get_one(Member, member_id))
    mine = SignUp.member_id.in_(whose.member_ids)
    await session.execute(update(SignUp).where(mine).values(guest_names=[]))
    await session.execute(update(SignUp).where(SignUp.proxy_id.in_(whose.member_ids)).values(proxy_id=None))
    coming = select(Activity.id).join(SignUp, SignUp.activity_id == Activity.id).where(mine, Activity.starts_at > clock.now())
    for number in (await session.scalars(coming.where(SignUp.state != SignUpState.LEFT).distinct())).all():
        activity = await finding.lock(session, number)
        await session.execute(update(SignUp).where(mine, SignUp.activity_id == number).values(state=SignUpState.LEFT))
        await notices.tell_promoted(session, activity, await signing.promote(session, activity))
    await session.execute(update(ChainRow).where(ChainRow.member_id.in_(whose.member_ids)).values(name="", says=""))
    await session.execute(update(ChainRow).where(ChainRow.by.in_(whose.speakers)).values(by=""))
    held = (await session.scalars(select(ChainSeen).where(ChainSeen.held.is_not(None)))).all()
    for row in (each for each in held if each.held and each.held.get("by") in whose.speakers):
        row.held = None
    await session.execute(delete(CodeTries).where(CodeTries.by.in_(whose.speakers)))


personal.room("报名和考勤", holds=_holds, erases=_forget, kept="一直保留，删除后不再有您的名字", order=20)
