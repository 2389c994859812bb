"""巡湖年表: 24 patrols, which of them reached the minimum."""

import pytest

from tests.patrol.conftest import Wire, until


async def test_reached_and_not_reached(lake: Wire) -> None:
    await lake.say("社工小周", "设置 巡湖最少人数 2")
    await lake.say("王阿姨", "报名 1 骑行")
    await lake.say("小李", "报名 1 骑行")
    await lake.say("王阿姨", "报名 2 骑行")
    await until(lake, "2026-11-28 11:00")
    await lake.say("社工小周", "考勤 1 都到了")
    await until(lake, "2026-12-08 11:00")
    await lake.say("社工小周", "考勤 2 都到了")
    [table] = await lake.say("王阿姨", "巡湖年表 2026", group=None)
    assert "28日 2/2✓" in table
    assert "12月 8日 1/2✗ · 28日 未到" in table
    assert "3 次，达到 2 人的 1 次" in table


async def test_it_begins_where_the_community_was_opened(lake: Wire) -> None:
    """Opened in November: nobody has missed the spring."""
    [table] = await lake.say("王阿姨", "巡湖年表 2026", group=None)
    assert table.splitlines()[1].startswith("11月 28日")
    assert "未记" not in table


async def test_next_year_is_all_to_come(lake: Wire) -> None:
    [table] = await lake.say("王阿姨", "巡湖年表 2027")
    assert table.count("未到") == 24
    assert "24 次，达到 20 人的 0 次" in table


async def test_before_the_community_there_is_nothing(lake: Wire) -> None:
    [said] = await lake.say("王阿姨", "巡湖年表 2025")
    assert "2025 年没有巡湖" in said


@pytest.mark.parametrize("words", ["巡湖年表 去哪看", "巡湖年表 99999"])
async def test_no_year_is_chatter_in_the_group(lake: Wire, words: str) -> None:
    assert await lake.say("王阿姨", words) == []


async def test_the_year_is_a_picture_and_a_page(lake: Wire) -> None:
    await lake.say("王阿姨", "巡湖年表")
    assert lake.sent[-1].images == 1
    [said] = await lake.say("王阿姨", "巡湖年表 2026 A4", group=None)
    assert "A4" in said
    assert [name for _, name, _ in lake.files] == ["巡湖年表-2026-A4.pdf"]
    assert lake.files[0][2].startswith(b"%PDF")
