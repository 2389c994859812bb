"""Sentences of the outbox."""


def no_such_message(number: int) -> str:
    """A number that is not in the outbox."""
    return f"发件箱里没有 {number} 号。发「发件箱」看有哪些。"


def nothing_to_send_again(number: int) -> str:
    """The message is not in trouble."""
    return f"{number} 号不是失败的消息，不用重发。"
