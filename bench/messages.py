"""What messages cost: chatter and a durable 「报名」 beside the bare bot, and a big town beside a small one."""

import itertools
import json
import statistics
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, ratios
from bench.peer import Peer, Round, Said, name_of, quantile
from bench.program import Program
from bench.town import FIRST_GROUP, FIRST_USER

ORDINARY = (
    "大家早上好",
    "今天真冷啊，出门多穿点",
    "谁家的快递放错了，在三单元门口",
    "哈哈哈哈",
    "孩子们放学了没有",
    "昨天的饺子特别好吃，谢谢李姐",
    "停水通知看到了吗",
    "好的收到",
    "楼下的路灯修好了，给物业点个赞",
    "明天有没有一起去早市的",
    "照片拍得真好",
    "辛苦了各位",
)
FILE = Path(__file__).with_name("sentences.jsonl")
_people = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many rounds and messages: the whole bench, or a taste of it for the tests."""

    rounds: int = 9
    chatter: int = 600
    sign_ups: int = 300
    in_flight: Sequence[int] = (1, 10, 100)
    looks: int = 60

    @property
    def lists(self) -> int:
        """How many activities ``durable`` fills."""
        return len(self.in_flight) * (self.rounds + 1)


@dataclass(frozen=True, slots=True)
class Level:
    """What was seen with one number of messages in flight; latencies of all rounds, in seconds."""

    in_flight: int
    ratio: Figure
    house: list[Round] = field(default_factory=list)
    bare: list[Round] = field(default_factory=list)

    def line(self) -> str:
        """A row: throughput, p50 and p99 of both."""
        cells = []
        for rounds in (self.house, self.bare):
            waits = [wait * 1000 for each in rounds for wait in each.latencies]
            per_second = statistics.median(each.per_second for each in rounds)
            cells += [f"{per_second:.0f}", f"{quantile(waits, 0.5):.1f}", f"{quantile(waits, 0.99):.1f}"]
        return f"| {self.in_flight} | {' | '.join(cells)} |"


def talk(texts: Sequence[str], number: int, marker: str) -> list[Said]:
    """``number`` sentences by as many people, and one that is answered."""
    said = [_by_somebody(text) for text in itertools.islice(itertools.cycle(texts), number)]
    return [*said, _by_somebody(marker)]


def _by_somebody(text: str, group: int = FIRST_GROUP) -> Said:
    """Somebody who has never been heard before."""
    number = next(_people)
    return Said(1_000_000 + number, name_of(number), group, text.replace("{name}", name_of(number)))


def around_the_words() -> list[str]:
    """Chatter that was written to be mistaken for commands."""
    rows = (json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())
    return [row["text"] for row in rows if row["kind"] == "chatter"]


async def chatter(house: Program, bare: Program, effort: Effort) -> list[Figure]:
    """Time and processor time from the first of many sentences to the answer of the one that is answered."""
    made = []
    async with Peer(house.url) as ours, Peer(bare.url) as theirs:
        for what, texts, limit in (
            ("group chatter", ORDINARY, 1.2),
            ("chatter built around the command words", around_the_words(), None),
        ):
            seconds: dict[Program, list[float]] = {house: [], bare: []}
            cpu: dict[Program, list[float]] = {house: [], bare: []}
            for _ in range(effort.rounds + 1):
                for program, peer, marker in ((house, ours, "帮助"), (bare, theirs, "echo {name}")):
                    before = program.cpu_seconds()
                    seconds[program].append(await peer.flood(talk(texts, effort.chatter, marker)))
                    cpu[program].append(program.cpu_seconds() - before)
            made.append(Figure(f"{what}: time", ratios(seconds[house][1:], seconds[bare][1:]), limit))
            if spent := sum(cpu[bare][1:]):
                made.append(Figure(f"{what}: processor time, all rounds", [sum(cpu[house][1:]) / spent]))
    return made


async def durable(house: Program, bare: Program, effort: Effort) -> tuple[list[Level], list[Figure]]:
    """「报名 N」, each by a new person, beside an echo; every round fills a list of its own, so that none grows beyond belief.

    The second part of the answer is processor time, which other work on the machine disturbs least.
    """
    levels, worked = [], [0.0, 0.0]
    lists = itertools.count(1)
    async with Peer(house.url) as ours, Peer(bare.url) as theirs:
        for in_flight in effort.in_flight:
            rounds: list[tuple[Round, Round]] = []
            for _ in range(effort.rounds + 1):
                line = f"报名 {next(lists)}"
                before = house.cpu_seconds(), bare.cpu_seconds()
                mine = await ours.ask([_by_somebody(line) for _ in range(effort.sign_ups)], in_flight)
                _check(ours, "第 ")
                other = await theirs.ask([_by_somebody("echo {name}") for _ in range(effort.sign_ups)], in_flight)
                rounds.append((mine, other))
                worked = [worked[0] + house.cpu_seconds() - before[0], worked[1] + bare.cpu_seconds() - before[1]]
            house_rounds, bare_rounds = [each[0] for each in rounds[1:]], [each[1] for each in rounds[1:]]
            each_ratio = ratios([each.per_second for each in house_rounds], [each.per_second for each in bare_rounds])
            what = f"durable 报名, {in_flight} in flight: throughput"
            levels.append(Level(in_flight, Figure(what, each_ratio, 0.5, at_least=True), house_rounds, bare_rounds))
    cpu = (
        [Figure("durable 报名: an echo's processor time by a 报名's, all rounds", [worked[1] / worked[0]])] if worked[0] else []
    )
    return levels, cpu


def _check(peer: Peer, wanted: str) -> None:
    """An error message is answered quickly, too: what is measured must be what was meant."""
    strange = [answer for answer in peer.answers if wanted not in answer]
    if strange:
        raise RuntimeError(f"not the answer that is measured: {strange[0]}")


def looks(people: int, groups: int, activities: int) -> dict[str, tuple[Callable[[int], Said], str]]:
    """What is compared between towns: how the n-th message is made, and what its answer must hold."""

    def known(number: int, text: str) -> Said:
        person = number * 7 % people
        return Said(FIRST_USER + person, f"志愿者{person}", FIRST_GROUP + person % groups, text)

    return {
        "报名 N": (lambda n: _by_somebody(f"报名 {1 + n % activities}", FIRST_GROUP + n % groups), "第 "),
        "活动 N": (lambda n: known(n, f"活动 {1 + n % activities}"), "清洁家园"),
        "积分": (lambda n: known(n, "积分"), "分"),
    }


async def sizes(
    big: Program, small: Program, size: tuple[int, int, int], least: tuple[int, int, int], effort: Effort
) -> list[Figure]:
    """Median latency in the big town by that in the small one, one message at a time."""
    made = []
    async with AsyncExitStack() as doors:
        there, here = [await doors.enter_async_context(Peer(program.url)) for program in (big, small)]
        for what in looks(*least):
            medians: tuple[list[float], list[float]] = ([], [])
            for _ in range(effort.rounds + 1):
                for kept, peer, town in ((medians[0], there, size), (medians[1], here, least)):
                    make, wanted = looks(*town)[what]
                    kept.append(statistics.median((await peer.ask([make(n) for n in range(effort.looks)], 1)).latencies))
                    _check(peer, wanted)
            made.append(Figure(f"{what}: p50, big town by small town", ratios(medians[0][1:], medians[1][1:]), 1.2))
    return made
