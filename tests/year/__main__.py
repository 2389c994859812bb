"""``DAYS``, ``PEOPLE``, ``COMMUNITIES``, ``SEED`` and ``BUSTLE`` from the environment; tells what was measured.

A year that was not as it must be prints its seed and its story and leaves its folder.
"""

import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.year import sides
from tests.year.year import Year

USUAL = {"DAYS": 365, "PEOPLE": 500, "COMMUNITIES": 5}


def main() -> None:
    begun = time.monotonic()
    days, people, communities = (int(os.environ.get(name) or usual) for name, usual in USUAL.items())
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    folder = Path(tempfile.mkdtemp(prefix="year-"))
    year = Year(folder, seed, days, people, communities, bustle=float(os.environ.get("BUSTLE") or 1))
    broken = asyncio.run(year.run())
    sys.stdout.write(year.measures.told(year, timedelta(seconds=time.monotonic() - begun)))
    if len(year.evenings) > 1:
        beside, strange = asyncio.run(sides.by_side(folder, (year.evenings[0], year.evenings[-1]), year.lives[0].town))
        sys.stdout.write("\n".join([*beside, ""]))
        broken += strange
    if broken:
        story = f"{len(broken)} complaints, seed {seed}, story: {'; '.join(year.house.story)}"
        sys.exit("\n".join([*broken[:40], story, f"left in {folder}"]))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
