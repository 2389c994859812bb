"""Which statements read a table from end to end that grows as long as the house stands: what is fast in January is slow after years."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

GROWING = ("account", "activity", "chain_row", "deed", "good_deed", "ledger_entry", "member", "outgoing_message", "receipt")
GROWING += ("sign_up", "spoken_message", "ticket", "ticket_step", "viewing")
SELDOM = (
    "DELETE FROM viewing",  # what is forgotten, once a night
    "UPDATE deed SET detail",
    "SELECT hazard.heard_at, ticket.opened_at",  # once after a start
    "SELECT account.id, account.community_id, account.member_id, account.platform, account.user, account.bot, "
    'account."group", account.heard_at, account.left_at FROM account WHERE account.user IN',  # whom to tell of an incident
)

ASKS = ("SELECT", "UPDATE", "DELETE", "WITH")


def of(database: Path, statements: Path) -> Iterator[str]:
    """Each statement that scans one of them by itself, with its plan."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
        for statement in map(json.loads, statements.read_text("utf-8").splitlines()):
            told = " ".join(statement.split())
            if told.startswith(ASKS) and not told.startswith(SELDOM):
                plan = rows.execute(f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?"))
                if scanned := [line for *_, line in plan if re.fullmatch(rf"SCAN (?:{'|'.join(GROWING)})", line)]:
                    yield f"{', '.join(scanned)}: {told}"
