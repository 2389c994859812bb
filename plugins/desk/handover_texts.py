"""Sentences about handing over the books. Names are masked in what goes out every month, as in the file."""

from collections.abc import Sequence
from datetime import datetime

from plugins.kernel import clock
from plugins.people.texts import UNDO
from plugins.points.models import Book
from plugins.points.texts import hours, name_of

from .books import Month

MOST_PEOPLE = 40


def readers(people: Sequence[str]) -> str:
    """Who gets the books, and how to change it."""
    if not people:
        return "还没有交账人。发「交账人 @甲 @乙」，每月 1 日 9 点我把上个月的账私下发给他们。"
    return f"交账人：{_listed(people)}。每月 1 日 9 点收到上个月的账。\n换人发「交账人 @甲 @乙」，不要了发「交账人 取消」。"


def named(people: Sequence[str]) -> str:
    """They get the books from now on."""
    if not people:
        return f"好，没有交账人了，每月不再发账。{UNDO}"
    return f"交账人是{_listed(people)}了，每月 1 日 9 点私下收到上个月的账（名字打码）。{UNDO}"


def named_back(people: Sequence[str]) -> str:
    """Naming taken back."""
    return f"撤销了：交账人还是{_listed(people)}。" if people else "撤销了：还是没有交账人。"


def already(people: Sequence[str]) -> str:
    """The same again."""
    return f"交账人本来就是{_listed(people)}，没有改动。" if people else "本来就没有交账人，没有改动。"


def too_many() -> str:
    """More than two."""
    return "交账人最多 2 位，请写「交账人 @甲 @乙」。"


def cannot_be_reached(name: str) -> str:
    """Somebody without an account of his own."""
    return f"{name_of(name)}没有自己的账号，账发不到，请换一位，例如「交账人 @甲 @乙」。"


def you_are_named(community: str) -> str:
    """To a new reader."""
    return f"社工请您当{community}的交账人：每月 1 日 9 点，我把上个月的账私下发给您收着。不合适请告诉社工。"


def file_name(month: Month) -> str:
    """恋湖社区2026年11月的账.csv."""
    return f"{month.community}{month.first.year}年{month.first.month}月的账.csv"


def books(month: Month) -> str:
    """What goes with the file: the sums that must come out of it."""
    return f"{_head(month)}\n每一笔都在文件里（名字打码），请收好，不要转到群里。"


def books_in_words(month: Month) -> str:
    """Where the peer takes no files: everybody's sum."""
    people = month.members()
    lines = [
        f"{name}（{number} 号）：{hours(month.total(Book.HOURS, number))}，{month.total(Book.POINTS, number)} 分"
        for number, name in people
    ]
    more = [f"还有 {len(lines) - MOST_PEOPLE} 人，社工可以导出。"] if len(lines) > MOST_PEOPLE else []
    return "\n".join([_head(month), *lines[:MOST_PEOPLE], *more, "这个平台收不了文件，每一笔请社工导出。"])


def _head(month: Month) -> str:
    when = f"{month.community}{month.first.year}年{month.first.month}月的账"
    if not month.lines:
        return f"{when}：这个月没有入账。"
    turned = sum(each.entry.reverses_id is not None for each in month.lines)
    back = f"，其中冲正 {turned} 笔" if turned else ""
    sums = f"时长 {hours(month.total(Book.HOURS))}，积分 {month.total(Book.POINTS)} 分"
    return f"{when}：{len(month.members())} 人，{len(month.lines)} 笔{back}。\n{sums}。"


def held(community: str, since: datetime, until: datetime | None) -> str:
    """To the reader himself, among all that is stored of him."""
    return f"{community}，{_day(since)}起" + (f"，到{_day(until)}" if until else "")


def reader_left(name: str) -> str:
    """To staff."""
    return f"{name_of(name)} 退群了，不再收每月的账。要换人请发「交账人 @甲 @乙」。"


def _day(moment: datetime) -> str:
    here = clock.local(moment)
    return f"{here.year}年{here.month}月{here.day}日"


def _listed(people: Sequence[str]) -> str:
    return "、".join(map(name_of, people))
