"""Connections to SQLite that go to another thread only where something may have to be waited for.

``aiosqlite`` sends every call to a thread of its own: to make a cursor, to execute, to fetch, to close it. Each errand there
and back costs more than a usual statement. So a ``Reader`` goes there once per statement, which may be a long one, and brings
the rows along; the ``Writer``, whose statements are short ones by key, only to begin (another process may be writing), to
commit (the disk), and to close.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

CHUNK = 64  # aiosqlite wants to know how many rows it should iterate over at once; nobody here iterates


class _Link(aiosqlite.Connection):
    """What both have in common. SQLAlchemy lets one statement at a time onto a connection, so no two threads ever meet.

    But whoever waits for an errand may be cancelled while it is under way: then what follows queues up behind it.
    """

    def __init__(self, file: str, **options: Any) -> None:
        options["check_same_thread"] = False
        super().__init__(lambda: sqlite3.connect(file, **options), CHUNK)
        self._thread.daemon = True  # as SQLAlchemy has it: a forgotten connection does not keep the program from ending
        self._under_way = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        if self._under_way or self._may_take_long(fn, *args):
            self._under_way += 1
            return await super()._execute(self._errand, fn, *args, **kwargs)
        return self._do(fn, *args, **kwargs)

    def _errand(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return self._do(fn, *args, **kwargs)
        finally:
            self._under_way -= 1

    def _do(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    def _may_take_long(self, fn: Callable[..., Any], *args: Any) -> bool:
        raise NotImplementedError


class Writer(_Link):
    """Statements run at once; what may wait goes to the thread."""

    def _may_take_long(self, fn: Callable[..., Any], *args: Any) -> bool:
        begins = bool(args) and isinstance(args[0], str) and args[0].startswith("BEGIN")
        return begins or fn == self._conn.commit or fn == self._conn.close


class Reader(_Link):
    """One errand per statement."""

    _rows: Sequence[Any] = ()

    def _may_take_long(self, fn: Callable[..., Any], *args: Any) -> bool:
        return fn.__name__ not in ("cursor", "fetchall", "close") or fn == self._conn.close

    def _do(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if fn.__name__ == "fetchall":
            rows, self._rows = self._rows, ()
            return rows
        done = fn(*args, **kwargs)
        if fn.__name__ == "execute":
            self._rows = done.fetchall() if done.description else ()
        return done
