"""Somebody who belongs to two communities is asked which; numbers of one are unknown in the other."""

from plugins.kernel import clock
from plugins.kernel.db import write
from plugins.people.models import Account, Member
from tests.helpline.scene import NEED, TAP, Scene


async def at_home_next_door_too(scene: Scene, who: str) -> None:
    """He has spoken in both."""
    async with write() as session:
        member = Member(community_id=scene.next_door, name=who, name_key=who, joined_at=clock.now())
        session.add(member)
        await session.flush()
        user = scene.chat(who).removeprefix("person:")
        where = {"platform": scene.wire.platform, "user": user, "bot": scene.wire.bot.self_id, "heard_at": clock.now()}
        session.add(Account(community_id=scene.next_door, member_id=member.id, **where))


async def test_which_community(scene: Scene) -> None:
    await at_home_next_door_too(scene, "王阿姨")
    asked = await scene.says("王阿姨", TAP)
    for fact in ("哪个社区", "1 恋湖社区", "2 银湖社区"):
        assert fact in asked
    assert await scene.letters() == []
    assert "求1" in await scene.says("王阿姨", "1")
    assert [who for who, _ in await scene.letters()] == ["队长老陈"]
    assert (await scene.ticket()).community_id == scene.community


async def test_the_talk_finds_its_need_in_either(scene: Scene) -> None:
    await scene.says("王阿姨", NEED)
    await scene.says("刘大姐", "接单 1")
    await scene.letters()
    await at_home_next_door_too(scene, "王阿姨")
    assert "转过去了" in await scene.says("王阿姨", "回复 1 我在家")
    assert [who for who, _ in await scene.letters()] == ["刘大姐"]


async def test_a_number_of_the_other_community_is_no_number_here(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    for said in ("回复 1 在吗", "谁看过 1", "帮忙 1"):
        [answer] = await qq_scene.wire.say("20099", said, group="70009" if "帮忙" in said else None)
        assert "求1" not in answer
