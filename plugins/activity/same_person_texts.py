"""What putting two records together means for sign-ups."""

from collections.abc import Sequence


def sign_ups(counts: Sequence[int], both: int) -> str:
    """How many each has, and how many lists they share."""
    if not any(counts):
        return ""
    shared = f"，其中 {both} 个活动两边都报了，只算一次" if both else ""
    return f"报名 {counts[0]} 次＋{counts[1]} 次{shared}"
