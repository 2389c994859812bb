"""What a community has on in the year: its leader's own activities, and what its preset plans (from the sources, not from the preset)."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.year.oracle import Event

HERE = ZoneInfo("Asia/Shanghai")
TITLES = ("清洁家园", "楼道清扫", "反诈宣传", "义务巡逻", "便民磨刀", "邻里茶话")
FESTIVALS = (date(2026, 3, 3), date(2026, 6, 19), date(2026, 9, 25), date(2027, 2, 20))  # 元宵、端午、中秋
MINIMUM = 20


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), HERE)


def of_leader(monday: date, dice: random.Random) -> Iterator[Event]:
    """What a leader publishes on a Monday: one for the Wednesday of the week after, and one for the Saturday of this week."""
    for day, (hour, minute), minutes in ((monday + timedelta(5), (9, 0), 120), (monday + timedelta(9), (14, 30), 90)):
        starts = at(day, hour, minute)
        eve = at(day - timedelta(1), 18)
        yield Event(
            dice.choice(TITLES),
            starts,
            starts + timedelta(minutes=minutes),
            limit=dice.choice((None, 8, 15, 30)),
            leaves_until=eve if dice.random() < 0.5 else None,
        )


def of_preset(preset: str, day: date) -> Iterator[Event]:
    """What the preset of a community plans for this day."""
    if preset == "恋湖" and day.day in (8, 28):
        yield Event("巡湖", at(day, 8, 30), at(day, 10, 30), minimum=MINIMUM, patrol=True, of_series=True)
    if preset == "西关" and (day + timedelta(3)).month != day.month:
        yield Event("清洁家园", at(day, 8, 30), at(day, 10), of_series=True)
    if preset == "西关" and day in FESTIVALS:
        yield Event("节日上门", at(day, 9), at(day, 11), of_series=True)
    if preset == "观象台" and day.day == 20:
        yield Event("老人理发", at(day, 9), at(day, 11), of_series=True)
    if preset == "中福" and day.weekday() == 5:
        yield Event("非遗课堂", at(day, 9), at(day, 11), of_series=True)
