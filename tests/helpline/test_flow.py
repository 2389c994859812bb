"""The two flows of the contract, sentence by sentence, on both protocols; and again with a restart between any two messages."""

import pytest

from plugins import inbox
from tests.helpline.scene import NEED, TAP, Scene
from tests.wire import forget_everything


async def nothing() -> None:
    """The program goes on running."""


async def restart() -> None:
    """The program dies and begins anew."""
    forget_everything()
    await inbox._remember()


RESTARTS = pytest.mark.parametrize("between", [nothing, restart], ids=["running", "restarted"])


@RESTARTS
async def test_one_line_to_the_end(scene: Scene, between) -> None:
    said = await scene.says("王阿姨", NEED)
    for fact in ("求1", "就医陪诊", "医疗卫生", "4 小时", "只看到类别和楼栋", "撤销"):
        assert fact in said
    await between()
    [(who, asked)] = await scene.letters()
    assert who == "刘大姐"
    for fact in ("求1", "就医陪诊", "8栋", "接单 1"):
        assert fact in asked
    assert not any(word in asked for word in ("302", "1单元", "138", "王阿姨", "我妈", "一个人"))
    await between()
    taken = await scene.says("刘大姐", "接单 1")
    assert not any(word in taken for word in ("302", "138", "王阿姨"))
    await between()
    letters = await scene.letters()
    details = next(text for who, text in letters if who == "刘大姐")
    for fact in ("王阿姨", "8栋1单元302", "13800138000", "想找人陪去医院", "2027年2月21日"):
        assert fact in details
    assert any(who == "王阿姨" and "刘大姐 接单了" in text for who, text in letters)
    await between()
    again = await scene.says("赵叔", "接单 1")
    assert "已经有人接了" in again
    await between()
    assert "送不到我告诉您" in await scene.says("王阿姨", "回复 1 她走不快，请慢一点")
    await between()
    [(who, text)] = await scene.letters()
    assert (who, "她走不快，请慢一点" in text) == ("刘大姐", True)
    await between()
    quoted = next(each for each in reversed(scene.wire.sent) if "她走不快" in each.text)
    assert "转过去了" in await scene.says("刘大姐", "好，我两点到", quote=quoted.message_id)
    await between()
    [(who, text)] = await scene.letters()
    assert (who, "好，我两点到" in text, "刘大姐" in text) == ("王阿姨", True, False)
    await between()
    await scene.says("刘大姐", "办结 1 已陪诊")
    await between()
    [(who, text)] = await scene.letters()
    assert who == "王阿姨"
    assert "已陪诊" in text
    assert "满意吗？回 1 满意，回 2 一般，回 3 不满意，回 4 没解决" in text
    await between()
    assert "办结了" in await scene.says("王阿姨", "1")
    await between()
    assert (await scene.ticket()).state == "办结"
    assert (await scene.need()).rating == "满意"
    assert "时长 1 小时" in await scene.says("刘大姐", "积分")
    assert all("求1" not in text or "求1 " not in text for text in scene.wire.said_in())


@RESTARTS
async def test_the_dialog(scene: Scene, between) -> None:
    chat = (
        ("求助", "要帮什么忙"),
        ("水龙头坏了", "在哪里"),
        ("积分", "积分"),
        ("8栋1单元302", "什么时候"),
        ("跳过", "怎么称呼"),
        ("王秀英 13800138000", "急不急"),
    )
    for said, answer in chat:
        assert answer in await scene.says("王阿姨", said)
        await between()
    done = await scene.says("王阿姨", "1")
    for fact in ("求1", "急事", "水电维修", "30 分钟"):
        assert fact in done
    [(who, asked)] = await scene.letters()
    assert who == "队长老陈"
    assert "【急】" in asked
    assert not any(word in asked for word in ("302", "138", "王秀英", "王阿姨"))
    await scene.says("队长老陈", "接单 1")
    details = next(text for who, text in await scene.letters() if who == "队长老陈")
    for fact in ("王秀英", "8栋1单元302", "13800138000", "水龙头坏了"):
        assert fact in details


@RESTARTS
async def test_hands(scene: Scene, between) -> None:
    await scene.says("王阿姨", NEED)
    await scene.says("刘大姐", "接单 1")
    await scene.letters()
    await between()
    called = await scene.says("刘大姐", "找人 1 2人 明天上午 王阿姨家 8栋302")
    for fact in ("2 人", "没提是谁", "撤销"):
        assert fact in called
    await between()
    [(where, text)] = await scene.letters()
    assert where.startswith("group")
    for fact in ("就医陪诊", "要 2 人", "明天上午", "帮忙 1"):
        assert fact in text
    assert not any(word in text for word in ("王阿姨", "8栋", "302", "138", "我妈"))
    call = scene.wire.sent[-1]
    await between()
    [said] = await scene.wire.say("小李", "+1", quote=call.message_id)
    assert "小李 来帮忙" in said
    assert "还差 1 人" in said
    await between()
    [(who, text)] = await scene.letters()
    assert (who, "小李" in text, "1/2" in text) == ("刘大姐", True, True)
    [said] = await scene.wire.say("小李", "帮忙 1")
    assert "已经算上" in said
    [said] = await scene.wire.say("团长老郑", "帮忙 1")
    assert "人齐了" in said
    [said] = await scene.wire.say("小雨", "帮忙 1")
    assert "够了" in said
    [said] = await scene.wire.say("团长老郑", "撤销")
    assert "不去了" in said
    [said] = await scene.wire.say("小雨", "帮忙 1")
    assert "人齐了" in said
    await scene.letters()
    await scene.says("刘大姐", "告诉帮手 1 明早9点东门见")
    told = await scene.letters()
    assert sorted(who for who, _ in told) == ["小李", "小雨"]
    assert all("明早9点东门见" in text for _, text in told)
    await scene.says("刘大姐", "办结 1 已陪诊 2小时")
    await scene.letters()
    await scene.says("王阿姨", "1")
    for who in ("刘大姐", "小李", "小雨"):
        statement = await scene.says(who, "明细")
        assert "帮助邻居｜+2 小时 +2 分" in statement
        assert not any(word in statement for word in ("王阿姨", "求1", "8栋"))
    assert "正等着第一笔" in await scene.says("团长老郑", "积分")
    assert "正等着第一笔" in await scene.says("王阿姨", "积分")


async def test_unsolved_goes_one_level_up_and_the_books_follow(scene: Scene) -> None:
    await scene.says("王阿姨", NEED)
    await scene.says("刘大姐", "接单 1")
    await scene.says("刘大姐", "办结 1 已陪诊")
    await scene.letters()
    await scene.says("王阿姨", "2")
    assert "时长 1 小时" in await scene.says("刘大姐", "积分")
    await scene.letters()
    assert "团长" in await scene.says("王阿姨", "重开 1 还要再去一次")
    assert "时长 0 小时" in await scene.says("刘大姐", "积分")
    letters = dict(await scene.letters())
    assert "上次没解决" in letters["团长老郑"]
    assert "不用您办了" in letters["刘大姐"]
    await scene.says("团长老郑", "接单 1")
    details = next(text for who, text in await scene.letters() if who == "团长老郑")
    assert "13800138000" in details
    await scene.says("团长老郑", "办结 1 又去了")
    await scene.letters()
    unsolved = await scene.says("王阿姨", "4")
    assert "社工" in unsolved
    assert (await scene.ticket()).state == "已派"


async def test_undoing_a_rating(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    await qq_scene.says("刘大姐", "接单 1")
    await qq_scene.says("刘大姐", "办结 1 已陪诊")
    await qq_scene.letters()
    await qq_scene.says("王阿姨", "不满意 1")
    assert ("社工小周", "求1 办结了，本人说不满意。请打个电话问问。") in await qq_scene.letters()
    await qq_scene.says("王阿姨", "撤销")
    assert (await qq_scene.need()).rating is None
    assert (await qq_scene.ticket()).state == "待核实"
    assert "时长 0 小时" in await qq_scene.says("刘大姐", "积分")


async def test_said_twice_is_one_need(scene: Scene) -> None:
    await scene.says("王阿姨", TAP)
    assert await scene.wire.again() == []
    assert "已经求助过了" in await scene.says("王阿姨", TAP)
    assert "求2" in await scene.says("王阿姨", "求助 灯也坏了，8栋1单元302")


async def test_for_somebody_without_an_account(scene: Scene) -> None:
    said = await scene.says("王阿姨", "代 李奶奶 求助 马桶堵了，3-2-501")
    assert "求1" in said
    await scene.letters()
    await scene.says("队长老陈", "接单 1")
    details = next(text for who, text in await scene.letters() if who == "队长老陈")
    for fact in ("姓名：李奶奶（王阿姨 代说）", "3栋2单元501", "马桶堵了"):
        assert fact in details
    await scene.says("队长老陈", "回复 1 她在家吗")
    assert [(who, "她在家吗" in text) for who, text in await scene.letters()] == [("王阿姨", True)]


async def test_an_unknown_need_goes_to_the_staff(qq_scene: Scene) -> None:
    said = await qq_scene.says("王阿姨", "求助 想咨询一件事")
    assert "社工" in said
    assert sorted(who for who, _ in await qq_scene.letters()) == ["社工小吴", "社工小周"]


async def test_a_hand_that_is_no_stranger(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    await qq_scene.says("刘大姐", "接单 1")
    await qq_scene.says("刘大姐", "找人 1 两个人")
    for who in ("王阿姨", "刘大姐"):
        assert "本来就有您" in await qq_scene.says(who, "帮忙 1")


async def test_a_whole_line_ends_what_was_asked_in_private(scene: Scene) -> None:
    """Said in the group by mistake, then whole in private: the later 「1」 says that he is content, and is no new need."""
    await scene.wire.say("王阿姨", NEED)
    await scene.letters()
    assert "求1" in await scene.says("王阿姨", NEED)
    await scene.letters()
    await scene.says("刘大姐", "接单 1")
    await scene.letters()
    await scene.says("刘大姐", "办结 1 已陪诊")
    await scene.letters()
    assert "求2" not in await scene.says("王阿姨", "1")
    assert "没找到" in await scene.says("王阿姨", "进度 2")


async def test_a_number_is_no_need(scene: Scene) -> None:
    await scene.says("王阿姨", "求助")
    assert "要帮什么忙" in await scene.says("王阿姨", "1")
    assert "哪里" in await scene.says("王阿姨", "修水龙头")


async def test_a_name_first_then_the_telephone_late(scene: Scene) -> None:
    for said, asked in (
        ("求助", "要帮什么忙"),
        ("修水龙头", "哪里"),
        ("5栋2单元101", "什么时候"),
        ("跳过", "电话"),
        ("刘桂兰", "电话"),
        ("跳过", "急不急"),
        ("13700137000", "急不急"),
        ("2", "求1"),
    ):
        assert asked in await scene.says("王阿姨", said), said
    need = await scene.need()
    assert (need.name, need.phone) == ("刘桂兰", "13700137000")
