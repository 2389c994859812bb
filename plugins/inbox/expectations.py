"""What a room declares about the answers to questions of its commands: what fits in a group, and what is to be done at 算了."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

Fits = Callable[[str], bool]
FitsLine = Callable[[str, str], bool]
GivenUp = Callable[[AsyncSession, str], Awaitable[None]]
_fitting: dict[str, Fits] = {}
_spoken: dict[str, FitsLine] = {}
_given_up: dict[str, GivenUp] = {}


def fits_in_group(word: str, fits: Fits) -> None:
    """In a group, a blank behind a line of that command is filled only by what ``fits``: people go on talking to each other."""
    _fitting[word] = fits


def fit(line: str, answer: str) -> bool:
    """Whether ``answer``, said in a group to nobody in particular, may be what the line waits for."""
    return all(fits(answer) for word, fits in _fitting.items() if line.startswith(word))


def fits_when_spoken_to(word: str, fits: FitsLine) -> None:
    """What is said to us while a blank behind a line of that command waits fills it only if ``fits(line, text)``; else it is heard anew."""
    _spoken[word] = fits


def fit_spoken(line: str, answer: str) -> bool:
    """Whether ``answer``, said to us, may be what the line waits for."""
    return all(fits(line, answer) for word, fits in _spoken.items() if line.startswith(word))


def on_giving_up(word: str, run: GivenUp) -> None:
    """Call ``run`` with the line when somebody answers a question whose line begins with ``word`` by 算了."""
    _given_up[word] = run


async def given_up(session: AsyncSession, line: str) -> None:
    """Somebody wants none of what was asked."""
    for word, run in _given_up.items():
        if line.startswith(word):
            await run(session, line)
