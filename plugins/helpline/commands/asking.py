"""求助, 接着求助, 代 … 求助: in private; said in a group, nothing of it is repeated or kept."""

import re

from plugins.inbox.table import Answer, Takes, Turn, Where, command
from plugins.outbox.service import Letter, post
from plugins.people import members

from .. import alarm, asking, dialog, drafts, reading, texts

TOPIC = "求助"
_BEHALF = re.compile(r"(?P<name>\S{1,10})\s+求助[\s,，:：。]*(?P<rest>.+)", re.DOTALL)


async def _is_meant(turn: Turn) -> bool:
    """In private whatever follows; in a group only what must not stay there, for the rest is talk (求助一下怎么用打印机)."""
    return not turn.heard.in_group or dialog.has_details(turn.rest)


async def in_group(turn: Turn) -> Answer:
    """Advise to recall it, and begin anew in private. Not a word of it is kept."""
    person = turn.heard.person
    await members.myself(turn)
    await drafts.keep(turn.session, person, "what", reading.Parts())
    await drafts.wait(turn.session, person)
    letter = Letter(
        key=f"need:{turn.heard.key}"[:200],
        to=person,
        text=texts.in_private(),
        disturb=True,
        via_group=turn.heard.chat,
        discreet=texts.discreet(),
    )
    await post(turn.session, letter)
    first = alarm.numbers_in_group(turn.raw)
    return Answer(first + texts.in_group(has_details=dialog.has_details(turn.raw)))


@command(
    "求助",
    topic=TOPIC,
    summary="私下说一个难处，只有接单的人看得到您写的和电话；不会说就只发「求助」，我一句一句问",
    usage="求助 要帮什么忙，住哪儿，电话",
    examples=("求助 水龙头坏了，8栋1单元302", "求助"),
    where=Where.PRIVATE,
    strays=in_group,
    takes=Takes.REFERENCE,
    accepts=_is_meant,
    writes=True,
    photos=True,
    private_photos=True,
)
async def ask_for_help(turn: Turn) -> Answer:
    """One line, or a short dialog."""
    if not turn.rest and not turn.heard.pictures:
        return await dialog.begin(turn)
    parts = reading.with_photos(reading.read(turn.raw), turn.heard.pictures)
    if alarm.in_words(parts.words):
        return await asking.ask(turn, parts)
    return await dialog.submit(turn, parts)


@command(
    "接着求助",
    topic=TOPIC,
    summary="接着说刚才没说完的求助",
    usage="接着求助",
    where=Where.PRIVATE,
    takes=Takes.REFERENCE,
    accepts=_is_meant,
    writes=True,
    photos=True,
    private_photos=True,
)
async def go_on(turn: Turn) -> Answer:
    """The answer to what was asked; the inbox puts this word before it."""
    return await dialog.go_on(turn, turn.raw)


@command(
    "代求助",
    words=("代", "替"),
    topic=TOPIC,
    summary="替没有账号的人求助，消息转给您，名字只告诉接单的人",
    usage="代 名字 求助 要帮什么忙，住哪儿，电话",
    examples=("代 王奶奶 求助 水龙头坏了，8栋1单元302",),
    where=Where.PRIVATE,
    strays=in_group,
    takes=Takes.TEXT,
    shape=r"\S{1,10}\s+求助[\s,:。]*\S.*",
    writes=True,
    photos=True,
    private_photos=True,
)
async def ask_for_another(turn: Turn) -> Answer:
    """The speaker gets the news and talks with the taker; the person himself is no member for that."""
    said = _BEHALF.fullmatch(turn.raw) or _BEHALF.fullmatch(turn.rest)
    assert said
    parts = reading.with_photos(reading.read(said["rest"]), turn.heard.pictures)
    return await dialog.submit(turn, asking.on_behalf(parts, said["name"]))
