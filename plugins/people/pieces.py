"""The pieces of a person's file as people write them, one reader for each; what a reader gives goes into ``profile.change``."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from plugins.inbox.table import BY_FIRST
from plugins.inbox.wording import normalise, squeeze, visible
from plugins.kernel.masking import mask
from plugins.kernel.refusal import Refusal

from . import dates, members, piece_texts, places, profile_texts
from .profile_models import Party, PartyKind

LONGEST_UNIT, LONGEST_NAME, LONGEST_NUMBER = 30, 12, 24
LONGEST_POLICY = timedelta(days=10 * 366)
_ONE = r"(?:1?[名个]|一[名个])?"
_KINDS = "|".join(PartyKind)
_RIDER = "骑手|外卖员|外卖小哥|快递员|快递小哥|网约车司机|送外卖的?|送快递的?"
I_AM = re.compile(
    rf"{_ONE}(?P<kind>{_KINDS})?的?(?:中共)?(?:预备)?(?P<party>党员|(?:共青)?团员|群众)(?:[\s,、;]+(?P<unit>.{{1,60}}))?"
    rf"|{_ONE}(?P<rider>{_RIDER})"
)
YEARS = re.compile(r"(?P<years>18|14)\s*(?:周?岁)?\s*了?")
_AGE = re.compile(
    rf"我?(?:已经?|早就?)?(?P<under>未|不|没)?(?:满|到){YEARS.pattern}|(?P<grown>成年)人?了?|(?P<minor>未成年)人?"
)
_CALLED = re.compile(r"^(?:我?(?:的?名字)?(?:就?叫做?|是)|姓名|名字)[\s:]*(?=\S{2})")
_LIVES = re.compile(r"^(?:我?家?(?:住在?|在)|楼栋|地址|住址|小区)[\s:]*")
_DOOR = re.compile(
    r"(?<=单元|号楼)\s*\d{1,4}\s*(?:室|号|户)?$|(?<=[栋幢座])\s*\d{3,4}\s*(?:室|号|户)?$|(?<=[栋幢座])\s*\d{1,4}(?:室|户)$"
)
_DOOR_DASH = re.compile(r"(\d{1,3})-(\d{1,2})-\d{3,4}")
PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
_NO_INSURANCE = frozenset({"没有", "没买", "无", "没", "过期了", "没有了"})
TO_DAY = re.compile(r"^(?:到期?|有效期到?|买?到|至)[\s:]*")

FREE_TIMES = ("工作日白天", "工作日晚上", "周末白天", "周末晚上", "寒暑假", "随时")
_FREE_WORDS = {
    "工作日": (0, 1),
    "平时": (0, 1),
    "周一到周五": (0, 1),
    "周末": (2, 3),
    "双休日": (2, 3),
    "星期六": (2,),
    "周六": (2,),
    "周日": (2,),
    "白天": (0, 2),
    "上午": (0, 2),
    "下午": (0, 2),
    "晚上": (1, 3),
    "夜里": (1, 3),
    "暑假": (4,),
    "寒假": (4,),
    "假期": (4,),
    "随时": (5,),
    "都行": (5,),
    "都可以": (5,),
    "都有空": (5,),
    "什么时候都": (5,),
}


def name(words: str) -> str:
    """What somebody is to be called. Raises ``Refusal`` when it is no name, or the beginning of a command."""
    said = members.checked_name(_CALLED.sub("", visible(words)))
    key = normalise(said)
    command = any(key.startswith(word) and len(word) > 1 for word in BY_FIRST.get(key[:1], ()))
    if len(said) > LONGEST_NAME or command or not any(sign.isalpha() for sign in said):
        raise Refusal(piece_texts.no_name())
    return said


def place(words: str) -> str:
    """Building and unit, never the door. Raises ``Refusal``."""
    said = places.spelt(_LIVES.sub("", normalise(words)))
    said = _DOOR_DASH.sub(r"\1栋\2单元", said)
    said = _DOOR.sub("", said).strip(" -,")
    if not any(sign.isalnum() for sign in said) or len(said) > places.LONGEST or mask(said) != said or said.isdigit():
        raise Refusal(piece_texts.no_place())
    return said


def chosen(words: str, most: int) -> list[int]:
    """Numbers that were ticked: 「1 3」「1、3」「13」 where no choice is called 13. Empty: none, or something else was said."""
    said = normalise(words).replace("和", " ")
    if not re.fullmatch(r"[\d\s,、.;号]+", said):
        return []
    found = re.findall(r"\d+", said)
    if len(found) == 1 and int(found[0]) > most:
        found = list(found[0])
    numbers = [int(each) for each in found]
    return numbers if all(1 <= each <= most for each in numbers) else []


def free_times(words: str) -> list[str]:
    """When somebody is free: ticked, or in his own words. Raises ``Refusal``."""
    if ticked := chosen(words, len(FREE_TIMES)):
        return [FREE_TIMES[number - 1] for number in sorted(set(ticked))]
    said = normalise(words)
    found = _free_in(said)
    if not found:
        raise Refusal(piece_texts.no_free_time())
    return [FREE_TIMES[number] for number in sorted(found)]


def _free_in(said: str) -> set[int]:
    """周末晚上 is where 周末 and 晚上 meet; 周末 和 晚上 are both."""
    found: set[int] = set()
    for piece in re.split(r"[\s,、;和或]+", said):
        days = [set(numbers) for word, numbers in _FREE_WORDS.items() if word in piece]
        if days:
            found |= set.intersection(*days) or set.union(*days)
    found |= {number for number, each in enumerate(FREE_TIMES) if each in said}
    return found


def party(words: str) -> dict[str, Any]:
    """政治面貌 with kind and unit, or a new trade. Raises ``Refusal``."""
    said = I_AM.fullmatch(normalise(words).removeprefix("我").removeprefix("是").strip(" 。.!"))
    if said is None:
        raise Refusal(profile_texts.i_am_what())
    if said["rider"]:
        return {"rider": True}
    which = next(each for each in Party if said["party"].endswith(each))
    kind = PartyKind(said["kind"]) if said["kind"] and which is Party.MEMBER else None
    new: dict[str, Any] = {"party": which.value, "party_kind": kind.value if kind else None}
    return new | ({"unit": unit(visible(words)[-len(said["unit"]) :])} if said["unit"] else {})


def unit(words: str) -> str:
    """Where somebody works, as he wrote it. Raises ``Refusal``."""
    said = visible(words).removeprefix("单位").strip(" :：,，")
    if not squeeze(said) or len(said) > LONGEST_UNIT or mask(said) != said:
        raise Refusal(piece_texts.no_unit())
    return said


def age(words: str) -> int:
    """18, 14 or 0: how old somebody is at least, in years. Raises ``Refusal``."""
    said = _AGE.fullmatch(normalise(words).strip(" 。.!"))
    if said is None:
        raise Refusal(profile_texts.which_age())
    if said["grown"] or said["minor"]:
        return 18 if said["grown"] else 14
    years = int(said["years"])
    if said["under"]:
        return 14 if years == 18 else 0
    return years


def insurance(words: str, today: date) -> date | None:
    """The last day of an insurance; ``None`` for „none". Raises ``Refusal`` when there is no such day or it is over."""
    said = TO_DAY.sub("", normalise(words))
    if said in _NO_INSURANCE:
        return None
    day = dates.read(said, today)
    if day is None:
        raise Refusal(profile_texts.insurance_day_unclear())
    if not today <= day <= today + LONGEST_POLICY:
        raise Refusal(profile_texts.insurance_day_over(day))
    return day


def phone(words: str) -> str:
    """A mobile number. Raises ``Refusal``."""
    said = PHONE.search(normalise(words))
    if said is None:
        raise Refusal(piece_texts.no_phone())
    return "".join(said.groups())


def number(words: str) -> str:
    """A number on the provincial platform: letters and digits. Raises ``Refusal``, also for an identity number."""
    said = normalise(words).replace(" ", "").upper()
    if not re.fullmatch(r"[0-9A-Z-]{4,24}", said) or mask(said) != said:
        raise Refusal(piece_texts.no_number())
    return said


def is_place(word: str) -> bool:
    """Whether the word certainly is a place."""
    said = normalise(word)
    return bool(re.search(r"\d\s*(?:[栋幢座]|号楼|单元|网格)|小区$|家园$|苑$", said) or _DOOR_DASH.fullmatch(said))


def split(words: str) -> Sequence[str]:
    """The words of one line."""
    return [piece for piece in re.split(r"[\s,，、;；。]+", words) if piece]
