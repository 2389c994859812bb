"""Which command somebody may have meant who mistyped its word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from plugins.inbox.table import COMMANDS, QUOTING, WORDS, Command
from plugins.inbox.wording import normalise

SIMILAR = 50
MOST = 3
_AFTER_WORD = re.compile(r"[\s:,、。;!?0-9]")


_THANKS = re.compile(
    r"(?!.*(?:[你您]们?|大家)好)(?=.*[好嗯哦噢到道白谢苦])"
    r"(?:好的?|嗯+|哦|噢|收到|知道了?|明白了?|谢谢?|多谢|感谢|辛苦了?|小红帽|[你您]们?|大家|[啦了哈啊呀呢哒咯喽嘞]|[\s,、。.!~])+"
)


@dataclass(frozen=True, slots=True)
class Near:
    """A command, its word, and the line that puts this word where the mistyped one stood."""

    command: Command
    word: str
    line: str


def thanks(text: str) -> bool:
    """Whether the whole message is thanks or a nod, and asks for nothing."""
    return bool(_THANKS.fullmatch(text))


def by_word(word: str) -> Command | None:
    """The command that ``word`` starts, or that it means under a quote."""
    said = normalise(word)
    under_a_quote = (command for (_, meant), command in QUOTING.items() if meant == said)
    return next(iter(WORDS.get(said, ())), next(under_a_quote, None))


def in_topic(word: str) -> list[Command]:
    """The commands of the chapter that is called ``word``."""
    return [each for each in COMMANDS.values() if normalise(each.topic) == normalise(word)]


def similar(word: str, allowed: Iterable[Command]) -> list[Command]:
    """At most three commands whose words look like ``word``, the likest first."""
    spoken = {each: command for command in allowed for each in map(normalise, command.words)}
    found = process.extract(normalise(word), list(spoken), scorer=fuzz.WRatio, score_cutoff=SIMILAR, limit=MOST * 2)
    return list({spoken[match].name: spoken[match] for match, _, _ in found}.values())[:MOST]


def mistyped(text: str, allowed: Iterable[Command]) -> Near | None:
    """The command whose word stands at the start of ``text`` with one sign wrong, missing, extra or swapped; a swap is nearest.

    Words of one sign are like everything and do not count; behind the word must be nothing, a gap or a number.
    """
    said = normalise(text)
    candidates = [
        (
            OSA.distance(said[:length], word),
            sorted(said[:length]) != sorted(word),
            -len(word),
            word != command.name,  # 报明 is nearer to 报名 than to 报修, which is another word for 随手报
            Near(command, word, f"{word} {said[length:].strip()}".strip()),
        )
        for command in allowed
        for word in map(normalise, command.words)
        if len(word) > 1
        for length in (len(word) - 1, len(word), len(word) + 1)
        if length > 1 and len(said) >= length and (len(said) == length or _AFTER_WORD.match(said[length]))
    ]
    near = [each for each in candidates if each[0] <= 1]
    return min(near, key=lambda each: each[:4])[4] if near else None
