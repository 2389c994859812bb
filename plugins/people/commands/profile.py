"""One line in private tells one thing about oneself: 「保险 2027年3月1日」「我是党员」「满18」."""

import re
from datetime import timedelta

from plugins.inbox.table import Takes, Turn, Where, command
from plugins.inbox.wording import visible
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import dates, members, profile, profile_texts
from ..profile_models import Party, PartyKind

TOPIC = "档案"
LONGEST_UNIT = 30
LONGEST_POLICY = timedelta(days=10 * 366)
_KINDS = "|".join(PartyKind)
_RIDER = "骑手|外卖员|外卖小哥|快递员|快递小哥|网约车司机|送外卖的|送快递的"
I_AM = re.compile(
    rf"(?:1?[名个]|一[名个])?(?P<kind>{_KINDS})?的?(?:中共)?(?:预备)?(?P<party>党员|(?:共青)?团员|群众)(?:[\s,、;]+(?P<unit>.{{1,60}}))?"
    rf"|(?:1?[名个]|一[名个])?(?P<rider>{_RIDER})"
)
_DAY_FIRST = r"(?:到期?|有效期到?|买?到|至)?[\s:]*(?P<day>.{0,30})"
_NO_INSURANCE = frozenset({"没有", "没买", "无", "没", "过期了", "没有了"})
_YEARS = re.compile(r"(?P<years>18|14)\s*(?:周?岁)?\s*了?")


async def said_to_us(turn: Turn) -> bool:
    """These words are talk where they are not said to the bot."""
    return turn.heard.spoken_to


@command(
    "我是",
    topic=TOPIC,
    summary="告诉我政治面貌：党员、团员、群众，可以带上单位",
    usage="我是 [在职|退休|流动] 党员 [单位]",
    examples=("我是党员", "我是在职党员 供电公司", "我是团员", "我是骑手"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{I_AM.pattern})?",
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def i_am(turn: Turn) -> str:
    """Note party membership with its kind and unit, or a new trade."""
    said = I_AM.fullmatch(turn.rest)
    if said is None:
        raise Refusal(profile_texts.i_am_what())
    me = await members.myself(turn)
    if said["rider"]:
        return _noted(await profile.change(turn, me, {"rider": True}, "行业"), profile_texts.party_noted("新业态新就业朋友"))
    party = next(each for each in Party if said["party"].endswith(each))
    kind = PartyKind(said["kind"]) if said["kind"] and party is Party.MEMBER else None
    new: dict[str, profile.Value] = {"party": party, "party_kind": kind}
    unit = _unit(turn.raw, said["unit"])
    if unit:
        new["unit"] = unit
    called = f"{kind or ''}{party}{f'，单位 {unit}' if unit else ''}"
    return _noted(await profile.change(turn, me, new, "政治面貌"), profile_texts.party_noted(called))


def _unit(raw: str, said: str | None) -> str:
    """The unit as it was typed."""
    if not said:
        return ""
    typed = visible(re.split(r"[\s,，、;；]+", raw.strip(), maxsplit=1)[-1]).removeprefix("单位").strip(" :：")
    return typed[:LONGEST_UNIT]


def _noted(changed: bool, text: str) -> str:  # noqa: FBT001 - the one thing it is about
    return text if changed else profile_texts.same_already()


@command(
    "满",
    words=("我满", "已满", "我已满", "我未满", "未满"),
    topic=TOPIC,
    summary="告诉我满没满 18 岁、14 岁（不记生日）",
    usage="满18",
    examples=("满18", "未满14"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{_YEARS.pattern})?",
    writes=True,
)
async def of_age(turn: Turn) -> str:
    """Note whether the speaker is 18 or 14; never a birth date."""
    said = _YEARS.fullmatch(turn.rest)
    if said is None:
        raise Refusal(profile_texts.which_age())
    years = int(said["years"])
    if "未" in turn.word:
        years = profile.NO_CHILD if years == profile.OF_AGE else 0
    me = await members.myself(turn)
    return _noted(await profile.change(turn, me, {"at_least": years}, "年龄"), profile_texts.age_noted(years))


@command(
    "保险",
    words=("我的保险", "意外险", "意外保险", "保险到期"),
    topic=TOPIC,
    summary="告诉我意外保险到哪一天",
    usage="保险 2027年3月1日",
    examples=("保险 2027年3月1日", "保险 没有"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=_DAY_FIRST,
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def insurance(turn: Turn) -> str:
    """Note the last day of the accident insurance, or say what is noted."""
    me = await members.myself(turn)
    today = clock.local().date()
    said = re.sub(r"^(?:到期?|有效期到?|买?到|至)[\s:]*", "", turn.rest)
    if not said:
        return profile_texts.insurance((await profile.of(turn.session, me.id)).insured_until, today)
    if said in _NO_INSURANCE:
        return _noted(await profile.change(turn, me, {"insured_until": None}, "保险"), profile_texts.insurance_gone())
    day = dates.read(said, today)
    if day is None:
        raise Refusal(profile_texts.insurance_day_unclear())
    if not today <= day <= today + LONGEST_POLICY:
        raise Refusal(profile_texts.insurance_day_over(day))
    return _noted(await profile.change(turn, me, {"insured_until": day}, "保险"), profile_texts.insured(day))
