"""Between two people: in order, exactly once, never in a group; what does not arrive is not said to have been sent."""

from collections.abc import Callable

import pytest

from tests.conftest import set_clock
from tests.helpline.scene import BACK, NEED, Scene
from tests.outbox.letters import forward, rows
from tests.patrol.test_log import picture
from tests.pictures import PNG


async def taken(scene: Scene) -> None:
    """刘大姐 helps 王阿姨."""
    await scene.says("王阿姨", NEED)
    await scene.says("刘大姐", "接单 1")
    await scene.letters()


def closed(scene: Scene, who: str) -> Callable[[str, dict[str, object]], str | None]:
    """A platform on which this person cannot be reached in private."""
    ident = scene.chat(who).removeprefix("person:")

    def refuse(action: str, params: dict[str, object]) -> str | None:
        private = action == "send_private_msg" or params.get("detail_type") == "private"
        return "not a friend" if private and str(params.get("user_id")) == ident else None

    return refuse


async def test_the_order_holds_whatever_fails(scene: Scene) -> None:
    await taken(scene)
    failed: list[str] = []

    def once(action: str, params: dict[str, object]) -> str | None:
        if "第一句" in str(params.get("message")) and len(failed) < (2 if scene.wire.platform == "qq" else 1):
            failed.append(action)
            return "timeout"
        return None

    scene.wire.refuse = once
    for said in ("第一句", "第二句", "第三句"):
        await scene.says("王阿姨", f"回复 1 {said}")
    assert await scene.letters() == []
    forward(5)
    assert [text.partition("：")[2].partition("\n")[0] for _, text in await scene.letters()] == ["第一句", "第二句", "第三句"]
    forward(30)
    assert await scene.letters() == []


async def test_what_is_said_before_anybody_takes_it_waits(scene: Scene) -> None:
    await scene.says("王阿姨", NEED)
    assert "有人接单就转给他" in await scene.says("王阿姨", "回复 1 她姓李")
    await scene.says("王阿姨", "回复 1 在三楼")
    assert all("她姓李" not in text for _, text in await scene.letters())
    await scene.says("刘大姐", "接单 1")
    told = [text for who, text in await scene.letters() if who == "刘大姐"]
    assert ["只给您看这一次" in told[0], "她姓李" in told[1], "在三楼" in told[2]] == [True, True, True]


async def test_photos_go_along_and_lie_apart(scene: Scene, tmp_path) -> None:
    await taken(scene)
    [said] = await scene.wire.say("王阿姨", [("text", "回复 1 看这里"), picture(scene.wire, PNG)], group=None)
    assert "带 1 张照片" in said
    await scene.wire.settle()
    sent = scene.wire.sent[-1]
    assert ("看这里" in sent.text, sent.images) == (True, 1)
    [file] = (tmp_path / "photos").rglob("*.png")
    assert file.parts[-3] == "private"


async def test_recalled_on_the_other_side_too(scene: Scene) -> None:
    await taken(scene)
    scene.wire.takes_back = True
    await scene.says("王阿姨", "回复 1 密码是1234")
    frame = scene.wire.last
    await scene.wire.settle()
    shown = scene.wire.sent[-1].message_id
    assert await scene.wire.recall(frame) == []
    assert [str(params["message_id"]) for action, params in scene.wire.calls if "delete" in action] == [shown]
    assert [line.words for line in await scene.lines()] == [None]


async def test_where_it_cannot_be_recalled_the_other_is_told(scene: Scene) -> None:
    await taken(scene)
    await scene.says("王阿姨", "回复 1 密码是1234")
    frame = scene.wire.last
    await scene.wire.settle()
    [told] = await scene.wire.recall(frame)
    assert (scene.name_of(told), "撤回了" in told.text) == ("刘大姐", True)
    assert await scene.wire.recall(frame) == []


async def test_recalled_before_it_left(scene: Scene) -> None:
    await taken(scene)
    scene.wire.leave()
    scene.wire.come_back()
    await scene.says("王阿姨", "回复 1 密码是1234")
    frame = scene.wire.last
    assert [each for each in await scene.wire.recall(frame) if BACK not in each.text] == []
    assert await scene.letters() == []


async def test_what_does_not_arrive_is_told_to_its_sender(scene: Scene) -> None:
    await taken(scene)
    scene.wire.refuse = closed(scene, "刘大姐")
    answer = await scene.says("王阿姨", "回复 1 您到哪了")
    assert "已发送" not in answer
    for _ in range(6):
        await scene.wire.settle()
        forward(20)
    assert any("没送到" in text for text in scene.wire.said_to("王阿姨"))
    assert any("两边的私聊有一边不通" in text for text in scene.wire.said_to("社工小周"))
    assert all("您到哪了" not in each.text for each in scene.wire.sent if not each.chat.startswith("person"))


async def test_words_are_gone_from_the_outbox_once_they_are_said(scene: Scene) -> None:
    await taken(scene)
    await scene.says("王阿姨", "回复 1 您到哪了")
    await scene.wire.settle()
    kept = [f"{row.text}{row.sealed}{row.discreet}{row.error}" for row in await rows()]
    assert not any(word in each for each in kept for word in ("您到哪了", "302", "138001", "我妈"))


async def test_at_night_two_who_talk_are_not_kept_waiting(qq_scene: Scene) -> None:
    await taken(qq_scene)
    set_clock("2026-11-23 23:00")
    await qq_scene.says("刘大姐", "回复 1 我到楼下了")
    assert [who for who, _ in await qq_scene.letters()] == ["王阿姨"]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("小李", "只在求助的人和接单的人之间转"),
        ("社工小周", "只在求助的人和接单的人之间转"),
        ("队长老陈", "只在求助的人和接单的人之间转"),
    ],
)
async def test_nobody_else_joins_in(qq_scene: Scene, who: str, says: str) -> None:
    await taken(qq_scene)
    assert says in await qq_scene.says(who, "回复 1 我也说一句")
    assert await qq_scene.lines() == []


@pytest.mark.parametrize(
    ("said", "says"),
    [("回复 1", "想说什么"), ("回复 9 在吗", "9"), (f"回复 1 {'长' * 900}", "太长了"), ("回复", "请这样发")],
)
async def test_bad_input(qq_scene: Scene, said: str, says: str) -> None:
    await taken(qq_scene)
    assert says in await qq_scene.says("王阿姨", said)
    assert await qq_scene.lines() == []


async def test_after_the_end_nothing_passes(qq_scene: Scene) -> None:
    await taken(qq_scene)
    await qq_scene.says("刘大姐", "办结 1 已陪诊")
    assert "转过去了" in await qq_scene.says("王阿姨", "回复 1 谢谢")
    await qq_scene.letters()
    await qq_scene.says("王阿姨", "满意 1")
    assert "已经结束了" in await qq_scene.says("王阿姨", "回复 1 还有一件")


async def test_a_word_for_the_house_is_not_relayed(scene: Scene) -> None:
    await taken(scene)
    await scene.says("王阿姨", "回复 1 谢谢")
    await scene.letters()
    quoted = scene.wire.sent[-1].message_id
    assert "办结 1" in await scene.says("刘大姐", "办结 已陪诊", quote=quoted)
    assert await scene.letters() == []


async def test_in_a_group_it_is_neither_relayed_nor_repeated(scene: Scene) -> None:
    await taken(scene)
    [said] = await scene.wire.say("王阿姨", "回复 1 我家密码是1234")
    assert "私聊" in said
    assert "1234" not in said
    assert await scene.lines() == []


async def test_plain_words_are_asked_about_and_not_kept_open(scene: Scene) -> None:
    await taken(scene)
    assert "要转给 求1 的对方吗" in await scene.says("王阿姨", "她不太会走路呢")
    assert await scene.letters() == []
    await scene.says("王阿姨", "1")
    assert [(who, "她不太会走路呢" in text) for who, text in await scene.letters()] == [("刘大姐", True)]
    await scene.says("王阿姨", "门口有条小黄狗")
    assert "没动" in await scene.says("王阿姨", "0")
    assert await scene.letters() == []


@pytest.mark.parametrize("words", ["都行", "好", "行吧"])
async def test_a_short_answer_to_what_the_other_side_has_just_asked(scene: Scene, words: str) -> None:
    await taken(scene)
    assert "要转给" not in await scene.says("王阿姨", words)
    await scene.says("刘大姐", "回复 1 明早九点方便吗")
    await scene.wire.settle()
    assert "要转给 求1 的对方吗" in await scene.says("王阿姨", words)
    await scene.says("王阿姨", "1")
    assert [(who, words in text) for who, text in await scene.letters()] == [("刘大姐", True)]
    assert "要转给" not in await scene.says("王阿姨", words)
