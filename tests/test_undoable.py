"""「撤销」 over the wire, for every command that writes: its deed is taken back, or it stands here why not.

Each script of ``undo_scripts`` is a chat whose last line is the deed. What counts in the tables before that line must count after
its undoing, and nothing else. What is no part of a deed may stay: rows that have ended, whom we have met, numbers that were given.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from plugins.inbox.table import COMMANDS
from plugins.kernel import config, db
from plugins.people.texts import nothing_to_undo
from tests.conftest import set_clock
from tests.database import TRACES, contents
from tests.undo_scripts import DELIBERATELY_NOT, SCRIPTS
from tests.wire import GROUP, QQ, Segment, forget_everything

Rows = dict[str, list[dict[str, Any]]]
LINE = re.compile(r"(?P<who>\S+) (?:@(?P<group>\d+))?(?P<sign>>>?) (?P<words>.*)")
NOISE = TRACES | {
    "deed",
    "outgoing_message",
    "counter",
    "registration_draft",
    "bulletin_draft",
    "watched_message",
    "chain_seen",
}
LETTERS = {"通知名单"}  # what they do is nothing but letters
BOOKKEEPING = {"revision", "round", "changed_at", "heard_at", "number"}
MET = {"member", "account", "place"}  # whom and what we have heard of once we know, whatever came of it
ENDED = {"left", "cancelled", "withdrawn", "撤回"}
ENDS = ("ended_at", "closed_at", "withdrawn_at", "undone_at")
STAYS = {("来", "proxy_id"): "the organisation keeps its contact"}


def scripts() -> dict[str, list[str]]:
    """The lines of each chat, by command."""
    chats: dict[str, list[str]] = {}
    for line in SCRIPTS.strip().splitlines():
        if line.startswith(" "):
            chats[next(reversed(chats))].append(line.strip())
        else:
            chats[line] = []
    return chats


CHATS = scripts()


@pytest.fixture
async def street(qq: QQ, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QQ:
    """恋湖社区 with its offices and neighbours whom it knows; 清洁家园 is activity 1 of 队长老陈."""
    monkeypatch.setattr(config, "DATA", tmp_path)
    await qq.say("管理员", "开通 恋湖社区 模板 恋湖")
    for who, office in (("社工小周", "社工"), ("队长老陈", "环境保护 队长"), ("赵叔", "3栋 网格员")):
        await qq.say("管理员", [("text", "任命 "), ("at", who), ("text", f" {office}")])
    for who in ("王阿姨", "小李", "刘大姐"):
        await qq.say(who, "不上榜")
        await qq.say(who, "上榜")
    await qq.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    await qq.settle()
    set_clock("2026-11-22 12:30")
    return qq


async def speak(peer: QQ, line: str) -> list[str]:
    """One line of a chat."""
    if line.startswith("时间 "):
        set_clock(line.removeprefix("时间 "))
        return []
    said = LINE.fullmatch(line)
    assert said, line
    parts = re.split(r"@(\S+)", said["words"].replace("\\n", "\n"))
    segments: list[Segment] = [("at" if at % 2 else "text", part) for at, part in enumerate(parts) if part]
    return await peer.say(said["who"], segments, group=None if said["sign"] == ">>" else said["group"] or GROUP)


async def take_back(peer: QQ, deed: str) -> list[str]:
    """「撤销」 by the same person in the same chat."""
    said = LINE.fullmatch(deed)
    assert said
    return await speak(peer, f"{said['who']} {'@' + said['group'] if said['group'] else ''}{said['sign']} 撤销")


def by_key(rows: Rows, name: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    keys = [column.name for column in db.Base.metadata.tables[name].primary_key.columns]
    return {tuple(row[key] for key in keys): {k: v for k, v in row.items() if k not in BOOKKEEPING} for row in rows[name]}


def counts(name: str, row: dict[str, Any], after: Rows) -> bool:
    """Whether a row that is new still means anything."""
    if name == "profile":
        return any(value for column, value in row.items() if column != "member_id")
    if name == "outgoing_message":
        return not row["key"].startswith("gap:")  # the line was taken for a new one
    if name in MET or row.get("state") in ENDED or any(row.get(each) for each in ENDS):
        return False
    if "ticket_id" in row:
        return next(each["state"] for each in after["ticket"] if each["id"] == row["ticket_id"]) not in ENDED
    if name == "chain_row":
        return not row["undone"] and any(
            each["member_id"] == row["member_id"] for each in after["sign_up"] if each["state"] != "left"
        )
    return name != "conditions" or any(row[each] for each in ("team_id", "party", "age_from", "insured", "most_proxied"))


def differences(before: Rows, after: Rows) -> list[object]:
    """What counts in one and not in the other."""
    found: list[object] = []
    for name in before.keys() - {"ledger_entry"}:
        old, new = by_key(before, name), by_key(after, name)
        found += [(name, "gone", old[key]) for key in old.keys() - new.keys()]
        found += [(name, "new", new[key]) for key in new.keys() - old.keys() if counts(name, new[key], after)]
        for key in old.keys() & new.keys():
            found += [(name, each, old[key][each], new[key][each]) for each in new[key] if old[key][each] != new[key][each]]
    return found + [("books", *each) for each in sums(before) ^ sums(after)]


def sums(rows: Rows) -> set[tuple[object, ...]]:
    """What each person has in each book."""
    keys = {(each["member_id"], each["book"]) for each in rows["ledger_entry"]}
    total = {key: sum(e["amount"] for e in rows["ledger_entry"] if (e["member_id"], e["book"]) == key) for key in keys}
    return {(*key, amount) for key, amount in total.items() if amount}


def test_every_command_that_writes_has_its_chat_or_its_reason() -> None:
    """The chats of pasted lists and files have names of their own: no word begins them."""
    writing = {name for name, each in COMMANDS.items() if each.writes}
    assert writing <= CHATS.keys() | DELIBERATELY_NOT.keys(), writing - CHATS.keys() - DELIBERATELY_NOT.keys()
    assert not CHATS.keys() & DELIBERATELY_NOT.keys()
    assert {name for name in CHATS if not name.startswith("(")} | DELIBERATELY_NOT.keys() <= writing


@pytest.mark.parametrize("name", CHATS)
async def test_the_deed_is_taken_back(street: QQ, name: str) -> None:
    *lines, deed = CHATS[name]
    for line in lines:
        await speak(street, line)
    noise = NOISE - {"outgoing_message"} if name in LETTERS else NOISE
    before = await contents(without=noise)
    answers = await speak(street, deed)
    done = await contents(without=noise)
    assert differences(before, done), (deed, answers)
    forget_everything()  # whatever the process knew, the undoing goes by what was written
    [said] = await take_back(street, deed)
    after = await contents(without=noise)
    left = [each for each in differences(before, after) if (name, each[1]) not in STAYS]  # type: ignore[index]
    assert left == [], (deed, answers, said)
    assert "。。" not in said
    assert not re.search(r"None|\{|\}", said)
    if not lines:
        assert await take_back(street, deed) in ([nothing_to_undo()], [])  # a group that is none of ours hears nothing


@pytest.mark.parametrize("name", [name for name, reason in DELIBERATELY_NOT.items() if reason.chat])
async def test_what_stands_is_said_to_stand_and_what_was_before_it_is_left_alone(street: QQ, name: str) -> None:
    *lines, deed = DELIBERATELY_NOT[name].chat
    for line in lines:
        await speak(street, line)
    await speak(street, deed)
    done = await contents(without=NOISE)
    [said] = await take_back(street, deed)
    assert "收不回" in said
    assert differences(done, await contents(without=NOISE)) == []
