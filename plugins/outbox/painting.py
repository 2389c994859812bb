"""Pictures are drawn by a room above this one; it registers its brush here."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

Painter = Callable[[str, dict[str, Any]], Awaitable[bytes | None]]


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


_painters: list[Painter] = []


def use_painter(painter: Painter) -> None:
    """Draw with ``painter`` from now on."""
    _painters[:] = [painter]


async def paint(template: str, data: dict[str, Any]) -> bytes | None:
    """The picture as PNG, or ``None`` when it cannot be drawn and the text must do."""
    return await _painters[0](template, data) if _painters else None
