"""``POST /demo/clock``: the outside that must hold word for word."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.playground.program import Program


def at(program: Program, said: object) -> tuple[int, dict[str, str]]:
    with program.client() as client:
        answer = client.post("/demo/clock", json={"now": said})
        return answer.status_code, answer.json()


def present(program: Program) -> datetime:
    """The demo's time, as the refusal of a wrong wish tells it."""
    text = at(program, "2001-01-01T00:00:00")[1]["error"]
    return datetime.fromisoformat(text.partition("已经是 ")[2].rstrip("。"))


def test_forward_only_and_it_goes_on_from_there(tmp_path: Path) -> None:
    with Program(tmp_path) as bot:
        evening = (present(bot) + timedelta(days=2)).replace(hour=19, minute=0, second=0)
        status, answer = at(bot, evening.isoformat())
        assert status == 200
        assert evening <= datetime.fromisoformat(answer["now"]) < evening + timedelta(minutes=1)
        assert present(bot) >= evening
        status, answer = at(bot, (evening - timedelta(hours=1)).isoformat())
        assert status == 400
        assert "往前" in answer["error"]
        assert present(bot) >= evening
    with Program(tmp_path) as again:
        assert timedelta(0) <= present(again) - evening < timedelta(minutes=5), "a restart keeps the demo's time"


def test_two_at_once_wait_for_each_other(tmp_path: Path) -> None:
    with Program(tmp_path) as bot:
        start = present(bot)
        wishes = [(start + timedelta(hours=hours)).isoformat() for hours in (1, 2, 3, 4)]
        with ThreadPoolExecutor(4) as hands:
            answers = list(hands.map(lambda wish: at(bot, wish), wishes))
        assert {status for status, _ in answers} <= {200, 400}
        assert answers[-1][0] == 200, "nothing can be later than the latest"
        assert present(bot) >= start + timedelta(hours=4)


@pytest.mark.parametrize(
    "said", ["明天", "", None, 5, ["2026-11-27"], "2026-13-01T00:00:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00"], ids=str
)
def test_what_is_no_time_is_refused(demo: Program, said: object) -> None:
    before = present(demo)
    status, answer = at(demo, said)
    assert status == 400
    assert answer["error"].endswith("。")
    assert present(demo) - before < timedelta(hours=1)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"5", b'{"now":"' + b"x" * 5000 + b'"}', b"[" * 900])
def test_what_is_no_body_is_refused(demo: Program, body: bytes) -> None:
    with demo.client() as client:
        answer = client.post("/demo/clock", content=body)
    assert answer.status_code == 400
    assert "2026-11-27T19:00:00" in answer.json()["error"]
