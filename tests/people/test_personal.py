"""「我的数据」「删除我的数据」「谁看过我的」「看档案」, and what is forgotten by itself."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from plugins.kernel.db import read, write
from plugins.people import forgetting, personal
from plugins.people.models import Account, Deed, Member
from plugins.people.profile_models import BindingCode, Profile
from plugins.points import statement
from tests.conftest import set_clock
from tests.database import contents

from .conftest import Wire, at, count
from .test_profile import tell


@pytest.fixture
async def busy(opened: Wire) -> Wire:
    """王阿姨 has registered, has a child, leads a team, was at one activity and is signed up for another."""
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    await opened.say("社工小周", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 2人")
    await opened.say("社工小周", "发布 老人理发 12月5日 9:00-11:00 社区活动室 1人")
    for number in (1, 2):
        await opened.say("王阿姨", f"报名 {number}")
    await opened.say("小李", "报名 2")
    await tell(opened, "注册 王秀英 3栋2单元 理发 13800138000 退休党员 满18 周末")
    await tell(opened, "1")
    await tell(opened, "注册 孩子 小明 未满14")
    await tell(opened, "跳过")
    await tell(opened, "帮 王奶奶 报名 1")
    set_clock("2026-11-28 12:00")
    await opened.say("社工小周", "考勤 1 都到了")
    await opened.settle()
    return opened


async def test_everything_that_is_stored_as_text_and_as_a_file(busy: Wire) -> None:
    answer = await tell(busy, "我的数据")
    assert "档案：名字：王秀英" in answer
    chat, name, data = busy.files[-1]
    whole = data.decode("utf-8-sig")
    assert chat == f"person:{busy.id_of(busy.user('王阿姨'))}"
    assert name.endswith(".txt")
    for piece in (
        "13800138000",
        "3栋2单元",
        "退休党员",
        "环境保护",
        "小明",
        "清洁家园：王秀英 到，120 分钟",
        "老人理发：王秀英 报上",
        "一共 2 分，2 小时",
        "同意",
        "保存：",
        f"账号：{'QQ' if busy.platform == 'qq' else '微信'}",
    ):
        assert piece in whole, piece
    assert "小李" not in whole


async def test_where_no_file_can_go_the_whole_is_said(busy: Wire) -> None:
    busy.refuse = lambda action, params: "no" if "upload" in action else None
    said = "\n".join(await busy.say("王阿姨", "我的数据", group=None))
    assert "13800138000" in said
    assert "清洁家园" in said


async def test_somebody_unknown(opened: Wire) -> None:
    before = await contents()
    for said in ("我的数据", "删除我的数据", "谁看过我的"):
        assert "没有存您的资料" in await tell(opened, said, "小雨")
    assert await contents() == before


async def test_erased_everywhere_and_the_hours_stay_without_a_name(busy: Wire) -> None:
    async with read() as session:
        me = (await session.scalars(select(Member).where(Member.name == "王秀英"))).one().id
        sums = await statement.balance(session, me)
    question = await tell(busy, "删除我的数据")
    assert "小明" in question
    assert "回 1" in question
    assert "没动" in await tell(busy, "0")
    assert await count(Account) == 4
    await tell(busy, "删除我的数据")
    assert "都删掉了" in await tell(busy, "1")
    await busy.settle()
    user = busy.id_of(busy.user("王阿姨"))
    everything = str({name: rows for name, rows in (await contents()).items() if name not in ("receipt",)})
    for trace in ("王秀英", "王阿姨", "13800138000", "小明", f"'{user}'", f":{user}'"):
        assert trace not in everything, trace
    async with read() as session:
        after = await statement.balance(session, me)
    assert after == sums
    assert "候补转正" in busy.said_to("小李")[-1]
    assert "王秀英" not in (await busy.say("社工小周", "名单 1"))[0]
    assert "已注销" not in (await busy.say("社工小周", "排行榜"))[0]
    assert "19 支服务队" in (await busy.say("王阿姨", "队伍"))[0]


async def test_who_comes_back_begins_anew(busy: Wire) -> None:
    await tell(busy, "删除我的数据")
    await tell(busy, "1")
    assert "积分 0 分" in await tell(busy, "积分")
    assert "没有您能撤销的" in await tell(busy, "撤销")
    assert "注册好了" in await tell(busy, "注册 王秀英 3栋 满18")


async def test_an_erased_leader_leaves_nothing_orphaned(busy: Wire) -> None:
    await tell(busy, "发布 护绿 12月6日 9:00-11:00 亲水平台 20人")
    await tell(busy, "删除我的数据")
    await tell(busy, "1")
    await busy.settle()
    assert any("护绿" in each and "照看" in each for each in busy.said_to("社工小周"))


async def test_who_looked_is_told(busy: Wire) -> None:
    assert "没有人看过" in await tell(busy, "谁看过我的")
    assert "13800138000" in await tell(busy, "看档案 王秀英", "社工小周")
    await tell(busy, "谁会 理发", "社工小周")
    said = await tell(busy, "谁看过我的")
    assert "社工小周：看了您的整份档案" in said
    assert "按特长「理发」" in said
    assert said.index("按特长") < said.index("整份档案")


async def test_only_staff_looks_and_only_in_private(busy: Wire) -> None:
    await busy.say("社工小周", at("小李", "任命", "法律援助 队长"))
    assert "社工" in await tell(busy, "看档案 王秀英", "小李")
    (said,) = await busy.say("社工小周", [("at", "bot"), ("text", " 看档案 王秀英")])
    assert "私聊" in said
    assert await busy.say("社工小周", "看档案 王秀英") == []
    assert "看谁的档案" in await tell(busy, "看档案 刘德华", "社工小周")
    await busy.say("管理员", "开通 西关社区", group="70002")
    await busy.say("管理员", at("赵叔", "任命", "社工"), group="70002")
    assert "看谁的档案" in await tell(busy, "看档案 王秀英", "赵叔")
    assert "没有人看过" in await tell(busy, "谁看过我的")


async def test_in_the_group_none_of_it(busy: Wire) -> None:
    for said in ("我的数据", "谁看过我的"):
        (answer,) = await busy.say("王阿姨", said)
        assert "私聊" in answer
    (said,) = await busy.say("王阿姨", "删除我的数据")
    assert "私聊" in said
    assert await count(Profile) == 2


async def test_what_is_kept_long_enough_goes(busy: Wire) -> None:
    await tell(busy, "绑定")
    await tell(busy, "改档案 电话 13900001111")
    forgetting.forget_all()
    await forgetting.forget_by_kind()
    assert await count(BindingCode) == 1
    set_clock("2026-11-30 12:00")
    forgetting.forget_all()
    await forgetting.forget_by_kind()
    assert await count(BindingCode) == 0
    async with read() as session:
        rows = await session.scalars(select(Deed).where(Deed.kind == "profile"))
        assert [row.detail for row in rows if row.detail] == []
    await forgetting.forget_by_kind()


async def test_what_is_blank_is_not_written_again_every_night(busy: Wire) -> None:
    """The trail is kept for ever: rewriting all of it each night would take longer every year."""
    written: list[int] = []

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        written.extend([cursor.rowcount] if statement.startswith("UPDATE deed SET detail") else [])

    await tell(busy, "改档案 电话 13900001111")
    event.listen(Engine, "after_cursor_execute", note)
    try:
        for night in ("2026-11-30 12:00", "2026-12-01 12:00"):
            set_clock(night)
            forgetting.forget_all()
            await forgetting.forget_by_kind()
    finally:
        event.remove(Engine, "after_cursor_execute", note)
    assert [bool(each) for each in written] == [True, False]


async def test_every_room_says_what_it_holds_and_how_long(house: object) -> None:
    titles = {each.title for each in personal.rooms()}
    assert {"档案", "报名和考勤", "积分和时长", "改动记录", "发给您的消息", "谁看过您的资料"} <= titles
    assert all(each.kept for each in personal.rooms())
    assert all(each.after > timedelta(0) for each in forgetting.kinds())


async def test_two_records_that_became_one_are_erased_together(opened: Wire) -> None:
    await opened.say("社工小周", "发布 清洁家园 11月28日 9:00-11:00 亲水平台")
    await opened.say("小李", "帮 王姨 报名 1")
    await opened.say("王阿姨", "加入 环境保护")
    await opened.say("社工小周", "合并 王阿姨 王姨", group=None)
    await opened.say("社工小周", "1", group=None)
    await tell(opened, "删除我的数据")
    await tell(opened, "1")
    async with write() as session:
        left = (await session.scalars(select(Member.name).where(Member.name.in_(["王阿姨", "王姨"])))).all()
    assert left == []
