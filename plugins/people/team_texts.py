"""Sentences about teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .texts import UNDO

if TYPE_CHECKING:
    from .models import Team

MOST_NAMES = 60


def team_list(community: str, teams: Sequence[Team], sizes: Mapping[int, int], mine: Sequence[Team]) -> str:
    """The teams with how many are in each, smaller ones behind theirs; those at the lake and partners apart; one's own."""
    if not teams:
        return f"{community}还没有队伍。"
    top = [team for team in teams if team.parent_id is None]
    groups = {
        "服务队": [team for team in top if not team.patrols and not team.partner],
        "巡湖队伍": [team for team in top if team.patrols],
        "共建单位": [team for team in top if team.partner],
    }
    lines = [
        f"{len(some)} {'家' if title == '共建单位' else '支'}{title}：{'、'.join(_team(team, teams, sizes) for team in some)}"
        for title, some in groups.items()
        if some
    ]
    own = f"您在：{'、'.join(team.name for team in mine)}。" if mine else ""
    return "\n".join([community, *lines, f"{own}想加入就发「加入 {top[0].name}」这样。"])


def _team(team: Team, teams: Sequence[Team], sizes: Mapping[int, int]) -> str:
    short = f"（{team.short}）" if team.short != team.name else ""
    inside = [_team(each, teams, sizes) for each in teams if each.parent_id == team.id]
    groups = f"［内有{'、'.join(inside)}］" if inside else ""
    size = sizes.get(team.id, 0)
    return f"{team.name}{short}{f' {size}人' if size else ''}{groups}"


def which_to_join() -> str:
    """Joining what?"""
    return "想加入哪支队伍？发「队伍」看全部，再发「加入 环境保护」这样。"


def which_to_leave(mine: Sequence[str]) -> str:
    """Leaving what?"""
    return (
        f"想退出哪支？您在：{'、'.join(mine)}。例如「退出 {mine[0]}」。" if mine else "您还没有加入哪支队伍。发「队伍」看看。"
    )


def in_it_already(name: str, team: str) -> str:
    """The same again."""
    return f"{name} 已经在{team}了，什么也没有改动。"


def not_in_it(team: str) -> str:
    """Not a member."""
    return f"您不在{team}，什么也没有改动。发「队伍」看您在哪支。"


def leader_stays(team: str) -> str:
    """Its leader cannot just leave."""
    return f"您是{team}的队长或副队长，要先请社工免去职务，再退出。"


def partner_has_no_members(team: str) -> str:
    """An organisation that sends heads."""
    return f"{team}是共建单位，来人由它的联系人报人数，不用个人加入。"


def joined(name: str, team: str) -> str:
    """In it now."""
    return f"{name} 加入{team}了，已告诉队长。{UNDO}"


def left(name: str, team: str) -> str:
    """In it no more."""
    return f"{name} 退出{team}了。{UNDO}"


def has_joined(name: str, team: str) -> str:
    """To its leaders."""
    return f"{name} 加入了{team}。发「队员 {team}」看全队。"


def has_left(name: str, team: str) -> str:
    """To its leaders."""
    return f"{name} 退出了{team}。"


def not_joined(name: str, team: str) -> str:
    """Joining taken back."""
    return f"撤销了：{name} 没有加入{team}。"


def not_left(name: str, team: str) -> str:
    """Leaving taken back."""
    return f"撤销了：{name} 还在{team}。"


def roster_of_which(led: Sequence[str]) -> str:
    """Whose members?"""
    return f"看哪支队伍的队员？例如「队员 {led[0] if led else '环境保护'}」。"


def only_its_leader(team: str) -> str:
    """Another team's leader."""
    return f"{team}的队员名单只给它的队长、副队长和社工看。"


def roster(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """The names of each group, with the office where there is one."""
    lines = [_group(team, people) for team, people in groups]
    return "\n".join(lines)


def _group(team: str, people: Sequence[tuple[str, str]]) -> str:
    if not people:
        return f"{team}还没有队员。"
    named = [f"{name}（{office}）" if office else name for name, office in people[:MOST_NAMES]]
    more = f" 等，一共 {len(people)} 人" if len(people) > MOST_NAMES else ""
    return f"{team} {len(people)} 人：{'、'.join(named)}{more}"


def how_to_found() -> str:
    """Not understood."""
    return "请这样发：「建队 银龄互助」「建队 解忧解困小组 属于 为老服务」「建队 供电公司 单位」。"


def no_team_name() -> str:
    """No name, an endless one, or one of signs."""
    return "队名没看懂。请写 2 到 20 个字，例如「建队 银龄互助」。"


def taken(team: str) -> str:
    """There is one of that name."""
    return f"已经有「{team}」了，没有改动。换个名字，或者发「队伍」看全部。"


def one_level(team: str) -> str:
    """No group inside a group."""
    return f"{team}本身就是队里的小组，下面不能再建小组。"


def founded(team: str, parent: str, *, partner: bool) -> str:
    """There is a new team."""
    if partner:
        return f"共建单位「{team}」建好了。请「任命 @某人 {team} 队长」定联系人，他报人数就行，不用名字。{UNDO}"
    where = f"（{parent}里的小组）" if parent else ""
    return f"「{team}」{where}建好了。请「任命 @某人 {team} 队长」，大家发「加入 {team}」。{UNDO}"


def team_in_use(team: str) -> str:
    """Somebody is in it already."""
    return f"{team}里已经有人了，撤销不了；要并到别的队发「并队 {team} 到 别的队」。"


def not_founded(team: str) -> str:
    """Founding taken back."""
    return f"撤销了：没有建「{team}」。"


def how_to_rename() -> str:
    """Not understood."""
    return "请这样发：「改队名 环境保护 环保先锋」，前面旧名，后面新名。"


def called_so_already(team: str) -> str:
    """The same again."""
    return f"本来就叫「{team}」，什么也没有改动。"


def renamed(old: str, new: str) -> str:
    """Called otherwise."""
    return f"「{old}」改叫「{new}」了，队员和职务都不变。{UNDO}"


def called_as_before(team: str) -> str:
    """Renaming taken back."""
    return f"撤销了：还叫「{team}」。"


def how_to_put_together() -> str:
    """Not understood."""
    return "请这样发：「并队 法律援助 到 环境保护」，前一支并进后一支。"


def not_into_itself() -> str:
    """Into itself, or into its own group."""
    return "不能并进自己或自己的小组，共建单位也不能并，没有改动。"


def put_together(gone: str, kept: str, moved: int) -> str:
    """One team went over into another."""
    return f"「{gone}」并进「{kept}」了：新增 {moved} 位队员，队长、副队长也过去了；以前的时长和积分还记在原队名下。{UNDO}"


def apart_again(team: str) -> str:
    """Putting together taken back."""
    return f"撤销了：「{team}」还是单独一支队，队员和职务照旧。"
