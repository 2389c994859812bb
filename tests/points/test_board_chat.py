"""排行榜, 不上榜, 上榜 as people say them."""

import pytest

from plugins.points import board_texts, period
from plugins.points.board import Board, Row
from plugins.points.models import Book
from tests.conftest import set_clock
from tests.points.conftest import Village
from tests.wire import QQ, WeChat

Wire = QQ | WeChat


async def test_the_board_is_a_picture_and_text(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    await village.earn("小李", 90, 2)
    await village.earn("赵叔", 60, 1)
    [said] = await chat.say("小李", "排行榜")
    assert said.splitlines() == [
        "恋湖社区 志愿积分榜 2026年11月",
        "1. 王阿姨 2 分",
        "1. 小李 2 分",
        "3. 赵叔 1 分",
        "共 3 人 · 5 分 · 4.5 小时",
    ]
    assert chat.sent[-1].images == 1


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("排行榜", "小李"),
        ("排行榜 本月", "小李"),
        ("排行榜本月", "小李"),
        ("排行榜 这个月的", "小李"),
        ("排行榜 上月", "王阿姨"),
        ("排行榜 本季", "小李 王阿姨"),
        ("排行榜 半年", "小李 王阿姨 赵叔"),
        ("排行榜 今年", "小李 王阿姨 赵叔 王奶奶"),
        ("排行榜 年榜", "小李 王阿姨 赵叔 王奶奶"),
        ("排行榜 总榜", "小李 王阿姨 赵叔 王奶奶 刘大姐"),
        ("積分榜 總榜", "小李 王阿姨 赵叔 王奶奶 刘大姐"),
        ("排行榜 队伍", "消防安全"),
        ("排行榜 队伍 今年", "消防安全 环境保护"),
        ("排行榜 今年 队伍", "消防安全 环境保护"),
    ],
)
async def test_boards_by_their_words(chat: Wire, village: Village, words: str, listed: str) -> None:
    await village.member("刘大姐")
    await village.earn("小李", 60, 5, "2026-11-01 00:00", team="消防安全")
    await village.earn("王阿姨", 60, 4, "2026-10-31 23:59")
    await village.earn("赵叔", 60, 3, "2026-07-01 00:00")
    await village.earn("王奶奶", 60, 2, "2026-01-01 00:00", team="环境保护")
    await village.earn("刘大姐", 60, 1, "2025-12-31 23:59")
    [said] = await chat.say("小李", words)
    assert " ".join(line.split(" ")[1] for line in said.splitlines()[1:-1]) == listed


async def test_the_hours_have_a_board_too(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 90, 0)
    [said] = await chat.say("小李", "排行榜 时长 本月")
    assert "志愿时长榜" in said
    assert "1. 王阿姨 1.5 小时" in said


async def test_the_own_rank_is_told_only_in_private(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await village.earn("小李", 60, 3)
    [aloud], [alone] = await chat.say("小李", "排行榜"), await chat.say("小李", "排行榜", group=None)
    assert alone == f"{aloud}\n您是第 2 名，3 分。"
    [said] = await chat.say("赵叔", "排行榜", group=None)
    assert said.endswith("您这段时间还没有记录，发「活动」看看能参加什么。")


async def test_an_empty_board_says_what_to_do(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    set_clock("2027-01-01 00:00")
    [said] = await chat.say("小李", "排行榜")
    assert said.startswith("2027年1月还没有人上榜")
    assert "活动" in said
    assert "排行榜 总榜" in said
    [said] = await chat.say("小李", "排行榜 队伍 总榜")
    assert said.startswith("开通以来还没有队伍上榜")
    assert chat.sent[-1].images == 0


async def test_off_the_boards_and_back(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 5)
    await village.earn("小李", 60, 3)
    [said] = await chat.say("小李", "不上榜")
    assert "撤销" in said
    [said] = await chat.say("小李", "不上榜")
    assert "本来就不上榜" in said
    [board] = await chat.say("王阿姨", "排行榜")
    assert "小李" not in board
    assert "共 2 人 · 8 分" in board
    [said] = await chat.say("小李", "排行榜", group=None)
    assert said.endswith("您有 3 分，名字没有上榜（发「上榜」可恢复，会是第 2 名）。")
    [said] = await chat.say("小李", "上榜")
    assert "可以上榜了" in said
    assert "小李" in (await chat.say("王阿姨", "排行榜"))[0]


async def test_leaving_the_boards_can_be_undone(chat: Wire, village: Village) -> None:
    await village.earn("小李", 60, 3)
    await chat.say("小李", "不上榜")
    assert "小李" not in (await chat.say("王阿姨", "排行榜"))[0]
    [said] = await chat.say("小李", "撤销")
    assert "可以上榜" in said
    assert "小李" in (await chat.say("王阿姨", "排行榜"))[0]


async def test_a_board_of_nobody_named_has_only_its_sums(chat: Wire, village: Village) -> None:
    await village.earn("小李", 60, 3)
    await chat.say("小李", "不上榜")
    [said] = await chat.say("王阿姨", "排行榜")
    assert said.splitlines()[1:] == ["共 1 人 · 3 分 · 1 小时"]


async def test_the_one_who_speaks_for_her_takes_her_off(chat: Wire, village: Village) -> None:
    await village.earn("王奶奶", 60, 3)
    [said] = await chat.say("王阿姨", "不上榜 王奶奶", group=None)
    assert said.startswith("王奶奶，")
    assert "王奶奶" not in (await chat.say("小李", "排行榜"))[0]
    [said] = await chat.say("小李", "上榜 王奶奶", group=None)
    assert "不能" in said
    assert "王奶奶" not in (await chat.say("小李", "排行榜"))[0]


async def test_somebody_new_may_leave_the_boards_beforehand(chat: Wire) -> None:
    assert "不写您的名字" in (await chat.say("小雨", "不上榜"))[0]


async def test_a_period_that_is_none_is_told_which_there_are(chat: Wire) -> None:
    for words in ("排行榜 下周", "排行榜 队伍 昨天"):
        [said] = await chat.say("小李", words)
        assert "排行榜 本月" in said


@pytest.mark.parametrize(
    "chatter", ["排行榜真好看", "排行榜 大家真棒", "排行榜出来了吗", "上榜了", "上榜 王阿姨", "不上榜也行"]
)
async def test_talk_about_boards_is_chatter(chat: Wire, chatter: str) -> None:
    assert await chat.say("小李", chatter) == []


def test_the_picture_holds_what_the_text_says() -> None:
    rows = [Row(1, "王阿姨", 12, 90), Row(2, "3-2-501李姐\n第二行" + "长" * 50, 6, 60)]
    card = board_texts.picture("恋湖社区", period.named("总榜"), Board(Book.POINTS, rows, 40, 320, 600, 0), of_teams=False)
    assert card.template == "board"
    first, second = card.data["rows"]
    assert first == {"rank": 1, "name": "王阿姨", "value": "12", "share": 1.0, "note": "1.5 小时"}
    assert second["share"] == 0.5
    assert second["name"] == "3-2-***李姐 第二行长长…"
    assert card.data["total"] == "共 40 人 · 320 分 · 10 小时"
    assert card.data["period"] == "开通以来"
