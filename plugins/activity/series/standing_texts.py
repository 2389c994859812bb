"""Sentences of 整期都来."""

from typing import TYPE_CHECKING

from ..list_texts import call
from ..questions import day
from ..sections.texts import noun
from ..texts import UNDO, moment
from .texts import title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..models import Activity, Series
    from .models import Standing
    from .standing import Gone, Taken


def waits(name: str, activity: "Activity", position: int) -> str:
    """An occurrence made later is full for somebody who comes to all."""
    return (
        f"{name} 报了整期，{moment(activity.starts_at)} 的{activity.title}满了，先排候补第 {position} 位，有空位会告诉您。\n"
        f"这次不来就发「取消报名 {call(activity)}」。"
    )


def which_series(rows: "Sequence[Series]") -> str:
    """Several go on."""
    return "是哪一个？回数字：\n" + "\n".join(f"{number}. {title(each)}" for number, each in enumerate(rows, 1))


def of_no_series(activity: "Activity") -> str:
    """It takes place once."""
    return f"{activity.title} 只办这一次，没有整期可报。要来就发「报名 {call(activity)}」。"


def no_series() -> str:
    """Nothing recurs here."""
    return "现在没有定期活动，所以没有整期可报。发「活动」看现在有哪些。"


def joined(name: str, series: "Series", taken: "Taken", following: "date | None", today: "date") -> str:
    """Onto all of it."""
    lines = [f"{name} 整期都来：{title(series)}"]
    parts = [f"已报上 {len(taken.joined)} 次：{_days(taken.joined)}"] if taken.joined else []
    parts += [f"满了先排候补 {len(taken.waiting)} 次：{_days(taken.waiting)}"] if taken.waiting else []
    parts += [f"原来就报了 {len(taken.there)} 次"] if taken.there else []
    parts += (
        [
            f"{_days(taken.divided)} 分了{noun(taken.divided[0].sections)}，请发「报名 {call(taken.divided[0])}」选一{noun(taken.divided[0].sections)}"
        ]
        if taken.divided
        else []
    )
    parts += [f"{_days([activity])} 没报上（{why.rstrip('。')}）" for activity, why in taken.refused[:1]]
    if not parts and following:
        parts = [f"下次是 {day(following, today)}"]
    lines.append("；".join([*parts, "以后每次都自动报上"]) + "。")
    example = next(iter([*taken.joined, *taken.there]), None)
    once = f"哪次来不了发「取消报名 {call(example)}」，" if example else ""
    return "\n".join([*lines, f"{once}都不来了发「退整期 {series.number}」。{UNDO}"])


def not_on(name: str, series: "Series", refused: "Sequence[tuple[Activity, str]]") -> str:
    """Occurrences made later that somebody who comes to all could not be put on."""
    activity, why = refused[0]
    more = f"（{_days([each for each, _ in refused[1:]])} 也一样）" if len(refused) > 1 else ""
    return f"{name} 报了整期 {title(series)}，{moment(activity.starts_at)} 这次没给您报上：{why.rstrip('。')}{more}。"


def choose_one(activity: "Activity") -> str:
    """It is divided, and nothing says which section is his."""
    return f"这次分了{noun(activity.sections)}，请发「报名 {call(activity)}」选一{noun(activity.sections)}"


def ask_section(name: str, series: "Series", sections: "Sequence[str]") -> str:
    """Which section he comes to, each time."""
    lines = [f"{number}. {each}" for number, each in enumerate(sections, 1)]
    return "\n".join([f"{name} 每次都来 {title(series)} 的哪一组？回前面的数字就行：", *lines])


def _days(rows: "Sequence[Activity]") -> str:
    return "、".join(moment(each.starts_at).split(" ")[0] for each in rows)


def joined_already(name: str, series: "Series", left: "Sequence[Activity]") -> str:
    """The same again; what was left stays left."""
    gone = f"{_days(left)} 您退了；又能来就发「报名 {call(left[0])}」。" if left else ""
    return f"{name} 已经报了整期：{title(series)}，没有重复报。{gone}"


def left(name: str, series: "Series", gone: "Gone") -> str:
    """Off all of it."""
    late = f"有 {len(gone.late)} 次已过退出时间，记成请假并告诉了队长。" if gone.late else ""
    return f"{name} 不再整期来：{title(series)}，退了 {len(gone.rows)} 次。{late}{UNDO}"


def not_standing(name: str) -> str:
    """He does not come to all of anything, or of this."""
    return f"{name} 没有报整期，没有改动。只退一次请发「取消报名」。"


def undone_join(name: str, series: "Series") -> str:
    """Coming to all taken back."""
    return f"撤销了：{name} 没有报整期，{title(series)}。"


def undone_leave(name: str, series: "Series") -> str:
    """Leaving all taken back."""
    return f"撤销了：{name} 还是整期都来，{title(series)}。"


def has_ended(series: "Series") -> str:
    """It was stopped."""
    return f"{title(series)} 停办了，没有改动。发「系列」看还有哪些。"


def held(row: "Standing", series: "Series") -> str:
    """One standing wish, for the person himself in 「我的数据」."""
    company = f"，带 {'、'.join(row.guest_names) or f'{row.guests + row.children} 人'}" if row.heads > 1 else ""
    return f"{title(series)}：{'退了整期' if row.ended_at else '整期都来'}{company}"
