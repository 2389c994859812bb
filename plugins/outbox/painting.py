"""Pictures are drawn, and pages printed, by a room above this one; it registers its brush and its press here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

Painter = Callable[[str, dict[str, Any]], Awaitable[bytes | None]]
Press = Callable[[str, dict[str, Any], str], Awaitable[bytes | None]]


class Drawable(Protocol):
    """A picture to be drawn: the template's name and its data (plain JSON)."""

    @property
    def template(self) -> str:
        """Which template."""
        ...

    @property
    def data(self) -> dict[str, Any]:
        """What it shows."""
        ...


@dataclass(frozen=True, slots=True)
class Printout:
    """A page to be printed as PDF: the file's name, the paper (``A4``, ``A3``), and what stands on it."""

    name: str
    paper: str
    card: Drawable


_painters: list[Painter] = []
_presses: list[Press] = []


def use_painter(painter: Painter) -> None:
    """Draw with ``painter`` from now on."""
    _painters[:] = [painter]


async def paint(template: str, data: dict[str, Any]) -> bytes | None:
    """The picture as PNG, or ``None`` when it cannot be drawn and the text must do."""
    return await _painters[0](template, data) if _painters else None


def use_press(press: Press) -> None:
    """Print with ``press`` from now on."""
    _presses[:] = [press]


async def print_out(page: Printout) -> tuple[str, bytes] | None:
    """The file's name and the PDF, or ``None`` when it cannot be drawn and the text must do."""
    pdf = await _presses[0](page.card.template, page.card.data, page.paper) if _presses else None
    return (page.name, pdf) if pdf else None
