"""The fonts a picture may be drawn with, in the order in which they are asked for a character.

First the bundled Noto Sans SC (the PyPI package ``justmytype-intl-cjk``, OFL): the same look on every machine, every weight
from one file, 30 000 characters. Behind it, for what it lacks, a Chinese font of the system (rarer characters), an emoji
font, and symbol fonts. Without the package the system's Chinese font leads; without any Chinese font nothing is drawn.
"""

import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from plugins.cards import coverage

BUNDLE = "justmytype_intl_cjk"
BUNDLED_FOLDER = Path("fonts", "ofl", "notosanssc")

CHINESE = {
    "Noto Sans SC": r"NotoSansSC(\[wght\]|-Regular|-Bold|-VF)\.(ttf|otf)",
    "Noto Sans CJK SC": r"NotoSansCJK(sc)?-(Regular|Bold)\.(ttc|otf)",
    "Source Han Sans SC": r"SourceHanSansSC-(Regular|Bold)\.otf",
    "Source Han Sans CN": r"SourceHanSansCN-(Regular|Bold)\.otf",
    "Microsoft YaHei": r"msyh(bd)?\.tt[cf]",
    "PingFang SC": r"PingFang\.ttc",
    "Hiragino Sans GB": r"Hiragino Sans GB\.ttc",
    "WenQuanYi Micro Hei": r"wqy-microhei\.ttc",
    "WenQuanYi Zen Hei": r"wqy-zenhei\.ttc",
    "SimHei": r"simhei\.ttf",
    "Droid Sans Fallback": r"DroidSansFallback(Full)?\.ttf",
}
EMOJI = {
    "Noto Color Emoji": r"NotoColorEmoji(-Regular)?\.ttf",
    "Segoe UI Emoji": r"seguiemj\.ttf",
    "Apple Color Emoji": r"Apple Color Emoji\.ttc",
}
SYMBOLS = {
    "DejaVu Sans": r"DejaVuSans(-Bold)?\.ttf",
    "Segoe UI Symbol": r"seguisym\.ttf",
    "Arial Unicode MS": r"Arial Unicode\.ttf",
}


@dataclass(frozen=True)
class Typeface:
    """A family and the files it is made of (one per weight, or one variable file)."""

    family: str
    files: tuple[Path, ...]

    @cached_property
    def coverage(self) -> coverage.Coverage:
        """What its first file can draw; the weights of one family draw the same."""
        return coverage.of_file(self.files[0])


@lru_cache(maxsize=1)
def shelf() -> tuple[Typeface, ...]:
    """Every usable font of this machine in the order of asking, the Chinese ones first; empty when there is no Chinese one."""
    return arrange(files(bundled_folders()), files(system_folders()))


def arrange(bundled: Iterable[Path], system: Iterable[Path]) -> tuple[Typeface, ...]:
    """The shelf made from these files."""
    system = tuple(system)
    chinese = (*_families(CHINESE, bundled), *_families(CHINESE, system)[:1])
    if not chinese:
        return ()
    return (*chinese, *_families(EMOJI, system)[:1], *_families(SYMBOLS, system))


def bundled_folders() -> list[Path]:
    """Where the package of fonts keeps the Chinese one; empty when it is not installed. The package is not imported."""
    found = importlib.util.find_spec(BUNDLE)
    return [Path(place) / BUNDLED_FOLDER for place in (found and found.submodule_search_locations) or ()]


def system_folders() -> list[Path]:
    """Where Linux, macOS and Windows keep fonts, the machine's and the user's."""
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    return folders


def files(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below these folders; a folder that is not there has none."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place, name) for name in sorted(names))


def _families(known: dict[str, str], files: Iterable[Path]) -> list[Typeface]:
    """The known families among the files, best known first; the plain weight leads its files."""
    files = tuple(files)
    found = []
    for family, pattern in known.items():
        matching = {path.name: path for path in files if re.fullmatch(pattern, path.name, re.IGNORECASE)}
        if matching:
            found.append(Typeface(family, tuple(sorted(matching.values(), key=lambda path: "bold" in path.name.lower()))))
    return found
