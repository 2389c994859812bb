"""Words of somebody in danger from himself or from another: known by rules, so that it can be said why.

Three kinds: words of self-harm, words of violence, and a child who is in distress. Asked about every private message, so it is
cheap; and as a false alarm wakes people at night, talk (累死了, 笑死我了, 想死你了, 打死蚊子) must not be one. Better once
too often than once too little where a sentence is plain.
"""

import re
from enum import StrEnum

from plugins.inbox.wording import normalise

from . import crisis_words as words


class Crisis(StrEnum):
    """What kind of danger it is."""

    SELF_HARM = "轻生"
    VIOLENCE = "暴力"
    CHILD = "孩子"


_SELF_HARM = re.compile("|".join(words.SELF_HARM))
_NO_SELF_HARM = re.compile("|".join(words.NO_SELF_HARM))
_VIOLENCE = re.compile("|".join(words.VIOLENCE))
_NO_VIOLENCE = re.compile("|".join(words.NO_VIOLENCE))
_CHILD = re.compile("|".join(words.CHILD))
_DISTRESS = re.compile("|".join(words.DISTRESS))
_ALWAYS_CHILD = re.compile("|".join(words.ALWAYS_CHILD))
_GAME = re.compile("|".join(words.GAME))


def crisis_in(said: str) -> Crisis | None:
    """The danger that the words tell of; ``None`` for everything else. Self-harm before violence before a child's distress."""
    text = normalise(said).casefold()
    if len(text) < 3 or _GAME.search(text):
        return None
    if _found(_SELF_HARM, _NO_SELF_HARM, text):
        return Crisis.SELF_HARM
    child = bool(_ALWAYS_CHILD.search(text) or (_CHILD.search(text) and _DISTRESS.search(text)))
    if _found(_VIOLENCE, _NO_VIOLENCE, text):
        return Crisis.CHILD if child else Crisis.VIOLENCE
    return Crisis.CHILD if child else None


def _found(signs: re.Pattern[str], not_meant: re.Pattern[str], text: str) -> bool:
    """Whether the words stand there once what is only talk has been taken out."""
    return bool(signs.search(not_meant.sub("，", text)))
