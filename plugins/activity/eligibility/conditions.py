"""Conditions as leaders type them: 限党员, 限环境保护队, 满18岁, 需保险, 每人最多代报2人. Pure text."""

import re
from dataclasses import dataclass

from ..questions import Unclear
from ..slate import COUNT, WIPED, Slate, number
from . import texts

AGES = (18, 14)
MOST_PROXIED = 99

_APART = rf"(?<=[\s,、;。(+{WIPED}])"
_NO_PROXY = re.compile(rf"{_APART}(?:不能|不许|不可以?|谢绝|不接受|禁止)代报(?:名)?")
_PROXY = re.compile(
    rf"{_APART}(?:每个?人|一人)?(?:最多|至多|不超过|只能|限)?(?:帮|代|替)(?:人|别人)?报?名?(?:最多|至多|不超过|限)?\s*"
    rf"(?P<count>{COUNT})\s*(?:个人|[人名位个])"
)
_AGE = re.compile(
    rf"{_APART}(?:只?限|须|需要?|要|必须)?(?:年?满\s*(?P<age>[0-9]{{2}})\s*(?:周?岁)?(?:及?以上)?"
    rf"|(?P<over>[0-9]{{2}})\s*周?岁(?:及?以上)|(?P<grown>成年人?))(?:参加|报名|的人?)?(?=[\s,、;。){WIPED}]|$)"
)
_INSURED = re.compile(
    rf"{_APART}(?:必须|须|需要?|要|得|限|请)(?:有|买|购买|自备|自购)*(?:人身)?(?:意外)?保?险(?:的人?|才能报名?|才能来|参加)?"
    rf"(?=[\s,、;。){WIPED}]|$)|{_APART}有(?:意外)?保险(?:的人?|才能报名?|才能来)(?=[\s,、;。){WIPED}]|$)"
)
_ONLY = re.compile(
    rf"{_APART}(?:只|仅)?限(?!\s*{COUNT}\s*(?:个人|[人名位]|(?=[\s,、;。{WIPED}]|$)))(?P<who>[^\s,、;。():\d{WIPED}]{{2,16}})"
)
_TAIL = re.compile(r"(?:志愿者|队员|成员|才能)?(?:参加|报名|来|的人?)*$")
_OFF = re.compile(
    rf"{_APART}(?:不限|不要|不需要?|不用|取消)\s*(?P<what>党员|团员|群众|政治面貌|队伍|队|年龄|保险|代报)(?:人数)?"
)
_PARTIES = ("党员", "团员", "群众")
_OFF_FIELDS = {"队伍": "team", "队": "team", "年龄": "age_from", "保险": "insured", "代报": "most_proxied"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said; ``team`` as it is called. ``off``: conditions (by field) that are to fall away."""

    team: str | None = None
    party: str | None = None
    age_from: int | None = None
    insured: bool = False
    most_proxied: int | None = None
    off: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was said at all."""
        return self != OPEN_TO_ALL


OPEN_TO_ALL = Wanted()


def take_conditions(slate: Slate) -> Wanted:
    """Take the conditions off the slate; what stands in front of all else is a title.

    Unclear: an age that is none of ours, two teams or parties, too many proxied.
    """
    off = frozenset(_OFF_FIELDS.get(found["what"], "party") for found in slate.take_all(_OFF))
    most = 0 if slate.take_all(_NO_PROXY) else None
    for found in slate.take_all(_PROXY):
        most = number(found["count"])
    if most is not None and most > MOST_PROXIED:
        raise Unclear(texts.too_many_proxied(MOST_PROXIED))
    age = _age(slate)
    insured = bool(slate.take_all(_INSURED))
    party, team = _only(slate)
    return Wanted(team, party, age, insured, most, off)


def _age(slate: Slate) -> int | None:
    ages = {18 if found["grown"] else int(found["age"] or found["over"]) for found in slate.take_all(_AGE)}
    if ages and (len(ages) > 1 or not ages <= set(AGES)):
        raise Unclear(texts.which_age())
    return ages.pop() if ages else None


def _only(slate: Slate) -> tuple[str | None, str | None]:
    """The party and the team of 限党员, 限环境保护队."""
    said = [_TAIL.sub("", found["who"]) or found["who"] for found in slate.take_all(_ONLY)]
    parties = [each for each in said if each in _PARTIES]
    teams = [each for each in said if each not in _PARTIES]
    if len(set(parties)) > 1 or len(set(teams)) > 1:
        raise Unclear(texts.one_at_a_time(said))
    return (parties[0] if parties else None), (teams[0] if teams else None)
