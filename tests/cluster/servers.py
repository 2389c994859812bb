"""A primary and a synchronous standby on two ports of this machine, for the length of a test. PostgreSQL itself, nothing pretended.

Here everything is forced to disk, unlike in ``tests/postgres.py``: what a server has said is done must be done when it is killed.
"""

import os
import signal
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgres import run, somebody
from tests.program import free_port

NEEDED = ("initdb", "pg_ctl", "pg_basebackup", "pg_dump")


@dataclass
class Server:
    """One of the two."""

    programs: dict[str, str]
    folder: Path
    owner: dict[str, Any]
    port: int

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def start(self, **settings: str) -> None:
        own = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(self.port)} | settings
        said = " ".join(f"-c {name}='{value}'" for name, value in own.items())
        run(self.programs["pg_ctl"], "-w", "-D", self.data, "-l", str(self.folder / "log"), "-o", said, "start", **self.owner)

    def promote(self) -> None:
        """The standby becomes the primary, as whoever watches over a cluster would have it."""
        run(self.programs["pg_ctl"], "-w", "-D", self.data, "promote", **self.owner)

    def kill(self) -> None:
        """SIGKILL, the server and all its children, as when the power fails."""
        with suppress(FileNotFoundError):
            number = int((Path(self.data) / "postmaster.pid").read_text("utf-8").split()[0])
            children = [int(each) for each in Path(f"/proc/{number}/task/{number}/children").read_text("utf-8").split()]
            for each in (number, *children):
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)


@contextmanager
def pair(programs: dict[str, str]) -> Generator[tuple[Server, Server]]:
    """A primary that says "done" only when the standby has it on its disk, too."""
    owner = somebody()
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        servers = [Server(programs, Path(folder) / name, owner, free_port()) for name in ("primary", "standby")]
        for each in servers:
            each.folder.mkdir()
            if owner:
                os.chown(folder, owner["user"], owner["group"])
                os.chown(each.folder, owner["user"], owner["group"])
        primary, standby = servers
        run(programs["initdb"], "-D", primary.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", **owner)
        primary.start(synchronous_standby_names="standby")
        where = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby"
        run(programs["pg_basebackup"], "-D", standby.data, "-d", where, "-R", "-X", "stream", "-c", "fast", **owner)
        standby.start()
        try:
            yield primary, standby
        finally:
            for each in servers:
                each.kill()
