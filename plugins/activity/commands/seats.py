"""报名, 取消报名 and taking both back where an activity has sections."""

from collections.abc import Sequence
from typing import Any

from plugins.inbox import questions
from plugins.inbox.table import Answer, Turn
from plugins.kernel.refusal import Refusal
from plugins.people import deeds
from plugins.people.models import Deed, Member

from .. import kinds, notices, signing, texts
from ..counting import row_of, tally
from ..models import Activity, ActivityState, Outcome, SignUp
from ..reference import Reference
from ..sections import moving, seating, seats, which
from ..sections import texts as section_texts
from ..sections.models import Section
from ..wish import Wish
from . import joining
from .choosing import without_number
from .taking_back import row_of_deed

SWAPS = ("换", "改")


def line_for(member: Member, proxy: Member | None, what: str) -> str:
    """「报名 12 早班」, for oneself or for somebody else."""
    return f"帮 {member.name} 报名 {what}" if proxy else f"报名 {what}"


async def join(turn: Turn, activity: Activity, member: Member, proxy: Member | None, reference: Reference) -> Answer:
    """A seat in the section that is meant, else the question which one. ``activity`` is locked."""
    row = await row_of(turn.session, activity.id, member.id)
    held = seats.taken(activity, await seats.of_row(turn.session, activity, row))
    chosen = list(await which.wanted(turn.session, activity, member, reference.words)) or await _team_s(
        turn, activity, member, reference
    )
    if not chosen and held and not reference.said_heads:
        return await _already(turn, activity, row, held)
    chosen = chosen or (held if reference.said_heads else [])
    if not chosen:
        return await _ask(turn, activity, member, proxy, reference)
    if again := await _comes_after_all(turn, activity, member, row, chosen):
        return again
    others = [each for each in held if each not in chosen]
    says_so = any(word in reference.words for word in SWAPS)
    in_the_way = [each for each in others if says_so or any(seats.collide(activity, each, new) for new in chosen)]
    if in_the_way and len(chosen) == 1 and chosen[0] not in held:
        return await _swap(turn, activity, member, proxy, reference, chosen[0], in_the_way)
    return await _sign_up(turn, activity, member, proxy, reference, chosen)


async def _comes_after_all(
    turn: Turn, activity: Activity, member: Member, row: SignUp | None, chosen: Sequence[Section]
) -> Answer | None:
    """He had told, too late to leave, that he cannot come to these; his seats were kept."""
    held = await seats.of_row(turn.session, activity, row)
    excused = [each for each in chosen if each.id in held and held[each.id].outcome == Outcome.EXCUSED]
    if not row or not excused or activity.attended_at:
        return None
    was = seats.as_they_are(held)
    for each in excused:
        held[each.id].outcome = None
    await seats.follow(turn.session, activity, row)
    deed = await deeds.record(turn, "seat.move", row.subject, {"was": was})
    text = section_texts.comes_after_all(member.name, activity, excused)
    await notices.tell_leaders(turn.session, activity, notices.News(f"comes:{deed.id}", text, activity.ends_at))
    return Answer(text + texts.UNDO, about=activity.subject)


async def _team_s(turn: Turn, activity: Activity, member: Member, reference: Reference) -> list[Section]:
    """The quota of the team that he is known to go with, where the kind of activity knows one."""
    team = await kinds.of(activity).team_for(turn.session, activity, member, reference.words)
    return [each for each in activity.sections if team is not None and each.team_id == team]


async def _sign_up(
    turn: Turn, activity: Activity, member: Member, proxy: Member | None, reference: Reference, chosen: Sequence[Section]
) -> Answer:
    wish = Wish(
        member=member,
        proxy=proxy,
        sent_at=turn.heard.sent_at,
        guests=reference.guests,
        children=reference.children,
        guest_names=reference.guest_names,
        said_heads=reference.said_heads,
        sections=tuple(chosen),
    )
    place = await joining.join(turn, activity, wish)
    if isinstance(place, Answer):
        return place
    if not place.changed:
        return await _already(turn, activity, place.signup, list(chosen))
    new = [each.section.id for each in place.seats if each.new]
    await deeds.record(turn, "seat.join", place.signup.subject, {"sections": new, "company": place.was})
    moved = await _promote(turn, activity)  # he may have come with fewer than before
    text = section_texts.joined(member.name, activity, place) + texts.moved_up(moved)
    if others := await signing.overlapping(turn.session, activity, member.id):
        text += texts.overlap(others)
    return Answer(text, about=activity.subject)


async def _already(turn: Turn, activity: Activity, row: SignUp | None, sections: Sequence[Section]) -> Answer:
    assert row is not None
    member = await turn.session.get_one(Member, row.member_id)
    by = None
    if row.proxy_id is not None and row.proxy_id != turn.speaker.member_id:
        by = (await turn.session.get_one(Member, row.proxy_id)).name
    held = await seats.of_row(turn.session, activity, row)
    taken = seats.taken(activity, held)
    free = [
        each
        for each in which.open_at(activity, turn.heard.sent_at)
        if not any(seats.collide(activity, each, other) for other in taken)
    ]
    places = await moving.places(turn.session, held, [each for each in taken if each in sections] or taken)
    return Answer(section_texts.already(member.name, activity, places, by, free), about=activity.subject)


async def _ask(turn: Turn, activity: Activity, member: Member, proxy: Member | None, reference: Reference) -> Answer:
    """A numbered list of the sections that can still be joined."""
    stands = await tally(turn.session, activity.id)
    among = [stands.of(each) for each in which.open_at(activity, turn.heard.sent_at)]
    if not among:
        signing.check_open(activity, turn.heard.sent_at)
        raise Refusal(section_texts.nothing_left(activity))
    company = without_number(reference)
    lines = [
        line_for(member, proxy, " ".join(filter(None, [str(activity.number), company, each.section.name]))) for each in among
    ]
    await questions.ask(turn.session, turn.heard, lines)
    return Answer(section_texts.ask_which(activity, member.name, among), about=activity.subject, done=False)


async def _swap(
    turn: Turn,
    activity: Activity,
    member: Member,
    proxy: Member | None,
    reference: Reference,
    section: Section,
    others: Sequence[Section],
) -> Answer:
    """Change over when that is said (「报名 12 换 午班」), else offer it."""
    if not any(word in reference.words for word in SWAPS):
        await questions.ask(turn.session, turn.heard, [line_for(member, proxy, f"{activity.number} 换 {section.name}")])
        return Answer(section_texts.swap(member.name, activity, section, others), about=activity.subject, done=False)
    row = await row_of(turn.session, activity.id, member.id)
    assert row is not None
    was = seats.as_they_are(await seats.of_row(turn.session, activity, row))
    place = await moving.swap(turn.session, activity, member, row, others, section, turn.heard.sent_at)
    await deeds.record(turn, "seat.move", row.subject, {"was": was})
    moved = await _promote(turn, activity)
    text = section_texts.swapped(member.name, activity, others, section, place)
    return Answer(text + texts.moved_up(moved), about=activity.subject)


async def _promote(turn: Turn, activity: Activity) -> list[str]:
    return await notices.tell_promoted(turn.session, activity, await signing.promote(turn.session, activity))


async def leave(turn: Turn, activity: Activity, row: SignUp, member: Member, words: str, proxy: Member | None) -> Answer:
    """Off the section that is said, off the only one, or the question off which."""
    held = seats.taken(activity, await seats.of_row(turn.session, activity, row))
    said = which.said(activity, words)
    if said and not [each for each in said if each in held]:
        raise Refusal(section_texts.not_in_it(member.name, activity, said[0]))
    if not said and len(held) > 1:
        names = [*(each.name for each in held), "都退"]
        verb = f"帮 {member.name} 取消" if proxy else "取消报名"
        await questions.ask(turn.session, turn.heard, [f"{verb} {activity.number} {each}" for each in names])
        return Answer(section_texts.which_to_leave(member.name, activity, held), about=activity.subject, done=False)
    return await _off(turn, activity, row, member, [each for each in said if each in held] or held)


async def leave_all(turn: Turn, activity: Activity, row: SignUp, member: Member) -> Answer:
    """Off every section he is in or waits for."""
    held = seats.taken(activity, await seats.of_row(turn.session, activity, row))
    return await _off(turn, activity, row, member, held)


async def _off(turn: Turn, activity: Activity, row: SignUp, member: Member, sections: Sequence[Section]) -> Answer:
    was = seats.as_they_are(await seats.of_row(turn.session, activity, row))
    if activity.state == ActivityState.CANCELLED:
        raise Refusal(texts.was_cancelled(activity))
    if turn.heard.sent_at >= activity.ends_at:
        raise Refusal(texts.is_over(activity))
    done = await seating.leave(turn.session, activity, row, turn.heard.sent_at, sections)
    if done.excused and any(was[str(each.id)]["outcome"] != Outcome.EXCUSED for each in done.excused):
        key = f"excused:{row.id}:{turn.heard.key}"
        news = section_texts.cannot_come(member.name, activity, done.excused)
        await notices.tell_leaders(turn.session, activity, notices.News(key, news, activity.ends_at, disturb=True))
    elif done.excused and not (done.given_up or done.waited):
        return Answer(texts.too_late_to_leave(member.name, activity), about=activity.subject)
    await deeds.record(turn, "seat.leave", row.subject, {"was": was, "sections": [each.id for each in sections]})
    moved = await _promote(turn, activity)
    parts = []
    if gone := [each for each in activity.sections if each in done.given_up + done.waited]:
        parts.append(section_texts.left(member.name, activity, gone, moved))
    if done.excused:
        parts.append(section_texts.excused(member.name, activity, done.excused))
    return Answer("\n".join(parts), about=activity.subject)


@deeds.undoes("seat.join")
async def _undo_join(turn: Turn, deed: Deed) -> str:
    """The seats that it brought are given up again; where it brought none, the head-count is what it was."""
    row, activity, member = await row_of_deed(turn, deed)
    ids: list[int] = deed.detail["sections"]
    if not ids:
        return await _undo_company(turn, activity, row, member, deed.detail["company"])
    done = await seating.leave(
        turn.session, activity, row, turn.heard.sent_at, [each for each in activity.sections if each.id in ids]
    )
    if done.excused:
        raise Refusal(texts.too_late_to_undo(activity))
    moved = await _promote(turn, activity)
    gone = done.given_up + done.waited
    if not gone:
        return texts.not_on_list(member.name, activity)
    return section_texts.left(member.name, activity, gone, moved).replace(texts.UNDO, "")


async def _undo_company(turn: Turn, activity: Activity, row: SignUp, member: Member, was: dict[str, Any]) -> str:
    await moving.set_company(turn.session, activity, row, was)
    return texts.company_back(member.name, activity, row.heads) + texts.moved_up(await _promote(turn, activity))


@deeds.undoes("seat.leave")
@deeds.undoes("seat.move")
async def _undo_leave(turn: Turn, deed: Deed) -> str:
    """Back to where he was; where the seat has gone, first on its waitlist."""
    row, activity, member = await row_of_deed(turn, deed)
    places = await moving.put_back(turn.session, activity, row, deed.detail["was"], turn.heard.sent_at)
    moved = await _promote(turn, activity)
    return section_texts.back_again(member.name, activity, places) + texts.moved_up(moved)
