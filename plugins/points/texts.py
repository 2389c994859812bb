"""Sentences of the savings card, of awards and corrections. 分 is always points here, 分钟 always minutes."""

from collections.abc import Sequence

from plugins.kernel import clock
from plugins.kernel.masking import mask

from .rule import HOUR, Tariff
from .star import LEVELS, Star
from .statement import Balance, Entry

UNDO = "（撤销可收回）"
LONGEST_NAME = 16


def name_of(name: str) -> str:
    """A name as it may stand in a group: one line, no numbers of a telephone or a door, not endless."""
    name = mask(" ".join(name.split()))
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def hours(minutes: int) -> str:
    """90 → 1 小时 30 分钟."""
    whole, rest = divmod(abs(minutes), HOUR)
    parts = [f"{whole} 小时"] * bool(whole) + [f"{rest} 分钟"] * bool(rest)
    return ("-" if minutes < 0 else "") + (" ".join(parts) or "0 小时")


def amounts(minutes: int, points: int) -> str:
    """What a posting moved: +2 小时 +2 分."""
    parts = [f"{'+' if minutes > 0 else ''}{hours(minutes)}"] * bool(minutes) + [f"{points:+d} 分"] * bool(points)
    return " ".join(parts)


def star_line(star: Star) -> str:
    """The star, and what is missing to the next one."""
    now = f"{LEVELS[star.level - 1]}星志愿者 {'★' * star.level}" if star.level else "还没有星级"
    if star.missing is None:
        return f"{now}，已经是最高星级"
    return f"{now}，离{LEVELS[star.level]}星还差 {hours(star.missing)}"


def entry_line(entry: Entry) -> str:
    """One posting with the number under which it can be corrected."""
    day = clock.local(entry.earned_at)
    done = f"{day.month}月{day.day}日 {entry.reason}{'（已冲正）' if entry.undone else ''}"
    what = f"更正第 {entry.reverses} 笔：{entry.reason}" if entry.reverses else done
    return f"{entry.number}｜{what}｜{amounts(entry.minutes, entry.points)}"


def rule_line(rule: Tariff) -> str:
    """The rule behind the figures, in every statement."""
    caps = [f"每次最多 {rule.per_deed} 分"] * bool(rule.per_deed) + [f"每天最多 {rule.per_day} 分"] * bool(rule.per_day)
    return "，".join([f"服务 1 小时记 {rule.per_hour} 分", *caps])


def card(name: str, balance: Balance, this_year: Balance, star: Star, rule: Tariff, entries: Sequence[Entry]) -> str:
    """The savings card, in private; the year has a line of its own where not all is of this year."""
    lines = [f"{name_of(name)}的储蓄卡", f"积分 {balance.points} 分", f"时长 {hours(balance.minutes)}", star_line(star)]
    if this_year != balance:
        lines.insert(3, f"其中今年：积分 {this_year.points} 分，时长 {hours(this_year.minutes)}")
    if entries:
        lines += [f"最近 {len(entries)} 笔：", *map(entry_line, entries)]
    return "\n".join([*lines, f"{rule_line(rule)}。发「明细」看更多。"])


def card_in_group(name: str, balance: Balance) -> str:
    """One line: others read along."""
    return f"{name_of(name)}：积分 {balance.points} 分，时长 {hours(balance.minutes)}。每一笔请私聊我发「明细」。"


def nothing_yet(name: str) -> str:
    """Somebody who has no entry."""
    who = f"{name_of(name)}，" if name else ""
    return f"{who}积分 0 分，时长 0 小时，正等着第一笔。发「活动」看看能参加什么，去一次就有了。"


def page(name: str, entries: Sequence[Entry], number: int, pages: int) -> str:
    """One page of the entries."""
    head = f"{name_of(name)}的明细" + (f"（第 {number}/{pages} 页）" if pages > 1 else "")
    tail = [f"下一页发「明细 {number + 1}」。"] if number < pages else []
    return "\n".join([head, *map(entry_line, entries), *tail])


def no_such_page(pages: int) -> str:
    """Beyond the last page."""
    return f"明细一共 {pages} 页，发「明细 {pages}」看最后一页。" if pages > 1 else "明细只有 1 页，发「明细」就能看全。"


def stars(thresholds: Sequence[int], minutes: int, star: Star) -> str:
    """The scale and one's own place on it."""
    scale = [f"{level}星 {each} 小时" for level, each in zip(LEVELS, thresholds, strict=True)]
    mine = f"您累计 {hours(minutes)}，{star_line(star)}。"
    return "\n".join([mine, "，".join(scale), "星级按累计时长算，积分花了也不掉星。"])


def not_yours() -> str:
    """Somebody else's figures."""
    return "别人的积分我不能说，只有本人、替他报名的人和队长、社工能看。看自己的发「积分」。"


def ask_in_private() -> str:
    """Somebody else's figures, asked for in front of all."""
    return "别人的积分不在群里说，请私聊我再问一次。"


def nobody_called() -> str:
    """A name that nobody here has."""
    return "没找到这个名字的人。请写他在群里的名字，或者在群里 @ 他。"


def several_called(name: str, number: int) -> str:
    """A name that several have."""
    return f"这里有 {number} 位叫{name_of(name)}，我分不清是哪位。请在群里 @ 那一位再发一次。"


def one_at_a_time() -> str:
    """Two people in one message."""
    return "一次只说一位，请一位一位地发。"


def awarded(name: str, points: int, reason: str, number: int) -> str:
    """An award was posted."""
    return f"{name_of(name)} 加 {points} 分：{reason}（第 {number} 笔）{UNDO}"


def award_letter(name: str, points: int, reason: str, balance: Balance) -> str:
    """To the person who was given points, or to the one who speaks for him."""
    return f"{name_of(name)}加了 {points} 分：{reason}。现在积分 {balance.points} 分。谢谢付出！"


def award_usage() -> str:
    """An award without a person or without points."""
    return "请这样发：加分 名字 分数 原因，例如「加分 王阿姨 5 清雪」，也可以 @ 他。"


def points_out_of_range(most: int) -> str:
    """Points that are no whole number between 1 and the limit."""
    return f"一次能加 1 到 {most} 分的整数。要扣回加错的，用「冲正 编号 原因」。"


def why_award() -> str:
    """An award without a reason."""
    return "请在最后写上原因，好让大家心服，例如「加分 王阿姨 5 清雪」。"


def why_reversal() -> str:
    """A correction without a reason."""
    return "请写上原因，例如「冲正 4711 记错人」。"


def reason_too_long(most: int) -> str:
    """A reason that is an essay."""
    return f"原因太长了，请用 {most} 个字以内说清楚。"


def reversal_usage() -> str:
    """A correction without a number."""
    return "请这样发：冲正 编号 原因，例如「冲正 4711 记错人」。编号在「明细」每一笔的开头。"


def no_such_line() -> str:
    """A number that is not in this community's books."""
    return "本社区的账上没有这个编号。编号在「明细」每一笔的开头，请核对。"


def is_a_reversal(number: int, reversed_number: int) -> str:
    """A reversal is not reversed."""
    return f"第 {number} 笔本身就是更正（更正的是第 {reversed_number} 笔），不能再冲正。刚冲错了可以发「撤销」。"


def reversed_already(number: int) -> str:
    """It was taken back before."""
    return f"第 {number} 笔已经冲正过了，不用再冲。"


def corrected(name: str, entry: Entry, *, told: bool) -> str:
    """To the one who corrected."""
    news = "会私信告知" if told else "这位没有账号，请转告一声"
    return (
        f"已冲正第 {entry.number} 笔：{name_of(name)} {entry.reason}，{amounts(-entry.minutes, -entry.points)}。{news}。{UNDO}"
    )


def correction_letter(name: str, entry: Entry, reason: str, balance: Balance) -> str:
    """To the person whose books were corrected, or to the one who speaks for him."""
    return (
        f"{name_of(name)}的积分有一处更正：第 {entry.number} 笔（{entry.reason}，{amounts(entry.minutes, entry.points)}）"
        f"收回了，原因：{reason}。现在积分 {balance.points} 分，时长 {hours(balance.minutes)}。有疑问请找社工。"
    )


def restored_letter(name: str, entry: Entry, balance: Balance) -> str:
    """The same, when the correction was taken back."""
    return (
        f"{name_of(name)}的那处更正撤销了，{entry.reason}（{amounts(entry.minutes, entry.points)}）重新记上。"
        f"现在积分 {balance.points} 分，时长 {hours(balance.minutes)}。"
    )


def discreet() -> str:
    """What may be said in the group to somebody who cannot be reached in private."""
    return "有一条给您的消息，方便时私聊我发「积分」看。"


def award_undone(name: str, points: int) -> str:
    """撤销 of an award."""
    return f"好的，{name_of(name)}的 {points} 分收回了，账上记了一笔更正。"


def reversal_undone(name: str, entry: Entry) -> str:
    """撤销 of a correction."""
    return f"好的，{name_of(name)} {entry.reason}（{amounts(entry.minutes, entry.points)}）重新记上了，是第 {entry.number} 笔。"


def undone() -> str:
    """The reason that stands in the books for a line that was taken back by 撤销."""
    return "记的人撤销了"


def same_person() -> str:
    """The reason in the books when two records of one person became one."""
    return "同一个人的两份记录合并"


def books_together(mine: Balance, theirs: Balance) -> str:
    """What two records have in the books."""
    if not (mine.points or mine.minutes or theirs.points or theirs.minutes):
        return ""
    return f"积分 {mine.points} 分＋{theirs.points} 分，时长 {hours(mine.minutes)}＋{hours(theirs.minutes)}"


def sums(balance: Balance) -> str:
    """What stands in both books."""
    return f"一共 {balance.points} 分，{hours(balance.minutes)}"
