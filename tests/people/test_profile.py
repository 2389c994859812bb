"""One line in private about oneself, and what the rooms above read of it."""

from datetime import date

import pytest
from sqlalchemy import select, text

from plugins.kernel.db import read, write
from plugins.people import profile
from plugins.people.models import Deed, Member
from plugins.people.profile_models import Profile
from tests.conftest import set_clock

from .conftest import Wire, count


async def tell(wire: Wire, what: str, who: str = "王阿姨") -> str:
    """Say it in private; the answer."""
    (said,) = await wire.say(who, what, group=None)
    return said


async def known(name: str = "王阿姨") -> profile.Facts:
    """What is known of the person of that name."""
    async with read() as session:
        member = (await session.scalars(select(Member).where(Member.name == name))).one()
        return (await profile.facts(session, [member.id]))[member.id]


@pytest.mark.parametrize(
    ("said", "party", "kind", "unit"),
    [
        ("我是党员", "党员", None, None),
        ("我是一名退休党员！", "党员", "退休", None),
        ("我是在职党员，单位 供电公司", "党员", "在职", "供电公司"),
        ("我是在職黨員 供电公司 三班", "党员", "在职", "供电公司 三班"),
        ("我是预备党员", "党员", None, None),
        ("我是共青团员", "团员", None, None),
        ("我是群众", "群众", None, None),
    ],
)
async def test_party(opened: Wire, said: str, party: str, kind: str | None, unit: str | None) -> None:
    answer = await tell(opened, said)
    assert party in answer
    assert "撤销" in answer
    facts = await known()
    assert (facts.party, facts.party_kind, facts.unit) == (party, kind, unit)


async def test_a_second_word_takes_the_place_of_the_first_and_undo_brings_it_back(opened: Wire) -> None:
    await tell(opened, "我是在职党员 供电公司")
    await tell(opened, "我是群众")
    assert ((await known()).party, (await known()).party_kind) == ("群众", None)
    assert "政治面貌" in await tell(opened, "撤销")
    assert ((await known()).party, (await known()).party_kind, (await known()).unit) == ("党员", "在职", "供电公司")


async def test_riders_are_noted_apart(opened: Wire) -> None:
    await tell(opened, "我是党员")
    await tell(opened, "我是外卖小哥")
    facts = await known()
    assert (facts.rider, facts.party) == (True, "党员")


@pytest.mark.parametrize(
    ("said", "adult", "over14"),
    [
        ("满18", True, True),
        ("我已满18周岁了", True, True),
        ("满14岁", None, None),
        ("未满18", False, True),
        ("未满14", False, False),
    ],
)
async def test_age(opened: Wire, said: str, adult: bool | None, over14: bool | None) -> None:
    await tell(opened, said)
    facts = await known()
    if said == "满14岁":
        adult, over14 = False, True
    assert (facts.adult, facts.over14) == (adult, over14)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("保险 2027年3月1日", date(2027, 3, 1)),
        ("保险2027-3-1", date(2027, 3, 1)),
        ("意外险到 2027.3.1", date(2027, 3, 1)),
        ("保险到期 明年3月1号", date(2027, 3, 1)),
        ("保险 20270301", date(2027, 3, 1)),
        ("保险 2027年3月", date(2027, 3, 31)),
        ("保险 3月1日", date(2027, 3, 1)),
        ("保險 二〇二七年三月一日", None),
        ("保险 今天", date(2026, 11, 22)),
    ],
)
async def test_insurance(opened: Wire, said: str, day: date | None) -> None:
    answer = await tell(opened, said)
    assert (await known()).insured_until == day if day else "没看懂" in answer
    if day:
        assert f"{day.year}年{day.month}月{day.day}日" in answer
        assert (await known()).insured_on(day)
        assert not (await known()).insured_on(date(2030, 1, 1))


@pytest.mark.parametrize(
    "said", ["保险 2026年2月30日", "保险 2020年3月1日", "保险 2099年1月1日", "保险 随便", "保险 2027", "保险 🌊"]
)
async def test_no_such_day(opened: Wire, said: str) -> None:
    before = await count(Deed)
    assert "例如「保险 2027年3月1日」" in await tell(opened, said)
    assert await count(Deed) == before


async def test_insurance_is_shown_and_taken_off(opened: Wire) -> None:
    assert "还没有记下" in await tell(opened, "保险")
    await tell(opened, "保险 2026年11月30日")
    assert "2026年11月30日" in await tell(opened, "我的保险")
    set_clock("2026-12-02 12:00")
    assert "过期" in await tell(opened, "保险")
    assert "没有意外保险" in await tell(opened, "保险 没有")
    assert (await known()).insured_until is None


async def test_the_same_again_changes_nothing(opened: Wire) -> None:
    await tell(opened, "满18")
    before = await count(Deed)
    assert "本来就是" in await tell(opened, "满18")
    assert await count(Deed) == before


async def test_what_was_changed_since_is_not_taken_back(opened: Wire) -> None:
    await tell(opened, "满18")
    async with write() as session:
        (await session.scalars(select(Profile))).one().at_least = 14
    assert "后来又被改过" in await tell(opened, "撤销")


@pytest.mark.parametrize(
    "said", ["我是党员", "我是党员啊", "我是新来的志愿者", "保险多少钱", "保险 要买吗", "请假到30号", "我回来了"]
)
async def test_talk_in_the_group_stays_talk(opened: Wire, said: str) -> None:
    assert await opened.say("王阿姨", said) == []
    assert await count(Profile) == 0


async def test_in_the_group_by_an_at_it_is_led_into_private(opened: Wire) -> None:
    (said,) = await opened.say("王阿姨", [("at", "bot"), ("text", " 满18")])
    assert "私聊" in said
    assert await count(Profile) == 0


async def test_facts_of_somebody_who_told_nothing(opened: Wire) -> None:
    async with read() as session:
        facts = await profile.facts(session, [1, 99])
        assert await profile.facts(session, []) == {}
    assert facts[1] == profile.Facts(1)
    assert facts[99].adult is None
    assert not facts[99].insured_on(date(2026, 11, 22))


async def test_a_phone_is_sealed_in_the_table(opened: Wire) -> None:
    await tell(opened, "满18")
    async with write() as session:
        (await session.scalars(select(Profile))).one().phone = "13800138000"
    async with read() as session:
        assert (await session.scalars(select(Profile))).one().phone == "13800138000"
        stored = (await session.execute(text("SELECT phone FROM profile"))).scalar_one()
    assert "138" not in stored[:6]
    assert "13800138000" not in stored
