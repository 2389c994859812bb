"""加分 and 冲正 as staff says them: with a reason, told to the person, taken back by a further line."""

import pytest
from sqlalchemy import func, select

from plugins.kernel.db import read
from plugins.people.models import Deed, Member
from plugins.points.models import LedgerEntry
from plugins.points.statement import Balance
from tests.points.conftest import OTHER_GROUP, Village, at
from tests.wire import GROUP, QQ, Segment, WeChat

Wire = QQ | WeChat


async def counted() -> tuple[int | None, ...]:
    """How many lines, deeds and members there are."""
    async with read() as session:
        return tuple([await session.scalar(select(func.count(table.id))) for table in (LedgerEntry, Deed, Member)])


@pytest.mark.parametrize(
    "said",
    [
        at("王阿姨", "加分", "5 清雪"),
        "加分 王阿姨 5 清雪",
        "加分 王阿姨 5分 清雪",
        "加分 王阿姨5分，清雪",
        "加分 王阿姨 ＋５ 清雪",
        "加分 @王阿姨 5 清雪",
        "加分：王阿姨 5 清雪",
    ],
)
async def test_staff_adds_points_with_a_reason(chat: Wire, village: Village, said: str | list[Segment]) -> None:
    [answer] = await chat.say("社工小周", said)
    [number] = await village.numbers("王阿姨")
    assert answer == f"王阿姨 加 5 分：清雪（第 {number} 笔）（撤销可收回）"
    assert await village.balance("王阿姨") == Balance(points=5, minutes=0)
    async with read() as session:
        line = await session.get_one(LedgerEntry, number)
    assert line.reason == "清雪"
    assert line.posted_by == f"{chat.platform}:{chat.id_of('10002')}"


async def test_the_same_message_again_adds_once(chat: Wire, village: Village) -> None:
    await chat.say("社工小周", "加分 王阿姨 5 清雪")
    assert await chat.again() == []
    assert (await village.balance("王阿姨")).points == 5


async def test_somebody_who_has_done_nothing_yet_can_be_given_points(chat: Wire) -> None:
    [said] = await chat.say("社工小周", at("刘大姐", "加分", "3 送水"))
    assert "刘大姐 加 3 分" in said
    assert "积分 3 分" in (await chat.say("刘大姐", "积分"))[0]


async def test_points_given_in_private_are_told_to_the_person(chat: Wire) -> None:
    await chat.say("社工小周", "加分 王阿姨 5 清雪", group=None)
    await chat.settle()
    [said] = chat.said_to("王阿姨")
    assert "5 分：清雪" in said


BAD_AWARDS = {
    "加分": "加分 王阿姨 5 清雪",
    "加分 王阿姨": "加分 王阿姨 5 清雪",
    "加分 5 清雪": "加分 王阿姨 5 清雪",
    "加分 😀": "加分 王阿姨 5 清雪",
    "加分 王阿姨 5": "写上原因",
    "加分 王阿姨 5 😀！": "写上原因",
    "加分 王阿姨 0 清雪": "1 到 200",
    "加分 王阿姨 201 清雪": "1 到 200",
    "加分 王阿姨 -5 清雪": "1 到 200",
    "加分 王阿姨 1.5 清雪": "1 到 200",
    "加分 王阿姨 99999999999999999999 清雪": "1 到 200",
    "加分 没这人 5 清雪": "没找到",
    "加分 外人 5 清雪": "没找到",
    "加分 [CQ:at,qq=all] 5 清雪": "没找到",
    "加分 王阿姨 5 " + "长" * 500: "60 个字以内",
}


@pytest.mark.parametrize("said", BAD_AWARDS)
async def test_a_bad_award_is_one_plain_sentence_and_changes_nothing(chat: Wire, said: str) -> None:
    before = await counted()
    [answer] = await chat.say("社工小周", said)
    assert BAD_AWARDS[said] in answer
    assert len(answer) < 80
    assert await counted() == before
    assert await chat.settle() == []


async def test_two_of_one_name_are_told_apart_by_at(chat: Wire, village: Village) -> None:
    await village.member("王阿姨")
    [said] = await chat.say("社工小周", "加分 王阿姨 5 清雪")
    assert "2 位叫王阿姨" in said
    assert "@" in said
    assert (await village.balance("王阿姨")).points == 0
    await chat.say("社工小周", at("王阿姨", "加分", "5 清雪"))
    assert (await village.balance("王阿姨")).points == 5


async def test_only_staff_adds_and_corrects(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 1)
    before = await counted()
    for who in ("王阿姨", "队长老陈"):
        for said in ("加分 王阿姨 5 清雪", "冲正 1 记错人"):
            [answer] = await chat.say(who, said)
            assert "社工" in answer
    assert await counted() == before


async def test_a_correction_is_told_to_the_person_and_shows_in_the_books(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    await village.earn("王阿姨", 60, 1, reason="送水")
    _, number = await village.numbers("王阿姨")
    [said] = await chat.say("社工小周", f"冲正 {number} 记错人")
    assert f"第 {number} 笔" in said
    assert "-2 小时 -2 分" in said
    assert "撤销" in said
    await chat.settle()
    [letter] = chat.said_to("王阿姨")
    assert "记错人" in letter
    assert "现在积分 1 分，时长 1 小时" in letter
    [card] = await chat.say("王阿姨", "积分", group=None)
    assert "积分 1 分" in card
    assert f"更正第 {number} 笔：记错人｜-2 小时 -2 分" in card
    assert "清洁家园（已冲正）" in card


async def test_who_cannot_be_reached_in_private_hears_nothing_of_it_in_the_group(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    [number] = await village.numbers("王阿姨")
    chat.refuse = lambda action, params: (
        "not a friend" if action == "send_private_msg" or params.get("detail_type") == "private" else None
    )
    await chat.say("社工小周", f"冲正 {number} 记错人")
    [said] = await chat.settle()
    assert said.chat == chat.chat_key(f"group:{GROUP}")
    assert said.mentions == [chat.id_of("10004")]
    assert "记错人" not in said.text
    assert "清洁家园" not in said.text


async def test_a_correction_for_somebody_without_account_goes_to_the_one_who_speaks_for_her(
    chat: Wire, village: Village
) -> None:
    await village.earn("王奶奶", 120, 2)
    await village.member("孙大爷")
    await village.earn("孙大爷", 120, 2)
    [hers], [his] = await village.numbers("王奶奶"), await village.numbers("孙大爷")
    await chat.say("社工小周", f"冲正 {hers} 记错人")
    await chat.settle()
    [letter] = chat.said_to("王阿姨")
    assert letter.startswith("王奶奶的积分有一处更正")
    [said] = await chat.say("社工小周", f"冲正 {his} 记错人")
    assert "请转告" in said


async def test_a_bad_correction_is_one_plain_sentence_and_changes_nothing(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 1)
    await village.earn("外人", 60, 1)
    [mine], [theirs] = await village.numbers("王阿姨"), await village.numbers("外人")
    before = await counted()
    unknown = "没有这个编号"
    bad = {
        "冲正": "冲正 4711 记错人",
        "冲正 王阿姨": "冲正 4711 记错人",
        "冲正 😀": "冲正 4711 记错人",
        f"冲正 {mine}": "写上原因",
        f"冲正 {mine} 😀": "写上原因",
        f"冲正 {mine} {'长' * 500}": "60 个字以内",
        "冲正 4711 记错人": unknown,
        "冲正 0 记错人": unknown,
        "冲正 99999999999999999999 记错人": unknown,
        f"冲正 {theirs} 记错人": unknown,
    }
    for said, wanted in bad.items():
        [answer] = await chat.say("社工小周", said)
        assert wanted in answer, said
    assert await counted() == before
    assert await chat.settle() == []
    await chat.say("10099", f"冲正 {theirs} 记错人", group=OTHER_GROUP)
    assert await village.balance("外人") == Balance(0, 0)


async def test_correcting_twice_or_correcting_a_correction_is_refused(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 60, 1)
    [number] = await village.numbers("王阿姨")
    await chat.say("社工小周", f"冲正 {number} 记错人")
    correction, _ = await village.numbers("王阿姨")
    assert "已经冲正过" in (await chat.say("社工小周", f"冲正 {number} 记错人"))[0]
    assert "本身就是更正" in (await chat.say("社工小周", f"冲正 {correction} 记错人"))[0]
    assert await village.balance("王阿姨") == Balance(0, 0)


async def test_an_award_is_undone_by_a_further_line(chat: Wire, village: Village) -> None:
    await chat.say("社工小周", "加分 王阿姨 5 清雪")
    [said] = await chat.say("社工小周", "撤销")
    assert "王阿姨的 5 分收回了" in said
    assert await village.balance("王阿姨") == Balance(0, 0)
    assert len(await village.numbers("王阿姨")) == 2
    await chat.settle()
    assert "清雪" in chat.said_to("王阿姨")[0]


async def test_a_correction_is_undone_by_posting_anew(chat: Wire, village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    [number] = await village.numbers("王阿姨")
    await chat.say("社工小周", f"冲正 第{number}笔 记错人")
    [said] = await chat.say("社工小周", "撤销")
    assert "重新记上了" in said
    assert await village.balance("王阿姨") == Balance(points=2, minutes=120)
    await chat.settle()
    assert "重新记上" in chat.said_to("王阿姨")[-1]
