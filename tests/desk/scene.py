"""恋湖社区 in November 2026, said over the wire: activities, two patrols, reports, needs, good deeds.

What was done is written here by hand once more, in ``DONE``: the figures of chat, workbook and page are held against it.
"""

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from plugins.desk import facts, figures
from plugins.kernel import config, ticks
from plugins.kernel.db import read
from plugins.points import period
from tests.conftest import set_clock
from tests.pictures import PNG
from tests.wire import QQ, Segment, WeChat

Wire = QQ | WeChat
EVENING = "2026-11-30 20:00"
PHOTO = f"base64://{base64.b64encode(PNG).decode()}"
DONE: dict[str, Any] = {
    "activities": 3,  # 清洁家园, and the patrols of the 8th and the 28th
    "times": 8,  # 3 + a grown-up guest at 清洁家园, 3 and 1 at the lake
    "people": 6,  # with whoever helped with a need or did a good deed
    "children": 1,
    "hours": 17,  # 清洁家园 3 × 2, the lake 4 × 2, 2 for the need, 0.5 × 2 for the deeds; a guest has none
    "points": 18,  # 14 by the hour, 2 for the need, 1 for each deed
    "newcomers": 6,
    "called_off": 1,
    "unrecorded": 1,
    "patrols": 2,
    "reached": 1,
    "hazards": 3,
    "hazards_closed": 2,
    "hazards_fixed": 1,
    "in_time": 1,
    "median": 2,
    "hazards_open": 1,
    "needs": 2,
    "needs_served": 1,
    "needs_open": 1,
    "content": 1,
    "helps": 1,
    "leaflets": 1,
    "copies": 60,
    "waiting_deeds": 1,
}
PRIVATE = ("302", "13800138000", "李奶奶", "我妈", "老公")
EVERYBODY = ("王桂芳", "小李", "赵叔", "刘大姐", "小雨", "队长老陈")


async def at(wall: str) -> None:
    """The clock jumps there, and what is due is done."""
    set_clock(wall)
    await ticks.run_all()


async def opened(wire: Wire, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Wire:
    """The community with its offices, on the 1st of November."""
    monkeypatch.setattr(config, "DATA", folder)
    set_clock("2026-11-01 08:00")
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    for who, office in (
        ("社工小周", "社工"),
        ("队长老陈", "环境保护 队长"),
        ("刘大姐", "医疗卫生 队长"),
        ("赵叔", "3栋 网格员"),
    ):
        await wire.say("管理员", [("text", "任命 "), ("at", who), ("text", f" {office}")])
    await wire.say("社工小周", "设置 巡湖最少人数 3")
    return wire


async def lived(wire: Wire) -> Wire:
    """All that happened until the evening of the 30th."""
    await _served(wire)
    await _reported(wire)
    await _asked(wire)
    await at(EVENING)
    await wire.settle()
    wire.sent.clear()
    return wire


async def _served(wire: Wire) -> None:
    await wire.say("王阿姨", "注册 王桂芳 3栋2单元 水电维修 13800138000", group=None)
    await wire.say("队长老陈", "发布 清洁家园 11月7日 9:00-11:00 亲水平台 20人 环境保护队")
    await wire.say("队长老陈", "发布 老人理发 11月20日 9:00-11:00 社区活动室 12人")
    await wire.say("队长老陈", "发布 义诊 11月21日 9:00-11:00 社区活动室 12人")
    for who, words in (("王阿姨", "报名 1 2人"), ("小李", "报名 1"), ("赵叔", "报名 1 带孙子"), ("小雨", "报名 1")):
        await wire.say(who, words)
    await wire.say("小雨", "报名 2")
    await wire.say("队长老陈", "取消活动 3 医生来不了")
    await at("2026-11-07 12:00")
    await wire.say("队长老陈", "考勤 1 都到了，除了4")
    for who, words in (
        ("王阿姨", "报名 11月8日巡湖 骑行"),
        ("小李", "报名 11月8日巡湖 党员"),
        ("队长老陈", "报名 11月8日巡湖 骑行"),
    ):
        await wire.say(who, words)
    await at("2026-11-08 11:00")
    await wire.say("社工小周", "考勤 4 都到了")
    seen: list[Segment] = [("text", "巡湖记录 8日 东岸漂浮垃圾3袋 13800138000"), ("image", PHOTO)]
    await wire.say("小李", seen)
    await wire.say("队长老陈", "报名 11月28日巡湖 骑行")
    await at("2026-11-28 11:00")
    await wire.say("社工小周", "考勤 5 都到了")


async def _reported(wire: Wire) -> None:
    set_clock("2026-11-16 10:00")
    for words in ("3栋2单元门口井盖松动", "5栋路灯不亮", "7栋楼道堆物", "9栋垃圾没人收"):
        await wire.say("小李", f"随手报 {words}")
    await wire.say("小李", "撤回 4")
    set_clock("2026-11-16 12:00")
    await wire.say("赵叔", "办结 1 换了新的", group=None)
    await wire.say("小李", "好了 1", group=None)
    await wire.say("社工小周", "不属实 3 去看过，没有", group=None)


async def _asked(wire: Wire) -> None:
    await wire.say("王阿姨", "求助 我妈一个人在家想找人陪去医院，8栋1单元302，13800138000", group=None)
    await wire.say("刘大姐", "接单 5", group=None)
    await wire.say("刘大姐", "办结 5 已陪诊 2小时", group=None)
    await wire.say("王阿姨", "满意 5", group=None)
    await wire.say("小雨", "求助 老公失业家里没钱交不起学费，9栋2单元302，13800138000", group=None)
    await wire.say("小雨", "随手助 帮5栋李奶奶搬米")
    await wire.say("小雨", "随手派 防诈骗传单 60份 3栋")
    await wire.say("社工小周", "通过 全部", group=None)
    await wire.say("小雨", "随手助 帮李奶奶倒垃圾")


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every sheet, as the reader of the workbook sees them."""
    return {each.title: list(each.iter_rows(values_only=True)) for each in load_workbook(io.BytesIO(content))}


def below(rows: list[tuple[Any, ...]], heading: str) -> list[dict[str, Any]]:
    """The rows under the headings (the row that begins with ``heading``), by the names of the columns."""
    start = next(number for number, row in enumerate(rows) if row[0] == heading)
    return [dict(zip(rows[start], row, strict=False)) for row in rows[start + 1 :]]


async def facts_of(word: str) -> dict[str, facts.Fact]:
    """What the house counts of that stretch in the only community there is."""
    wanted = period.read(word)
    assert wanted
    async with read() as session:
        return facts.of(await figures.of(session, 1, wanted))
