"""WeChat: a peer that speaks OneBot v12."""

import base64
import time
from typing import Any

from nonebot.adapters.onebot.v12 import Message as V12Message
from nonebot.adapters.onebot.v12 import MessageSegment

from . import speech_v12 as speech
from .messages import Message, has_content
from .peer import Frame, Peer, PeerError
from .speech_v11 import keep_base64, photo_url
from .worlds import BOT, BOT_IDS, PERSONAS, Chat, chat_of, groups, ident_of, name_of, who_is

SELF = {"platform": "wechat", "user_id": BOT_IDS["wechat"]}
VERSION = {"impl": "playground", "version": "1", "onebot_version": "12"}
UNKNOWN_ACTION, BAD_PARAM, NO_SUCH, NO_FILE = 10002, 10003, 35001, 33001


class PeerV12(Peer):
    """The bot's WeChat account."""

    platform = "wechat"
    path = "/onebot/v12/ws"

    def headers(self) -> dict[str, str]:
        """v12 tells the protocol in the sub-protocol and the agent."""
        return {"User-Agent": "OneBot/12 (wechat) playground/1", "Sec-WebSocket-Protocol": "12.playground"}

    def greeting(self) -> list[Frame]:
        """``connect``, then who is online."""
        bots = {"good": True, "bots": [{"self": SELF, "online": True}]}
        return [self._meta("connect") | {"version": VERSION}, self._meta("status_update") | {"status": bots}]

    def heartbeat(self) -> Frame:
        """The interval is in milliseconds."""
        return self._meta("heartbeat") | {"interval": 30000}

    def _meta(self, kind: str) -> Frame:
        return {"id": f"{kind}-{time.time_ns()}", "time": time.time(), "type": "meta", "detail_type": kind, "sub_type": ""}

    def event(self, message: Message) -> Frame:
        """A message; v12 events carry no names."""
        wire = speech.spoken(message.segments, self.village.log)
        frame = {
            "id": f"playground-{message.id}",
            "self": SELF,
            "time": message.real,
            "type": "message",
            "detail_type": "group" if message.chat.is_group else "private",
            "sub_type": "",
            "message_id": str(message.id),
            "message": wire,
            "alt_message": str(V12Message(MessageSegment(each["type"], each["data"]) for each in wire)),
            "user_id": ident_of("wechat", message.who),
        }
        return frame | ({"group_id": message.chat.ident} if message.chat.is_group else {})

    def call(self, action: str, params: Frame) -> Any:
        """One action."""
        deed = getattr(self, f"_do_{action}", None)
        if deed is None:
            raise PeerError(UNKNOWN_ACTION, f"未实现的action: {action}")
        try:
            return deed(params)
        except (KeyError, TypeError, ValueError) as error:
            raise PeerError(BAD_PARAM, f"参数不对：{error!r}") from error

    def _do_send_message(self, params: Frame) -> Frame:
        to_group = params["detail_type"] == "group"
        chat = chat_of("wechat", str(params["group_id" if to_group else "user_id"]), group=to_group)
        if chat is None:
            raise PeerError(NO_SUCH, "没有这个群或这个人")
        heard = speech.heard(params["message"], self.village.album)
        if not has_content(heard):
            raise PeerError(BAD_PARAM, "消息是空的")
        message = self.village.say(chat, BOT, heard)
        return {"message_id": str(message.id), "time": message.real}

    def _do_delete_message(self, params: Frame) -> None:
        message = self.village.log.find(params["message_id"])
        if message is None or message.chat.platform != "wechat":
            raise PeerError(NO_SUCH, "没有这条消息")
        self.village.recall(message)

    def _do_upload_file(self, params: Frame) -> Frame:
        if params["type"] == "data":
            return {"file_id": keep_base64(str(params["data"]), self.village.album)}
        known = self.village.album.get(str(params.get("url", "")).rpartition("/")[2])
        if known is None:
            raise PeerError(NO_FILE, "演示里只收 data 方式的文件")
        return {"file_id": known.ident}

    def _do_get_file(self, params: Frame) -> Frame:
        photo = self.village.album.get(str(params["file_id"]))
        if photo is None:
            raise PeerError(NO_FILE, "没有这个文件")
        if params["type"] == "data":
            return {"name": photo.name, "data": base64.b64encode(photo.content).decode()}
        if params["type"] == "url":
            return {"name": photo.name, "url": photo_url(self.house, photo.ident)}
        raise PeerError(BAD_PARAM, "只给 url 或 data")

    def _do_get_self_info(self, _params: Frame) -> Frame:
        return self._user(BOT)

    def _do_get_user_info(self, params: Frame) -> Frame:
        return self._user(self._known(params))

    def _do_get_friend_list(self, _params: Frame) -> list[Frame]:
        return [self._user(each) for each in PERSONAS]

    def _do_get_group_list(self, _params: Frame) -> list[Frame]:
        return [{"group_id": each.ident, "group_name": each.title} for each in groups("wechat")]

    def _do_get_group_info(self, params: Frame) -> Frame:
        chat = self._group(params)
        return {"group_id": chat.ident, "group_name": chat.title}

    def _do_get_group_member_list(self, params: Frame) -> list[Frame]:
        return [self._user(each) for each in (BOT, *self._group(params).members)]

    def _do_get_group_member_info(self, params: Frame) -> Frame:
        chat, key = self._group(params), self._known(params)
        if key not in (BOT, *chat.members):
            raise PeerError(NO_SUCH, "群里没有这个人")
        return self._user(key)

    def _do_get_status(self, _params: Frame) -> Frame:
        return {"good": True, "bots": [{"self": SELF, "online": True}]}

    def _do_get_version(self, _params: Frame) -> Frame:
        return VERSION

    def _do_get_supported_actions(self, _params: Frame) -> list[str]:
        return [each.removeprefix("_do_") for each in dir(self) if each.startswith("_do_")]

    def _user(self, key: str) -> Frame:
        return {"user_id": ident_of("wechat", key), "user_name": name_of(key), "user_displayname": "", "user_remark": ""}

    def _known(self, params: Frame) -> str:
        key = who_is("wechat", str(params["user_id"]))
        if key != BOT and key not in PERSONAS:
            raise PeerError(NO_SUCH, "没有这个人")
        return key

    def _group(self, params: Frame) -> Chat:
        chat = chat_of("wechat", str(params["group_id"]), group=True)
        if chat is None:
            raise PeerError(NO_SUCH, "没有这个群")
        return chat
