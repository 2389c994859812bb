"""The bot started as a user starts it: a process, a port of its own, a database of its own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[1]
PATIENCE = 60
OURS = (
    "HOST",
    "PORT",
    "ONEBOT_ACCESS_TOKEN",
    "SUPERUSERS",
    "DATABASE_URL",
    "DATA_FOLDER",
    "LOG_LEVEL",
    "DEMO",
    "DRIVER",
    "SECRET_KEY",
    "BACKUPS",
    "MOST_A_MINUTE",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Program:
    """``with Program(folder) as bot``: running until the block ends. ``start`` and ``stop`` may be called by hand."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    tree: Path = ROOT
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    script: Path = Path("bot.py")
    patience: float = PATIENCE

    @property
    def said(self) -> str:
        """What it printed, log and all."""
        return (self.folder / "output.txt").read_text("utf-8", "replace")

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it without waiting."""
        own = {"PORT": str(self.port), "SUPERUSERS": '["10001"]', "PYTHONUTF8": "1", "MOST_A_MINUTE": "0"}
        own["DATABASE_URL"] = f"sqlite+aiosqlite:///{self.folder / 'bot.db'}"
        kept = {key: value for key, value in os.environ.items() if key not in OURS}
        environment = {key: value for key, value in (kept | own | self.settings).items() if value}
        with (self.folder / "output.txt").open("ab") as output:
            command = [sys.executable, str(self.tree / self.script)]
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=self.folder)
        return self.process

    def start(self) -> Self:
        """Start it and wait until it listens."""
        process = self.launch()
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return self
            time.sleep(0.1)
        process.kill()
        raise AssertionError(f"the bot did not start:\n{self.said[-3000:]}")

    def stop(self) -> float:
        """SIGTERM; returns how many seconds it took to end."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
        return time.monotonic() - begun

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
