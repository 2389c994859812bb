"""Peers that nobody here wrote, as processes of their own: told what people do, they tell what the bot did."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 40
OICQ = "oicq@1.21.3"


@dataclass(frozen=True)
class Heard:
    """One message of the bot as it arrived: ``group:70001`` or ``person:10004``, its words, how many pictures."""

    chat: str
    text: str
    images: int


@dataclass
class Foreign:
    """A peer's process."""

    process: asyncio.subprocess.Process
    heard: list[Heard] = field(default_factory=list)
    read: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    other: list[str] = field(default_factory=list)

    async def does(self, **what: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(what).encode() + b"\n")
        await self.process.stdin.drain()

    async def say(self, wanted: str, user: str, text: str, *, group: str | None = "70001", **more: Any) -> Heard:
        """Say it and wait for a message with ``wanted`` in it."""
        self.read = len(self.heard)
        await self.does(say=text, user=int(user) if user.isdecimal() else user, group=int(group) if group else None, **more)
        return await self.hears(wanted)

    async def hears(self, wanted: str, chat: str = "") -> Heard:
        """Wait for a message with ``wanted`` in it that has not been read yet."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while True:
                    while self.read < len(self.heard):
                        one = self.heard[self.read]
                        self.read += 1
                        if wanted in one.text and chat in one.chat:
                            return one
                    if self.process.returncode is not None:
                        raise TimeoutError
                    self.news.clear()
                    await self.news.wait()
        raise AssertionError(f"{wanted!r} was never heard, but {self.heard}; the peer said {self.other[-20:]}")

    async def listen(self) -> None:
        assert self.process.stdout
        while raw := await self.process.stdout.readline():
            line = raw.decode("utf-8", "replace").rstrip()
            if line.startswith("> "):
                self.heard.append(Heard(**json.loads(line[2:])))
                self.news.set()
            else:
                self.other.append(line)
        self.news.set()


@contextlib.asynccontextmanager
async def running(command: Sequence[str | Path], **environment: str) -> AsyncIterator[Foreign]:
    """Until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(os.environ) | environment,
    )
    peer = Foreign(process)
    listening = asyncio.create_task(peer.listen())
    try:
        yield peer
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await listening


def oicq_folder(spare: Path) -> tuple[Path | None, str]:
    """Where the package lies, or why it cannot be had: in ``PEERS_FOLDER`` if that is set, else installed into ``spare`` now."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return None, "node 或 npm 没有装"
    kept = Path(os.environ.get("PEERS_FOLDER") or spare)
    package = kept / "node_modules" / "oicq"
    if not (package / "package.json").exists():
        command = [npm, "install", "--prefix", str(kept), "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        short = ["--fetch-retries=0", "--fetch-timeout=8000", OICQ]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command + short, capture_output=True, timeout=40, check=False)
    return (package, "") if (package / "package.json").exists() else (None, f"npm 没有取到 {OICQ}")


def oicq(package: Path, home: Path, account: str, port: int, token: str) -> tuple[list[str | Path], dict[str, str]]:
    address = f"ws://127.0.0.1:{port}/onebot/v11/ws"
    return ["node", HERE / "oicq_account.js", package, account, address, token or "-"], {"HOME": str(home)}


def pylibob(account: str, port: int, token: str) -> tuple[list[str | Path], dict[str, str]]:
    address = f"ws://127.0.0.1:{port}/onebot/v12/ws?access_token={token}"
    return [sys.executable, HERE / "pylibob_bridge.py", account, address], {"PYTHONUTF8": "1"}
