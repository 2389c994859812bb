"""Sentences and pictures' data of the boards."""

from collections.abc import Sequence
from typing import Any

from plugins.cards.card import Card

from .board import Board, Own, Row
from .models import Book
from .period import Period
from .rule import HOUR
from .texts import UNDO, name_of

UNITS = {Book.POINTS: "分", Book.HOURS: "小时"}


def tenths(minutes: int) -> str:
    """Minutes as hours with at most one digit behind the point: 90 → 1.5."""
    return f"{minutes / HOUR:.1f}".removesuffix(".0")


def value(book: Book, points: int, minutes: int) -> str:
    """The figure that the board is about."""
    return str(points) if book == Book.POINTS else tenths(minutes)


def note(book: Book, points: int, minutes: int) -> str:
    """The other figure."""
    return f"{tenths(minutes)} 小时" if book == Book.POINTS else f"{points} 分"


def title(community: str, book: Book, *, of_teams: bool) -> str:
    """The board's name."""
    return f"{community} {'队伍' if of_teams else '志愿'}{'积分' if book == Book.POINTS else '时长'}榜"


def total(board: Board, *, of_teams: bool) -> str:
    """Everybody together."""
    whom = "支队伍" if of_teams else "人"
    return f"共 {board.counted} {whom} · {board.points} 分 · {tenths(board.minutes)} 小时"


def cut(board: Board) -> str:
    """How many share the last rank and did not find room."""
    return f"第 {board.rows[-1].rank} 名还有 {board.tied} 位并列没有列出" if board.tied else ""


def covers(period: Period, kind: str) -> str:
    """What the board is about: 2026年11月, and the kind of service where it is one."""
    return f"{period.label} · {kind}" if kind else period.label


def picture(community: str, period: Period, board: Board, *, of_teams: bool, kind: str = "") -> Card:
    """The board to be drawn."""
    most = max((_amount(board.book, row) for row in board.rows), default=1)
    rows: list[dict[str, Any]] = [
        {
            "rank": row.rank,
            "name": name_of(row.name),
            "value": value(board.book, row.points, row.minutes),
            "share": _amount(board.book, row) / most,
            "note": note(board.book, row.points, row.minutes),
        }
        for row in board.rows
    ]
    foot = "私聊我发「排行榜」看自己的名次；不想上榜发「不上榜」"
    return Card(
        "board",
        {
            "title": title(community, board.book, of_teams=of_teams),
            "period": period.label,
            "kind": kind,
            "unit": UNITS[board.book],
            "rows": rows,
            "total": total(board, of_teams=of_teams),
            "foot": cut(board) or ("" if of_teams else foot),
        },
    )


def _amount(book: Book, row: Row) -> int:
    return row.points if book == Book.POINTS else row.minutes


def listing(community: str, period: Period, board: Board, *, of_teams: bool, kind: str = "") -> str:
    """The board as text."""
    unit = UNITS[board.book]
    rows = [f"{row.rank}. {name_of(row.name)} {value(board.book, row.points, row.minutes)} {unit}" for row in board.rows]
    head = f"{title(community, board.book, of_teams=of_teams)} {covers(period, kind)}"
    return "\n".join(filter(None, [head, *rows, cut(board), total(board, of_teams=of_teams)]))


def own_place(place: Own | None, book: Book) -> str:
    """One's own rank, in private."""
    if place is None:
        return "您这段时间还没有记录，发「活动」看看能参加什么。"
    figure = f"{value(book, place.value, place.value)} {UNITS[book]}"
    if not place.listed:
        return f"您有 {figure}，名字没有上榜（发「上榜」可恢复，会是第 {place.rank} 名）。"
    return f"您是第 {place.rank} 名，{figure}。"


def empty(period: Period, *, of_teams: bool, kind: str = "") -> str:
    """Nothing was done in the period."""
    what = "队伍" if of_teams else "人"
    hint = "发「活动」看看能参加什么，第一个就是您。"
    more = "" if period.start is None else "想看以前的发「排行榜 总榜」；"
    return f"{covers(period, kind)}还没有{what}上榜。{more}{hint}"


def which_board(kinds: Sequence[str]) -> str:
    """Words that name no board."""
    by_kind = f"；也能按类别看：{'、'.join(kinds)}，例如「排行榜 {kinds[0]} 本月」" if kinds else ""
    return f"可以看：排行榜 本月、上月、本季、半年、今年、总榜，前面加「队伍」看队伍的，例如「排行榜 队伍 今年」{by_kind}。"


def off_board(name: str) -> str:
    """The name goes."""
    return f"{name_of(name)}，好的，以后榜上不写您的名字，积分照样记。{UNDO}"


def on_board(name: str) -> str:
    """The name comes back."""
    return f"{name_of(name)}，好的，您的名字可以上榜了。{UNDO}"


def off_already(name: str) -> str:
    """Nothing to change."""
    return f"{name_of(name)}，您的名字本来就不上榜，想恢复发「上榜」。"


def on_already(name: str) -> str:
    """Nothing to change."""
    return f"{name_of(name)}，您的名字本来就可以上榜，不想上榜发「不上榜」。"


def put_back(name: str, *, listed: bool) -> str:
    """撤销 of either."""
    return f"{name_of(name)}，好的，改回来了：名字{'可以上榜' if listed else '不上榜'}。"
