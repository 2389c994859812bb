"""Speaking the answer, after the commit."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from nonebot.log import logger

from plugins.kernel import clock, meters
from plugins.kernel.db import write
from plugins.outbox import gateway, painting, pictures, spoken
from plugins.outbox.service import Letter, post

from . import texts
from .heard import Heard
from .table import Answer

STILL_USEFUL = timedelta(minutes=10)


async def say(heard: Heard, answer: Answer) -> None:
    """Say ``answer`` where ``heard`` was said. With the peer gone it waits in the outbox for ten minutes."""
    if answer.in_group and heard.in_group:
        heard, answer = await _say_aside(heard, answer)
    try:
        await _speak(heard, answer)
    except gateway.NotConnected:
        meters.ANSWERS.labels("waiting").inc()
        await _leave_in_outbox(heard, answer)
    except (gateway.Rejected, gateway.Uncertain) as error:
        meters.ANSWERS.labels("unsure").inc()
        logger.warning(f"answer in {heard.chat.kind} not delivered for sure: {type(error).__name__} {error}")


async def say_aside(heard: Heard, answer: Answer) -> None:
    """Of a message that was missed: what is for the person alone. Everybody else hears of it in the summary."""
    temp = heard.chat.ident if heard.platform == "qq" else None
    await say(replace(heard, chat=heard.person, temp_group=temp), replace(answer, in_group=""))


async def _say_aside(heard: Heard, answer: Answer) -> tuple[Heard, Answer]:
    """Asked in a group, said in private; returns what is left to say and where: a line in the group, or all, with the peer gone.

    Somebody who is no friend is reached through the group he asked in.
    """
    aside = replace(heard, chat=heard.person, temp_group=heard.chat.ident if heard.platform == "qq" else None)
    try:
        await _speak(aside, answer)
    except gateway.NotConnected:
        return aside, answer
    except (gateway.Rejected, gateway.Uncertain) as error:
        logger.warning(f"aside not delivered for sure: {type(error).__name__} {error}")
        return heard, Answer(texts.cannot_reach_you(), done=False)
    return heard, Answer(answer.in_group, about=answer.about)


async def _speak(heard: Heard, answer: Answer) -> None:
    message_id = await gateway.speak(heard.chat, await _content(answer), temp_group=heard.temp_group)
    meters.ANSWERS.labels("said").inc()
    logger.info(f"answered in {heard.chat.kind}")
    if message_id:
        spoken.remember(str(heard.chat), message_id, answer.about or "")


async def _content(answer: Answer) -> gateway.Content:
    """Pictures and pages are drawn here, when no transaction waits for them."""
    image = await painting.paint(answer.card.template, answer.card.data) if answer.card else None
    if not answer.has_file:
        return gateway.Content(answer.text, image=image, photos=await pictures.read(answer.photos))
    file = await _made(answer)
    text = answer.text if file else answer.without_file or answer.text
    return gateway.Content(text, image=image, file=file, without_file=answer.without_file)


async def _made(answer: Answer) -> tuple[str, bytes] | None:
    """The file that goes along; ``None`` where it cannot be made, and the words must do. A large one is made beside the loop."""
    if answer.file is None:
        return await painting.print_out(answer.printout) if answer.printout else None
    name, content = answer.file
    if isinstance(content, bytes):
        return name, content
    try:
        return name, await asyncio.to_thread(content)
    except Exception as error:  # whatever is wrong with the file, who asked for it hears something
        logger.error(f"a file could not be made: {type(error).__name__}: {error}")
        return None


async def _leave_in_outbox(heard: Heard, answer: Answer) -> None:
    letter = Letter(
        key=f"answer:{heard.key}",
        to=heard.chat,
        text=answer.without_file or answer.text if answer.has_file else answer.text,
        about=answer.about,
        disturb=True,
        pictures=answer.photos,
        expires_at=clock.now() + STILL_USEFUL,
    )
    async with write() as session:
        await post(session, letter)
