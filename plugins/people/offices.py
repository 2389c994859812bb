"""Offices as people say them: 「环境保护 副队长」「3栋 楼长」「社工」, with a name before, between or behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.inbox.speaker import RoleKind

OF_TEAM = frozenset({RoleKind.TEAM_LEADER, RoleKind.TEAM_DEPUTY})
OF_PLACE = frozenset({RoleKind.GRID_KEEPER, RoleKind.BUILDING_HEAD, RoleKind.UNIT_HEAD})
_BY_WORD = {kind.value: kind for kind in sorted(RoleKind, key=lambda kind: -len(kind.value))}
_FILLERS = frozenset({"为", "当", "做", "任", "担任", "的", "是", "去", "兼"})
Names = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said: the office, the word for its team or place, and the person's name. Empty: not said."""

    kind: RoleKind | None
    of: str
    name: str


def read(words: str, *, mentioned: bool, is_team: Names, is_place: Names) -> Said:
    """Sort the words after 任命 or 免去. ``mentioned``: the person was @-ed, so that no name is needed among them.

    A word that names nothing known is taken for the team or place when a name is there beside it: it is answered with the
    nearest one.
    """
    left = [word.lstrip("@") for word in words.split() if word not in _FILLERS]
    kind, left = _kind(left)
    if kind not in OF_TEAM | OF_PLACE:
        return Said(kind, "", " ".join(left))
    names_it = is_team if kind in OF_TEAM else is_place
    index = next((at for at in reversed(range(len(left))) if names_it(left[at])), None)
    if index is None and (len(left) > 1 or (mentioned and left)):
        index = len(left) - 1
    of = left.pop(index) if index is not None else ""
    return Said(kind, of, " ".join(left))


def _kind(left: Sequence[str]) -> tuple[RoleKind | None, list[str]]:
    """The office word: one that stands alone, else one at the end of a word (环境保护队长), the longer one first."""
    for index in reversed(range(len(left))):
        if kind := _BY_WORD.get(left[index]):
            return kind, [*left[:index], *left[index + 1 :]]
    for index in reversed(range(len(left))):
        for word, kind in _BY_WORD.items():
            if left[index].endswith(word):
                return kind, [*left[:index], left[index].removesuffix(word), *left[index + 1 :]]
    return None, list(left)
