"""Each oddity of a real peer, shown by a peer that has it: what is said is heard once, and what is sent is said once."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.outbox import gateway
from plugins.outbox.service import Letter
from tests.outbox.letters import forward, group, person, put, rows, states
from tests.program import Program
from tests.smoke.peers import dial
from tests.wire import QQ, Frame, WeChat

Wire = QQ | WeChat
Data = dict[str, Any]
V11 = pytest.mark.parametrize("wire", ["v11"], indirect=True)
V12 = pytest.mark.parametrize("wire", ["v12"], indirect=True)
PLAN = "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人"
PNG = b"\x89PNG\r\n\x1a\n and so on"


def without(*names: str) -> Callable[[Data], Data]:
    return lambda data: {name: value for name, value in data.items() if name not in names}


def with_(**fields: Any) -> Callable[[Data], Data]:
    return lambda data: data | fields


def as_text(*names: str) -> Callable[[Data], Data]:
    return lambda data: data | {name: str(data[name]) for name in names}


def from_sender(**fields: Any) -> Callable[[Data], Data]:
    return lambda data: data | {"sender": data["sender"] | fields}


def words(text: str) -> list[Data]:
    return [{"type": "text", "data": {"text": text}}]


def at(**data: Any) -> Data:
    return {"type": "at", "data": data}


def mention(**data: Any) -> Data:
    return {"type": "mention", "data": data}


HEARTBEAT = {"post_type": "meta_event", "meta_event_type": "heartbeat", "self_id": "wxid_bot", "interval": 5000}
UNKNOWN = {"type": "keyboard", "data": {"content": {"rows": [{"buttons": []}]}}}
TOLD_ON_V11: dict[str, Callable[[Data], Data]] = {
    "ids and time as text": as_text("user_id", "group_id", "message_id", "self_id", "time"),
    "time with a fraction": lambda data: data | {"time": data["time"] + 0.25},
    "message_id a text (oicq)": with_(message_id="AAERcAAAJxQAAAABXtYkMWdHkWEB"),
    "message_id negative (go-cqhttp)": with_(message_id=-1541043078),
    "message_id 0": with_(message_id=0),
    "font a name (oicq)": with_(font="微软雅黑"),
    "no font": without("font"),
    "no raw_message": without("raw_message"),
    "no sub_type": without("sub_type"),
    "no sender": without("sender"),
    "sender null": with_(sender=None),
    "a sender's level a number (oicq)": from_sender(level=42, age="unknown", sex=0),
    "no card": from_sender(card=None),
    "an invisible name": from_sender(card="", nickname="\u2067\u200b"),
    "a name as a number": from_sender(card=10086),
    "anonymous, empty": with_(anonymous={}),
    "message as CQ codes": with_(message="[CQ:at,qq=80001] 报名 清洁家园"),
    "message as plain text": with_(message="报名 清洁家园"),
    "CQ codes without a gap": with_(message="[CQ:at,qq=80001]报名 清洁家园"),
    "at as a number": with_(message=[at(qq=80001), *words("报名 清洁家园")]),
    "at with a name": with_(message=[at(qq="80001", name="@志愿小助手"), *words(" 报名 清洁家园")]),
    "at flattened to text": with_(message=words("@小红帽\u2005报名 清洁家园")),
    "at everyone": with_(message=[at(qq="all"), *words(" 报名 清洁家园")]),
    "reply to nothing known": with_(message=[{"type": "reply", "data": {"id": -7}}, *words("报名 清洁家园")]),
    "reply and at": with_(message=[{"type": "reply", "data": {"id": "7"}}, at(qq="80001"), *words(" 报名 清洁家园")]),
    "unknown segments": with_(message=[*words("报名 清洁家园"), UNKNOWN, {"type": "mface", "data": {"url": "", "key": None}}]),
    "a segment without data": with_(message=[*words("报名 清洁家园"), {"type": "shake"}]),
    "text in many pieces": with_(message=[*words("报名"), *words(" "), *words("清洁家园")]),
    "ids of another platform": with_(user_id="wxid_3f7aae0c101a"),
    "fields nobody knows": with_(real_id=5, message_seq=5, group_name="恋湖", raw={"elements": []}, target_id=None),
}
TOLD_ON_V12: dict[str, Callable[[Data], Data]] = {
    "ids as numbers": lambda data: data | {"user_id": 10004, "message_id": 7, "id": 8},
    "self as a number": lambda data: data | {"self": data["self"] | {"user_id": "wxid_bot", "nickname": "小红帽"}},
    "time a whole number": lambda data: data | {"time": int(data["time"])},
    "message_id 0": with_(message_id=0),
    "no alt_message": without("alt_message"),
    "alt_message null": with_(alt_message=None),
    "no sub_type": without("sub_type"),
    "no id": without("id"),
    "a mention of the bot": with_(message=[mention(user_id="wxid_bot"), *words("报名 清洁家园")]),
    "a mention flattened to text": with_(message=words("@小红帽\u2005报名 清洁家园")),
    "a mention of all": with_(message=[{"type": "mention_all", "data": {}}, *words("报名 清洁家园")]),
    "segments of its own": with_(message=[*words("报名 清洁家园"), {"type": "wx.emoji", "data": {"file_id": "5"}}]),
    "fields of its own, flat": lambda data: data | {"wx.member": "甲", "wx.room.name": "恋湖"},
    "a reply of which the author is unknown": with_(
        message=[{"type": "reply", "data": {"message_id": "5"}}, *words("报名 清洁家园")]
    ),
}
NOT_FOR_US: dict[str, dict[str, Callable[[Data], Data]]] = {
    "v11": {
        "its own words, echoed": with_(user_id=80001),
        "its own words, as message_sent": with_(post_type="message_sent", message_type="group", user_id=80001),
        "anonymous": with_(user_id=80000000, sub_type="anonymous", anonymous={"id": 5, "name": "大力鬼王", "flag": "x"}),
        "anonymous under an id": with_(sub_type="anonymous"),
        "user 0": with_(user_id=0),
        "no user": without("user_id"),
        "user null": with_(user_id=None),
        "no group": without("group_id"),
        "group 0": with_(group_id=0),
        "a channel's": with_(message_type="guild", guild_id="5", channel_id="6"),
        "no time": without("time"),
        "no account": without("self_id"),
        "a heartbeat of an account that is a word": lambda data: HEARTBEAT | {"time": data["time"]},
        "message null": with_(message=None),
        "message a number": with_(message=5),
        "an empty message": with_(message=[]),
        "a text that is none": with_(message=[{"type": "text", "data": {"text": None}}]),
    },
    "v12": {
        "its own words, echoed": with_(user_id="wxid_bot"),
        "no self": without("self"),
        "self without a platform": with_(self={"user_id": "wxid_bot"}),
        "no user": without("user_id"),
        "a channel's": with_(detail_type="channel", guild_id="5", channel_id="6"),
        "a kind of its own": with_(detail_type="wx.official"),
        "a type of its own": with_(type="wx.message"),
        "no time": without("time"),
        "an empty message": with_(message=[]),
        "message null": with_(message=None),
    },
}


@pytest.fixture
async def peer(wire: Wire) -> Wire:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.say("管理员", PLAN)
    await wire.settle()
    return wire


def frame(peer: Wire, edit: Callable[[Data], Data], text: str = "报名 清洁家园") -> Frame:
    return Frame(edit(peer.frame([("text", text)], "10004", "70001")), "group:70001")


async def hear(peer: Wire, told: Frame) -> list[str]:
    """Put it on the wire as its bytes come; what makes no event is heard by nobody."""
    event: Any = peer.event(json.loads(json.dumps(told.data)))
    before = len(peer.sent)
    if event is not None:
        await peer.bot.handle_event(event)
    return [each.text for each in peer.sent[before:]]


@V11
@pytest.mark.parametrize("quirk", TOLD_ON_V11)
async def test_on_v11_it_is_heard_once(peer: QQ, quirk: str) -> None:
    await _heard_once(peer, TOLD_ON_V11[quirk])


@V12
@pytest.mark.parametrize("quirk", TOLD_ON_V12)
async def test_on_v12_it_is_heard_once(peer: WeChat, quirk: str) -> None:
    await _heard_once(peer, TOLD_ON_V12[quirk])


async def _heard_once(peer: Wire, edit: Callable[[Data], Data]) -> None:
    told = frame(peer, edit)
    [answer] = await hear(peer, told)
    assert "第 1 位" in answer
    assert await hear(peer, told) == [], "the same once more"
    assert "1 人，" in (await peer.say("小李", "名单 清洁家园"))[0]


@pytest.mark.parametrize(
    ("wire", "quirk"), [(one, each) for one, all_ in NOT_FOR_US.items() for each in all_], indirect=["wire"]
)
async def test_nobody_said_it_to_us(peer: Wire, quirk: str) -> None:
    assert await hear(peer, frame(peer, NOT_FOR_US[peer.name][quirk])) == []
    assert "第 1 位" in (await peer.say("王阿姨", "报名 清洁家园"))[0]


async def test_none_of_it_ends_the_line(tmp_path: Path) -> None:
    """On v12 the adapter hangs up on an event without a readable account; the real program does not."""
    with Program(tmp_path, {"LOG_LEVEL": "WARNING"}) as bot:
        async with dial("v12", bot.port) as line:
            for edit in (*NOT_FOR_US["v12"].values(), with_(self={"user_id": 5}), without("self", "id", "time", "type")):
                await line.socket.send(json.dumps(edit(line.frame("10004", "活动", "70001"))))
            await line.until("开通", "10001", "开通 恋湖社区 模板 恋湖")
            await line.until("巡湖", "10004", "活动")
            assert not line.closed.is_set()
    assert "Traceback" not in bot.said, bot.said[-3000:]


async def test_a_peer_that_numbers_nothing(peer: Wire) -> None:
    """Two messages of one second under one number are two; each delivered twice is one; and a recall of number 0 concerns nothing."""
    first, second = frame(peer, with_(message_id=0)), frame(peer, with_(message_id=0), "取消报名 清洁家园")
    second.data["time"] = first.data["time"]
    assert "第 1 位" in (await hear(peer, first))[0]
    assert "已退出" in (await hear(peer, second))[0]
    assert await hear(peer, first) == await hear(peer, second) == []
    assert await peer.recall(first) == []


@V11
async def test_a_number_that_comes_again_later_is_another_message(peer: QQ) -> None:
    assert "第 1 位" in (await hear(peer, frame(peer, with_(message_id=5, time=1764000000))))[0]
    assert "已退出" in (await hear(peer, frame(peer, with_(message_id=5, time=1764000009), "取消报名 清洁家园")))[0]


@V11
async def test_a_recall_finds_a_message_numbered_by_text(peer: QQ) -> None:
    """oicq numbers by text, and its notices name no operator."""
    pasted = frame(peer, with_(message_id="AAERcAAA+/Q="), "#接龙\n清洁家园\n1. 王阿姨\n2. 赵叔")
    assert await hear(peer, pasted)
    gone = peer.recall_frame(pasted.data, None)
    del gone["operator_id"]
    await peer.bot.handle_event(peer.event(gone))
    assert any("撤回" in each.text for each in await peer.settle())


COMINGS: dict[str, list[Data]] = {
    "v11": [
        {"notice_type": "group_decrease", "sub_type": "leave", "operator_id": 10004},
        {"notice_type": "group_decrease", "sub_type": "kick", "operator_id": None},
        {"notice_type": "group_decrease"},
    ],
    "v12": [
        {"detail_type": "group_member_decrease", "sub_type": "leave", "operator_id": "wx10004"},
        {"detail_type": "group_member_decrease", "sub_type": "", "operator_id": ""},
        {"detail_type": "group_member_decrease"},
    ],
}


@pytest.mark.parametrize(("wire", "which"), [(one, at) for one in COMINGS for at in range(3)], indirect=["wire"])
async def test_somebody_left_and_came_back(peer: Wire, which: int, departures: list[tuple[str, bool]]) -> None:
    told = COMINGS[peer.name][which]
    head = without("message", "message_type", "message_id", "sub_type", "raw_message", "font", "sender", "alt_message")
    of = {"post_type": "notice"} if peer.name == "v11" else {"type": "notice"}
    data = head(frame(peer, with_(**of)).data) | told
    assert await hear(peer, Frame(data, "group:70001")) == []
    kind = "notice_type" if peer.name == "v11" else "detail_type"
    await hear(peer, Frame(data | {kind: told[kind].replace("decrease", "increase")}, "group:70001"))
    assert departures == [(peer.id_of("10004"), True), (peer.id_of("10004"), False)]


@pytest.fixture
def departures(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    from plugins.inbox import movements

    moved: list[tuple[str, bool]] = []

    async def note(_session: object, told: movements.Moved) -> None:
        moved.append((told.user, told.gone))

    monkeypatch.setattr(movements, "_handlers", [note])
    return moved


def answering(peer: Wire, action: str, answer: Data | Callable[[Data], Data]) -> None:
    """The peer does what it is asked, and answers like this."""
    serve = peer.serve

    def oddly(called: str, params: Data) -> Data:
        done = serve(called, params)
        if not called.startswith(action):
            return done
        return answer(done) if callable(answer) else answer

    peer.serve = oddly  # type: ignore[method-assign]


SAID: dict[str, Data | Callable[[Data], Data]] = {
    "status async": {"status": "async", "retcode": 1, "data": None, "message": ""},
    "no data (ComWeChat)": {"status": "ok", "retcode": 0, "data": None, "message": ""},
    "message_id null": {"status": "ok", "retcode": 0, "data": {"message_id": None}, "message": ""},
    "message_id 0": {"status": "ok", "retcode": 0, "data": {"message_id": 0}, "message": ""},
    "message_id empty": {"status": "ok", "retcode": 0, "data": {"message_id": ""}, "message": ""},
    "message_id a text": {"status": "ok", "retcode": 0, "data": {"message_id": "AAERcAAA+/Q="}, "message": ""},
    "message_id endless": {"status": "ok", "retcode": 0, "data": {"message_id": "x" * 500}, "message": ""},
    "data a number": {"status": "ok", "retcode": 0, "data": 5, "message": ""},
    "nothing but ok": {"status": "ok", "retcode": 0},
    "no message field": without("message"),
    "retcode a text": with_(retcode="0"),
    "words beside ok": with_(wording="", msg="", stream="normal-action"),
}


@pytest.mark.parametrize("quirk", SAID)
async def test_it_is_said_whatever_number_comes_back(wire: Wire, quirk: str) -> None:
    answering(wire, "send", SAID[quirk])
    await put(Letter("a", group(wire), "明天见"))
    for _ in range(4):
        await wire.settle()
        forward(20)
    assert (wire.said_in(), await states()) == (["明天见"], ["sent"])
    assert len((await rows())[0].message_id or "") <= 100


def beat(peer: QQ, *, online: bool) -> Data:
    status = {"online": online, "good": True, "stat": {}}
    return HEARTBEAT | {"self_id": int(peer.bot.self_id), "time": 1764000000, "status": status}


def is_offline(peer: QQ) -> Data:
    """As NapCat says it."""
    told = {"notice_type": "bot_offline", "user_id": int(peer.bot.self_id), "tag": "下线通知", "message": "登录已失效"}
    return {"post_type": "notice", "self_id": int(peer.bot.self_id), "time": 1764000000} | told


@V11
@pytest.mark.parametrize("says", [lambda peer: beat(peer, online=False), is_offline])
@pytest.mark.parametrize("back", ["a beat", "a message", "a new line"])
async def test_logged_out_behind_a_line_that_stands(wire: QQ, says: Callable[[QQ], Data], back: str) -> None:
    """Nothing is tried meanwhile: it would fail for good. When the account is back, all that waited is said."""
    wire.refuse = lambda action, params: "登录已失效"
    await hear(wire, Frame(says(wire), ""))
    await put(Letter("a", group(wire), "明天见"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert (await states(), wire.calls, gateway.accounts()) == (["queued"], [], set())
    wire.refuse = lambda action, params: None
    if back == "a beat":
        await hear(wire, Frame(beat(wire, online=True), ""))
    elif back == "a message":
        await wire.say("王阿姨", "今天天气真好")
    else:
        wire.leave()
        await asyncio.sleep(0.05)
        wire.come_back()
    await wire.settle()
    assert wire.said_in() == ["明天见"]


@V11
async def test_a_beat_without_a_word_about_it_changes_nothing(wire: QQ) -> None:
    """oicq's beats tell nothing but the interval."""
    await hear(wire, Frame(HEARTBEAT | {"self_id": 80001, "time": 1764000000}, ""))
    await put(Letter("a", group(wire), "明天见"))
    await wire.settle()
    assert wire.said_in() == ["明天见"]


@V11
@pytest.mark.parametrize("number", [0, None, ""])
async def test_a_quote_of_no_message_is_not_about_the_last(peer: QQ, number: object) -> None:
    answering(peer, "send", {"status": "ok", "retcode": 0, "data": {"message_id": number}, "message": ""})
    await peer.say("王阿姨", "活动")
    assert await peer.say("王阿姨", "谢谢啦", quote="0") == []


LATE: dict[str, Data] = {
    "NapCat": {"retcode": 1200, "message": "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg EventRet:\n{}\n"},
    "NapCat, silently blocked": {"retcode": 200, "message": 'Timeout: NTEvent sendMsg EventRet:\n{"result": 0}'},
    "oicq": {"retcode": 103, "error": {"code": -1, "message": "packet timeout"}},
    "another": {"retcode": 100, "wording": "Request Timed Out"},
    "in Chinese": {"retcode": 1200, "wording": "消息发送超时"},
}


@V11
@pytest.mark.parametrize("peer_", LATE)
async def test_a_late_answer_may_mean_it_was_said(wire: QQ, peer_: str) -> None:
    """Once more, then nobody knows; it is never said a third time."""
    answering(wire, "send", {"status": "failed", "data": None} | LATE[peer_])
    await put(Letter("a", group(wire), "明天见"))
    for _ in range(6):
        await wire.settle()
        forward(20)
    assert (wire.said_in(), await states()) == (["明天见"] * 2, ["unknown"])


NO: dict[str, dict[str, tuple[Data, str]]] = {
    "v11": {
        "NapCat, muted": ({"retcode": 1200, "message": 'EventChecker Failed: sendMsg EventRet:\n{"result": 120}'}, "120"),
        "go-cqhttp, risk control": (
            {"retcode": 100, "msg": "SEND_MSG_API_ERROR", "wording": "请参考 go-cqhttp 端输出"},
            "SEND_MSG_API_ERROR",
        ),
        "Lagrange, QQ's own number": ({"retcode": 120, "message": "", "wording": ""}, "failed"),
        "oicq": ({"retcode": 102, "error": {"code": 120, "message": "在该群被禁言"}}, "在该群被禁言"),
        "echo and status only": ({}, "failed"),
    },
    "v12": {
        "ComWeChat, unknown segment": (
            {"retcode": 10002, "message": "发送消息时出现以下错误:\n不支持的消息段:location"},
            "不支持的消息段",
        ),
        "ComWeChat, who is that": ({"retcode": 10006, "message": "查无此人:wxid_nobody"}, "查无此人"),
        "pylibob": ({"retcode": 20002, "message": None}, "failed"),
        "retcode as text, no message": ({"retcode": "20002"}, "failed"),
    },
}


@pytest.mark.parametrize(("wire", "quirk"), [(one, each) for one, all_ in NO.items() for each in all_], indirect=["wire"])
async def test_a_no_is_a_no_in_the_peers_own_words(wire: Wire, quirk: str) -> None:
    answer, words_of_it = NO[wire.name][quirk]
    wire.serve = lambda action, params: {"status": "failed", "data": None} | answer  # type: ignore[method-assign]
    await put(Letter("a", group(wire), "明天见"))
    for _ in range(8):
        await wire.settle()
        forward(30)
    [row] = await rows()
    assert row.state == "failed"
    assert words_of_it in (row.error or "")


ANSWERS = Path(__file__).parent / "answers" / "v11"


@V11
async def test_a_stranger_who_cannot_be_written_to_is_reached_through_the_group(wire: QQ) -> None:
    """NapCat says it as a time-out, though nothing was said."""
    strange = json.loads((ANSWERS / "napcat_resp_pm_non_friend_timeout.json").read_text("utf-8"))
    serve = wire.serve
    direct = lambda action, params: action == "send_private_msg" and "group_id" not in params  # noqa: E731
    wire.serve = lambda action, params: strange if direct(action, params) else serve(action, params)  # type: ignore[method-assign]
    await put(Letter("a", person(wire), "悄悄话", via_group=group(wire), discreet="请私聊我"))
    await wire.settle()
    assert wire.said_to("王阿姨") == ["悄悄话"]
    assert await states() == ["sent"]


@V11
@pytest.mark.parametrize("shape", ["napcat_resp_rich_media_failed.json", "napcat_resp_rich_media_failed_ws.json"])
async def test_pictures_that_are_not_taken_leave_the_words(wire: QQ, shape: str) -> None:
    refused = json.loads((ANSWERS / shape).read_text("utf-8"))
    serve = wire.serve
    shown = lambda params: any(part["type"] == "image" for part in params.get("message", ()))  # noqa: E731
    wire.serve = lambda action, params: refused if shown(params) else serve(action, params)  # type: ignore[method-assign]
    await gateway.speak(group(wire), gateway.Content("积分榜：王阿姨 3", image=PNG, photos=[PNG]))
    assert [(each.text, each.images) for each in wire.sent] == [("积分榜：王阿姨 3", 0)]


@V12
@pytest.mark.parametrize(
    "answer",
    [
        {"status": "failed", "retcode": 10002, "data": None, "message": "未实现的action: upload_file"},
        {"status": "failed", "retcode": 33000, "data": None, "message": "下载文件失败"},
        {"status": "failed", "retcode": 32000, "data": None, "message": "timeout"},
        {"status": "ok", "retcode": 0, "data": None, "message": ""},
        {"status": "ok", "retcode": 0, "data": {"file_id": ""}},
    ],
)
async def test_a_bridge_that_takes_no_pictures_gets_the_words(wire: WeChat, answer: Data) -> None:
    answering(wire, "upload_file", answer)
    await gateway.speak(group(wire), gateway.Content("积分榜：王阿姨 3", image=PNG))
    assert [(each.text, each.images) for each in wire.sent] == [("积分榜：王阿姨 3", 0)]


@V12
async def test_one_who_has_left_does_not_cost_the_others_their_reminder(wire: WeChat) -> None:
    """ComWeChat refuses a message that mentions somebody whom the group does not hold."""
    gone = json.loads((ANSWERS.parent / "v12" / "comwechat_resp_send_message_unknown_mention.json").read_text("utf-8"))
    serve = wire.serve
    named = lambda params: any(part["type"] == "mention" for part in params.get("message", ()))  # noqa: E731
    wire.serve = lambda action, params: gone if named(params) else serve(action, params)  # type: ignore[method-assign]
    await put(Letter("a", group(wire), "明天的活动：清洁家园", mentions=("wxid_a", "wxid_gone")))
    await put(Letter("b", person(wire), "悄悄话", via_group=group(wire), discreet="请私聊我"))
    wire.refuse = lambda action, params: "no such friend" if params.get("detail_type") == "private" else None
    await wire.settle()
    assert wire.said_in() == ["明天的活动：清洁家园"], "and nobody else is puzzled by what was for one alone"
    assert (await states())[0] == "sent"


async def test_pictures_travel_as_bytes_and_words_as_text(peer: Wire) -> None:
    """No path (peers live in containers), no address, no reply segment (ComWeChat fails on it), no CQ code, text before a mention."""
    picked = gateway.Content("[CQ:at,qq=all] 报名", mentions=(peer.id_of("10004"),), image=PNG)
    await gateway.speak(group(peer), picked)
    action, params = next(call for call in reversed(peer.calls) if call[0].startswith("send"))
    message = params["message"]
    assert action in ("send_group_msg", "send_message")
    assert [part["type"] for part in message] == ["image", "text", "text", "at" if peer.name == "v11" else "mention"]
    assert message[1]["data"]["text"] == "[CQ:at,qq=all] 报名"
    if peer.name == "v11":
        assert message[0]["data"]["file"].startswith("base64://")


@V11
async def test_a_peer_without_heartbeats_and_names(peer: QQ) -> None:
    """It knows no member (get_group_member_info is missing) and beats no heart: who speaks is served all the same."""
    peer.refuse = lambda action, params: None if action.startswith("send") else "no such api"
    nameless = frame(peer, from_sender(card="", nickname=""))
    assert "第 1 位" in (await hear(peer, nameless))[0]
    assert "10004" not in "".join(await peer.say("小李", "名单 清洁家园")), "a number is no name"
