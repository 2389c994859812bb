"""What stands in the books for a ticket: never what it was about, nor for whom."""


def reason(kind: str, label: str, what: str) -> str:
    """``what``: report or work."""
    return f"{kind} {label} {'反映属实' if what == 'report' else '办好'}"
