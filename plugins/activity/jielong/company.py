"""With how many the person of a row comes: +1, 带孙子, 3人, 2大1小, 一家三口. Read on the half-width copy of the row."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..reference import NUMERALS

MOST = 50
_N = r"(?P<n>[0-9]{1,3}|[一二两俩三四五六七八九十])"
_CHILD = "孙子|孙女儿?|外孙女?|孩子|小孩儿?|娃娃|娃|宝宝|儿子|闺女|女儿|小朋友|学生|孩|小"
_ADULT = "老伴|老公|老婆|爱人|妻子|丈夫|先生|太太|朋友|同事|邻居|同学|家属|家人|亲戚|姐姐|妹妹|哥哥|弟弟|爸爸|妈妈|爸|妈|大人|成人|人"
_BRING = r"(?:带|领|携)(?:着|上|了)?(?:我|自己)?(?:的|家)?\s*(?:一?个)?"

Heads = tuple[int, int]
"""Adults and children beside the person himself."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who comes along, and where in the row that is said."""

    guests: int
    children: int
    said: bool
    spans: tuple[tuple[int, int], ...]


ALONE = Company(0, 0, said=False, spans=())


def _count(said: str) -> int:
    return NUMERALS.get(said) or int(said)


def _of(found: re.Match[str]) -> Heads:
    """So many of the kind that stands behind the number; adults when nothing does."""
    many = _count(found["n"])
    return (0, many) if found["child"] else (many, 0)


def _one(found: re.Match[str]) -> Heads:
    """One for each child or adult that is named (带孙子孙女)."""
    said = found["who"]
    children = len(re.findall(_CHILD, said))
    return len(re.findall(_ADULT, re.sub(_CHILD, "", said))), children


def _together(found: re.Match[str]) -> Heads:
    return max(_count(found["n"]) - 1, 0), 0


def _family(found: re.Match[str]) -> Heads:
    return max(_count(found["n"]) - 1, 0), _count(found["m"])


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Heads]], ...] = (
    (re.compile(rf"{_N}\s*(?:个|位)?大(?:人)?\s*[,、和+]?\s*{_N.replace('<n>', '<m>')}\s*(?:个|位)?小(?:孩|朋友)?"), _family),
    (re.compile(rf"(?:\+|加|{_BRING})\s*{_N}\s*(?:个|位|名)?\s*(?:(?P<child>{_CHILD})|(?:{_ADULT}))?(?![0-9])"), _of),
    (
        re.compile(rf"(?:\+|{_BRING}|(?:和|跟|与)(?!人))\s*(?P<who>(?:(?:{_CHILD}|{_ADULT})[和、,及\s]*)+)"),
        _one,
    ),
    (re.compile(rf"(?:一家|全家)\s*{_N}\s*口?"), _together),
    (re.compile(rf"(?:共|一共|总共)?\s*(?<![0-9限第前这那上面]){_N}\s*(?:个|位|名|口)?(?:人|位|口)(?![民们工生])"), _together),
    (
        re.compile(r"(?P<n>两|俩|2)\s*(?:口子|个都|夫妻)|夫妻(?:俩|二人|两人)?|夫妇|俩人?(?!\w)|母女|母子|父子|父女"),
        lambda _: (1, 0),
    ),
    (re.compile(r"[x×*]\s*(?P<n>[2-9])(?![0-9])", re.IGNORECASE), _together),
)
_TRIGGER = re.compile(r"[+x×*加带领携大人位口俩夫母父和跟与家]", re.IGNORECASE)


def company_in(plain: str) -> Company:
    """Everything in the row that says with how many its person comes; more than 50 are cut to 50."""
    if not _TRIGGER.search(plain):
        return ALONE
    guests = children = 0
    spans: list[tuple[int, int]] = []
    for rule, heads in _RULES:
        for found in rule.finditer(plain):
            if found.end() > found.start() and all(found.end() <= first or found.start() >= last for first, last in spans):
                more = heads(found)
                guests, children = guests + more[0], children + more[1]
                spans.append(found.span())
    return Company(min(guests, MOST), min(children, MOST), said=bool(spans), spans=tuple(spans))
