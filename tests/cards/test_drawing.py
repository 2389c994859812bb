import asyncio
from pathlib import Path

import pytest

from plugins.cards import drawing, typefaces
from plugins.cards.card import Card
from plugins.cards.drawing import draw, draw_pdf
from plugins.outbox import painting
from tests.cards.samples import ODD_NAMES, board, notice, size


async def test_a_board_is_a_png_as_wide_as_a_phone_and_grows_with_its_rows():
    short = size(await draw(board(["张阿姨"])))
    long = size(await draw(board([f"志愿者{at}号" for at in range(20)])))
    assert short[0] == long[0] == 1080
    assert long[1] > 2 * short[1]


async def test_the_same_card_gives_the_same_picture_and_another_name_another_one():
    first, again, other = [await draw(board([name])) for name in ("张阿姨", "张阿姨", "李阿姨")]
    assert first == again
    assert first != other


async def test_a_board_without_rows_is_a_picture_too():
    assert size(await draw(board([])))[0] == 1080


async def test_ties_share_a_rank():
    tied = board()
    rows = [row | {"rank": rank} for row, rank in zip(tied.data["rows"], (1, 1, 3), strict=True)]
    assert await draw(board(rows=rows)) != await draw(tied)


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_whatever_people_call_themselves_is_drawn(name: str):
    assert size(await draw(board([name, "王叔"])))[0] == 1080


async def test_what_a_row_lacks_is_left_out():
    bare = {"rank": 1, "name": None, "value": "36", "share": None, "note": None}
    assert size(await draw(board(rows=[bare], unit=None, period=None, total=None, foot=None)))[0] == 1080


async def test_a_value_or_note_of_any_length_stays_in_its_column():
    endless = {"rank": 1, "name": "王", "value": "9" * 60, "share": 1, "note": "时" * 60}
    assert size(await draw(board(rows=[endless])))[1] <= size(await draw(board(["王"])))[1]


async def test_a_name_of_any_length_takes_two_lines_at_most():
    two_lines = size(await draw(board(["王" * 30])))
    assert size(await draw(board(["王" * 31]))) == two_lines
    assert size(await draw(board(["W" * 1000]))) == two_lines
    assert size(await draw(board(["王"])))[1] < two_lines[1]


async def test_a_name_is_never_markup():
    """Evaluated, the first would stop the drawing and the second would look like the third."""
    assert await draw(board(["#panic()"])) is not None
    assert await draw(board(["*王*"])) != await draw(board(["王"]))
    assert await draw(board(["#(1+1)"])) != await draw(board(["2"]))


async def test_a_notice_leaves_out_what_is_not_known():
    full = size(await draw(notice()))
    for unknown in ({"limit": None, "closes": None}, {"limit": "", "closes": "  "}):
        width, height = size(await draw(notice(**unknown)))
        assert width == full[0] == 1080
        assert height < full[1]


@pytest.mark.parametrize("card", [board(), board(["王"] * 20), notice(), notice(title="长" * 60)])
async def test_the_pdf_is_one_page_of_a4(card: Card):
    page = await draw_pdf(card)
    assert page is not None
    assert page.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1/" in page
    assert b"595.28 841.89" in page


@pytest.mark.parametrize("card", [Card("nothing", {}), Card("board", {}), notice(how={"a": 1}), board(title=object())])
async def test_what_cannot_be_drawn_is_none(card: Card):
    assert await draw(card) is None


async def test_without_a_chinese_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typefaces, "shelf", lambda: ())
    assert await draw(board()) is None
    assert await draw_pdf(notice()) is None


async def test_the_bundled_font_alone_draws_every_card(monkeypatch: pytest.MonkeyPatch):
    everything = await draw(board(["𠮷"]))
    monkeypatch.setattr(typefaces, "shelf", lambda: typefaces.arrange(typefaces.files(typefaces.bundled_folders()), ()))
    assert size(await draw(board(ODD_NAMES)))[0] == 1080
    assert await draw(board(["·"])) == await draw(board(["𠮷"])) != everything


async def test_the_system_font_alone_draws_too(monkeypatch: pytest.MonkeyPatch):
    system = typefaces.arrange((), typefaces.files(typefaces.system_folders()))
    if not system:
        pytest.skip("this machine has no Chinese system font")
    monkeypatch.setattr(typefaces, "shelf", lambda: system)
    assert size(await draw(board(ODD_NAMES)))[0] == 1080


async def test_the_outbox_paints_with_this_room():
    assert await painting.paint("board", board().data) == await draw(board())


async def test_a_worker_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(drawing, "WORKER", sleeper)
    monkeypatch.setattr(drawing, "TIME_LIMIT", 0.2)
    assert await draw(board()) is None


async def test_one_picture_at_a_time_and_a_long_queue_gets_the_text(monkeypatch: pytest.MonkeyPatch):
    working, most = 0, 0

    async def run(order: bytes) -> bytes:
        nonlocal working, most
        working += 1
        most = max(most, working)
        await asyncio.sleep(0)
        working -= 1
        return order

    monkeypatch.setattr(drawing, "run", run)
    pictures = await asyncio.gather(*(draw(board()) for _ in range(drawing.LONGEST_QUEUE + 3)))
    assert most == 1
    assert pictures.count(None) == 3
    assert await draw(board()) is not None
