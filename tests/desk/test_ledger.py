"""导出 台账: what stands in the workbook, who may have it, and what is written down about it."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from plugins.desk import pen, workbook
from plugins.kernel.db import read
from plugins.people.models import Deed
from tests.desk.scene import DONE, EVERYBODY, PRIVATE, Wire, at, below, facts_of
from tests.desk.scene import sheets as opened_book


async def export(wire: Wire, line: str) -> dict[str, list[tuple]]:
    await wire.say("社工小周", line, group=None)
    return opened_book(wire.files[-1][2])


async def exports() -> list[dict]:
    async with read() as session:
        return [
            each.detail for each in await session.scalars(select(Deed).where(Deed.kind == "ledger.export").order_by(Deed.id))
        ]


async def test_the_figures_are_what_was_done(november_qq: Wire) -> None:
    told = await facts_of("11月")
    assert {key: fact.value for key, fact in told.items()} == DONE


async def test_the_workbook_says_the_same_on_every_sheet(november: Wire) -> None:
    book = await export(november, "导出 台账 11月")
    told = await facts_of("11月")
    listed = {row["项目"]: row["2026年11月"] for row in below(book["汇总"], "项目")}
    assert {fact.name: listed[fact.name] for fact in told.values()} == {fact.name: fact.value for fact in told.values()}
    people, teams = below(book["人员"], "序号"), below(book["队伍"], "队伍")
    for rows, first in ((people, "序号"), (teams, "队伍")):
        total = rows.pop()
        assert total[first] == "合计"
        for column, key in (("人次", "times"), ("时长（小时）", "hours"), ("积分", "points")):
            assert sum(row[column] for row in rows) == total[column] == DONE[key], (first, column)
    assert len(people) == DONE["people"]
    assert {row["队伍"]: row["活动场次"] for row in teams if row["活动场次"]} == {
        "环境保护": 1,
        "环湖骑行队": 2,
        "我是党员护湖队": 1,
    }
    assert sum(row["服务时长（小时）"] for row in below(book["服务记录"], "姓名")) == DONE["hours"]
    held = below(book["活动"], "活动号")
    assert sum(row["到场人次"] > 0 for row in held[:-1]) == DONE["activities"]
    assert [row["考勤"] for row in held if row["名称"] == "老人理发"] == ["没记"]
    assert len(below(book["新增志愿者"], "人员序号")) == DONE["newcomers"]
    hazards = below(book["随手报"], "编号")
    assert len(hazards) == DONE["hazards"]
    assert [(row["用时（小时）"], row["按时"]) for row in hazards if row["结果"] == "好了"] == [(2, "是")]
    needs = below(book["求助"], "月份")
    assert {row["种类"]: row["收到"] for row in needs[:-1]} == {"就医陪诊": 1, "私事": 1}
    assert [(row["来了（大人）"], row["骑行"], row["党员"], row["够人数"]) for row in below(book["巡湖"], "日期")] == [
        (3, 2, 1, "是"),
        (1, 1, 0, "否"),
    ]
    assert below(book["巡湖"], "日期")[0]["垃圾（袋）"] == 3
    assert [row["份数"] for row in below(book["随手助"], "编号")] == [None, 60]


async def test_nobody_is_named_unless_it_is_said_what_for(november: Wire) -> None:
    await november.say("王阿姨", "改档案 省平台编号 HB20260001", group=None)
    [said] = await november.say("社工小周", "导出 台账 11月", group=None)
    assert "姓名已遮住" in said
    masked = repr(opened_book(november.files[-1][2]))
    assert not [name for name in (*EVERYBODY, "HB20260001", *PRIVATE) if name in masked]
    [said] = await november.say("社工小周", "导出 台账 11月 用途 上报街道", group=None)
    assert "上报街道" in said
    named = repr(opened_book(november.files[-1][2]))
    assert not [name for name in (*EVERYBODY, "HB20260001") if name not in named]
    assert not [word for word in PRIVATE if word in named]
    assert [(each["period"], each["purpose"]) for each in await exports()] == [("2026年11月", ""), ("2026年11月", "上报街道")]
    [seen] = await november.say("王阿姨", "谁看过我的", group=None)
    assert "社工小周：导出台账 2026年11月（有姓名），用途：上报街道" in seen
    assert seen.count("导出台账") == 1


async def test_a_purpose_is_a_few_words_and_numbers_in_it_are_masked(november_qq: Wire) -> None:
    [said] = await november_qq.say("社工小周", "导出 台账 11月，用途：发给13800138000", group=None)
    assert "13800138000" not in said + repr(opened_book(november_qq.files[-1][2])["汇总"]) + repr(await exports())
    for story in ("上报街道 我是王桂芳,住3栋", "给街道" * 9):
        for line in ("导出 台账 11月", "台账 11月"):
            [said] = await november_qq.say("社工小周", f"{line} 用途 {story}", group=None)
            assert "20 字以内" in said
    assert len(await exports()) == len(november_qq.files) == 1


async def test_the_quarter_in_many_words(quiet: Wire) -> None:
    for line in ("导出 第四季度", "导出 台账 第四季度", "导出 台账 Q4", "台账 10-12月", "导出 本季度的台账"):
        book = await export(quiet, line)
        assert quiet.files[-1][1] == "恋湖社区-2026年第4季度-台账.xlsx"
        assert book["汇总"][0][0] == "恋湖社区 志愿服务台账 2026年第4季度（截至11月1日）"


async def test_without_a_time_it_is_this_month_and_again_is_the_same(november_qq: Wire) -> None:
    first, again = await export(november_qq, "导出 台账"), await export(november_qq, "导出 台账 11月")
    assert first == again
    assert len(await exports()) == 2


async def test_another_month_is_empty_and_says_so(november_qq: Wire) -> None:
    [said] = await november_qq.say("社工小周", "导出 台账 10月", group=None)
    assert "空表" in said
    book = opened_book(november_qq.files[-1][2])
    assert {fact["2026年10月"] for fact in below(book["汇总"], "项目")} <= {0, None}
    assert below(book["人员"], "序号")[0]["序号"] == "（没有）"


async def test_the_time_before_stands_beside(november_qq: Wire) -> None:
    await at("2026-12-02 09:00")
    rows = below((await export(november_qq, "导出 台账 12月"))["汇总"], "项目")
    assert next((row["2026年12月"], row["2026年11月"]) for row in rows if row["项目"] == "服务时长") == (0, DONE["hours"])


async def test_what_does_not_exist_is_one_sentence(quiet: Wire) -> None:
    for said in ("导出 台账 13月", "台账 第五季度", "导出 台账 2026年0月"):
        [answer] = await quiet.say("社工小周", said, group=None)
        assert "没看懂是哪段时间" in answer
        assert "\n" not in answer
    [answer] = await quiet.say("社工小周", "导出 台账 2027年", group=None)
    assert answer == "2027年还没到，到时候再来看。"
    assert not quiet.files


async def test_only_staff(quiet: Wire) -> None:
    for who in ("王阿姨", "队长老陈", "赵叔"):
        for said in ("导出 台账 11月", "导出 第四季度", "台账 11月"):
            [answer] = await quiet.say(who, said, group=None)
            assert "社工" in answer
    assert not quiet.files
    assert not await exports()


async def test_asked_in_the_group_it_goes_to_private(november_qq: Wire) -> None:
    assert await november_qq.say("社工小周", "导出 台账 11月") == ["台账私聊发您了。"]
    [(chat, _, _)] = november_qq.files
    assert chat.startswith("person:")


async def test_talk_is_talk(quiet: Wire) -> None:
    for said in ("台账", "台账在哪", "台账 怎么做", "导出 台账 怎么弄", "台账下个月交"):
        assert await quiet.say("社工小周", said) == []


async def test_a_peer_that_takes_no_file_gets_the_figures(november: Wire) -> None:
    november.refuse = lambda action, params: "不支持" if "upload" in action else None
    [said] = await november.say("社工小周", "导出 台账 11月", group=None)
    assert "发不了文件" in said
    assert "17 小时" in said


async def test_another_community_sees_nothing_of_it(november_qq: Wire) -> None:
    await november_qq.say("管理员", "开通 湖边社区", group="70002")
    await november_qq.say("管理员", [("text", "任命 "), ("at", "小李"), ("text", " 社工")], group="70002")
    await november_qq.say("小李", "导出 台账 11月 用途 看看", group="70002")
    assert november_qq.files[-1][1] == "湖边社区-2026年11月-台账.xlsx"
    book = opened_book(november_qq.files[-1][2])
    assert {row["2026年11月"] for row in below(book["汇总"], "项目")} <= {0, None}
    assert not [name for name in EVERYBODY if name in repr(book)]


def test_text_stays_text_whatever_it_begins_with() -> None:
    risky = ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "'x", "\tx", "a\x00b", "2026-11-01"]
    content = workbook.written([pen.Sheet("人员", ("姓名", "数"), (10, 8), [(each, 1.5) for each in risky])])
    rows = opened_book(content)["人员"]
    assert [row[0] for row in rows[1:]] == ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "'x", "x", "ab", "2026-11-01"]
    assert {row[1] for row in rows[1:]} == {1.5}
    kinds = {cell.data_type for each in load_workbook(io.BytesIO(content)) for row in each for cell in row}
    assert kinds == {"s", "n"}


async def test_what_was_reversed_is_not_counted(november_qq: Wire) -> None:
    before = (await facts_of("11月"))["hours"].value
    [entries] = await november_qq.say("王阿姨", "明细", group=None)
    number = next(line for line in entries.splitlines() if "清洁家园" in line).split()[0].strip("#号.")
    await november_qq.say("社工小周", f"冲正 {number} 记错人", group=None)
    told = await facts_of("11月")
    assert before is not None
    assert told["hours"].value == before - 2
    assert told["times"].value == DONE["times"]
    assert (await facts_of("12月"))["hours"].value == 0


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("给我11月的报表", "恋湖社区 2026年11月"),
        ("出一份第四季度的报告", "恋湖社区 2026年第4季度"),
        ("这个月的报告", "恋湖社区 2026年11月"),
        ("把上半年的台账发我", "2026年上半年的台账"),
        ("1月的台账给我", "2026年1月的台账"),
    ],
)
async def test_asked_for_in_plain_words(november: Wire, line: str, start: str) -> None:
    [said] = await november.say("社工小周", line, group=None)
    assert said.startswith(start)
