"""随手报 本月, 随手报 导出, the list of Mondays, and problems found on patrol."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from plugins.hazard import open311
from plugins.hazard.open311 import FIELDS
from tests.conftest import set_clock
from tests.hazard.conftest import Wire, until

JOB = "随手报 本月"


async def busy(street: Wire) -> None:
    """Four reports: one fixed in an hour, one closed by nobody's word, two open, one of them late."""
    set_clock("2026-11-02 09:00")
    await street.say("王阿姨", "随手报 3栋2单元302漏水 电话13800138000")
    await street.say("小李", "随手报 3栋垃圾没人收")
    await street.say("小李", "随手报 东门井盖松了")
    set_clock("2026-11-02 11:00")
    await street.say("赵叔", "办结 1 修好了", group=None)
    await street.say("王阿姨", "好了 1", group=None)
    await street.say("社工小周", "办结 3 换了", group=None)
    await until(street, "2026-11-10 12:00")
    await street.say("小雨", "随手报 5栋路灯不亮")
    await street.settle()
    street.sent.clear()


async def test_the_month_for_staff(street: Wire) -> None:
    await busy(street)
    [said] = await street.say("社工小周", JOB, group=None)
    for fact in ("2026年11月", "共 4 件", "办好 1", "没人确认就结案 1", "还没办完 2", "超时 1（随2）", "漏水 2 小时", "3栋 2"):
        assert fact in said
    assert street.sent[-1].images or street.sent[-2].images
    assert "302" not in said
    [said] = await street.say("社工小周", "随手报 上月", group=None)
    assert "2026年10月：还没有人报过" in said
    [said] = await street.say("社工小周", "随手报 今年", group=None)
    assert "共 4 件" in said
    [said] = await street.say("社工小周", "随手报统计 13月", group=None)
    assert "请这样发" in said


async def test_only_numbers_in_the_group_of_leaders_and_nothing_elsewhere(street: Wire) -> None:
    await busy(street)
    [said] = await street.say("社工小周", JOB)
    assert "私聊" in said
    assert "4" not in said
    await street.say("管理员", "加入社区 恋湖社区", group="70002")
    await street.say("社工小周", "本群用途 队长群", group="70002")
    [said] = await street.say("社工小周", JOB, group="70002")
    assert "共 4 件" in said
    assert "3栋" not in said
    assert "随2" not in said
    await street.say("社工小周", "本群用途 居民群", group="70002")
    [said] = await street.say("社工小周", JOB, group="70002")
    assert "私聊" in said


@pytest.mark.parametrize("who", ["王阿姨", "队长老陈", "赵叔"])
@pytest.mark.parametrize("said", [JOB, "随手报 导出"])
async def test_only_staff(street: Wire, who: str, said: str) -> None:
    [answer] = await street.say(who, said, group=None)
    assert "社工" in answer
    assert not street.files


async def test_export_has_the_fields_of_the_standard_and_nothing_of_persons(street: Wire) -> None:
    await busy(street)
    for line, ending in (("随手报 导出", "xlsx"), ("随手报 导出 本月 csv", "csv"), ("随手报 导出 11月 json", "json")):
        [said] = await street.say("社工小周", line, group=None)
        assert "4 件" in said
        _, name, content = street.files[-1]
        assert name == f"随手报_2026年11月.{ending}"
        rows = read_file(ending, content)
        assert [row["service_request_id"] for row in rows] == ["随1", "随2", "随3", "随4"]
        assert [row["status"] for row in rows] == ["closed", "open", "closed", "open"]
        first = rows[0]
        assert first["service_name"] == "漏水"
        assert first["requested_datetime"] == "2026-11-02T09:00:00+08:00"
        assert first["agency_responsible"] == "3栋 网格员"
        whole = json.dumps(rows, ensure_ascii=False)
        assert not any(mark in whole for mark in ("302", "13800138000", "王阿姨", "小李"))


def read_file(ending: str, content: bytes) -> list[dict[str, str]]:
    if ending == "json":
        rows = json.loads(content)
        assert all(tuple(row) == FIELDS for row in rows)
        return rows
    if ending == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert all(tuple(row) == FIELDS for row in rows)
        return rows
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet
    values = list(sheet.iter_rows(values_only=True))
    assert values[0][0] == "编号"
    return [{str(name): str(value) for name, value in zip(values[1], row, strict=True)} for row in values[2:]]


async def test_no_cell_is_a_formula(street: Wire) -> None:
    await street.say("王阿姨", '随手报 =HYPERLINK("http://x") 3栋井盖松了', group=None)
    await street.say("社工小周", "随手报 导出 csv", group=None)
    assert read_file("csv", street.files[-1][2])[0]["description"].startswith("'=")
    await street.say("社工小周", "随手报 导出", group=None)
    sheet = load_workbook(io.BytesIO(street.files[-1][2])).active
    assert sheet
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


async def test_nothing_to_export_is_told_and_never_in_a_group(street: Wire) -> None:
    [said] = await street.say("社工小周", "随手报 导出", group=None)
    assert "还没有" in said
    [said] = await street.say("社工小周", "随手报 导出")
    assert "私聊" in said


async def test_on_monday_staff_reads_once_what_is_late(street: Wire) -> None:
    await busy(street)
    await until(street, "2026-11-16 09:05")
    late = [each for each in street.said_to("社工小周") if "超时没办完的随手报" in each]
    assert len(late) == 1
    assert "随2 垃圾 3栋" in late[0]
    assert "天" in late[0]
    await until(street, "2026-11-16 18:00")
    assert len([each for each in street.said_to("社工小周") if "超时没办完的随手报" in each]) == 1
    assert not any("超时没办完的随手报" in each for each in street.said_in())
    await until(street, "2026-11-23 09:05")
    assert len([each for each in street.said_to("社工小周") if "超时没办完的随手报" in each]) == 2


async def test_nothing_late_nothing_said(street: Wire) -> None:
    await until(street, "2026-11-23 10:00")
    assert not any("超时没办完" in each for each in street.said_to("社工小周"))


async def ridden(street: Wire) -> None:
    """The patrol of the 28th has begun."""
    await until(street, "2026-11-28 09:00")


async def test_a_problem_on_patrol_becomes_a_report_with_one_answer(street: Wire) -> None:
    await ridden(street)
    [said] = await street.say("王阿姨", "巡湖记录 东岸漂浮垃圾3袋")
    assert "记下了" in said
    assert "要报给社区处理吗" in said
    [said] = await street.say("王阿姨", "1")
    assert "随1 收到" in said
    assert "东岸" in said


@pytest.mark.parametrize("line", ["巡湖记录 一切正常", "巡湖记录 湖面很干净没有问题", "巡湖记录 看到两只白鹭"])
async def test_good_news_is_only_kept(street: Wire, line: str) -> None:
    await ridden(street)
    [said] = await street.say("王阿姨", line)
    assert "记下了" in said
    assert "要报" not in said


async def test_without_a_place_it_is_at_the_lake(street: Wire) -> None:
    await ridden(street)
    await street.say("王阿姨", "巡湖记录 路灯不亮")
    [said] = await street.say("王阿姨", "1")
    assert "湖边" in said


async def test_danger_on_patrol_is_told_at_once(street: Wire) -> None:
    await ridden(street)
    [said] = await street.say("王阿姨", "巡湖记录 亲水平台有人落水")
    assert "119" in said
    assert "随1" in said


def test_the_sheet_prints_all_columns_on_one_page() -> None:
    sheet = load_workbook(io.BytesIO(open311.as_excel([dict.fromkeys(FIELDS, "随1")]))).active
    assert sheet is not None
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert sheet.print_title_rows == "$1:$2"
