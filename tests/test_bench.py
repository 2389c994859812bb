"""The bench runs: one small round of everything against real processes. Nothing here looks at how long it took."""

import re
from pathlib import Path

from bench import house, ledger, messages, processes, series, town
from bench.__main__ import against_bare, big_against_small
from bench.figures import Figure, ratios, table
from bench.peer import Round, quantile

TASTE = messages.Effort(rounds=1, chatter=20, sign_ups=4, in_flight=(1, 3), looks=2)


def test_a_figure_is_judged_by_its_median_and_shows_what_was_wanted():
    fast = Figure("chatter", [1.0, 1.1, 9.0], 1.2)
    slow = Figure("报名", [0.4, 0.49, 0.6], 0.5, at_least=True)
    assert fast.reached
    assert not slow.reached
    assert "| 报名 | ≥ 0.5 | 0.49 | 0.40 | 0.60 | **no** |" in table([fast, slow])


def test_rounds_are_compared_in_pairs():
    assert ratios([2.0, 9.0], [1.0, 3.0]) == [2.0, 3.0]
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile(list(range(100)), 0.99) == 99


def test_processes_are_compared_round_by_round():
    one = processes.Fleet(1, [Round(2.0, [0.1] * 20), Round(1.0, [0.1] * 20)], [0.2, 0.2])
    two = processes.Fleet(2, [Round(1.0, [0.05] * 20), Round(1.0, [0.2] * 20)], [0.2, 0.2])
    assert one.line(one) == "| 1 | 15 | 100 | 100 | 10.0 | 1.00 (1.00–1.00) |"
    assert two.line(one) == "| 2 | 20 | 200 | 200 | 10.0 | 1.50 (1.00–2.00) |"


async def test_both_bots_answer_what_they_are_asked(tmp_path: Path):
    figures, beside = await against_bare(tmp_path, TASTE)
    assert [figure.what for figure in figures if "in flight" in figure.what] == [
        "durable 报名, 1 in flight: throughput",
        "durable 报名, 3 in flight: throughput",
    ]
    assert all(value > 0 for figure in figures for value in figure.values if "time" not in figure.what)
    assert re.search(r"^\| 3 \|( [\d.]+ \|){6}$", beside, re.MULTILINE)


async def test_every_look_is_answered_in_both_towns(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("bench.__main__.BIG", (12, 3, 4))
    figures = await big_against_small(tmp_path, TASTE)
    assert [figure.what.split(":")[0] for figure in figures] == ["报名 N", "活动 N", "积分"]


async def test_the_bot_draws_while_its_memory_is_watched(tmp_path: Path):
    url = town.build(tmp_path / "town", 25, 1, 1)
    figures = await house.memory(tmp_path / "bot", url, pictures=1)
    assert [figure.what for figure in figures][1] == "memory after 1 pictures"
    assert house.starts(tmp_path / "bot", url, times=1)[0].values


async def test_a_month_of_series_is_made_ahead(tmp_path: Path):
    figures = await series.month(f"sqlite+aiosqlite:///{tmp_path / 'town.db'}", 2)
    assert figures["made"] == 2 * (
        4 + 8 + 6 + 5
    )  # two dates a month, Saturdays up to the holidays, last three days, two lunar days
    assert figures["signed"] == 2 * series.STANDING * 8


def test_the_books_of_a_year_are_asked_in_a_small_house_and_a_large_one(tmp_path: Path):
    figures = ledger.measured(tmp_path, (2, 5, 5), rounds=1)
    assert [figure.what for figure in figures if "→" in figure.what] == [
        f"{name}, 1 → 2 communities" for name in ("积分", "排行榜 今年", "报告 今年", "台账 今年")
    ]
    assert all(value > 0 for figure in figures for value in figure.values)
