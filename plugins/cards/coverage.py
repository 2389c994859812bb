"""Which characters a font file can draw, read from its ``cmap`` table alone.

Only that table is read (some 100 kB of a 20 MB font) and kept as ranges, so the bot pays little for asking. The formats are
those of the OpenType specification: 12 (all of Unicode) is preferred, 4 (the first 65 536 characters) is the fall-back.
"""

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

UNICODE_PLATFORMS = (0, 3)


class Coverage:
    """A set of code points, held as sorted ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]]):
        """``ranges`` are (first, last), both included."""
        ordered = sorted(ranges)
        self._firsts = array("I", (first for first, _ in ordered))
        self._lasts = array("I", (last for _, last in ordered))

    def __contains__(self, code: int) -> bool:
        at = bisect_right(self._firsts, code) - 1
        return at >= 0 and code <= self._lasts[at]


def of_file(path: Path) -> Coverage:
    """What the font draws (of a collection: its first face). A file that is not a font draws nothing."""
    try:
        return Coverage(ranges_in(cmap_of(path)))
    except (OSError, struct.error, StopIteration, ValueError):
        return Coverage(())


def cmap_of(path: Path) -> bytes:
    """The table that maps characters to glyphs. Raises ``StopIteration`` or ``struct.error`` where there is none."""
    with path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12)
            (start,) = struct.unpack(">I", file.read(4))
        file.seek(start + 4)
        (tables,) = struct.unpack(">H6x", file.read(8))
        records = struct.iter_unpack(">4s4xII", file.read(16 * tables))
        offset, length = next((offset, length) for tag, offset, length in records if tag == b"cmap")
        file.seek(offset)
        return file.read(length)


def ranges_in(cmap: bytes, kinds: Iterable[int] = (12, 4)) -> Iterator[tuple[int, int]]:
    """The characters with a glyph, from the first of these table formats that is there. Raises ``ValueError`` when none is."""
    (subtables,) = struct.unpack_from(">2xH", cmap)
    records = struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * subtables])
    places = {struct.unpack_from(">H", cmap, at)[0]: at for platform, _, at in records if platform in UNICODE_PLATFORMS}
    for kind in kinds:
        if kind in places:
            return READERS[kind](cmap, places[kind])
    raise ValueError("no Unicode cmap")


def _format_12(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (groups,) = struct.unpack_from(">I", cmap, at + 12)
    for first, last, glyph in struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * groups]):
        if glyph or last > first:
            yield (first if glyph else first + 1), last


def _format_4(cmap: bytes, at: int) -> Iterator[tuple[int, int]]:
    (twice,) = struct.unpack_from(">6xH", cmap, at)
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(f">{twice // 2}H", cmap, at + 14 + part * twice + (2 if part else 0)) for part in range(4)
    )
    offsets_at = at + 16 + 3 * twice
    for segment, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, last + 1):
            where = offsets_at + 2 * segment + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", cmap, where)[0] if offset else (code + delta) & 0xFFFF
            if glyph:
                yield code, code


READERS = {12: _format_12, 4: _format_4}
