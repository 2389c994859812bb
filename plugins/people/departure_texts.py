"""Sentences about people who left the groups."""

from collections.abc import Sequence


def office_holder_left(name: str, held: Sequence[str]) -> str:
    """To staff."""
    return (
        f"{name} 退群了，他是{'、'.join(held)}。求助先转给副手；要换人请「任命」新人、「免去 {name}」。"
        "免去后满 30 天，他的名字会自动删掉。"
    )
