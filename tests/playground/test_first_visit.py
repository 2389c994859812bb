"""The first visit finds a community that is alive; the second finds the same one, not another."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

from plugins.playground.story import CHAT, STORY, told
from plugins.playground.worlds import CHATS
from tests.playground.program import Program


def visit(program: Program) -> dict[str, Any]:
    """What a page is told when it opens."""
    with connect(f"ws://{program.house}/demo/ws", proxy=None, max_size=None) as line:
        return json.loads(line.recv(60))


def test_a_week_has_been_lived_before_the_visit(tmp_path: Path) -> None:
    with Program(tmp_path) as bot:
        hello = visit(bot)
        now = datetime.fromisoformat(hello["now"])
        lake = [each for each in hello["log"] if each["chat"] == CHAT]
        assert len({each["who"] for each in lake} - {"bot", "zhou"}) == 5
        assert [each["at"] for each in lake] == sorted(each["at"] for each in lake)
        assert datetime.fromisoformat(lake[0]["at"]) < now
        assert datetime.fromisoformat(lake[-1]["at"]) <= now
        answered = sum(each["who"] == "bot" for each in lake)
        assert answered >= sum(not each.chatter for each in STORY), "the bot answered everything that was meant for it"
        assert not [each for each in hello["log"] if each["chat"] == "volunteers"], "the walk begins in a fresh group"
        assert len(visit(bot)["log"]) == len(hello["log"]), "nothing is lived twice"
    with Program(tmp_path) as again:
        assert visit(again)["log"] == [], "the chats are memory; the community is in the database and not made anew"


def test_with_a_token_and_by_another_name_of_this_machine(tmp_path: Path) -> None:
    with Program(tmp_path, {"ONEBOT_ACCESS_TOKEN": "a-long-token-that-is-right"}) as bot:
        assert visit(bot)["lines"] == {"type": "lines", "qq": True, "wechat": True}


def test_another_peer_may_connect_as_well(demo: Program) -> None:
    meta = {"time": 0, "self_id": 4242, "post_type": "meta_event", "meta_event_type": "lifecycle", "sub_type": "connect"}
    headers = {"X-Self-ID": "4242"}
    with connect(f"ws://{demo.house}/onebot/v11/ws", additional_headers=headers, proxy=None) as peer:
        peer.send(json.dumps(meta))
        assert visit(demo)["lines"]["qq"], "ours stays"


def test_the_story_is_told_in_order_by_people_of_the_group() -> None:
    moments = [(each.day, each.hour, each.minute) for each in STORY]
    assert moments == sorted(moments)
    assert moments[-1][0] < 0, "yesterday at the latest, so that it is the past at any hour of today"
    assert {each.who for each in STORY} <= set(CHATS[CHAT].members)
    for day in (date(2026, 1, 3), date(2028, 2, 28)):
        assert not [each for each in STORY if "{" in told(each, day)]
    assert told(STORY[2], date(2026, 1, 3)) == "发布 湖边捡拾 12月30日 8:30-10:00 湖畔小广场 6人"
