"""日历: the file is valid by reading it back, keeps its UIDs, and where no file can go the dates do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from plugins.activity.models import Activity, ActivityState, SignUpState
from plugins.kernel import clock
from plugins.kernel.db import write
from tests.activity.scene import Scene, settle_in
from tests.conftest import set_clock
from tests.wire import GROUP, WeChat

SHANGHAI = clock.SHANGHAI


def read_back(data: bytes) -> tuple[Any, list[Any]]:
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    events = list(calendar.walk("VEVENT"))
    assert not [each.errors for each in events if each.errors]
    return calendar, events


def last_file(scene: Scene, who: str | None = "王阿姨") -> tuple[str, bytes]:
    chat, name, data = scene.wire.files[-1]
    wanted = f"person:{scene.wire.id_of(scene.wire.user(who))}" if who else scene.wire.chat_key(f"group:{GROUP}")
    assert chat == wanted
    return name, data


async def test_my_calendar_is_a_file_with_what_i_am_on(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.activity("夜巡；带手电, 雨衣", "2026-11-29 23:00", hours=3)
    await scene.activity("理发", "2026-11-30 09:00")
    await scene.put(1, "小李", "王阿姨")
    await scene.put(2, "王阿姨", state=SignUpState.WAITING)
    [said] = await scene.wire.say("王阿姨", "日历", group=None)
    assert "2 个活动" in said
    name, data = last_file(scene)
    assert name == "王阿姨-的志愿活动.ics"
    calendar, (first, second) = read_back(data)
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("PUBLISH", "2.0")
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert first["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert first.start == datetime(2026, 11, 28, 9, tzinfo=SHANGHAI)
    assert first.end - first.start == timedelta(hours=2)
    assert (str(first["SUMMARY"]), str(first["LOCATION"]), str(first["STATUS"])) == ("清洁家园", "亲水平台", "CONFIRMED")
    assert "王阿姨 第 2 位" in str(first["DESCRIPTION"])
    assert (str(second["SUMMARY"]), str(second["STATUS"])) == ("夜巡；带手电, 雨衣", "TENTATIVE")
    assert second.end == datetime(2026, 11, 30, 2, tzinfo=SHANGHAI)


async def test_an_update_keeps_the_uid_and_a_calling_off_arrives(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.activity("理发", "2026-11-30 09:00")
    for number in (1, 2):
        await scene.put(number, "王阿姨")
    await scene.wire.say("王阿姨", "日历", group=None)
    _, before = read_back(last_file(scene)[1])
    await scene.wire.say("队长老陈", "改期 1 11月29日8点")
    await scene.wire.say("队长老陈", "取消活动 2 下雨")
    set_clock("2026-11-22 12:30")
    await scene.wire.say("王阿姨", "日历", group=None)
    _, after = read_back(last_file(scene)[1])
    assert [str(each["UID"]) for each in before] == [str(each["UID"]) for each in after]
    assert len({str(each["UID"]) for each in after}) == 2
    assert [(each["SEQUENCE"], str(each["STATUS"])) for each in before] == [(0, "CONFIRMED"), (0, "CONFIRMED")]
    assert [(each["SEQUENCE"], str(each["STATUS"])) for each in after] == [(1, "CONFIRMED"), (0, "CANCELLED")]
    assert after[0].start == datetime(2026, 11, 29, 8, tzinfo=SHANGHAI)
    assert after[1]["DTSTAMP"].dt > before[1]["DTSTAMP"].dt


async def test_those_i_speak_for_are_in_the_note_and_make_it_certain(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00", capacity=1)
    await scene.put(1, "赵叔")
    await scene.put(1, "王阿姨", state=SignUpState.WAITING)
    await scene.wire.say("小雨", "帮 王奶奶 报名 1")
    await scene.wire.say("小雨", "日历", group=None)
    _, [event] = read_back(last_file(scene, "小雨")[1])
    assert str(event["STATUS"]) == "TENTATIVE"
    assert "王奶奶 候补第" in str(event["DESCRIPTION"])
    await scene.put(1, "小雨")
    await scene.wire.say("小雨", "日历", group=None)
    _, [event] = read_back(last_file(scene, "小雨")[1])
    assert str(event["STATUS"]) == "CONFIRMED"
    assert "小雨 第 2 位\n王奶奶" in str(event["DESCRIPTION"])


async def test_the_community_has_its_next_sixty_days(scene: Scene) -> None:
    for title, day in (("昨天的", "2026-11-21"), ("清洁家园", "2026-11-28"), ("腊八粥", "2027-01-20"), ("元宵", "2027-02-21")):
        await scene.activity(title, f"{day} 09:00")
    await scene.activity("剪纸", "2026-11-29 09:00", state=ActivityState.CANCELLED)
    await scene.activity("隔壁的", "2026-11-28 09:00", next_door=True)
    for group, whose in ((GROUP, None), (None, "王阿姨")):
        [said] = await scene.wire.say("王阿姨", "日历 社区", group=group)
        assert said.startswith("社区日历在上面的文件里，3 个活动")
        name, data = last_file(scene, whose)
        assert name == "恋湖社区-志愿活动.ics"
        _, events = read_back(data)
        assert [str(each["SUMMARY"]) for each in events] == ["清洁家园", "剪纸", "腊八粥"]
        assert [str(each["STATUS"]) for each in events] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


@pytest.mark.parametrize("reason", ["不支持的Api", "文件上传失败", "Timeout"])
async def test_where_no_file_can_go_the_dates_do(scene: Scene, reason: str) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.put(1, "王阿姨")
    scene.wire.refuse = lambda action, params: reason if action.startswith("upload") else None
    [said] = await scene.wire.say("王阿姨", "日历", group=None)
    assert said == "这边发不了文件，日期如下：\n11月28日 周六 9:00–11:00 【1】清洁家园 亲水平台"
    assert scene.wire.files == []


async def test_a_file_that_was_stored_but_not_sent_is_not_promised(wechat: WeChat) -> None:
    """A v12 bridge may take the upload and refuse the message with it; a text may still pass."""
    scene = await settle_in(wechat)
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.put(1, "王阿姨")
    has_file = lambda params: any(part["type"] == "file" for part in params.get("message", ()))  # noqa: E731
    scene.wire.refuse = lambda action, params: "unsupported segment" if has_file(params) else None
    [said] = await scene.wire.say("王阿姨", "日历", group=None)
    assert said.startswith("这边发不了文件")


async def test_nothing_to_put_into_a_calendar(scene: Scene) -> None:
    [said] = await scene.wire.say("王阿姨", "日历", group=None)
    assert said.startswith("您的日历还没有活动")
    assert "还没有活动" in (await scene.wire.say("王阿姨", "日历 社区"))[0]
    assert scene.wire.files == []


async def test_my_own_calendar_is_not_for_the_group(scene: Scene) -> None:
    await scene.activity()
    await scene.put(1, "王阿姨")
    [said] = await scene.wire.say("王阿姨", "日历")
    assert "私聊" in said
    assert scene.wire.files == []


async def test_a_peer_that_is_gone_gets_the_dates_when_it_is_back(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.put(1, "王阿姨")
    scene.wire.adapter.bot_disconnect(scene.wire.bot)
    assert await scene.wire.say("王阿姨", "日历", group=None) == []
    scene.wire.adapter.bot_connect(scene.wire.bot)
    [said] = await scene.wire.settle()
    assert said.text.startswith("这边发不了文件")
    assert "【1】清洁家园" in said.text


async def test_numbers_in_titles_do_not_leave_the_house(scene: Scene) -> None:
    await scene.activity("找小李13812345678报名", "2026-11-28 09:00")
    await scene.wire.say("王阿姨", "日历 社区")
    data = last_file(scene, None)[1].decode().replace("\r\n ", "")
    assert "13812345678" not in data
    assert "找小李138****5678报名" in data


async def test_long_lists_of_dates_are_cut(scene: Scene) -> None:
    for day in range(1, 21):
        await scene.activity(f"第{day}次", f"2026-12-{day:02} 09:00")
    scene.wire.refuse = lambda action, params: "no" if action.startswith("upload") else None
    [said] = await scene.wire.say("王阿姨", "日历 社区")
    assert said.count("【") == 15
    assert "还有 5 个" in said


async def test_an_activity_in_two_houses_is_never_one_event(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-11-28 09:00")
    await scene.wire.say("王阿姨", "日历 社区")
    _, [here] = read_back(last_file(scene, None)[1])
    async with write() as session:
        await session.execute(update(Activity).values(published_at=clock.now() - timedelta(days=1)))
    await scene.wire.say("王阿姨", "日历 社区")
    _, [there] = read_back(last_file(scene, None)[1])
    assert here["UID"] != there["UID"]
