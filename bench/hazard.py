"""Place and category read from reports as people write them: ``hazard_texts.jsonl``, k/n for each half, every miss printed.

``held`` texts were written before the rules, and the rules were never fitted to them.
"""

import json
from pathlib import Path

import nonebot

nonebot.init()  # the rooms of the house want it; nothing happens where it is done already

from plugins.hazard import rules  # noqa: E402
from plugins.people import spots  # noqa: E402

FILE = Path(__file__).with_name("hazard_texts.jsonl")
ESTATES = ("恋湖家园", "黄金海岸", "银湖水榭", "金银湖别墅", "丰泽园")


def rows(*, held: bool) -> list[dict]:
    """One half."""
    return [row for line in FILE.read_text("utf-8").splitlines() if (row := json.loads(line))["held"] is held]


def place_of(text: str) -> str | None:
    """The place as it is kept, without its door; ``None`` where it has to be asked for."""
    spot = spots.read(text, ESTATES)
    return spot.name if spot and spot.exact else None


def misses(of: list[dict]) -> dict[str, list[str]]:
    """Lines of markdown by what was missed."""
    book = rules.shipped()
    found: dict[str, list[str]] = {"place": [], "category": []}
    for row in of:
        for what, got in (("place", place_of(row["text"])), ("category", rules.category_of(row["text"], book))):
            if got != row[what]:
                found[what].append(f"| {row['text']} | {row[what] or '—'} | {got or '—'} |")
    return found


def main() -> None:
    """Print both halves."""
    for title, held in (("fitted", False), ("held out", True)):
        of = rows(held=held)
        for what, wrong in misses(of).items():
            print(f"\n## {title}, {what}: {len(of) - len(wrong)}/{len(of)}\n")
            print("\n".join(["| said | is | read as |", "|---|---|---|", *wrong]) if wrong else "no misses")


if __name__ == "__main__":
    main()
