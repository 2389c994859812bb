"""Sentences about what people can do."""


def not_understood() -> str:
    """No skill, too many, or with numbers in it."""
    return "特长没看懂。请回数字（可以几个，例如「1 5」），或者直接写会什么，例如「水电维修 理发」。"
