"""Nobody is left waiting: up by time, past those who are away or out of reach, and the one who asked is told the truth."""

from tests.conftest import set_clock
from tests.helpline.scene import NEED, TAP, Scene
from tests.helpline.test_relay import closed
from tests.outbox.letters import forward


def to(letters: list[tuple[str, str]], who: str) -> list[str]:
    """What one of them heard."""
    return [text for name, text in letters if name == who]


async def test_four_waking_hours_then_one_stage_up(scene: Scene) -> None:
    set_clock("2026-11-23 19:00")
    await scene.says("王阿姨", TAP)
    assert [who for who, _ in await scene.letters()] == ["队长老陈"]
    assert await scene.until("2026-11-24 08:20") == []
    letters = await scene.until("2026-11-24 08:40")
    [asked] = to(letters, "副队长阿梅")
    assert "队长没有接单" in asked
    assert not any(word in asked for word in ("302", "138", "王阿姨"))
    [told] = to(letters, "王阿姨")
    assert "暂时没有联系上队长，已转副队长" in told
    letters = await scene.until("2026-11-24 12:40")
    assert "已转团长" in to(letters, "王阿姨")[0]
    letters = await scene.until("2026-11-24 16:40")
    assert "已转社工" in to(letters, "王阿姨")[0]
    assert len(to(letters, "社工小周")) == len(to(letters, "社工小吴")) == 1
    letters = await scene.until("2026-11-24 20:40")
    assert "又催了社工" in to(letters, "王阿姨")[0]


async def test_half_an_hour_when_it_is_urgent_night_or_not(scene: Scene) -> None:
    set_clock("2026-11-23 23:00")
    said = await scene.says("王阿姨", f"{TAP}，急")
    assert "30 分钟" in said
    [(who, asked)] = await scene.letters()
    assert (who, asked.startswith("【急】")) == ("队长老陈", True)
    letters = await scene.until("2026-11-23 23:31")
    assert [who for who, _ in letters] == ["副队长阿梅", "王阿姨"]
    letters = await scene.until("2026-11-24 00:01")
    assert "已转团长" in to(letters, "王阿姨")[0]


async def test_once_taken_nobody_is_woken(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", f"{TAP}，急")
    await qq_scene.says("队长老陈", "接单 1")
    await qq_scene.letters()
    assert await qq_scene.until("2026-11-23 20:00") == []


async def test_whoever_is_away_is_passed_over(scene: Scene) -> None:
    await scene.says("队长老陈", "请假到 11月30日")
    said = await scene.says("王阿姨", TAP)
    assert "副队长" in said
    assert [who for who, _ in await scene.letters()] == ["副队长阿梅"]


async def test_out_of_reach_the_next_is_asked_at_once_and_staff_hear_it(scene: Scene) -> None:
    scene.wire.refuse = closed(scene, "队长老陈")
    await scene.says("王阿姨", f"{TAP}，急")
    letters = []
    for _ in range(4):
        letters += await scene.until("2026-11-23 12:20")
        forward(2)
    assert to(letters, "副队长阿梅")
    assert any("队长老陈" in text and "没送到" in text for text in to(letters, "社工小周"))
    assert any("暂时没有联系上队长，已转副队长" in text for text in to(letters, "王阿姨"))


async def test_a_team_without_anybody_is_passed_over(qq_scene: Scene) -> None:
    said = await qq_scene.says("王阿姨", "求助 孩子作业不会做，想找人辅导")
    assert "社工" in said


async def test_a_leader_hands_it_on(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", NEED)
    await qq_scene.letters()
    await qq_scene.says("刘大姐", "转交 1 水电维修")
    letters = await qq_scene.letters()
    [asked] = to(letters, "队长老陈")
    assert "302" not in asked
    assert "换人来办" in to(letters, "王阿姨")[0]


async def test_what_is_sensitive_stays_with_those_who_lead(qq_scene: Scene) -> None:
    await qq_scene.says("王阿姨", "求助 想申请低保，家里揭不开锅")
    await qq_scene.says("社工小周", "接单 1")
    await qq_scene.letters()
    assert "只能交给" in await qq_scene.says("社工小周", "转交 1 小李")
    assert "不在群里招人" in await qq_scene.says("社工小周", "找人 1 2人")
    assert "转给" in await qq_scene.says("社工小周", "转交 1 队长老陈")


async def test_nobody_takes_it_for_days_and_it_is_not_forgotten(scene: Scene) -> None:
    await scene.says("王阿姨", NEED)
    await scene.until("2026-11-26 21:00")
    later = await scene.until("2026-11-29 21:00")
    assert sum(who == "社工小周" for who, _ in later) == 3
    assert sum("撤回 1" in text for who, text in later if who == "王阿姨") == 3


async def test_words_of_danger_are_asked_about_every_hour_and_the_numbers_stay_at_hand(scene: Scene) -> None:
    await scene.says("王阿姨", "我不想活了")
    said = await scene.until("2026-11-23 18:30")
    assert sum("接单 1" in text for who, text in said if who == "社工小周") >= 6
    last = [text for who, text in said if who == "王阿姨"][-1]
    assert "110" in last
    assert "12356" in last


async def test_with_both_leaders_away_the_one_who_is_asked_is_called_by_his_office(scene: Scene) -> None:
    for who in ("刘大姐", "赵叔"):
        await scene.says(who, "请假到 11月30日")
    said = await scene.says("王阿姨", NEED)
    assert "现在问团长" in said
