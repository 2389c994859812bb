"""Plain sentences become command lines here, with what is open to the speaker in view. Other rooms register that view."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.kernel import clock

from .heard import Heard
from .meaning import Guess, Here, understand
from .speaker import Speaker
from .table import COMMANDS, Answer

ViewOf = Callable[[AsyncSession, Speaker, Heard], Awaitable[Here]]


@dataclass(frozen=True, slots=True)
class Menu:
    """What is said to somebody whom nobody understood, and the command lines that he can choose by 「回 1」."""

    answer: Answer
    lines: tuple[str, ...] = ()


MenuFor = Callable[[AsyncSession, Speaker, Heard], Awaitable[Menu]]
_views: list[ViewOf] = []
_menus: list[MenuFor] = []


def use_view(view: ViewOf) -> None:
    """See what is open to a speaker with ``view`` from now on."""
    _views[:] = [view]


def use_menu(menu: MenuFor) -> None:
    """Show ``menu`` to whoever says something that nobody understands."""
    _menus[:] = [menu]


async def guess(session: AsyncSession, speaker: Speaker, heard: Heard) -> Guess | None:
    """What command line the sentence means, if any."""
    here = await _views[0](session, speaker, heard) if _views else Here(now=clock.local(), things=())
    declared = {each.name: each.meant for each in COMMANDS.values() if each.meant}
    return understand(heard.said, here, declared)


async def menu(session: AsyncSession, speaker: Speaker, heard: Heard) -> Menu | None:
    """The menu for this person here."""
    return await _menus[0](session, speaker, heard) if _menus else None
