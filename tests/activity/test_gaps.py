"""够/差 wherever an activity is shown, days of a series in what is said, what can be exported, and nothing left of who was refused."""

from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import func, select

from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people.models import Member
from plugins.points.models import Book, LedgerEntry
from tests.activity.scene import Scene


async def test_how_many_are_missing_is_said_everywhere(scene: Scene) -> None:
    wire = scene.wire
    await wire.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人 至少3人")
    await wire.say("王阿姨", "报名 1")
    for line in ("我的活动", "月历", "海报 1"):
        [said] = await wire.say("王阿姨", line)
        assert "还差 2 人到 3 人" in said, line
    await wire.say("小李", "报名 1")
    await wire.say("赵叔", "报名 1")
    for line in ("我的活动", "月历", "海报 1"):
        [said] = await wire.say("王阿姨", line)
        assert "够 3 人了" in said, line


async def test_with_shifts_it_is_the_sum(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 广场日 12月5日 中心广场 分组 早班 8-10点 至少2人, 午班 10-12点 至少2人")
    await scene.wire.say("王阿姨", "报名 1 早班")
    [said] = await scene.wire.say("王阿姨", "月历 12月")
    assert "还差 3 人" in said


async def test_leaving_one_of_a_series_names_its_day(scene: Scene) -> None:
    await scene.wire.say("社工小周", "每周六 9:00-11:00 合唱排练 活动室")
    await scene.wire.say("王阿姨", "报名 12月5日合唱排练")
    [said] = await scene.wire.say("王阿姨", "取消报名")
    assert "已退出 【1】合唱排练（12月5日）" in said


async def test_leaving_a_shift_of_a_series_names_its_day(scene: Scene) -> None:
    await scene.wire.say("社工小周", "每周六 8:00-12:00 义集 广场 分组 早班 8-10点 2人, 午班 10-12点 2人")
    await scene.wire.say("王阿姨", "报名 12月5日义集 早班")
    [said] = await scene.wire.say("王阿姨", "取消报名")
    assert "已退出 【1】义集 12月5日 的 早班" in said


async def test_a_row_that_is_refused_leaves_nobody_behind(scene: Scene) -> None:
    await scene.wire.say("队长老陈", "发布 秋游 11月28日 9:00-11:00 东门 20人 满18岁")
    async with read() as session:
        before = await session.scalar(select(func.count()).select_from(Member))
    [said] = await scene.wire.say("小李", "#接龙\n秋游\n\n1. 钱奶奶\n2. 孙爷爷")
    assert "要满 18 岁" in said
    async with read() as session:
        assert await session.scalar(select(func.count()).select_from(Member)) == before


async def test_staff_export_stars_and_reports_by_one_word(scene: Scene) -> None:
    wire = scene.wire
    [said] = await wire.say("王阿姨", "导出 星级", group=None)
    assert "社工" in said
    [said] = await wire.say("社工小周", "导出 星级", group=None)
    assert "还没有人到一星" in said
    async with write() as session:
        session.add(
            LedgerEntry(
                community_id=scene.community,
                member_id=scene.people["王阿姨"],
                book=Book.HOURS,
                amount=120 * 60,
                reason="清洁",
                key="test:1",
                cause="test:1",
                earned_at=clock.now(),
                posted_at=clock.now(),
                posted_by="test",
            )
        )
    [said] = await wire.say("社工小周", "导出 星级名单", group=None)
    assert "1 人" in said
    _, name, content = wire.files[-1]
    assert name == "星级志愿者_2026-11-22.xlsx"
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).active or ()]
    assert rows[2] == [1, "王阿姨", "一星", 120, 180]
    [said] = await wire.say("王阿姨", "导出 随手报", group=None)
    assert "社工" in said
    await wire.say("王阿姨", "随手报 3栋2单元路灯不亮")
    [said] = await wire.say("社工小周", "导出 随手报 11月 csv", group=None)
    assert wire.files[-1][1] == "随手报_11月.csv" or "11月" in wire.files[-1][1]
    assert "1" in said
