"""Messages and notices as peers really send them, read in place of the adapters' own models.

Where an adapter cannot read one field it makes a bare event of the whole, which nobody hears, and on OneBot v12 one without a
readable ``self`` ends the connection. Real peers send ids that are texts where numbers are expected and the other way round, a
member's level as a number, no font, no ``sub_type``, no sender, no operator. What nothing here depends on is not insisted on.
"""

from contextlib import suppress
from typing import Any

from nonebot.adapters.onebot import v11, v12
from pydantic import BaseModel, model_validator

LONGEST_ID = 100
_IDS = ("self_id", "user_id", "group_id", "operator_id", "message_id")
_OF_SENDER = ("nickname", "card", "role", "title", "group_id")
Fields = dict[str, Any]


def ident(value: object) -> str:
    """An id as text. Raises ``ValueError`` for what can be none."""
    value = int(value) if isinstance(value, float) and value.is_integer() else value
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not 0 < len(text) <= LONGEST_ID:
        raise ValueError("not an id")
    return text


def _with_ids(fields: Fields) -> Fields:
    given = {name: value for name, value in fields.items() if value is not None and not (name in _IDS and value == "")}
    return given | {name: ident(given[name]) for name in _IDS if name in given}


def _seconds(value: object) -> object:
    """v11 wants whole seconds."""
    with suppress(TypeError, ValueError, OverflowError):
        return int(float(value))  # type: ignore[arg-type]
    return value


def _sender(told: object) -> Fields:
    known = told if isinstance(told, dict) else {}
    said = {name: known[name] for name in _OF_SENDER if isinstance(known.get(name), int | str)}
    return {name: str(value) for name, value in said.items()}


def _with_segments(fields: Fields) -> Fields:
    """The message's parts as the adapters expect them; one that is a text alone stays one."""
    parts = fields.get("message")
    if not isinstance(parts, list):
        return fields
    return fields | {"message": [_segment(each) for each in parts if isinstance(each, dict)]}


def _segment(part: Fields) -> Fields:
    told = part.get("data")
    data = told if isinstance(told, dict) else {}
    return part | {"data": {"text": str(data.get("text") or "")} if part.get("type") == "text" else data}


class _Mended11(BaseModel):
    self_id: Any

    @model_validator(mode="before")
    @classmethod
    def mend(cls, fields: Fields) -> Fields:
        """The fields with what is missing filled in."""
        return {"sub_type": ""} | _with_ids(fields) | {"time": _seconds(fields.get("time"))}


class _Message11(_Mended11):
    message_id: Any
    user_id: Any

    @model_validator(mode="before")
    @classmethod
    def mend(cls, fields: Fields) -> Fields:
        """The same, and what only messages have."""
        made = {"sub_type": ""} | _with_ids(_with_segments(fields))
        made |= {"time": _seconds(fields.get("time")), "raw_message": "", "font": 0, "anonymous": None}
        return made | {"sender": _sender(fields.get("sender"))}


class GroupMessage11(_Message11, v11.GroupMessageEvent):
    """Something said in a QQ group."""

    group_id: Any


class PrivateMessage11(_Message11, v11.PrivateMessageEvent):
    """Something said on QQ in private."""


class GroupRecall11(_Mended11, v11.GroupRecallNoticeEvent):
    """A message taken back in a QQ group."""

    user_id: Any
    group_id: Any
    operator_id: Any = ""
    message_id: Any


class FriendRecall11(_Mended11, v11.FriendRecallNoticeEvent):
    """A message taken back in private."""

    user_id: Any
    message_id: Any


class GroupIncrease11(_Mended11, v11.GroupIncreaseNoticeEvent):
    """Somebody who came into a QQ group."""

    user_id: Any
    group_id: Any
    operator_id: Any = ""


class GroupDecrease11(_Mended11, v11.GroupDecreaseNoticeEvent):
    """Somebody who is in a QQ group no more."""

    user_id: Any
    group_id: Any
    operator_id: Any = ""


class Unreadable11(v11.Event):
    """Whatever else comes, so that it is not told of as an error each time."""

    time: Any = None
    self_id: Any = ""
    post_type: Any = ""

    def get_type(self) -> str:
        """Never „message“: of those NoneBot wants the words."""
        return "meta_event"


class _Mended12(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def mend(cls, fields: Fields) -> Fields:
        """The fields with what is missing filled in, and ids as text."""
        account = fields.get("self")
        if isinstance(account, dict) and account.get("user_id") is not None:
            fields = fields | {"self": account | {"user_id": ident(account["user_id"])}}
        made = {"sub_type": "", "alt_message": ""} | _with_segments(_with_ids(fields))
        return made | {"id": str(made.get("id") or made.get("message_id") or "")}


class GroupMessage12(_Mended12, v12.GroupMessageEvent):
    """Something said in a group."""


class PrivateMessage12(_Mended12, v12.PrivateMessageEvent):
    """Something said in private."""


class GroupMessageDelete12(_Mended12, v12.GroupMessageDeleteEvent):
    """A message taken back in a group."""

    operator_id: str = ""


class PrivateMessageDelete12(_Mended12, v12.PrivateMessageDeleteEvent):
    """A message taken back in private."""


class GroupMemberIncrease12(_Mended12, v12.GroupMemberIncreaseEvent):
    """Somebody who came into a group."""

    operator_id: str = ""


class GroupMemberDecrease12(_Mended12, v12.GroupMemberDecreaseEvent):
    """Somebody who is in a group no more."""

    operator_id: str = ""


class Unreadable12(v12.MetaEvent):
    """Whatever else comes: as no event of any account it does not end the connection, and nobody hears it."""

    id: Any = ""
    time: Any = None
    type: Any = ""
    detail_type: Any = ""
    sub_type: Any = ""

    def get_type(self) -> str:
        """Never „message“: of those NoneBot wants the words."""
        return "meta"


v11.Adapter.add_custom_model(GroupMessage11, PrivateMessage11, GroupRecall11, FriendRecall11)
v11.Adapter.add_custom_model(GroupIncrease11, GroupDecrease11, Unreadable11)
v12.Adapter.add_custom_model(GroupMessage12, PrivateMessage12, GroupMessageDelete12, PrivateMessageDelete12)
v12.Adapter.add_custom_model(GroupMemberIncrease12, GroupMemberDecrease12, Unreadable12)
