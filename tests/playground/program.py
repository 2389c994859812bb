"""The bot started as a user starts it, in the demo, on a port and a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Program:
    """``with Program(folder) as bot``: running until the block ends."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def house(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.house}"

    @property
    def said(self) -> str:
        """What it printed, log and all."""
        return (self.folder / "output.txt").read_text("utf-8", "replace")

    def launch(self) -> "subprocess.Popen[bytes]":
        own = {
            "DEMO": "true",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "LOG_LEVEL": "INFO",
            "PYTHONUTF8": "1",
            "MOST_A_MINUTE": "0",
        }
        own["DATABASE_URL"] = f"sqlite+aiosqlite:///{self.folder / 'demo.db'}"
        unset = ("ONEBOT_ACCESS_TOKEN", "SUPERUSERS")
        environment = {key: value for key, value in os.environ.items() if key not in unset} | own | self.settings
        with (self.folder / "output.txt").open("ab") as output:
            command = [sys.executable, str(ROOT / "bot.py")]
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=self.folder)
        return self.process

    def __enter__(self) -> Self:
        process = self.launch()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(httpx.TransportError):
                httpx.get(f"{self.url}/demo", trust_env=False)
                return self
            time.sleep(0.1)
        process.kill()
        raise AssertionError(f"the bot did not start:\n{self.said[-3000:]}")

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=PATIENCE)


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
