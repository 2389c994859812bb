"""One's own needs in 「我的数据」; who wants them gone has them gone at once; a sensitive sort stands in no open column."""

from sqlalchemy import Text, select, type_coerce

from plugins.helpline.models import Need
from plugins.kernel.db import read
from plugins.tickets.models import Ticket
from tests.helpline.scene import NEED, Scene


async def test_what_is_held_is_told(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    said = await qq_scene.says("王阿姨", "我的数据")
    assert "求1" in said
    assert "想找人陪去医院" in said
    assert "求1" not in await qq_scene.says("小李", "我的数据")


async def test_gone_at_once_and_nobody_goes_on_with_it(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    await qq_scene.says("刘大姐", "接单 1")
    await qq_scene.says("王阿姨", "回复 1 我在家")
    await qq_scene.letters()
    await qq_scene.says("王阿姨", "删除我的数据")
    await qq_scene.says("王阿姨", "1")
    assert any(who == "刘大姐" and "撤回" in text for who, text in await qq_scene.letters())
    ticket, need = await qq_scene.ticket(), await qq_scene.need()
    assert (ticket.state, ticket.place) == ("撤回", "")
    assert (need.name, need.door, need.phone) == (None, None, None)
    assert need.erased_at
    assert [line.words for line in await qq_scene.lines()] == [None]
    assert "想找人" not in ticket.words


async def test_a_sensitive_sort_is_sealed_and_known_to_those_who_deal_with_it(scene: Scene) -> None:
    said = await scene.says("王阿姨", "求助 想申请低保，家里揭不开锅")
    assert "生活困难" in said
    assert all("生活困难" in text for who, text in await scene.letters() if who.startswith("社工"))
    async with read() as session:
        assert await session.scalar(select(Ticket.category)) == "私事"
        token = await session.scalar(select(type_coerce(Need.sort, Text)))
    assert token
    assert "生活困难" not in token
    assert (await scene.need()).sort == "生活困难"
