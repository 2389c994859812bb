"""What a pretended peer has kept of its groups, given out as each real implementation does (onebot.md §4).

``Archive("napcat").keep(frame)`` keeps the frame of a message; ``page(params)`` is the answer to ``get_group_msg_history``. The quirks
are those of real peers: a page that comes again and again, the newest first, numbers as text. Where a test moves the clock, a message
keeps the moment at which it was said, so its time is put in when it is given out.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Frame = dict[str, Any]
NAMES = {
    "napcat": "NapCat.Onebot",
    "llbot": "LLBot",
    "go-cqhttp": "go-cqhttp",
    "lagrange": "Lagrange.OneBot",
    "unknown": "SomethingElse",
}
PAGE_OF_GO_CQHTTP = 19


def _clock() -> Any:
    """The bot's, where it runs in this process; whoever only plays peers beside it imports no room."""
    from plugins.kernel import clock

    return clock


class Refused(Exception):
    """The peer answers with an error."""


@dataclass
class Archive:
    """Messages by group, oldest first. ``largest``: no page holds more, whatever is asked for."""

    kind: str = "napcat"
    quirks: frozenset[str] = frozenset()
    largest: int = 1000
    kept: dict[str, list[Frame]] = field(default_factory=dict)
    asked: list[Frame] = field(default_factory=list)

    def keep(self, frame: Frame, moment: datetime | None = None) -> None:
        """The message of a group, said at ``moment`` (else at its time); others are not kept. It stands where that puts it."""
        if "group_id" not in frame:
            return
        moment = moment or _clock().of_peer(frame["time"])
        assert moment
        here = self.kept.setdefault(str(frame["group_id"]), [])
        here.append(json.loads(json.dumps(frame)) | {"time": moment.timestamp()})
        here.sort(key=lambda each: each["time"])
        for seq, each in enumerate(here, 1):
            self._number(each, seq)

    def _number(self, frame: Frame, seq: int) -> None:
        if self.kind == "napcat":
            frame |= {"message_seq": frame["message_id"], "real_id": frame["message_id"], "real_seq": str(seq)}
        elif self.kind in ("llbot", "go-cqhttp"):
            frame["message_seq"] = seq

    def page(self, params: Frame) -> Frame:
        """The data of the answer. Raises ``Refused``."""
        self.asked.append(params)
        here = self.kept.get(str(params["group_id"]), [])
        most = PAGE_OF_GO_CQHTTP if self.kind == "go-cqhttp" else int(params.get("count") or 20)
        most = min(most, self.largest)
        page = self._until(here, params)[-most:]
        if not page and self.kind == "napcat":
            raise Refused("消息undefined不存在")
        return {"messages": [self._quirky(each) for each in (page[::-1] if "newest first" in self.quirks else page)]}

    def _until(self, here: list[Frame], params: Frame) -> list[Frame]:
        """What lies before the anchor, with it; the newest where there is none."""
        if "repeats" in self.quirks or self.kind == "unknown":
            return here
        if self.kind == "napcat" and params.get("message_seq"):
            at = self._at(here, "message_id", params["message_seq"])
            return here[: at + 1] if params.get("reverse_order") else here[at:]
        if self.kind == "lagrange" and params.get("message_id"):
            return here[: self._at(here, "message_id", params["message_id"]) + 1]
        if self.kind in ("llbot", "go-cqhttp") and params.get("message_seq"):
            return [each for each in here if each["message_seq"] <= int(params["message_seq"])]
        return here

    @staticmethod
    def _at(here: list[Frame], name: str, value: object) -> int:
        found = next((index for index, each in enumerate(here) if str(each[name]) == str(value)), None)
        if found is None:
            raise Refused(f"消息{value}不存在")
        return found

    def _quirky(self, kept: Frame) -> Frame:
        time = kept["time"] - _clock().shift().total_seconds()
        frame = kept | {"time": time if "self" in kept else int(time)}
        if "texts" not in self.quirks:
            return frame
        return {name: str(value) if isinstance(value, int | float) else value for name, value in frame.items()}
