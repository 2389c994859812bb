"""发件箱 and 重发, as the 管理员 meets them."""

from plugins.kernel.address import Address
from plugins.kernel.db import write
from plugins.outbox import service
from plugins.outbox.models import OutgoingMessage, State
from tests.wire import QQ, WeChat

SECRET = "王奶奶家没人，电话 13800138000"


async def troubled(wire: QQ | WeChat, state: State, error: str) -> int:
    platform = "qq" if wire.name == "v11" else "wechat"
    to = Address(platform, wire.bot.self_id, "person", wire.id_of("10004"))
    async with write() as session:
        await service.post(session, service.Letter(f"test:{state}:{error}", to, SECRET, disturb=True))
    async with write() as session:
        row = (await session.scalars(OutgoingMessage.__table__.select().with_only_columns(OutgoingMessage.id))).all()[-1]
        message = await session.get_one(OutgoingMessage, row)
        message.state, message.error = state, error
    return row


async def test_only_the_admin_sees_the_outbox(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    assert "管理员" in (await wire.say("王阿姨", "发件箱", group=None))[0]
    assert "排队 0 条" in (await wire.say("管理员", "发件箱", group=None))[0]


async def test_trouble_is_shown_without_its_words_and_sent_again(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    first = await troubled(wire, State.FAILED, "result 120 电话13900139000\n第二行")
    second = await troubled(wire, State.UNKNOWN, "超时")
    [said] = await wire.say("管理员", "发件箱", group=None)
    assert "2 条" in said
    assert f"{first} 号 私聊" in said
    assert "没送到：result 120" in said
    assert f"{second} 号" in said
    assert "不知送到没有：超时" in said
    assert "王奶奶" not in said
    assert "13900139000" not in said
    assert len(said.splitlines()) == 4
    [again] = await wire.say("管理员", f"重发 {first}", group=None)
    assert f"{first} 号重新排队" in again
    await wire.settle()
    assert SECRET in wire.said_to("王阿姨")
    assert "不用重发" in (await wire.say("管理员", f"重发 {first}", group=None))[0]


async def test_wrong_numbers(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    for said in ("重发", "重发 " + "9" * 500):
        assert "编号" in (await wire.say("管理员", said, group=None))[0]
    assert "没有 4711 号" in (await wire.say("管理员", "重发 4711", group=None))[0]
    assert "管理员" in (await wire.say("王阿姨", "重发 1", group=None))[0]


async def test_more_than_fits_is_counted(wire: QQ | WeChat) -> None:
    await wire.say("管理员", "开通 恋湖社区")
    for index in range(10):
        await troubled(wire, State.FAILED, f"失败{index}")
    [said] = await wire.say("管理员", "发件箱", group=None)
    assert "10 条" in said
    assert "只列最近 8 条" in said
    assert "失败9" in said
    assert "失败0" not in said
