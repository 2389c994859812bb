"""How fast the bot may talk: platforms punish floods.

About one message per 1.5 s and group, with jitter, a burst of three, and twenty a minute for one account (what real peers bear).
"""

import random
import time
from collections import defaultdict, deque

BURST = 3
A_MINUTE = 20
_interval = 1.5


def set_interval(seconds: float) -> None:
    """The pause between two messages to one group; the demo's pretended platforms need none."""
    global _interval
    _interval = seconds


class Pace:
    """Remembers, per chat and per account, when the last messages went out (monotonic seconds)."""

    def __init__(self) -> None:
        self._chats: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=BURST))
        self._accounts: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=A_MINUTE))

    def wait_for(self, chat: str, account: str) -> float:
        """Seconds until a message may go to ``chat``; 0 when it may go now."""
        if not _interval:
            return 0.0
        present = time.monotonic()
        chats, accounts = self._chats[chat], self._accounts[account]
        free = chats[0] + _interval * BURST if len(chats) == BURST else 0.0
        free = max(free, accounts[0] + 60 if len(accounts) == A_MINUTE else 0.0)
        return max(0.0, free - present)

    def note(self, chat: str, account: str) -> None:
        """A message goes out to ``chat`` now."""
        jitter = random.uniform(0, _interval / 3)  # noqa: S311 - rhythm, not secrecy
        self._chats[chat].append(time.monotonic() + jitter)
        self._accounts[account].append(time.monotonic())
