"""M01 to M18: lists as they really follow each other in a group, over the wire on both protocols, one row of the table each.

王阿姨, 小李 and 赵叔 have written themselves down one after the other. ``steps``: who pastes which rows (separated by |), in which way.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.inbox import pasted
from plugins.kernel import clock
from tests.activity.scene import Scene
from tests.conftest import set_clock
from tests.wire import Frame

TITLE = "#接龙\n11月28日清洁家园"
BASE = ["王阿姨", "小李", "赵叔"]
ABC = "王阿姨|小李|赵叔"


@dataclass(frozen=True)
class Case:
    """What is pasted, who then stands there and waits, what the last answer and the leader's letters say."""

    steps: list[tuple[str, str]]
    joined: list[str]
    says: str | None = None
    waiting: list[str] = field(default_factory=list)
    leader: str | None = None
    title: str = TITLE
    group: str | None = "70001"
    capacity: int | None = None


TABLE = {
    "M01": Case([("刘大姐", f"{ABC}|刘大姐")], [*BASE, "刘大姐"], says=r"新增 1 人（刘大姐），共 4 人.*撤销"),
    "M02": Case(
        [("刘大姐", f"{ABC}|刘大姐"), ("小雨", f"{ABC}|小雨")],
        [*BASE, "刘大姐", "小雨"],
        says=r"新增 1 人（小雨），共 5 人",
    ),
    "M03": Case(
        [("刘大姐", f"{ABC}|刘大姐"), ("小雨", "王阿姨|小雨")],
        [*BASE, "刘大姐", "小雨"],
        says=r"新增 1 人（小雨）.*旧名单.*接龙 1",
    ),
    "M04": Case([("小李", "王阿姨|赵叔")], BASE, says=r"没有 您自己 了，要取消报名吗"),
    "M05": Case(
        [("刘大姐", "王阿姨|赵叔|刘大姐")], [*BASE, "刘大姐"], says=r"新增 1 人（刘大姐）", leader=r"刘大姐.*删了 小李"
    ),
    "M05 proxy": Case(
        [("小李", f"{ABC}|王奶奶（小李代）|李爷爷（小李代）"), ("小李", f"{ABC}|李爷爷（小李代）")],
        [*BASE, "王奶奶", "李爷爷"],
        says=r"没有 王奶奶 了，要取消报名吗",
    ),
    "M06": Case(
        [("刘大姐", "王阿姨|小李 不骑车|赵叔|刘大姐")],
        [*BASE, "刘大姐"],
        says=r"新增 1 人（刘大姐）",
        leader=r"刘大姐.*改了 小李 的备注",
    ),
    "M07 resident": Case(
        [("刘大姐", f"{ABC}|刘大姐")], BASE, says=None, leader=r"刘大姐 贴的接龙改了标题", title="#接龙\n周末集体行动 7点半"
    ),
    "M07 leader": Case(
        [("队长老陈", f"{ABC}|刘大姐")], [*BASE, "刘大姐"], says=r"新增 1 人（刘大姐）", title="#接龙\n周末集体行动 7点半"
    ),
    "M09": Case([("刘大姐", "赵叔|刘大姐|小李|王阿姨")], [*BASE, "刘大姐"], says=r"新增 1 人（刘大姐）"),
    "M10 asks": Case([("刘大姐", "王阿姨|3栋李哥|赵叔|刘大姐")], [*BASE, "刘大姐"], says=r"“李哥”像是“小李”改了名"),
    "M15": Case([("刘大姐", "刘大姐")], BASE, says=None, title=""),
    "M17": Case(
        [("刘大姐", f"{ABC}|刘大姐|张三丰|李四光")],
        [*BASE, "刘大姐"],
        says=r"张三丰、李四光 先排候补",
        waiting=["张三丰", "李四光"],
        capacity=4,
    ),
    "M18": Case(
        [("刘大姐", f"{ABC}|刘大姐+1|张三丰+1|李四光（取消）|周建国+1")],
        [*BASE, "刘大姐", "张三丰", "周建国"],
        says=r"新增 3 人（刘大姐、张三丰、周建国），共 9 人",
    ),
}


def pasted_list(rows: str, title: str = TITLE) -> str:
    return "\n".join([*([title, ""] if title else []), *(f"{at}. {row}" for at, row in enumerate(rows.split("|"), 1))])


@pytest.fixture
async def listed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(pasted, "GATHER", 0.2)
    await scene.activity(closes="2026-11-27 18:00")
    for at, who in enumerate(BASE, 1):
        await scene.wire.say(who, pasted_list("|".join(BASE[:at])))
    assert await scene.names(1) == BASE
    return scene


@pytest.mark.parametrize("name", TABLE)
async def test_sequence(listed: Scene, name: str) -> None:
    case = TABLE[name]
    if case.capacity:
        await listed.wire.say("队长老陈", f"上限 1 {case.capacity}")
    answers: list[str] = []
    for who, rows in case.steps:
        answers = await listed.wire.say(who, pasted_list(rows, case.title), group=case.group)
    assert await listed.names(1) == case.joined
    assert await listed.waiting(1) == case.waiting
    assert len(answers) == (case.says is not None)
    assert case.says is None or re.search(case.says, answers[0], re.DOTALL), answers
    await listed.wire.settle()
    told = "\n".join(listed.wire.said_to("队长老陈"))
    assert case.leader is None or re.search(case.leader, told), told
    for who in BASE:
        assert not any("取消了" in text or "退出" in text for text in listed.wire.said_to(who)), "nobody is told he was removed"


async def test_m04_one_answer_takes_him_off_and_undo_brings_him_back(listed: Scene) -> None:
    await listed.wire.say("小李", pasted_list("王阿姨|赵叔"))
    assert "已退出" in (await listed.wire.say("小李", "1"))[0]
    await listed.wire.say("小李", "撤销")
    assert await listed.names(1) == BASE


async def test_m08_the_same_list_in_two_groups_is_one_activity(listed: Scene) -> None:
    await listed.wire.say("管理员", "加入社区 恋湖社区", group="70002")
    [said] = await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐"), group="70002")
    assert "共 4 人" in said
    assert await listed.names(1) == [*BASE, "刘大姐"]


async def test_m10_ones_own_new_card_is_oneself(listed: Scene) -> None:
    listed.wire.name_of = lambda user: "3栋小李子" if "10005" in user else type(listed.wire).name_of(listed.wire, user)  # type: ignore[method-assign]
    await listed.wire.say("小李", pasted_list("王阿姨|3栋小李子|赵叔"))
    assert len(await listed.names(1)) == 3
    [said] = await listed.wire.say("刘大姐", pasted_list("王阿姨|3栋小李子|赵叔|刘大姐"))
    assert "新增 1 人（刘大姐），共 4 人" in said, "his new name is known from now on"


@pytest.mark.parametrize("copy", ["「{}」\n- - - - - - - - - -\n这个几点", "> {}", "刘大姐：\n{}"])
async def test_m11_a_quoted_or_forwarded_copy_changes_nothing(listed: Scene, copy: str) -> None:
    text = pasted_list(f"{ABC}|刘大姐")
    quoted = text.replace("\n", "\n> ") if copy.startswith(">") else text
    assert await listed.wire.say("刘大姐", copy.format(quoted)) == []
    assert await listed.names(1) == BASE


async def test_m12_who_recalls_his_list_is_asked_once_and_the_others_stay(listed: Scene) -> None:
    await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐"))
    asked = await listed.wire.recall()
    assert [each.text for each in asked] == [
        "您撤回了 【1】清洁家园 的接龙，刘大姐 还在名单上。要取消报名就回 1，不取消不用管。"
    ]
    assert await listed.wire.recall() == []
    assert await listed.names(1) == [*BASE, "刘大姐"], "nothing is done before he says so"
    [said] = await listed.wire.say("刘大姐", "1", group=None)
    assert "刘大姐 已退出" in said
    assert await listed.names(1) == BASE
    await listed.wire.say("刘大姐", "撤销", group=None)
    assert await listed.names(1) == [*BASE, "刘大姐"]


async def test_m12_the_rows_he_added_are_asked_about_with_his_own(listed: Scene) -> None:
    await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐|王奶奶（刘大姐代）"))
    [asked] = await listed.wire.recall()
    assert "刘大姐、王奶奶 还在名单上" in asked.text
    [said] = await listed.wire.say("刘大姐", "1", group=None)
    assert "1. 您自己\n2. 王奶奶\n3. 都不来" in said
    await listed.wire.say("刘大姐", "3", group=None)
    assert await listed.names(1) == BASE


async def test_m12_recalled_and_pasted_again_is_no_question(listed: Scene) -> None:
    await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐骑车"))
    first = listed.wire.last
    await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐 骑车"))
    assert await listed.wire.recall(first) == []


async def test_m12_what_another_recalls_or_who_is_off_already_is_no_question(listed: Scene) -> None:
    await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐"))
    assert await listed.wire.recall(by="管理员") == []
    await listed.wire.say("小雨", pasted_list(f"{ABC}|刘大姐|小雨"))
    await listed.wire.say("小雨", "撤销")
    assert await listed.wire.recall() == []


async def test_m13_new_rows_after_the_deadline_wait_for_the_leader(listed: Scene) -> None:
    set_clock("2026-11-27 18:30")
    [said] = await listed.wire.say("刘大姐", pasted_list(f"{ABC}|刘大姐"))
    assert "刘大姐 先排候补" in said
    assert await listed.names(1) == BASE


async def test_m14_what_comes_late_and_together_is_taken_by_sending_with_one_summary(listed: Scene) -> None:
    lists = {
        "刘大姐": f"{ABC}|刘大姐",
        "小雨": f"{ABC}|刘大姐|小雨",
        "10021": f"{ABC}|刘大姐|小雨|孙大爷",
        "10022": f"{ABC}|周姐",
        "10023": f"{ABC}|刘大姐|吴叔",
    }
    cards = {"10021": "孙大爷", "10022": "周姐", "10023": "吴叔", "10007": "刘大姐", "10008": "小雨"}
    listed.wire.name_of = lambda user: cards.get(user, "队长老陈")  # type: ignore[method-assign]
    set_clock("2026-11-22 15:00")
    await listed.wire.say("队长老陈", "上限 1 6")
    sent = time.time() - 3 * 3600
    frames = []
    for at, (who, rows) in enumerate(lists.items()):
        data = listed.wire.frame([("text", pasted_list(rows))], listed.wire.user(who), "70001")
        data["time"] = int(sent) + at if listed.wire.name == "v11" else sent + at
        frames.append(Frame(data, "group:70001"))
    before = len(listed.wire.said_in())
    await asyncio.gather(*(listed.wire.put(frames[at]) for at in (4, 2, 0, 3, 1)))
    assert len(listed.wire.said_in()) == before
    assert await listed.names(1) == [*BASE, "刘大姐", "小雨", "孙大爷"]
    assert await listed.waiting(1) == ["周姐", "吴叔"]
    set_clock("2026-11-22 15:01")
    await listed.wire.settle()
    [said] = listed.wire.said_in()[before:]
    assert "补上了 5 份接龙" in said
    assert "新增 5 人（刘大姐、小雨、孙大爷、周姐、吴叔），共 6 人。周姐、吴叔 先排候补" in said


async def test_m16_two_days_are_open_and_the_sender_is_asked_which(listed: Scene) -> None:
    await listed.activity(starts="2026-12-08 09:00")
    rows = "1. 王奶奶 28号\n2. 刘大姐"
    said = "\n".join(await listed.wire.say("刘大姐", f"#接龙\n清洁家园报名\n\n{rows}"))
    assert "王奶奶" in said
    assert "哪个活动" in said
    assert await listed.names(1) == [*BASE, "王奶奶"]
    [said] = await listed.wire.say("刘大姐", "2")
    assert "【2】清洁家园 新增 1 人（刘大姐）" in said


PEOPLE = ["10031", "10032", "10033", "10034", "10035"]
NAMES = dict(zip(PEOPLE, ["张一", "王二", "李三丰", "赵四", "刘五"], strict=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_interleaving_ends_with_everybody_once_in_the_order_of_sending(qq_scene: Scene, data: st.DataObject) -> None:
    """Each takes a copy of some earlier list, appends himself and sends it; the messages arrive in any order."""
    number = await qq_scene.activity()
    people = data.draw(st.permutations(PEOPLE))
    qq_scene.wire.name_of = lambda user: NAMES.get(user, user)  # type: ignore[method-assign]
    sent: list[list[str]] = []
    for at, who in enumerate(people):
        sent.append([*(sent[data.draw(st.integers(0, at - 1))] if at else []), NAMES[who]])
    start = int(time.time()) - 30
    for at in data.draw(st.permutations(range(len(people)))):
        text = pasted_list("|".join(sent[at]), f"#接龙\n11月28日清洁家园{number}")
        text = text.replace(f"清洁家园{number}", "清洁家园") if number == 1 else text
        frame = qq_scene.wire.frame([("text", text)], people[at], "70001") | {"time": start + at}
        await qq_scene.wire.put(Frame(frame, "group:70001"))
    assert await qq_scene.names(number) == [NAMES[who] for who in people]
    await qq_scene.wire.say("队长老陈", f"取消活动 {number} 下一轮")
    assert clock.now()
