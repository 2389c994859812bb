"""What stands for the blanks in the examples that commands declare: ``{n}`` a number, ``{day}`` a date, ``{eve}`` the day before.

The date is the Saturday after next Wednesday: far enough for a deadline on its eve, near enough to be read without a year.
"""

from datetime import date, timedelta

SOMEWHERE = "12"
_WEDNESDAY, _TO_SATURDAY = 2, 3


def filled(example: str, today: date, number: str = SOMEWHERE, day: date | None = None) -> str:
    """The example as somebody could type it today, about that number and that ``day``."""
    day = day or coming_saturday(today)
    eve = day - timedelta(days=1)
    return example.replace("{n}", number).replace("{day}", f"{day.month}月{day.day}日").replace("{eve}", f"{eve.day}日")


def coming_saturday(today: date) -> date:
    """A Saturday at least four days ahead."""
    to_wednesday = (_WEDNESDAY - today.weekday()) % 7 or 7
    return today + timedelta(days=to_wednesday + _TO_SATURDAY)
