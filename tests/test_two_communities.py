"""Several communities in one bot see nothing of each other.

银湖社区 has data of every kind, with a mark in all that it says and with numbers from 701 on. People of 恋湖社区 say every command of the
house with those numbers, row ids and names. The mark is never in an answer, letter, picture or file for them, and no row of 银湖社区
changes. Commands and tables are read from the house, so a new command is tried without anybody's doing, and a new table fails until
there is a chat that fills it.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plugins.inbox import examples, matching
from plugins.inbox.heard import listen
from plugins.inbox.speaker import Who
from plugins.inbox.table import COMMANDS, Command, Where
from plugins.kernel import config, db
from tests import wire as wires
from tests.conftest import set_clock
from tests.database import TRACES, contents
from tests.wire import QQ, Segment

MARK = "夜光杯"
HERE, THERE = "70001", "70002"
NEIGHBOURS = {"夜光杯社工": "30001", "夜光杯队长": "30002", "苍术": "30003", "夜光杯邻居": "30004", "夜光杯客人": "30005"}
SPEAKERS = {"社工小周": Who.STAFF, "队长老陈": Who.LEADER, "王阿姨": Who.ANYONE}
SHIFT = 700
"""Numbers of 银湖社区 begin behind it, so that nobody means one of his own by it."""
AT_HOME = """
社工小周 > 建队 银龄互助
队长老陈 > 发布 清洁家园 12月12日 9:00-11:00 亲水平台 20人
王阿姨 > 报名 1
王阿姨 > 随手助 帮邻居搬米
"""
NEXT_DOOR = """
管理员 > 任命 @夜光杯社工 社工
管理员 > 任命 @夜光杯队长 环境保护 队长
夜光杯社工 > 建队 苍术夜光杯队
夜光杯社工 > 建队 夜光杯公司 单位
夜光杯社工 > 任命 @夜光杯邻居 夜光杯公司 队长
夜光杯社工 > 设置 巡湖最少人数 25
夜光杯社工 >> 类别 路灯 加词 夜光杯
苍术 > 不上榜
苍术 > 上榜
夜光杯客人 > 不上榜
苍术 >> 注册 苍术 3栋2单元 修夜光杯 13900000000
苍术 >> 绑定
夜光杯客人 >> 注册
夜光杯客人 >> 夜光杯客
夜光杯队长 > 发布 苍术合唱夜光杯 11月28日 9:00-11:00 夜光杯广场 20人
夜光杯队长 > 发布 苍术画展夜光杯 12月12日 14:00-16:00 夜光杯展厅 20人
夜光杯队长 > 发布 苍术量衣夜光杯 12月20日 9:00-11:00 夜光杯裁缝铺 12人
夜光杯队长 > 分组 702 早班 14-15点 5人, 午班 15-16点 5人
夜光杯队长 > 条件 702 每人最多代报2人
苍术 > 报名 701
夜光杯邻居 > 报名 702 早班
苍术 > 帮 夜光杯奶奶 报名 701
夜光杯邻居 > 帮 夜光杯爷爷 报名 701
夜光杯社工 >> 合并 夜光杯奶奶 夜光杯爷爷
夜光杯社工 >> 1
夜光杯邻居 > #接龙\\n【701】苍术合唱夜光杯\\n\\n1. 苍术\\n2. 夜光杯叔叔
夜光杯邻居 > 1
夜光杯社工 > 每周六 16:00-17:00 苍术书法夜光杯 夜光杯活动室 15人
苍术 > 整期都来 苍术书法
夜光杯队长 > 开放预约 703 15分钟 2个位子
苍术 > 预约 703 9:30
苍术 > 随手报 3栋2单元门口夜光杯井盖松动
夜光杯邻居 > 跟进 701
夜光杯社工 >> 接单 701
夜光杯邻居 > 随手报 夜光杯路灯不亮
苍术 >> 求助 夜光杯坏了想找人帮我搬米，8栋1单元302，13900000001
夜光杯社工 >> 接单 702
苍术 >> 回复 702 夜光杯我在家
夜光杯社工 >> 找人 702 3人
夜光杯邻居 >> 帮忙 702
夜光杯邻居 >> 求助
夜光杯邻居 >> 夜光杯家水龙头坏了
夜光杯社工 > 停用求助 夜光杯客人 夜光杯骂人
苍术 > 随手助 帮夜光杯奶奶搬米
夜光杯社工 > 加分 苍术 5 夜光杯清雪
夜光杯队长 >> 请假到 12月30日
夜光杯社工 >> 看档案 苍术
夜光杯社工 > 转发人 夜光杯邻居 夜光杯微信群
夜光杯社工 > 交账人 @夜光杯邻居 @苍术
夜光杯社工 >> 公告 夜光杯停水
夜光杯社工 >> 1
夜光杯社工 >> 公告 夜光杯还没发
时间 2026-11-28 08:55
夜光杯队长 > 巡湖记录 夜光杯一切正常
时间 2026-11-28 12:00
夜光杯队长 > 考勤 701 都到了，除了1
苍术 >> 我去了 701
夜光杯队长 >> 同意申诉 701 苍术
夜光杯社工 >> 评比 季度
夜光杯社工 >> 公示 701
夜光杯邻居 >> 异议 701 夜光杯少算了我一次
夜光杯社工 >> 异议 701 1 不成立 夜光杯核对过
时间 2026-12-07 09:00
夜光杯社工 >> 公布 701
夜光杯社工 >> 证书 701 全部
苍术 >> 我的证书
"""
NOT_HERS = {
    "community": "it is itself",
    "demo_clock": "the demo's",
    "key_proof": "the house's",
    "incident": "the machine's",
    "lease": "the program's",
    "handover": "written by a tick",
    "hazard_week": "written by a tick",
    "chain_seen": "a copy of what stands in the chain",
    "attendance_sheet": "a file that waits for its sender's 「1」",
    "outgoing_message": "letters: looked at as they are said",
    "peer_seen": "of a peer",
    "binding_tries": "of an account, in no community",
    "verification_tries": "of an account, in no community",
    "code_tries": "of an account, in no community",
    "need_draft": "of a person, before it is known for which community",
    "watched_message": "of a message, in no community",
}
"""Tables whose rows belong to no community by a key; all others must hold something of 银湖社区."""
HANDLES = (
    "苍术",
    "苍术队",
    "苍术合唱",
    "苍术书法",
    "人{a} 人{b}",
    "确认 2",
    "确认 人{a} 人{b}",
    "701 苍术",
    "苍术 701",
    "系列 702",
)
"""Names that people next door have or use, row ids of theirs, and what a 「1」 of theirs would run. None holds the mark."""
NUMBER = re.compile(r"(?<![\d:.月年])\d{1,4}(?![\d:.月日点年分人份栋单个天岁号])")
"""A number in an example that is neither of a day, an hour, a building nor so many of something."""
Rows = dict[str, list[dict[str, Any]]]


def scripted(chat: str) -> Iterator[tuple[str, bool, list[Segment]]]:
    """Who says what where."""
    for line in chat.strip().splitlines():
        who, sign, words = re.split(r" (>>?) ", line.replace("\\n", "\n"), maxsplit=1) if " >" in line else ("", "", line)
        parts = re.split(r"@(\S+)", words)
        yield who, sign == ">>", [("at" if at % 2 else "text", part) for at, part in enumerate(parts) if part]


async def play(peer: QQ, chat: str, group: str) -> None:
    for who, private, said in scripted(chat):
        if not who:
            set_clock(said[0][1].removeprefix("时间 "))
            continue
        answers = await peer.say(who, said, group=None if private else group)
        lost = [
            each for each in answers if any(sign in each for sign in ("没听懂", "请这样发", "出了点问题", "你是想", "您是想"))
        ]
        assert answers, said
        assert not lost, (said, lost)
        await peer.settle()


@pytest.fixture
async def two(qq: QQ, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: list[str]) -> QQ:
    """Both communities, everything in 银湖社区."""
    monkeypatch.setattr(config, "DATA", tmp_path)
    for name, user in NEIGHBOURS.items():
        monkeypatch.setitem(wires.PEOPLE, name, user)
    for group, name in ((THERE, "银湖社区"), (HERE, "恋湖社区")):
        await qq.say("管理员", f"开通 {name} 模板 恋湖", group=group)
    async with db.write() as session:
        kinds = {
            kind
            for file in Path("plugins").rglob("*.py")
            for kind in re.findall(r'next_number\([^)]*"(\w+)"', file.read_text("utf-8"))
        }
        await session.execute(text(f"UPDATE series SET number = number + {SHIFT} WHERE community_id = 1"))
        await session.execute(text("DELETE FROM counter WHERE community_id = 1"))
        for kind in kinds:
            last = SHIFT + (kind == "series")
            row = {"kind": kind, "value": last}
            await session.execute(text("INSERT INTO counter (community_id, kind, value) VALUES (1, :kind, :value)"), row)
    await qq.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    await qq.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    await play(qq, NEXT_DOOR, THERE)
    set_clock("2026-12-07 09:30")
    return qq


def of_next_door(rows: Rows) -> Rows:
    """The rows of 银湖社区: by their community, or because they refer to one of its rows."""
    keys: dict[str, set[Any]] = {"community": {1}}
    found: Rows = {}
    for table in db.Base.metadata.sorted_tables:
        if table.name not in rows:
            continue
        found[table.name] = [row for row in rows[table.name] if _is_hers(table, row, keys)]
        key = next(iter(table.primary_key.columns)).name
        if table.name != "community" and len(table.primary_key.columns) == 1:
            keys[table.name] = {row[key] for row in found[table.name]}
    return found


def _is_hers(table: Any, row: dict[str, Any], keys: dict[str, set[Any]]) -> bool:
    if "community_id" in row and row["community_id"] is not None:
        return row["community_id"] == 1
    return any(
        row[column.name] in keys.get(key.column.table.name, ()) for column in table.columns for key in column.foreign_keys
    )


def lines_of(command: Command, level: Who, handles: Sequence[str]) -> list[str]:
    """Its examples with the numbers of next door, and its words with a number, a row or a name of there behind them.

    Staff may do all that anybody may, so it tries most; of the others it is seen that no shorter way leads there.
    """
    if not command.who <= level < Who.ADMIN:
        return []
    shown = [examples.filled(each, date(2026, 12, 7), "1").replace("@某人", "王阿姨") for each in command.examples]
    if level < Who.STAFF:
        return [*(NUMBER.sub("701", each) for each in shown), f"{command.name} 701"]
    made = [*shown, *(NUMBER.sub(number, each) for each in shown for number in ("701", "1"))]
    made += [f"{word} {number}" for word in command.words[:2] for number in ("701", "702")]
    return list(dict.fromkeys([*made, *(f"{command.name} {handle}" for handle in handles)]))


def is_said_to(peer: QQ, command: Command, line: str, group: str | None) -> bool:
    """Whether the line is this command at all; talk about it is no concern of this test."""
    heard = listen(
        peer.bot, peer.event(peer.frame([("at", "bot"), ("text", f" {line}")] if group else [("text", line)], "10001", group))
    )
    assert heard
    return any(match.command is command for match in matching.find(heard))


def readable(name: str, data: bytes) -> str:
    """A file's name and words; of a workbook, those in its sheets."""
    if data[:2] != b"PK":
        return name + data.decode("utf-8", errors="ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return name + "".join(parts.read(each).decode("utf-8", errors="ignore") for each in parts.namelist())


def gaps(rows: Rows) -> set[str]:
    """Tables in which 银湖社区 has nothing, so that nothing of it could be told or touched."""
    return {name for name, hers in rows.items() if not hers} - NOT_HERS.keys()


async def test_nothing_of_next_door_is_told_or_touched(two: QQ, drawn: list[str]) -> None:
    await play(two, AT_HOME, HERE)
    await two.settle()
    before = of_next_door(await contents(without=TRACES))
    assert gaps(before) == set()
    a, b = (row["id"] for row in before["member"] if row["name"] in ("苍术", "夜光杯邻居"))
    handles = [each.format(a=a, b=b) for each in HANDLES]
    said, files = len(two.sent), len(two.files)
    drawn.clear()
    tried: set[str] = set()
    for command in COMMANDS.values():
        group = None if Where.PRIVATE in command.where else HERE
        for who, level in SPEAKERS.items():
            for line in lines_of(command, level, handles):
                if is_said_to(two, command, line, group):
                    tried.add(command.name)
                    await two.say(who, [("at", "bot"), ("text", f" {line}")] if group else line, group=group)
    await two.settle()
    elsewhere = {f"group:{THERE}", *(f"person:{user}" for user in NEIGHBOURS.values())}
    assert [each for each in two.sent[said:] if MARK in each.text] == []
    assert [each for each in two.sent[said:] if each.chat in elsewhere] == []
    assert [each for each in drawn if MARK in each] == []
    assert [name for _, name, data in two.files[files:] if MARK in readable(name, data)] == []
    after = of_next_door(await contents(without=TRACES))
    assert sum(MARK in str(rows) for rows in before.values()) > 15
    assert {name for name in before if before[name] != after[name]} == set()
    assert {name for name, each in COMMANDS.items() if each.who < Who.ADMIN} - tried == set()
