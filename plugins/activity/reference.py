"""What people say after 「报名」: which activity, how many heads, which team. Pure text, no tables."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from plugins.inbox.meaning import numerals
from plugins.inbox.wording import squeeze

from .questions import Unclear, bad_heads
from .when import find_day

NUMERALS = {"一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
COUNT = r"(\d{1,3}|[一二两俩三四五六七八九十])"
NUMBER = re.compile(r"^(?:第|编号|活动|#)?\s*(\d{1,6})\s*(?:号)?(?=$|[\s,、;:+。]|[^\d\s号日月点:./\-人位个岁])(?!号[^\s,、;])")
DAY_OR_NUMBER = re.compile(r"^(0?[1-9]|[12]\d|3[01])号")
TOTAL = re.compile(rf"(?:一共|共|我们|算上我)?\s*{COUNT}\s*(?:个|位|口)?人(?!民)")
PLUS = re.compile(r"\+\s*(\d{1,2})\b")
WITH_MANY = re.compile(rf"(?:带|加)(?:上)?\s*{COUNT}\s*(?:个|位)?\s*(孩子|小孩|娃|孙子|孙女|朋友|同事|人|家属|邻居|同学)?")
CHILD = re.compile(
    r"(?:带|和|跟|领|加)(?:着|上)?(?:我)?(?:的|家)?\s*(?:个|一个)?\s*(孙子|孙女|外孙女|外孙|孩子|小孩|娃娃|娃|宝宝|儿子|女儿|小朋友)"
)
GUEST = re.compile(
    r"(?:带|和|跟|加)(?:着|上)?(?:我)?(?:的|家)?\s*(?:个|一个)?\s*(老伴|老公|老婆|爱人|妻子|丈夫|朋友|同事|邻居|同学|家属|家人|亲戚|姐姐|妹妹|哥哥|弟弟|爸爸|妈妈|爸|妈)"
)
CHILD_WORDS = frozenset({"孩子", "小孩", "娃", "孙子", "孙女"})
POLITE = re.compile(r"(?:谢谢|麻烦|拜托|请|一下|哦|啊|呀|哈|吧|啦|了|呢|的|那个|这个|活动|一起|参加)+$|^(?:那个|这个|参加|去)+")
ONE = re.compile(r"(?:也|再)?(?:报|来|算|加)?一(?:个|位|名|份)")
"""「帮王奶奶也报一个」: one more, of nothing that is named."""
IN_WORDS = re.compile(r"第?([一二三四五六七八九十百]{1,5})号?")
"""「报名二」: the whole of it is a number, said and not written in digits."""
MOST_HEADS = 50


@dataclass(frozen=True, slots=True)
class Reference:
    """What was said about which activity and for how many.

    ``number``: an activity's own number; ``day``: a date; ``words``: what is left, to be found in titles. ``maybe_number``:
    「12号」 may be the day or the number. ``said_heads``: whether a head-count was said at all.
    """

    number: int | None = None
    day: date | None = None
    maybe_number: int | None = None
    words: str = ""
    guests: int = 0
    children: int = 0
    guest_names: tuple[str, ...] = ()
    said_heads: bool = False

    @property
    def names_nothing(self) -> bool:
        """Nothing says which activity is meant."""
        return self.number is None and self.day is None and self.maybe_number is None and not self.words


def read_reference(text: str, now: datetime) -> Reference:
    """Read ``text`` (normalised). Raises ``Unclear`` (a ``Refusal``) for a date or a head-count that cannot be."""
    rest = text.strip()
    number, maybe, rest = _number(rest)
    guests, children, names, said, rest = _heads(rest)
    day = None
    if number is None and rest:
        found = find_day(rest, now)
        day, rest = found.day, found.rest
    words = squeeze(POLITE.sub("", rest.strip(" ,、;。!")))
    words = "" if ONE.fullmatch(words) else words
    if maybe is not None and day is None:
        number, maybe = maybe, None
    return Reference(number, day, maybe, words, guests, children, names, said)


def _number(text: str) -> tuple[int | None, int | None, str]:
    if found := IN_WORDS.fullmatch(text):
        return numerals.value(found[1]), None, ""
    if found := DAY_OR_NUMBER.match(text):
        return None, int(found[1]), text
    if found := NUMBER.match(text):
        return int(found[1]), None, text[found.end() :]
    return None, None, text


def _count(text: str) -> int:
    return NUMERALS[text] if text in NUMERALS else int(text)


def _heads(text: str) -> tuple[int, int, tuple[str, ...], bool, str]:
    guests = children = 0
    names: list[str] = []
    said = False
    found = TOTAL.search(text)
    if found and not text[: found.start()].rstrip().endswith(("带", "加", "带上", "加上")):
        guests, said = _total(text[: found.start()], found[1]) - 1, True
        text = _cut(text, found)
    if found := WITH_MANY.search(text):
        many, said = _count(found[1]), True
        children, guests = (children + many, guests) if found[2] in CHILD_WORDS else (children, guests + many)
        text = _cut(text, found)
    if found := PLUS.search(text):
        guests, said = guests + int(found[1]), True
        text = _cut(text, found)
    while found := CHILD.search(text):
        children, said = children + 1, True
        names.append(found[1])
        text = _cut(text, found)
    while found := GUEST.search(text):
        guests, said = guests + 1, True
        names.append(found[1])
        text = _cut(text, found)
    return min(guests, MOST_HEADS), min(children, MOST_HEADS), tuple(names), said, text


def _total(before: str, count: str) -> int:
    """How many come in all, the speaker with them; 「0人」「-3人」「999人」 is nobody's wish."""
    if before.endswith("-") or before[-1:].isdigit() or not 1 <= _count(count) <= MOST_HEADS:
        raise Unclear(bad_heads(MOST_HEADS))
    return _count(count)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()
