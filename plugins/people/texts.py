"""Sentences of people; those of one noun stand in the files beside."""

from plugins.kernel.masking import mask

UNDO = "（10 分钟内发「撤销」可收回）"


def said(word: str) -> str:
    """What somebody typed, as it may be repeated: short, in one line, without personal numbers."""
    plain = mask(" ".join(word.split()))
    return plain if len(plain) <= 20 else f"{plain[:20]}…"


def nameless(user: str) -> str:
    """What somebody is called whose name nobody knows."""
    return f"群友{user[-4:]}"


def no_such_name() -> str:
    """An empty or endless name."""
    return "名字没看懂。请写 20 个字以内的名字，例如「帮 王奶奶 报名 12」。"


def name_with_number() -> str:
    """A telephone number or the like inside a name."""
    return "名字里请不要写电话和门牌号，只写名字就行，例如「帮 王奶奶 报名 12」。"


def nothing_to_undo() -> str:
    """Nothing of the speaker's in the last ten minutes."""
    return "最近 10 分钟里没有您能撤销的改动。"


def changed_since() -> str:
    """Somebody has changed it again."""
    return "这件事后来又被改过了，撤销不了；请直接改成您要的样子。"
