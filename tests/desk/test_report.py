"""报告: the figures in the chat, the two pages of A4, and that both say what the workbook says."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select

from plugins.cards.card import Card
from plugins.cards.drawing import draw_pdf
from plugins.desk import facts, figure_texts, figures, report_page
from plugins.kernel import clock, config
from plugins.kernel.db import read, write
from plugins.patrol.models import PatrolLog
from plugins.people.models import Community, Member, Team
from plugins.points import period
from plugins.points.models import Book, LedgerEntry
from tests.desk.scene import DONE, PRIVATE, Wire, at, below, facts_of, sheets

TWO_PAGES = b"/Type/Pages/Count 2/"
SIZE = 300  # people of a large community in the test


async def page(word: str, community: int = 1) -> dict[str, Any]:
    """What the page is drawn from."""
    wanted = period.read(word)
    assert wanted
    async with read() as session:
        of = await figures.of(session, community, wanted)
        before = await figures.of(session, community, wanted.before)
        name = (await session.get_one(Community, community)).name
        return report_page.card(name, of, facts.of(of), facts.of(before)).data


async def test_chat_page_and_workbook_say_what_was_done(november: Wire) -> None:
    [said] = await november.say("社工小周", "报告 11月", group=None)
    [(_, name, pdf)] = november.files
    assert name == "恋湖社区-2026年11月-报告.pdf"
    assert TWO_PAGES in pdf
    drawn = await page("11月")
    await november.say("社工小周", "导出 台账 11月", group=None)
    rows = {row["项目"]: row["2026年11月"] for row in below(sheets(november.files[-1][2])["汇总"], "项目")}
    by_name = {fact.name: key for key, fact in (await facts_of("11月")).items()}
    for tile in drawn["tiles"]:
        value = DONE[by_name[tile["name"]]]
        assert tile["value"] == str(value)
        assert rows[tile["name"]] == value
        assert f"{value} {tile['unit']}" in said
    for sentence in drawn["lines"]:
        assert sentence in said
    assert "活动 3 场，8 人次（另有孩子 1 人次），服务的人 6 人，服务时长 17 小时，积分 18 分，新增志愿者 6 人。" in said
    assert "巡湖 2 次，够人数的 1 次。" in said
    assert "随手报 3 件，结案 2 件，办好 1 件（按时 1 件），办好用时中位数 2 小时，没办完 1 件。" in said
    assert "求助 2 件，办好 1 件，没办完 1 件。" in said
    assert "随手助 1 次，随手派 1 次，派发 60 份，等核对 1 条。" in said
    assert "还有 1 场没记考勤（11月20日老人理发）" in said


async def test_every_chart_adds_up_to_its_figure(november_qq: Wire) -> None:
    for word in ("11月", "第四季度", "今年"):
        drawn = await page(word)
        assert sum(float(bar["value"]) for bar in drawn["hours"]) == DONE["hours"]
        assert sum(int(bar["value"]) for bar in drawn["teams"]["bars"]) == DONE["times"]
        assert sum(int(bar["value"]) for bar in drawn["hazards"]) == DONE["hazards"]
        assert sum(int(bar["value"]) for bar in drawn["needs"]) == DONE["needs"]
        assert sum(int(each["people"]) for each in drawn["activities"]) == DONE["times"]
        assert len(drawn["activities"]) + drawn["more"] == DONE["activities"]
    assert [bar["name"] for bar in (await page("11月"))["hours"]] == ["1日", "2–8日", "9–15日", "16–22日", "23–29日", "30日"]
    assert [bar["name"] for bar in (await page("第四季度"))["hours"]] == ["10月", "11月", "12月"]


async def test_nothing_of_persons_but_the_diligent_who_want_to_be_seen(november_qq: Wire) -> None:
    await november_qq.say("小李", "不上榜", group=None)
    drawn = await page("11月")
    whole = json.dumps(drawn, ensure_ascii=False)
    assert "小李" not in whole
    assert {bar["name"] for bar in drawn["top"]} == {"王桂芳", "赵叔", "刘大姐", "小雨", "队长老陈"}
    assert not [word for word in PRIVATE if word in whole]
    assert {bar["name"] for bar in drawn["needs"]} == {"就医陪诊", "私事"}


async def test_photos_come_from_the_logs_of_the_lake_alone(november_qq: Wire) -> None:
    [photo] = (await page("11月"))["photos"]
    async with read() as session:
        [entry] = [
            each for each in await session.scalars(PatrolLog.__table__.select().with_only_columns(PatrolLog.photos)) if each
        ]
    assert [photo["place"]] == entry
    assert photo["caption"] == "11月8日 巡湖"
    assert "private" not in photo["place"]


async def test_a_photo_that_is_gone_leaves_no_hole(november_qq: Wire) -> None:
    drawn = await page("11月")
    (config.DATA / "photos" / drawn["photos"][0]["place"]).write_bytes(b"no picture")
    assert TWO_PAGES in (await draw_pdf(Card("report", drawn)) or b"")
    (config.DATA / "photos" / drawn["photos"][0]["place"]).unlink()
    assert TWO_PAGES in (await draw_pdf(Card("report", drawn)) or b"")


async def test_the_time_before_is_compared(november_qq: Wire) -> None:
    await at("2026-12-05 09:00")
    [said] = await november_qq.say("社工小周", "报告 本月", group=None)
    assert "2026年12月（截至12月5日）" in said
    assert "比2026年11月：活动少 3 场，参加人次少 8 人次，服务时长少 17 小时" in said
    drawn = await page("本月")
    assert drawn["before"] == "2026年11月"
    assert next(tile["change"] for tile in drawn["tiles"] if tile["name"] == "服务时长") == "比上期 −17"
    assert "没过完" in drawn["foot"][0]
    [said] = await november_qq.say("社工小周", "报告 11月", group=None)
    assert "比2026年10月" not in said


async def test_an_empty_stretch_is_told_and_still_a_file(quiet: Wire) -> None:
    [said] = await quiet.say("社工小周", "报告 2026年3月", group=None)
    assert "2026年3月：没有活动，也没有人报事、求助" in said
    assert TWO_PAGES in quiet.files[-1][2]


async def test_what_does_not_exist_is_one_sentence(quiet: Wire) -> None:
    for said in ("报告 13月", "报告 第五季度", "报告 0月"):
        [answer] = await quiet.say("社工小周", said, group=None)
        assert "没看懂是哪段时间" in answer
        assert "\n" not in answer
    [answer] = await quiet.say("社工小周", "报告 2030年上半年", group=None)
    assert answer == "2030年上半年还没到，到时候再来看。"
    assert not quiet.files


async def test_only_staff(quiet: Wire) -> None:
    for who in ("王阿姨", "队长老陈", "赵叔"):
        [answer] = await quiet.say(who, "报告 11月", group=None)
        assert "社工" in answer
    assert not quiet.files


async def test_among_the_leaders_it_is_said_there_else_in_private(november_qq: Wire) -> None:
    assert await november_qq.say("社工小周", "报告 11月") == ["报告私聊发您了。"]
    assert november_qq.files[-1][0].startswith("person:")
    await november_qq.say("管理员", "加入社区 恋湖社区", group="70002")
    await november_qq.say("社工小周", "本群用途 队长群", group="70002")
    [said] = await november_qq.say("社工小周", "报告 第四季度", group="70002")
    assert "17 小时" in said
    assert november_qq.files[-1][0].startswith("group:")


async def test_talk_is_talk(quiet: Wire) -> None:
    for said in (
        "报告",
        "报告！人到齐了",
        "报告一下",
        "报告大家一个好消息",
        "报告下个月交",
        "报告11月的交了吗",
        "今年的报告写完了",
    ):
        assert await quiet.say("社工小周", said) == []
        assert await quiet.say("王阿姨", said) == []


async def test_a_peer_that_takes_no_file_gets_the_figures(november: Wire) -> None:
    november.refuse = lambda action, params: "不支持" if "upload" in action else None
    [said] = await november.say("社工小周", "报告 11月", group=None)
    assert "17 小时" in said
    assert "发不了文件" in said
    assert "上面的文件" not in said


async def test_another_community_reads_its_own(november_qq: Wire) -> None:
    await november_qq.say("管理员", "开通 湖边社区", group="70002")
    await november_qq.say("管理员", [("text", "任命 "), ("at", "小李"), ("text", " 社工")], group="70002")
    await november_qq.say("小李", "报告 11月", group="70002")
    said = november_qq.said_to("小李")[-1]
    assert "湖边社区 2026年11月（截至11月30日）：没有活动" in said
    assert not any(int(tile["value"]) for tile in (await page("11月", 2))["tiles"])


async def test_told_twice_it_is_the_same(november_qq: Wire) -> None:
    first, again = [await november_qq.say("社工小周", "报告 11月", group=None) for _ in range(2)]
    assert first == again
    assert november_qq.files[0][2] == november_qq.files[1][2]


async def crowded(session: Any) -> None:
    """Many people, every team busy in every month, and names as long as they may be."""
    now = clock.now()
    teams = (await session.scalars(select(Team.id).order_by(Team.id))).all()
    people = [Member(community_id=1, name="长" * 20 + str(one), name_key=f"x{one}", joined_at=now) for one in range(SIZE)]
    session.add_all(people)
    await session.flush()
    for one, member in enumerate(people):
        for book, amount in ((Book.HOURS, 90 + one), (Book.POINTS, 2)):
            key = {"key": f"t:{one}", "cause": f"t:{one}", "reason": "做事", "posted_by": "-", "posted_at": now}
            at = clock.at_local(datetime.fromisoformat(f"2026-{one % 11 + 1:02}-15"))
            row = {"team_id": teams[one % len(teams)], "book": book, "amount": amount, "earned_at": at}
            session.add(LedgerEntry(community_id=1, member_id=member.id, **row, **key))


async def test_a_large_community_has_two_pages(november_qq: Wire, tmp_path: Path) -> None:
    async with write() as session:
        await crowded(session)
    drawn = await page("今年")
    assert len(drawn["teams"]["bars"]) == report_page.MOST_TEAMS
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(out, "JPEG")
    (config.DATA / "photos" / "big.jpg").write_bytes(out.getvalue())
    drawn["photos"] = [{"place": "big.jpg", "caption": "11月8日 巡湖"}] * 4
    drawn["activities"] = [{"day": "11月8日", "title": "很长的活动名称" * 8, "people": "9999"}] * report_page.MOST_LISTED
    drawn["hazards"] = drawn["needs"] = [{"name": "类别名称很长的", "value": "9999", "share": 1}] * report_page.MOST_SORTS
    drawn["services"] = drawn["hazards"]
    drawn["lines"], drawn["foot"] = ["一句很长的话" * 12] * 4, ["一句很长的话" * 20] * 3
    pdf = await draw_pdf(Card("report", drawn))
    assert pdf
    assert TWO_PAGES in pdf
    assert len(pdf) < 2_000_000
    (tmp_path / "large.pdf").write_bytes(pdf)


def test_the_weeks_of_a_month_hold_all_its_days() -> None:
    for number in range(2026 * 12, 2026 * 12 + 12):
        days = report_page.slices(period.Months(number, 1))
        assert days[0][0].day == 1
        assert all(each.weekday() == 0 for each, _ in days[1:])
        assert 4 <= len(days) <= 6
    assert figure_texts.label(period.Months(2026 * 12, 3)) == "2026年第1季度"
