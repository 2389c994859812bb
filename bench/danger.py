"""Present danger told from danger that is only spoken of: ``danger_texts.jsonl``, k/n for each half, every miss printed."""

import json
from pathlib import Path

import nonebot

nonebot.init()  # the rooms of the house want it; nothing happens where it is done already

from plugins.inbox.meaning.danger import present  # noqa: E402

FILE = Path(__file__).with_name("danger_texts.jsonl")


def rows(*, held: bool) -> list[dict]:
    """One half: ``held`` was written before the rules, and the rules were never fitted to it."""
    return [row for line in FILE.read_text("utf-8").splitlines() if (row := json.loads(line))["held"] is held]


def misses(of: list[dict]) -> list[str]:
    """A line of markdown for each text that is taken the wrong way. Which danger it is matters less than that it is one."""
    wrong = [(row, present(row["text"])) for row in of if bool(present(row["text"])) != bool(row["danger"])]
    return [f"| {row['text']} | {row['danger'] or 'none'} | {found or 'none'} |" for row, found in wrong]


def main() -> None:
    """Print both halves."""
    for title, held in (("fitted", False), ("held out", True)):
        for what, dangerous in (("danger", True), ("no danger", False)):
            of = [row for row in rows(held=held) if bool(row["danger"]) is dangerous]
            wrong = misses(of)
            print(f"\n## {title}, {what}: {len(of) - len(wrong)}/{len(of)}\n")
            print("\n".join(["| said | is | taken for |", "|---|---|---|", *wrong]) if wrong else "no misses")


if __name__ == "__main__":
    main()
