"""Sentences of good deeds. In a group nothing of what was done is repeated: it may name whoever was helped."""

from collections.abc import Sequence

from plugins.kernel import clock
from plugins.kernel.masking import mask
from plugins.people.models import Member
from plugins.people.texts import said
from plugins.points.rule import Credit
from plugins.points.texts import hours, name_of

from .models import DeedKind, DeedState, GoodDeed

NAMES = {DeedKind.HELP: "随手助", DeedKind.LEAFLETS: "随手派"}
UNDO = "（撤销可收回）"
MOST_SHOWN = 10
_EXAMPLES = {"随手助": "随手助 帮邻居搬米", "随手派": "随手派 防诈骗传单 60份 3栋"}
_STANDS = {DeedState.OPEN: "等核对", DeedState.CONFIRMED: "已入账", DeedState.REFUSED: "没算上"}


def say_what(word: str) -> str:
    """Nothing was said."""
    return f"做了什么也写一句，例如「{_EXAMPLES.get(word, _EXAMPLES['随手助'])}」，可以附照片。"


def too_long(most: int) -> str:
    """A whole story."""
    return f"写短一点吧，{most} 字以内，一两句话就够。"


def copies_out_of_range(most: int) -> str:
    """No leaflets, or a lorry of them."""
    return f"份数写 1 到 {most} 之间的数，例如「{_EXAMPLES['随手派']}」。"


def enough_for_today(kind: DeedKind, most: int) -> str:
    """The day is full."""
    return f"今天的{NAMES[kind]}已经记了 {most} 次，够多啦，谢谢您！明天再记。"


def _worth(credit: Credit) -> str:
    parts = [f"{credit.points} 分"] * bool(credit.points) + [hours(credit.minutes)] * bool(credit.minutes)
    return "、".join(parts) or "一次"


def declared(deed: GoodDeed, member: Member, which: int, credit: Credit, lost: int) -> str:
    """It is written down. ``lost``: photos that could not be had."""
    counted = f"，{deed.copies} 份" if deed.copies else ""
    photos = f"，照片 {len(deed.photos)} 张" if deed.photos else ""
    missing = f"有 {lost} 张照片没收到，不要紧。" if lost else ""
    return (
        f"{deed.called} 记下了：{name_of(member.name)} 今天第 {which} 次{NAMES[deed.kind]}{counted}{photos}。{missing}\n"
        f"社工核对后记 {_worth(credit)}。{UNDO}"
    )


def withdrawn(deed: GoodDeed) -> str:
    """Taken back by the person."""
    return f"{deed.called} 收回了，不记。"


def decided_already(deed: GoodDeed) -> str:
    """Too late to take it back."""
    return f"{deed.called} 社工已经核对过了，收不回；有出入请跟社工说。"


def no_own() -> str:
    """Nothing declared yet."""
    return f"还没有记过。做了好事说一声就行，例如「{_EXAMPLES['随手助']}」「{_EXAMPLES['随手派']}」。"


def own_list(rows: Sequence[GoodDeed]) -> str:
    """The person's last ones, in private."""
    return "\n".join(["您最近记的：", *(_own_line(row) for row in rows)])


def _own_line(deed: GoodDeed) -> str:
    why = f"（{said(deed.reason)}）" if deed.state == DeedState.REFUSED and deed.reason else ""
    return f"{deed.called}｜{_day(deed)}｜{said(deed.words) or '照片'}｜{_STANDS[deed.state]}{why}"


def held_title() -> str:
    """Its chapter in 「我的数据」."""
    return "随手助、随手派"


def kept() -> str:
    """How long it is kept."""
    return "一直保留，删除后不再有您的名字、话和照片"


def held(deed: GoodDeed) -> str:
    """One of them, whole, for the person himself in 「我的数据」."""
    state = "您收回了" if deed.state == DeedState.WITHDRAWN else _STANDS[DeedState(deed.state)]
    photos = f"（照片 {len(deed.photos)} 张）" if deed.photos else ""
    return f"{deed.called} {deed.day.year}年{_day(deed)}：{' '.join(deed.words.split()) or '照片'}{photos}，{state}"


def _day(deed: GoodDeed) -> str:
    return f"{deed.day.month}月{deed.day.day}日"


def nothing_waits() -> str:
    """Staff may rest."""
    return "没有等核对的随手助、随手派。"


def waits_count(count: int) -> str:
    """In a group only the number is said."""
    return f"等核对的有 {count} 条，内容请私聊我发「待核」看。"


def waiting_list(rows: Sequence[tuple[GoodDeed, Member]]) -> str:
    """Those that wait, for staff in private."""
    lines = [f"等核对的 {len(rows)} 条："]
    lines += [_waiting_line(deed, member) for deed, member in rows[:MOST_SHOWN]]
    lines += ["……"] * (len(rows) > MOST_SHOWN)
    first = rows[0][0].number
    lines.append(
        f"属实发「通过 {first}」（可以一次写几个，或「通过 全部」），不属实发「不通过 {first} 原因」，看一条发「待核 {first}」。"
    )
    return "\n".join(lines)


def _waiting_line(deed: GoodDeed, member: Member) -> str:
    photos = f"（照片 {len(deed.photos)} 张）" if deed.photos else ""
    return f"{deed.called}｜{_day(deed)} {name_of(member.name)}｜{said(deed.words) or '照片'}{photos}"


def whole(deed: GoodDeed, member: Member) -> str:
    """One of them with all its words, for staff in private."""
    when = clock.local(deed.done_at)
    lines = [f"{deed.called}（{NAMES[deed.kind]}，{_STANDS[deed.state]}）", f"{name_of(member.name)} {_day(deed)} {when:%H:%M}"]
    lines += [mask(deed.words)] * bool(deed.words)
    lines += [f"{deed.copies} 份"] * bool(deed.copies)
    lines += [f"照片 {len(deed.photos)} 张"] * bool(deed.photos)
    return "\n".join(lines)


def no_such(number: int) -> str:
    """No deed of that number here."""
    return f"没有 {number} 号。发「待核」看等核对的。"


def which_numbers() -> str:
    """Confirm or refuse what?"""
    return "要写编号，例如「通过 31 32」「通过 全部」「不通过 33 重复了」。编号发「待核」看。"


def why_refused() -> str:
    """Whoever is refused must read why."""
    return "要写原因，本人会看到，例如「不通过 33 重复了」。"


def confirmed(names: Sequence[str], left: str) -> str:
    """Staff has confirmed; ``left``: what became of the other numbers."""
    return f"通过 {len(names)} 条（{'、'.join(names)}），已入账，私下告诉本人了。{left}{UNDO}"


def refused(names: Sequence[str], left: str) -> str:
    """Staff has refused."""
    return f"{'、'.join(names)} 不算，原因私下告诉本人了。{left}{UNDO}"


def left_over(own: Sequence[int], decided: Sequence[int], unknown: Sequence[int]) -> str:
    """Why some of the numbers were not dealt with; empty when all were."""
    parts = [f"{_listed(own)} 是您自己的，要请别的社工核对。"] * bool(own)
    parts += [f"{_listed(decided)} 已经核对过了。"] * bool(decided)
    parts += [f"没有 {_listed(unknown)} 号。"] * bool(unknown)
    return "".join(parts)


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))


def reopened(rows: Sequence[GoodDeed]) -> str:
    """The decision is taken back."""
    return f"{'、'.join(row.called for row in rows)} 改回等核对了，记过账的也收回了。"


def was_confirmed(deed: GoodDeed, credit: Credit) -> str:
    """To the person."""
    return f"您的{NAMES[deed.kind]} {deed.called}（{_day(deed)}）核对过了，记 {_worth(credit)}，谢谢您！发「积分」可以看。"


def was_refused(deed: GoodDeed, reason: str) -> str:
    """To the person, with the reason."""
    return f"您的{NAMES[deed.kind]} {deed.called}（{_day(deed)}）没算上：{said(reason)}。觉得不对，请跟社工说一声。"


def is_looked_at_again(deed: GoodDeed) -> str:
    """To the person: the decision was taken back."""
    return f"您的{NAMES[deed.kind]} {deed.called}（{_day(deed)}）社工要再核对一次，有结果私下告诉您。"


def please_check(community: str, count: int) -> str:
    """To staff, in the evening."""
    return f"{community}有 {count} 条随手助、随手派等核对，发「待核」看。"


def in_the_books(deed: GoodDeed) -> str:
    """The line in the books: the kind and the number, nobody's name."""
    return f"{NAMES[deed.kind]} {deed.called}"
