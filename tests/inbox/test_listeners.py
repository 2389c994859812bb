"""What is no command and still a room's concern; photos that come alone; words that are chatter in a group."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from plugins.inbox import album, listeners
from plugins.inbox.heard import Heard, Photo
from plugins.inbox.listeners import Claim
from plugins.inbox.table import Answer, Turn
from plugins.kernel import clock
from plugins.kernel.address import Address
from tests.wire import QQ, WeChat

PIXEL = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def heard_words() -> Iterator[list[str]]:
    """A listener for 「紧急…」 (before any guess), 「闲话…」 (after all) and photos that are awaited."""
    said: list[str] = []

    async def wanted(turn: Turn) -> Claim:
        if turn.heard.text.startswith("紧急") or album.awaited(turn.heard):
            return Claim.FIRST
        return Claim.LAST if turn.heard.text.startswith("闲话") else Claim.NONE

    async def run(turn: Turn) -> Answer:
        said.append(turn.raw or f"{len(turn.heard.photos)} 张")
        return Answer(f"听到{said[-1]}")

    before = list(listeners._listeners)
    listeners.use_listener(wanted, run, name="试听", order=1)
    yield said
    listeners._listeners[:] = before


async def test_a_listener_hears_what_it_claims_in_private_only(wire: QQ | WeChat, heard_words: list[str]) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    assert await wire.say("管理员", "紧急情况", group=None) == ["听到紧急情况"]
    assert await wire.say("管理员", "闲话少说", group=None) == ["听到闲话少说"]
    assert await wire.say("管理员", "紧急情况") == []
    assert heard_words == ["紧急情况", "闲话少说"]
    assert await wire.again() == []


async def test_an_awaited_photo_is_heard_in_the_group_and_no_other(wire: QQ | WeChat, heard_words: list[str]) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    assert await wire.say("管理员", [("image", PIXEL)]) == []
    chat = "qq:80001:group:70001" if wire.platform == "qq" else "wechat:wxid_bot:group:g70001"
    album.expect((wire.platform, "10001", chat), clock.now() + timedelta(minutes=10))
    assert await wire.say("管理员", [("image", PIXEL), ("text", "看看")]) == []
    assert await wire.say("王阿姨", [("image", PIXEL)]) == []
    assert await wire.say("管理员", [("image", PIXEL)]) == ["听到1 张"]
    clock.set_shift(clock.shift() + timedelta(minutes=11))
    assert await wire.say("管理员", [("image", PIXEL)]) == []


def heard(user: str = "1", photos: int = 1) -> Heard:
    chat = Address("qq", "80001", "group", "70001")
    pictures = tuple(Photo(f"{user}-{number}", None) for number in range(photos))
    return Heard("qq", "80001", user, chat, "1", clock.now(), "1", "", "", spoken_to=False, photos=pictures)


def test_photos_before_are_given_once_and_only_for_five_minutes() -> None:
    album.forget_all()
    album.notice(heard())
    album.notice(heard())
    assert len(album.take(heard(photos=0))) == 2
    assert album.take(heard(photos=0)) == ()
    album.notice(heard())
    clock.set_shift(timedelta(minutes=6))
    assert album.take(heard(photos=0)) == ()
    clock.set_shift(timedelta(0))


def test_the_memory_is_small_whatever_a_group_sends() -> None:
    album.forget_all()
    for number in range(album.MOST + 50):
        album.notice(heard(str(number), photos=20))
    assert len(album._seen) == album.MOST
    assert len(album.take(heard(str(album.MOST), photos=0))) == album.MOST_EACH
    assert album.take(heard("0", photos=0)) == ()
    album.forget_all()
