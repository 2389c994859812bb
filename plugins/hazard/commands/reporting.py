"""随手报, 报, 匿名报, 代 … 报: a hazard in one line."""

import re

from plugins.inbox import expectations
from plugins.inbox.matching import raw_of
from plugins.inbox.meaning.trouble import TROUBLE
from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.people import members

from .. import answering, intake, phrases, report
from .categories import TOPIC

_TALK = r"(?!名单|名|的|是|在哪|怎么|咋|如何|什么|啥|能不能|能|可以|可不可以|吗|么|呢|啊|吧|了吗|功能|群|发群里|上线|好用|不错|有什么|有用|积分|多少|谁)"
_SAID = re.compile(r"(?P<name>\S{1,10}?)\s*(?:随手)?报[\s:,]*(?P<words>.+)", re.DOTALL)


async def _is_report(turn: Turn) -> bool:
    """Written without a gap: only what has a place and a category."""
    understood = await report.read(turn.session, turn.community_id, turn.raw)
    return understood.danger is not None or bool(understood.spot and understood.spot.exact and understood.category != "其他")


@command(
    "随手报",
    topic=TOPIC,
    summary="看见问题报一声：有号码、有人管、有回音",
    usage="随手报 哪里 什么事（可附照片）",
    examples=("随手报 3栋2单元门口井盖松动",),
    takes=Takes.TEXT,
    shape=rf"{_TALK}.*",
    accepts=_is_report,
    meant=phrases.REPORT,
    writes=True,
    photos=True,
    photos_before=True,
)
async def hazard(turn: Turn) -> Answer:
    """A report, or the answer to a question about one."""
    if answering.continues(turn.rest):
        return await answering.go_on(turn)
    return await intake.begin(turn, turn.raw)


@command(
    "报",
    words=("报修", "上报"),
    topic=TOPIC,
    summary="私聊里报问题的短说法",
    usage="报 哪里 什么事（可附照片）",
    examples=("报 3栋2单元井盖破了",),
    where=Where.PRIVATE,
    takes=Takes.TEXT,
    shape=rf"(?!名|表|告|警|酬|纸|销|到|道|数|价|考|刊|仇|答|废|复|恩|喜|社|馆|备|\d+号?$|\d+号)(?=.*(?:{TROUBLE})).*",
    writes=True,
    photos=True,
    photos_before=True,
    private_word=True,
)
async def hazard_in_short(turn: Turn) -> Answer:
    """The same."""
    return await intake.begin(turn, turn.raw)


@command(
    "匿名报",
    words=("匿名随手报",),
    topic=TOPIC,
    summary="报问题，不写您的名字，凭号码照样能查",
    usage="匿名报 哪里 什么事",
    examples=("匿名报 5栋有人高空抛物",),
    where=Where.PRIVATE,
    takes=Takes.TEXT,
    writes=True,
    photos=True,
    photos_before=True,
)
async def hazard_without_name(turn: Turn) -> Answer:
    """Named to nobody."""
    return await intake.begin(turn, turn.raw, anonymous=True)


@command(
    "代报",
    words=("代", "帮", "替"),
    topic=TOPIC,
    summary="替别人报问题，进展发给您",
    usage="代 谁 报 哪里 什么事",
    examples=("代 王奶奶 报 3栋2单元楼道灯不亮",),
    takes=Takes.TEXT,
    shape=rf"\S{{1,10}}?\s*(?:随手报[\s:,]+.+|报(?=.*(?:{TROUBLE}))[\s:,]*.+)",
    writes=True,
    photos=True,
    photos_before=True,
)
async def hazard_for_another(turn: Turn) -> Answer:
    """For a person without an account; the news comes to whoever said it."""
    said = _SAID.fullmatch(turn.rest)
    assert said
    behalf = await members.without_account(turn.session, await members.myself(turn), said["name"])
    return await intake.begin(turn, raw_of(turn.heard.said, said["words"]), behalf=behalf)


expectations.fits_in_group("随手报", report.names_a_place)
expectations.fits_when_spoken_to("随手报", answering.may_be_a_place)
