"""Sentences about the categories of 随手报; only staff reads them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .book import Entry

UNDO = "（撤销可收回）"
MOST_SHOWN = 30


def _who(entry: "Entry") -> str:
    """Who has it first."""
    return f"{entry.owner}（没人就网格员、社工）" if entry.team else entry.owner


def listed(entries: Sequence["Entry"]) -> str:
    """All of them, a line each: name, hours, who."""
    lines = [
        f"{each.category.name} {each.category.hours} 小时 {each.owner}{'（改过）' if each.changed else ''}" for each in entries
    ]
    return "\n".join(["类别（工作小时、先派给谁）：", *lines, "看一个发「类别 路灯」，改发「类别 路灯 加词 楼道灯」。"])


def shown(entry: "Entry") -> str:
    """One of them."""
    name, words = entry.category.name, entry.category.words
    shown = "、".join(words[:MOST_SHOWN]) + ("…" if len(words) > MOST_SHOWN else "")
    return (
        f"{name}：{entry.category.hours} 个工作小时内办，先派{_who(entry)}。\n听见这些词：{shown or '（听不出是哪类的都归这里）'}\n"
        f"改：「类别 {name} 期限 8小时」「类别 {name} 归 网格员」「类别 {name} 加词 …」「类别 {name} 恢复」"
    )


def words_added(name: str, words: Sequence[str]) -> str:
    """Words that now mean it."""
    return f"好的，听见“{'”“'.join(words)}”就归到{name}{UNDO}"


def words_removed(name: str, words: Sequence[str]) -> str:
    """Words that no longer mean it."""
    return f"好的，“{'”“'.join(words)}”不再算{name}{UNDO}"


def given_to(name: str, whom: str) -> str:
    """Who has it first from now on."""
    return f"好的，{name}以后先派{whom}{UNDO}"


def hours_set(name: str, hours: int) -> str:
    """The new deadline."""
    return f"好的，{name}以后 {hours} 个工作小时内办（已经报的不变）{UNDO}"


def restored(name: str) -> str:
    """As in the file."""
    return f"好的，{name}恢复成原来的样子了{UNDO}"


def as_before(name: str) -> str:
    """A change was taken back."""
    return f"已收回，类别{name}和改之前一样。"


def no_such_category(word: str, names: Sequence[str]) -> str:
    """No category of that name."""
    return f"没有「{word}」这个类别。有：{'、'.join(names)}。"


def how_to_change(name: str) -> str:
    """Something behind the name that is no change."""
    return f"请这样发：「类别 {name} 加词 …」「类别 {name} 归 网格员」「类别 {name} 期限 8小时」「类别 {name} 恢复」。"


def which_words(name: str) -> str:
    """No words."""
    return f"请写上词，例如「类别 {name} 加词 楼道灯 声控灯」。"


def odd_word(word: str, longest: int) -> str:
    """A word nobody should be heard by."""
    return f"“{word}”不合适，请用 2 到 {longest} 个字的词。"


def known_already(name: str, words: Sequence[str]) -> str:
    """Nothing new."""
    return f"“{'”“'.join(words)}”本来就归{name}，没有变。"


def not_known(name: str, words: Sequence[str]) -> str:
    """It did not have these words."""
    return f"{name}里本来没有“{'”“'.join(words)}”，没有变。"


def too_many_words(most: int) -> str:
    """A dictionary."""
    return f"一个类别最多加 {most} 个词，请先减掉几个。"


def hours_out_of_range(longest: int) -> str:
    """No time that makes sense."""
    return f"期限请写 1 到 {longest} 个工作小时，例如「期限 8小时」或「期限 3天」（一天算 8 小时）。"


def not_changed(name: str) -> str:
    """Nothing to restore."""
    return f"{name}没有改过，本来就是原来的样子。"
