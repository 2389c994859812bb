"""Marked numbers, doors and names go through every command there is; then they are looked for wherever they must not be.

``COMMANDS`` is asked for the commands, so a new one is tried without anybody's doing. Each is said in a group and in private, in
the forms in which people write numbers, one after the other: Arabic, full-width, Chinese, and with spaces between the digits.
"""

import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nonebot.log import logger
from sqlalchemy import Text, select, type_coerce

from plugins.helpline.models import Need
from plugins.inbox import examples
from plugins.inbox.table import COMMANDS, Command
from plugins.kernel import clock, config, db, logbook, ticks
from plugins.kernel.masking import digits_of
from tests.conftest import set_clock
from tests.helpline.scene import Scene, settle_in
from tests.patrol.test_log import picture
from tests.pictures import PNG
from tests.wire import QQ, WeChat

PHONE, IDENTITY, ROOM, NAME = "13912345678", "420106198801018888", "7319", "欧阳暮雪"
BEHALF = "上官晚晴"
DIGITS = {
    "arabic": "0123456789",
    "full-width": "０１２３４５６７８９",
    "chinese": "零一二三四五六七八九",
    "spaced": "0123456789",
}
NEVER_PLAIN = ("outgoing_message", "deed", "question", "receipt", "ledger_entry", "spoken_message", "watched_message")


def written(number: str, form: str) -> str:
    """The digits in that form."""
    return ("" if form != "spaced" else " ").join(DIGITS[form][int(digit)] for digit in number)


def secret(form: str) -> str:
    """All of it, as somebody would type it."""
    door = f"{written('8', form)}栋{written('1', form)}单元{written(ROOM, form)}"
    return f"我是{NAME}，{door}，电话{written(PHONE, form)}，身份证{written(IDENTITY, form)}"


def marks_in(text: str, *names: str) -> list[str]:
    """Which marks stand in it, in whatever form."""
    flat = digits_of(text)
    rooms = {f"单元{written(ROOM, form)}" for form in DIGITS}
    found = [mark for mark in (PHONE, IDENTITY) if mark in flat]
    return found + [room for room in rooms if room in text] + [name for name in names if name in text]


def lines(command: Command, forms: Iterator[str]) -> list[str]:
    """The command with the marks in every place that takes text."""
    today = clock.local().date()
    shown = [examples.filled(each, today, "1") for each in command.examples]
    begun = [f"{command.name} ", f"{command.name} 1 ", f"{command.name}："]
    return [*shown, *(each + secret(next(forms)) for each in (*(f"{each} " for each in shown), *begun))]


@pytest.fixture
def book(house: db.Database) -> Iterator[io.StringIO]:
    """The log at its most talkative, as the house writes it."""
    stream = io.StringIO()

    def write(message: object) -> None:
        stream.write(logbook.clean(str(message)))

    number = logger.add(write, level="TRACE", format=logbook.FORMAT, filter=logbook._may_stand, diagnose=False)
    yield stream
    logger.remove(number)


@pytest.fixture
async def home(wire: QQ | WeChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A community with everybody in it."""
    monkeypatch.setattr(config, "DATA", tmp_path)
    return await settle_in(wire)


async def stored(*tables: str) -> dict[str, str]:
    """What really stands in these tables, row by row, sealed as it is."""
    found = {}
    async with db.read() as session:
        for table in db.Base.metadata.sorted_tables:
            if tables and table.name not in tables:
                continue
            columns = [type_coerce(column, Text).label(column.name) for column in table.columns]
            for row in await session.execute(select(*columns)):
                found[f"{table.name}:{row[0]}"] = " ".join(str(value) for value in row)
    return found


async def test_no_command_tells_what_it_was_told(home: Scene, book: io.StringIO, drawn: list[str]) -> None:
    await home.says("王阿姨", "求助 水龙头坏了")
    await home.says("队长老陈", "接单 1")
    forms = itertools.cycle(DIGITS)
    for command in COMMANDS.values():
        for line in lines(command, forms):
            await home.wire.say("管理员", [("at", "bot"), ("text", f" {line}")])
            await home.wire.say("管理员", line, group=None)
            await home.wire.settle()
    await ticks.run_all()
    await home.wire.settle()
    entitled = {home.chat("管理员"), home.chat("王阿姨"), home.chat("队长老陈")}
    leaks = [f"{said.chat}: {said.text}" for said in home.wire.sent if said.chat not in entitled and marks_in(said.text)]
    assert leaks == []
    assert [each for each in drawn if marks_in(each)] == []
    plain = {name: text for name, text in (await stored(*NEVER_PLAIN)).items() if marks_in(text)}
    assert plain == {}
    assert [line for line in book.getvalue().splitlines() if marks_in(line)] == []
    assert [
        chat
        for chat, name, content in home.wire.files
        if chat.startswith("group") and marks_in(f"{name}{content.decode(errors='ignore')}")
    ] == []


async def need_with_marks(home: Scene, form: str) -> None:
    """A whole 求助 in which everything private is said: by its asker, its taker, in the dialog, with a photo, in the group."""
    said = secret(form)
    await home.wire.say("王阿姨", f"求助 水龙头坏了，{said}")
    await home.wire.settle()
    await home.says("王阿姨", "取消")
    await home.wire.say("王阿姨", [("text", f"求助 水龙头坏了，{said}"), picture(home.wire, PNG)], group=None)
    await home.says("小李", f"代 {BEHALF} 求助 灯坏了，{said}")
    for word in ("求助", f"马桶堵了{said}", "就这样"):
        await home.says("小雨", word)
    await home.says("队长老陈", "接单 1")
    await home.wire.settle()
    await home.says("王阿姨", f"回复 1 {said}")
    await home.says("队长老陈", f"回复 1 {said}")
    await home.says("队长老陈", f"找人 1 2人 {said}")
    await home.says("社工小周", f"求助详情 1 {said}")
    await home.wire.say("小雨", f"帮忙 1 {said}")
    await home.wire.say("小李", "帮忙 1")
    await home.says("队长老陈", f"告诉帮手 1 {said}")
    await home.says("王阿姨", f"她走不动 {said}")
    await home.says("王阿姨", "1")
    for number, who in ((1, "队长老陈"), (2, "队长老陈"), (3, "队长老陈")):
        await home.says(who, f"办结 {number} 换好了 {said}")
    await home.wire.settle()
    await home.says("王阿姨", "满意 1")
    await home.says("小李", "一般 2")
    await home.says("小雨", "不满意 3")
    await home.wire.settle()


def files_of(folder: Path) -> dict[str, str]:
    """Every byte under the folder, as text."""
    return {file.name: file.read_bytes().decode("utf-8", errors="ignore") for file in folder.rglob("*") if file.is_file()}


def database_files() -> dict[str, str]:
    """The raw bytes of the database with its journal (SQLite), which hold no text but what is not sealed."""
    place = db.current().url.database
    if not db.current().is_sqlite or not place:
        return {}
    parent = Path(place).parent
    return {each.name: each.read_bytes().decode("utf-8", errors="ignore") for each in parent.glob(f"{Path(place).name}*")}


@pytest.mark.parametrize("form", DIGITS)
async def test_a_need_is_told_to_nobody_but_its_taker(home: Scene, form: str, book: io.StringIO) -> None:
    await need_with_marks(home, form)
    names = (NAME, BEHALF)
    entitled = {home.chat(who) for who in ("王阿姨", "小李", "小雨", "队长老陈", "社工小周")}
    leaks = [
        f"{said.chat}: {said.text}" for said in home.wire.sent if said.chat not in entitled and marks_in(said.text, *names)
    ]
    assert leaks == []
    read_by_staff = [said.text for said in home.wire.sent if said.chat == home.chat("社工小周") and marks_in(said.text, *names)]
    assert len(read_by_staff) == 1  # the one look that was asked for, with a reason, and written down
    assert [name for name, text in (await stored()).items() if marks_in(text, *names)] == []
    assert [line for line in book.getvalue().splitlines() if marks_in(line, *names)] == []
    assert {name for name, text in database_files().items() if marks_in_bytes(text, *names)} == set()


def marks_in_bytes(text: str, *names: str) -> list[str]:
    """Like ``marks_in``, where binary digits stand all around: the forms themselves are looked for."""
    forms = [written(mark, form) for mark in (PHONE, IDENTITY) for form in DIGITS]
    doors = [f"单元{written(ROOM, form)}" for form in DIGITS]
    return [each for each in (*forms, *doors, *names) if each in text]


@pytest.mark.parametrize("form", DIGITS)
async def test_after_its_time_nothing_of_it_is_left(home: Scene, form: str, tmp_path: Path) -> None:
    await need_with_marks(home, form)
    assert list((tmp_path / "photos").rglob("*.png"))
    sealed = [text for name, text in (await stored("need", "ticket", "ticket_step", "relayed_line")).items() if "gAAAA" in text]
    assert sealed
    set_clock("2027-02-20 12:00")
    await ticks.run_all()
    async with db.read() as session:
        assert set(await session.scalars(select(Need.erased_at))) == {None}
    set_clock("2027-02-22 12:00")
    await ticks.run_all()
    async with db.read() as session:
        assert None not in set(await session.scalars(select(Need.erased_at)))
    assert list((tmp_path / "photos").rglob("*.*")) == []
    left = await stored("need", "ticket_step", "relayed_line", "private_look", "outgoing_message", "need_draft")
    assert [name for name, text in left.items() if "gAAAA" in text] == []
    kept = {**database_files(), **files_of(tmp_path)}
    tokens = [token for text in sealed for token in re.findall(r"gAAAA[\w-]{60,}", text)]
    assert tokens
    assert [name for name, text in kept.items() if any(token in text for token in tokens)] == []
    assert [name for name, text in kept.items() if marks_in_bytes(text, NAME, BEHALF)] == []
    assert "已经到期删除了" in await home.says("社工小周", "求助详情 1 回访")
