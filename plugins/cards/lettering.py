"""Makes what people typed drawable: nothing invisible, nothing that breaks a line, and no character that no font has.

A character is what a reader sees as one: 👩‍🌾 is three code points and a flag two, and they stay or go together.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from plugins.cards.typefaces import Typeface

MARK = "·"
LONGEST = 200
MOST_ACCENTS = 2
ZERO_WIDTH_JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)
REGIONAL = range(0x1F1E6, 0x1F200)
VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Categories: controls, formats (bidi overrides turn a whole row around), lone surrogates, line and paragraph separators.
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Lettering:
    """Rewrites texts for a shelf of fonts and notes which of them are needed; the first is always needed."""

    def __init__(self, shelf: Sequence[Typeface]):
        """``shelf`` is not empty and starts with a Chinese font."""
        self._shelf = shelf
        self._needed = {shelf[0].family}

    @property
    def typefaces(self) -> list[Typeface]:
        """The fonts that the texts rewritten so far need, in the order of the shelf."""
        return [face for face in self._shelf if face.family in self._needed]

    def rewrite(self, value: Any) -> Any:
        """The same JSON value with every string in it made drawable; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.rewrite(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.rewrite(inner) for inner in value]
        return value

    def text(self, text: str) -> str:
        """At most ``LONGEST`` characters of one line; a run of undrawable ones becomes a single ``MARK``."""
        drawn: list[str] = []
        for character in characters(tidy(text)):
            letter = character if self._drawable(character) else MARK
            if letter != MARK or drawn[-1:] != [MARK]:
                drawn.append(letter)
        return "".join(drawn if len(drawn) <= LONGEST else [*drawn[: LONGEST - 1], "…"])

    def _drawable(self, character: str) -> bool:
        codes = [ord(part) for part in character if not is_hint(part)]
        for face in self._shelf:
            if all(code in face.coverage for code in codes):
                self._needed.add(face.family)
                return True
        return False


def tidy(text: str) -> str:
    """Composed (NFC), on one line, single spaces, without what cannot be seen (joiners inside emoji stay)."""
    spaced = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text))
    kept = (letter for letter in spaced if unicodedata.category(letter) not in UNSEEN or is_hint(letter))
    return " ".join("".join(kept).split())


def characters(text: str) -> Iterator[str]:
    """What a reader counts as one: a base with at most ``MOST_ACCENTS`` accents, a joined emoji, a flag."""
    current = ""
    for letter in text:
        if current and _continues(current, letter):
            current += letter if _room_for(current, letter) else ""
        else:
            if current:
                yield current
            current = letter
    if current:
        yield current


def _continues(current: str, letter: str) -> bool:
    if ord(letter) in REGIONAL:
        return len(current) == 1 and ord(current) in REGIONAL
    return is_hint(letter) or _is_accent(letter) or ord(letter) in SKIN_TONES or current.endswith(ZERO_WIDTH_JOINER)


def _room_for(current: str, letter: str) -> bool:
    return not _is_accent(letter) or sum(map(_is_accent, current)) < MOST_ACCENTS


def _is_accent(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" and not is_hint(letter)


def is_hint(letter: str) -> bool:
    """Whether it only tells how to draw its neighbours and needs no glyph of its own."""
    code = ord(letter)
    return letter == ZERO_WIDTH_JOINER or code in TAGS or any(code in block for block in VARIATIONS)
