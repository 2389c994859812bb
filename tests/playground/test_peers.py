"""The pretended platforms answer as real peers do."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from nonebot.adapters.onebot import v11, v12

from plugins.kernel import clock
from plugins.playground.messages import At, Message, Picture, Quote, Segment, Text
from plugins.playground.peer import PeerError
from plugins.playground.peer_v11 import PeerV11
from plugins.playground.peer_v12 import PeerV12
from plugins.playground.village import Village
from plugins.playground.worlds import CHATS, PERSONAS

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
GROUP, WECHAT_GROUP = CHATS["volunteers"], CHATS["wechat"]
WANG, ZHAO = PERSONAS["wang"], PERSONAS["zhao"]


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
def qq(village: Village) -> PeerV11:
    return PeerV11(village, "127.0.0.1:8080", None)


@pytest.fixture
def wechat(village: Village) -> PeerV12:
    return PeerV12(village, "127.0.0.1:8080", None)


def everything(village: Village, chat: str) -> tuple[Message, list[Segment]]:
    """A message with one segment of every kind."""
    quoted = village.say(CHATS[chat], "chen", [Text("谁来？")])
    photo = village.album.add(PNG).ident
    said: list[Segment] = [Quote(quoted.id), At("bot"), Text(" 我来[图]&"), At("chen"), Picture(photo)]
    return village.say(CHATS[chat], "wang", said), said


def test_a_qq_event_is_one_the_adapter_understands(qq: PeerV11, village: Village) -> None:
    message, _ = everything(village, "volunteers")
    frame = qq.event(message)
    assert qq.event(message) == frame, "the same message gives the identical frame"
    event = v11.Adapter.json_to_event(frame)
    assert isinstance(event, v11.GroupMessageEvent)
    assert event.get_user_id() == WANG.ident("qq")
    assert str(event.group_id) == GROUP.ident
    assert [each.type for each in event.message] == ["reply", "at", "text", "at", "image"]
    assert event.message.extract_plain_text() == " 我来[图]&"
    assert frame["raw_message"] == str(event.message)


def test_a_private_qq_event(qq: PeerV11, village: Village) -> None:
    event = v11.Adapter.json_to_event(qq.event(village.say(CHATS["qq@wang"], "wang", [Text("积分")])))
    assert isinstance(event, v11.PrivateMessageEvent)
    assert event.sub_type == "friend"


def test_a_wechat_event_is_one_the_adapter_understands(wechat: PeerV12, village: Village) -> None:
    message, _ = everything(village, "wechat")
    frame = wechat.event(message)
    assert wechat.event(message) == frame
    event = v12.Adapter.json_to_event(frame, "playground")
    assert isinstance(event, v12.GroupMessageEvent)
    assert (event.user_id, event.group_id) == (WANG.ident("wechat"), WECHAT_GROUP.ident)
    assert [each.type for each in event.message] == ["reply", "mention", "text", "mention", "image"]


def test_what_is_sent_is_shown_and_can_be_fetched_again(qq: PeerV11, village: Village) -> None:
    page = village.open_page()
    picture = "base64://" + base64.b64encode(PNG).decode()
    segments = [
        {"type": "at", "data": {"qq": WANG.ident("qq")}},
        {"type": "text", "data": {"text": "[CQ:at,qq=all] 好"}},
        {"type": "image", "data": {"file": picture}},
    ]
    sent = qq.call("send_group_msg", {"group_id": int(GROUP.ident), "message": segments})
    shown = page.get_nowait()["message"]
    assert shown["id"] == sent["message_id"]
    assert [each["kind"] for each in shown["segments"]] == ["at", "text", "image"]
    assert shown["segments"][1]["text"] == "[CQ:at,qq=all] 好", "text stays text"
    again = qq.call("get_msg", sent)
    assert str(again["sender"]["user_id"]) == "2900000100"
    assert again["message"][0]["data"]["qq"] == WANG.ident("qq")


def test_a_plain_string_is_parsed_as_real_peers_do(qq: PeerV11, village: Village) -> None:
    page = village.open_page()
    qq.call("send_group_msg", {"group_id": GROUP.ident, "message": "好[CQ:at,qq=all]"})
    assert page.get_nowait()["message"]["segments"][1] == {"kind": "at", "who": "all"}


@pytest.mark.parametrize("temporary", [{}, {"group_id": GROUP.ident}], ids=["plain", "by way of the group"])
def test_who_is_no_friend_gets_no_private_message(qq: PeerV11, village: Village, temporary: dict[str, str]) -> None:
    message = [{"type": "text", "data": {"text": "补上了"}}]
    with pytest.raises(PeerError, match="Timeout"):
        qq.call("send_private_msg", {"user_id": int(ZHAO.ident("qq")), "message": message} | temporary)
    assert not village.log.everything()
    assert qq.call("send_private_msg", {"user_id": int(WANG.ident("qq")), "message": message})
    assert ZHAO.ident("qq") not in {str(each["user_id"]) for each in qq.call("get_friend_list", {})}


@pytest.mark.parametrize(
    ("action", "params"),
    [
        ("no_such_action", {}),
        ("send_group_msg", {"group_id": 1, "message": "好"}),
        ("send_group_msg", {"group_id": GROUP.ident, "message": []}),
        ("send_group_msg", {"group_id": GROUP.ident, "message": [{"type": "image", "data": {"file": "file:///etc/passwd"}}]}),
        (
            "send_group_msg",
            {"group_id": GROUP.ident, "message": [{"type": "image", "data": {"file": "http://example.com/a.png"}}]},
        ),
        ("send_private_msg", {"user_id": 1, "message": "好"}),
        ("get_msg", {"message_id": 1}),
        ("get_group_msg_history", {"group_id": 1}),
        ("get_group_msg_history", {"group_id": GROUP.ident, "message_seq": 1}),
        ("get_group_member_info", {"group_id": GROUP.ident, "user_id": int(PERSONAS["he"].ident("qq"))}),
    ],
)
def test_qq_refuses(qq: PeerV11, action: str, params: dict[str, Any]) -> None:
    with pytest.raises(PeerError):
        qq.call(action, params)


def test_history_is_the_latest_page_oldest_first(qq: PeerV11, village: Village) -> None:
    said = [village.say(GROUP, "wang", [Text(str(number))]) for number in range(30)]
    asked = {"group_id": int(GROUP.ident), "count": 20}
    page = qq.call("get_group_msg_history", asked)["messages"]
    assert [each["message_id"] for each in page] == [each.id for each in said[10:]]
    older = {"message_seq": page[0]["message_id"], "reverse_order": True}
    assert [each["message_id"] for each in qq.call("get_group_msg_history", asked | older)["messages"]] == [
        each.id for each in said[:11]
    ]


def test_a_group_in_which_nobody_spoke_has_an_empty_history(qq: PeerV11) -> None:
    assert qq.call("get_group_msg_history", {"group_id": int(GROUP.ident)}) == {"messages": []}


def test_history_tells_when_it_was_said_by_the_demo_s_clock(qq: PeerV11, village: Village) -> None:
    clock.set_to(clock.at_local(datetime(2026, 11, 27, 17, 59)))
    try:
        village.say(GROUP, "wang", [Text("报名 3")])
        clock.set_to(clock.at_local(datetime(2026, 11, 27, 18, 20)))
        [told] = qq.call("get_group_msg_history", {"group_id": int(GROUP.ident)})["messages"]
        assert f"{clock.local(clock.of_peer(told['time'])):%H:%M}" in ("17:58", "17:59")
    finally:
        clock.set_shift(timedelta(0))


def test_a_recalled_message_is_gone(qq: PeerV11, village: Village) -> None:
    sent = qq.call("send_group_msg", {"group_id": GROUP.ident, "message": "错了"})
    qq.call("delete_msg", sent)
    assert village.log.everything()[0].as_json()["segments"] == []
    with pytest.raises(PeerError):
        qq.call("get_msg", sent)


def test_a_picture_goes_to_wechat_and_back(wechat: PeerV12, village: Village) -> None:
    data = base64.b64encode(PNG).decode()
    file = wechat.call("upload_file", {"type": "data", "name": "a.png", "data": data})
    picture = [{"type": "image", "data": file}]
    sent = wechat.call("send_message", {"detail_type": "group", "group_id": WECHAT_GROUP.ident, "message": picture})
    found = village.log.find(sent["message_id"])
    assert found is not None
    assert isinstance(found.segments[0], Picture)
    assert wechat.call("get_file", file | {"type": "data"})["data"] == data
    assert wechat.call("get_file", file | {"type": "url"})["url"].startswith("http://127.0.0.1:8080/demo/photo/")


@pytest.mark.parametrize(
    ("action", "params", "code"),
    [
        ("no_such_action", {}, 10002),
        ("send_message", {}, 10003),
        ("send_message", {"detail_type": "group", "group_id": "x", "message": []}, 35001),
        ("send_message", {"detail_type": "group", "group_id": WECHAT_GROUP.ident, "message": []}, 10003),
        (
            "send_message",
            {"detail_type": "group", "group_id": WECHAT_GROUP.ident, "message": [{"type": "location", "data": {}}]},
            10005,
        ),
        ("get_file", {"file_id": "x", "type": "data"}, 33001),
        ("get_user_info", {"user_id": "x"}, 35001),
    ],
)
def test_wechat_refuses_with_the_code_of_the_standard(wechat: PeerV12, action: str, params: dict[str, Any], code: int) -> None:
    with pytest.raises(PeerError) as refused:
        wechat.call(action, params)
    assert refused.value.retcode == code


def test_everybody_is_known_on_both_platforms(qq: PeerV11, wechat: PeerV12) -> None:
    assert {each["nickname"] for each in qq.call("get_group_member_list", {"group_id": GROUP.ident})} >= {"王阿姨", "小红帽"}
    assert {each["user_name"] for each in wechat.call("get_group_member_list", {"group_id": WECHAT_GROUP.ident})} >= {"王阿姨"}
    assert qq.call("get_group_member_info", {"group_id": GROUP.ident, "user_id": WANG.ident("qq")})["role"] == "member"
    assert set(wechat.call("get_supported_actions", {})) >= {"send_message", "get_group_member_list"}
