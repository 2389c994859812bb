"""What people do, and how often: everybody, the staff who lead, the staff who handle what comes in."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.storm import cases, lists, offices, rewards
from tests.storm.crowd import Speaker, Town

Habit = Callable[[Any, Town, Speaker], Awaitable[None]]
PEOPLE: tuple[tuple[Habit, int], ...] = (
    (lists.sign_up, 12),
    (lists.leave, 6),
    (lists.for_a_relative, 3),
    (lists.answer_notice, 2),
    (cases.report, 4),
    (cases.need, 2),
    (cases.look, 4),
    (rewards.small_deed, 2),
    (rewards.check_in, 2),
    (offices.change_team, 2),
    (offices.register, 1),
    (offices.book, 3),
    (offices.log, 2),
    (offices.paper, 2),
)
STAFF: tuple[tuple[Habit, int], ...] = (
    (rewards.award, 4),
    (lists.limit, 3),
    (lists.add, 1),
    (lists.move, 1),
    (lists.fleeting, 1),
    (offices.appoint, 1),
    (offices.notice, 1),
)
OTHER_STAFF: tuple[tuple[Habit, int], ...] = ((cases.handle, 6), (rewards.check_deed, 3), (cases.look, 1))
