"""After a gap: what was written in the groups while we were away is done, oldest first, once, and told in one summary."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from plugins.inbox import entry, hearing, history
from plugins.inbox.heard import Heard
from plugins.inbox.models import Hearing, Question
from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write
from plugins.people.models import Chat, Deed
from tests.activity.scene import OTHER_GROUP, Scene, moment
from tests.archive import Archive
from tests.conftest import set_clock
from tests.wire import GROUP, QQ, Frame, Said, WeChat, forget_everything

DAY = "2026-11-27"
SECOND = "70002"
KINDS = ("napcat", "llbot", "go-cqhttp", "lagrange")


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAUSE", 0)


def at(wall: str) -> str:
    return f"{DAY} {wall}"


async def away(scene: Scene, archive: Archive | None = None, since: str = "17:30", *, capacity: int = 2) -> Scene:
    """Activity 3 closes at 18:00; somebody speaks, then the line is cut."""
    scene.wire.archive = archive or Archive("napcat")
    await scene.activity("义剪", starts="2026-11-29 09:00", capacity=capacity, closes=at("18:00"))
    set_clock(at(since))
    for group in (GROUP, OTHER_GROUP):
        await scene.wire.say("赵叔", "今天风真大", group=group)
    await scene.wire.say("王阿姨", "不上榜")
    await ticks.run_all()
    scene.wire.leave()
    scene.wire.sent.clear()
    return scene


async def back(scene: Scene, wall: str = "18:20") -> list[Said]:
    set_clock(at(wall))
    return await scene.wire.catch_up()


def texts(said: list[Said], chat: str = f"group:{GROUP}") -> list[str]:
    return [each.text for each in said if each.chat.replace("group:g", "group:") == chat]


def to_staff(scene: Scene) -> list[str]:
    return scene.wire.said_to("管理员") + scene.wire.said_to("社工小周")


async def deeds() -> int:
    async with read() as session:
        return await session.scalar(select(func.count()).select_from(Deed)) or 0


async def test_the_time_of_sending_decides_and_one_summary_tells(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:59"))
    scene.wire.missed("刘大姐", "有人看见我的伞吗", at("18:00"))
    scene.wire.missed("小李", "报名 3", at("18:05"))
    said = await back(scene)
    [summary] = texts(said)
    assert len(said) == 1, "nobody else is told anything"
    assert summary.startswith("刚才断线了 50 分钟（17:30—18:20）")
    assert "补上了 2 件" in summary
    assert "王阿姨 报上了：【3】义剪" in summary
    assert "小李：【3】义剪 报名已截止" in summary
    assert summary.count("撤销") == 1
    assert await scene.names(3) == ["王阿姨"]


async def test_nothing_is_said_where_nothing_was_done(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("刘大姐", "有人看见我的伞吗", at("17:40"))
    assert await back(scene) == []
    scene.wire.leave()
    assert await back(scene, "18:40") == []


async def test_lists_asked_for_are_not_shown_late(scene: Scene) -> None:
    await away(scene)
    for line in ("排行榜", "活动", "名单 3", "帮助", "我的积分", "积分"):
        scene.wire.missed("王阿姨", line, at("17:40"))
    scene.wire.missed("王阿姨", [("at", "bot"), ("text", " 在吗")], at("17:41"))
    assert await back(scene) == []


async def test_a_refusal_is_told_in_short(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 99", at("17:40"))
    scene.wire.missed("王阿姨", "任命 @小李 社工", at("17:41"))
    [summary] = texts(await back(scene))
    assert "没办 2 件" in summary
    assert "王阿姨：没有 99 号活动" in summary
    assert "社工" in summary
    assert "补上了" not in summary
    assert "撤销" not in summary


async def test_what_needs_a_dialogue_is_to_be_said_again(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名", at("17:40"))
    scene.wire.missed("小李", "报名😊", at("17:41"))
    scene.wire.missed("刘大姐", [("at", "bot"), ("text", " 我想报名")], at("17:42"))
    [summary] = texts(await back(scene))
    assert "王阿姨：请再说一遍" in summary
    assert "小李：请再说一遍" in summary
    async with read() as session:
        assert await session.scalar(select(func.count()).select_from(Question)) == 0
    assert await scene.wire.say("王阿姨", "1") == [], "no question is open that nobody has seen"


async def test_an_answer_that_was_in_time_counts(scene: Scene) -> None:
    scene.wire.archive = Archive()
    set_clock(at("17:30"))
    [listed] = await scene.wire.say("王阿姨", "报名")
    assert "1. 清洁家园" in listed
    await ticks.run_all()
    scene.wire.leave()
    scene.wire.missed("王阿姨", "1", at("17:38"))
    [summary] = texts(await back(scene))
    assert "清洁家园" in summary
    assert await scene.names(1) == ["王阿姨"]


async def test_an_answer_after_ten_minutes_is_chatter(scene: Scene) -> None:
    scene.wire.archive = Archive()
    set_clock(at("17:30"))
    await scene.wire.say("王阿姨", "报名")
    scene.wire.leave()
    scene.wire.missed("王阿姨", "1", at("17:42"))
    assert texts(await back(scene)) == []
    assert await scene.names(1) == []


async def test_taking_back_counts_from_when_it_was_said(scene: Scene) -> None:
    scene.wire.archive = Archive()
    set_clock(at("17:30"))
    await scene.wire.say("王阿姨", "报名 1")
    await scene.wire.say("小李", "报名 1")
    await ticks.run_all()
    scene.wire.leave()
    scene.wire.missed("王阿姨", "撤销", at("17:38"))
    scene.wire.missed("小李", "撤销", at("17:45"))
    scene.wire.missed("小李", "报名 2", at("17:46"))
    scene.wire.missed("小李", "撤销", at("17:47"))
    await back(scene)
    assert await scene.names(1) == ["小李"]
    assert await scene.names(2) == []


async def test_waiting_lists_stand_in_the_order_of_sending(scene: Scene) -> None:
    """Two groups of one community, on one line."""
    async with write() as session:
        ident = scene.ident(SECOND)
        chat = Chat(community_id=scene.community, platform=scene.wire.platform, ident=ident, account=scene.wire.bot.self_id)
        chat.bound_at = clock.now()
        session.add(chat)
    scene.wire.archive = Archive()
    await scene.wire.say("赵叔", "你们好", group=SECOND)
    await away(scene, scene.wire.archive, capacity=1)
    scene.wire.missed("小雨", "报名 3", at("17:45"), group=SECOND)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"), group=SECOND)
    scene.wire.missed("小李", "报名 3", at("17:42"))
    said = await back(scene)
    assert len(texts(said)) == len(texts(said, f"group:{SECOND}")) == 1
    assert await scene.names(3) == ["王阿姨"]
    assert await scene.waiting(3) == ["小李", "小雨"]


async def test_many_are_counted(scene: Scene) -> None:
    await away(scene, capacity=30)
    for number in range(8):
        scene.wire.missed(f"2000{number}", "报名 3", at(f"17:4{number}"))
    scene.wire.missed("王阿姨", "随手助 帮邻居搬米", at("17:50"))
    [summary] = texts(await back(scene))
    assert "补上了 9 件" in summary
    assert "报名 8 件：" in summary
    assert "王阿姨" in summary
    assert len(summary.splitlines()) <= 5
    assert len(await scene.names(3)) == 8


async def test_what_was_heard_is_not_done_again(scene: Scene) -> None:
    await away(scene)
    before = await deeds()
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    await back(scene)
    done = await deeds()
    assert done == before + 1
    for wall in ("18:21", "18:40"):
        forget_everything()
        scene.wire.leave()
        assert await back(scene, wall) == []
        assert await deeds() == done
    await scene.wire.say("王阿姨", "取消报名 3")
    scene.wire.leave()
    assert await back(scene, "18:41") == []
    assert await scene.names(3) == []


async def test_a_message_known_by_another_time_is_the_same(scene: Scene) -> None:
    """go-cqhttp tells wrong times in its history."""
    await away(scene)
    scene.wire.come_back()
    await scene.wire.say("王阿姨", "报名 3")
    await scene.wire.say("王阿姨", "取消报名 3")
    scene.wire.leave()
    assert scene.wire.archive
    for each in scene.wire.archive.kept[scene.ident(GROUP)][2:]:
        each["time"] = moment(at("17:45")).timestamp()
    before = await deeds()
    assert await back(scene) == []
    assert await deeds() == before


async def test_our_own_words_and_those_of_nobody_are_ignored(scene: Scene) -> None:
    await away(scene)
    own = scene.wire.missed("王阿姨", "报名 3", at("17:40")).data
    assert scene.wire.archive
    kept = scene.wire.archive.kept[scene.ident(GROUP)]
    kept[-1]["user_id"] = own["self_id"] if scene.wire.name == "v11" else own["self"]["user_id"]
    kept[-1].get("sender", {})["user_id"] = kept[-1]["user_id"]
    assert await back(scene) == []
    assert await scene.names(3) == []


def garbage(good: dict[str, Any]) -> Iterator[object]:
    yield from (
        None,
        7,
        "text",
        [],
        {},
        {"time": 1},
        good | {"time": "soon"},
        good | {"time": 1e30},
        good | {"message_id": None},
    )
    yield from (
        good | {"message": 7},
        good | {"message": [{"type": 1}]},
        good | {"message": {"a": []}},
        good | {"user_id": []},
    )
    yield {name: value for name, value in good.items() if name not in ("user_id", "sender")}
    yield good | {"group_id": "79999", "message_id": 424242}


async def test_malformed_messages_are_passed_over(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    give = scene.wire.history

    def mixed(params: dict[str, Any]) -> dict[str, Any]:
        page = give(params)["messages"]
        bad = [
            {**each, "message_id": 90000 + n} if isinstance(each, dict) and "message_id" in each and n > 8 else each
            for n, each in enumerate(garbage(page[-1] | {"user_id": int("10005")}))
        ]
        return {"messages": [*bad[:9], *page, *bad[9:]]}

    monkeypatch.setattr(scene.wire, "history", mixed)
    [summary] = texts(await back(scene))
    assert "补上了 1 件" in summary
    assert await scene.names(3) == ["王阿姨"]


@pytest.mark.parametrize("answer", [None, 7, "no", {"messages": None}, {"messages": {"0": 1}}, {}])
async def test_an_answer_that_is_no_list_is_no_history(scene: Scene, monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    await away(scene)
    monkeypatch.setattr(scene.wire, "history", lambda params: {"messages": answer} if scene.wire.name == "v12" else answer)
    await back(scene)
    assert len([each for each in scene.wire.said_to("社工小周") if "没听到" in each]) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_each_peer_is_asked_page_by_page_in_its_own_way(qq_scene: Scene, kind: str) -> None:
    scene = await away(qq_scene, Archive(kind, largest=7), capacity=40)
    for number in range(25):
        scene.wire.missed(f"2{number:04}", "报名 1", at(f"17:{31 + number}"))
    [summary] = texts(await back(scene))
    assert "补上了 25 件" in summary
    assert len(await scene.names(1)) == 25
    assert to_staff(scene) == []


async def test_of_a_peer_nobody_knows_the_latest_page_is_done_and_the_rest_told(qq_scene: Scene) -> None:
    scene = await away(qq_scene, Archive("unknown", largest=10), capacity=40)
    for number in range(25):
        scene.wire.missed(f"2{number:04}", "报名 1", at(f"17:{31 + number}"))
    [summary] = texts(await back(scene))
    assert "补上了 10 件" in summary
    [letter] = scene.wire.said_to("社工小周")
    assert "17:30—17:4" in letter
    assert "没听到" in letter


@pytest.mark.parametrize("quirk", ["repeats", "newest first", "texts"])
@pytest.mark.parametrize("kind", ["napcat", "lagrange"])
async def test_a_peer_that_pages_wrongly(qq_scene: Scene, kind: str, quirk: str) -> None:
    scene = await away(qq_scene, Archive(kind, frozenset({quirk})), capacity=1)
    for who in ("王阿姨", "小李", "刘大姐"):
        scene.wire.missed(who, "报名 1", at("17:40"))
    [summary] = texts(await back(scene))
    assert "补上了 3 件" in summary
    assert await scene.names(1) == ["王阿姨"]
    assert await scene.waiting(1) == ["小李", "刘大姐"]


async def test_a_peer_that_never_comes_to_an_end_is_asked_only_so_often(
    qq_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await away(qq_scene)
    asked: list[int] = []

    def endless(params: dict[str, Any]) -> dict[str, Any]:
        asked.append(1)
        newest = int(moment(at("18:19")).timestamp() - clock.shift().total_seconds())
        sender = {"user_id": 10009, "nickname": "某人"}
        return {
            "messages": [
                {"message_id": 10**6 + len(asked) * 3 + n, "time": newest, "user_id": 10009, "sender": sender, "message": "啊"}
                for n in range(2)
            ]
        }

    monkeypatch.setattr(scene.wire, "history", endless)
    await back(scene)
    assert len(asked) <= 2 * history.MOST_PAGES + 2


@pytest.fixture
async def told(scene: Scene) -> Scene:
    """Nothing of the gap can be had."""
    await away(scene)
    scene.wire.archive = None
    return scene


async def test_where_there_is_no_history_the_staff_is_told_once(told: Scene) -> None:
    await back(told)
    [letter] = told.wire.said_to("社工小周")
    assert "断了 50 分钟（17:30—18:20）" in letter
    assert "恋湖社区群里的话没听到" in letter
    assert "银湖" not in letter
    readers = 2 if told.wire.name == "v11" else 1  # the 管理员 is known by his QQ number, and has not spoken on the other side
    assert len(to_staff(told)) == readers
    assert told.wire.said_in() == []
    for wall in ("18:21", "18:30"):
        set_clock(at(wall))
        await ticks.run_all()
        await told.wire.settle()
    forget_everything()
    told.wire.leave()
    await back(told, "18:31")
    assert len(to_staff(told)) == readers, "one letter for each of them"


async def test_a_short_gap_is_no_news(told: Scene) -> None:
    await back(told, "17:34")
    assert to_staff(told) == []


async def test_a_peer_that_does_not_answer(told: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    async def silent(adapter: Any, bot: Any, api: str, **data: Any) -> None:
        calls.append(api)
        from nonebot.adapters.onebot.v11 import NetworkError

        raise NetworkError("timeout")

    monkeypatch.setattr(type(told.wire.adapter), "_call_api", silent)
    set_clock(at("18:20"))
    told.wire.come_back()
    from plugins.inbox import lines

    assert await lines.ready(told.wire.bot, None)
    assert len(calls) <= 2
    monkeypatch.undo()
    await told.wire.settle()
    assert len(told.wire.said_to("社工小周")) == 1


async def test_what_was_given_up_is_not_done_on_another_day(told: Scene) -> None:
    await back(told)
    told.wire.archive = Archive()
    told.wire.missed("王阿姨", "报名 3", at("17:40"))
    told.wire.leave()
    await back(told, "18:30")
    assert await told.names(3) == []


async def test_more_than_a_day_is_not_caught_up_and_told(scene: Scene) -> None:
    await scene.activity("义剪", starts="2026-12-05 09:00")
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("18:00"))
    scene.wire.missed("小李", "报名 3", "2026-11-28 12:00")
    set_clock("2026-11-28 21:00")
    said = await scene.wire.catch_up()
    assert await scene.names(3) == ["小李"]
    assert "11月27日 17:30—11月28日 21:00" in texts(said)[0]
    [letter] = scene.wire.said_to("社工小周")
    assert "11月27日 17:30—21:10" in letter
    assert "没听到" in letter


class Holding:
    """The peer takes its time to give its history."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.go = asyncio.Event(), asyncio.Event()
        give = history.Source.back_to

        async def slowly(*args: Any) -> history.Past:
            self.asked.set()
            await self.go.wait()
            return await give(*args)

        monkeypatch.setattr(history.Source, "back_to", slowly)


async def test_what_is_said_meanwhile_waits_for_what_was_said_before(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    holding = Holding(monkeypatch)
    set_clock(at("17:50"))
    scene.wire.come_back()
    await holding.asked.wait()
    live = asyncio.create_task(scene.wire.say("王阿姨", "取消报名 3"))
    other = asyncio.create_task(scene.wire.say("小李", "报名 3", group=None))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not live.done()
    assert not other.done()
    holding.go.set()
    await asyncio.gather(live, other)
    assert await scene.names(3) == ["小李"]
    assert "已退出" in "".join(scene.wire.said_in())
    await scene.wire.settle()
    [summary] = [each for each in scene.wire.said_in() if "断线" in each]
    assert "王阿姨 报上了" in summary
    assert "取消" not in summary, "who spoke after the line stood was answered himself"


async def test_a_list_that_is_recalled_meanwhile(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was pasted in the gap and taken back while we catch up: its sender is asked about what it did, as ever."""
    await away(scene, capacity=20)
    pasted = scene.wire.missed("王阿姨", "#接龙\n【3】义剪\n\n1. 王阿姨\n2. 钱大爷", at("17:40"))
    holding = Holding(monkeypatch)
    set_clock(at("17:45"))
    scene.wire.come_back()
    await holding.asked.wait()
    gone = asyncio.create_task(scene.wire.recall(pasted))
    await asyncio.sleep(0)
    holding.go.set()
    await gone
    await scene.wire.settle()
    assert any("撤回" in each for each in scene.wire.said_to("王阿姨") + scene.wire.said_in()), scene.wire.sent


async def test_a_second_gap_in_the_middle(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    with monkeypatch.context() as patch:
        holding = Holding(patch)
        set_clock(at("17:45"))
        scene.wire.come_back()
        await holding.asked.wait()
        live = asyncio.create_task(scene.wire.say("王阿姨", "取消报名 3"))
        await asyncio.sleep(0)
        scene.wire.leave()
        holding.go.set()
        await live
    assert await scene.names(3) == []
    scene.wire.missed("小李", "报名 3", at("17:50"))
    [summary] = texts(await back(scene, "17:55"))
    assert "17:30—17:55" in summary
    assert "补上了 3 件" in summary
    assert await scene.names(3) == ["小李"]
    assert to_staff(scene) == []


async def test_killed_in_the_middle(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await away(scene)
    for who, wall in (("王阿姨", "17:40"), ("小李", "17:41"), ("刘大姐", "17:42")):
        scene.wire.missed(who, "报名 3", at(wall))
    with monkeypatch.context() as patch:
        do, times = entry.do_missed, []

        async def dies(heard: Heard) -> None:
            times.append(1)
            if len(times) == 3:  # the first is what was heard shortly before
                raise asyncio.CancelledError
            await do(heard)

        patch.setattr(entry, "do_missed", dies)
        assert texts(await back(scene)) == []
    assert await scene.names(3) == ["王阿姨"]
    forget_everything()
    scene.wire.leave()
    [summary] = texts(await back(scene, "18:25"))
    assert "补上了 3 件" in summary
    assert "17:30—18:25" in summary
    assert await scene.names(3) == ["王阿姨", "小李"]
    assert await scene.waiting(3) == ["刘大姐"]


async def test_killed_before_the_summary_was_posted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, log_errors: list[str]
) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    with monkeypatch.context() as patch:

        async def dies(*_: object) -> None:
            raise RuntimeError("the disk is full")

        patch.setattr(hearing, "end", dies)
        assert texts(await back(scene)) == []
    assert len(log_errors) == 1
    log_errors.clear()
    forget_everything()
    scene.wire.leave()
    [summary] = texts(await back(scene, "18:25"))
    assert "补上了 1 件" in summary


async def test_a_defect_is_told_as_something_to_be_said_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, log_errors: list[str]
) -> None:
    from plugins.activity import signing

    async def broken(*_: object) -> None:
        raise RuntimeError("13800138000")

    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    scene.wire.missed("小李", "随手助 帮邻居搬米", at("17:41"))
    monkeypatch.setattr(signing, "join", broken)
    [summary] = texts(await back(scene))
    assert "王阿姨：请再说一遍" in summary
    assert "补上了 1 件" in summary
    assert len(log_errors) == 1
    log_errors.clear()


async def test_no_personal_data_in_the_summary(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "求助 我妈一个人在家，8栋1单元302，13800138000", at("17:40"))
    scene.wire.missed("小李", "随手报 3栋2单元门口井盖松动，电话13900139000", at("17:41"))
    scene.wire.missed("刘大姐", "报名 3 13700137000", at("17:42"))
    await back(scene)
    summary = "".join(scene.wire.said_in())
    for secret in ("13800138000", "302", "我妈", "13900139000", "13700137000", "求助"):
        assert secret not in summary
    assert scene.wire.said_to("王阿姨"), "a need goes on in private"


async def test_a_pasted_list_is_taken_and_told_in_the_summary(scene: Scene) -> None:
    await away(scene, capacity=20)
    scene.wire.missed("王阿姨", "#接龙\n【3】义剪\n\n1. 王阿姨\n2. 钱大爷", at("17:40"))
    said = texts(await back(scene))
    assert len(said) == 1
    assert "钱大爷" in said[0]
    assert sorted(await scene.names(3)) == ["王阿姨", "钱大爷"]


async def test_a_word_under_a_notice_of_ours(scene: Scene) -> None:
    await scene.wire.say("小李", "活动 1")
    notice = scene.wire.sent[-1].message_id
    await away(scene)
    scene.wire.missed("王阿姨", "+1", at("17:40"), quote=notice)
    await back(scene)
    assert await scene.names(1) == ["王阿姨"]


async def test_the_peer_delivers_late_what_history_has_shown(scene: Scene) -> None:
    await away(scene)
    frame = scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    await back(scene)
    before = await deeds()
    time = (moment(at("17:40")) - clock.shift()).timestamp()
    scene.wire.archive = None
    assert await scene.wire.put(Frame(frame.data | {"time": int(time) if scene.wire.name == "v11" else time}, frame.chat)) == []
    assert await deeds() == before


async def watermarks() -> dict[str, str]:
    async with read() as session:
        rows = await session.scalars(select(Hearing))
        return {
            each.ident.removeprefix("g"): f"{clock.local(each.heard_at):%H:%M}"
            for each in rows
            if each.ident.removeprefix("g") != OTHER_GROUP
        }


async def test_the_watermark_is_written_once_a_minute_and_for_our_groups_alone(scene: Scene) -> None:
    set_clock(at("12:00:05"))
    for group in (GROUP, "79999"):
        await scene.wire.say("赵叔", "好天气", group=group)
        await scene.wire.say("赵叔", "是啊", group=group)
    await ticks.run_all()
    assert await watermarks() == {GROUP: "12:00"}
    set_clock(at("12:00:50"))
    await scene.wire.say("赵叔", "嗯")
    await ticks.run_all()
    assert await watermarks() == {GROUP: "12:00"}
    set_clock(at("12:02:05"))
    await scene.wire.say("赵叔", "嗯嗯")
    await ticks.run_all()
    assert await watermarks() == {GROUP: "12:02"}


async def test_a_group_of_which_no_count_was_kept_misses_nothing(scene: Scene) -> None:
    """A database from before there was a count."""
    scene.wire.archive = Archive()
    scene.wire.leave()
    scene.wire.missed("赵叔", "早", "2026-11-22 10:00", group=OTHER_GROUP)
    scene.wire.missed("王阿姨", "报名 1", "2026-11-22 11:00")
    set_clock("2026-11-22 15:00")
    assert await scene.wire.catch_up() == []
    assert await scene.names(1) == []
    scene.wire.leave()
    scene.wire.missed("王阿姨", "报名 2", "2026-11-22 15:30")
    set_clock("2026-11-22 16:00")
    [summary] = texts(await scene.wire.catch_up())
    assert "补上了 1 件" in summary
    assert await scene.names(1) == []


async def test_a_group_is_listened_to_from_the_moment_it_is_ours(wire: QQ | WeChat) -> None:
    """Even when the program dies before it has written down how far it heard."""
    wire.archive = Archive()
    await wire.say("管理员", "开通 恋湖社区 模板 恋湖")
    wire.leave()
    forget_everything()
    wire.missed("管理员", "任命 @社工小周 社工", "2026-11-22 12:10")
    set_clock("2026-11-22 12:20")
    said = await wire.catch_up()
    assert "补上了 1 件" in texts(said)[0] or "没办 1 件" in texts(said)[0]


@pytest.mark.parametrize(("last", "at_once"), [("22:10", True), ("21:40", False)])
async def test_at_night_a_group_is_told_only_while_somebody_waits(scene: Scene, last: str, at_once: bool) -> None:
    await away(scene, since="17:45")
    scene.wire.missed("王阿姨", "报名 1", at(last))
    said = texts(await back(scene, "22:30"))
    assert bool(said) is at_once
    set_clock("2026-11-28 07:00")
    await ticks.run_all()
    [summary] = [each for each in scene.wire.said_in() if "断线" in each]
    assert summary.startswith("刚才") is at_once
    assert "17:45—22:30" in summary


@pytest.mark.parametrize(
    "said",
    [
        "报名 3",
        "报名 义剪",
        "报名义剪",
        "我要报名义剪",
        [("at", "bot"), ("text", " 帮我报义剪那个")],
        "#接龙\n义剪\n\n1. 王阿姨",
    ],
)
async def test_it_may_be_over_by_now(scene: Scene, said: str | list[tuple[str, str]]) -> None:
    """Said before it began, heard after its end."""
    scene.wire.archive = Archive()
    await scene.activity("义剪", starts=at("18:00"), hours=1)
    set_clock(at("17:30"))
    await scene.wire.say("赵叔", "今天风真大")
    await ticks.run_all()
    scene.wire.leave()
    scene.wire.missed("王阿姨", said, at("17:40"))
    await back(scene, "19:30")
    assert await scene.names(3) == ["王阿姨"]


async def test_what_is_so_already_is_told(scene: Scene) -> None:
    await away(scene)
    scene.wire.missed("王阿姨", "报名 3", at("17:40"))
    scene.wire.missed("王阿姨", "报名 3", at("17:41"))
    [summary] = texts(await back(scene))
    assert "补上了 1 件" in summary
    assert "没办 1 件：\n王阿姨 已经在" in summary
