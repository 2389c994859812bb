"""QQ: a peer that speaks OneBot v11, with the shapes and the refusals of NapCat."""

import time
from typing import Any

from nonebot.adapters.onebot.v11 import Message as CqMessage
from nonebot.adapters.onebot.v11 import MessageSegment

from . import speech_v11 as speech
from .messages import Message, has_content
from .peer import Frame, Peer, PeerError
from .worlds import BOT, BOT_IDS, BOT_NAME, PERSONAS, Chat, Persona, chat_of, groups, name_of, person_of, role_in

NOT_FRIEND = (
    "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg "
    "ListenerName:NodeIKernelMsgListener/onMsgInfoListUpdate EventRet:\n{}\n"
)
HISTORY_PAGE = 20
BOT_ID = int(BOT_IDS["qq"])


class PeerV11(Peer):
    """The bot's QQ account."""

    platform = "qq"
    path = "/onebot/v11/ws"

    def headers(self) -> dict[str, str]:
        """v11 tells the account in a header."""
        return {"X-Self-ID": str(BOT_ID), "X-Client-Role": "Universal", "User-Agent": "OneBot/11"}

    def greeting(self) -> list[Frame]:
        """``lifecycle connect``."""
        return [self._meta("lifecycle") | {"sub_type": "connect"}]

    def heartbeat(self) -> Frame:
        """Online and good."""
        return self._meta("heartbeat") | {"status": {"online": True, "good": True}, "interval": 30000}

    def _meta(self, kind: str) -> Frame:
        return {"time": int(time.time()), "self_id": BOT_ID, "post_type": "meta_event", "meta_event_type": kind}

    def event(self, message: Message) -> Frame:
        """A message as NapCat posts it."""
        whose = BOT_ID if message.who == BOT else int(PERSONAS[message.who].ident("qq"))
        wire = speech.spoken(message.segments, self.village.album, self.house)
        frame = {
            "self_id": BOT_ID,
            "user_id": whose,
            "time": int(message.real),
            "message_id": message.id,
            "message_seq": message.id,
            "real_id": message.id,
            "real_seq": str(message.seq),
            "message_type": "group" if message.chat.is_group else "private",
            "sender": {"user_id": whose, "nickname": name_of(message.who), "card": ""},
            "raw_message": str(CqMessage(MessageSegment(each["type"], each["data"]) for each in wire)),
            "font": 14,
            "sub_type": "normal" if message.chat.is_group else "friend",
            "message": wire,
            "message_format": "array",
            "post_type": "message_sent" if message.who == BOT else "message",
        }
        return frame | self._place(message)

    def _place(self, message: Message) -> Frame:
        chat = message.chat
        if not chat.is_group:
            return {"target_id": int(chat.ident)}
        sender = {
            "user_id": BOT_ID if message.who == BOT else int(PERSONAS[message.who].ident("qq")),
            "nickname": name_of(message.who),
            "card": "",
            "role": role_in(chat, message.who),
        }
        return {"sender": sender, "group_id": int(chat.ident), "group_name": chat.title}

    def call(self, action: str, params: Frame) -> Any:
        """One API call."""
        deed = getattr(self, f"_do_{action}", None)
        if deed is None:
            raise PeerError(1404, f"不支持的Api {action}")
        return deed(params)

    def _do_send_msg(self, params: Frame) -> Frame:
        to_group = params.get("message_type") == "group" or (not params.get("message_type") and params.get("group_id"))
        return self._do_send_group_msg(params) if to_group else self._do_send_private_msg(params)

    def _do_send_group_msg(self, params: Frame) -> Frame:
        return self._send(self._group(params), params)

    def _do_send_private_msg(self, params: Frame) -> Frame:
        someone = self._person(params)
        if not someone.friend:  # by way of a shared group neither: that group allows no temporary sessions
            raise PeerError(200, NOT_FRIEND)
        chat = chat_of("qq", str(params["user_id"]), group=False)
        if chat is None:
            raise PeerError(200, NOT_FRIEND)
        return self._send(chat, params)

    def _send(self, chat: Chat, params: Frame) -> Frame:
        heard = speech.heard(params.get("message"), self.village.album, literal=bool(params.get("auto_escape")))
        if not has_content(heard):
            raise PeerError(1200, "消息体无法解析, 请检查是否发送了不支持的消息类型")
        return {"message_id": self.village.say(chat, BOT, heard).id}

    def _do_get_msg(self, params: Frame) -> Frame:
        return self.event(self._message(params))

    def _do_delete_msg(self, params: Frame) -> None:
        self.village.recall(self._message(params))

    def _do_get_group_msg_history(self, params: Frame) -> Frame:
        """The latest page, or the one that ends with ``message_seq``, as NapCat gives it; but a group in which nobody has
        spoken yet is no error: before the program ran this place was not there, so nothing is missing.
        """
        chat, count = self._group(params), int(params.get("count") or HISTORY_PAGE)
        messages = [each for each in self.village.log.of(chat) if not each.recalled]
        if params.get("message_seq"):
            last = self._message({"message_id": params["message_seq"]})
            messages = [each for each in messages if each.seq <= last.seq]
        return {"messages": [self.event(each) | {"time": int(each.told)} for each in messages[-count:]]}

    def _do_get_image(self, params: Frame) -> Frame:
        photo = self.village.album.get(str(params.get("file", "")))
        if photo is None:
            raise PeerError(200, "file not found")
        url = speech.photo_url(self.house, photo.ident)
        return {"file": url, "url": url, "file_size": str(len(photo.content)), "file_name": photo.name}

    def _do_get_login_info(self, _params: Frame) -> Frame:
        return {"user_id": BOT_ID, "nickname": BOT_NAME}

    def _do_get_status(self, _params: Frame) -> Frame:
        return {"online": True, "good": True, "stat": {}}

    def _do_get_version_info(self, _params: Frame) -> Frame:
        return {"app_name": "playground", "protocol_version": "v11", "app_version": "1"}

    def _do_get_group_list(self, _params: Frame) -> list[Frame]:
        return [self._do_get_group_info({"group_id": each.ident}) for each in groups("qq")]

    def _do_get_group_info(self, params: Frame) -> Frame:
        chat = self._group(params)
        return {
            "group_id": int(chat.ident),
            "group_name": chat.title,
            "member_count": len(chat.members) + 1,
            "max_member_count": 200,
            "group_all_shut": 0,
            "group_remark": "",
        }

    def _do_get_group_member_list(self, params: Frame) -> list[Frame]:
        chat = self._group(params)
        return [self._member(chat, each) for each in (BOT, *chat.members)]

    def _do_get_group_member_info(self, params: Frame) -> Frame:
        chat, ident = self._group(params), str(params["user_id"])
        key = BOT if ident == str(BOT_ID) else self._person(params).key
        if key != BOT and key not in chat.members:
            raise PeerError(200, f"群({chat.ident})成员{ident}不存在")
        return self._member(chat, key)

    def _member(self, chat: Chat, key: str) -> Frame:
        whose = BOT_ID if key == BOT else int(PERSONAS[key].ident("qq"))
        about = {"nickname": name_of(key), "card": "", "role": role_in(chat, key), "level": "1", "title": ""}
        times = {"join_time": 0, "last_sent_time": 0, "shut_up_timestamp": 0, "title_expire_time": 0}
        return {"group_id": int(chat.ident), "user_id": whose, "sex": "unknown", "age": 0, "area": ""} | about | times

    def _do_get_stranger_info(self, params: Frame) -> Frame:
        someone = self._person(params)
        return {"user_id": int(someone.ident("qq")), "nickname": someone.name, "sex": "unknown", "age": 0}

    def _do_get_friend_list(self, _params: Frame) -> list[Frame]:
        friends = [each for each in PERSONAS.values() if each.friend]
        return [{"user_id": int(each.ident("qq")), "nickname": each.name, "remark": ""} for each in friends]

    def _group(self, params: Frame) -> Chat:
        chat = chat_of("qq", str(params.get("group_id")), group=True)
        if chat is None:
            raise PeerError(1200, f"群{params.get('group_id')}不存在")
        return chat

    def _person(self, params: Frame) -> Persona:
        someone = person_of("qq", str(params.get("user_id")))
        if someone is None:
            raise PeerError(1200, f"无法获取用户信息 {params.get('user_id')}")
        return someone

    def _message(self, params: Frame) -> Message:
        message = self.village.log.find(params.get("message_id"))
        if message is None or message.recalled or message.chat.platform != "qq":
            raise PeerError(200, f"消息{params.get('message_id')}不存在")
        return message
