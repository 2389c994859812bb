"""A 广场日 with two shifts of two people each, published over the wire, and the words in which it is spoken of."""

import pytest

from tests.activity.scene import Scene

FAIR = "发布 广场日 12月5日 中心广场 分组 早班 8-10点 2人, 午班 10-12点 2人"


@pytest.fixture
async def fair(scene: Scene) -> Scene:
    [said] = await scene.wire.say("队长老陈", FAIR)
    assert "【1】广场日" in said
    assert "早班 8:00–10:00 2 人、午班 10:00–12:00 2 人" in said
    return scene


@pytest.fixture
async def qq_fair(qq_scene: Scene) -> Scene:
    await qq_scene.wire.say("队长老陈", FAIR)
    return qq_scene


async def sections(scene: Scene) -> dict[str, list[str]]:
    """Who is in which shift, by 「名单 1」: names under the head of each section, 候补 with their mark."""
    [said] = await scene.wire.say("小雨", "名单 1")
    found: dict[str, list[str]] = {}
    for line in said.splitlines()[1:]:
        if "｜" in line:
            found[line.split()[0].split("｜")[0]] = []
        else:
            number, _, name = line.partition(". ")
            list(found.values())[-1].append(f"候补 {name}" if number.startswith("候补") else name)
    return found
