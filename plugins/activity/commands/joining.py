"""What becomes of a sign-up: the place, or why there is none and what he can do instead; who moves up; what is said."""

from collections.abc import Sequence
from dataclasses import replace

from plugins.inbox.table import Answer, Turn
from plugins.people.models import Member

from .. import kinds, notices, publishing, signing
from .. import texts as activity_texts
from ..eligibility import instead, texts
from ..eligibility.checking import NotEligible
from ..models import Activity, SignUpState
from ..wish import Place, Wish


async def join(turn: Turn, activity: Activity, wish: Wish) -> Place | Answer:
    """The place, or the answer why there is none: to himself in private with what is noted of him, else without it."""
    if wish.proxy is not None:
        wish = replace(wish, leads=await publishing.leads(turn.session, turn.speaker, activity))
    try:
        return await signing.join(turn.session, activity, wish)
    except NotEligible as refused:
        others = await instead.others(turn.session, activity, wish.member.id)
        if wish.proxy is None and not turn.heard.in_group:
            text = texts.refused_privately(wish.member.name, activity, refused.lacks, refused.facts, others)
        else:
            text = refused.text + texts.instead(others, own=wish.proxy is None)
        return Answer(text, about=activity.subject, done=False)


async def said(turn: Turn, activity: Activity, member: Member, place: Place, moved: Sequence[str]) -> str:
    """The place, who moved up, what runs at the same time, and what the kind of activity adds."""
    say = activity_texts.joined if place.signup.state == SignUpState.JOINED else activity_texts.waiting
    text = say(member.name, activity, place) + activity_texts.moved_up(moved)
    if others := await signing.overlapping(turn.session, activity, member.id):
        text += activity_texts.overlap(others)
    return text + await kinds.of(activity).after_join(turn, activity, member, place)


async def with_places_given_free(turn: Turn, activity: Activity, place: Place) -> tuple[Place, list[str]]:
    """Fewer companions leave room for the next in line, who may be the speaker himself."""
    promoted = await signing.promote(turn.session, activity)
    moved = await notices.tell_promoted(turn.session, activity, [row for row in promoted if row is not place.signup])
    at = await signing.position(turn.session, place.signup)
    return replace(place, position=at, tally=await signing.tally(turn.session, activity.id)), moved
