"""Frames before the adapters see them: what cannot be read is left out, the line stays; signs that nothing takes are gone."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.kernel import sieve

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec=None)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec=None), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "frame", ["", "{", "不是 JSON", "[" * 100_000, '{"a":' * 2000 + "1" + "}" * 2000, "[" * 900 + "]" * 900, "1" * 5000, "\x00"]
)
def test_what_cannot_be_read_is_left_out(frame: str) -> None:
    assert sieve.sift(frame) is None


def parts(sifted: str | None) -> list[Any]:
    return json.loads(sifted or "")["message"]


def text(said: str) -> dict[str, Any]:
    return {"type": "text", "data": {"text": said}}


def test_what_would_take_for_hours_is_left_out_or_cut() -> None:
    """Looking for CQ codes, and joining segments, takes a time that grows with the square of their number."""
    assert sieve.sift(json.dumps({"message": "[CQ:a,a=" * 10_000})) is None
    assert parts(sieve.sift(json.dumps({"message": [text("啊" * 50_000), text("好")]}))) == [
        text("啊" * sieve.LONGEST_TEXT),
        text("好"),
    ]
    mentions = [{"type": "at", "data": {"qq": str(each)}} for each in range(5000)]
    assert parts(sieve.sift(json.dumps({"message": mentions}))) == mentions[: sieve.MOST_SEGMENTS]


@given(VALUES)
def test_everything_else_goes_on_without_what_no_database_takes(value: Any) -> None:
    sifted = sieve.sift(json.dumps({"v": value}))
    assert sifted is not None
    kept = json.dumps(json.loads(sifted), ensure_ascii=False)
    assert "\\u0000" not in kept
    kept.encode("utf-8")
    if isinstance(value, str) and value.isprintable():
        assert json.loads(sifted)["v"] == value, "what can be seen is kept"


def test_a_quote_of_nothing_is_taken_out() -> None:
    good = [
        text("报名 1"),
        {"type": "reply", "data": {"id": 5}},
        {"type": "reply", "data": {"message_id": "x"}},
        5,
        {"type": "face"},
    ]
    bad = [{"type": "reply", "data": each} for each in ({}, {"id": []}, {"message_id": 5}, {"message_id": "x", "user_id": []})]
    assert parts(sieve.sift(json.dumps({"message": [*bad, *good]}))) == good
    bad.append({"type": "reply", "data": 5})
    whole = json.dumps({"message": good})
    assert sieve.sift(whole) is whole


def test_a_whole_smiley_is_kept_and_half_of_one_is_not() -> None:
    assert json.loads(sieve.sift(r'{"a": "\ud83d\ude00王\ud83d\u0000姐", "b\ud83d": [1]}') or "") == {
        "a": "\U0001f600王姐",
        "b": [1],
    }


async def test_the_line_stays() -> None:
    coming = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": "{"},
        {"type": "websocket.receive", "text": "{}"},
        {"type": "websocket.receive", "bytes": b"\x80"},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    queue: asyncio.Queue[Any] = asyncio.Queue()
    for each in coming:
        queue.put_nowait(each)
    receive = sieve.receiving(queue.get)
    assert [await receive() for _ in range(4)] == [coming[0], *coming[2:]]
