"""Sentences about what a person has told about himself."""

from datetime import date

from .dates import spelt
from .texts import UNDO


def back(called: str) -> str:
    """A change of the profile taken back."""
    return f"撤销了：{'' if ' 的' in called else '您的'}{called}改回原来的了。"


def same_already() -> str:
    """Nothing changed."""
    return "您的档案里本来就是这样记的，什么也没有改动。"


def party_noted(called: str) -> str:
    """政治面貌 or trade noted."""
    return f"记下了：您是{called}。只有社工看得到。{UNDO}"


def party(which: str, kind: str | None, unit: str | None) -> str:
    """在职党员，单位 供电公司."""
    return f"{kind or ''}{which}{f'，单位 {unit}' if unit else ''}"


def rider() -> str:
    """Somebody of the new trades."""
    return "新业态新就业朋友"


def age_noted(years: int, *, guarded: bool) -> str:
    """Only whether somebody is 14 or 18."""
    called = f"已满 {years} 周岁" if years else "未满 14 周岁"
    hint = "" if years or guarded else "别的资料我都没留，报名请家长（监护人）来办：家长私聊我发「注册 孩子 名字」。"
    return f"记下了：您{called}。{hint or '我不记生日。'}{UNDO}"


def insured(day: date) -> str:
    """The last day of the insurance noted."""
    return f"记下了：您的意外保险到 {spelt(day)}，到期前要续保再告诉我。{UNDO}"


def insurance_gone() -> str:
    """No insurance any more."""
    return f"记下了：您现在没有意外保险。{UNDO}"


def insurance(day: date | None, today: date) -> str:
    """What is noted of it."""
    if day is None:
        return "还没有记下您的意外保险。买了就告诉我到哪天，例如「保险 2027年3月1日」。"
    state = "已经过期了，" if day < today else ""
    return f"您的意外保险记到 {spelt(day)}，{state}改了就发「保险 2027年3月1日」这样。"


def insurance_day_unclear() -> str:
    """No day, or one that does not exist."""
    return "保险到哪天没看懂。请写年月日，例如「保险 2027年3月1日」；没有保险就发「保险 没有」。"


def insurance_day_over(day: date) -> str:
    """The day has passed, or is out of reason."""
    return f"{spelt(day)} 不像保险到期的日子，没有改动。请核对保单，例如「保险 2027年3月1日」。"


def i_am_what() -> str:
    """No word that could be noted."""
    return "可以这样告诉我：「我是党员」「我是退休党员」「我是在职党员 供电公司」「我是团员」「我是群众」「我是骑手」。"


def which_age() -> str:
    """Neither 14 nor 18."""
    return "只要告诉我满没满：「满18」「满14」或「未满14」，生日不用说。"


def of_another(name: str, noted: str) -> str:
    """Something told for somebody without a telephone."""
    return f"记下了：{name} {noted}。只有社工看得到。{UNDO}"


def same_of_another(name: str) -> str:
    """Nothing changed."""
    return f"{name} 的档案里本来就是这样记的，没有改动。"


def insured_of_another(day: date | None) -> str:
    """意外保险到 2027年3月1日."""
    return f"的意外保险到 {spelt(day)}" if day else "现在没有意外保险"


def is_called(called: str) -> str:
    """是党员."""
    return f"是{called}"


def age_of_another(years: int) -> str:
    """Only whether somebody is 14 or 18."""
    return f"已满 {years} 周岁" if years else "未满 14 周岁"


def tells_himself(name: str, *, has_account: bool) -> str:
    """Whoever can speak for himself does, and nobody but his own proxy speaks for another."""
    if has_account:
        return f"{name} 自己有号，请本人私聊我说，例如「保险 2027年3月1日」。"
    return f"{name} 不是您帮报的，请帮 {name} 报名的人来登记，或请社工看。"
