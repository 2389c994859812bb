"""「我的档案」「改档案」「改名」「谁会」."""

import pytest
from sqlalchemy import text

from plugins.kernel.db import read
from plugins.people.models import Deed
from tests.database import contents

from .conftest import Wire, at, count
from .test_profile import tell
from .test_registration import file_of


async def test_everything_is_shown_and_how_to_change_it(opened: Wire) -> None:
    assert "还没有注册" in await tell(opened, "我的档案")
    await opened.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    await tell(opened, "注册 王秀英 3栋2单元 水电维修 13800138000 退休党员 满18 周末白天")
    await tell(opened, "1")
    await tell(opened, "保险 2027年3月1日")
    await tell(opened, "注册 孩子 小明 未满14")
    await tell(opened, "跳过")
    said = await tell(opened, "我的档案")
    for piece in (
        "王秀英",
        "3栋2单元",
        "水电维修（队长找得到您）",
        "周末白天",
        "退休党员",
        "已满 18",
        "2027年3月1日",
        "13800138000",
        "队伍：环境保护",
        "职务：环境保护 队长",
        "监护的孩子：小明",
        "您同意了",
        "没填的：单位、省平台编号、推荐人",
        "改档案 楼栋 5栋",
    ):
        assert piece in said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("改档案 楼栋 5栋", "楼栋：5栋"),
        ("改档案 住址 改成 5栋1单元302", "楼栋：5栋1单元\n"),
        ("改档案 特长 加 理发", "理发、量血压"),
        ("改档案 特长 去掉 量血压", "没填的：楼栋、特长"),
        ("改档案 特长 5 唱歌", "唱歌、维修手艺"),
        ("改档案 空闲 随时", "空闲：随时"),
        ("改档案 政治面貌 在职党员", "政治面貌：在职党员"),
        ("改档案 单位：供电公司", "单位：供电公司"),
        ("改档案 年龄 满18", "年龄：已满 18"),
        ("改档案 保险 明年3月1日", "保险：到 2027年3月1日"),
        ("改档案 电话 139 0000 1111", "电话：13900001111"),
        ("改档案 省平台编号 hb20260001", "省平台编号：HB20260001"),
        ("改档案 推荐人 社工小周", "推荐人：社工小周"),
        ("改档案 名字 王秀英", "王秀英的档案"),
        ("改名 王秀英", "王秀英的档案"),
        ("改名为 王秀英", "王秀英的档案"),
    ],
)
async def test_each_piece_is_changed_and_taken_back(opened: Wire, said: str, shown: str) -> None:
    await tell(opened, "注册 王阿姨 量血压")
    await tell(opened, "取消")
    before = await tell(opened, "我的档案")
    assert shown not in before
    answer = await tell(opened, said)
    assert "改好了" in answer
    assert "撤销" in answer
    assert shown in await tell(opened, "我的档案")
    await tell(opened, "撤销")
    assert await tell(opened, "我的档案") == before


@pytest.mark.parametrize(
    "said",
    [
        "改档案",
        "改档案 楼栋",
        "改档案 楼栋 🌊",
        "改档案 血型 A",
        "改档案 电话 110",
        "改档案 省平台编号 110101199003071234",
        "改档案 推荐人 刘德华",
        "改档案 推荐人 王阿姨",
        "改档案 保险 2020年1月1日",
        "改档案 年龄 65",
        "改档案 被找到 随便",
        "改名",
        "改名 13800138000",
        "改名 " + "长" * 50,
        "改名 报名 12",
    ],
)
async def test_what_is_not_understood_changes_nothing(opened: Wire, said: str) -> None:
    await tell(opened, "满18")
    before = await contents()
    answer = await tell(opened, said)
    assert "例如" in answer or "请写" in answer or "告诉我" in answer or "还不认识" in answer or "发「改档案" in answer
    assert "110101199003071234" not in answer
    assert await contents() == before


async def test_a_piece_is_taken_out(opened: Wire) -> None:
    await tell(opened, "改档案 电话 13800138000")
    await tell(opened, "改档案 电话 没有")
    assert "13800138000" not in await tell(opened, "我的档案")


async def test_the_trail_holds_no_telephone(opened: Wire) -> None:
    await tell(opened, "改档案 电话 13800138000")
    await tell(opened, "改档案 电话 13900001111")
    async with read() as session:
        details = (await session.execute(text("SELECT detail FROM deed"))).scalars().all()
    assert not any("13800138000" in str(each) or "13900001111" in str(each) for each in details)
    await tell(opened, "撤销")
    assert "13800138000" in await tell(opened, "我的档案")


async def test_in_the_group_none_of_it(opened: Wire) -> None:
    before = await count(Deed)
    (said,) = await opened.say("王阿姨", "我的档案")
    assert "私聊" in said
    assert await opened.say("王阿姨", "改名 王秀英") == []
    assert await count(Deed) == before


async def register(wire: Wire, who: str, line: str, *, found: str = "1") -> None:
    await tell(wire, f"注册 {line} 满18", who)
    await tell(wire, found, who)


async def test_who_can(opened: Wire) -> None:
    await opened.say("社工小周", at("队长老陈", "任命", "环境保护 队长"))
    assert "空的" in await tell(opened, "谁会", "队长老陈")
    await register(opened, "王阿姨", "王秀英 3栋 家电维修 周末白天 13800138000")
    await register(opened, "小李", "李小龙 水电维修 包饺子")
    await register(opened, "赵叔", "赵大壮 修电器", found="2")
    said = await tell(opened, "谁会 修电器", "队长老陈")
    assert "1 位" in said
    assert "王秀英｜3栋｜家电维修｜周末白天" in said
    assert "赵大壮" not in said
    assert "138" not in said
    assert "王秀英" in await tell(opened, "谁会修冰箱？", "队长老陈")
    assert "李小龙" in await tell(opened, "谁会 修水管", "社工小周")
    assert "李小龙" in await tell(opened, "谁会 包饺子的", "社工小周")
    both = await tell(opened, "谁会 维修手艺", "社工小周")
    assert "2 位" in both
    assert "还没有人" in await tell(opened, "谁会 开飞机", "社工小周")
    assert "2 人愿意被找到" in await tell(opened, "谁会", "社工小周")
    assert "队长或社工" in await tell(opened, "谁会 修电器", "王阿姨")
    await tell(opened, "改档案 被找到 不要")
    assert "还没有人" in await tell(opened, "谁会 修电器", "队长老陈")
    assert await opened.say("队长老陈", "谁会修电器") == []
    assert "被找到" not in (await file_of("王秀英"))[3]
