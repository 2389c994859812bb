"""From 「导出 名单」 to the books: exported, filled, sent back, shown, recorded, taken back. On both protocols."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from plugins.activity.models import Activity, Outcome, SignUp
from plugins.activity.sheet import booking, texts
from plugins.activity.sheet.models import AttendanceSheet
from plugins.kernel import ticks
from plugins.kernel.db import read, write
from plugins.people.models import Deed, Member
from plugins.points import statement
from tests.activity.scene import Scene
from tests.activity.sheet.files import SIMPLE, TRAPS, active, excel, filled, saved
from tests.conftest import set_clock
from tests.wire import GROUP, QQ, forget_everything

PEOPLE: tuple[str, ...] = ("王阿姨", "小李", "赵叔", "刘大姐")


@pytest.fixture
async def listed(scene: Scene) -> Scene:
    """清洁家园 with four people, an hour after its end."""
    number = await scene.activity(capacity=20)
    await scene.put(number, *PEOPLE)
    set_clock("2026-11-28 12:00")
    return scene


async def exported(scene: Scene, who: str = "队长老陈", line: str = "导出 名单 1") -> bytes:
    await scene.wire.say(who, line, group=None)
    chat, name, content = scene.wire.files[-1]
    assert chat.startswith("person:")
    assert name == "名单-1-清洁家园.xlsx"
    return content


async def outcomes(scene: Scene) -> dict[str, Outcome | None]:
    row = await scene.row(1)
    query = select(Member.name, SignUp.outcome).join(SignUp, SignUp.member_id == Member.id).where(SignUp.activity_id == row.id)
    async with read() as session:
        return {row.name: row.outcome for row in await session.execute(query)}


async def minutes(scene: Scene, name: str) -> int:
    async with read() as session:
        member = (await session.scalars(select(Member).where(Member.name == name))).one()
        return (await statement.balance(session, member.id)).minutes


async def test_the_list_goes_out_in_private_with_a_line_in_the_group(listed: Scene) -> None:
    said = await listed.wire.say("队长老陈", "导出 名单 1")
    assert said == [texts.exported_aside(await listed.row(1))]
    [(chat, name, content)] = listed.wire.files
    assert chat == f"person:{listed.wire.id_of(listed.wire.user('队长老陈'))}"
    assert name.endswith(".xlsx")
    sheet = active(load_workbook(BytesIO(content)))
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][0] == "清洁家园 签到表"
    assert "活动号 1" in str(cells[1][0])
    assert cells[3] == list(texts.COLUMNS)
    assert [row[1] for row in cells[4:8]] == list(PEOPLE)
    assert sheet.print_title_rows == "$1:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert "请假" in listed.wire.said_to("队长老陈")[-1]
    async with read() as session:
        assert [each.kind for each in await session.scalars(select(Deed))] == ["activity.export"]


@pytest.mark.parametrize(
    "line", ["导出 名单 1", "导出名单1", "导出 1", "导出 1号活动名单", "导出 签到表 1", "导出 1 考勤表", "导出 名单"]
)
async def test_ways_to_ask_for_it(listed: Scene, line: str) -> None:
    assert await exported(listed, line=line)


async def test_who_may_have_it(listed: Scene) -> None:
    assert "由发布的人" in (await listed.wire.say("王阿姨", "导出 名单 1"))[0]
    assert await exported(listed, "社工小周")
    [answer] = await listed.wire.say("队长老陈", "导出 名单 99")
    assert "99" in answer
    [answer] = await listed.wire.say("队长老陈", "导出", group=None)
    assert "导出 名单 12" in answer
    for chatter in ("导出聊天记录怎么弄", "导出照片发我一下", "导出 台账怎么弄啊"):
        assert await listed.wire.say("队长老陈", chatter) == []


async def test_a_name_like_a_formula_stays_text(listed: Scene) -> None:
    name = '=HYPERLINK("http://x","领奖")'
    async with write() as session:
        member = (await session.scalars(select(Member).where(Member.name == "王阿姨"))).one()
        member.name = name
    sheet = active(load_workbook(BytesIO(await exported(listed))))
    cell = sheet["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


async def test_filled_and_sent_back(listed: Scene) -> None:
    content = filled(
        await exported(listed),
        {"王阿姨": "✓", "小李": "到", "赵叔": "请假", "刘大姐": "没到"},
        times={"小李": ("9:30", "10:30")},
    )
    [answer] = await listed.wire.send_file("队长老陈", "名单-1-清洁家园.xlsx", content)
    assert "将记 2 人到，1 人请假（赵叔），1 人没到（刘大姐）" in answer
    assert "确认回 1" in answer
    assert set((await outcomes(listed)).values()) == {None}
    forget_everything()
    async with read() as session:
        from plugins.inbox import questions

        await questions.remember_all(session)
    [answer] = await listed.wire.say("队长老陈", "1", group=None)
    assert "到 2，请假 1（赵叔），没到 1（刘大姐）" in answer
    assert await outcomes(listed) == {"王阿姨": "present", "小李": "present", "赵叔": "excused", "刘大姐": "absent"}
    assert [await minutes(listed, name) for name in PEOPLE] == [120, 60, 0, 0]
    await listed.wire.settle()
    assert any("没到" in text for text in listed.wire.said_to("刘大姐"))
    async with read() as session:
        assert (await session.scalars(select(AttendanceSheet))).all() == []
    [answer] = await listed.wire.say("队长老陈", "撤销", group=None)
    assert "撤销了" in answer
    assert set((await outcomes(listed)).values()) == {None}
    assert [await minutes(listed, name) for name in PEOPLE] == [0, 0, 0, 0]


async def test_strangers_are_asked_about(listed: Scene) -> None:
    marks = dict.fromkeys(PEOPLE, "√")
    content = filled(await exported(listed), marks, walk_ins=("小雨", "孙大爷", "周姐"))
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "将记 5 人到" in answer
    assert "名单外来了 1 人，会补进去：小雨" in answer
    assert "2 人不认识：孙大爷、周姐" in answer
    [answer] = await listed.wire.say("队长老陈", "1", group=None)
    assert "到 5" in answer
    assert "孙大爷" not in await outcomes(listed)
    assert await minutes(listed, "小雨") == 120
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "2 人不认识" in answer
    [answer] = await listed.wire.say("队长老陈", "2", group=None)
    assert "到 7" in answer
    assert [await minutes(listed, name) for name in ("孙大爷", "周姐")] == [120, 120]
    await listed.wire.say("队长老陈", "撤销", group=None)
    assert [await minutes(listed, name) for name in ("小雨", "孙大爷", "周姐")] == [120, 0, 0]
    assert "孙大爷" not in await listed.names(1)
    await listed.wire.say("队长老陈", "撤销", group=None)
    assert "小雨" not in await listed.names(1)
    assert await minutes(listed, "小雨") == 0


async def test_nothing_is_recorded_when_the_answer_is_no(listed: Scene) -> None:
    await listed.wire.send_file("队长老陈", "名单-1.xlsx", filled(await exported(listed), {"王阿姨": "✓"}))
    assert "没动" in (await listed.wire.say("队长老陈", "0", group=None))[0]
    assert set((await outcomes(listed)).values()) == {None}


async def test_in_the_group_nobody_missing_is_named(listed: Scene) -> None:
    if listed.wire.name == "v12":
        return
    content = filled(await exported(listed), {"王阿姨": "✓", "小李": "没到", "赵叔": "✓", "刘大姐": "✓"})
    [answer] = await listed.wire.send_file("队长老陈", "名单-1-清洁家园.xlsx", content, group=GROUP)
    assert "3 人到，1 人没到" in answer
    assert "小李" not in answer
    assert await listed.wire.send_file("队长老陈", "菜谱.xlsx", content, group=GROUP) == []
    assert await listed.wire.send_file("王阿姨", "名单-1-清洁家园.xlsx", content, group=GROUP) == []
    [answer] = await listed.wire.say("队长老陈", "1")
    assert "到 3" in answer
    assert "小李" not in answer


async def test_a_sheet_of_ones_own_is_known_by_its_names(listed: Scene) -> None:
    await listed.activity("义诊", "2026-11-28 09:00")
    await listed.put(2, "小雨")
    rows = [["志愿者", "签到"], ["小李", "√"], ["王阿姨", "√"], ["赵叔", ""]]
    [answer] = await listed.wire.send_file("队长老陈", "工作簿1.xlsx", excel(rows))
    assert "清洁家园" in answer
    assert "将记 2 人到，2 人没到" in answer
    assert "表里没有 1 人，按没到算：刘大姐" in answer
    [answer] = await listed.wire.send_file("队长老陈", "工作簿1.xlsx", excel([["姓名", "到"], ["某某", 1]]))
    assert answer == texts.which_activity()


async def test_times_that_do_not_fit(listed: Scene) -> None:
    content = filled(
        await exported(listed), dict.fromkeys(PEOPLE, "到"), times={"王阿姨": ("2:00", "23:50"), "小李": ("8:30", "")}
    )
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "王阿姨 的时间对不上" in answer
    await listed.wire.say("队长老陈", "1", group=None)
    assert [await minutes(listed, name) for name in PEOPLE[:2]] == [120, 150]


async def test_too_early_too_late_and_not_his(listed: Scene) -> None:
    content = filled(await exported(listed), {"王阿姨": "到"})
    [answer] = await listed.wire.send_file("王阿姨", "名单-1.xlsx", content)
    assert answer == texts.only_leaders_send()
    set_clock("2026-11-28 08:00")
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "还没开始" in answer
    set_clock("2026-12-05 10:59")
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "将记 1 人到" in answer
    set_clock("2026-12-05 11:01")
    [answer] = await listed.wire.say("队长老陈", "1", group=None)
    assert "超过 7 天" in answer
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", content)
    assert "超过 7 天" in answer
    set_clock("2026-12-15 12:00")
    await booking.forget_old()
    async with read() as session:
        assert (await session.scalars(select(AttendanceSheet))).all() == []
    assert "forget sheets" in ticks.TICKS


@pytest.mark.parametrize("trap", sorted(TRAPS))
async def test_traps_are_answered_in_one_sentence(listed: Scene, trap: str) -> None:
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", TRAPS[trap])
    assert answer.count("\n") == 0
    assert "我" in answer or "打不开" in answer
    assert set((await outcomes(listed)).values()) == {None}


async def test_other_files_and_endless_ones(listed: Scene) -> None:
    [answer] = await listed.wire.send_file("队长老陈", "通知.docx", b"PK\x03\x04....")
    assert answer == texts.no_table()
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", SIMPLE + bytes(3_000_000))
    assert "太大" in answer
    listed.wire.refuse = lambda action, params: "no" if action == "get_file" else None
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", SIMPLE)
    assert "没有取到" in answer


async def test_without_a_sheet(listed: Scene) -> None:
    [answer] = await listed.wire.say("队长老陈", "考勤 1 按表", group=None)
    assert answer == texts.no_sheet(await listed.row(1))
    await listed.wire.send_file("队长老陈", "名单-1.xlsx", excel([["姓名", "到"], ["王阿姨", ""]]))
    assert texts.nothing_marked(await listed.row(1)) in listed.wire.said_to("队长老陈")


async def test_another_s_number_is_no_number_here(listed: Scene) -> None:
    await listed.activity("隔壁的", "2026-11-28 09:00", next_door=True)
    async with read() as session:
        number = (await session.scalars(select(Activity.number).where(Activity.title == "隔壁的"))).one()
    assert number == 1
    [answer] = await listed.wire.send_file("队长老陈", "名单-7.xlsx", SIMPLE)
    assert "7" in answer


async def test_message_and_notice_of_one_file_act_once(qq_scene: Scene) -> None:
    wire = qq_scene.wire
    assert isinstance(wire, QQ)
    await qq_scene.activity()
    await qq_scene.put(1, *PEOPLE)
    set_clock("2026-11-28 12:00")
    content = excel([["活动号 1"], ["姓名", "到"], ["王阿姨", "✓"]])
    for group in (GROUP, None):
        [first] = await wire.send_file("队长老陈", "名单-1.xlsx", content, group=group)
        assert "将记 1 人到" in first
        assert await wire.notice_file("队长老陈", "名单-1.xlsx", content, group=group) == []
        [again] = await wire.notice_file("队长老陈", "名单-1.xlsx", content, group=group)
        assert "将记 1 人到" in again
        assert await wire.send_file("队长老陈", "名单-1.xlsx", content, group=group) == []
        [again] = await wire.send_file("队长老陈", "名单-1.xlsx", content, group=group)
        assert "将记 1 人到" in again
        [again] = await wire.send_file("队长老陈", "名单-1.xlsx", content, group=group)
        assert "将记 1 人到" in again
    assert await wire.notice_file("王阿姨", "视频.mp4", b"....", group=GROUP) == []


async def test_a_private_chat_that_is_closed(qq_scene: Scene) -> None:
    await qq_scene.activity()
    qq_scene.wire.refuse = lambda action, params: "not a friend" if "private" in action else None
    [answer] = await qq_scene.wire.say("队长老陈", "导出 名单 1")
    assert "加我好友" in answer
    assert qq_scene.wire.files == []


async def test_exported_once_more_it_shows_what_was_recorded(listed: Scene) -> None:
    await listed.wire.say("队长老陈", "考勤 1 都到了，除了3")
    sheet = active(load_workbook(BytesIO(await exported(listed))))
    assert [sheet.cell(row, 8).value for row in range(5, 9)] == ["到", "到", "没到", "到"]
    book = load_workbook(BytesIO(await exported(listed)))
    active(book)["H7"] = "到"
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", saved(book))
    assert "将记 4 人到" in answer
    await listed.wire.say("队长老陈", "好", group=None)
    assert set((await outcomes(listed)).values()) == {"present"}
    [answer] = await listed.wire.send_file("队长老陈", "名单-1.xlsx", saved(book))
    [answer] = await listed.wire.say("队长老陈", "好", group=None)
    assert "之前就是这样记的" in answer
