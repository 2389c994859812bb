"""Which statements read a table from end to end that grows as long as the house stands: what is fast in January is slow after years."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

GROWING = ("account", "activity", "chain_row", "deed", "good_deed", "ledger_entry", "member", "outgoing_message", "receipt")
GROWING += ("sign_up", "spoken_message", "ticket", "ticket_step", "viewing")
ACCOUNT = [
    f"account.{name}"
    for name in ("id", "community_id", "member_id", "platform", "user", "bot", '"group"', "heard_at", "left_at")
]
SELDOM = (
    "DELETE FROM viewing",  # what is forgotten, once a night
    "UPDATE deed SET detail",
    "SELECT hazard.heard_at, ticket.opened_at",  # once after a start
    f"SELECT {', '.join(ACCOUNT)} FROM account WHERE account.user IN",  # whom to tell of an incident
)

ASKS = re.compile(r"\s*(?:SELECT|UPDATE|DELETE|WITH)")


def of(database: Path, statements: Path) -> Iterator[str]:
    """Each statement that scans one of them by itself, with its plan."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        for statement in map(json.loads, statements.read_text("utf-8").splitlines()):
            if ASKS.match(statement) and not statement.startswith(SELDOM):
                plan = rows.execute(f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?"))
                if scanned := [line for *_, line in plan if re.fullmatch(rf"SCAN (?:{'|'.join(GROWING)})", line)]:
                    yield f"{', '.join(scanned)}: {' '.join(statement.split())}"
