"""Letters to groups and persons, and a look at what became of them."""

from datetime import timedelta

from sqlalchemy import select

from plugins.kernel import clock
from plugins.kernel.address import Address
from plugins.kernel.db import read, write
from plugins.outbox.models import OutgoingMessage
from plugins.outbox.service import Letter, post
from tests.wire import GROUP, QQ, WeChat

Wire = QQ | WeChat


def group(peer: Wire, ident: str = GROUP) -> Address:
    """A group as the peer writes it."""
    return Address(peer.platform, peer.bot.self_id, "group", peer.chat_key(f"group:{ident}").removeprefix("group:"))


def person(peer: Wire, who: str = "王阿姨") -> Address:
    """Somebody in private."""
    return Address(peer.platform, peer.bot.self_id, "person", peer.id_of(peer.user(who)))


async def put(letter: Letter) -> None:
    """Post it in a transaction of its own."""
    async with write() as session:
        await post(session, letter)


async def rows() -> list[OutgoingMessage]:
    """The outbox, oldest first."""
    async with read() as session:
        return list(await session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)))


async def states() -> list[str]:
    """Where each letter is."""
    return [row.state for row in await rows()]


def forward(minutes: float) -> None:
    """The clock goes forward."""
    clock.set_shift(clock.shift() + timedelta(minutes=minutes))
