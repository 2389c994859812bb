"""Which processor core does what: the bots share the first, the client has the second, so neither slows the other."""

import os


def available() -> list[int]:
    """Cores this process may use; empty where the system does not tell (not Linux)."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


ALL = available()


def pin_bot(pid: int) -> None:
    """Keep the process ``pid``, and all it starts, on the first core."""
    if len(ALL) > 1:
        os.sched_setaffinity(pid, {ALL[0]})


def free(pid: int) -> None:
    """Let the process ``pid`` run on any core."""
    if len(ALL) > 1:
        os.sched_setaffinity(pid, set(ALL))


def pin_client() -> None:
    """Keep this process on the second core."""
    if len(ALL) > 1:
        os.sched_setaffinity(0, {ALL[1]})


def free_client() -> None:
    """Let this process, and what it starts from now on, run on any core again."""
    if len(ALL) > 1:
        os.sched_setaffinity(0, set(ALL))
