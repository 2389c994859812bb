"""月历 and 海报: pictures with the facts under them, pages as PDF, a code that holds the words to send."""

import re
from datetime import date
from typing import Any

import pytest
import segno
from sqlalchemy import update

from plugins.activity import month_page, poster_page
from plugins.activity.models import Activity, ActivityState
from plugins.activity.stretch import month_of
from plugins.cards import drawing
from plugins.cards.card import Card
from plugins.kernel.db import write
from plugins.outbox import painting
from tests.activity.scene import Scene
from tests.cards.samples import size
from tests.conftest import set_clock
from tests.wire import GROUP

LONG = "恋湖社区第五届冬至包饺子暨邻里百家宴志愿服务总动员"
SIZES = {"A4": b"595.28", "A3": b"841.89"}


def days_of(card: Card) -> dict[int, dict[str, Any]]:
    return {day["day"]: day for week in card.data["weeks"] for day in week if day["inside"]}


def item(number: int, title: str = "清洁家园") -> dict[str, Any]:
    return {"number": number, "time": "9:00", "title": title, "place": "亲水平台"}


async def month_card(*counts: int, title: str = "清洁家园") -> Card:
    """A December whose first days have so many activities each."""
    card = month_page.card("恋湖社区", month_of(2026, 12), [], {})
    for day, count in enumerate(counts, 1):
        days_of(card)[day]["items"] = [item(day * 10 + each, title) for each in range(count)]
    card.data["count"] = sum(counts)
    return card


async def test_the_month_is_a_picture_with_the_dates_under_it(scene: Scene) -> None:
    await scene.activity("巡湖", "2026-11-30 08:30")
    await scene.activity("清洁家园", "2026-12-05 09:00")
    await scene.activity("包饺子", "2026-12-22 14:00")
    await scene.activity("剪纸", "2026-12-23 14:00", state=ActivityState.CANCELLED)
    await scene.activity("隔壁的", "2026-12-05 09:00", next_door=True)
    [said] = await scene.wire.say("王阿姨", "月历 12月")
    assert said.splitlines() == [
        "恋湖社区 2026年12月，2 个活动：",
        "12月5日 周六 9:00–11:00 【2】清洁家园 亲水平台",
        "12月22日 周二 14:00–16:00 【3】包饺子 亲水平台",
        "要贴公告栏，发「月历 12月 A4」。",
    ]
    assert scene.wire.sent[-1].images == 1
    [said] = await scene.wire.say("王阿姨", "月历", group=None)
    assert "2026年11月，1 个活动" in said
    [said] = await scene.wire.say("王阿姨", "月历 明年2月")
    assert said == "恋湖社区 2027年2月还没有活动。"
    assert scene.wire.sent[-1].images == 1


@pytest.mark.parametrize(("words", "paper"), [("12月 A4", "A4"), ("12月 a3纸", "A3"), ("12月 打印", "A4"), ("十二月A3", "A3")])
async def test_the_month_on_paper_is_a_file(qq_scene: Scene, words: str, paper: str) -> None:
    await qq_scene.activity("清洁家园", "2026-12-05 09:00")
    [said] = await qq_scene.wire.say("王阿姨", f"月历 {words}")
    assert paper in said
    chat, name, data = qq_scene.wire.files[-1]
    assert (chat, name) == (f"group:{GROUP}", f"恋湖社区-2026年12月-{paper}.pdf")
    assert data.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1/" in data
    wide = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert wide
    assert float(wide[1]) > float(wide[2])
    assert wide[2] == SIZES[paper]


async def test_paper_that_cannot_be_sent_or_drawn_becomes_text(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.activity("清洁家园", "2026-12-05 09:00")
    scene.wire.refuse = lambda action, params: "不支持" if action.startswith("upload") else None
    [said] = await scene.wire.say("王阿姨", "月历 12月 A4")
    assert said.startswith("这边发不了文件")
    assert "【1】清洁家园" in said
    scene.wire.refuse = lambda action, params: None
    monkeypatch.setattr(painting, "_presses", [])
    [said] = await scene.wire.say("王阿姨", "海报 1 A4")
    assert "亲水平台" in said
    assert scene.wire.files == []


@pytest.mark.parametrize("words", ["月历 13月", "月历 0月 A4"])
async def test_a_month_that_is_none(qq_scene: Scene, words: str) -> None:
    [said] = await qq_scene.wire.say("王阿姨", words)
    assert "月历 12月 A4" in said


async def test_the_page_knows_its_weeks_its_today_and_where_things_stand(qq_scene: Scene) -> None:
    set_clock("2026-12-05 12:00")
    await qq_scene.activity("跨月", "2026-11-30 23:00", hours=3)
    await qq_scene.activity("清洁家园", "2026-12-05 09:00")
    await qq_scene.activity("包饺子 找13812345678", "2026-12-22 14:00")
    rows = [await qq_scene.row(number) for number in (1, 2, 3)]
    card = month_page.card("恋湖社区", month_of(2026, 12), rows, {})
    assert [week[0]["day"] for week in card.data["weeks"]] == [30, 7, 14, 21, 28]
    days = days_of(card)
    assert len(days) == 31
    assert [number for number, day in days.items() if day["today"]] == [5]
    assert [number for number, day in days.items() if day["past"]] == [1, 2, 3, 4]
    assert {number: [each["number"] for each in day["items"]] for number, day in days.items() if day["items"]} == {
        1: [1],
        5: [2],
        22: [3],
    }
    assert days[22]["items"][0]["title"] == "包饺子 找138****5678"
    assert card.data["example"] == 3


async def test_a_full_day_says_how_many_more(house: object) -> None:
    """Whatever stands in a day, the paper stays one page, and the sixth activity changes nothing but a figure."""
    pages = [await drawing.draw_pdf(await month_card(count)) for count in (0, 1, 2, 5, 6, 30)]
    assert all(page and b"/Type/Pages/Count 1/" in page for page in pages)
    assert len(set(pages)) == len(pages)


@pytest.mark.parametrize("title", [LONG, "A" * 200, "", "#panic()", "13812345678" * 5])
async def test_titles_of_any_length_keep_the_month_in_its_frame(title: str) -> None:
    for counts in ((1,), (5, 2)):
        assert size(await drawing.draw(await month_card(*counts, title=title)))[0] == 1080
        page = await drawing.draw_pdf(await month_card(*counts, title=title), "A3")
        assert page
        assert b"/Type/Pages/Count 1/" in page


async def test_a_list_of_many_is_cut_on_the_phone() -> None:
    twelve, thirteen, more = [size(await drawing.draw(await month_card(*([1] * count)))) for count in (12, 13, 31)]
    assert thirteen[1] <= twelve[1]
    assert thirteen == more


async def test_a_month_of_six_weeks_is_drawn() -> None:
    card = month_page.card("恋湖社区", month_of(2026, 8), [], {})
    assert len(card.data["weeks"]) == 6
    page = await drawing.draw_pdf(card)
    assert page
    assert b"/Type/Pages/Count 1/" in page


async def test_the_poster_is_a_picture_with_the_facts_under_it(scene: Scene) -> None:
    await scene.activity("清洁家园", "2026-12-05 09:00", capacity=20, minimum=10, closes="2026-12-04 18:00")
    [said] = await scene.wire.say("王阿姨", "海报 1")
    for fact in ("【1】清洁家园", "12月5日 周六 9:00–11:00", "亲水平台", "限 20 人", "队长老陈", "报名 1", "海报 1 A4"):
        assert fact in said
    assert scene.wire.sent[-1].images == 1
    message_id = scene.wire.sent[-1].message_id
    assert "小李 报上了" in (await scene.wire.say("小李", "+1", quote=message_id))[0]


@pytest.mark.parametrize("paper", ["A4", "A3"])
async def test_the_poster_on_paper_is_a_file(scene: Scene, paper: str) -> None:
    await scene.activity("清洁家园", "2026-12-05 09:00")
    [said] = await scene.wire.say("队长老陈", f"海报 1 {paper}", group=None)
    assert said == f"【1】清洁家园 的海报在上面的文件里，用 {paper} 纸打印，“实际大小”就好。"
    _, name, data = scene.wire.files[-1]
    assert name == f"海报-1-{paper}.pdf"
    assert re.search(rb"/MediaBox\[0 0 ([\d.]+) ", data)[1] == SIZES[paper]  # type: ignore[index]


async def test_which_poster_is_asked_when_several_are_open(qq_scene: Scene) -> None:
    assert "没有可以报名的活动" in (await qq_scene.wire.say("王阿姨", "海报"))[0]
    await qq_scene.activity("清洁家园", "2026-12-05 09:00")
    assert "【1】清洁家园" in (await qq_scene.wire.say("王阿姨", "海报"))[0]
    await qq_scene.activity("理发", "2026-12-06 09:00")
    [said] = await qq_scene.wire.say("王阿姨", "海报 A4")
    assert "1. 清洁家园" in said
    await qq_scene.wire.say("王阿姨", "2")
    assert qq_scene.wire.files[-1][1] == "海报-2-A4.pdf"


async def test_no_poster_of_what_will_not_be(qq_scene: Scene) -> None:
    await qq_scene.activity("清洁家园", "2026-12-05 09:00", state=ActivityState.CANCELLED)
    await qq_scene.activity("理发", "2026-11-20 09:00")
    assert "已经取消" in (await qq_scene.wire.say("王阿姨", "海报 1"))[0]
    assert "已经结束" in (await qq_scene.wire.say("王阿姨", "海报 2"))[0]
    assert "没有 9 号活动" in (await qq_scene.wire.say("王阿姨", "海报 9"))[0]


async def test_the_code_holds_the_words_to_send(qq_scene: Scene) -> None:
    """The drawn rows are those of a code that the library itself makes of the words, module for module."""
    number = await qq_scene.activity("清洁家园", "2026-12-05 09:00")
    async with write() as session:
        await session.execute(update(Activity).values(number=12))
    card = poster_page.card("恋湖社区", await qq_scene.row(number + 11), "队长老陈", "")
    assert card.data["say"] == "报名 12"
    made = segno.make("报名 12".encode(), error="q", micro=False)
    assert card.data["code"] == ["".join(str(int(bool(module))) for module in row) for row in made.matrix]
    assert {len(row) for row in card.data["code"]} == {len(card.data["code"])}
    assert poster_page.code("报名 13") != card.data["code"]


async def test_the_picture_of_the_code_is_the_code() -> None:
    """Two posters that differ in one module are two pictures."""
    data = {"title": "清洁家园", "number": 12, "day": "12月5日 周六", "time": "9:00–11:00", "say": "报名 12"}
    code = poster_page.code("报名 12")
    other = [code[0][:-1] + ("0" if code[0][-1] == "1" else "1"), *code[1:]]
    first, second = [await drawing.draw(Card("poster", data | {"code": rows})) for rows in (code, other)]
    assert first
    assert second
    assert first != second


@pytest.mark.parametrize("title", ["清洁家园", LONG, "A" * 60, "#panic()"])
async def test_the_poster_is_one_page_whatever_its_title(title: str) -> None:
    data = {
        "title": title,
        "number": 12,
        "day": "12月5日 周六",
        "time": "9:00–11:00",
        "say": "报名 12",
        "code": poster_page.code("报名 12"),
    }
    page = await drawing.draw_pdf(Card("poster", data), "A3")
    assert page
    assert b"/Type/Pages/Count 1/" in page


def test_today_is_only_in_its_own_month(house: object) -> None:
    """The last days of the month before stand in the first week, and are nobody's today."""
    set_clock("2026-11-30 12:00")
    card = month_page.card("恋湖社区", month_of(2026, 12), [], {})
    outside = [day for week in card.data["weeks"] for day in week if not day["inside"]]
    assert [day["day"] for day in outside] == [30, 1, 2, 3]
    assert not any(day["items"] for day in outside)
    assert date(2026, 12, 1).weekday() == 1


async def test_what_is_made_ahead_and_has_no_number_yet_is_drawn_too() -> None:
    """The patrols of the coming month: the picture must not fail for want of a number."""
    card = await month_card(1, 2)
    for week in card.data["weeks"]:
        for day in week:
            for item in day["items"]:
                item["number"] = None
    assert size(await drawing.draw(card))[0] == 1080
    assert await drawing.draw_pdf(card) is not None
