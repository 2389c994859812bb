"""Which groups a notice is for, whether it is urgent, and its words: 「居民群 明天停水」「紧急 所有群 …」. Pure text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.inbox.wording import normalise
from plugins.people.models import ChatKind

USUAL = (ChatKind.VOLUNTEERS, ChatKind.RESIDENTS)
"""Where a notice goes unless something else is said: to everybody, so not to the leaders apart."""
_EVERY = tuple(ChatKind)
_GROUPS: Mapping[str, Sequence[ChatKind]] = {
    **{each.value: (each,) for each in ChatKind},
    **dict.fromkeys(("所有群", "全部群", "全群", "各群", "所有的群"), _EVERY),
}
_URGENT = frozenset({"紧急", "加急", "紧急公告", "紧急通知"})
_SPACE = r"[\s:：,，、;；]+"
_HEAD = re.compile(rf"\s*(?P<word>(?:(?!{_SPACE}|和).){{2,6}})(?:{_SPACE}|和(?=\S{{2,4}}群))")


@dataclass(frozen=True, slots=True)
class Said:
    """What follows 「公告」."""

    kinds: Sequence[ChatKind]
    urgent: bool
    words: str


def read(text: str) -> Said:
    """Groups and 紧急 stand first, in any order, each followed by a gap; all the rest is the notice."""
    kinds: list[ChatKind] = []
    urgent = False
    while head := _HEAD.match(text):
        word = normalise(head["word"])
        if word in _URGENT:
            urgent = True
        elif word in _GROUPS:
            kinds += _GROUPS[word]
        else:
            break
        text = text[head.end() :]
    left = normalise(text)
    words = "" if left in _URGENT or left in _GROUPS else text.strip()
    return Said(tuple(dict.fromkeys(kinds)) or USUAL, urgent, words)
