"""签到: in its window, by the list, by proxy, with a code word, on the spot; and the roll that goes by it."""

import re

import pytest
from sqlalchemy import select

from plugins.activity import checkin
from plugins.activity.models import CodeTries, SignUp
from plugins.activity.rollcall import goes_by_checkin
from plugins.kernel import ticks
from plugins.kernel.db import read
from plugins.people.models import Member
from plugins.points.models import LedgerEntry
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.database import contents

ON_THE_SPOT = "2026-11-28 08:50"


async def signed() -> list[str]:
    """Who has signed in, in the order of signing in."""
    query = select(Member.name).join(SignUp, SignUp.member_id == Member.id).where(SignUp.checked_in_at.is_not(None))
    async with read() as session:
        return list(await session.scalars(query.order_by(SignUp.checked_in_at, SignUp.id)))


async def outcomes(scene: Scene) -> dict[str, str | None]:
    async with read() as session:
        rows = await session.execute(select(Member.name, SignUp.outcome).join(SignUp, SignUp.member_id == Member.id))
        return {row.name: row.outcome for row in rows}


async def ready(scene: Scene, *names: str, at: str = ON_THE_SPOT, capacity: int | None = 20) -> int:
    """Activity 1 with these on its list, shortly before it begins."""
    number = await scene.activity(capacity=capacity)
    await scene.put(number, *names)
    set_clock(at)
    return number


async def code_of(scene: Scene) -> str:
    """The leader asks for a code word in private."""
    [said] = await scene.wire.say("队长老陈", "签到码 1", group=None)
    found = re.search(r"签到码：([A-Z]\d[A-Z]\d)\b", said)
    assert found, said
    return found[1]


async def test_signing_in_tells_the_place_and_can_be_taken_back(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李", "赵叔")
    [said] = await scene.wire.say("小李", "签到 1")
    assert said.startswith("小李")
    assert "第 1 个签到" in said
    [said] = await scene.wire.say("王阿姨", "签到")
    assert "第 2 个签到" in said
    assert "撤销" in said
    [said] = await scene.wire.say("王阿姨", "签到 1")
    assert "已经签到过了" in said
    assert await signed() == ["小李", "王阿姨"]
    [said] = await scene.wire.say("王阿姨", "撤销")
    assert "签到" in said
    assert await signed() == ["小李"]
    [said] = await scene.wire.say("赵叔", "签到 1")
    assert "第 2 个签到" in said


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-28 07:59", "11月28日 周六 8:00 开始签到"),
        ("2026-11-28 08:01", None),
        ("2026-11-28 11:29", None),
        ("2026-11-28 11:31", "已经结束"),
    ],
)
async def test_the_window(qq_scene: Scene, at: str, told: str | None) -> None:
    await ready(qq_scene, "王阿姨", at=at)
    [said] = await qq_scene.wire.say("王阿姨", "签到 1")
    assert (told or "签到了") in said
    assert await signed() == ([] if told else ["王阿姨"])


async def test_nobody_signs_in_to_what_was_called_off(qq_scene: Scene) -> None:
    await ready(qq_scene, "王阿姨")
    await qq_scene.wire.say("队长老陈", "取消活动 1 下雨")
    for who, line in (("王阿姨", "签到 1"), ("队长老陈", "签到码 1")):
        [said] = await qq_scene.wire.say(who, line)
        assert "已经取消了" in said
    [said] = await qq_scene.wire.say("王阿姨", "签到")
    assert "现在没有可以签到的活动" in said
    assert await signed() == []


async def test_the_window_is_a_setting(qq_scene: Scene) -> None:
    await ready(qq_scene, "王阿姨", at="2026-11-28 08:20")
    await qq_scene.wire.say("社工小周", "设置 签到提前分钟 30")
    [said] = await qq_scene.wire.say("王阿姨", "签到 1")
    assert "8:30 开始签到" in said


async def test_without_a_number_it_is_the_one_that_runs_now_and_that_i_am_on(scene: Scene) -> None:
    await ready(scene, "王阿姨")
    second = await scene.activity("护绿", "2026-11-28 09:00")
    await scene.activity("以后的", "2026-12-05 09:00")
    await scene.put(second, "小李")
    [said] = await scene.wire.say("小李", "签到")
    assert "护绿" in said
    [said] = await scene.wire.say("赵叔", "签到")
    assert "哪一个" in said
    assert "以后的" not in said
    [said] = await scene.wire.say("赵叔", "2")
    assert "不在 【2】护绿 的名单上" in said
    set_clock("2026-11-28 20:00")
    [said] = await scene.wire.say("小李", "签到")
    assert "现在没有可以签到的活动" in said


async def test_under_the_quoted_notice(scene: Scene) -> None:
    await ready(scene, "王阿姨")
    await scene.wire.say("小李", "活动 1")
    [said] = await scene.wire.say("王阿姨", "我到了", quote=scene.wire.sent[-1].message_id)
    assert "第 1 个签到" in said


@pytest.mark.parametrize(
    "said",
    [
        "签到表在哪拿",
        "签到了吗",
        "签到处在几号楼",
        "签到12个人",
        "签到 1 都到了吗",
        "签到 1 几点结束",
        "签到 一下",
        "到了",
        "我到了",
        "签到码是多少",
    ],
)
async def test_talk_about_signing_in_is_chatter(qq_scene: Scene, said: str) -> None:
    await ready(qq_scene, "王阿姨")
    assert await qq_scene.wire.say("王阿姨", said) == []
    assert await signed() == []


async def test_whoever_is_not_on_the_list_is_told_to_see_the_leader(scene: Scene) -> None:
    await ready(scene, "王阿姨")
    before = await contents()
    [said] = await scene.wire.say("赵叔", "签到 1")
    for fact in ("队长", "补 赵叔 1", "签到码"):
        assert fact in said
    assert await contents() == before


async def test_the_code_word_in_private_and_its_use(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李")
    code = await code_of(scene)
    assert await code_of(scene) == code, "asking again gives the same one"
    [said] = await scene.wire.say("王阿姨", "签到 1")
    assert "签到码" in said
    [said] = await scene.wire.say("王阿姨", f"签到 1 {code.lower()}")
    assert "第 1 个签到" in said
    [said] = await scene.wire.say("赵叔", f"签到1{code}")
    for fact in ("现场签到", "第 2 个签到", "等队长确认"):
        assert fact in said
    assert await scene.names(1) == ["王阿姨", "小李", "赵叔"]
    [said] = await scene.wire.say("赵叔", "撤销")
    assert await scene.names(1) == ["王阿姨", "小李"]
    [said] = await scene.wire.say("队长老陈", "签到码 1 关")
    assert "不用签到码" in said
    [said] = await scene.wire.say("小李", "签到 1")
    assert "第 2 个签到" in said
    await scene.wire.say("队长老陈", "撤销")
    assert (await scene.row(1)).checkin_code == code


async def test_the_code_word_is_never_said_in_the_group(scene: Scene) -> None:
    await ready(scene, "王阿姨")
    [said] = await scene.wire.say("队长老陈", "签到码 1")
    code = (await scene.row(1)).checkin_code
    assert code is not None
    assert "私聊" in said
    await scene.wire.settle()
    assert any(code in text for text in scene.wire.said_to("队长老陈"))
    assert not any(code in text for text in scene.wire.said_in())
    await scene.wire.say("队长老陈", "撤销")
    assert (await scene.row(1)).checkin_code is None


async def test_five_wrong_code_words_are_followed_by_a_pause(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李")
    code = await code_of(scene)
    for left in (4, 3, 2, 1):
        [said] = await scene.wire.say("王阿姨", "签到 1 0000")
        assert f"还能试 {left} 次" in said
    [said] = await scene.wire.say("王阿姨", "签到 1 0000")
    assert "9:00 以后再试" in said
    [said] = await scene.wire.say("王阿姨", f"签到 1 {code}")
    assert "以后再试" in said
    assert await signed() == []
    [said] = await scene.wire.say("小李", f"签到 1 {code}")
    assert "第 1 个签到" in said, "only who guessed has to wait"
    set_clock("2026-11-28 09:01")
    [said] = await scene.wire.say("王阿姨", f"签到 1 {code}")
    assert "第 2 个签到" in said
    async with read() as session:
        assert (await session.scalars(select(CodeTries))).all() == []


async def test_before_the_start_the_limit_binds_even_with_the_code_word_and_then_no_more(scene: Scene) -> None:
    await ready(scene, "王阿姨", capacity=1)
    code = await code_of(scene)
    [said] = await scene.wire.say("赵叔", f"签到 1 {code}")
    assert "名额已满" in said
    assert "9:00" in said
    set_clock("2026-11-28 09:05")
    [said] = await scene.wire.say("赵叔", f"签到 1 {code}")
    assert "现场签到" in said
    assert await scene.names(1) == ["王阿姨", "赵叔"]


async def test_for_somebody_one_speaks_for(scene: Scene) -> None:
    await scene.activity()
    await scene.wire.say("王阿姨", "帮 王奶奶 报名 1")
    await scene.wire.say("小李", "报名 1")
    set_clock(ON_THE_SPOT)
    [said] = await scene.wire.say("王阿姨", "帮 王奶奶 签到 1")
    assert "王奶奶 签到了" in said
    [said] = await scene.wire.say("王阿姨", "帮 小李 签到 1")
    assert "不是您帮报的" in said
    assert await signed() == ["王奶奶"]
    [said] = await scene.wire.say("队长老陈", "帮 小李 签到 1")
    assert "小李 签到了" in said
    [said] = await scene.wire.say("队长老陈", "帮 李爷爷 签到 1")
    assert "现场签到" in said, "the leader vouches for whoever is there"
    [said] = await scene.wire.say("队长老陈", "撤销")
    assert await signed() == ["王奶奶", "小李"]


async def test_with_the_code_word_a_neighbour_signs_in_another(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李")
    code = await code_of(scene)
    [said] = await scene.wire.say("王阿姨", f"帮 小李 签到 1 {code}")
    assert "小李 签到了" in said


async def test_who_had_cried_off_and_comes_is_no_longer_excused(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李", at="2026-11-28 09:05")
    await scene.wire.say("小李", "我来不了 1")
    await scene.wire.say("小李", "签到 1")
    assert (await outcomes(scene))["小李"] is None
    await scene.wire.say("小李", "撤销")
    assert (await outcomes(scene))["小李"] == "excused"


@pytest.mark.parametrize("words", ["按签到", "签到的都到", "按签到记", "签到的都到了，其他人没到"])
async def test_the_roll_by_sign_ins_books_exactly_those(scene: Scene, words: str) -> None:
    await ready(scene, "王阿姨", "小李", "赵叔", at="2026-11-28 09:05")
    await scene.wire.say("王阿姨", "签到 1")
    await scene.wire.say("小李", "我来不了 1")
    set_clock("2026-11-28 11:10")
    [said] = await scene.wire.say("队长老陈", f"考勤 1 {words}")
    for fact in ("到 1", "请假 1", "没到 1"):
        assert fact in said
    assert await outcomes(scene) == {"王阿姨": "present", "小李": "excused", "赵叔": "absent"}
    async with read() as session:
        assert {line.member_id for line in await session.scalars(select(LedgerEntry))} == {scene.people["王阿姨"]}
    [said] = await scene.wire.say("赵叔", "签到 1")
    assert "我去了 1" in said, "after the roll a sign-in is an objection"
    await scene.wire.say("队长老陈", "撤销")
    async with read() as session:
        assert sum(line.amount for line in await session.scalars(select(LedgerEntry))) == 0


async def test_once_the_roll_is_called_a_sign_in_is_not_taken_back(qq_scene: Scene) -> None:
    await ready(qq_scene, "王阿姨", at="2026-11-28 11:05")
    await qq_scene.wire.say("王阿姨", "签到 1")
    await qq_scene.wire.say("队长老陈", "考勤 1 按签到")
    [said] = await qq_scene.wire.say("王阿姨", "撤销")
    assert "撤销不了" in said
    assert await outcomes(qq_scene) == {"王阿姨": "present"}


async def test_the_roll_by_sign_ins_without_any(qq_scene: Scene) -> None:
    await ready(qq_scene, "王阿姨", at="2026-11-28 11:10")
    [said] = await qq_scene.wire.say("队长老陈", "考勤 1 按签到")
    assert "还没有人签到" in said
    assert (await qq_scene.row(1)).attended_at is None


async def test_the_leaders_list_shows_who_signed_in_and_the_nag_how_many(scene: Scene) -> None:
    await ready(scene, "王阿姨", "小李", at="2026-11-28 09:05")
    await scene.wire.say("小李", "签到 1")
    await scene.wire.say("队长老陈", "帮 赵叔 签到 1")
    [said] = await scene.wire.say("队长老陈", "名单 1")
    assert "1. 王阿姨\n2. 小李 已签到\n3. 赵叔 已签到（现场）" in said
    [said] = await scene.wire.say("王阿姨", "名单 1")
    assert "签到" not in said
    set_clock("2026-11-29 08:00")
    await ticks.run_all()
    await scene.wire.settle()
    assert any("已有 2 人签到" in text and "考勤 1 按签到" in text for text in scene.wire.said_to("队长老陈"))


async def test_a_neighbour_sets_no_code_word(qq_scene: Scene) -> None:
    await ready(qq_scene, "王阿姨")
    [said] = await qq_scene.wire.say("王阿姨", "签到码 1", group=None)
    assert "社工" in said
    assert (await qq_scene.row(1)).checkin_code is None


def test_no_sign_of_a_code_word_looks_like_another() -> None:
    alike = ["0OQD", "1IL7", "2Z", "5S", "6G", "8B", "UV"]
    signs = set(checkin.LETTERS + checkin.DIGITS)
    assert all(len(signs & set(group)) <= 1 for group in alike)
    assert re.fullmatch(r"([A-Z]\d){2}", checkin.new_code())


@pytest.mark.parametrize("words", ["都到了，除了3", "到 1 2", "签到 1 2", "按签到，除了3", "没签到的没到", ""])
def test_what_is_no_roll_by_sign_ins(words: str) -> None:
    assert not goes_by_checkin(words)
