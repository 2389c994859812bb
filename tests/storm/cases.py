"""Reports (随手报) and needs (求助): each number once, each step where it was told to be, each private word where it belongs."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.storm.crowd import Speaker, Town
from tests.storm.rows import Rows, listed
from tests.storm.story import Complaint

if TYPE_CHECKING:
    from tests.storm.storm import Storm

TAKEN, DONE, OVER = {"处理中", "待核实", "办结"}, {"待核实", "办结"}, {"办结"}
WITHDRAWN = {"撤回"}


@dataclass
class Case:
    """A ticket that somebody was told the number of; ``states``: where it may stand after what was answered (empty: anywhere)."""

    kind: str
    number: int
    asker: Speaker
    what: str
    photos: tuple[int, ...] = (0,)
    states: set[str] = field(default_factory=set)
    step: int = 0
    talk: int = 0
    taker: Speaker | None = None
    busy: bool = False


@dataclass
class Cases:
    """All that were promised; ``lost``: how many were asked for in a town without an answer."""

    known: dict[tuple[str, int], Case] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    twice: list[Complaint] = field(default_factory=list)

    def promised(self, town: Town, case: Case) -> None:
        """A number was told to somebody; to nobody else before."""
        if before := self.known.get((town.name, case.number)):
            said = f"{town.name}: number {case.number} was told for {before.what} and for {case.what}"
            self.twice.append(Complaint(said, (case.what,)))
        self.known[town.name, case.number] = case

    async def complaints(self, rows: Rows) -> list[Complaint]:
        """Broken promises about tickets."""
        found = await rows("""SELECT c.name AS town, t.number, t.kind, t.state, t.place, t.photos FROM ticket t
            JOIN community c ON c.id = t.community_id""")
        there = {(each.town, each.number): each for each in found}
        broken = list(self.twice)
        for (town, number), case in self.known.items():
            row, about = there.get((town, number)), (case.what,)
            if row is None:
                broken.append(Complaint(f"{town} {number} was promised and is lost: {case.what}", about))
            elif case.states and row.state not in case.states:
                said = f"{town} {number} is {row.state}, told was {case.states}"
                broken.append(Complaint(said, (f" {number}", case.asker.peer.self_id)))
            elif len(listed(row.photos)) not in case.photos:
                broken.append(Complaint(f"{town} {number} has {len(listed(row.photos))} photos: {case.what}", about))
        places = Counter((each.town, each.place) for each in found if each.kind == "hazard")
        broken += [
            Complaint(f"{town}: one report of {place} became {n} tickets", (place,))
            for (town, place), n in places.items()
            if n > 1
        ]
        for town in {each.town for each in found}:
            promised = sum(name == town for name, _ in self.known)
            standing = sum(each.town == town for each in found)
            if not promised <= standing <= promised + self.lost[town]:
                broken.append(Complaint(f"{town}: {standing} tickets; {promised} promised, {self.lost[town]} unanswered"))
        return broken


async def report(storm: "Storm", town: Town, me: Speaker) -> None:
    """随手报, some with a photo, some in the group, some taken back at once."""
    if not me.known:
        return
    serial, photo = storm.serial(), storm.dice.random() < 0.25
    place = f"{serial // 30 + 1}栋{serial % 30 + 1}单元"
    storm.cases.lost[town.name] += 1
    group = storm.dice.random() < 0.2
    answer = await me.ask(f"随手报 {place} 井盖松动", f"井盖，{place}", group=group, photo=photo)
    storm.note(answer)
    if not (told := re.search(r"随(\d+) 收到", answer)):
        return
    storm.cases.lost[town.name] -= 1
    photos = (0,) if not photo else (1,) if me.peer.version == "v11" else (0, 1)  # a frozen v12 peer hands out no bytes
    case = Case("hazard", int(told[1]), me, place, photos)
    storm.cases.promised(town, case)
    if "撤销可收回" in answer and storm.dice.random() < 0.15:
        case.busy = True
        answer = await me.ask("撤销", f"随{told[1]}")
        case.states = WITHDRAWN if "撤回" in answer else set()


async def need(storm: "Storm", town: Town, me: Speaker) -> None:
    """求助 in private, each with a number of its own that may be heard by nobody but him and who takes it."""
    if not me.known:
        return
    serial, phone = storm.serial(), storm.secret(me.chat)
    storm.cases.lost[town.name] += 1
    words = f"求助 想找人陪去医院看第{serial}次，{serial % 30 + 1}栋1单元302，{phone}"
    answer = await me.ask(words, "编号 求|已经求助过|先不")
    storm.note(answer)
    if not (told := re.search(r"编号 求(\d+)", answer)):
        storm.cases.lost[town.name] -= bool(answer)
        return
    storm.cases.lost[town.name] -= 1
    storm.cases.promised(town, Case("need", int(told[1]), me, phone))


async def handle(storm: "Storm", town: Town, me: Speaker) -> None:
    """The worker takes the oldest case one step further: 接单, a word to the asker, 办结."""
    waiting = [case for (name, _), case in storm.cases.known.items() if name == town.name and not case.busy and case.step < 3]
    if not waiting:
        return
    case = waiting[0]
    case.busy = True
    steps = (_take, _talk, _finish) if case.kind == "need" else (_take, _finish, _finish)
    async with case.asker.turn:  # he takes back nothing meanwhile
        await steps[case.step](storm, me, case)
    case.busy = False


async def _take(storm: "Storm", me: Speaker, case: Case) -> None:
    case.taker = me
    if case.kind == "need":
        storm.may_hear(case.what, me.chat)
    answer = await me.ask(f"接单 {case.number}", f"[随求]{case.number}\\b", "接下了|不能接单|您已经|已经在您")
    storm.note(answer)
    if answer:
        case.step, case.states = 1, TAKEN


async def _talk(storm: "Storm", me: Speaker, case: Case) -> None:
    """A word that only the other side may hear, and back."""
    case.step += 1
    for speaker, other in ((me, case.asker), (case.asker, me)):
        word = storm.word(other.chat)
        answer = await speaker.ask(f"回复 {case.number} {word}，我明天上午去", f"求{case.number}", "转过去了|不能|结束")
        storm.note(answer)
        if "转过去了" in answer:
            storm.words[word] = True


async def _finish(storm: "Storm", me: Speaker, case: Case) -> None:
    answer = await me.ask(f"办结 {case.number} 已经办好", f"[随求]{case.number}\\b", "记下办完|不能办结")
    storm.note(answer)
    if not answer:
        return
    case.step, case.states = 3, DONE
    thanks = "好了" if case.kind == "hazard" else "满意"
    answer = await case.asker.ask(f"{thanks} {case.number}", f"[随求]{case.number}\\b", "结案|办结了|不能|已经")
    storm.note(answer)
    if "结案" in answer or "办结了" in answer:
        case.states = OVER


async def look(storm: "Storm", town: Town, me: Speaker) -> None:
    """What changes nothing is answered, too."""
    if not me.known:
        return
    words, expected = storm.dice.choice(
        (
            ("积分", "积分"),
            ("活动", "【|没有"),
            ("我的活动", "活动"),
            ("我的上报", "上报|报过"),
            ("帮助", "帮助|发"),
            ("队伍", "队"),
        )
    )
    storm.note(await me.ask(words, expected, group=words == "队伍"))
