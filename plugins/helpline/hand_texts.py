"""Sentences about the hands that are called for. Whom they help is never among them."""


def reason() -> str:
    """What stands in the books."""
    return "帮助邻居"


def call(label: str, sort: str, wanted: int, when: str, *, urgent: bool) -> str:
    """In the volunteers' group."""
    head = "【急】有位邻居要人帮手" if urgent else "有位邻居要人帮手"
    facts = "，".join(part for part in (sort, when, f"要 {wanted} 人") if part)
    return f"{head}：{facts}。\n能来的引用这条回「+1」，或发「帮忙 {label.lstrip('求')}」。具体的我私下说。"


def called(label: str, wanted: int, groups: int) -> str:
    """To whoever called for them."""
    return f"{label}：已在 {groups} 个志愿者群里招 {wanted} 人，没提是谁。有人来我私下告诉您。（撤销可收回）"


def no_group() -> str:
    """There is nobody to call."""
    return "还没有志愿者群，招不了人。请社工在群里发「本群用途 志愿者群」。"


def how_many(number: int) -> str:
    """Without a number of people."""
    return f"要几个人？例如「找人 {number} 3人」。"


def too_many(most: int) -> str:
    """More than make sense."""
    return f"一次最多找 {most} 个人。"


def called_off(label: str) -> str:
    """The call was a mistake; what stands in the group stays."""
    return f"{label}：不招了，再有人来我会说人够了。"


def coming(name: str, left: int) -> str:
    """In the group, to the one who comes."""
    more = f"还差 {left} 人。" if left else "人齐了。"
    return f"{name} 来帮忙，谢谢！{more}具体的等接单的人私下告诉您。（撤销可收回）"


def coming_already(name: str) -> str:
    """Said twice."""
    return f"{name} 已经算上了，等接单的人私下告诉您怎么帮。"


def enough() -> str:
    """Too late."""
    return "谢谢您，这件事人已经够了。"


def nobody_called(label: str) -> str:
    """There was no call for it."""
    return f"{label} 现在不缺人手，谢谢您。"


def your_own() -> str:
    """The one who asked, or who has taken it, is counted already."""
    return "这件事本来就有您，不用再报了。"


def not_coming(name: str) -> str:
    """Taken back."""
    return f"好的，{name} 不去了。"


def to_taker(label: str, number: int, name: str, there: int, wanted: int) -> str:
    """Who comes."""
    return f"{label}：{name} 愿意来帮忙（{there}/{wanted}）。\n要告诉帮手时间地点，发「告诉帮手 {number} 明早9点东门见」。"


def gone(label: str, name: str, there: int, wanted: int) -> str:
    """One less."""
    return f"{label}：{name} 来不了了（{there}/{wanted}）。"


def told(label: str, count: int) -> str:
    """To the taker, after he has told them something."""
    return f"{label}：已告诉 {count} 位帮手。"


def words_stand() -> str:
    """「撤销」 after the hands were told something."""
    return "刚才的话已经告诉帮手了，收不回来。说错了再发一条更正。"


def nobody_to_tell(label: str) -> str:
    """No hands yet."""
    return f"{label} 还没有帮手。要人就发「找人 {label.lstrip('求')} 3人」。"


def from_taker(label: str, name: str, words: str) -> str:
    """To a hand."""
    return f"{label} {name} 说：{words}"


def only_by_taker(label: str) -> str:
    """Others may not."""
    return f"{label} 要由接单的人、队长或社工来说。"


def not_for_others(label: str) -> str:
    """A sensitive need is nobody's business."""
    return f"{label} 这类事只由社工和队长来办，不在群里招人。"


def which() -> str:
    """No number, nothing quoted."""
    return "帮哪一件？引用招人的那条回「+1」，或写上号，例如「帮忙 124」。"
