"""``python -m bench.jielong``: how exactly pasted lists are read, and how long reading and merging them takes."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("jielong_cases.json")
SHORT, LONG = 50, 500
GROWTH_WANTED = 12
ROUNDS = 15


def long_list(rows: int) -> str:
    """A list as it looks when it is long: doors, company, teams, proxies."""
    beside = ("骑行队", "+1", "（带孙子）", "党员 3栋2单元", "（女儿代报）", "候补", "")
    lines = (
        f"{at}. {'张李王赵刘陈'[at % 6]}{'甲乙丙丁戊'[at % 5]}{at} {beside[at % len(beside)]}" for at in range(1, rows + 1)
    )
    return "\n".join(["#接龙", "8月28日早上7点环湖巡湖", "例 姓名 队伍", "", *lines])


def median_ms(deed: Callable[[], object]) -> float:
    """The middle of several rounds after one to warm up, in processor time: other programs of the machine do not count."""
    deed()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        deed()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def correctness() -> dict[str, int]:
    """Cases whose number of rows, names, and marks are exactly as expected."""
    from plugins.activity.jielong.reading import read

    exact = {"rows": 0, "names": 0, "marks": 0}
    cases: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    for case in cases:
        chain = read(case["text"])
        rows = chain.rows if chain else ()
        exact["rows"] += len(rows) == case["n"]
        exact["names"] += [row.name for row in rows] == case["names"]
        exact["marks"] += {str(row.number): _marks(row) for row in rows if _marks(row)} == case["marks"]
    return exact | {"cases": len(cases)}


def _marks(row: Any) -> str:
    heads = [f"+{row.guests}"] if row.guests else []
    heads += [f"+{row.children}孩"] if row.children else []
    return " ".join([*heads, *sorted(row.marks)])


def speed() -> dict[str, float]:
    """Milliseconds of reading 50 and 500 rows, of telling 500 rows from chatter, and of merging them into a full list."""
    from plugins.activity.jielong.merging import Known, Sender, Standing, State, merge
    from plugins.activity.jielong.reading import read

    texts = {rows: long_list(rows) for rows in (SHORT, LONG)}
    times = {rows: median_ms(lambda rows=rows: read(texts[rows])) for rows in texts}
    chain = read(texts[LONG])
    assert chain
    standing = [Standing(at, frozenset({row.key})) for at, row in enumerate(chain.rows[:-1])]
    known = [Known(row.key, row.name, row.says, at, "qq:1") for at, row in enumerate(chain.rows[:-1])]
    state, sent = State(standing, known), datetime(2026, 11, 22, tzinfo=UTC)
    sender = Sender("qq:2", None, frozenset({chain.rows[-1].key}))
    rows = [*chain.rows[1:], replace(chain.rows[-1], name="新来的")]
    merging = median_ms(lambda: merge(state, rows, sender, sent))
    return {"short": times[SHORT], "long": times[LONG], "growth": times[LONG] / times[SHORT], "merging": merging}


def main() -> dict[str, float]:
    """Measure, print as markdown, return the figures."""
    import nonebot

    nonebot.init(_env_file=None, log_level="ERROR", driver="~fastapi")
    exact, times = correctness(), speed()
    cases = exact["cases"]
    print("| 接龙 | |\n|---|---|")
    for what in ("rows", "names", "marks"):
        print(f"| {what} exact | {exact[what]}/{cases} |")
    print(f"| reading {SHORT} rows, median | {times['short']:.1f} ms |")
    print(f"| reading {LONG} rows, median | {times['long']:.1f} ms |")
    print(f"| growth {SHORT} → {LONG} rows (wanted ≤ {GROWTH_WANTED} ×) | {times['growth']:.1f} × |")
    print(f"| merging {LONG} rows, median | {times['merging']:.1f} ms |")
    return {**exact, **times}


if __name__ == "__main__":
    main()
