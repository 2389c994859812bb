"""What a peer's reply to a call means. Its return codes never tell: they differ from peer to peer, and its words are all there is."""

from typing import Any

from nonebot.adapters.onebot.v12.exception import ActionMissingField
from nonebot.exception import ActionFailed

LONGEST_ID = 100  # of a message, in the tables
LATE = ("timeout", "timed out", "超时")


def number(result: object) -> str | None:
    """The message's id; a peer that gives every message the same (0, nothing) gives none, nor does one that none could keep."""
    found = str(result.get("message_id") or "") if isinstance(result, dict) else ""
    return found if found != "0" and 0 < len(found) <= LONGEST_ID else None


def reason(error: ActionFailed) -> str:
    """The peer's own words for why not; „failed“ when it has none."""
    info = _frame(error) or getattr(error, "info", None)
    if isinstance(info, dict):
        inner = info["error"] if isinstance(info.get("error"), dict) else {}
        told = [*(info.get(name) for name in ("message", "wording", "msg")), inner.get("message")]
        return " ".join(dict.fromkeys(str(each) for each in told if each)) or "failed"
    return str(getattr(error, "message", "") or error or "failed")


def is_late(words: str) -> bool:
    """Whether it may have been done all the same: it only took too long to say so."""
    return any(sign in words.casefold() for sign in LATE)


def is_done(error: ActionFailed) -> bool:
    """Whether nothing is wrong with it but that a field is missing, which the adapter of v12 takes for a failure."""
    return (_frame(error) or {}).get("status") == "ok"


def data(error: ActionFailed) -> object:
    """What such a reply tells."""
    return (_frame(error) or {}).get("data")


def _frame(error: ActionFailed) -> dict[str, Any] | None:
    return error.data if isinstance(error, ActionMissingField) and isinstance(error.data, dict) else None
