"""What every answered command has promised, and whether the database and the chats keep it."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.storm.crowd import Peer

DEFECT = "没有办成"
ONCE = re.compile(r"加 1 分：风暴|随\d+ 收到|编号 求\d+（")


@dataclass
class Oracle:
    """Beside the bot, knowing nothing of its code: only what was asked and what was answered."""

    limits: dict[int, int | None] = field(default_factory=dict)
    on_list: dict[tuple[str, int], bool | None] = field(default_factory=dict)
    tickets: dict[int, str] = field(default_factory=dict)
    lost_tickets: int = 0
    points: int = 0
    lost_points: int = 0
    attended: dict[int, bool] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    answered: int = 0
    unanswered: int = 0
    twice: list[str] = field(default_factory=list)

    def note(self, answer: str | None) -> None:
        self.answered += answer is not None
        self.unanswered += answer is None

    def ticket(self, number: int, what: str) -> None:
        """A number was promised to somebody; to nobody else before."""
        if number in self.tickets:
            self.twice.append(f"ticket {number}: {self.tickets[number]} and {what}")
        self.tickets[number] = what

    def complaints(self, database: Path, peers: list[Peer]) -> list[str]:
        """Every promise that is broken, in words; empty: all are kept."""
        with sqlite3.connect(database) as rows:
            found = [
                *self._lists(rows),
                *self._tickets(rows),
                *self._points(rows),
                *self._books(rows),
                *self._letters(rows, peers),
            ]
        return [*found, *self._words(peers), *self.twice]

    def _lists(self, rows: sqlite3.Connection) -> Iterator[str]:
        query = """SELECT member.name, activity.number, sign_up.state FROM sign_up JOIN activity ON activity.id = sign_up.activity_id
                   JOIN member ON member.id = sign_up.member_id WHERE sign_up.state IN ('joined', 'waiting')"""
        listed = rows.execute(query).fetchall()
        standing = {(name, number): state for name, number, state in listed}
        if len(standing) != len(listed):
            yield "somebody is on a list twice"
        for (name, number), wanted in self.on_list.items():
            if wanted is not None and ((name, number) in standing) is not wanted:
                yield f"{name} was told {'on' if wanted else 'off'} the list of {number}, and is not"
        for number, limit in self.limits.items():
            going = sum(state == "joined" for (_, on), state in standing.items() if on == number)
            waiting = sum(state == "waiting" for (_, on), state in standing.items() if on == number)
            if limit is not None and going > limit:
                yield f"activity {number}: {going} going, limit {limit}"
            if waiting and (limit is None or going < limit):
                yield f"activity {number}: {waiting} wait although {going} of {limit} places are taken"

    def _tickets(self, rows: sqlite3.Connection) -> Iterator[str]:
        there = {number for (number,) in rows.execute("SELECT number FROM ticket")}
        for number in sorted(self.tickets.keys() - there):
            yield f"ticket {number} was promised and is lost ({self.tickets[number]})"
        for place, times in rows.execute(
            "SELECT place, count(*) FROM ticket WHERE kind = 'hazard' GROUP BY place HAVING count(*) > 1"
        ):
            yield f"one report of {place} became {times} tickets"
        if not len(self.tickets) <= len(there) <= len(self.tickets) + self.lost_tickets:
            yield f"{len(there)} tickets; {len(self.tickets)} promised, {self.lost_tickets} unanswered"

    def _points(self, rows: sqlite3.Connection) -> Iterator[str]:
        awards = "FROM ledger_entry WHERE book = 'points' AND cause = 'award'"
        (given,) = rows.execute(f"SELECT count(*) {awards}").fetchone()
        for reason, times in rows.execute(f"SELECT reason, count(*) {awards} GROUP BY reason HAVING count(*) > 1"):
            yield f"{reason} was booked {times} times"
        if not self.points <= given <= self.points + self.lost_points:
            yield f"{given} awards; {self.points} promised, {self.lost_points} unanswered"

    def _books(self, rows: sqlite3.Connection) -> Iterator[str]:
        query = """SELECT activity.number, sign_up.id, (SELECT count(*) FROM ledger_entry WHERE book = 'hours' AND cause = 'signup:' || sign_up.id)
                   FROM sign_up JOIN activity ON activity.id = sign_up.activity_id WHERE sign_up.state = 'joined'"""
        for number, sign_up, entries in rows.execute(query):
            if self.attended.get(number) and entries != 1:
                yield f"activity {number}: sign-up {sign_up} stands {entries} times in the book of hours"

    def _letters(self, rows: sqlite3.Connection, peers: list[Peer]) -> Iterator[str]:
        """A letter is heard once for each time that it was sent; twice only where a death fell between sending and marking."""
        heard: Counter[tuple[str, str]] = Counter()
        for peer in peers:
            for (chat, text), times in peer.counted().items():
                heard[f"{peer.self_id}:{chat}", text] += times
        tried: Counter[tuple[str, str]] = Counter()
        sent: Counter[tuple[str, str]] = Counter()
        for to, text, state, attempts in rows.execute(
            "SELECT \"to\", text, state, attempts FROM outgoing_message WHERE text <> ''"
        ):
            key = (to.split(":", 1)[1], text)
            tried[key] += attempts
            sent[key] += state == "sent"
        for key, times in sent.items():
            if not times <= heard[key] <= tried[key]:
                yield f"said {heard[key]} times, {times} sent in {tried[key]} attempts: {key}"
        yield from self._answers(rows, peers)

    def _answers(self, rows: sqlite3.Connection, peers: list[Peer]) -> Iterator[str]:
        """In private nobody hears more than an answer to each thing he said and the letters to him."""
        letters = dict(rows.execute('SELECT "to", sum(attempts) FROM outgoing_message GROUP BY "to"').fetchall())
        for peer in peers:
            heard = Counter(each.chat for each in peer.heard if each.chat.startswith("person:"))
            for chat, times in heard.items():
                address = f"{'qq' if peer.version == 'v11' else 'wechat'}:{peer.self_id}:{chat}"
                if times > peer.asked[chat] + letters.get(address, 0):
                    yield f"{chat} was answered {times} times, {peer.asked[chat]} things said and {letters.get(address, 0)} letters"

    def _words(self, peers: list[Peer]) -> Iterator[str]:
        """No defect was answered, no answer was given twice, and a phone number stays with whoever wrote it."""
        for peer in peers:
            for (chat, text), times in peer.counted().items():
                if times > 1 and ONCE.search(text):
                    yield f"answered {times} times in {chat}: {text}"
            for each in peer.heard:
                if DEFECT in each.text:
                    yield f"a defect was answered in {each.chat}: {each.text}"
                for secret in re.findall(r"139\d{8}", each.text):
                    if each.chat != self.secrets.get(secret):
                        yield f"the number {secret} was said in {each.chat}"
