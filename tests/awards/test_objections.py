"""异议: heard by staff alone, answered with a reason, never decided by who raised it."""

import pytest
from sqlalchemy import select, text

from plugins.awards.models import AssessmentObjection, ObjectionState
from plugins.kernel import ticks
from plugins.kernel.db import read
from plugins.people import forgetting
from tests.awards.conftest import Wire, private
from tests.conftest import set_clock
from tests.wire import QQ, forget_everything

STAFF = "社工小周"
WORDS = "异议 1 赵叔有一次没来，电话13800138000问我"


@pytest.fixture
async def shown(quarter: Wire) -> Wire:
    return await show(quarter)


@pytest.fixture
async def shown_in_office(office: QQ) -> QQ:
    await show(office)
    return office


async def show(wire: Wire) -> Wire:
    await private(wire, STAFF, "评比 季度")
    await private(wire, STAFF, "公示 1")
    await wire.settle()
    wire.sent.clear()
    return wire


async def rows() -> list[AssessmentObjection]:
    async with read() as session:
        return list(await session.scalars(select(AssessmentObjection).order_by(AssessmentObjection.id)))


async def test_from_the_words_to_the_answer(shown: Wire) -> None:
    said = await private(shown, "小李", WORDS)
    assert "异议 1-1" in said
    assert "只有社工看得到" in said
    assert "撤销" in said
    letters = await shown.settle()
    assert sorted(each.chat for each in letters) == sorted(f"person:{shown.id_of(user)}" for user in ("10002", "10008"))
    assert all("赵叔有一次没来" in each.text and "138****8000" in each.text for each in letters)
    assert "异议 1（等答复）：赵叔有一次没来" in await private(shown, STAFF, "评比 1")
    forget_everything()
    set_clock("2026-12-03 09:00")
    await ticks.run_all()
    assert "还有异议 1 没答复" in shown.said_to(STAFF)[-1]
    assert "先发「异议 1 1 成立" in await private(shown, STAFF, "公布 1")
    assert "要写原因" in await private(shown, STAFF, "异议 1 1 不成立")
    said = await private(shown, STAFF, "异议 1 1 不成立 核对过签到表")
    assert "可以发「公布 1」" in said
    [letter] = await shown.settle()
    assert letter.chat == f"person:{shown.id_of('10005')}"
    assert "不成立" in letter.text
    assert "核对过签到表" in letter.text
    assert "结果发到" in await private(shown, STAFF, "公布 1")
    assert not any("没来" in each or "小李的" in each for each in shown.said_in())


async def test_nothing_of_it_stands_plain(shown_in_office: QQ) -> None:
    await private(shown_in_office, "小李", WORDS)
    await private(shown_in_office, STAFF, "异议 1 1 成立 已核实少来一次")
    async with read() as session:
        stored = str((await session.execute(text("SELECT * FROM assessment_objection"))).all())
        letters = str((await session.execute(text("SELECT text, sealed FROM outgoing_message"))).all())
    for word in ("没来", "13800138000", "少来一次"):
        assert word not in stored + letters


async def test_upheld_and_the_list_is_changed(shown: Wire) -> None:
    await private(shown, "小李", WORDS)
    await shown.settle()
    said = await private(shown, STAFF, "异议 1 1 成立 已核实")
    assert "评比 1 去掉" in said
    assert "谢谢您提出来" in (await shown.settle())[0].text
    await private(shown, STAFF, "评比 1 去掉 3 少来一次")
    set_clock("2026-12-03 09:00")
    said = await private(shown, STAFF, "公布 1")
    assert "赵叔" not in said


async def test_nobody_decides_about_his_own_words(shown_in_office: QQ) -> None:
    await private(shown_in_office, STAFF, "异议 1 我觉得名单少了人")
    assert "您自己提的" in await private(shown_in_office, STAFF, "异议 1 1 成立 我说的")
    assert "异议 1-1 成立" in await private(shown_in_office, "小雨", "异议 1 1 成立 漏了一位")
    assert "答复过了：成立" in await private(shown_in_office, "小雨", "异议 1 1 不成立 又想想")


async def test_taken_back_by_the_person_and_answers_by_staff(shown: Wire) -> None:
    await private(shown, "小李", WORDS)
    assert "收回了" in await private(shown, "小李", "撤销")
    assert await shown.settle() == []
    await private(shown, "小李", WORDS)
    await shown.settle()
    await private(shown, "小李", "撤销")
    assert all("本人收回了" in each.text for each in await shown.settle())
    assert "没有异议 2" in await private(shown, STAFF, "异议 1 2 成立 好")
    await private(shown, "小李", WORDS)
    await shown.settle()
    await private(shown, STAFF, "异议 1 3 成立 好")
    assert "再核对一次" in await private(shown, STAFF, "撤销")
    assert await shown.settle() == []
    await private(shown, STAFF, "异议 1 3 成立 好")
    await shown.settle()
    await private(shown, STAFF, "撤销")
    [letter] = await shown.settle()
    assert letter.chat == f"person:{shown.id_of('10005')}"
    assert [row.state for row in await rows()] == [ObjectionState.WITHDRAWN, ObjectionState.WITHDRAWN, ObjectionState.OPEN]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("异议", "写一句"),
        ("异议 2 记多了", "没有评比 2"),
        ("异议 1", "写一句"),
        ("异议 1 ……", "写一句"),
        ("异议 9 记多了", "没有评比 9"),
        (f"异议 1 {'长' * 301}", "300 字"),
        ("异议 1 2 成立 好", "社工"),
    ],
)
async def test_bad_input(shown_in_office: QQ, line: str, told: str) -> None:
    assert told in await private(shown_in_office, "小李", line)
    assert await rows() == []


async def test_in_the_group_nothing_is_repeated(shown: Wire) -> None:
    [said] = await shown.say("小李", WORDS)
    assert "私聊" in said
    assert "赵叔" not in said
    assert await rows() == []


async def test_the_same_again_and_too_many(shown_in_office: QQ) -> None:
    await private(shown_in_office, "小李", "异议 1 记多了")
    assert "已经记下了" in await private(shown_in_office, "小李", "异议 1 记多了")
    for number in (2, 3):
        assert f"异议 1-{number}" in await private(shown_in_office, "小李", f"异议 1 第{number}件")
    assert "3 条异议还在等" in await private(shown_in_office, "小李", "异议 1 第4件")
    assert "异议 1-4" in await private(shown_in_office, "王阿姨", "异议 1 记多了")


async def test_too_early_and_too_late(office: QQ) -> None:
    assert "没有公示中" in await private(office, "小李", "异议")
    await private(office, STAFF, "评比 季度")
    assert "不在公示中" in await private(office, "小李", "异议 1 记多了")
    await private(office, STAFF, "公示 1")
    set_clock("2026-12-03 00:01")
    assert "已经结束" in await private(office, "小李", "异议 1 记多了")
    assert "公示收不回" not in await private(office, STAFF, "撤销")


async def test_with_an_objection_the_list_cannot_be_taken_back(office: QQ) -> None:
    await private(office, STAFF, "评比 季度")
    await private(office, STAFF, "公示 1")
    await private(office, "小李", "异议 1 记多了")
    assert "公示收不回" in await private(office, STAFF, "撤销")


async def test_words_are_forgotten_after_a_year(shown_in_office: QQ) -> None:
    await private(shown_in_office, "小李", WORDS)
    await private(shown_in_office, STAFF, "异议 1 1 成立 好")
    set_clock("2027-11-20 04:00")
    forgetting.forget_all()
    await forgetting.forget_by_kind()
    assert [(row.words != "", row.answer) for row in await rows()] == [(True, "好")]
    set_clock("2027-11-27 04:00")
    forgetting.forget_all()
    await forgetting.forget_by_kind()
    assert [(row.words, row.answer, row.state) for row in await rows()] == [("", None, "upheld")]
    assert "原话已到期删除" in await private(shown_in_office, STAFF, "评比 1")


async def test_answered_without_its_number(shown_in_office: QQ) -> None:
    assert "没有等答复" in await private(shown_in_office, STAFF, "异议 1 成立 对")
    await private(shown_in_office, "小李", "异议 1 记多了")
    assert "异议 1-1 不成立" in await private(shown_in_office, STAFF, "异议 1 不成立 核对过")
    await private(shown_in_office, "小李", "异议 1 还是多")
    await private(shown_in_office, "王阿姨", "异议 1 少了")
    assert "异议 2、3" in await private(shown_in_office, STAFF, "异议 1 成立 对")
    assert [row.state for row in await rows()] == ["refused", "open", "open"]
