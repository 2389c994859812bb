"""A PostgreSQL server for the length of one command: ``python -m tests.postgres -- pytest tests/activity``.

It is made in a temporary folder, listens only on a socket in it, and is gone afterwards. The command finds it in
``TEST_DATABASE_URL``; its exit code is this one's. Where PostgreSQL is not installed, that is said and nothing fails.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ABSENT = "没有找到 PostgreSQL（initdb、pg_ctl），这一遍测试不跑。要跑请先装上，例如 apt-get install postgresql。"
NEEDED = ("initdb", "pg_ctl")
# Nothing here outlives the command, so nothing is forced to disk. A foreign time zone shows whether moments depend on it.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "America/New_York",
    "deadlock_timeout": "200ms",
}
DURABLE = {"listen_addresses": "", "max_connections": "200"}
"""As a server that is to keep what it is told: for those who measure."""


def programs(needed: Sequence[str] = NEEDED) -> dict[str, str] | None:
    """Where the server's programs are; ``None`` when one is missing."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    where = os.pathsep.join([os.environ.get("PATH", ""), *map(str, installed)])
    found = {name: path for name in needed if (path := shutil.which(name, path=where))}
    return found if len(found) == len(needed) else None


def somebody() -> dict[str, Any]:
    """As whom to start it: initdb refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as")


@contextmanager
def server(found: dict[str, str], chosen: dict[str, str] = SETTINGS) -> Generator[str]:
    """A running server; yields the URL of its first database."""
    owner = somebody()
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        data = str(Path(folder) / "data")
        settings = " ".join(f"-c {name}='{value}'" for name, value in (chosen | {"unix_socket_directories": folder}).items())
        run(found["initdb"], "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", **owner)
        run(found["pg_ctl"], "-w", "-D", data, "-l", str(Path(folder) / "log"), "-o", settings, "start", **owner)
        try:
            yield f"postgresql+asyncpg://postgres@/postgres?host={folder}"
        finally:
            run(found["pg_ctl"], "-w", "-D", data, "-m", "immediate", "stop", **owner)


def run(*command: str, **owner: Any) -> None:
    """Run one of its programs. Says what it said when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", check=False, **owner)
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed:\n{done.stdout}")


def main(command: Sequence[str]) -> int:
    """Run ``command`` with a server; returns its exit code, or 0 where there is no PostgreSQL."""
    found = programs()
    if found is None:
        sys.stdout.write(f"{ABSENT}\n")
        return 0
    with server(found) as url:
        return subprocess.run(command, env=os.environ | {"TEST_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    said = [each for each in sys.argv[1:] if each != "--"]
    said = said if said else ["pytest"]
    sys.exit(main([sys.executable, "-m", *said] if said[0] == "pytest" else said))
