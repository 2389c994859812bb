"""「撤销」 of what was said about lists: each deed is taken back the way it was done."""

from sqlalchemy import select

from plugins.inbox.table import Turn
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed, Member
from plugins.people.texts import changed_since

from .. import finding, notices, signing, texts
from ..models import Activity, Outcome, SignUp, SignUpState


async def row_of_deed(turn: Turn, deed: Deed) -> tuple[SignUp, Activity, Member]:
    """The row as it stands once the activity is held: what was read before might have changed meanwhile."""
    number = int(deed.subject.removeprefix("signup:"))
    found = await turn.session.scalar(select(SignUp.activity_id).where(SignUp.id == number))
    assert found is not None, "rows are never deleted"
    activity = await finding.lock(turn.session, found)
    row = await turn.session.get_one(SignUp, number)
    return row, activity, await turn.session.get_one(Member, row.member_id)


@deeds.undoes("signup.join")
async def _undo_join(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    if row.state == SignUpState.LEFT:
        return texts.not_on_list(member.name, activity)
    waited = row.state == SignUpState.WAITING
    if not await signing.leave(turn.session, activity, row, turn.heard.sent_at):
        raise Refusal(texts.too_late_to_undo(activity))
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return texts.left(member.name, activity, moved, waited=waited).replace(texts.UNDO, "")


@deeds.undoes("signup.leave")
async def _undo_leave(turn: Turn, deed: Deed) -> str:
    """Back to where he was by the time he had first asked; when the place has gone, first on the waitlist."""
    row, activity, member = await row_of_deed(turn, deed)
    if row.state != SignUpState.LEFT:
        raise Refusal(changed_since())
    signing.check_open(activity, turn.heard.sent_at)
    stands = await signing.tally(turn.session, activity.id)
    free = stands.free(activity)
    fits = not deed.detail["waited"] and (free is None or row.heads <= free)
    row.state = SignUpState.JOINED if fits else SignUpState.WAITING
    await turn.session.flush()
    moved = await signing.promote(turn.session, activity)  # he may have waited himself, and a place is free by now
    named = await notices.tell_promoted(turn.session, activity, [each for each in moved if each.id != row.id])
    place = await signing.position(turn.session, row)
    waits = row.state == SignUpState.WAITING
    return texts.back_again(member.name, activity, place, waiting=waits) + texts.moved_up(named)


@deeds.undoes("signup.company")
async def _undo_company(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    stands = await signing.tally(turn.session, activity.id)
    heads = 1 + deed.detail["guests"] + deed.detail["children"]
    free = stands.free(activity)
    if row.state == SignUpState.JOINED and free is not None and heads - row.heads > free:
        raise Refusal(texts.no_room_for_company(activity, free))
    row.guests, row.children, row.guest_names = deed.detail["guests"], deed.detail["children"], deed.detail["names"]
    row.team_id = deed.detail["team"]
    await turn.session.flush()
    moved = await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))
    return texts.company_back(member.name, activity, row.heads) + texts.moved_up(moved)


@deeds.undoes("signup.excuse")
async def _undo_excuse(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    row.outcome = None
    await turn.session.flush()
    news = notices.News(f"comes:{row.id}:{turn.heard.key}", texts.comes_after_all(member.name, activity), activity.ends_at)
    await notices.tell_leaders(turn.session, activity, news)
    return texts.comes_after_all(member.name, activity)


@deeds.undoes("signup.comes")
async def _undo_comes(turn: Turn, deed: Deed) -> str:
    row, activity, member = await row_of_deed(turn, deed)
    row.outcome = Outcome.EXCUSED
    await turn.session.flush()
    text = texts.cannot_come(member.name, activity)
    news = notices.News(f"excused-again:{deed.id}", text, activity.ends_at, disturb=True)
    await notices.tell_leaders(turn.session, activity, news)
    return texts.too_late_to_leave(member.name, activity)
