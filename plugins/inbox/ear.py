"""The rule of the one matcher, asked directly.

NoneBot's own starts a task for each parameter of a checker: several times the price of the question itself, paid for every
message of every group (``make bench``: chatter).
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from nonebot.adapters import Bot, Event
from nonebot.rule import Rule
from nonebot.typing import T_DependencyCache, T_State

Question = Callable[[Bot, Event, T_State], Awaitable[bool]]


class Ear(Rule):
    """Asks one question about every event. To be set as ``matcher.rule``: joined to other rules by ``&`` it would be lost."""

    __slots__ = ("question",)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    async def __call__(
        self,
        bot: Bot,
        event: Event,
        state: T_State,
        stack: AsyncExitStack | None = None,
        dependency_cache: T_DependencyCache | None = None,
    ) -> bool:
        """The answer."""
        return await self.question(bot, event, state)
