"""「合并」 by staff, and taking one's own record over when registering."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from plugins.activity.models import Activity, SignUp, SignUpState
from plugins.kernel import clock
from plugins.kernel.db import read, write
from plugins.people import members, merging
from plugins.people.models import Account, Community, Deed, Member, Role, TeamMember
from plugins.people.profile_models import Profile
from plugins.points import ledger, statement
from plugins.points.models import LedgerEntry
from tests.conftest import set_clock
from tests.database import contents

from .conftest import Wire, at, count
from .test_profile import tell

TWICE = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 4人"
OTHER = "发布 老人理发 11月29日 9:00-11:00 社区活动室"


async def member(name: str) -> Member:
    async with read() as session:
        return (await session.scalars(select(Member).where(Member.name == name).order_by(Member.id))).all()[0]


async def balance(name: str) -> tuple[int, int]:
    number = (await member(name)).id
    async with read() as session:
        sums = await statement.balance(session, number)
    return sums.points, sums.minutes


@pytest.fixture
async def two(opened: Wire) -> Wire:
    """王阿姨 with an account, 王姨 signed up by 小李; both were at 清洁家园 (as one), 王姨 also at 老人理发."""
    for line in (TWICE, OTHER):
        await opened.say("社工小周", line)
    await opened.say("王阿姨", "报名 1")
    for said in ("帮 王姨 报名 1", "帮 王姨 报名 2"):
        await opened.say("小李", said)
    for who in ("小李", "赵叔", "刘大姐"):
        await opened.say(who, "报名 1")
    return opened


async def merge(wire: Wire, words: str = "王阿姨 王姨") -> str:
    (preview,) = await wire.say("社工小周", f"合并 {words}", group=None)
    assert "还没有改动" in preview
    (done,) = await wire.say("社工小周", "1", group=None)
    return done


def without_traces(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        name: some
        for name, some in rows.items()
        if name not in ("deed", "outgoing_message", "ledger_entry", "profile", "sign_up", "account", "role", "code_tries")
    }


async def test_it_is_shown_first_and_the_same_activity_counts_once(two: Wire) -> None:
    (preview,) = await two.say("社工小周", "合并 王阿姨 王姨", group=None)
    assert "王姨（小李代报） 并进 王阿姨（" in preview
    assert "1 个活动两边都报了，只算一次" in preview
    before = await contents()
    assert "没动" in (await two.say("社工小周", "0", group=None))[0]
    assert await contents() == before
    assert "王姨 并进 王阿姨 了" in await merge(two)
    roster = (await two.say("社工小周", "名单 1"))[0]
    assert roster.count("王") == 1
    assert "刘大姐" in roster.split("候补")[0]
    assert "王阿姨" in (await two.say("社工小周", "名单 2"))[0]
    assert "2 个活动" in (await two.say("王阿姨", "我的活动", group=None))[0]
    await two.settle()
    assert "两份记录合成了一份" in two.said_to("王阿姨")[-1]
    assert "没找到「王姨」" in (await two.say("社工小周", "合并 王阿姨 王姨", group=None))[0]


async def test_the_books_hold_every_hour_once_and_two_again_after_undo(two: Wire) -> None:
    set_clock("2026-11-29 12:00")
    await two.say("社工小周", "考勤 1 都到了")
    await two.say("社工小周", "考勤 2 都到了")
    await two.say("社工小周", "加分 王姨 5 清雪")
    assert await balance("王阿姨") == (2, 120)
    assert await balance("王姨") == (9, 240)
    total = await count(LedgerEntry)
    await merge(two)
    assert await balance("王阿姨") == (9, 240)
    assert await balance("王姨") == (0, 0)
    assert await count(LedgerEntry) > total
    assert "王姨" not in (await two.say("小雨", "排行榜"))[0]
    await two.say("社工小周", "考勤 2 都到了")
    assert await balance("王阿姨") == (9, 240)
    assert "各是各的" in (await two.say("社工小周", "撤销", group=None))[0]
    assert await balance("王阿姨") == (2, 120)
    assert await balance("王姨") == (9, 240)


async def test_undo_brings_everything_back(two: Wire) -> None:
    await two.say("社工小周", at("王阿姨", "任命", "环境保护 队长"))
    await two.say("社工小周", "任命 王姨 环境保护 队长")
    await two.say("社工小周", "任命 王姨 法律援助 副队长")
    before = await contents()
    await merge(two)
    async with read() as session:
        held = await session.scalar(select(func.count()).select_from(Role).where(Role.ended_at.is_(None)))
        teams = await session.scalar(select(func.count()).select_from(TeamMember))
    assert (held, teams) == (3, 2)
    assert "各是各的" in (await two.say("社工小周", "撤销", group=None))[0]
    after = await contents()
    assert without_traces(after) == without_traces(before)
    assert after["role"] == before["role"]
    assert after["account"] == before["account"]
    keep = ("id", "member_id", "proxy_id", "guests", "outcome", "queued_at")
    assert [{name: row[name] for name in keep} for row in after["sign_up"]] == [
        {name: row[name] for name in keep} for row in before["sign_up"]
    ]


async def test_after_undo_the_list_is_not_over_its_limit(two: Wire) -> None:
    """刘大姐 had moved up into the place that was free."""
    await merge(two)
    await two.say("社工小周", "撤销", group=None)
    roster = (await two.say("社工小周", "名单 1"))[0]
    async with read() as session:
        query = select(func.count()).select_from(SignUp).join(Member, Member.id == SignUp.member_id)
        query = query.join(Activity, Activity.id == SignUp.activity_id).where(Activity.title == "清洁家园")
        assert await session.scalar(query.where(SignUp.state == SignUpState.JOINED)) == 4
        assert await session.scalar(query.where(SignUp.state == SignUpState.WAITING)) == 1
    assert "王姨" in roster.splitlines()[-1]


@pytest.mark.parametrize("words", ["王阿姨", "王阿姨 王阿姨", "王阿姨 刘德华", "", "王阿姨 王姨 小李", "🌊 🌊", "人1 人999999"])
async def test_what_cannot_be_put_together(two: Wire, words: str) -> None:
    before = await contents()
    (said,) = await two.say("社工小周", f"合并 {words}".strip(), group=None)
    assert "例如" in said or "没找到" in said or "不用合并" in said
    assert await contents() == before


async def test_only_staff_and_only_here(two: Wire) -> None:
    assert "社工" in (await two.say("王阿姨", "合并 王阿姨 王姨", group=None))[0]
    await two.say("管理员", "开通 西关社区", group="70002")
    async with write() as session:
        far = Member(community_id=2, name="远客", name_key=members.name_key("远客"), joined_at=clock.now())
        session.add(far)
        await session.flush()
        number = far.id
    assert "没找到" in (await two.say("社工小周", f"合并 王阿姨 人{number}", group=None))[0]
    assert "没找到" in (await two.say("社工小周", "合并 王阿姨 远客", group=None))[0]


async def test_two_of_one_name_are_asked_by_building(opened: Wire) -> None:
    await tell(opened, "注册 王桂英 3栋 满18", "王阿姨")
    await tell(opened, "注册 王桂英 5栋 满18", "赵叔")
    await tell(opened, "0", "赵叔")
    (said,) = await opened.say("社工小周", "合并 小周 王桂英", group=None)
    assert "没找到" in said
    (said,) = await opened.say("社工小周", "合并 社工小周 王桂英", group=None)
    assert "1 王桂英（3栋" in said
    assert "2 王桂英（5栋" in said
    assert "王桂英（5栋" in (await opened.say("社工小周", "2", group=None))[0]
    assert "王桂英（3栋" in (await opened.say("社工小周", "合并 王桂英(5栋) 王桂英（3栋）", group=None))[0].splitlines()[0]
    assert "王桂英 现在是社工" in (await opened.say("社工小周", "任命 王桂英(5栋) 社工"))[0]


async def test_registering_takes_over_what_somebody_else_signed_up(opened: Wire) -> None:
    await opened.say("社工小周", OTHER)
    await opened.say("小李", "帮 陈志远 报名 1")
    said = await tell(opened, "注册 陈志远 3栋 满18", "赵叔")
    assert "小李代报" in said
    assert "是您吗" in said
    assert "都并到您名下" in await tell(opened, "1", "赵叔")
    assert "老人理发" in (await opened.say("赵叔", "我的活动", group=None))[0]
    assert "各是各的" in await tell(opened, "撤销", "赵叔")
    assert "老人理发" not in (await opened.say("赵叔", "我的活动", group=None))[0]
    async with read() as session:
        rows = (await session.scalars(select(Member).where(Member.name == "陈志远", Member.gone_at.is_(None)))).all()
    assert len(rows) == 2


async def test_a_record_with_an_account_or_an_office_is_not_there_for_the_taking(opened: Wire) -> None:
    await opened.say("王阿姨", "加入 环境保护")
    assert "是您吗" not in await tell(opened, "注册 王阿姨 3栋 满18", "赵叔")
    await opened.say("社工小周", OTHER)
    await opened.say("小李", "帮 老魏 报名 1")
    await opened.say("社工小周", "任命 老魏 社工")
    assert "是您吗" not in await tell(opened, "注册 老魏 3栋 满18", "刘大姐")
    number = (await member("老魏")).id
    assert "找社工" in await tell(opened, f"注册 并 人{number}", "刘大姐")
    async with read() as session:
        assert (await session.scalars(select(Account).where(Account.member_id == number))).all() == []


async def test_the_file_of_both_becomes_one(opened: Wire) -> None:
    await tell(opened, "注册 王桂英 3栋 满18 理发", "王阿姨")
    await tell(opened, "1", "王阿姨")
    await tell(opened, "注册 王阿英 5栋 13800138000 退休党员 满18 理发 唱歌", "赵叔")
    await tell(opened, "2", "赵叔")
    await merge(opened, "王桂英 王阿英")
    async with read() as session:
        row = await session.get_one(Profile, (await member("王桂英")).id)
    assert (row.phone, row.party_kind) == ("13800138000", "退休")
    said = await tell(opened, "我的档案", "赵叔")
    assert "王桂英的档案" in said
    assert "楼栋：3栋" in said
    assert "唱歌" in said
    assert "理发" in said
    await opened.say("社工小周", "撤销", group=None)
    assert "13800138000" not in await tell(opened, "我的档案", "王阿姨")
    assert "楼栋：5栋" in await tell(opened, "我的档案", "赵叔")


async def test_every_reference_to_a_member_is_known(house: object) -> None:
    """What a room adds is moved without its doing; what it owns is named in exactly one mover."""
    columns = {f"{table.name}.{column.name}" for table, column in merging.referring()}
    owned = [column for mover in merging._movers.values() for column in mover.columns]
    assert set(owned) <= columns
    assert len(owned) == len(set(owned))
    assert {"sign_up.member_id", "ledger_entry.member_id", "account.member_id", "role.member_id"} <= columns


AMOUNTS = st.lists(st.tuples(st.booleans(), st.integers(1, 50)), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(awards=AMOUNTS, taken=st.sets(st.integers(0, 7)))
async def test_the_sum_over_both_never_changes(house: object, awards: list[tuple[bool, int]], taken: set[int]) -> None:
    async with write() as session:
        stamp = f"{clock.now().timestamp()}"
        community = Community(name=stamp[-30:], preset=None, opened_at=clock.now())
        session.add(community)
        await session.flush()
        people = [Member(community_id=community.id, name=name, name_key=name, joined_at=clock.now()) for name in ("甲", "乙")]
        session.add_all(people)
        await session.flush()
        for index, (first, points) in enumerate(awards):
            line = await ledger.award(
                session,
                community_id=community.id,
                member_id=people[0 if first else 1].id,
                points=points,
                reason="清雪",
                posted_by="t",
                key=f"{stamp}:{index}",
            )
            if index in taken:
                await ledger.reverse(session, community_id=community.id, number=line.id, reason="记错", posted_by="t")
        kept, gone = people[0].id, people[1].id
        before = [(await statement.balance(session, number)).points for number in (kept, gone)]
        job = merging.Merge(session, kept, gone, f"merge:{stamp}", "t")
        detail = await merging.merge(job)
        assert (await statement.balance(session, kept)).points == sum(before)
        assert (await statement.balance(session, gone)).points == 0
        await merging.unmerge(job, detail)
        assert [(await statement.balance(session, number)).points for number in (kept, gone)] == before


async def test_a_merge_is_in_the_trail_once(two: Wire) -> None:
    await merge(two)
    async with read() as session:
        assert len((await session.scalars(select(Deed).where(Deed.kind == "person.merge"))).all()) == 1
