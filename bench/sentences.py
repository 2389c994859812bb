"""How well plain sentences are understood: ``sentences.jsonl`` said in the fixtures below, scored, every miss printed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import nonebot

nonebot.init()  # the rooms of the house want it; nothing happens where it is done already

from bench.declarations import declared as declarations  # noqa: E402
from plugins.inbox.meaning import Guess, Here, Meant, Thing, understand  # noqa: E402

FILE = Path(__file__).with_name("sentences.jsonl")
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)  # a Monday


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


CLEANING = Thing(12, "清洁家园", _at(11, 29, 9), "亲水平台")
ON_THE_28TH = replace(CLEANING, starts=_at(11, 28, 9))
PATROL = Thing(13, "巡湖", _at(11, 28, 6, 30), "东门码头", is_patrol=True)
HAIRCUT = Thing(14, "老人理发", _at(12, 5, 14), "社区活动室")
DUMPLINGS = Thing(15, "包饺子", _at(12, 12, 10), "社区活动室")
THREE = (CLEANING, PATROL, HAIRCUT)
THREE_IN = (CLEANING, replace(PATROL, joined=True), replace(HAIRCUT, proxied=("王奶奶",)))

FIXTURES: dict[str, Here] = {
    "one": Here(NOW, (ON_THE_28TH,)),
    "one_in": Here(NOW, (replace(ON_THE_28TH, joined=True, proxied=("王奶奶",)),)),
    "three": Here(NOW, THREE),
    "three_in": Here(NOW, THREE_IN),
    "pair": Here(NOW, (ON_THE_28TH, PATROL)),
    "pair_in": Here(NOW, (replace(ON_THE_28TH, joined=True), replace(PATROL, joined=True))),
    "twelfth": Here(NOW, (CLEANING, DUMPLINGS)),
    "quoted": Here(NOW, THREE, quoted=14),
    "quoted_in": Here(NOW, THREE_IN, quoted=13),
    "none": Here(NOW, ()),
}


def _shown(guess: Guess | None) -> str:
    return "—" if guess is None else f"{guess.line} {'sure' if guess.sure else 'likely'}"


def _meant(row: dict, guess: Guess | None) -> float:
    """1 for the right line in the right class, ½ for the right line asked about instead of done, 0 else."""
    if guess is None or guess.line not in row["lines"]:
        return 0
    if guess.sure == row["sure"]:
        return 1
    return 0.5 if row["sure"] else 0


def _chatter(row: dict, guess: Guess | None) -> float:
    """Said to the bot: 1 for nothing understood (or the answer that the row deserves in private), ½ for asking, 0 for doing."""
    if guess is None or guess.line in row.get("private", ()):
        return 1
    return 0 if guess.sure else 0.5


def score(rows: list[dict], declared: Mapping[str, Meant]) -> tuple[float, int, list[str]]:
    """Points, rows, and a line of markdown for each row that is not whole."""
    points, misses = 0.0, []
    for row in rows:
        guess = understand(row["text"], FIXTURES[row["here"]], declared)
        got = _meant(row, guess) if row["kind"] == "meant" else _chatter(row, guess)
        points += got
        if got < 1:
            wanted = "/".join(row.get("lines", ["—"])) + (" sure" if row.get("sure") else "")
            misses.append(f"| {row['here']} | {row['text']} | {wanted} | {_shown(guess)} |")
    return points, len(rows), misses


def main(
    declared: Mapping[str, Meant] | None = None,
    fires: Callable[[str, Here], bool] | None = None,
    *,
    held: bool | None = None,
) -> dict:
    """Scores by kind; ``fires(text, here)`` says whether a group without @ would hear a command. Prints markdown."""
    declared = declared or declarations()
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if held is None or row["held"] is held]
    result: dict = {}
    for kind in ("meant", "chatter"):
        points, count, misses = score([row for row in rows if row["kind"] == kind], declared)
        result[kind] = {"points": points, "of": count, "misses": misses}
        print(f"\n## {kind}: {points:g}/{count}\n")
        print("\n".join(["| here | said | wanted | understood |", "|---|---|---|---|", *misses]) if misses else "no misses")
    result["false_deeds"] = [miss for miss in result["chatter"]["misses"] if miss.endswith("sure |")]
    if fires is not None:
        loud = [row["text"] for row in rows if row["kind"] == "chatter" and fires(row["text"], FIXTURES[row["here"]])]
        count = result["chatter"]["of"]
        result["group"] = {"silent": count - len(loud), "of": count, "misses": loud}
        print(f"\n## group without @: silent {count - len(loud)}/{count}\n", *[f"- {text}" for text in loud], sep="\n")
    return result


if __name__ == "__main__":
    main()
