"""Sentences about who may come. What is said in a group never tells what somebody is or has not: that is his own business."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.kernel import clock

from ..day_texts import day

if TYPE_CHECKING:
    from plugins.people.models import Member
    from plugins.people.profile import Facts

    from ..models import Activity
    from .checking import Lacking
    from .models import Conditions

UNDO = "（撤销可收回）"
MOST_NAMES = 20
HOW = "限党员、限某某队、满18岁、需保险、每人最多代报2人"
LACKS = {"team": "不在队里", "party": "政治面貌对不上", "age": "没到年龄", "insured": "保险那天已过期"}
UNTOLD = {"party": "没登记政治面貌", "age": "没登记满没满", "insured": "没登记保险到期日"}


def _title(activity: "Activity") -> str:
    return activity.title if activity.number is None else f"【{activity.number}】{activity.title}"


def brief(conditions: "Conditions | None") -> str:
    """限环境保护队、限党员、满 18 岁、要有保险、每人最多代报 2 人; empty without any."""
    if conditions is None:
        return ""
    parts = [f"限{_team(conditions)}"] if conditions.team else []
    parts += [f"限{conditions.party}"] if conditions.party else []
    parts += [f"满 {conditions.age_from} 岁"] if conditions.age_from else []
    parts += ["要有保险"] if conditions.insured else []
    if conditions.most_proxied is not None:
        most = conditions.most_proxied
        parts.append(f"每人最多代报 {most} 人" if most else "不能代报")
    return "、".join(parts)


def _team(conditions: "Conditions") -> str:
    assert conditions.team
    return conditions.team.name if conditions.team.name.endswith("队") else f"{conditions.team.name}队"


def too_many_proxied(most: int) -> str:
    """A limit out of range."""
    return f"最多代报几人，请写 0 到 {most} 之间的数，例如「每人最多代报2人」。"


def which_age() -> str:
    """An age that is not asked of anybody."""
    return "年龄只能写满18岁或满14岁（小红帽不记生日）。"


def one_at_a_time(said: Sequence[str]) -> str:
    """Two teams, or two kinds."""
    return f"一次只能限一支队伍、一种政治面貌，看到了 {'、'.join(said)}。要给几支队各留名额，请用「名额 骑行10 党员6」。"


def no_such_condition(said: str) -> str:
    """Something that nobody can check."""
    return f"「限{said}」我查不了，也没有叫这个名字的队伍。能写的有：{HOW}。"


def unread(number: int | None) -> str:
    """A condition that is none."""
    return f"条件没看懂。能写的有：{HOW}；都不要就发「条件 {number or 12} 不限」。"


def shown(activity: "Activity", proxied: int | None) -> str:
    """「条件 12」."""
    said = brief(activity.conditions) or "谁都可以报"
    more = f"；每人最多代报 {proxied} 人（社区设置）" if proxied and "代报" not in said else ""
    return f"{_title(activity)} 的参加条件：{said}{more}。"


def changed(activity: "Activity") -> str:
    """The conditions are set."""
    return f"{_title(activity)} 参加条件改为：{brief(activity.conditions) or '不限，谁都可以报'}。{UNDO}"


def same(activity: "Activity") -> str:
    """They are what they were."""
    return f"{_title(activity)} 的参加条件本来就是：{brief(activity.conditions) or '不限'}，没有改动。"


def back(activity: "Activity") -> str:
    """A change was taken back."""
    return f"撤销了：{_title(activity)} 参加条件照旧：{brief(activity.conditions) or '不限'}。"


def refused_openly(name: str, activity: "Activity", lacks: Sequence["Lacking"], *, by_proxy: bool) -> str:
    """What everybody may read: the condition, and where to set the record right."""
    wanted = "、".join(_wanted(activity, each) for each in lacks)
    more = _how_for_another(name, activity, lacks) if by_proxy else _how_openly(activity, lacks)
    return f"{_title(activity)} {wanted}，{name} 这次没报上。{more}"


def in_a_list(activity: "Activity", lacks: Sequence["Lacking"]) -> str:
    """Why a row of a pasted list was not taken."""
    return f"{'、'.join(_wanted(activity, each) for each in lacks)}，登记对不上，请本人私聊我「报名 {activity.number}」看缺什么"


def _wanted(activity: "Activity", lack: "Lacking") -> str:
    conditions = activity.conditions
    assert conditions
    words = {"party": f"限{conditions.party}", "age": f"要满 {conditions.age_from} 岁", "insured": "要有保险"}
    return f"限{_team(conditions)}" if lack.what == "team" else words[lack.what]


def _lines(activity: "Activity", lacks: Sequence["Lacking"]) -> list[str]:
    """What to send in private, one line for each."""
    conditions = activity.conditions
    assert conditions
    day_after = clock.local(activity.ends_at)
    lines = {
        "party": f"「我是{conditions.party}」",
        "age": f"「满{conditions.age_from}」",
        "insured": f"「保险 {day_after.year + 1}年3月1日」（写您的到期日）",
    }
    return [lines[each.what] for each in lacks if each.what in lines]


def _how_for_another(name: str, activity: "Activity", lacks: Sequence["Lacking"]) -> str:
    lines = [f"「代 {name} {each.strip('「').replace('我是', '是')}" for each in _lines(activity, lacks)]
    told = f"没有就您私聊我发{'、'.join(lines)}，" if lines else "没有就"
    return f"{name} 有手机就本人私聊我登记；{told}或请队长发「补 {name} {activity.number}」。".replace("没有就或请", "没有就请")


def _how_openly(activity: "Activity", lacks: Sequence["Lacking"]) -> str:
    lines = _lines(activity, lacks)
    team = "想入队请跟队长说。" if any(each.what == "team" for each in lacks) else ""
    return f"符合的话私聊我发{'、'.join(lines)}，登记好再报。{team}" if lines else team


def refused_privately(
    name: str, activity: "Activity", lacks: Sequence["Lacking"], facts: "Facts", others: Sequence["Activity"]
) -> str:
    """To himself: what stands there, what to send, and what he can join instead."""
    head = f"{name}：{_title(activity)} 还没报上，先补这个再报："
    if all(each.known and each.what != "insured" for each in lacks):
        head = f"{name}：{_title(activity)} 没报上："
    return "\n".join([head, *(_why(activity, each, facts) for each in lacks)]) + instead(others)


def _why(activity: "Activity", lack: "Lacking", facts: "Facts") -> str:
    """One line: what is wanted, what stands there, what to send."""
    wanted = _wanted(activity, lack)
    if lack.what == "team":
        return f"{wanted}：您不在队里，想入队请跟队长说"
    if not lack.known:
        return f"{wanted}：您{UNTOLD[lack.what]}，发{_lines(activity, [lack])[0]}"
    if lack.what == "insured" and facts.insured_until:
        until = facts.insured_until
        ends = f"{until.year}年{until.month}月{until.day}日"
        return f"{wanted}：您登记的 {ends} 到期，活动那天已过期。续保了发{_lines(activity, [lack])[0]}"
    return f"{wanted}：您登记的是{facts.party if lack.what == 'party' else '没满'}"


def instead(others: Sequence["Activity"], *, own: bool = True) -> str:
    """What he can join instead; empty when there is nothing."""
    if not others:
        return ""
    named = "、".join(f"{_title(each)}（{day(each.starts_at)}）" for each in others)
    how = f"，发「报名 {others[0].number}」" if own else ""
    return f"\n{'您' if own else '可以'}能报的：{named}{how}。".replace("可以能报", "能报")


def proxied_enough(activity: "Activity", name: str, most: int, names: Sequence[str]) -> str:
    """Somebody has signed up enough others."""
    if not most:
        return f"{_title(activity)} 不能代报，请 {name} 本人来报，或请队长发「补 {name} {activity.number}」。"
    return f"{_title(activity)} 每人最多代报 {most} 人，您已经代报了 {'、'.join(names)}。请 {name} 的家人来报，或请队长发「补 {name} {activity.number}」。"


def kept_out(activity: "Activity", people: Sequence[tuple["Member", Sequence["Lacking"]]]) -> str:
    """To the leader in private: who on the list does not meet the conditions, and what he can do."""
    named = [f"{member.name}（{'、'.join(map(_short, lacks))}）" for member, lacks in people[:MOST_NAMES]]
    more = f" 等 {len(people)} 人" if len(people) > MOST_NAMES else ""
    first = people[0][0].name
    return (
        f"{_title(activity)} 名单上对不上条件的：{'、'.join(named)}{more}。\n"
        f"他们先留着，由您定：留就不用管；请出发「帮 {first} 取消 {activity.number}」。"
    )


def _short(lack: "Lacking") -> str:
    return LACKS[lack.what] if lack.known else UNTOLD[lack.what]


def kept_out_openly(count: int) -> str:
    """In a group only how many."""
    return f"名单上有 {count} 人对不上，先留着，名字私聊发给您了。"
