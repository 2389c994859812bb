"""The job that is done beside published bots: here on this bot alone, small; how answers find their people; how it is reported."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bench import results
from bench.beside import report
from bench.beside.__main__ import measure
from bench.beside.guest import NO_FEATURE, Place, Strange, read
from bench.beside.job import Job, Size
from bench.beside.line import GROUP, Line, Silent, shown, user_of
from bench.beside.lottery import LotterySignup
from bench.beside.own import Own

TASTE = Size(activities=2, places=5, quiet=3, busy=1, press=2, late=2, cancels=2, looks=1, in_flight=3, kills=1, in_storm=3)


async def test_on_this_bot_everything_is_as_people_were_told(tmp_path: Path):
    [job] = await measure(tmp_path, [Own], TASTE, 1)
    found = job.found
    assert (found.broken, found.storm_ended) == ("", "")
    assert found.on_list == [5, 5]
    assert sum(map(len, job.waiting)) == 6
    assert (found.told_already, found.listed_twice, found.turns_changed) == (2, 0, 0)
    assert (found.answered_again, found.listed_again, found.lost_at_rest) == (0, 0, 0)
    assert (found.still_there, found.came_back, found.freed, found.lists_wrong) == (0, 0, (4, 4), 0)
    assert found.storm == (1, 0, 0)
    table = report.section([job], TASTE, 1, 9.0)
    assert "| 8 ask for 5 places: how many stand on a list | 5 |" in table
    assert "| … free places taken by those who were too late | 4 of 4 |" in table


def test_what_a_bot_does_not_have_is_no_fault_of_it(tmp_path: Path):
    jobs = [Job(kind(tmp_path, tmp_path, 8), TASTE) for kind in (Own, LotterySignup)]
    for job in jobs:
        job.found.sign_up, job.found.busy, job.found.start = [0.002], [(8, 0.5)], [1.0]
    jobs[0].found.cancel = [0.001]
    table = report.section(jobs, TASTE, 1, 9.0)
    assert f"| a cancel: p50 | 1.0 ms | {NO_FEATURE} |" in table
    assert "| a sign-up, one by one: p50 | 2.0 ms | 1.00 × |" in table
    assert "lists: published once" in table


def test_an_answer_that_cannot_be_read_is_never_counted():
    assert read("你已经报名过了", {"已经报名过": Place.ALREADY}) is Place.ALREADY
    with pytest.raises(Strange):
        read("系统繁忙", {"报名成功": Place.IN})


async def test_each_answer_goes_to_the_one_it_is_for():
    heard: list[dict[str, Any]] = []

    async def bot(socket: ServerConnection) -> None:
        async for raw in socket:
            event = json.loads(raw)
            if event.get("post_type") == "message":
                heard.append(event)
            if len(heard) == 5:
                for call in answers():
                    await socket.send(json.dumps(call))
                heard.clear()

    def answers() -> list[dict[str, Any]]:
        quote = [{"type": "reply", "data": {"id": str(heard[1]["message_id"])}}, {"type": "text", "data": {"text": "quoted"}}]
        mention = [{"type": "at", "data": {"qq": user_of(2)}}, {"type": "text", "data": {"text": "mentioned"}}]
        said: list[dict[str, Any]] = [{"user_id": user_of(4), "message": "private"}]
        said += [{"group_id": GROUP, "message": each} for each in ("now hear", quote, mention, f"{shown(3)} named", "the rest")]
        return [{"action": "send_msg", "params": params, "echo": str(number)} for number, params in enumerate(said)]

    async with serve(bot, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with Line(f"ws://127.0.0.1:{port}", 9, lambda text: text == "now hear") as line:
            line.gate = asyncio.Semaphore(5)
            asked = [line.ask(person, "报名", private=person == 4) for person in range(5)]
            assert await asyncio.gather(*asked) == ["the rest", "quoted", "mentioned", f"{shown(3)} named", "private"]
            assert line.aside == ["now hear"]
            line.patience = 0.05
            with pytest.raises(Silent):
                await line.ask(0, "在吗")


def test_a_command_rewrites_its_own_chapter_and_no_other(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    results.write("# Results of `make bench`\n\nold\n")
    results.write("# Results of `make beside SEED=1`\n\nbeside\n")
    results.write("# Results of `make bench`\n\nnew\n")
    told = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert told == "# Results of `make bench`\n\nnew\n\n# Results of `make beside SEED=1`\n\nbeside\n"
