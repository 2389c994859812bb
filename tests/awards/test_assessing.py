"""评比, 公示, 公布: sentence by sentence, by those who may and by those who may not."""

import pytest
from sqlalchemy import select, text

from plugins.awards.models import Assessment, AssessmentState, Candidate
from plugins.kernel import ticks
from plugins.kernel.db import read, write
from tests.awards.conftest import Wire, private
from tests.conftest import set_clock
from tests.wire import QQ, forget_everything

STAFF = "社工小周"


async def assessments() -> list[Assessment]:
    async with read() as session:
        return list(await session.scalars(select(Assessment).order_by(Assessment.number)))


async def test_the_shortlist_with_its_evidence(quarter: Wire) -> None:
    said = await private(quarter, STAFF, "评比 季度")
    for fact in ("评比 1", "2026年第4季度", "前 10 名", "账算到11月25日", "公示 1", "撤销"):
        assert fact in said
    lines = [line for line in said.splitlines() if line[:1].isdigit()]
    assert lines == [
        "1. 王阿姨 6 小时，3 次，报名 3 到 3",
        "2. 小李 4 小时，2 次，报名 2 到 2",
        "3. 赵叔 4 小时，2 次，报名 3 到 2、没到 1",
        "4. 刘大姐 2 小时，1 次，报名 1 到 1，不上榜",
    ]
    again = await private(quarter, STAFF, "评比 本季度")
    assert "评过了，就是评比 1" in again
    assert "评比 2" in await private(quarter, STAFF, "评比 年终 前1")
    assert "评比 3" in await private(quarter, STAFF, "评比 2026年下半年 前20名")
    assert [each.top for each in await assessments()] == [10, 1, 20]
    said = await private(quarter, STAFF, "评比")
    assert "1. 2026年第4季度（名单还没公示）" in said
    assert "3. 2026年下半年" in said
    assert await quarter.settle() == []


async def test_ties_are_in_or_out_together(quarter: Wire) -> None:
    await quarter.say("管理员", "考勤 4 请假 1")  # whoever is excused has let nobody down: now 赵叔 equals 小李
    said = await private(quarter, STAFF, "评比 季度 前2")
    assert [line for line in said.splitlines() if line[:1].isdigit()] == [
        "1. 王阿姨 6 小时，3 次，报名 3 到 3",
        "2. 小李 4 小时，2 次，报名 2 到 2，并列第 2",
        "3. 赵叔 4 小时，2 次，报名 2 到 2，并列第 2",
    ]
    assert "并列" not in await private(quarter, STAFF, "评比 年终 前1")


async def test_taking_off_and_adding_need_a_reason(quarter: Wire) -> None:
    await private(quarter, STAFF, "评比 季度")
    for line in ("评比 1 去掉 3", "评比 1 去掉 赵叔", "评比 1 加上 小雨", "评比 1 加上", "评比 1 去掉 没有的人 写错了"):
        assert "要写原因" in await private(quarter, STAFF, line)
    assert "没有 9 号" in await private(quarter, STAFF, "评比 1 去掉 9 写错了")
    said = await private(quarter, STAFF, "评比 1 去掉 3 本人不愿意")
    assert "3 号赵叔（本人不愿意），还有 3 人" in said
    assert "已经去掉了" in await private(quarter, STAFF, "评比 1 去掉 3 本人不愿意")
    assert "去掉的：3 赵叔（本人不愿意）" in await private(quarter, STAFF, "评比 1")
    assert "又在名单里" in await private(quarter, STAFF, "撤销")
    assert "去掉的" not in await private(quarter, STAFF, "评比 1")
    said = await private(quarter, STAFF, "评比 1 加上 小雨 全年带队")
    assert "5 号小雨" in said
    assert "共 5 人" in said
    assert "本来就在名单里" in await private(quarter, STAFF, "评比 1 加上 小雨 全年带队")
    assert "不在名单里" in await private(quarter, STAFF, "撤销")
    assert "去掉了 3 号赵叔、1 号王阿姨（本人不愿意），还有 2 人" in await private(
        quarter, STAFF, "评比 1 去掉 3、1 本人不愿意"
    )
    assert "赵叔、王阿姨又在" in await private(quarter, STAFF, "撤销")
    assert "没有 8 号" in await private(quarter, STAFF, "评比 1 去掉 3 8 本人不愿意")
    assert "去掉的" not in await private(quarter, STAFF, "评比 1")
    assert "3 号赵叔（2次没来）" in await private(quarter, STAFF, "评比 1 去掉 赵叔，2次没来")
    assert "3 号赵叔" in await private(quarter, STAFF, "评比 1 加上 赵叔 又愿意了")


async def test_who_was_only_served_is_never_on_it(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    await office.say("王阿姨", "帮 李奶奶 报名 1")
    await office.say("小李", "发布 老人理发 11月28日 9:00-10:00 社区活动室")
    await office.say("管理员", "发布 老人理发 11月28日 9:00-10:00 社区活动室")
    await office.say("管理员", "开放预约 5 15分钟 2个位子")
    await office.say("王阿姨", "代 李奶奶 电话预约 理发 9:30")
    assert "账上没有李奶奶的服务记录" in await private(office, STAFF, "评比 1 加上 李奶奶 人好")
    assert "李奶奶" not in await private(office, STAFF, "评比 1")
    assert "李奶奶" not in await private(office, STAFF, "评比 年终")


async def test_shown_for_five_working_days_then_published_once(quarter: Wire) -> None:
    await private(quarter, STAFF, "评比 季度")
    await private(quarter, STAFF, "评比 1 去掉 2 本人不愿意")
    said = await private(quarter, STAFF, "公示 1")
    for fact in ("1 个志愿者群", "5 个工作日", "12月2日", "撤销", "转发"):
        assert fact in said
    [shown] = await quarter.settle()
    assert shown.chat == quarter.chat_key("group:70001")
    assert shown.text in said
    assert "· 王阿姨 6 小时" in shown.text
    assert "异议 1" in shown.text
    for hidden in ("刘大姐", "小李", "没到", "去掉", "不上榜"):
        assert hidden not in shown.text
    assert "另有 1 位，按本人意愿不公开姓名" in shown.text
    assert "王阿姨 6 小时" in (await quarter.say("小雨", "公示"))[0]
    assert "公示到12月2日才满" in await private(quarter, STAFF, "公布 1")
    assert "公示中" in await private(quarter, STAFF, "评比 1 加上 小雨 带队")
    for moment in ("2026-12-02 23:59", "2026-12-03 00:10"):
        set_clock(moment)
        forget_everything()
        await ticks.run_all()
        assert not await quarter.settle()
    before = len(quarter.sent)
    for moment in ("2026-12-03 07:01", "2026-12-03 07:02", "2026-12-04 09:00"):
        set_clock(moment)
        forget_everything()
        await ticks.run_all()
        await quarter.settle()
    told = [each for each in quarter.sent[before:] if "公示期满" in each.text]
    assert sorted(each.chat for each in told) == sorted(f"person:{quarter.id_of(user)}" for user in ("10002", "10008"))
    assert all("公布 1" in each.text for each in told)
    said = await private(quarter, STAFF, "公布 1")
    assert "证书 1" in said
    [result] = await quarter.settle()
    assert result.text.startswith("【结果】")
    assert "王阿姨 6 小时" in result.text
    assert "刘大姐" not in result.text
    assert "已公布" in await private(quarter, "小雨", "公布 1")
    assert "不再改了" in await private(quarter, STAFF, "评比 1 去掉 1 写错了")
    assert await quarter.settle() == []


async def test_who_leaves_the_boards_meanwhile_is_not_named_in_the_result(quarter: Wire) -> None:
    await private(quarter, STAFF, "评比 季度")
    await private(quarter, STAFF, "公示 1")
    await private(quarter, "赵叔", "不上榜")
    await private(quarter, "刘大姐", "上榜")
    set_clock("2026-12-03 09:00")
    said = await private(quarter, STAFF, "公布 1")
    assert "赵叔" not in said
    assert "刘大姐" not in said  # nobody is published who was not shown
    assert "另有 2 位" in said


async def test_taken_back_before_and_after_the_group_has_read_it(quarter: Wire) -> None:
    await private(quarter, STAFF, "评比 季度")
    await private(quarter, STAFF, "公示 1")
    assert "收回" in await private(quarter, STAFF, "撤销")
    assert await quarter.settle() == []
    await private(quarter, STAFF, "公示 1")
    await quarter.settle()
    await private(quarter, STAFF, "撤销")
    [correction] = await quarter.settle()
    assert "公示收回了" in correction.text
    assert [each.state for each in await assessments()] == [AssessmentState.DRAFT]
    await private(quarter, STAFF, "公示 1")
    await quarter.settle()
    assert "群里也说了" in await private(quarter, STAFF, "评比 1 取消")
    [told] = await quarter.settle()
    assert "名单不作数" in told.text
    assert "又算数了" in await private(quarter, STAFF, "撤销")
    [told] = await quarter.settle()
    assert "名单有效" in told.text
    await private(quarter, STAFF, "评比 1 取消")
    assert "评比 2" in await private(quarter, STAFF, "评比 季度")


STEPS = ["评比 1 去掉 1 写错了", "评比 1 加上 小雨 带队", "公示 1", "异议 1 记多了", "公布 1", "评比 1 取消", "证书 1"]
ALLOWED = {
    AssessmentState.DRAFT: {0, 1, 2, 5},
    AssessmentState.SHOWN: {0, 2, 3, 4, 5},  # 公示 again is read again
    AssessmentState.PUBLISHED: {6},
    AssessmentState.WITHDRAWN: set[int](),
}
WAY = {
    AssessmentState.DRAFT: (),
    AssessmentState.SHOWN: ("公示 1",),
    AssessmentState.PUBLISHED: ("公示 1", "@2026-12-03 09:00", "公布 1"),
    AssessmentState.WITHDRAWN: ("评比 1 取消",),
}
SAYS_NO = ("名单还没公示，", "公示中，", "已公布，", "已取消，", "不在公示中", "还没公布")


@pytest.mark.parametrize("state", list(AssessmentState))
async def test_every_step_in_every_state(office: QQ, state: AssessmentState) -> None:
    for number, step in enumerate(STEPS):
        await private(office, STAFF, "评比 季度")
        made = (await assessments())[-1].number
        for line in WAY[state]:
            if line.startswith("@"):
                set_clock(line[1:])
            else:
                await private(office, STAFF, line.replace(" 1", f" {made}", 1))
        if state is AssessmentState.SHOWN and number == STEPS.index("公布 1"):
            set_clock("2026-12-12 09:00")
        said = await private(office, STAFF, step.replace(" 1", f" {made}", 1))
        assert any(each in said for each in SAYS_NO) is (number not in ALLOWED[state]), (state, step, said)
        await _start_anew()


async def _start_anew() -> None:
    """Whatever it has come to, the next one is a new one."""
    set_clock("2026-11-25 10:00")
    async with write() as session:
        for row in await session.scalars(select(Assessment)):
            row.state = AssessmentState.WITHDRAWN


@pytest.mark.parametrize("line", ["评比 季度", "评比 1 去掉 1 好", "公布 1", "作废 证书 1 错了", "异议 1 1 成立 好"])
@pytest.mark.parametrize("who", ["王阿姨", "没来过的人"])
async def test_only_staff(office: QQ, line: str, who: str) -> None:
    said = await private(office, "10099" if who == "没来过的人" else who, line)
    assert "社工" in said
    assert await assessments() == []


async def test_chatter_in_the_group_is_silent(office: QQ) -> None:
    for line in (
        "评比什么时候开始",
        "公示栏在哪",
        "公布一下中奖名单吧",
        "证书发了吗",
        "我的证书丢了",
        "核验一下",
        "作废的票",
        "异议很大",
    ):
        assert await office.say("王阿姨", line) == []
        assert await office.say(STAFF, line) == []


@pytest.mark.parametrize(
    "line", ["评比 第五季度", "评比 9", "评比 季度 前0", "评比 季度 前99", "公示 9", "公布 9", "证书 9", "公示 0"]
)
async def test_bad_input_changes_nothing(office: QQ, line: str) -> None:
    said = await private(office, STAFF, line)
    assert "出了点问题" not in said
    assert await assessments() == []


async def test_a_period_without_hours_or_ahead(office: QQ) -> None:
    assert "没有服务时长" in await private(office, STAFF, "评比 第三季度")
    assert "还没开始" in await private(office, STAFF, "评比 2027年上半年")


async def test_another_community_sees_and_changes_nothing(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    await office.say("管理员", "开通 西关社区", group="70002")
    await office.say("管理员", [("text", "任命 "), ("at", "刘大姐"), ("text", " 社工")], group="70002")
    for line in ("评比 1", "评比 1 去掉 1 写错了", "公示 1", "公布 1", "异议 1 多了", "证书 1"):
        assert "没有评比 1" in await private(office, "刘大姐", line)
    assert "没有服务时长" in await private(office, "刘大姐", "评比 季度")
    async with read() as session:
        assert all(each.removed_at is None for each in await session.scalars(select(Candidate)))


async def test_made_twice_by_a_message_that_came_twice(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    assert await office.again() == []
    assert len(await assessments()) == 1
    await private(office, STAFF, "公示 1")
    await office.again()
    assert len(await office.settle()) == 1


async def test_in_the_group_staff_is_asked_into_private(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    for line in ("评比 1", "评比 季度", "评比 1 去掉 3 本人不愿意", "作废 证书 1 写错了", "异议 1 1 成立 好"):
        [said] = await office.say(STAFF, line)
        assert "私聊" in said
        assert "赵叔" not in said


async def test_called_off_at_night_the_group_hears_nothing_of_either(office: QQ) -> None:
    set_clock("2026-11-25 22:00")
    await private(office, STAFF, "评比 季度")
    await private(office, STAFF, "公示 1")
    assert "群里也说了" not in await private(office, STAFF, "评比 1 取消")
    set_clock("2026-11-25 22:05")
    await private(office, STAFF, "撤销")
    set_clock("2026-11-26 07:01")
    [shown] = await office.settle()
    assert shown.text.startswith("【公示】")


async def test_no_reason_stands_plain(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    for line in ("评比 1 去掉 3 电话13800138000欠着", "评比 1 加上 小雨 8栋1单元302的", "评比 1 取消 13800138000说的"):
        await private(office, STAFF, line)
    async with read() as session:
        tables = ("assessment_candidate", "deed", "outgoing_message", "receipt", "question")
        stored = [str((await session.execute(text(f"SELECT * FROM {each}"))).all()) for each in tables]
    assert not [each for each in stored if "13800138000" in each or "单元302" in each]
