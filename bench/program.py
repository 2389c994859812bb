"""A bot as a process of its own: started with its own port and database, watched from outside, ended at the end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench import cores

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds for a bot to listen, and to end
PAUSE = 0.005
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where it is set, every start compiles all sources anew; a bot that stays where it was put does that once."""


@dataclass(eq=False)
class Program:
    """``with Program("bot.py", folder) as bot``: listening inside the block. ``started_in``: seconds that took.

    ``command``: what is started instead of ``script`` under this Python; ``path``: where its OneBot v11 door is.
    """

    script: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    command: Sequence[str] = ()
    path: str = "/onebot/v11/ws"
    patience: float = PATIENCE
    started_in: float = 0.0

    @property
    def url(self) -> str:
        """Where OneBot v11 peers connect."""
        return f"ws://127.0.0.1:{self.port}{self.path}"

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def __enter__(self) -> Self:
        own = {"HOST": "127.0.0.1", "PORT": str(self.port), "LOG_LEVEL": "INFO", "DEMO": "false", "SUPERUSERS": "[]"}
        own |= {"ONEBOT_ACCESS_TOKEN": "", "MOST_A_MINUTE": "0", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        self.folder.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        with (self.folder / "output.txt").open("ab") as output:
            self._process = subprocess.Popen(
                self.command or [sys.executable, str(ROOT / self.script)],
                env={key: value for key, value in os.environ.items() if key != NO_BYTECODE} | own | self.settings,
                cwd=self.folder,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        cores.pin_bot(self.pid)
        while not self._listens():
            if self._process.poll() is not None or time.perf_counter() - start > self.patience:
                self.kill()
                said = (self.folder / "output.txt").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{self.script} does not start:\n{said[-2000:]}")
            time.sleep(PAUSE)
        self.started_in = time.perf_counter() - start
        return self

    def __exit__(self, *_: object) -> None:
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self) -> None:
        """End it, and what it started, at once and without a word (SIGKILL)."""
        self._signal(signal.SIGKILL)
        self._process.wait(PATIENCE)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def cpu_seconds(self) -> float:
        """Processor time that the process and its threads have used (Linux; elsewhere 0)."""
        with suppress(OSError):
            parts = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(parts[11]) + int(parts[12])) / _TICKS
        return 0.0

    def resident_mb(self) -> float:
        """Memory of the process alone, in MB (Linux; elsewhere 0)."""
        return _status_mb(self.pid, "VmRSS")

    def child_peak_mb(self) -> float:
        """The highest memory so far of the processes that it has running now, in MB."""
        children: list[str] = []
        for file in Path(f"/proc/{self.pid}/task").glob("*/children"):
            with suppress(OSError):
                children += file.read_text().split()
        return max((_status_mb(int(child), "VmHWM") for child in children), default=0.0)


def _status_mb(pid: int, name: str) -> float:
    with suppress(OSError):
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0
