"""The one summary in a group of what was caught up after a gap."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from plugins.kernel import clock

from .hearing import Done

MOST_LINES, ALIKE = 8, 2
MINUTE, HOURS_A_DAY = 60, 24
A_MOMENT = 5  # seconds between the last sign of life and the first that was missed


def summary(since: datetime, until: datetime, done: Sequence[Done], *, at_once: bool) -> str:
    """What was done and what could not be: line by line when it is little, else counted. ``at_once``: it is read right away."""
    well, badly = [each for each in done if each.done], [each for each in done if not each.done]
    parts = [f"{'刚才' if at_once else ''}断线了{_how_long(since, until)}。"]
    if well:
        parts += [f"补上了 {len(well)} 件：", *_told(well)]
    if badly:
        parts += [f"没办 {len(badly)} 件：", *_told(badly)]
    return "\n".join([*parts, *(["弄错了的，本人十分钟内发「撤销」。"] if well else [])])


def _how_long(since: datetime, until: datetime) -> str:
    if until - since < timedelta(minutes=1):
        return "一小会儿"
    return f" {lasted(since, until)}（{stretch(since, until)}）"


def _told(some: Sequence[Done]) -> list[str]:
    """What many did alike is counted, the rest told line by line as far as there is room."""
    if len(some) <= MOST_LINES:
        return [_line(each) for each in some]
    counted = Counter(each.command for each in some)
    alike = [command for command, count in counted.items() if count > ALIKE]
    lines = [f"{command or '别的'} {counted[command]} 件：{_names(some, command)}" for command in alike]
    rest = [_line(each) for each in some if each.command not in alike]
    more = len(rest) - MOST_LINES
    return [*lines, *rest[:MOST_LINES], *([f"还有 {more} 件。"] if more > 0 else [])]


def _line(done: Done) -> str:
    """Most answers in a group begin with the name already."""
    return done.said if done.who and done.who in done.said else f"{done.who or '群友'}：{done.said}"


def _names(some: Sequence[Done], command: str) -> str:
    names = list(dict.fromkeys(each.who for each in some if each.command == command and each.who))
    more = f"等 {len(names)} 人" if len(names) > MOST_LINES else ""
    return f"{'、'.join(names[:MOST_LINES])}{more}"


def stretch(since: datetime, until: datetime) -> str:
    """From when to when, with the days where not all of it is today."""
    begun, ended, today = clock.local(since), clock.local(until), clock.local().date()
    days = "" if begun.date() == today else f"{begun.month}月{begun.day}日 "
    last = f"{ended.month}月{ended.day}日 " if ended.date() != begun.date() else ""
    return f"{days}{begun:%H:%M}—{last}{ended:%H:%M}"


def lasted(since: datetime, until: datetime) -> str:
    """How long: minutes, from an hour on hours with them, from two days on days."""
    minutes = max(int((until - since).total_seconds() + A_MOMENT) // MINUTE, 1)
    hours, rest = divmod(minutes, 60)
    if hours >= 2 * HOURS_A_DAY:
        return f"{hours // HOURS_A_DAY} 天"
    return " ".join([f"{hours} 小时"] * bool(hours) + [f"{rest} 分钟"] * bool(rest))
