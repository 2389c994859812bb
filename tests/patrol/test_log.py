"""巡湖记录: words and photos, whose day it is, and what is refused in one sentence."""

import base64
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from plugins.kernel import config, db
from plugins.patrol.models import PatrolLog
from plugins.patrol.summary import bags
from tests.patrol.conftest import Wire, until
from tests.pictures import PNG
from tests.wire import WeChat


async def entries() -> list[PatrolLog]:
    async with db.read() as session:
        return list(await session.scalars(select(PatrolLog).order_by(PatrolLog.id)))


@pytest.fixture
async def ridden(lake: Wire) -> Wire:
    """The patrol of the 28th is over."""
    await lake.say("王阿姨", "报名 1 骑行")
    await until(lake, "2026-11-28 11:00")
    return lake


@pytest.mark.parametrize(
    "words", ["28日 东岸漂浮垃圾3袋", "11月28日 东岸漂浮垃圾3袋", "今天 东岸漂浮垃圾3袋", "东岸漂浮垃圾3袋"]
)
async def test_the_day_is_said_or_the_latest_one(ridden: Wire, words: str) -> None:
    [said] = await ridden.say("小李", f"巡湖记录 {words}")
    assert "11月28日" in said
    [row] = await entries()
    assert (row.activity_id, row.text) == (1, "东岸漂浮垃圾3袋")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("巡湖记录", "例如"),
        ("巡湖记录 28日", "例如"),
        ("巡湖记录 😀😀", "例如"),
        ("巡湖记录 28日 " + "垃圾" * 250, "300"),
        ("巡湖记录 明天 一切正常", "没有巡湖"),
        ("巡湖记录 12月8日 一切正常", "还没开始"),
        ("巡湖记录 20日 一切正常", "没有巡湖"),
        ("巡湖记录 2月30日 一切正常", "2月30日"),
    ],
)
async def test_bad_input_is_one_sentence_and_no_row(ridden: Wire, words: str, answer: str) -> None:
    [said] = await ridden.say("小李", words, group=None)
    assert answer in said
    assert await entries() == []


async def test_no_patrol_within_a_week(ridden: Wire) -> None:
    await until(ridden, "2026-12-06 12:00")
    [said] = await ridden.say("小李", "巡湖记录 一切正常")
    assert "7 天" in said
    [said] = await ridden.say("小李", "巡湖记录 28日 一切正常")
    assert "11月28日" in said


async def test_before_the_first_patrol_there_is_nothing_to_record(lake: Wire) -> None:
    [said] = await lake.say("小李", "巡湖记录 一切正常")
    assert "7 天" in said
    [said] = await lake.say("小李", "巡湖记录 28日 一切正常")
    assert "还没开始" in said
    assert await entries() == []


async def test_an_entry_can_be_taken_back(ridden: Wire) -> None:
    await ridden.say("小李", "巡湖记录 一切正常")
    [said] = await ridden.say("小李", "撤销")
    assert "撤销了" in said
    assert await entries() == []


async def test_the_same_message_twice_is_one_entry(ridden: Wire) -> None:
    await ridden.say("小李", "巡湖记录 一切正常")
    await ridden.again()
    assert len(await entries()) == 1


def picture(wire: Wire, content: bytes) -> tuple[str, str]:
    """A picture segment; a v12 peer hands its content out by ``get_file``."""
    data = base64.b64encode(content).decode()
    if not isinstance(wire, WeChat):
        return ("image", f"base64://{data}")
    serve = wire.serve

    def with_files(action: str, params: dict[str, Any]) -> dict[str, Any]:
        if action == "get_file":
            assert params["file_id"] == "photo1"
            return wire._ok({"name": "photo.png", "data": data})
        return serve(action, params)

    wire.serve = with_files
    return ("image", "photo1")


async def test_a_photo_is_stored_as_a_file(ridden: Wire) -> None:
    [said] = await ridden.say("小李", [("text", "巡湖记录 28日 东岸有洞"), picture(ridden, PNG)])
    assert "照片 1 张" in said
    [row] = await entries()
    [name] = row.photos
    assert name.startswith("1/2026-11/")
    assert (config.DATA / "photos" / name).read_bytes() == PNG


async def test_a_photo_alone_is_an_entry(ridden: Wire) -> None:
    [said] = await ridden.say("小李", [("text", "巡湖记录"), picture(ridden, PNG)])
    assert "照片 1 张" in said
    assert [row.text for row in await entries()] == [""]


@pytest.mark.parametrize("content", [b"<html>no picture</html>", b"", PNG[:40]])
async def test_what_is_no_picture_is_left_out_and_said(ridden: Wire, content: bytes) -> None:
    [said] = await ridden.say("小李", [("text", "巡湖记录 28日 东岸有洞"), picture(ridden, content)])
    assert "1 张照片没取到" in said
    [row] = await entries()
    assert row.photos == []
    assert row.text == "东岸有洞"


async def test_a_broken_picture_address_does_not_stop_the_words(ridden: Wire) -> None:
    [said] = await ridden.say("小李", [("text", "巡湖记录 东岸有洞"), ("image", "http://127.0.0.1:9/none.png")])
    assert "没取到" in said
    assert len(await entries()) == 1


async def test_a_stranger_group_stores_nothing(lake: Wire, tmp_path: Path) -> None:
    await lake.say("小李", [("text", "巡湖记录 东岸有洞"), picture(lake, PNG)], group="79999")
    assert not (tmp_path / "photos").exists()
    async with db.read() as session:
        assert await session.scalar(select(func.count()).select_from(PatrolLog)) == 0


def test_bags_are_added_up() -> None:
    assert bags(["东岸漂浮垃圾3袋", "两袋落叶, 1 大袋", "一切正常", "十袋"]) == 16
    assert bags([]) == 0
