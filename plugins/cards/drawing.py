"""Draws a card to PNG or PDF in a process of its own, one at a time.

Why a process for each picture and not a thread in the bot (measured on two cores, typst 0.15, the 20-row board at 3x;
``bench/cards.py`` measures it again): a thread draws the next picture in 75 ms, but typst keeps its fonts and its cache, so
the bot stays 85 to 93 MB larger for ever, and neither an endless layout nor a crash in native code can be stopped from within.
A process takes 240 to 320 ms and 95 MB, gives all of it back (the bot grows by 4 MB), and can be killed.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nonebot.log import logger

from plugins.cards import typefaces
from plugins.cards.card import Card
from plugins.cards.lettering import Lettering
from plugins.cards.typefaces import Typeface
from plugins.kernel import config

ROOM = Path(__file__).parent
WORKER = ROOM / "worker.py"
TIME_LIMIT = 8.0
"""Seconds for one picture; a usual one takes a small part of one."""
LONGEST_QUEUE = 8
"""Pictures drawn or waiting; one more is refused, and its reader gets the text at once instead of a picture late."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of output: what the templates call it, its file format, and pixels per inch."""

    name: str
    format: str
    ppi: int


PHONE = Paper("phone", "png", 216)
"""360 pt wide at three pixels a point: 1080 px."""
A4 = Paper("a4", "pdf", 144)
PAPERS = {"A4": A4, "A3": Paper("a3", "pdf", 144)}


class DrawingError(Exception):
    """The picture could not be made; the text says why, for the log."""


class _Easel:
    """Lets one picture through at a time and counts who waits."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.busy = 0


_easel = _Easel()


async def draw(card: Card) -> bytes | None:
    """A PNG 1080 px wide, or ``None`` when it cannot be drawn: the caller sends the text then. Never raises."""
    return await _attempt(card, PHONE)


async def draw_pdf(card: Card, paper: str = "A4") -> bytes | None:
    """On ``paper`` (``A4`` or ``A3``), one page unless the template makes more; ``None`` when it cannot be drawn. Never raises."""
    return await _attempt(card, PAPERS[paper])


async def _attempt(card: Card, paper: Paper) -> bytes | None:
    if _easel.busy >= LONGEST_QUEUE:
        logger.warning("画片排队太长，这张不画，改发文字")
        return None
    _easel.busy += 1
    try:
        async with _easel.lock:
            return await _draw(card, paper)
    except Exception as error:  # a picture is a courtesy: whatever goes wrong, the reader gets the text
        logger.warning(f"画片 {card.template} 没画成，改发文字：{type(error).__name__} {error}")
        return None
    finally:
        _easel.busy -= 1


async def _draw(card: Card, paper: Paper) -> bytes:
    shelf = await asyncio.to_thread(typefaces.shelf)
    if not shelf:
        raise DrawingError("没有中文字体：请安装 justmytype-intl-cjk 或系统的 Noto Sans CJK")
    lettering = Lettering(shelf)
    data = await asyncio.to_thread(lettering.rewrite, card.data)
    with tempfile.TemporaryDirectory(prefix="card-", ignore_cleanup_errors=True) as folder:
        await asyncio.to_thread(lay_out, lettering.typefaces, Path(folder))
        order = {
            "template": str(Path(folder, f"{card.template}.typ")),
            "format": paper.format,
            "ppi": paper.ppi,
            "folder": folder,
            "photos": [str(config.DATA / "photos" / each["place"]) for each in card.data.get("photos") or ()],
            "inputs": inputs(data, lettering.typefaces, paper),
        }
        return await run(json.dumps(order).encode())


def inputs(data: Any, faces: Sequence[Typeface], paper: Paper) -> dict[str, str]:
    """What the templates read from ``sys.inputs``."""
    return {"data": json.dumps(data), "fonts": json.dumps([face.family for face in faces]), "paper": paper.name}


def lay_out(faces: Sequence[Typeface], folder: Path) -> None:
    """Put the templates and just these fonts into the folder: typst reads folders, and one of the system holds many more fonts.

    Photos will lie beside the templates: typst reads nothing outside of the folder.
    """
    for template in ROOM.glob("*.typ"):
        shutil.copyfile(template, folder / template.name)
    for file in (file for face in faces for file in face.files):
        try:
            os.symlink(file, folder / file.name)
        except OSError:  # Windows asks for a privilege to link
            shutil.copyfile(file, folder / file.name)


async def run(order: bytes) -> bytes:
    """Hand the order to a worker. Raises ``DrawingError`` with its complaint, ``TimeoutError`` after killing it."""
    pipe = asyncio.subprocess.PIPE
    worker = await asyncio.create_subprocess_exec(sys.executable, "-I", str(WORKER), stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(TIME_LIMIT):
            picture, complaint = await worker.communicate(order)
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    if worker.returncode or not picture:
        raise DrawingError(complaint.decode(errors="replace").strip()[-500:] or f"exit code {worker.returncode}")
    return picture
