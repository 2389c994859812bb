"""「模板 更新」: a preset that has gained lines comes again, what the community has changed stays, and it can be taken back."""

from pathlib import Path

import pytest
from sqlalchemy import select

from plugins.activity.models import Activity, Series
from plugins.hazard.models import HazardCategory
from plugins.kernel.db import read
from plugins.people import preset
from plugins.people.models import Place, ServiceKind, Setting, Team
from tests.database import contents
from tests.wire import QQ, forget_everything

BEFORE = """
places = ["丰泽园"]
[[services]]
name = "平安服务星"
short = "平安"
[[teams]]
name = "环境保护"
[[teams]]
name = "法律援助"
[[teams]]
name = "消防安全"
[[series]]
title = "清洁家园"
rule = "每周六"
start = "09:00"
end = "11:00"
place = "广场"
[[series]]
title = "老人理发"
month_days = [20]
start = "09:00"
end = "11:00"
place = "活动室"
[settings]
"一星时长" = 50
"""
AFTER = (
    BEFORE.replace('places = ["丰泽园"]', 'places = ["丰泽园", "银湖水榭"]').replace('"一星时长" = 50', '"一星时长" = 60')
    + """
"二星时长" = 200
"三星时长" = 500
[[services]]
name = "文化服务星"
short = "文化"
[[teams]]
name = "银龄互助"
service = "文化"
[[series]]
title = "书法课"
rule = "每周日"
start = "14:00"
end = "15:00"
place = "活动室"
teams = ["银龄互助"]
[[hazards]]
name = "路灯"
words = ["红灯笼"]
[[hazards]]
name = "井盖"
words = ["窨井"]
"""
)
NEW = ["文化服务星", "银龄互助", "银湖水榭", "二星时长 200", "每周日 书法课", "井盖"]


@pytest.fixture
async def street(qq: QQ, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QQ:
    """A community from the preset as it was, and what it has changed since; the file says more by now."""
    load, file = preset.load, tmp_path / "恋湖.toml"
    monkeypatch.setattr(preset, "load", lambda name, folder=tmp_path: load(name, folder))
    file.write_text(BEFORE, encoding="utf-8")
    await qq.say("管理员", "开通 恋湖社区 模板 恋湖")
    await qq.say("管理员", [("text", "任命 "), ("at", "社工小周"), ("text", " 社工")])
    file.write_text(AFTER, encoding="utf-8")
    return qq


async def changed(street: QQ) -> None:
    for line in ("改队名 环境保护 环保先锋", "并队 法律援助 到 消防安全", "停办 系列 2", "改系列 1 10:00-12:00"):
        await street.say("社工小周", line)
    for line in ("设置 三星时长 700", "类别 路灯 期限 4小时"):
        await street.say("社工小周", line, group=None)


async def names(table: type, column: str = "name") -> set[str]:
    async with read() as session:
        return set(await session.scalars(select(getattr(table, column))))


async def test_what_is_new_comes_and_what_was_changed_stays(street: QQ) -> None:
    await changed(street)
    [said] = await street.say("社工小周", "模板 更新")
    new, kept = said.split("照旧，不动")
    for fact in NEW:
        assert fact in new
    for fact in ("环境保护", "法律援助", "清洁家园", "老人理发", "三星时长 700（模板写的 500）", "一星时长 50", "路灯"):
        assert fact in kept
        assert fact not in new
    before = await contents()
    [said] = await street.say("社工小周", "1")
    assert "添上了 6 项" in said
    assert "撤销" in said
    assert await names(Team) == {"环保先锋", "法律援助", "消防安全", "银龄互助"}
    assert await names(Place) >= {"丰泽园", "银湖水榭"}
    assert await names(ServiceKind) == {"平安服务星", "文化服务星"}
    assert await names(HazardCategory) == {"路灯", "井盖"}
    after = await contents()
    for table in ("team", "series", "setting", "service_kind", "hazard_category", "activity", "place"):
        assert [row for row in before[table] if row not in after[table]] == [], table
    async with read() as session:
        settings = {row.key: row.value for row in await session.scalars(select(Setting))}
        assert settings == {"一星时长": "50", "二星时长": "200", "三星时长": "700"}
        team = (await session.scalars(select(Team).where(Team.name == "银龄互助"))).one()
        series = (await session.scalars(select(Series).where(Series.title == "书法课"))).one()
        assert series.team_id == team.id
        assert team.service_id
        assert (await session.scalars(select(Activity).where(Activity.series_id == series.id))).all()


async def test_said_again_it_changes_nothing(street: QQ) -> None:
    await street.say("社工小周", "模板 更新")
    await street.say("社工小周", "1")
    before = await contents()
    assert "都有了" in (await street.say("社工小周", "模板 更新"))[0]
    assert "都有了" in (await street.say("社工小周", "更新模板 确认"))[0]
    assert await contents() == before


async def test_taken_back_and_done_again(street: QQ) -> None:
    before = await contents()
    await street.say("社工小周", "模板 更新")
    [done] = await street.say("社工小周", "1")
    forget_everything()
    assert "收回了" in (await street.say("社工小周", "撤销"))[0]
    after = await contents()
    for table in ("setting", "hazard_category", "place"):
        assert after[table] == before[table], table
    assert "银龄互助" not in "".join(await street.say("社工小周", "队伍"))
    assert "书法课" not in "".join(await street.say("社工小周", "系列"))
    await street.say("社工小周", "模板 更新")
    assert await street.say("社工小周", "1") == [done]
    assert "银龄互助" in "".join(await street.say("社工小周", "队伍"))
    assert "书法课" in "".join(await street.say("社工小周", "系列"))


async def test_what_people_rely_on_is_not_taken_back(street: QQ) -> None:
    await street.say("社工小周", "模板 更新")
    await street.say("社工小周", "1")
    await street.say("小李", "整期都来 书法课")
    before = await contents(without=frozenset({"receipt", "question", "spoken_message", "deed"}))
    assert "书法课" in (await street.say("社工小周", "撤销"))[0]
    assert await contents(without=frozenset({"receipt", "question", "spoken_message", "deed"})) == before


async def test_not_wanted(street: QQ) -> None:
    before = await contents()
    await street.say("社工小周", "模板 更新")
    await street.say("社工小周", "0")
    assert await contents() == before
    assert "由社工" in (await street.say("小李", "模板 更新"))[0]


async def test_a_broken_file_is_told_with_its_line(street: QQ, tmp_path: Path) -> None:
    (tmp_path / "恋湖.toml").write_text(AFTER.replace('rule = "每周日"', 'rule = "天天"'), encoding="utf-8")
    [said] = await street.say("社工小周", "模板 更新")
    assert "恋湖.toml" in said
    assert "行起" in said
    (tmp_path / "恋湖.toml").write_text(AFTER.replace('"二星时长" = 200', '"二星时常" = 200'), encoding="utf-8")
    assert "settings 二星时常（第 27 行） 没有这个设置项" in (await street.say("社工小周", "模板 更新"))[0]
    (tmp_path / "恋湖.toml").write_text(AFTER.replace('name = "井盖"', 'name = "井该"'), encoding="utf-8")
    await street.say("社工小周", "模板 更新")
    [said] = await street.say("社工小周", "1")
    assert "hazards 第 2 项" in said
    assert "没有「井该」这个类别" in said
    assert "银龄互助" not in await names(Team)
    (tmp_path / "恋湖.toml").unlink()
    (tmp_path / "通用.toml").write_text(BEFORE, encoding="utf-8")
    assert "没有「恋湖」" in (await street.say("社工小周", "模板 更新"))[0]


@pytest.mark.parametrize("name", preset.names())
async def test_a_fresh_community_of_every_preset_has_all_of_it(qq: QQ, name: str) -> None:
    await qq.say("管理员", f"开通 山坡社区 模板 {name}")
    [said] = await qq.say("管理员", "模板 更新")
    assert "都有了" in said
    assert "照旧" not in said
