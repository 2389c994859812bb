"""What sort of need it is, by its words, and which team sees to such needs. Words and teams stand in ``data/helpline.toml``."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz

from plugins.inbox.wording import normalise, squeeze
from plugins.kernel.config import SHIPPED
from plugins.people.models import Team

FILE = SHIPPED / "helpline.toml"
OTHER, PRIVATE = "其他", "私事"
_GAP = "[^,.!?;，。！？；]{0,6}?"
_NEAR = 75  # of 100: 陪我去一院 is near 陪…医院 by its words alone, a typing error of one character in four is
_SHORTEST = 3  # characters; of shorter words everything is near
_TAIL = re.compile("(?:志愿服务队|志愿队|服务队|小分队|分队|小队|小组|队伍|队|岗|组)$")


class Sort(BaseModel):
    """A sort of need. ``sensitive``: only 社工 and those who lead hear of it. ``general``: gives way to what is named besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1, max_length=20)
    teams: tuple[str, ...]
    words: tuple[str, ...] = Field(min_length=1)
    sensitive: bool = False
    general: bool = False


@cache
def all_sorts() -> tuple[Sort, ...]:
    """The sorts in the order of the file, which is read once."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(Sort.model_validate(each) for each in read["kinds"])


@cache
def _rules() -> tuple[tuple[Sort, re.Pattern[str]], ...]:
    """Each sort with its words as one expression, the longest word first."""
    return tuple(
        (sort, re.compile("|".join(_GAP.join(map(re.escape, word.split("…"))) for word in sorted(sort.words, key=len)[::-1])))
        for sort in all_sorts()
    )


def sort_of(said: str) -> Sort | None:
    """The sort whose words explain most of what was said; what is sensitive wins where it is named at all.

    ``None``: no word of any sort stands there, nor one that is nearly it.
    """
    text = normalise(said)
    weighed = [(sum(len(hit[0]) for hit in rule.finditer(text)) / (3 if sort.general else 1), sort) for sort, rule in _rules()]
    heaviest = max(weight for weight, _ in weighed)
    if not heaviest:
        return _nearly(text)
    return max(weighed, key=lambda each: (each[1].sensitive and each[0] >= heaviest / 2, each[0]))[1]


def _nearly(text: str) -> Sort | None:
    """The sort one of whose words is in the text but for a slip of the finger."""
    best: tuple[float, Sort | None] = (_NEAR - 1.0, None)
    for sort in all_sorts():
        for word in (each for each in sort.words if len(each) > _SHORTEST and "…" not in each):
            likeness = fuzz.partial_ratio(word, text) if len(text) >= len(word) else 0.0
            if likeness > best[0]:
                best = likeness, sort
    return best[1]


def openly(sort: Sort | None) -> str:
    """What a list or a report may say of it: of a sensitive need not even the sort."""
    if sort is None:
        return OTHER
    return PRIVATE if sort.sensitive else sort.name


def named(name: str) -> Sort | None:
    """The sort of that name."""
    return next((each for each in all_sorts() if each.name == name), None)


def teams_for(sort: Sort | None, teams: Sequence[Team]) -> list[Team]:
    """The community's teams that see to such needs, the first choice first; a team's own sub-teams stand before it."""
    found: list[Team] = []
    for wanted in sort.teams if sort else ():
        for team in teams:
            if _is_called(team, wanted):
                found += [*(each for each in teams if each.parent_id == team.id), team]
    return list(dict.fromkeys(found))


def _is_called(team: Team, wanted: str) -> bool:
    bare = _TAIL.sub("", squeeze(team.name)) or squeeze(team.name)
    return squeeze(wanted) in (squeeze(team.name), squeeze(team.short), bare) or _TAIL.sub("", squeeze(wanted)) == bare
