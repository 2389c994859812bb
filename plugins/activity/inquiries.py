"""What people ask in plain words and no command answers: does it take place, does somebody else come, where do I stand.

Facts only: what was cancelled is said to be so. Whether another person comes is not told; the list can be asked for.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from plugins.inbox.listeners import Claim, use_listener
from plugins.inbox.meaning import mood
from plugins.inbox.meaning.days import named_days
from plugins.inbox.table import Answer, Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock

from . import calendar_texts, engagements, finding, inquiry_texts
from .commands.own import own_name
from .models import Activity
from .reference import Reference

ORDER = 30
AHEAD = timedelta(days=14)
MOST = 3
LONGEST = 30
_STILL = re.compile(r"取消|不办|停办|照常|推迟|延期|办不办|去不去|还(?:去|办|来|搞|有|开)(?!多少|几|名额|位)")
_RAIN = re.compile("下雨|下雪|刮风|天气|太冷|太热|雾霾")
_OTHER_MATTER = re.compile(r"报名|怎么|咋|如何|我|给|帮|可以|能不能|求|预约|积分|名额|位置|修|坏|灯|水")
_SOMEBODY = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,4}?)(?:[他她]|这次|这回|周末|到底|究竟|也|会|还)*"
    r"(?:去不去|来不来|去没去|来没来|去吗|来吗|参加吗|报名了?吗|报了吗|报名了?没有?|报了没有?)[啊呀呢哦了?。~ ]*"
)
_NOBODY = re.compile(
    r"我|你|您|咱|俺|大家|谁|人|都|活动|今|明|后天|周|星期|礼拜|月|号|日|下雨|下雪|还|没|有|不|能|要|想|现在|那边|这边"
)
_PLACE = re.compile(
    r"我(?:现在|目前|这会儿)?(?:是|排|排在|排到|轮到)+第?(?:几|多少)(?:个|位)?(?:候补)?[了啊呀呢?。~ ]*"
    r"|我?(?:的)?候补(?:能|会|还能|还会)?(?:不能|不会)?(?:轮|排|递补)(?:得)?(?:到|上)我?(?:吗|不|没|没有)?[了啊呀呢?。~ ]*"
)

_AM_I_ON = re.compile(r"我(?:到底|究竟)?(?:是不是)?(?:都)?(?:报名|报上名?|报)(?:上|好|成功)?了?(?:吗|没有|没|么)[啊呀呢?。~ ]*")


async def _wanted(turn: Turn) -> Claim:
    text = turn.heard.text
    if not text or len(text) > LONGEST or (turn.heard.about or "").startswith("ticket:"):
        return Claim.NONE
    if _PLACE.fullmatch(text):
        return Claim.FIRST if await _mine(turn) else Claim.NONE
    if _AM_I_ON.fullmatch(text) or await _somebody(turn):
        return Claim.FIRST
    return Claim.FIRST if await _asks_whether(turn) else Claim.NONE


async def _mine(turn: Turn) -> Sequence[engagements.Engagement]:
    me = turn.speaker.member_id
    return await engagements.coming(turn.session, me, turn.community_id, clock.now()) if me else ()


async def _somebody(turn: Turn) -> str:
    """Who it is that is asked about, if it is a person: no day, no title, nobody here."""
    said = _SOMEBODY.fullmatch(turn.heard.text)
    if not said or _NOBODY.search(said["who"]):
        return ""
    return "" if any(said["who"] in each.title for each in await _ahead(turn)) else said["who"]


async def _asks_whether(turn: Turn) -> bool:
    text = turn.heard.text
    if not _STILL.search(text) or _OTHER_MATTER.search(text) or mood.is_request(text):
        return False
    if not (mood.is_question(text) or mood.is_hearsay(text)):
        return False
    return bool(_days(text)) or "活动" in text or bool(_RAIN.search(text)) or bool(await _named(turn))


def _days(text: str):
    return named_days(text, clock.local().date())


async def _ahead(turn: Turn) -> Sequence[Activity]:
    """The next fortnight, what was cancelled as well."""
    now = clock.now()
    return await finding.between(turn.session, turn.community_id, now, now + AHEAD, called_off=True)


async def _named(turn: Turn) -> Sequence[Activity]:
    """Those of whose title two signs or more stand in the text."""
    said = squeeze(turn.heard.text)
    return [each for each in await _ahead(turn) if _shares(squeeze(each.title), said)]


def _shares(title: str, said: str) -> bool:
    return any(title[at : at + 2] in said for at in range(len(title) - 1) if title[at : at + 2] != "活动")


async def _about(turn: Turn) -> Sequence[Activity]:
    """By what the text names: title, day; else what the speaker is on; else what comes first."""
    days = _days(turn.heard.text)
    found = await _named(turn) or await _ahead(turn)
    on_them = [each for each in found if all(day.fits(clock.local(each.starts_at)) for day in days)]
    if days or await _named(turn):
        return on_them[:MOST]
    return [each.activity for each in await _mine(turn) if each.own][:MOST] or found[:MOST]


async def _answer(turn: Turn) -> Answer:
    text = turn.heard.text
    if _AM_I_ON.fullmatch(text):
        coming = await _mine(turn)
        return Answer(calendar_texts.my_activities(await own_name(turn), coming) if coming else inquiry_texts.on_nothing())
    if _PLACE.fullmatch(text):
        said = calendar_texts.my_activities(await own_name(turn), await _mine(turn))
        return Answer(inquiry_texts.your_place(said))
    if who := await _somebody(turn):
        there = await finding.open_ones(turn.session, turn.community_id, clock.now())
        numbered = finding.nearest(Reference(), [each for each in there if each.number])
        return Answer(inquiry_texts.ask_the_list(who, numbered[:MOST]))
    return Answer(inquiry_texts.whether(await _about(turn), weather=bool(_RAIN.search(text))))


use_listener(_wanted, _answer, name="问活动", order=ORDER)
