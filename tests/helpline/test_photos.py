"""A photo alone belongs to the need that was just told, and nobody asks what it is about."""

from tests.conftest import set_clock
from tests.helpline.scene import BACK, TAP, Scene
from tests.wire import forget_everything

PIXEL = "base64://iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PHOTO = [("image", PIXEL)]


async def test_right_after_the_need_it_waits_for_whoever_takes_it(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    said = await scene.says("王阿姨", PHOTO)
    assert "求1" in said
    assert "1 张照片" in said
    await scene.wire.settle()
    await scene.says("队长老陈", "接单 1")
    assert [each.images for each in await scene.wire.settle() if "发来照片" in each.text] == [1]


async def test_it_goes_on_at_once_where_somebody_has_it_also_after_a_restart(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    await scene.says("队长老陈", "接单 1")
    await scene.wire.settle()
    forget_everything()
    await scene.says("王阿姨", PHOTO)
    told = [each for each in await scene.wire.settle() if BACK not in each.text]
    assert [(scene.name_of(each), each.images) for each in told] == [("队长老陈", 1)]


async def test_while_it_is_being_told_the_photo_goes_along_and_the_question_stands(scene: Scene) -> None:
    await scene.says("王阿姨", "求助")
    await scene.says("王阿姨", "水龙头坏了")
    said = await scene.says("王阿姨", PHOTO)
    assert "照片收好了（1 张）" in said
    assert "哪" in said
    for answer in ("8栋1单元302", "跳过", "13800138000", "不急"):
        said = await scene.says("王阿姨", answer)
    assert "求1" in said
    assert len((await scene.ticket()).photos) == 1


async def test_after_ten_minutes_or_after_a_newer_report_it_is_asked_about(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    await scene.says("王阿姨", "随手报 3栋2单元门口井盖松动")
    assert "随2" in await scene.says("王阿姨", PHOTO)
    set_clock("2026-11-23 12:11")
    assert "求1" not in await scene.says("王阿姨", PHOTO)


async def test_while_a_report_is_asked_for_its_place_the_photo_is_the_report_s(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    await scene.says("王阿姨", "随手报 井盖没了")
    assert "求1" not in await scene.says("王阿姨", PHOTO)


async def test_in_a_group_a_photo_is_left_alone(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    assert await scene.wire.say("王阿姨", PHOTO) == []
    assert await scene.lines() == []


async def test_one_that_cannot_be_fetched_is_asked_for_again(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", TAP)
    assert "再发一次" in await qq_scene.says("王阿姨", [("image", "base64://AAAA")])
