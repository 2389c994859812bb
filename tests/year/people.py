"""Who lives in a community, and what everybody is used to doing: drawn once from the dice of the seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.year.peer import Peer, Person

ADMIN = "10001"
FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "桂芳建国秀英海燕志远玉兰国强淑珍文斌春梅永福雅琴德胜晓丽振华凤霞立新美玲宝山素云长林翠萍庆丰月娥少华"
ELDERS = "桂香凤英秀兰玉珍淑华宝珍素芬兰芝金凤瑞英彩云惠珍"
PRESETS = ("恋湖", "西关", "西山底", "观象台", "中福")


@dataclass(frozen=True)
class Neighbour(Person):
    """Shares are of 1, rates are times a day. ``elder``: who has no telephone and is signed up by him."""

    keen: float = 0.0
    forgets: float = 0.0
    cancels: float = 0.0
    pastes: bool = False
    at_night: bool = False
    elder: str = ""
    looks: float = 0.0
    talks: float = 0.0
    reports: float = 0.0
    needs: float = 0.0
    helps: float = 0.0
    answers: float = 1.0


@dataclass
class Town:
    """A community: its peer and group, its people, who leads and who is staff."""

    preset: str
    place: int
    peer: Peer
    group: str
    people: list[Neighbour] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.preset}社区"

    def person(self, number: int, name: str) -> Person:
        """Somebody with an office: few of them, and known by numbers of their own."""
        return Person(self.user(900_000 + number), name)

    def user(self, number: int) -> str:
        """The number of a person at the platform of this community."""
        own = (self.place + 1) * 1_000_000 + number
        return str(own) if self.peer.version == "v11" else f"wx{own}"

    @property
    def admin(self) -> Person:
        return Person(ADMIN, "管理员")

    @property
    def worker(self) -> Person:
        """The 社工 who does the work."""
        return self.person(1, "社工周敏")

    @property
    def second(self) -> Person:
        """The 社工 who looks whether it was done."""
        return self.person(2, "社工吴霞")

    @property
    def leader(self) -> Person:
        """队长 of a team."""
        return self.person(3, "队长陈刚")

    def everybody(self) -> Iterator[Person]:
        yield from (self.admin, self.worker, self.second, self.leader, *self.people)


def settle(preset: str, place: int, peer: Peer, group: str, size: int, dice: random.Random, bustle: float = 1.0) -> Town:
    """A community with so many people, ``bustle`` times as busy as usual; the peer learns what they are called."""
    town = Town(preset, place, peer, group)
    names = _names(GIVEN)
    elders = iter(dice.sample(_names(ELDERS), len(_names(ELDERS))))
    for number, name in enumerate(dice.sample(names, size)):
        town.people.append(_neighbour(town.user(number), name, dice, next(elders, ""), bustle))
    peer.names |= {each.user: each.name for each in town.everybody()}
    return town


def _names(given: str) -> list[str]:
    """Every family name with every given name; those are of two signs each."""
    return [family + given[at : at + 2] for at in range(0, len(given), 2) for family in FAMILIES]


def _neighbour(user: str, name: str, dice: random.Random, elder: str, bustle: float) -> Neighbour:
    return Neighbour(
        user,
        name,
        keen=bustle * dice.choice((0.0, 0.02, 0.05, 0.05, 0.1, 0.3)),
        forgets=dice.choice((0.0, 0.0, 0.05, 0.3)),
        cancels=dice.choice((0.0, 0.05, 0.2)),
        pastes=dice.random() < 0.15,
        at_night=dice.random() < 0.1,
        elder=elder if dice.random() < 0.1 else "",
        looks=bustle * dice.choice((0.0, 0.01, 0.02, 0.1)),
        talks=bustle * dice.choice((0.0, 0.02, 0.1)),
        reports=bustle * dice.choice((0.0, 0.0, 0.002, 0.02)),
        needs=bustle * dice.choice((0.0, 0.0, 0.001, 0.003)),
        helps=bustle * dice.choice((0.0, 0.0, 0.01, 0.02)),
        answers=dice.choice((0.0, 0.5, 1.0, 1.0)),
    )
