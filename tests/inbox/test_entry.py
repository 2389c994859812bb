"""When the bot speaks: what counts as a command in a group, and what is chatter and costs nothing."""

import pytest
from sqlalchemy import func, select

from plugins.activity import signing
from plugins.inbox.models import Receipt
from plugins.kernel.db import read
from plugins.outbox import delivery
from tests.activity.scene import Scene
from tests.database import contents
from tests.wire import Frame, Segment, forget_everything

AT: Segment = ("at", "bot")
IMAGE: Segment = ("image", "a.jpg")


def text(said: str) -> list[Segment]:
    return [("text", said)]


SIGNS_UP = [
    text("报名 巡湖"),
    text("报名巡湖"),
    text("报名　巡湖"),
    text("  报名 巡湖  "),
    text("报名：巡湖"),
    text("报名，巡湖"),
    text("/报名 巡湖"),
    text("／报名 巡湖"),
    text("#报名 巡湖"),
    text("我要报名 巡湖"),
    text("我要报名巡湖"),
    text("报名\n巡湖"),
    text("报名 巡湖！"),
    text("报名 ３"),
    text("报名 3"),
    text("报名3"),
    text("报名3号"),
    text("報名 巡湖"),
    text("報名巡湖"),
    text("我要報名 3"),
    text("报\u200b名 3"),
    text("报名 28号巡湖"),
    text("报名 3 谢谢"),
    text("小红帽 报名 巡湖"),
    text("小红帽，报名巡湖"),
    text("@小红帽 报名 巡湖"),
    [AT, *text(" 报名 巡湖")],
    [AT, *text("报名巡湖")],
    [*text("报名 巡湖 "), AT],
    [AT, *text(" /报名 3")],
    [*text("报名 3"), IMAGE],
]

CHATTER = [
    *map(
        text,
        [
            "报名的人好多啊",
            "报名了吗",
            "报名截止了没？",
            "报名 了吗",
            "报名 ?",
            "报名 --help",
            "我已经报名了",
            "昨天报名巡湖的人呢",
            "+10086打不通",
            "+1 +1 我也觉得",
            "1+1",
            "C++1级",
            "取消报名要扣分吗",
            "取消报名的话怎么办",
            "我要报名驾校",
            "报名表发一下",
            "在哪里报名",
            "我要报名的那个活动呢",
            "+1的请举手",
            "今天天气真好",
            "哈哈哈哈",
            "@所有人 明天开会",
            "？",
            "收到",
            "http://x.com/报名 巡湖",
            "[图片]",
            "报名表在哪领",
            "活动室几点开门",
            "积分商城关了吗",
            "名单发我一下",
            "截止到什么时候",
            "上限是多少啊",
            "补考过了吗",
            "帮我看看快递",
            "考勤表谁有",
            "改期了？",
            "活动真不错",
            "接龙的人注意了",
            "撤销不了啊",
            "来不了的说一声",
            "加分题好难",
            "排行榜上没有我",
            "",
            "   ",
            "。",
            "👍",
        ],
    ),
    [IMAGE],
    [IMAGE, *text("好看")],
    [("face", "1")],
    [("at", "小李"), *text(" 报名的人多吗")],
]


async def three(scene: Scene) -> None:
    await scene.activity("巡湖", capacity=20)


@pytest.mark.parametrize("message", SIGNS_UP, ids=repr)
async def test_ways_to_sign_up(scene: Scene, message: list[Segment]) -> None:
    await three(scene)
    answers = await scene.wire.say("王阿姨", message)
    assert len(answers) == 1
    assert await scene.names(3) == ["王阿姨"]


async def test_chatter_costs_nothing(scene: Scene) -> None:
    await three(scene)
    before = await contents(without=frozenset({"hearing"}))
    calls = len(scene.wire.calls)
    for message in CHATTER:
        assert await scene.wire.say("王阿姨", message) == [], message
    assert await contents(without=frozenset({"hearing"})) == before
    assert len(scene.wire.calls) == calls, "nobody was asked anything"


@pytest.mark.parametrize(
    "said",
    ["+1", "＋1", "＋１", "➕1", " +1 ", "加1", "加一", "我来", "我参加", "算我一个", "报名", "我要报名", "报名！", "報名"],
)
async def test_words_under_a_quote(scene: Scene, said: str) -> None:
    await three(scene)
    await scene.wire.say("小李", "活动 3")
    notice = scene.wire.sent[-1].message_id
    assert len(await scene.wire.say("王阿姨", said, quote=notice)) == 1
    assert await scene.names(3) == ["王阿姨"]


async def test_a_quote_with_the_at_that_clients_put_behind_it(scene: Scene) -> None:
    await scene.wire.say("小李", "活动 1")
    notice = scene.wire.sent[-1].message_id
    assert len(await scene.wire.say("王阿姨", [("reply", notice), AT, *text(" +1 ")])) == 1
    assert await scene.names(1) == ["王阿姨"]


@pytest.mark.parametrize("said", ["+1", "我来", "算我一个", "同意", "取消"])
async def test_a_quote_of_a_neighbours_words_is_chatter(scene: Scene, said: str) -> None:
    before = await contents(without=frozenset({"hearing"}))
    data = scene.wire.frame([("reply", "5"), ("at", "小李"), ("text", f" {said}")], scene.wire.user("王阿姨"), "70001")
    if scene.wire.name == "v12":
        data["message"][0]["data"]["user_id"] = scene.wire.id_of("10005")
    assert await scene.wire.put(Frame(data, "group:70001")) == []
    assert await contents(without=frozenset({"hearing"})) == before


async def test_a_command_under_a_quote_of_a_neighbour_is_a_command(scene: Scene) -> None:
    assert len(await scene.wire.say("王阿姨", "报名 1", quote="5")) == 1
    assert await scene.names(1) == ["王阿姨"]


async def test_a_notice_can_be_quoted_after_a_restart(scene: Scene) -> None:
    await scene.wire.say("小李", "活动 1")
    notice = scene.wire.sent[-1].message_id
    await delivery.deliver()
    forget_everything()
    assert len(await scene.wire.say("王阿姨", "+1", quote=notice)) == 1
    assert await scene.names(1) == ["王阿姨"]


@pytest.mark.parametrize("said", ["在吗", "你好", "😀", "啊啊啊啊", "?", "123456"])
async def test_who_speaks_to_the_bot_is_never_met_with_silence(scene: Scene, said: str) -> None:
    assert len(await scene.wire.say("王阿姨", [AT, *text(f" {said}")])) == 1
    assert len(await scene.wire.say("王阿姨", said, group=None)) == 1


async def test_an_at_alone_gets_the_menu(scene: Scene) -> None:
    [said] = await scene.wire.say("王阿姨", [AT])
    assert "报名" in said


@pytest.mark.parametrize("what", [[IMAGE], [("face", "1")]])
async def test_a_picture_alone_in_private_is_answered(scene: Scene, what: list[Segment]) -> None:
    assert len(await scene.wire.say("王阿姨", what, group=None)) == 1


async def test_a_group_of_no_community_hears_nothing(scene: Scene) -> None:
    for said in ("报名 1", "活动", "帮助"):
        assert await scene.wire.say("王阿姨", said, group="79999") == []
    assert await scene.wire.say("王阿姨", [AT, *text(" 报名 1")], group="79999") == []
    [said] = await scene.wire.say("管理员", [AT], group="79999")
    assert "开通" in said


async def test_the_bot_does_not_listen_to_itself(scene: Scene) -> None:
    own = scene.wire.frame(text("报名 1"), "10004", "70001")
    own["user_id"] = int(scene.wire.bot.self_id) if scene.wire.name == "v11" else scene.wire.bot.self_id
    assert await scene.wire.put(Frame(own, "group:70001")) == []
    async with read() as session:
        assert await session.scalar(select(func.count()).select_from(Receipt)) == 0


async def test_an_answer_while_the_peer_is_gone_comes_once_after_it_is_back(scene: Scene) -> None:
    """The deed is done; the sentence waits in the outbox."""
    peer = scene.wire
    peer.leave()
    await peer.say("王阿姨", "报名 1")
    assert await scene.names(1) == ["王阿姨"]
    assert peer.said_in() == []
    peer.come_back()
    await peer.settle()
    await peer.settle()
    assert len(peer.said_in()) == 1
    assert "第 1 位" in peer.said_in()[0]
    await peer.again()
    await peer.settle()
    assert len(peer.said_in()) == 1


async def test_a_defect_is_told_in_plain_words_and_may_be_tried_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, log_errors: list[str]
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("13800138000")

    before = await contents()
    with monkeypatch.context() as patch:
        patch.setattr(signing, "join", broken)
        [said] = await scene.wire.say("王阿姨", "报名 1")
    assert "没有办成" in said
    assert "RuntimeError" not in said
    assert len(log_errors) == 1
    log_errors.clear()
    assert await contents() == before
    [said] = await scene.wire.again()
    assert "报上了" in said


@pytest.mark.parametrize("smile", ["😊", "🌹🌹", " 👍", "[微笑]", "❤️!"])
async def test_a_word_with_a_smiley_alone_is_asked_about_in_the_group(scene: Scene, smile: str) -> None:
    [said] = await scene.wire.say("王阿姨", f"报名{smile}")
    assert "你是想「报名」吗" in said
    assert await scene.names(1) == []
    [said] = await scene.wire.say("王阿姨", "1")
    assert "1. 清洁家园" in said
    [said] = await scene.wire.say("小李", f"签到{smile}", group=None)
    assert "签到" in said
    assert "您是想" not in said


@pytest.mark.parametrize("line", ["报名😊吧", "报名的人😊", "活动，😊大家辛苦", "求助🙏", "😊报名", "积分(", "报名[1]"])
async def test_more_than_a_smiley_is_chatter(scene: Scene, line: str) -> None:
    assert await scene.wire.say("王阿姨", line) == []
