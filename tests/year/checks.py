"""At the end: what everybody is told, what the tables hold, and what was said in the groups, against the oracle."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.year.oracle import Event, Oracle
from tests.year.peer import Peer

if TYPE_CHECKING:
    from tests.year.year import Life

STATES = {"fixed": "办结", "unconfirmed": "办结", "checking": "待核实", "taken": "处理中", "new": "已派"}
FIXED = ("好了", "已核实")


def note_reminders(oracle: Oracle, day: date, *, lost: bool) -> None:
    """At 19:00 of this day everybody on a list for tomorrow is reminded. ``lost``: nobody can hear it."""
    for event in oracle.events:
        if event.starts.date() == day + timedelta(1) and not event.called_off and event.going:
            event.reminded, event.unheard = True, lost


async def of_town(life: "Life") -> None:
    """Everybody's savings, the year's figures month by month, the lake's table."""
    now = life.talk.now
    for person in life.town.people:
        await life.errands.savings(person)
    for year, month in sorted({(each.ends.year, each.ends.month) for each in life.oracle.events if each.ends < now}):
        await life.errands.report_of(year, month)
    if life.town.preset == "恋湖":
        await _lake(life)
    for complaint in _reminders(life):
        life.talk.complain(life.town, complaint)


async def _lake(life: "Life") -> None:
    """「巡湖年表」: each ride with how many came, and how many reached the minimum."""
    rides = [each for each in life.oracle.events if each.patrol and each.recorded]
    for year in sorted({each.starts.year for each in rides}):
        some = [each for each in rides if each.starts.year == year]
        reached = sum(each.adults >= each.minimum for each in some)
        said = await life.talk.ask(
            life.town, life.town.worker, f"巡湖年表 {year}", rf"达到 20 人的 {reached} 次", kind="巡湖年表"
        )
        for each in some:
            line = next((line for line in said.splitlines() if line.startswith(f"{each.starts.month}月")), "")
            if not re.search(rf"{each.starts.day}日 {each.adults}\b", line):
                life.talk.complain(life.town, f"table of {each.starts:%m-%d}: {line}, and {each.adults} came")


def _reminders(life: "Life") -> Iterator[str]:
    """The evening before, once, of what somebody was on the list for; never twice."""
    said = {text: times for (chat, text), times in life.town.peer.said.items() if chat == f"group:{life.town.group}"}
    eves: dict[int, int] = {}
    for text, times in said.items():
        if found := re.match(r"明天的活动：【(\d+)】", text):
            eves[int(found[1])] = eves.get(int(found[1]), 0) + times
    for event in life.oracle.events:
        if event.number and event.starts < life.talk.now:
            wanted = int(event.reminded)
            times = eves.get(event.number, 0)
            if times != wanted and not _may_differ(event, times):
                yield f"eve of {event.number} was said {times} times, and not {wanted}"


def _may_differ(event: Event, times: int) -> bool:
    """A patrol is told of though nobody is on its list; what nobody could hear in the evening may be too late in the morning."""
    return times <= 1 and (event.unheard or (event.patrol and not event.reminded))


def of_tables(rows: sqlite3.Connection, lives: "list[Life]") -> Iterator[str]:
    """Books, tickets and lists in the database itself."""
    for life in lives:
        (community,) = rows.execute("SELECT id FROM community WHERE name = ?", (life.town.name,)).fetchone()
        yield from _books(rows, community, life.oracle)
        yield from _tickets(rows, community, life.oracle)
    for key, times in rows.execute("SELECT key, count(*) FROM ledger_entry GROUP BY book, key HAVING count(*) > 1"):
        yield f"{key} stands {times} times in the books"


def _books(rows: sqlite3.Connection, community: int, oracle: Oracle) -> Iterator[str]:
    query = """SELECT member.name, coalesce(sum(amount) FILTER (WHERE book = 'hours'), 0), coalesce(sum(amount) FILTER (WHERE book = 'points'), 0)
               FROM ledger_entry JOIN member ON member.id = member_id WHERE ledger_entry.community_id = ? GROUP BY member.name"""
    held = {name: (minutes, points) for name, minutes, points in rows.execute(query, (community,)) if minutes or points}
    wanted = oracle.sums()
    for name in sorted({*held, *wanted}):
        if held.get(name) != wanted.get(name):
            yield f"community {community}: {name} has {held.get(name)} in the books, and should have {wanted.get(name)}"


def _tickets(rows: sqlite3.Connection, community: int, oracle: Oracle) -> Iterator[str]:
    held = {
        number: (state, verdict)
        for number, state, verdict in rows.execute(
            "SELECT number, state, verdict FROM ticket WHERE community_id = ?", (community,)
        )
    }
    if held.keys() != oracle.cases.keys():
        yield f"community {community}: tickets {sorted(held.keys() ^ oracle.cases.keys())} are only on one side"
    for number, case in oracle.cases.items():
        state, verdict = held.get(number, ("", ""))
        right = state == STATES[case.state] and (verdict in FIXED if case.state == "fixed" else verdict not in FIXED)
        if not right:
            yield f"community {community}: ticket {number} is {state} ({verdict}), and should be {case.state}"


def of_peers(peers: list[Peer]) -> Iterator[str]:
    """No defect was answered, and no letter of the year was said twice in a group."""
    for peer in peers:
        yield from peer.defects
        for (chat, text), times in peer.said.items():
            if chat.startswith("group:") and times > 1 and re.match(r"明天的活动|今天的活动|取消通知|【\d+】.*\n时间：", text):
                yield f"said {times} times in {chat}: {text[:60]}"


def of_log(said: str) -> list[str]:
    return [line for line in said.splitlines() if " [ERROR] " in line or " [CRITICAL] " in line]
