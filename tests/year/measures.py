"""What the year is measured by: answer times month by month, and how large database and memory are at the end of each."""

import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.year.year import Year

FEW = 20
MB = 1024 * 1024


@dataclass
class Measures:
    """``sizes``: at the end of each month bytes of the database in use, bytes of memory, and bytes of every table with its indexes."""

    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    tables: dict[str, dict[str, int]] = field(default_factory=dict)

    def month(self, day: date, database: Path, resident: int) -> None:
        """Look at the end of a month."""
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
            self.tables[f"{day:%Y-%m}"] = dict(_tables(rows))
        self.sizes[f"{day:%Y-%m}"] = (sum(self.tables[f"{day:%Y-%m}"].values()), resident)

    def told(self, year: "Year", took: timedelta) -> str:
        """Markdown."""
        talk = year.talk
        head = f"seed {year.seed}, {year.days} days, {year.communities} communities of {year.people}, bustle {year.bustle:g}: "
        head += f"{talk.asked} questions, {talk.chatter} lines of chatter, {len(year.house.story)} misfortunes, "
        head += f"{len(talk.complaints)} complaints, {took.total_seconds() / 60:.0f} min"
        return "\n".join([head, "", *self._times(talk.took), "", *self._sizes(), "", *self._growth(), ""])

    def _times(self, took: dict[tuple[str, int], list[float]]) -> Iterator[str]:
        months = sorted({month for _, month in took})
        yield f"| said | times | {' | '.join(f'{month}月' for month in months)} | last ÷ first |"
        yield f"|---|{'---|' * (len(months) + 2)}"
        for kind in sorted(
            {kind for kind, _ in took}, key=lambda each: -sum(len(took.get((each, month), ())) for month in months)
        ):
            p50 = [statistics.median(took[kind, month]) * 1000 if took.get((kind, month)) else None for month in months]
            enough = all(len(took.get((kind, month), ())) >= FEW for month in (months[0], months[-1]))
            ratio = f"{p50[-1] / p50[0]:.2f}" if enough and p50[0] and p50[-1] else "–"
            cells = " | ".join("–" if each is None else f"{each:.1f}" for each in p50)
            yield f"| {kind} | {sum(len(took.get((kind, month), ())) for month in months)} | {cells} | {ratio} |"

    def _sizes(self) -> Iterator[str]:
        yield "| end of | database MB | grown by MB | memory MB |"
        yield "|---|---|---|---|"
        before = 0
        for month, (size, resident) in self.sizes.items():
            yield f"| {month} | {size / MB:.1f} | {(size - before) / MB:.1f} | {resident / MB:.0f} |"
            before = size

    def _growth(self) -> Iterator[str]:
        """Which tables the growth is in."""
        months = list(self.tables)
        if len(months) > 1:
            yield f"| table | MB at the end of {months[0]} | {months[-1]} |"
            yield "|---|---|---|"
            last = self.tables[months[-1]]
            for table in sorted(last, key=lambda each: -last[each])[:12]:
                yield f"| {table} | {self.tables[months[0]].get(table, 0) / MB:.1f} | {last[table] / MB:.1f} |"


def _tables(rows: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Bytes of each table, its indexes with it."""
    owners = dict(rows.execute("SELECT name, tbl_name FROM sqlite_master"))
    found: dict[str, int] = {}
    for name, size in rows.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
        found[owners.get(name, name)] = found.get(owners.get(name, name), 0) + size
    yield from found.items()
