"""Milliseconds and memory of pictures: a process for each (as the bot does it) beside typst inside one process.

Each way is measured in a fresh process that draws ``PICTURES`` boards of 20 rows, every one different, with a warm-up of one.
"""

import asyncio
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PICTURES = 20


def board(round_: int) -> dict[str, Any]:
    """A full board, different in each round, with two rare names in it."""
    names = ["㐂阿姨", "李姐🎉", *(f"志愿者{round_}号之{at}" for at in range(18))]
    rows = [
        {"rank": at + 1, "name": name, "value": str(60 - at), "share": (60 - at) / 60, "note": f"{20 - at}小时"}
        for at, name in enumerate(names)
    ]
    return {"title": "恋湖社区 志愿积分榜", "period": "2026年11月", "unit": "分", "rows": rows, "total": "共 45 人", "foot": ""}


def resident_mb() -> float:
    """Resident memory of this process in MB, where the system tells it (Linux); else the peak."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(draw: Callable[[int], Awaitable[object]]) -> dict[str, float]:
    before = resident_mb()
    first, *others = [await timed(draw, round_) for round_ in range(PICTURES + 1)]
    return {
        "first_ms": first,
        "median_ms": statistics.median(others),
        "slowest_ms": max(others),
        "growth_mb": resident_mb() - before,
        "worker_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


async def timed(draw: Callable[[int], Awaitable[object]], round_: int) -> float:
    start = time.perf_counter()
    assert await draw(round_), "no picture"
    return (time.perf_counter() - start) * 1000


def open_the_house() -> None:
    """The room of pictures is a plugin: NoneBot must be there before it is imported."""
    import nonebot

    nonebot.init(_env_file=None, log_level="WARNING")


def in_a_process_each() -> dict[str, float]:
    open_the_house()
    from plugins.cards.card import Card
    from plugins.cards.drawing import draw

    return asyncio.run(measure(lambda round_: draw(Card("board", board(round_)))))


def inside() -> dict[str, float]:
    """The same pictures by one typst compiler kept in the process, with the same fonts."""
    import tempfile

    open_the_house()
    from plugins.cards import drawing, typefaces
    from plugins.cards.lettering import Lettering

    before = resident_mb()
    lettering = Lettering(typefaces.shelf())
    lettering.rewrite(board(0))
    with tempfile.TemporaryDirectory() as folder:
        drawing.lay_out(lettering.typefaces, Path(folder))
        import typst

        compiler = typst.Compiler(str(drawing.ROOM / "board.typ"), font_paths=[folder], ignore_system_fonts=True)

        async def draw(round_: int) -> object:
            inputs = drawing.inputs(lettering.rewrite(board(round_)), lettering.typefaces, drawing.PHONE)
            return compiler.compile(format="png", ppi=drawing.PHONE.ppi, sys_inputs=inputs)

        return asyncio.run(measure(draw)) | {"growth_mb": resident_mb() - before, "worker_peak_mb": 0.0}


def apart(way: str) -> dict[str, float]:
    """Measure one way in a process of its own, so that neither pays for the other."""
    done = subprocess.run([sys.executable, "-m", "bench.cards", way], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> dict[str, dict[str, float]]:
    """Measure both ways, print them as markdown, return the figures (ms and MB)."""
    figures = {"a process each (used)": apart("process"), "inside one process": apart("inside")}
    print(f"Pictures: {PICTURES} boards of 20 rows, 1080 px wide\n")
    print("| drawn by | first ms | median ms | slowest ms | the bot grows by MB | worker's peak MB |")
    print("|---|---|---|---|---|---|")
    for way, figure in figures.items():
        print(f"| {way} | " + " | ".join(f"{value:.0f}" for value in figure.values()) + " |")
    return figures


if __name__ == "__main__":
    ways = {"process": in_a_process_each, "inside": inside}
    chosen = ways.get(sys.argv[-1])
    if chosen:
        print(json.dumps(chosen()))
    else:
        main()
