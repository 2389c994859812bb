"""What is refused about a 求助, and what to do instead."""


def only_leaders(label: str) -> str:
    """A sensitive need handed to somebody without an office."""
    return f"{label} 这类事只能交给队长、团长或社工。"


def is_no_need(label: str) -> str:
    """Another kind of ticket."""
    return f"{label} 不是求助。"


def not_yours(label: str) -> str:
    """Somebody else's private matter."""
    return f"{label} 只有求助的人和社工能问。"


def look_in_private() -> str:
    """Asked for in front of everybody."""
    return "「求助详情」请私聊我发，群里不能说。"


def say_why(number: int) -> str:
    """Staff look for a reason."""
    return f"看别人的资料要写原因，会记下来给本人看，例如「求助详情 {number} 联系不上」。"
