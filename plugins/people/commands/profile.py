"""One line in private tells one thing about oneself: 「保险 2027年3月1日」「我是党员」「满18」."""

from collections.abc import Mapping
from typing import Any

from plugins.inbox.table import Takes, Turn, Where, command
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal

from .. import members, pieces, profile, profile_texts

TOPIC = "档案"


async def said_to_us(turn: Turn) -> bool:
    """These words are talk where they are not said to the bot."""
    return turn.heard.spoken_to


async def _note(turn: Turn, new: Mapping[str, Any], called: str, text: str) -> str:
    me = await members.myself(turn)
    return text if await profile.change(turn, me, new, called) else profile_texts.same_already()


@command(
    "我是",
    topic=TOPIC,
    summary="告诉我政治面貌：党员、团员、群众，可以带上单位",
    usage="我是 [在职|退休|流动] 党员 [单位]",
    examples=("我是党员", "我是在职党员 供电公司", "我是团员", "我是骑手"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{pieces.I_AM.pattern})?",
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def i_am(turn: Turn) -> str:
    """Note party membership with its kind and unit, or a new trade."""
    new = pieces.party(turn.raw)
    called = profile_texts.rider() if "rider" in new else profile_texts.party(new["party"], new["party_kind"], new.get("unit"))
    return await _note(turn, new, "政治面貌", profile_texts.party_noted(called))


@command(
    "满",
    words=("我满", "已满", "我已满", "我未满", "未满"),
    topic=TOPIC,
    summary="告诉我满没满 18 岁、14 岁（不记生日）",
    usage="满18",
    examples=("满18", "未满14"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=rf"(?:{pieces.YEARS.pattern})?",
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def of_age(turn: Turn) -> str:
    """Note whether the speaker is 18 or 14; never a birth date."""
    if not turn.rest:
        raise Refusal(profile_texts.which_age())
    return await note_age(turn, pieces.age(f"{turn.word}{turn.rest}"))


async def note_age(turn: Turn, years: int) -> str:
    """Of a child that speaks for itself nothing else is kept."""
    me = await members.myself(turn)
    guarded = (await profile.facts(turn.session, [me.id]))[me.id].guardian_id is not None
    new = {"at_least": years} if years or guarded else profile.OF_A_CHILD
    return await _note(turn, new, "年龄", profile_texts.age_noted(years, guarded=guarded))


@command(
    "保险",
    words=("我的保险", "意外险", "意外保险", "保险到期"),
    topic=TOPIC,
    summary="告诉我意外保险到哪一天",
    usage="保险 2027年3月1日",
    examples=("保险 2027年3月1日", "保险 没有"),
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    shape=".{0,40}",
    accepts=said_to_us,
    known_only=True,
    writes=True,
)
async def insurance(turn: Turn) -> str:
    """Note the last day of the accident insurance, or say what is noted."""
    today = clock.local().date()
    if not pieces.TO_DAY.sub("", turn.rest):
        me = turn.speaker.member_id
        known = (await profile.facts(turn.session, [me]))[me].insured_until if me else None
        return profile_texts.insurance(known, today)
    day = pieces.insurance(turn.rest, today)
    return await _note(
        turn, {"insured_until": day}, "保险", profile_texts.insured(day) if day else profile_texts.insurance_gone()
    )
