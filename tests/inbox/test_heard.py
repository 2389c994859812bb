"""One incoming message is the same for both protocols: who, where, what words, whom it mentions, what it quotes."""

from typing import Any

import pytest

from plugins.inbox.heard import Heard, listen
from plugins.kernel import clock
from tests.wire import QQ, Segment, WeChat

Wire = QQ | WeChat


def heard(wire: Wire, segments: list[Segment], *, group: str | None = "70001", **extra: Any) -> Heard | None:
    data = wire.frame(segments, wire.user("王阿姨"), group) | extra
    return listen(wire.bot, wire.event(data))


def certain(said: Heard | None) -> Heard:
    assert said is not None
    return said


def test_in_a_group(wire: Wire) -> None:
    said = certain(heard(wire, [("text", "報名　１２")]))
    assert (said.said, said.text) == ("報名　１２", "报名 12")
    assert said.in_group
    assert not said.spoken_to
    assert said.user == wire.id_of("10004")
    assert str(said.chat).startswith(f"{wire.platform}:{wire.bot.self_id}:group:")
    assert str(said.person) == f"{wire.platform}:{wire.bot.self_id}:person:{wire.id_of('10004')}"


def test_in_private(wire: Wire) -> None:
    said = certain(heard(wire, [("text", "报名")], group=None))
    assert not said.in_group
    assert said.spoken_to
    assert said.chat == said.person


@pytest.mark.parametrize(
    "segments",
    [
        [("at", "bot"), ("text", " 报名 12")],
        [("text", "报名 12 "), ("at", "bot")],
        [("text", "报名"), ("at", "bot"), ("text", "12")],
        [("text", "@小红帽 报名 12")],
        [("text", "@小红帽\u2005报名 12")],
        [("text", "＠小红帽，报名 12")],
    ],
)
def test_an_at_of_the_bot_calls_it_and_is_no_mention(wire: Wire, segments: list[Segment]) -> None:
    said = certain(heard(wire, segments))
    assert said.text == "报名 12"
    assert said.mentions == ()
    assert said.spoken_to


def test_others_who_are_mentioned(wire: Wire) -> None:
    said = certain(heard(wire, [("text", "任命 "), ("at", "小李"), ("text", " 社工"), ("at", "赵叔"), ("at", "小李")]))
    assert said.mentions == (wire.id_of("10005"), wire.id_of("10006"))
    assert said.text == "任命 社工"
    assert not said.spoken_to


def test_the_at_that_clients_put_behind_a_quote_is_no_mention(wire: Wire) -> None:
    said = certain(heard(wire, [("reply", "5"), ("at", "小李"), ("text", " +1")]))
    assert said.quoted == "5"
    assert said.mentions == ()
    assert said.text == "+1"


def test_photos(wire: Wire) -> None:
    said = certain(heard(wire, [("text", "巡湖记录"), ("image", "a.jpg"), ("text", "一切正常"), ("image", "b.jpg")]))
    assert [photo.file for photo in said.photos] == ["a.jpg", "b.jpg"]
    assert said.text == "巡湖记录 一切正常"


def test_cq_codes_that_are_typed_are_text(wire: Wire) -> None:
    said = certain(heard(wire, [("text", "[CQ:at,qq=all] 报名")]))
    assert said.said == "[CQ:at,qq=all] 报名"
    assert said.mentions == ()


def test_the_key_tells_messages_apart_and_copies_not(wire: Wire) -> None:
    data = wire.frame([("text", "报名")], wire.user("王阿姨"), "70001")
    first, copy = (certain(listen(wire.bot, wire.event(data | {}))) for _ in range(2))
    other = certain(heard(wire, [("text", "报名")]))
    assert first.key == copy.key
    assert first.key != other.key


@pytest.mark.parametrize("seconds", [-3600, 10**6 * 2])
def test_a_clock_that_is_wrong_is_not_believed(wire: Wire, seconds: int) -> None:
    """In the future, or older than a day: then the present counts."""
    at = clock.now().timestamp() - clock.shift().total_seconds() - seconds
    said = certain(heard(wire, [("text", "报名")], time=int(at) if wire.name == "v11" else at))
    assert abs((said.sent_at - clock.now()).total_seconds()) < 60


def test_the_clock_of_a_late_delivery_is_believed(wire: Wire) -> None:
    at = clock.now().timestamp() - clock.shift().total_seconds() - 600
    said = certain(heard(wire, [("text", "报名")], time=int(at) if wire.name == "v11" else at))
    assert 599 <= (clock.now() - said.sent_at).total_seconds() <= 660


def test_names_of_qq(qq: QQ) -> None:
    sender = {"user_id": 10004, "nickname": "昵称", "card": "3栋王阿姨", "role": "member"}
    assert certain(heard(qq, [("text", "报名")], sender=sender)).name == "3栋王阿姨"
    assert certain(heard(qq, [("text", "报名")], sender=sender | {"card": " \u200b"})).name == "昵称"
    assert certain(heard(qq, [("text", "报名")], sender=sender | {"card": "", "nickname": "临时会话"})).name == ""


def test_a_stranger_from_a_group(qq: QQ) -> None:
    sender = {"user_id": 10004, "nickname": "临时会话", "group_id": 70001}
    said = certain(heard(qq, [("text", "报名")], group=None, sub_type="group", sender=sender))
    assert said.temp_group == "70001"


def test_nobody_listens_to_itself_or_to_the_nameless(qq: QQ) -> None:
    for user in (int(qq.bot.self_id), 80000000):
        assert heard(qq, [("text", "报名")], user_id=user) is None


LONG = "w" * 101


@pytest.mark.parametrize("extra", [{"user_id": LONG}, {"group_id": LONG}, {"message_id": LONG}, {"user_id": ""}], ids=str)
def test_ids_that_no_platform_gives_are_nobody_s(wechat: WeChat, extra: dict[str, Any]) -> None:
    assert heard(wechat, [("text", "报名 12")], **extra) is None


@pytest.mark.parametrize("platform", ["we:chat", "w" * 21])
def test_a_platform_whose_name_is_none(wechat: WeChat, platform: str) -> None:
    wechat.bot.platform = platform
    assert heard(wechat, [("text", "报名 12")]) is None


def test_a_number_beyond_all_numbers_and_a_mention_of_nobody(qq: QQ) -> None:
    assert heard(qq, [("text", "报名 12")], message_id=10**101) is None
    assert certain(heard(qq, [("text", "任命 "), ("at", LONG), ("at", "小李")])).mentions == ("10005",)
