"""The machine's own clock is set back while the bot runs (by libfaketime): it goes on doing what is due."""

import time
from pathlib import Path

import httpx
import pytest

from tests.program import Program
from tests.storm.misfortunes import LAUNCHER

FAKER = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


def rounds(port: int) -> float:
    """How many ticks have been run since the start."""
    lines = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text.splitlines()
    return sum(
        float(each.rpartition(" ")[2])
        for each in lines
        if "tick" in each and each.startswith("xiaohongmao") and 'remind"' in each
    )


def test_the_ticks_go_on_when_the_clock_is_set_back(tmp_path: Path) -> None:
    """APScheduler waited until the clock was again where it had been: nobody was reminded of anything for so long."""
    if FAKER is None:
        pytest.skip("libfaketime 没有装，这一条不跑（apt-get install faketime）")
    hour, faked = tmp_path / "clock", tmp_path / "faked"
    hour.write_text("0", "utf-8")
    faked.write_text("+0", "utf-8")
    settings = {
        "LD_PRELOAD": str(FAKER),
        "FAKETIME_TIMESTAMP_FILE": str(faked),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    settings |= {"STORM_CLOCK": str(hour), "DATA_FOLDER": str(tmp_path), "BACKUPS": "false", "LOG_LEVEL": "WARNING"}
    with Program(tmp_path, settings, script=LAUNCHER) as bot:
        _until_more(bot.port, 0)
        faked.write_text("-7200", "utf-8")
        seen = rounds(bot.port)
        _until_more(bot.port, seen + 2)


def _until_more(port: int, than: float) -> None:
    for _ in range(600):
        if rounds(port) > than:
            return
        time.sleep(0.1)
    raise AssertionError("the ticks stand still")
