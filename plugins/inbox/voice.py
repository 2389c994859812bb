"""Speaking the answer, after the commit."""

from datetime import timedelta

from nonebot.log import logger

from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.outbox import gateway, painting, spoken
from plugins.outbox.service import Letter, post

from .heard import Heard
from .table import Answer

STILL_USEFUL = timedelta(minutes=10)


async def say(heard: Heard, answer: Answer) -> None:
    """Say ``answer`` where ``heard`` was said. With the peer gone it waits in the outbox for ten minutes."""
    content = await _content(answer)
    try:
        message_id = await gateway.speak(heard.chat, content, temp_group=heard.temp_group)
    except gateway.NotConnected:
        await _leave_in_outbox(heard, answer)
    except (gateway.Rejected, gateway.Uncertain) as error:
        logger.warning(f"answer in {heard.chat.kind} not delivered for sure: {type(error).__name__} {error}")
    else:
        if message_id:
            spoken.remember(str(heard.chat), message_id, answer.about or "")


async def _content(answer: Answer) -> gateway.Content:
    """Pictures and pages are drawn here, when no transaction waits for them."""
    image = await painting.paint(answer.card.template, answer.card.data) if answer.card else None
    if not answer.has_file:
        return gateway.Content(answer.text, image=image)
    file = answer.file or (await painting.print_out(answer.printout) if answer.printout else None)
    text = answer.text if file else answer.without_file or answer.text
    return gateway.Content(text, image=image, file=file, without_file=answer.without_file)


async def _leave_in_outbox(heard: Heard, answer: Answer) -> None:
    letter = Letter(
        key=f"answer:{heard.key}",
        to=heard.chat,
        text=answer.without_file or answer.text if answer.has_file else answer.text,
        about=answer.about,
        disturb=True,
        expires_at=clock.now() + STILL_USEFUL,
    )
    async with write() as session:
        await post(session, letter)
