"""What 「导出 …」 can make: each room registers its kinds, and one command asks for the one that fits the words."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from plugins.inbox.table import Answer, Turn
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import personal_texts

PURPOSE = r"(?:[\s,、。;]*(?:用途|用于|用来)[是为:\s]*(?P<purpose>\S.*))?"
"""A pattern for what may stand behind the words that ask for a file with people in it: what it is for."""
MOST_STARS = 2
_SHORT = re.compile(r"[^\s,，、。;；:：()（）]{2,20}")
Make = Callable[[Turn, "re.Match[str]"], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file: what it is called, which words after 「导出」 ask for it, an example that works, and who makes it.

    ``make`` sees to it that the speaker may have it.
    """

    name: str
    fits: re.Pattern[str]
    example: str
    make: Make


_kinds: list[Export] = []


def offers(name: str, *, fits: str, example: str) -> Callable[[Make], Make]:
    """Declare a kind of export. ``fits``: a pattern for all that stands behind 「导出」, normalised. A second name is a mistake."""
    if any(each.name == name for each in _kinds):
        raise ValueError(f"two exports are called {name}")

    def declare(make: Make) -> Make:
        _kinds.append(Export(name, re.compile(fits), example, make))
        return make

    return declare


def fitting(words: str) -> tuple[Export, "re.Match[str]"] | None:
    """The first kind that the words ask for."""
    for each in _kinds:
        if found := each.fits.fullmatch(words):
            return each, found
    return None


def all_of() -> Sequence[Export]:
    """Every kind, as they were declared."""
    return tuple(_kinds)


def masked(name: str) -> str:
    """A name in a file that nobody has said a purpose for: 王阿姨 → 王**."""
    return f"{name[:1]}{'*' * min(max(len(name) - 1, 1), MOST_STARS)}"


def purpose(said: str | None) -> str:
    """What the file is for, as it is kept and shown: a few words without a break, numbers of persons masked; empty: nothing was said.

    Raises ``Refusal`` for a whole story: it would stand in the trail, which seals nothing.
    """
    if not said:
        return ""
    if not _SHORT.fullmatch(said):
        raise Refusal(personal_texts.purpose_in_short())
    return mask(said)
