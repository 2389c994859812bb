"""Sentences about leave."""

from datetime import date

from .dates import spelt
from .texts import UNDO


def until_when() -> str:
    """No day, or none that exists."""
    return "请假到哪天？请写日期，例如「请假到 11月30日」；回来了就发「我回来了」。"


def too_far(day: date) -> str:
    """Past, or more than half a year away."""
    return f"{spelt(day)} 不能请（要从今天起、半年以内），没有改动。例如「请假到 11月30日」。"


def away_until(day: date, deputies: str) -> str:
    """On leave."""
    who = f"这期间的求助先找{deputies}" if deputies else "这期间的求助先找副队长，没有副队长就找团长、社工"
    return f"好的，您请假到 {spelt(day)}。{who}；早回来就发「我回来了」。{UNDO}"


def away_already(day: date) -> str:
    """The same again."""
    return f"您已经请假到 {spelt(day)} 了，什么也没有改动。回来了就发「我回来了」。"


def not_away() -> str:
    """Nobody missed."""
    return "您没有在请假，什么也没有改动。要请假发「请假到 11月30日」这样。"


def welcome_back() -> str:
    """The leave has ended."""
    return f"欢迎回来！求助从现在起又先找您了。{UNDO}"


def not_gone() -> str:
    """A leave taken back."""
    return "撤销了：您没有请假。"


def gone_as_before(day: date) -> str:
    """Back to an earlier leave."""
    return f"撤销了：您请假到 {spelt(day)}。"
