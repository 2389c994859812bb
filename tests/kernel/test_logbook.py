"""Personal numbers, the words of people, and secrets never stand in the log."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonebot.adapters.onebot import v11, v12
from nonebot.log import LoguruHandler, default_filter, default_format, logger
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from plugins.inbox import doing
from plugins.kernel import db, logbook
from plugins.outbox.models import OutgoingMessage
from plugins.people.models import Deed
from tests.wire import QQ, WeChat

PHONE = "13800138000"
WORDS = "王奶奶一个人在家"


@pytest.fixture
def book() -> Iterator[io.StringIO]:
    """The log at its most talkative; afterwards NoneBot's own again."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logbook.open_book("TRACE", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logger.remove()
    logger.add(lambda message: print(message, end=""), level=0, filter=default_filter, format=default_format, diagnose=False)  # noqa: T201


def test_numbers_are_masked_in_messages_and_exceptions(book: io.StringIO) -> None:
    logger.warning(f"call {PHONE} at 8栋1单元302")
    try:
        raise ValueError(f"cannot call {PHONE}")
    except ValueError:
        logger.exception("failed")
    said = book.getvalue()
    assert "138****8000" in said
    assert "1单元***" in said
    assert "ValueError" in said
    assert PHONE not in said


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="电话 :,;王=\n", max_size=10))
def test_no_mobile_number_gets_through(number: str, around: str) -> None:
    assert number not in logbook.clean(f"{around}{number}{around}")


@pytest.mark.parametrize(
    "said",
    [
        '127.0.0.1:5000 - "WebSocket /onebot/v12/ws?access_token=s3cret-word" [accepted]',
        "Authorization: Bearer s3cret-word",
        "postgresql+asyncpg://bot:s3cret-word@db.example/bot",
    ],
)
def test_secrets_are_hidden(book: io.StringIO, said: str) -> None:
    logger.info(said)
    assert "s3cret-word" not in book.getvalue()
    assert "***" in book.getvalue()


def test_an_address_stays_readable(book: io.StringIO) -> None:
    logger.info("running on http://127.0.0.1:8080, http://localhost:8080/demo")
    assert "http://127.0.0.1:8080, http://localhost:8080/demo" in book.getvalue()


def test_other_libraries_write_here_too(book: io.StringIO) -> None:
    logging.getLogger("asyncio").error(f"never retrieved: {PHONE}")
    logging.getLogger("aiosqlite").debug(f"executing {WORDS}")
    assert "138****8000" in book.getvalue()
    assert WORDS not in book.getvalue()


def test_the_web_server_is_written_once(book: io.StringIO) -> None:
    server = logging.getLogger("uvicorn.error")
    server.addHandler(handler := LoguruHandler())
    server.warning("just once")
    server.removeHandler(handler)
    assert book.getvalue().count("just once") == 1


async def test_a_conversation_leaves_no_words(book: io.StringIO, wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    await wire.say("王阿姨", f"{WORDS}，电话 {PHONE}", group=None)
    await wire.say("王阿姨", f"帮 {PHONE} 报名 1")
    await wire.say("王阿姨", f"{WORDS}")
    said = book.getvalue()
    assert "Event will be handled" in said, "the log is not being written at all"
    assert WORDS not in said
    assert PHONE not in said


async def test_an_api_failure_leaves_no_words(book: io.StringIO, wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    wire.refuse = lambda action, params: f"send {params} failed, call {PHONE}" if action.startswith("send") else None
    await wire.say("王阿姨", "队伍")
    assert "not delivered for sure" in book.getvalue()
    assert PHONE not in book.getvalue()


@pytest.mark.parametrize(
    ("adapter", "frame"),
    [
        (v11.Adapter, {"post_type": "message", "time": "never", "message": f"{WORDS} {PHONE}"}),
        (v12.Adapter, {"type": "message", "detail_type": "private", "message": f"{WORDS} {PHONE}"}),
    ],
)
def test_a_frame_that_cannot_be_read_is_noted_without_its_content(
    book: io.StringIO,
    adapter: type[v11.Adapter] | type[v12.Adapter],
    frame: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adapter, "get_event_model", lambda *_: [])  # those of ours would take it
    assert adapter.json_to_event(frame, *(["bridge"] if adapter is v12.Adapter else [])) is None
    assert "Failed to parse event" in book.getvalue()
    assert WORDS not in book.getvalue()
    assert PHONE not in book.getvalue()


async def test_a_database_error_shows_no_values(house: db.Database, book: io.StringIO) -> None:
    try:
        async with db.write() as session:
            await session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": WORDS})
    except SQLAlchemyError:
        logger.exception("failed")
    assert "nowhere" in book.getvalue()
    assert WORDS not in book.getvalue()


@pytest.mark.parametrize(("level", "known"), [("INFO", True), ("debug", True), (10, True), ("15", True), ("LOUD", False)])
def test_levels(level: str | int, known: bool) -> None:
    assert logbook.is_level(level) is known


def test_the_level_is_kept(book: io.StringIO) -> None:
    stream = io.StringIO()
    logbook.open_book("warning", stream)
    logger.info("quiet")
    logger.warning("loud")
    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


def lines_with(book: io.StringIO, reference: str) -> list[str]:
    return [line.split(" | ", 1)[1] for line in book.getvalue().splitlines() if f" {reference} | " in line]


async def test_a_reference_leads_from_the_message_to_its_deed_and_its_sends(book: io.StringIO, wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    await wire.say("管理员", "发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    async with db.read() as session:
        deeds = (await session.scalars(select(Deed.reference).order_by(Deed.id.desc()).limit(1))).all()
        letters = (await session.scalars(select(OutgoingMessage.reference).order_by(OutgoingMessage.id.desc()))).all()
    reference = deeds[0]
    assert reference is not None
    assert re.fullmatch("[0-9A-F]{8}", reference)
    assert set(letters) == {reference}
    await wire.settle()  # long after the message, in another task
    told = lines_with(book, reference)
    assert any(re.fullmatch(r"发布: done in \d+\.\d{3} s", line) for line in told)
    assert "answered in group" in told
    assert any(re.fullmatch(r"outgoing \d+ sent by direct", line) for line in told)
    assert lines_with(book, logbook.NONE), "what is about no message says so"
    assert "清洁家园" not in book.getvalue()


async def test_each_message_has_its_own_and_the_person_is_given_the_one_of_the_log(
    book: io.StringIO, wire: QQ | WeChat, monkeypatch: pytest.MonkeyPatch, log_errors: list[str]
) -> None:
    async def breaks(*_: object) -> None:
        raise RuntimeError("broken")

    await wire.say("管理员", "开通 恋湖社区")
    monkeypatch.setattr(doing, "run", breaks)
    found = [re.search("编号 ([0-9A-F]{8})", (await wire.say("王阿姨", "活动"))[0]) for _ in range(2)]
    references = [each[1] for each in found if each]
    assert len(set(references)) == 2
    for reference in references:
        assert "message not handled" in lines_with(book, reference)
    log_errors.clear()


def test_outside_of_a_message_there_is_none() -> None:
    assert logbook.reference() is None
    with logbook.about("ABCD1234"):
        assert logbook.reference() == "ABCD1234"
    with logbook.about(None):
        assert logbook.reference() is None


def test_the_questions_of_a_watchman_do_not_fill_the_log(book: io.StringIO) -> None:
    logger.info('127.0.0.1:50000 - "GET /health HTTP/1.1" 200')
    logger.info('127.0.0.1:50000 - "GET /demo HTTP/1.1" 200')
    logger.warning('127.0.0.1:50000 - "GET /health HTTP/1.1" 503')
    assert book.getvalue().count("/health") == 1
    assert "/demo" in book.getvalue()
