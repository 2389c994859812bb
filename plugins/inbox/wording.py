"""How a message is read before anything is looked up in it: one spelling for what people type in many.

Only for *matching*; what is stored is always what was said. ``normalise`` is the first thing done with every message of every
group, so it costs about 3 µs for 20 characters.
"""

import re
import unicodedata

from opencc import OpenCC

LONGEST = 2000  # characters that are read; nobody means a command after that

_simplified = OpenCC("t2s").convert
_simplified("開")  # the dictionary is read at the first use: at start, not in the first message

# Invisible: zero-width marks, direction marks, soft hyphen, variation selectors, the keycap frame, C0/C1 controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u20e3]"
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\xa0]{2,}|\t")
_AROUND_BREAK = re.compile(r" *\n *")
_PLUS = str.maketrans("➕", "+")


def normalise(text: str) -> str:
    """The text as it is compared: half-width, simplified, visible, single spaces, line breaks kept, at most 2000 characters."""
    text = text[:LONGEST]
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFKC", text).translate(_PLUS)
        text = _simplified(text)
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    text = _LINE_END.sub("\n", text) if not text.isprintable() else text
    text = _SPACES.sub(" ", text)
    return (_AROUND_BREAK.sub("\n", text) if "\n" in text else text).strip()[:LONGEST]


def visible(name: str) -> str:
    """A name as it may stand in a list: as typed, but in one line and without marks that turn or hide what stands beside."""
    return " ".join(_INVISIBLE.sub("", name).split())


def squeeze(text: str) -> str:
    """A name or title as it is compared with another: normalised, only letters and digits, case folded."""
    return "".join(sign for sign in normalise(text).casefold() if sign.isalnum())


_PLUSES = re.compile(r"(?:\+ ?[0-9]{1,2} ?)+")


def pluses(text: str) -> tuple[str, str]:
    """「+3」 and 「+1+1+1」 as 「+1」 and the heads in all (3人); any other text as it is, with nothing behind it."""
    if not _PLUSES.fullmatch(text):
        return text, ""
    heads = sum(int(each) for each in re.findall("[0-9]+", text))
    return "+1", "" if heads == 1 else f"{heads}人"


_STICKER = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,4}\]")


def is_decoration(text: str) -> bool:
    """Whether it is nothing but smileys: 😊, 🌹🌹!, [微笑] as WeChat bridges write it. Punctuation alone is none."""
    rest, stickers = _STICKER.subn("", text[:40])
    drawn = stickers or any(unicodedata.category(sign) in ("So", "Sk") for sign in rest)
    return bool(drawn) and not any(sign.isalnum() for sign in rest)


# What stands after a command word when people talk ABOUT the thing: questions, opinions, particles of a running sentence.
_ABOUT = re.compile(
    r"^(?:的|了|过|完|是|也|都|就|还|在|有|要|那么|这么|不|没|太|真|好|挺|很|得|时|和|跟|与|以后|之后|之前|后|前|啊|呀|哦|呢|吧|嘛)"
    r"|[?？]|^-{1,2}[a-z?]|^help$"
    r"|[吗么呢嘛啊呀啦][!.~。…]*$|(?:没|没有|不|了)[!.~。…]*$"
    r"|怎么|怎样|咋|如何|为什么|为啥|什么|啥|哪|谁|几[点个号时]|多少|是不是|有没有|能不能|可不可以|会不会"
    r"|的人|的事|的时候|的话|一下|求助|求解|请问|推荐|发我|发群|听说|据说|哈哈"
)


def looks_like_chatter(rest: str) -> bool:
    """Whether what follows a command word in a group shows that the thing is talked about, not asked for.

    For „command, gap, something unknown“ only; a number, a date or the title of an open activity is recognised before this.
    """
    rest = normalise(rest).strip(" :,，、")
    if not rest:
        return False
    return bool(_ABOUT.search(rest)) or not any(sign.isalnum() for sign in rest)
