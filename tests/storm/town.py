"""Two communities with three groups each side of the lake, on both platforms, and who lives there."""

import re
from collections.abc import Sequence

from tests.storm.almanac import FIRST, LAST, PATROL
from tests.storm.crowd import Activity, Speaker, Town, chinese
from tests.storm.lists import SURNAMES
from tests.storm.offices import open_slots
from tests.storm.peer import Peer

ADMIN = "10001"
PATIENCE = 60.0  # seconds, before the storm begins
PLACES = (
    ("恋湖社区", "恋湖", "环境保护", ("70001", "70002"), "g70001"),
    ("观象台社区", "观象台", "环境维护岗", ("70011",), "g70011"),
)
LIMITS = ((LAST, 2), (LAST, None), (FIRST, 1), (FIRST, 2), (FIRST, 3), (FIRST, 6), (FIRST, None))


def found(peers: Sequence[Peer], people: int) -> list[Town]:
    """The towns with their people: two of three at QQ, one of three at WeChat, every third town's person in each group."""
    qq, wechat = peers
    towns = []
    for index, (name, preset, team, groups, wechat_group) in enumerate(PLACES):
        living = []
        for number in range(index, people, len(PLACES)):
            at_qq = number % 3 != 0
            user, group = (
                (str(20_000 + number), groups[number % len(groups)]) if at_qq else (f"wx{30_000 + number}", wechat_group)
            )
            living.append(Speaker(qq if at_qq else wechat, user, group, called=SURNAMES[number % 10] + chinese(number)))
        admin, staff = Speaker(qq, ADMIN, groups[0]), Speaker(qq, f"1000{2 + index}", groups[0])
        towns.append(
            Town(name, preset, team, index == 0, admin, staff, Speaker(wechat, f"wx1000{index}", wechat_group), living)
        )
    for peer in peers:
        peer.names = {each.user: each.name for town in towns for each in town.people if each.peer is peer}
    return towns


async def furnish(town: Town, peers: Sequence[Peer]) -> None:
    """Opened on both platforms, with staff on both, activities with few places, and a service in slots."""
    _, wechat = peers
    assert await town.admin.ask(f"开通 {town.name} 模板 {town.preset}", "开通了", group=True, wait=PATIENCE)
    for group in {each.group for each in town.people} - {town.admin.group}:
        admin = Speaker(wechat if group.startswith("g") else town.admin.peer, ADMIN, group)
        assert await admin.ask(f"加入社区 {town.name}", town.name, group=True, wait=PATIENCE)
    for each in (town.staff, town.other_staff):
        admin = Speaker(each.peer, ADMIN, each.group)
        assert await admin.ask("任命 @ 社工", "社工", group=True, mention=each.user, wait=PATIENCE)
    for index, (day, limit) in enumerate(LIMITS):
        title = f"{town.name[:2]}风暴{'甲乙丙丁戊己庚'[index]}"
        hours = "14:00-16:00" if day == LAST else "9:00-11:00"
        answer = await town.staff.ask(
            f"发布 {title} {day} {hours} 亲水平台" + (f" {limit}人" if limit else ""), title, "发布好了"
        )
        told = re.search(r"【(\d+)】", answer)
        assert told, f"{title} was not published: {answer}"
        town.activities[int(told[1])] = Activity(int(told[1]), title, day, limit, {limit})
    await open_slots(town, town.staff)
    if town.patrols:
        answer = await town.staff.ask("报名巡湖", "【\\d+】巡湖", wait=PATIENCE)
        told = re.search(r"【(\d+)】", answer)
        assert told
        town.activities[int(told[1])] = Activity(int(told[1]), "巡湖", PATROL)
