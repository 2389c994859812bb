"""What assessments and certificates hold of a person: told whole, erased without a name, together when two records are one."""

from sqlalchemy import select

from plugins.awards.models import AssessmentObjection, Candidate, Certificate
from plugins.kernel.db import read
from tests.awards.conftest import Wire, private
from tests.awards.test_certificates import publish, register

STAFF = "社工小周"


async def test_told_whole_and_gone_when_erased(quarter: Wire) -> None:
    await register(quarter, "王阿姨", "王秀英")
    await private(quarter, "王阿姨", "我的证书")
    await private(quarter, STAFF, "评比 季度")
    await private(quarter, STAFF, "公示 1")
    await private(quarter, "王阿姨", "异议 1 小李记多了")
    said = await private(quarter, "王阿姨", "我的数据")
    assert "评比 1 2026年第4季度优秀志愿者的名单：6 小时，3 次" in said
    assert "证书 2026-0001" in said or "共 3 条" in said
    assert "异议 1-1：小李记多了（等答复）" in said
    async with read() as session:
        code = (await session.scalars(select(Certificate))).one().code
    await private(quarter, "王阿姨", "删除我的数据")
    await private(quarter, "王阿姨", "1")
    [said] = await quarter.say("小李", f"核验 {code}")
    assert "证书有效" in said
    assert "6 小时" in said
    assert "本人已删除资料" in said
    async with read() as session:
        [row] = (await session.scalars(select(Certificate))).all()
        [objection] = (await session.scalars(select(AssessmentObjection))).all()
    assert (row.name, row.identity, row.minutes) == (None, None, 360)
    assert (objection.state, "小李" in objection.words) == ("withdrawn", False)
    assert "王" not in await private(quarter, STAFF, "评比 1")
    assert "王" not in (await quarter.say("小李", "公示"))[0]


async def test_two_records_of_one_person(quarter: Wire) -> None:
    await publish(quarter)
    await private(quarter, STAFF, "证书 1 全部")
    await private(quarter, STAFF, "合并 王阿姨 小李")
    await private(quarter, STAFF, "1")
    async with read() as session:
        owners = {row.name: row.member_id for row in await session.scalars(select(Certificate))}
        places = {row.place: row.member_id for row in await session.scalars(select(Candidate))}
    assert owners["王阿姨"] == owners["小李"] == places[1] == places[2]
    said = await private(quarter, STAFF, "评比 1")
    assert said.count("王阿姨") == 1
    assert "小李" not in said
    await private(quarter, STAFF, "撤销")
    async with read() as session:
        owners = {row.name: row.member_id for row in await session.scalars(select(Certificate))}
    assert owners["王阿姨"] != owners["小李"]
