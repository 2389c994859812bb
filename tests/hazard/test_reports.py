"""Reports over the wire: number at once, photos before and after, a missing place, two things, the same thing, no name, for another."""

import pytest
from sqlalchemy import select, update

from plugins.hazard import listening
from plugins.hazard.models import HazardDraft
from plugins.inbox import questions
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people import members
from plugins.people.models import Account
from plugins.tickets.models import Ticket, TicketFollower
from tests.hazard.conftest import Wire, appoint, until
from tests.wire import forget_everything

PIXEL = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PHOTO = [("image", PIXEL)]
REPORT = "随手报 3栋2单元门口井盖松动"


async def tickets() -> list[Ticket]:
    async with read() as session:
        return list(await session.scalars(select(Ticket).order_by(Ticket.id)))


async def restart() -> None:
    """The process forgets what it remembers, and starts as it always does."""
    forget_everything()
    async with read() as session:
        await questions.remember_all(session)
        await listening.remember_photos(session)


async def test_a_report_has_a_number_an_owner_and_a_day_at_once(street: Wire) -> None:
    [said] = await street.say("王阿姨", REPORT)
    assert all(fact in said for fact in ("随1", "井盖", "3栋2单元门口", "3栋 网格员", "11月23日", "13:00", "撤销"))
    await street.settle()
    [letter] = street.said_to("赵叔")
    assert all(fact in letter for fact in ("随1", "井盖松动", "王阿姨", "接单 1"))
    assert not street.said_to("社工小周")
    assert await street.again() == []


async def test_with_the_photo_in_the_message(street: Wire) -> None:
    [said] = await street.say("王阿姨", [("text", REPORT), *PHOTO])
    assert "照片 1 张" in said
    [ticket] = await tickets()
    assert len(ticket.photos) == 1


async def test_a_photo_that_cannot_be_had_is_told(street: Wire) -> None:
    [said] = await street.say("王阿姨", [("text", REPORT), ("image", "base64://AAAA")])
    assert "1 张照片没收到" in said


async def test_photos_within_ten_minutes_join_in_the_same_chat_across_a_restart(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await restart()
    assert await street.say("小李", PHOTO) == []
    [said] = await street.say("王阿姨", PHOTO)
    assert "1 张照片附到 随1" in said
    [ticket] = await tickets()
    assert len(ticket.photos) == 1
    await street.settle()
    assert "补了照片" in street.said_to("赵叔")[-1]
    [said] = await street.say("王阿姨", "撤销")
    assert "随1" in said
    assert (await tickets())[0].photos == []
    await until(street, "2026-11-22 12:11")
    assert await street.say("王阿姨", PHOTO) == []


async def test_a_photo_just_before_is_taken_along_and_only_the_own(street: Wire) -> None:
    assert await street.say("小李", PHOTO) == []
    assert await street.say("王阿姨", PHOTO) == []
    [said] = await street.say("王阿姨", REPORT)
    assert "照片 1 张" in said
    [said] = await street.say("小雨", "随手报 5栋垃圾没人收")
    assert "照片 1 张" not in said


async def test_a_photo_alone_in_private_asks_what_it_is(street: Wire) -> None:
    [said] = await street.say("王阿姨", PHOTO, group=None)
    assert "是什么事、在哪里" in said
    await restart()
    [said] = await street.say("王阿姨", "报 东门井盖没了", group=None)
    assert "随1" in said


async def test_a_missing_place_is_asked_once(street: Wire) -> None:
    [said] = await street.say("王阿姨", "报 井盖没了", group=None)
    assert "在哪里" in said
    assert await tickets() == []
    await restart()
    [said] = await street.say("王阿姨", "就在三号楼二单元那", group=None)
    assert "随1 收到：井盖，3栋2单元" in said
    [ticket] = await tickets()
    assert "井盖没了" in ticket.words
    assert "三号楼二单元" in ticket.words


@pytest.mark.parametrize(("answer", "place"), [("老槐树那里", "老槐树那里"), ("不知道", "地点没说")])
async def test_any_answer_files_it(street: Wire, answer: str, place: str) -> None:
    await street.say("王阿姨", "报 井盖没了", group=None)
    [said] = await street.say("王阿姨", answer, group=None)
    assert f"随1 收到：井盖，{place}" in said


async def test_in_the_group_talk_is_no_answer_to_where(street: Wire) -> None:
    [said] = await street.say("王阿姨", "随手报 井盖没了")
    assert "在哪里" in said
    assert await street.say("王阿姨", "你们吃了吗") == []
    assert await street.say("小李", "3栋2单元") == []
    [said] = await street.say("王阿姨", "3栋2单元")
    assert "随1" in said


async def test_no_answer_files_it_after_ten_minutes(street: Wire) -> None:
    await street.say("王阿姨", "报 井盖没了", group=None)
    street.sent.clear()
    await until(street, "2026-11-22 12:11")
    [ticket] = await tickets()
    assert ticket.place == ""
    assert any("随1" in each and "地点没说" in each for each in street.said_to("王阿姨"))
    assert any("随1" in each for each in street.said_to("社工小周"))
    async with read() as session:
        assert (await session.scalars(select(HazardDraft))).all() == []
    [said] = await street.say("王阿姨", "随手报 草稿1 地点 3栋", group=None)
    assert "已经处理过了" in said


async def test_never_mind_is_never_mind(street: Wire) -> None:
    await street.say("王阿姨", "报 井盖没了", group=None)
    [said] = await street.say("王阿姨", "算了", group=None)
    assert "没动" in said
    await until(street, "2026-11-22 12:11")
    assert await tickets() == []


async def test_two_things_are_parted_after_asking(street: Wire) -> None:
    [said] = await street.say("王阿姨", "报 5栋垃圾没人收；6栋路灯不亮", group=None)
    assert "2 件事" in said
    assert await tickets() == []
    await restart()
    [said] = await street.say("王阿姨", "1", group=None)
    assert "随1 垃圾，5栋：环境保护 队长" in said
    assert "随2 路灯，6栋：社工" in said
    assert [each.category for each in await tickets()] == ["垃圾", "路灯"]


async def test_two_things_may_be_one(street: Wire) -> None:
    await street.say("王阿姨", "报 5栋垃圾没人收；6栋路灯不亮", group=None)
    [said] = await street.say("王阿姨", "2", group=None)
    assert "随1" in said
    [ticket] = await tickets()
    assert "路灯" in ticket.words


async def test_one_thing_told_at_length_is_one(street: Wire) -> None:
    [said] = await street.say("王阿姨", "报 3栋2单元楼道灯不亮，还有就是晚上太黑，老人上楼看不见路灯", group=None)
    assert "随1" in said


async def test_the_same_thing_is_followed(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    [said] = await street.say("小李", "报 三号楼二单元井盖翘起来了", group=None)
    assert all(fact in said for fact in ("随1", "11月22日", "“3栋2单元门口井盖松动”", "回 1 跟进，回 2 新报"))
    await restart()
    [said] = await street.say("小李", "1", group=None)
    assert "随1" in said
    assert len(await tickets()) == 1
    async with read() as session:
        assert len((await session.scalars(select(TicketFollower))).all()) == 1
    street.sent.clear()
    await street.say("赵叔", "接单 1", group=None)
    await street.settle()
    assert any("随1" in each for each in street.said_to("小李"))


async def test_or_it_is_another_one(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    [said] = await street.say("小李", "随手报 三号楼二单元井盖翘起来了")
    assert "井盖松动" not in said
    [said] = await street.say("小李", "2")
    assert "随2" in said
    assert len(await tickets()) == 2


async def test_what_is_not_answered_follows_the_first(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await street.say("小李", "报 三号楼二单元井盖翘起来了", group=None)
    street.sent.clear()
    await until(street, "2026-11-22 12:11")
    assert any("先替您跟进 随1" in each for each in street.said_to("小李"))
    assert len(await tickets()) == 1


async def test_the_own_report_said_again_is_more_about_it(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    [said] = await street.say("王阿姨", "随手报 3栋2单元井盖彻底掉了")
    assert "报过了，就是 随1" in said
    assert len(await tickets()) == 1


@pytest.mark.parametrize(
    ("other", "asked"),
    [("3栋1单元井盖松了", False), ("3栋2单元路灯不亮", False), ("3栋井盖松了", True), ("3-2-501井盖松", True)],
)
async def test_another_place_or_another_thing_is_not_the_same(street: Wire, other: str, *, asked: bool) -> None:
    await street.say("王阿姨", REPORT)
    [said] = await street.say("小李", f"随手报 {other}")
    assert ("同一件事" in said) is asked


async def test_after_fourteen_days_it_is_new(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await street.say("赵叔", "办结 1 换好了", group=None)
    await street.say("王阿姨", "好了 1", group=None)
    await until(street, "2026-12-05 12:00")
    [said] = await street.say("小李", REPORT)
    assert "同一件事" in said
    await street.say("小李", "0")
    await until(street, "2026-12-07 12:00")
    [said] = await street.say("小李", REPORT)
    assert "随2" in said


async def test_without_a_name_it_is_named_to_nobody_and_can_be_asked_for(street: Wire) -> None:
    [said] = await street.say("王阿姨", "匿名报 5栋有人高空抛物", group=None)
    assert "不写您的名字" in said
    await street.settle()
    await street.say("社工小周", "接单 1", group=None)
    await street.say("社工小周", "进度 1", group=None)
    await street.settle()
    assert street.said_to("社工小周")
    assert not any("王阿姨" in each for each in street.said_to("社工小周"))
    [said] = await street.say("王阿姨", "进度 1", group=None)
    assert "随1" in said
    [said] = await street.say("王阿姨", "匿名报 5栋有人高空抛物")
    assert "私聊" in said


async def test_for_somebody_without_an_account(street: Wire) -> None:
    [said] = await street.say("小李", "代 王奶奶 报 3栋2单元楼道灯不亮", group=None)
    assert "随1" in said
    assert "代 王奶奶" in said
    async with read() as session:
        assert len(await members.by_name(session, 1, "王奶奶")) == 1
    await street.settle()
    assert "王奶奶" in street.said_to("赵叔")[0]
    [said] = await street.say("小李", "代 王奶奶 报 5栋垃圾没人收")
    assert "王奶奶" not in said
    [said] = await street.say("小李", "我的上报", group=None)
    assert "随1" in said
    assert "随2" in said


async def test_my_reports(street: Wire) -> None:
    [said] = await street.say("王阿姨", "我的上报", group=None)
    assert "还没有报过" in said
    await street.say("王阿姨", "随手报 3栋2单元501漏水")
    [said] = await street.say("王阿姨", "我的上报", group=None)
    assert "随1 漏水 3栋" in said
    assert "已派给" in said
    [said] = await street.say("王阿姨", "我的上报")
    assert "随1" in said
    assert "漏水" not in said
    [said] = await street.say("小李", "我的上报", group=None)
    assert "还没有报过" in said


async def test_no_door_ever_stands_in_the_group(street: Wire) -> None:
    [said] = await street.say("王阿姨", "随手报 3栋2单元501漏水 电话13800138000")
    assert "3栋" in said
    assert "501" not in said
    assert "2单元" not in said
    assert "1380013" not in said
    await street.say("小李", "随手报 3-2-501漏水")
    assert not any("501" in each for each in street.said_in())


async def test_undo_withdraws_it(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await street.settle()
    [said] = await street.say("王阿姨", "撤销")
    assert "随1" in said
    await street.settle()
    assert "撤回" in street.said_to("赵叔")[-1]
    [said] = await street.say("王阿姨", "我的上报", group=None)
    assert "还没有报过" in said


async def test_nobody_s_job_is_the_staff_s(street: Wire) -> None:
    [said] = await street.say("王阿姨", "随手报 9栋有个奇怪的东西在响")
    assert "社工 负责" in said
    await street.settle()
    assert "随1" in street.said_to("社工小周")[0]


async def test_the_unit_s_building_has_the_keeper(street: Wire) -> None:
    await appoint(street, "刘大姐", "5号楼 网格员")
    [said] = await street.say("王阿姨", "随手报 五栋三单元门禁坏了")
    assert "5号楼 网格员 负责" in said


@pytest.mark.parametrize(
    "chatter",
    [
        "随手报名单发群里",
        "随手报怎么用",
        "随手报 怎么用啊",
        "随手报 这个功能真好",
        "随手报的积分到了吗",
        "报 一下名字",
        "报 3个",
        "报纸来了",
        "代 王奶奶 谢谢大家",
    ],
)
async def test_talk_in_the_group_is_left_alone(street: Wire, chatter: str) -> None:
    assert await street.say("王阿姨", chatter) == []


async def test_a_sentence_of_the_reporter_is_more_or_new(street: Wire) -> None:
    await street.say("小雨", "随手报 9栋门口狗屎没人管")
    [said] = await street.say("小雨", "苍蝇多得开不了窗了", group=None)
    assert "补充 随1" in said
    await restart()
    [said] = await street.say("小雨", "1", group=None)
    assert "补到 随1" in said
    [said] = await street.say("小雨", "苍蝇多得开不了窗了", group=None)
    [said] = await street.say("小雨", "2", group=None)
    assert "在哪里" in said


async def test_a_quote_decides(street: Wire) -> None:
    await street.say("小雨", "随手报 9栋门口狗屎没人管")
    answer = street.sent[-1].message_id
    [said] = await street.say("小雨", "今天更多了，臭得很", quote=answer)
    assert "补到 随1" in said


async def test_a_plain_sentence_that_sounds_like_one_is_asked_about(street: Wire) -> None:
    await street.say("小雨", "队伍", group=None)
    [said] = await street.say("小雨", "12栋楼顶有人盖房子", group=None)
    assert "要报给社区处理吗" in said
    [said] = await street.say("小雨", "1", group=None)
    assert "随1 收到：违建，12栋" in said
    assert await street.say("小雨", "12栋楼顶有人盖房子") == []


async def test_too_long_is_told(street: Wire) -> None:
    [said] = await street.say("王阿姨", f"随手报 3栋井盖{'很' * 600}", group=None)
    assert "500" in said


async def test_points_come_with_the_word_of_somebody_else(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await street.say("赵叔", "办结 1 换好了", group=None)
    await street.say("王阿姨", "好了 1", group=None)
    [said] = await street.say("王阿姨", "积分", group=None)
    assert "1 分" not in said
    [said] = await street.say("社工小周", "核实 1", group=None)
    [said] = await street.say("王阿姨", "明细", group=None)
    assert "随1" in said


async def test_a_community_knows_only_its_own(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    await street.say("管理员", "开通 银湖社区", group="70002")
    [said] = await street.say("刘大姐", REPORT, group="70002")
    assert "同一件事" not in said
    assert "随1" in said


async def test_only_a_place_is_asked_what(street: Wire) -> None:
    [said] = await street.say("王阿姨", "随手报 3栋", group=None)
    assert "3栋怎么了" in said
    await restart()
    [said] = await street.say("王阿姨", "灯全不亮", group=None)
    assert "随1 收到：路灯，3栋" in said


async def test_whoever_answers_the_offer_with_the_place_wants_it_reported(street: Wire) -> None:
    await street.say("小雨", "队伍", group=None)
    [said] = await street.say("小雨", "楼道灯坏了好几天 黑漆漆的", group=None)
    assert "要报给社区处理吗" in said
    [said] = await street.say("小雨", "3栋2单元", group=None)
    assert "随1 收到：路灯，3栋2单元" in said
    [again] = await street.say("小雨", "好的报吧", group=None)
    assert "随2" not in again


@pytest.mark.parametrize(
    ("answer", "reported"), [("好的报吧", True), ("嗯嗯", True), ("不用了修好了", False), ("算了吧", False)]
)
async def test_yes_and_no_as_people_say_them(street: Wire, answer: str, reported: bool) -> None:
    await street.say("小雨", "队伍", group=None)
    await street.say("小雨", "3栋2单元楼道灯坏了好几天", group=None)
    [said] = await street.say("小雨", answer, group=None)
    assert ("随1 收到" in said) is reported


async def test_a_plain_complaint_without_a_place_is_asked_about_too(street: Wire) -> None:
    await street.say("小雨", "队伍", group=None)
    [said] = await street.say("小雨", "楼道灯坏了好几天 黑漆漆的", group=None)
    assert "要报给社区处理吗？（路灯）" in said
    [said] = await street.say("小雨", "1", group=None)
    assert "在哪里" in said
    [said] = await street.say("小雨", "8栋1单元302", group=None)
    assert "随1 收到：路灯，8栋" in said


async def test_the_same_question_twice_is_answered_once(street: Wire) -> None:
    await street.say("王阿姨", REPORT)
    for _ in range(2):
        await street.say("小李", "报 三号楼二单元井盖翘起来了", group=None)
    street.sent.clear()
    await until(street, "2026-11-22 12:11")
    assert len([each for each in street.said_to("小李") if "先替您跟进" in each]) == 1


async def test_a_photo_alone_goes_with_what_is_said_next(street: Wire) -> None:
    await street.say("王阿姨", PHOTO, group=None)
    await restart()
    [said] = await street.say("王阿姨", "报 东门井盖没了", group=None)
    assert "照片 1 张" in said
    [ticket] = await tickets()
    assert len(ticket.photos) == 1


@pytest.mark.parametrize("said", ["随手报怎么用", "怎么报问题", "怎么反映问题"])
async def test_how_it_is_done_is_told(street: Wire, said: str) -> None:
    await street.say("小雨", "队伍", group=None)
    [answer] = await street.say("小雨", said, group=None)
    assert "随手报 哪里 什么事" in answer


@pytest.mark.parametrize("said", ["我报的怎么样了", "我报的事怎么样了"])
async def test_how_it_stands_is_asked_in_plain_words(street: Wire, said: str) -> None:
    await street.say("王阿姨", REPORT)
    [answer] = await street.say("王阿姨", said, group=None)
    assert "随1 井盖" in answer


async def test_reporting_for_repair_is_the_same(street: Wire) -> None:
    [said] = await street.say("王阿姨", "报修 3栋路灯不亮", group=None)
    assert "随1 收到：路灯，3栋" in said
    assert await street.say("王阿姨", "报修 3栋路灯不亮") == []
    [ticket] = await tickets()
    assert ticket.words == "3栋路灯不亮"


async def test_the_lift_of_a_building_is_in_that_building(street: Wire) -> None:
    [said] = await street.say("王阿姨", "随手报 五栋电梯坏了")
    assert "电梯，5栋。" in said


@pytest.mark.parametrize(
    ("said", "offer"),
    [
        ("楼道灯坏了好几天 黑漆漆的", "报给社区处理"),
        ("小区门口井盖翘起来了", "报给社区处理"),
        ("电梯又坏了 老停在半路", "报给社区处理"),
        ("我家水龙头坏了一直滴水", "求助"),
        ("厨房漏水了 不知道怎么办", "求助"),
    ],
)
async def test_what_is_for_all_and_what_is_ones_own(street: Wire, said: str, offer: str) -> None:
    await street.say("小雨", "队伍", group=None)
    assert offer in (await street.say("小雨", said, group=None))[0]


@pytest.mark.parametrize("aside", ["活动室几点开门？", "谢谢", "你们社区有多少人"])
async def test_what_is_no_place_is_not_taken_for_one(street: Wire, aside: str) -> None:
    await street.say("王阿姨", "报 井盖没了", group=None)
    [said] = await street.say("王阿姨", aside, group=None)
    assert "随1" not in said
    assert await tickets() == []
    [said] = await street.say("王阿姨", "老槐树底下", group=None)
    assert "随1 收到：井盖，老槐树" in said


@pytest.mark.parametrize("group", [None, "70001"])
async def test_danger_while_a_place_is_awaited(street: Wire, group: str | None) -> None:
    await street.say("王阿姨", "随手报 路灯不亮", group=group)
    [said] = await street.say("王阿姨", "着火了 5栋", group=group)
    assert said.startswith("先") or "119" in said.splitlines()[0]
    assert "值班的 2 个人" in said
    await street.settle()
    assert any("火" in text for text in street.said_to("社工小周"))
    await until(street, "2026-11-22 12:11")
    assert [each.category for each in await tickets()] == ["火情", "路灯"]


async def test_a_photo_first_is_one_photo(street: Wire) -> None:
    await street.say("小雨", PHOTO, group=None)
    [said] = await street.say("小雨", "5栋楼道堆着杂物", group=None)
    assert "照片 1 张" in said
    assert len((await tickets())[0].photos) == 1


async def test_where_nobody_is_there_at_all_that_is_said(wire: Wire) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    async with write() as session:
        await session.execute(update(Account).values(left_at=clock.now()))
    [said] = await wire.say("王阿姨", REPORT)
    assert "随1" in said
    assert "没有安排人接" in said
    assert "回话" not in said
    [said] = await wire.say("王阿姨", "催办 1", group=None)
    assert "没有安排人接" in said
    assert "替您催了" not in said
    await appoint(wire, "社工小周", "社工")
    await until(wire, "2026-11-24 09:30")
    assert any("随1" in text and "接单 1" in text for text in wire.said_to("社工小周"))
