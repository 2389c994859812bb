"""``python -m bench``: measure everything, print it as markdown and rewrite its chapter of ``RESULTS.md``. Takes about five minutes."""

import asyncio
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench import cores, house, messages, results, town
from bench.figures import Figure, table
from bench.program import ROOT, Program

BIG = (1000, 40, 200)
SMALL = (25, 1, 1)
LIMITS = (
    "What limits 报名 (sampled with py-spy): it is 12 statements in one transaction (receipt; who speaks; the activity; the person "
    "with his account: 3; his row, the tally, the new row, its place; the trail; what overlaps) and a commit that waits for the "
    "disk. SQLite itself needs a twentieth of the processor time and the commit's thread as much; nearly half is SQLAlchemy, about "
    "0.15 ms a statement; not quite a third NoneBot, pydantic, the log and the server, which the echo pays as well; a tenth is "
    "the rest of the house. Half an echo's speed would leave room for about three statements through an ORM."
)
FAILED = "**Did not run**"
BESIDE = "| in flight | 报名/s | p50 ms | p99 ms | bare echo/s | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|"


def machine() -> str:
    """Where this was measured, in general words."""
    pinned = "bots on one core, client on another" if len(cores.ALL) > 1 else "everything on one core"
    busy = f", load average {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()}, {os.cpu_count()} cores ({pinned}){busy}, Python {platform.python_version()}, SQLite"


async def against_bare(folder: Path, effort: messages.Effort) -> tuple[list[Figure], str]:
    """The first two questions, with both bots running side by side on one core, asked in turns."""
    url = town.build(folder / "small", SMALL[0], SMALL[1], effort.lists)
    with Program("bot.py", folder / "a", {"DATABASE_URL": url}) as bot, Program("bench/bare.py", folder / "b") as bare:
        chatter = await messages.chatter(bot, bare, effort)
        levels, worked = await messages.durable(bot, bare, effort)
    return [*chatter, *(each.ratio for each in levels), *worked], "\n".join([BESIDE, *(each.line() for each in levels)])


async def big_against_small(folder: Path, effort: messages.Effort) -> list[Figure]:
    """The third question."""
    urls = [town.build(folder / name, *size) for name, size in (("big town", BIG), ("small town", SMALL))]
    there, here = (Program("bot.py", folder / f"{number}", {"DATABASE_URL": url}) for number, url in enumerate(urls))
    with there, here:
        return await messages.sizes(there, here, BIG, SMALL, effort)


def of_others(module: str) -> str:
    """What another bench of this folder prints, run in a process of its own; one that fails does not take the rest along."""
    line = f"import bot; bot.build(); from bench import {module}; {module}.main()"
    done = subprocess.run(
        [sys.executable, "-c", line], check=False, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    return done.stdout.strip() if done.returncode == 0 else f"{FAILED}: `python -c '{line}'` says why."


async def measure(folder: Path, effort: messages.Effort) -> str:
    """Everything, as markdown."""
    cores.pin_client()
    compared, beside = await against_bare(folder, effort)
    compared += await big_against_small(folder, effort)
    url = town.build(folder / "house", *SMALL)
    own = [*house.starts(folder / "c", url), *await house.memory(folder / "c", url)]
    cores.free_client()
    parts = (
        "## Beside a bare bot, and a big town beside a small one\n",
        table(compared),
        "\n### 报名 and bare echo, all rounds\n",
        beside,
        f"\n{LIMITS}",
        "\n## The house itself\n",
        table(own),
        "\n## One, two and four processes on one PostgreSQL\n",
        of_others("processes"),
        "\n## Pictures\n",
        of_others("cards"),
        "\n## Lists that were copied\n",
        of_others("jielong"),
        "\n## Open tickets\n",
        of_others("tickets"),
        "\n## One 求助\n",
        of_others("helpline"),
        "\n## Series made ahead\n",
        of_others("series"),
        "\n## A year in the books of the office\n",
        of_others("ledger"),
        "\n## Plain sentences\n",
        of_others("sentences").replace("\n## ", "\n### ").replace("## ", "### ", 1),
        "\n## Reports: place and category\n",
        of_others("hazard").replace("\n## ", "\n### ").replace("## ", "### ", 1),
        "\n## Danger that is present\n",
        of_others("danger").replace("\n## ", "\n### ").replace("## ", "### ", 1),
    )
    return "\n".join(parts)


def main() -> None:
    """Measure, print, write."""
    start = time.perf_counter()
    effort = messages.Effort()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        found = asyncio.run(measure(Path(folder), effort))
    head = (
        f"# Results of `make bench`\n\n{date.today():%Y-%m-%d} · {machine()} · took {time.perf_counter() - start:.0f} s\n\n"
        f"Ratios are taken within this run, round by round in turns ({effort.rounds} rounds after one to warm up); a ratio of 1 "
        "is the bare bot (nonebot2 and the OneBot adapter, same driver, same log), or the small town. Absolute figures differ "
        "from machine to machine.\n\n"
    )
    results.write(f"{head}{found}\n")
    print(head + found)
    sys.exit(FAILED in found)


if __name__ == "__main__":
    main()
