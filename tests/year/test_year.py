"""A few days over the end of a year with the dice of one seed, and that the oracle sees what is wrong. The long one: ``make year``."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from tests.year import checks, expected, scans
from tests.year.oracle import Case, Event, Oracle, Place
from tests.year.plans import HERE, at, of_preset
from tests.year.year import Year

DAY = date(2026, 12, 28)


async def test_a_few_days_over_the_end_of_a_year(tmp_path: Path) -> None:
    """Two communities, one on each protocol; misfortunes are thrown by the same seed."""
    year = Year(tmp_path, seed=20261231, days=6, people=12, communities=2, first=DAY, bustle=8, trouble=12)
    (tmp_path / "statements").touch()
    broken = await year.run()
    assert not broken, (year.house.story, broken[:10])
    assert year.house.story, "nothing went wrong on the way"
    held = [each for life in year.lives for each in life.oracle.events if each.recorded]
    assert {each.ends.year for each in held} == {2026, 2027}
    assert list(scans.of(tmp_path / "bot.db", tmp_path / "statements")) == []
    assert {kind for kind, _ in year.talk.took} >= {"报名", "取消报名", "考勤", "随手报", "接单", "办结", "报告", "台账"}
    with closing(sqlite3.connect(tmp_path / "bot.db")) as rows:
        assert list(checks.of_tables(rows, year.lives)) == []
        rows.execute("DROP TRIGGER ledger_entry_no_delete")
        rows.execute("DELETE FROM ledger_entry WHERE id = (SELECT max(id) FROM ledger_entry WHERE book = 'hours')")
        rows.execute("UPDATE ticket SET state = '撤回' WHERE id = 1")
        assert len(list(checks.of_tables(rows, year.lives))) == 2


def test_the_oracle_fills_a_list_and_moves_up_in_order() -> None:
    event = Event("清洁家园", at(DAY, 9), at(DAY, 11), limit=3, leaves_until=at(DAY - timedelta(1), 18))
    first, second = (event.join(Place(name, name, guests=guests)) for name, guests in (("甲", 0), ("乙", 1)))
    assert [event.join(Place(name, name, guests=guests)).waits for name, guests in (("丙", 1), ("丁", 0))] == [True, True]
    assert event.leave(first, at(DAY - timedelta(2), 9)) == []
    assert event.leave(second, at(DAY - timedelta(2), 9)) == ["丙", "丁"]
    assert event.leave(event.going[0], at(DAY, 8)) is None


def test_the_oracle_books_what_was_confirmed_and_by_whom() -> None:
    oracle = Oracle()
    oracle.cases[1] = Case(1, "hazard", "甲", at(DAY, 9), "fixed", at(DAY, 10), "社工", verified=True)
    oracle.cases[2] = Case(2, "need", "乙", at(DAY, 9), "fixed", at(DAY, 10), "社工", worth=90, hands=["丙"])
    oracle.cases[3] = Case(3, "need", "丁", at(DAY, 9), "checking", at(DAY, 10), "社工", worth=90)
    assert oracle.sums() == {"甲": (0, 1), "社工": (90, 2), "丙": (90, 2)}
    oracle.settle(at(DAY + timedelta(7), 10))
    assert oracle.cases[3].state == "unconfirmed"
    found = expected.figures(oracle, expected.of_month(2026, 12, HERE))
    assert found == {
        "people": 2,
        "hours": 3,
        "points": 5,
        "newcomers": 2,
        "hazards": 1,
        "closed": 1,
        "fixed": 1,
        "needs": 2,
        "served": 1,
    }


def test_a_report_is_read_as_it_is_written() -> None:
    said = (
        "恋湖社区 2026年1月\n活动 1 场，3 人次（另有孩子 1 人次），服务的人 4 人，服务时长 6.5 小时，积分 8 分，新增志愿者 4 人。\n"
        "随手报 2 件，结案 1 件，办好 1 件（按时 1 件），办好用时中位数 0 小时，没办完 1 件。\n求助 1 件，办好 0 件，没办完 1 件。\n随手助 1 次。"
    )
    assert expected.read(said) == {
        "activities": 1,
        "times": 3,
        "children": 1,
        "people": 4,
        "hours": 6.5,
        "points": 8,
        "newcomers": 4,
        "hazards": 2,
        "closed": 1,
        "fixed": 1,
        "open": 1,
        "needs": 1,
        "needs_open": 1,
        "helps": 1,
    }


def test_the_presets_days_are_those_of_their_sources() -> None:
    days = {
        name: [day for day in range(1, 32) if list(of_preset(name, date(2026, 12, day)))] for name in ("恋湖", "西关", "中福")
    }
    assert days == {"恋湖": [8, 28], "西关": [29, 30, 31], "中福": [5, 12, 19, 26]}
