"""A database of the release before, with rows in it, comes through the revisions of this room."""

import json
import sqlite3
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from plugins.kernel import migrate, vault

MOMENT = "2026-11-22 04:00:00.000000"
OLD = f"""
INSERT INTO community (id, name, opened_at) VALUES (1, '恋湖社区', '{MOMENT}');
INSERT INTO deed (community_id, done_at, by, kind, subject, detail) VALUES (1, '{MOMENT}', 'qq:10004', 'signup.join', 'signup:1', '{{}}');
INSERT INTO question (platform, user, chat, lines, blank, expires_at)
VALUES ('qq', '10004', 'qq:80001:person:10004', '["能来 1", "来不了 1"]', 0, '{MOMENT}');
INSERT INTO activity (id, community_id, number, kind, title, starts_at, ends_at, place, state, revision, published_at)
VALUES (1, 1, 1, 'plain', '清洁家园', '{MOMENT}', '{MOMENT}', '亲水平台', 'open', 2, '{MOMENT}');
"""


def revision_before(words: str) -> str:
    """The one before the revision whose file says these words."""
    script = ScriptDirectory(str(migrate.HISTORY))
    [found] = [each for each in script.walk_revisions() if words in str(each.path)]
    assert isinstance(found.down_revision, str)
    return found.down_revision


def test_words_and_questions(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    url = f"sqlite+aiosqlite:///{file}"
    command.upgrade(migrate.configuration(url), revision_before("words_of_deeds"))
    with sqlite3.connect(file) as connection:
        connection.executescript(OLD)
    migrate.upgrade(url)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT kind, words FROM deed").fetchall() == [("signup.join", None)]
        [(topic, answered, lines)] = connection.execute("SELECT topic, answered, lines FROM question").fetchall()
        assert (topic, answered, json.loads(vault.unseal(lines))) == ("", 0, ["能来 1", "来不了 1"])
        assert connection.execute("SELECT title, revision, digest_at FROM activity").fetchall() == [("清洁家园", 2, None)]
    connection.close()
