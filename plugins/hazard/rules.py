"""From words to a category: rules in ``data/hazards.toml`` and what a community has added to them. No model.

Each word that is found counts with its length; the category with the most wins, of two alike the one that stands first. Where no
word is found, long ones are looked for with a letter wrong (消防通到).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz

from plugins.inbox.wording import normalise
from plugins.kernel.config import PRESETS

OTHER = "其他"
OTHER_HOURS = 16
GAP = 5  # characters that a * may stand for
FUZZY_FROM = 4  # characters from which a word may have one wrong
ALIKE = 75
FILE = PRESETS.parent / "hazards.toml"
OWNERS = ("网格员", "社工")


class Category(BaseModel):
    """A kind of hazard. ``hours``: working hours until it should be done. ``teams``: parts of team names that come before ``owner``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=8)
    words: tuple[str, ...] = ()
    owner: Literal["网格员", "社工"] = "网格员"
    teams: tuple[str, ...] = ()
    hours: int = Field(default=OTHER_HOURS, ge=1, le=400)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    category: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The categories in force, by name in the order of the file; ``其他`` is the last."""

    categories: Mapping[str, Category]

    def of(self, name: str) -> Category:
        """The category of that name; one that was taken out of the file meanwhile is treated like 其他."""
        return self.categories.get(name) or self.categories[OTHER]


@lru_cache(maxsize=1)
def shipped() -> Book:
    """What stands in the file. Raises ``ValidationError`` or ``TOMLDecodeError`` where it is broken."""
    read = _File.model_validate(tomllib.loads(FILE.read_text("utf-8")))
    return Book({each.name: each for each in (*read.category, Category(name=OTHER))})


def category_of(text: str, book: Book) -> str:
    """The category that the words mean, ``其他`` for none."""
    said = normalise(text).lower()
    scores = {each.name: _score(said, each.words) for each in book.categories.values()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best]:
        return best
    fuzzy = {each.name: _likeness(said, each.words) for each in book.categories.values()}
    best = max(fuzzy, key=lambda name: fuzzy[name])
    return best if fuzzy[best] >= ALIKE else OTHER


def _score(said: str, words: Sequence[str]) -> int:
    return sum(len(word.replace("*", "")) for word in words if _pattern(word).search(said))


def _likeness(said: str, words: Sequence[str]) -> float:
    long = [word for word in words if len(word) >= FUZZY_FROM and "*" not in word]
    return max((fuzz.partial_ratio(word, said, score_cutoff=ALIKE) for word in long), default=0)


@lru_cache(maxsize=2000)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"[^,.!?]{{0,{GAP}}}?".join(map(re.escape, normalise(word).lower().split("*"))))
