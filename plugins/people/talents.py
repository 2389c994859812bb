"""Finding people by what they can do: only those who agreed to be found, and without their telephones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from plugins.inbox.table import Turn

from . import consents, personal_texts, skill_texts, skills, viewings
from .models import Member, Place
from .profile_models import Consent, Profile, Skill

MOST = 12


@dataclass(frozen=True, slots=True)
class Talent:
    """Somebody who can do what is asked for: name, where he lives (never a door), what he can do, when he is free."""

    member_id: int
    name: str
    place: str
    able: Sequence[str]
    free: Sequence[str]


async def _findable(turn: Turn) -> list[Talent]:
    """Everybody of the community with skills who agreed to be found, longest known first."""
    query = (
        select(Member.id, Member.name, Place.name.label("place"), Profile.free_times, Skill.name.label("skill"))
        .join(Skill, Skill.member_id == Member.id)
        .join(Consent, (Consent.member_id == Member.id) & (Consent.purpose == consents.FOUND) & Consent.withdrawn_at.is_(None))
        .outerjoin(Profile, Profile.member_id == Member.id)
        .outerjoin(Place, Place.id == Profile.place_id)
        .where(Member.community_id == turn.community_id, Member.gone_at.is_(None))
        .order_by(Member.id, Skill.name)
    )
    people: dict[int, Talent] = {}
    for row in await turn.session.execute(query):
        known = people.get(row.id)
        able = [*(known.able if known else ()), row.skill]
        people[row.id] = Talent(row.id, row.name, row.place or "", able, row.free_times or ())
    return list(people.values())


async def found(turn: Turn, asked: str) -> str:
    """Who can do what is asked for."""
    fitting = [(each, skills.fitting(asked, each.able)) for each in await _findable(turn)]
    able = [(each, some) for each, some in fitting if some]
    able.sort(key=lambda pair: skills.concept(pair[1][0]) != skills.concept(asked))
    shown = able[:MOST]
    await viewings.note(turn, [each.member_id for each, _ in shown], personal_texts.talent(skills.bare(asked) or asked))
    return skill_texts.found(skills.bare(asked) or asked, shown, len(able))


async def overview(turn: Turn) -> str:
    """How many people there are in each class."""
    people = await _findable(turn)
    fields = [{field.name for skill in each.able if (field := skills.field_of(skill))} or {skills.OTHER} for each in people]
    counts = Counter(name for some in fields for name in some)
    return skill_texts.overview(
        len(people), [(field.name, counts[field.name]) for field in skills.FIELDS], counts[skills.OTHER]
    )
