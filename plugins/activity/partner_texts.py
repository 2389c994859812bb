"""Sentences to the contacts of organisations."""


def only_contacts() -> str:
    """Not a contact."""
    return "「来 8人」是给共建单位联系人报人数用的。自己报名发「报名 12」，带人发「报名 12 3人」；要当联系人请找社工。"


def how_many() -> str:
    """No number."""
    return "来几个人？例如「来 8人 12」，12 是活动号。"
