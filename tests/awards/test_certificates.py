"""Certificates: for a result and for oneself, void ones, and whether one is genuine."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from plugins.awards import certificate_page, certificate_texts, verifying
from plugins.awards.models import Certificate
from plugins.cards import drawing
from plugins.cards.card import Card
from plugins.kernel.db import read
from plugins.outbox import painting
from plugins.people import forgetting
from plugins.people.codes import SIGNS
from tests.awards.conftest import Wire, private, settle_in
from tests.conftest import set_clock
from tests.wire import QQ, WeChat

STAFF = "社工小周"


async def rows() -> list[Certificate]:
    async with read() as session:
        return list(await session.scalars(select(Certificate).order_by(Certificate.id)))


async def register(wire: Wire, who: str, name: str) -> None:
    await private(wire, who, f"注册 {name} 3栋2单元")
    await private(wire, who, "1")


async def publish(wire: Wire) -> None:
    await private(wire, STAFF, "评比 季度")
    await private(wire, STAFF, "公示 1")
    set_clock("2026-12-03 09:00")
    await private(wire, STAFF, "公布 1")
    await wire.settle()
    wire.sent.clear()


async def test_ones_own_certificate(quarter: Wire) -> None:
    said = await private(quarter, "王阿姨", "我的证书")
    assert "真名" in said
    assert "注册" in said
    assert await rows() == []
    await register(quarter, "王阿姨", "王秀英")
    said = await private(quarter, "王阿姨", "我的证书")
    [row] = await rows()
    for fact in ("2026-0001", "王秀英", "2026年1月1日至11月25日", "6 小时", row.code, "撤销"):
        assert fact in said
    assert set(row.code) <= set(SIGNS)
    assert (row.content, row.times, row.issuer) == ("清洁家园", 3, "恋湖社区")
    [(chat, name, pdf)] = quarter.files
    assert chat == f"person:{quarter.id_of('10004')}"
    assert name == "志愿服务证明-2026-0001.pdf"
    assert b"/Type/Pages/Count 1/" in pdf
    assert b"841.89 595.28" in pdf
    again = await private(quarter, "王阿姨", "我的证书 今年")
    assert "还是这一张" in again
    assert "撤销" not in again
    for line in ("我的证书 2026-0001", "我的证书 1", "我的证书 今年的", "证书", "证书 1", "服务证明"):
        assert "还是这一张" in await private(quarter, "王阿姨", line)
    assert "没有编号 2026-0001" in await private(quarter, "小李", "证书 1")
    assert len(await rows()) == 1
    async with read() as session:
        assert "王秀英" not in str((await session.execute(text("SELECT * FROM certificate"))).all())


@pytest.mark.parametrize("line", ["给我开个证明", "帮我打一张证明"])
async def test_asked_for_in_plain_words(office: QQ, line: str) -> None:
    await register(office, "王阿姨", "王秀英")
    assert "2026-0001" in await private(office, "王阿姨", line)


@pytest.mark.parametrize("line", ["我的证书 2025年", "我的证书 去年", "我的证书 2030年"])
async def test_a_year_without_hours(office: QQ, line: str) -> None:
    await register(office, "王阿姨", "王秀英")
    said = await private(office, "王阿姨", line)
    assert "没有服务时长" in said or "还没开始" in said
    assert "没有服务时长" in await private(office, "小雨", "我的证书")
    assert await rows() == []


async def test_more_hours_make_another_one_and_fewer_make_the_old_one_void(office: QQ) -> None:
    await register(office, "王阿姨", "王秀英")
    await private(office, "王阿姨", "我的证书")
    set_clock("2026-11-26 12:00")
    await office.say("管理员", "发布 清洁家园 11月27日 9:00-11:00 亲水平台 20人")
    await office.say("王阿姨", "报名 5")
    set_clock("2026-11-27 12:00")
    await office.say("管理员", "考勤 5 都到了")
    assert "2026-0002" in await private(office, "王阿姨", "我的证书")
    first, second = await rows()
    assert (first.withdrawn_at, second.minutes) == (None, 480)  # both are true, each up to its day
    await office.say("管理员", "考勤 5 请假 1")
    assert "2026-0003" in await private(office, "王阿姨", "我的证书")
    first, second, third = await rows()
    assert second.reason == "换发了新的 2026-0003"
    assert (first.reason, third.minutes) == (None, 360)
    said = await private(office, "小李", f"核验 {second.code}")
    assert "已作废" in said
    assert "2026-0003" in said
    assert "收回了" in await private(office, "王阿姨", "撤销")
    assert [row.reason for row in await rows()] == [None, None, "开出后收回"]


async def test_for_somebody_one_speaks_for_but_for_nobody_else(quarter: Wire) -> None:
    await quarter.say("王阿姨", "帮 李奶奶 报名 5")
    await quarter.say("管理员", "发布 清洁家园 11月26日 9:00-11:00 亲水平台 20人")
    await quarter.say("王阿姨", "帮 李奶奶 报名 5")
    set_clock("2026-11-26 12:00")
    await quarter.say("管理员", "考勤 5 都到了")
    assert "李奶奶" in await private(quarter, "王阿姨", "我的证书 李奶奶")
    assert "李奶奶" not in await private(quarter, "小李", "我的证书 李奶奶")
    assert "没有编号 2026-0001" in await private(quarter, "小李", "我的证书 2026-0001")
    assert "李奶奶" in await private(quarter, STAFF, "我的证书 李奶奶")
    assert len(await rows()) == 1


async def test_all_of_a_result_in_one_file(quarter: Wire) -> None:
    await private(quarter, STAFF, "评比 季度")
    assert "还没公布" in await private(quarter, STAFF, "证书 1")
    await private(quarter, STAFF, "评比 1 取消")
    await register(quarter, "王阿姨", "王秀英")
    await private(quarter, STAFF, "评比 季度")
    await private(quarter, STAFF, "公示 2")
    set_clock("2026-12-03 09:00")
    await private(quarter, STAFF, "公布 2")
    await quarter.settle()
    said = await private(quarter, STAFF, "证书 2")
    for fact in ("1 张", "新开 1 张", "还没开的：小李、赵叔、刘大姐", "证书 2 全部"):
        assert fact in said
    [letter] = await quarter.settle()
    assert letter.chat == f"person:{quarter.id_of('10004')}"
    assert "2026-0001" in letter.text
    said = await private(quarter, STAFF, "证书 2 全部")
    assert "4 张" in said
    assert "新开 3 张" in said
    assert b"/Type/Pages/Count 4/" in quarter.files[-1][2]
    assert "没有新开" in await private(quarter, STAFF, "证书 2 全部")
    await register(quarter, "小李", "李明")
    assert "新开 1 张" in await private(quarter, STAFF, "证书 2")
    await quarter.settle()
    assert [row.reason for row in await rows()] == [None, "换发了新的 2026-0005", None, None, None]
    assert "2026年第4季度优秀志愿者" in await private(quarter, "小李", "我的证书 2026-0005")


async def test_issued_for_a_result_and_taken_back(office: QQ) -> None:
    await publish(office)
    await private(office, STAFF, "证书 1 全部")
    assert "收回了" in await private(office, STAFF, "撤销")
    assert await office.settle() == []
    assert all(row.reason == "开出后收回" for row in await rows())
    await private(office, STAFF, "证书 1 全部")
    await office.settle()
    await private(office, STAFF, "撤销")
    told = await office.settle()
    assert len(told) == 4
    assert all("作废" in each.text for each in told)
    assert "结果收回了" in await private(office, STAFF, "撤销")


async def test_a_result_with_certificates_stands(office: QQ) -> None:
    await publish(office)
    await private(office, "王阿姨", "改名 王秀英")
    await private(office, STAFF, "证书 1 全部")
    await private(office, "小雨", "作废 证书 2 写错了")
    assert "收回了" in await private(office, STAFF, "撤销")
    assert {row.reason for row in await rows()} == {"开出后收回", "写错了"}


async def test_void_and_valid_again(quarter: Wire) -> None:
    await register(quarter, "王阿姨", "王秀英")
    await private(quarter, "王阿姨", "我的证书")
    [row] = await rows()
    for line in ("作废 证书", "作废 证书 1", "作废"):
        assert "为什么" in await private(quarter, STAFF, line)
    assert "没有编号 2026-0009" in await private(quarter, STAFF, "作废 证书 9 写错了")
    assert "没有编号 2025-0001" in await private(quarter, STAFF, "作废 证书 2025-0001 写错了")
    assert "作废了" in await private(quarter, STAFF, "作废 证书 1 名字写错了")
    assert "早就作废" in await private(quarter, STAFF, "作废 证书 2026-0001 名字写错了")
    [letter] = await quarter.settle()
    assert letter.chat == f"person:{quarter.id_of('10004')}"
    assert "名字写错了" in letter.text
    [said] = await quarter.say("小李", f"核验 {row.code}")
    assert "已作废（名字写错了）" in said
    assert "王" not in said
    assert "又有效了" in await private(quarter, STAFF, "撤销")
    assert "又有效了" in (await quarter.settle())[0].text
    assert "证书有效" in (await quarter.say("小李", f"核验 {row.code}"))[0]


async def test_verified_by_anybody_anywhere(quarter: Wire) -> None:
    await register(quarter, "王阿姨", "王秀英")
    await private(quarter, "王阿姨", "我的证书")
    [row] = await rows()
    spaced = f"{row.code[:3]} {row.code[3:]}".lower()
    for line, group in ((f"核验 {row.code}", "70001"), (f"核验 {spaced}", None), (f"核验{row.code}", "70009")):
        [said] = await quarter.say("10098", line, group=group)
        for fact in ("证书有效", "2026-0001", "王**", "6 小时", "恋湖社区", "2026年11月25日"):
            assert fact in said
        assert "秀英" not in said
    assert "6 个字符" in await private(quarter, "小李", "核验 ABC")
    assert "6 个字符" in await private(quarter, "小李", "核验")


async def test_guessing_has_to_wait(quarter: Wire) -> None:
    await register(quarter, "王阿姨", "王秀英")
    await private(quarter, "王阿姨", "我的证书")
    [row] = await rows()
    set_clock("2026-11-25 13:00")
    for left in (4, 3, 2, 1):
        assert f"还能试 {left} 次" in await private(quarter, "10098", "核验 AAAAAA")
    assert "60 分钟" in await private(quarter, "10098", "核验 AAAAAA")
    assert "分钟再试" in await private(quarter, "10098", f"核验 {row.code}")
    assert "证书有效" in await private(quarter, "小李", f"核验 {row.code}")
    set_clock("2026-11-25 14:01")
    assert "证书有效" in await private(quarter, "10098", f"核验 {row.code}")
    assert "还能试 4 次" in await private(quarter, "10098", "核验 AAAAAA")
    set_clock("2026-11-28 04:00")
    forgetting.forget_all()
    await forgetting.forget_by_kind()
    async with read() as session:
        assert (await session.scalars(select(verifying.VerificationTries))).all() == []


async def test_told_in_words_where_nothing_can_be_printed(wechat: WeChat, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_press(*_: object) -> None:
        return None

    await settle_in(wechat)
    monkeypatch.setattr(painting, "print_out", no_press)
    await register(wechat, "王阿姨", "王秀英")
    said = await private(wechat, "王阿姨", "我的证书")
    for fact in ("2026-0001", "清洁家园", "6 小时", "核验"):
        assert fact in said


async def test_communities_have_numbers_of_their_own_and_see_nothing_of_each_other(office: QQ) -> None:
    await register(office, "王阿姨", "王秀英")
    await private(office, "王阿姨", "我的证书")
    await office.say("管理员", "开通 西关社区", group="70002")
    await office.say("管理员", [("text", "任命 "), ("at", "刘大姐"), ("text", " 社工")], group="70002")
    assert "没有编号" in await private(office, "刘大姐", "作废 证书 1 写错了")
    assert "没有编号" in await private(office, "刘大姐", "我的证书 2026-0001")
    assert [row.withdrawn_at for row in await rows()] == [None]


def page(**changed: Any) -> dict[str, Any]:
    row = Certificate(
        year=2026,
        number=3,
        code="K7M2QX",
        kind="service",
        name="王秀英",
        issuer="恋湖社区",
        minutes=90,
        times=1,
        content="巡湖",
    )
    made = certificate_page.printout("x", [_dated(row)])
    return made.card.data["pages"][0] | changed


def _dated(row: Certificate) -> Certificate:
    row.since, row.until, row.issued_at = date(2026, 1, 1), date(2026, 11, 25), datetime(2026, 11, 25, 4, tzinfo=UTC)
    return row


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"honour": "2026年第四季度优秀志愿者", "times": 0},
        {"name": "#panic()", "identity": "1" * 30, "content": "服" * 200, "issuer": "社" * 40},
        {"name": "W" * 60, "honour": "2026年度优秀志愿者", "content": "服" * 200},
        {"name": "", "content": ""},
    ],
)
async def test_whatever_stands_on_it_is_one_page(changed: dict[str, Any]) -> None:
    pdf = await drawing.draw_pdf(Card("certificate", {"title": "证书", "pages": [page(**changed)]}))
    assert pdf is not None
    assert b"/Type/Pages/Count 1/" in pdf


def test_the_code_on_the_page_says_what_is_to_be_said() -> None:
    data = page()
    assert data["say"] == "核验 K7M2QX"
    assert len(data["code"]) == len(data["code"][0])
    assert json.dumps(data)
    assert certificate_texts.masked("王") == "王*"
    assert certificate_texts.masked("欧阳暮雪") == "欧**"
    assert certificate_texts.masked(None) == "（本人已删除资料）"


async def test_who_is_no_friend_hears_in_the_group_only_that_there_is_something(office: QQ) -> None:
    await publish(office)
    office.refuse = lambda action, params: (
        "no friend" if action == "send_private_msg" and params.get("user_id") == 10004 else None
    )
    await private(office, STAFF, "证书 1 全部")
    for _ in range(4):
        await office.settle()
    told = [each.text for each in office.sent if each.chat == "group:70001"]
    assert any("我的证书" in each for each in told)
    assert not any("2026-0001" in each or "祝贺" in each for each in told)


async def test_the_year_that_has_ended_is_certified_whole(office: QQ) -> None:
    await register(office, "王阿姨", "王秀英")
    await private(office, "王阿姨", "我的证书")
    set_clock("2027-01-10 10:00")
    assert "没有服务时长" in await private(office, "王阿姨", "我的证书")
    said = await private(office, "王阿姨", "我的证书 去年")
    assert "编号 2027-0001" in said
    assert "2026年1月1日至12月31日" in said
    assert "还是这一张" in await private(office, "王阿姨", "我的证书 2026年")
    assert [row.withdrawn_at for row in await rows()] == [None, None]  # what was true up to a day is true still
