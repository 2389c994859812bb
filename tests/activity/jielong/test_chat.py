"""Pasted lists in the group and in private, word for word, on both protocols."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from plugins.activity.jielong.models import ChainRow, ChainSeen
from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.inbox.models import Receipt
from plugins.kernel import clock
from plugins.kernel.db import read
from plugins.people.models import Deed, Member
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

Wire = QQ | WeChat
LIST = "#接龙\n11月28日清洁家园\n\n1. 王阿姨"


@pytest.fixture
async def home(wire: Wire) -> Wire:
    """恋湖社区 with 清洁家园 on the 28th of November for five, published by 队长老陈."""
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.say("管理员", [("text", "任命 "), ("at", "队长老陈"), ("text", " 环境保护 队长")])
    await wire.say("队长老陈", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 5人 截止27日18点")
    await wire.settle()
    return wire


async def the_activity() -> Activity:
    async with read() as session:
        query = select(Activity).where(Activity.title == "清洁家园").order_by(Activity.id)
        return (await session.scalars(query)).first()  # type: ignore[return-value]


async def standing(state: SignUpState = SignUpState.JOINED) -> list[str]:
    activity = await the_activity()
    async with read() as session:
        query = select(Member.name).join(SignUp, SignUp.member_id == Member.id)
        query = query.where(SignUp.activity_id == activity.id, SignUp.state == state)
        return list(await session.scalars(query.order_by(SignUp.queued_at, SignUp.id)))


async def test_a_list_grows_by_copies(home: Wire) -> None:
    [said] = await home.say("王阿姨", LIST)
    assert "新增 1 人（王阿姨），共 1 人" in said
    [said] = await home.say("小李", f"{LIST}\n2. 小李\n3. 李奶奶（小李代）")
    assert "新增 2 人（小李、李奶奶），共 3 人" in said
    [said] = await home.say("赵叔", f"{LIST}\n2. 赵叔+1")
    assert "新增 1 人（赵叔），共 5 人" in said
    assert await standing() == ["王阿姨", "小李", "李奶奶", "赵叔"]


async def test_a_list_without_news_is_met_with_silence(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    assert await home.say("小李", LIST) == []
    assert await home.say("王阿姨", LIST) == []
    [said] = await home.say("小李", LIST, group=None)
    assert "没有变化" in said


async def test_others_stand_as_people_of_their_own_with_the_sender_as_proxy(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    await home.say("小李", f"{LIST}\n2. 小李\n3. 李奶奶")
    async with read() as session:
        rows = await session.execute(
            select(Member.name, SignUp.proxy_id).join(SignUp, SignUp.member_id == Member.id).order_by(SignUp.id)
        )
        proxies = {row[0]: row[1] for row in rows}
        me = await session.scalar(select(Member.id).where(Member.name == "小李"))
        origins = [deed.detail for deed in await session.scalars(select(Deed).where(Deed.kind == "chain.row"))]
    assert proxies == {"王阿姨": None, "小李": None, "李奶奶": me}
    assert [(each["origin"], each["row"]) for each in origins] == [("接龙", 1), ("接龙", 2), ("接龙", 3)]


async def test_who_comes_to_speak_takes_over_the_row_that_another_wrote(home: Wire) -> None:
    await home.say("王阿姨", f"{LIST}\n2. 小李")
    assert await home.say("小李", f"{LIST}\n2. 小李") == []
    [said] = await home.say("小李", f"取消报名 {(await the_activity()).number}")
    assert "小李 已退出" in said


async def test_what_cannot_be_read_is_said_once_in_the_second_line(home: Wire) -> None:
    text = f"{LIST} 13800138000\n2. 13900139000\n3. 小李\n4. 小李"
    [said] = await home.say("小李", text)
    first, second = said.split("\n")
    assert "新增 2 人（王阿姨、小李），共 2 人" in first
    assert "第 2 行没看懂" in second
    assert "第 4 行“小李”重名" in second
    assert "13" not in said.replace("138****", "")
    [said] = await home.say("赵叔", f"{text}\n5. 赵叔")
    assert "没看懂" not in said


async def test_undo_takes_back_the_whole_paste(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    await home.say("小李", f"{LIST}\n2. 小李\n3. 李奶奶")
    [said] = await home.say("小李", "撤销")
    assert "小李" in said
    assert "李奶奶" in said
    assert await standing() == ["王阿姨"]
    await home.say("赵叔", f"{LIST}\n2. 小李\n3. 李奶奶\n4. 赵叔")
    assert await standing() == ["王阿姨", "赵叔"]
    await home.say("小李", f"{LIST}\n2. 小李")
    assert sorted(await standing()) == sorted(["王阿姨", "赵叔", "小李"])


async def test_more_rows_than_places_wait(home: Wire) -> None:
    rows = "\n".join(f"{at}. {name}" for at, name in enumerate(["王阿姨", "张一", "张二", "张三丰", "张四", "张五", "张六"], 1))
    [said] = await home.say("王阿姨", f"#接龙\n11月28日清洁家园\n\n{rows}")
    assert "共 5 人" in said
    assert "张五、张六 先排候补" in said
    assert await standing(SignUpState.WAITING) == ["张五", "张六"]


async def test_after_the_deadline_new_rows_wait_for_the_leader(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    set_clock("2026-11-27 18:30")
    [said] = await home.say("小李", f"{LIST}\n2. 小李")
    assert "小李 先排候补" in said
    assert await standing() == ["王阿姨"]


async def test_the_time_of_sending_decides(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    sent = clock.now() - clock.shift()
    set_clock("2026-11-27 18:30")
    early = (sent + (clock.now() - clock.shift() - sent) - timedelta(minutes=40)).timestamp()
    await home.say("小李", f"{LIST}\n2. 小李", time=int(early) if home.name == "v11" else early)
    assert await standing() == ["王阿姨", "小李"]


async def test_nobody_is_removed_by_a_list(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    await home.say("小李", f"{LIST}\n2. 小李")
    await home.say("赵叔", f"{LIST}\n2. 小李\n3. 赵叔")
    await home.say("刘大姐", "#接龙\n11月28日清洁家园\n\n1. 王阿姨\n2. 赵叔\n3. 刘大姐")
    assert await standing() == ["王阿姨", "小李", "赵叔", "刘大姐"]
    await home.settle()
    assert any("删了 小李" in text for text in home.said_to("队长老陈"))


async def test_who_takes_himself_out_is_asked(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    await home.say("小李", f"{LIST}\n2. 小李")
    await home.say("赵叔", f"{LIST}\n2. 小李\n3. 赵叔")
    [said] = await home.say("小李", f"{LIST}\n2. 赵叔")
    assert "取消报名吗" in said
    assert "小李" in await standing()
    [said] = await home.say("小李", "1")
    assert "已退出" in said
    assert "小李" not in await standing()
    assert await home.say("赵叔", f"{LIST}\n2. 小李\n3. 赵叔") == []
    assert "小李" not in await standing()


async def test_an_old_copy_of_our_own_list_brings_nobody_back(home: Wire) -> None:
    """赵叔 signed up by word, the bot wrote the list, he left; whoever copies that list below has not signed him up."""
    for who in ("王阿姨", "赵叔"):
        await home.say(who, "报名 1")
    [old] = await home.say("小李", "接龙 1")
    await home.say("赵叔", "取消报名 1")
    [said] = await home.say("小李", f"{old}\n3. 小李")
    assert "新增 1 人（小李）" in said
    assert await standing() == ["王阿姨", "小李"]
    [said] = await home.say("赵叔", f"{old}\n3. 小李")
    assert "您之前退出了，要再来请发「报名 1」" in said
    assert await standing() == ["王阿姨", "小李"]


async def test_whoever_took_somebody_off_may_write_him_down_again(home: Wire) -> None:
    await home.say("王阿姨", "报名 1")
    await home.say("王阿姨", "帮 王奶奶 报名 1")
    await home.say("王阿姨", "帮 王奶奶 取消 1")
    [said] = await home.say("王阿姨", f"{LIST}\n2. 王奶奶")
    assert "新增 1 人（王奶奶）" in said


async def test_the_only_row_appended_is_its_sender(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    [said] = await home.say("小李", f"{LIST}\n2. 李明")
    assert "小李，写的“李明”" in said
    assert await home.say("赵叔", f"{LIST}\n2. 李明") == []
    assert await standing() == ["王阿姨", "小李"]


async def test_two_activities_fit_and_the_sender_is_asked(home: Wire) -> None:
    await home.say("队长老陈", "发布 清洁家园 12月5日 9:00-11:00 亲水平台")
    [said] = await home.say("王阿姨", "#接龙\n清洁家园\n\n1. 王阿姨")
    assert "哪个活动" in said
    [said] = await home.say("王阿姨", "1")
    assert "新增 1 人（王阿姨）" in said
    assert await standing() == ["王阿姨"]


async def test_a_list_of_a_weekly_course_is_of_the_day_that_it_names(home: Wire) -> None:
    """The title that we write ourselves names the day and, behind it, the weekday, which every other lesson shares."""
    await home.say("管理员", "每周六 9:00-11:00 书法课 活动室 15人")
    await home.say("王阿姨", "报名 12月5日书法课")
    await home.say("赵叔", "报名 12月12日书法课")
    [written] = await home.say("小李", "接龙 2")
    assert "12月5日 周六" in written
    [said] = await home.say("小李", f"{written}\n2. 小李")
    assert "【2】书法课 新增 1 人（小李）" in said
    [said] = await home.say("刘大姐", "#接龙\n12月5日、12月12日书法课\n\n1. 刘大姐")
    assert "哪个活动" in said, "two days are two lists"


async def test_rows_that_name_a_day_go_there(home: Wire) -> None:
    await home.say("队长老陈", "发布 清洁家园 12月5日 9:00-11:00 亲水平台")
    said = "\n".join(await home.say("王阿姨", "#接龙\n清洁家园两场\n\n28日：\n1. 王阿姨\n2. 张一\n5日：\n1. 张二"))
    assert "王阿姨、张一" in said
    assert "张二" in said
    assert await standing() == ["王阿姨", "张一"]


async def test_another_day_in_the_title_is_asked_about(home: Wire) -> None:
    [said] = await home.say("王阿姨", "#接龙\n10月31日清洁家园\n\n1. 王阿姨")
    assert "对不上" in said
    assert await standing() == []
    [said] = await home.say("王阿姨", "1")
    assert "新增 1 人" in said


async def test_a_leader_is_asked_once_whether_to_make_one_and_a_resident_never(home: Wire) -> None:
    text = "#接龙\n11月30日 14:00-16:00 社区活动室 包粽子\n\n1. 队长老陈"
    async with read() as session:
        before = await session.scalar(select(func.count(Receipt.id)))
    assert await home.say("王阿姨", text) == []
    async with read() as session:
        assert await session.scalar(select(func.count(Receipt.id))) == before
        assert await session.scalar(select(func.count(ChainSeen.id))) == 0
    [said] = await home.say("队长老陈", text)
    assert "要按这份接龙发一个活动吗" in said
    assert await home.say("队长老陈", f"{text}\n2. 王阿姨") == []
    [said] = await home.say("队长老陈", "1")
    assert "发布好了" in said
    assert "14:00–16:00" in said


async def test_in_private_a_leader_is_asked_once_and_a_resident_is_left_alone(home: Wire) -> None:
    text = "#接龙\n11月30日 14:00-16:00 社区活动室 包粽子\n\n1. 队长老陈\n2. 王阿姨"
    [said] = await home.say("王阿姨", text, group=None)
    assert "没找到" in said
    [said] = await home.say("队长老陈", text, group=None)
    assert "要按这份接龙发一个活动吗" in said
    [said] = await home.say("队长老陈", f"{text}\n3. 小李", group=None)
    assert "要按这份接龙" not in said
    [said] = await home.say("队长老陈", text.replace("粽子", "汤圆"), group=None)
    assert "要按这份接龙发一个活动吗" in said
    [said] = await home.say("队长老陈", "1", group=None)
    assert "发布好了" in said
    assert "包汤圆" in said
    assert "新增 2 人（队长老陈、王阿姨）" in said
    [said] = await home.say("队长老陈", "撤销", group=None)
    assert "已去掉" in said


async def test_a_quoted_copy_and_numbered_chat_change_nothing(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    assert await home.say("小李", f"「{LIST}\n2. 小李」\n- - - - - - - - - - -\n这个带孩子行吗") == []
    assert await home.say("小李", "1. 先把水关了\n2. 再打电话") == []
    assert await home.say("小李", "清洁家园活动安排：\n1. 张主任讲话\n2. 王老师发言") == []
    assert await standing() == ["王阿姨"]


async def test_a_list_under_the_quoted_announcement_needs_no_title(home: Wire) -> None:
    notice = next(each for each in home.sent if "亲水平台" in each.text and "+1" in each.text)
    [said] = await home.say("王阿姨", "#接龙\n\n1. 王阿姨\n2. 张一", quote=notice.message_id)
    assert "新增 2 人（王阿姨、张一）" in said
    assert await home.say("小李", "#接龙\n\n1. 王阿姨\n2. 小李") == []
    [said] = await home.say("小李", f"接龙 {(await the_activity()).number}")
    assert said.startswith("#接龙\n清洁家园")


async def test_an_edited_title_is_the_leaders_to_decide(home: Wire) -> None:
    rows = "1. 王阿姨\n2. 张一\n3. 张二\n4. 张四"
    await home.say("王阿姨", f"#接龙\n11月28日清洁家园\n\n{rows}")
    edited = f"#接龙\n周末集体行动\n\n{rows}\n5. 小李"
    assert await home.say("小李", edited) == []
    await home.settle()
    assert any("改了标题" in text for text in home.said_to("队长老陈"))
    assert "小李" not in await standing()
    [said] = await home.say("队长老陈", edited, group=None)
    assert "新增 1 人（小李）" in said


async def test_the_same_list_in_two_groups_is_one(home: Wire) -> None:
    await home.say("管理员", "加入社区 恋湖社区", group="70002")
    await home.say("王阿姨", LIST)
    [said] = await home.say("小李", f"{LIST}\n2. 小李", group="70002")
    assert "共 2 人" in said
    async with read() as session:
        assert await session.scalar(select(func.count(ChainSeen.id))) == 1
        assert await session.scalar(select(func.count(ChainRow.id))) == 2


async def test_a_clean_list_is_given_back_with_its_first_title(home: Wire) -> None:
    number = (await the_activity()).number
    [said] = await home.say("管理员", f"接龙 {number}")
    assert said.startswith("#接龙\n清洁家园 11月28日")
    await home.say("王阿姨", "＃接龙 8人左右 11.28清洁家园，电话13800138000\n1、王阿姨（带孙子）\n2、张一 3-2-501\n\n请带水")
    [said] = await home.say("小李", f"接龙 {number}")
    assert said == "#接龙\n8人左右 11.28清洁家园，电话138****8000\n\n1. 王阿姨+1娃\n2. 张一\n\n请带水"
    assert await home.say("小李", said) == []


async def test_the_same_message_twice_counts_once(home: Wire) -> None:
    await home.say("王阿姨", LIST)
    assert await home.again() == []
    assert await standing() == ["王阿姨"]
