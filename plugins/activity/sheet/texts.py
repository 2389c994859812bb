"""Sentences of the attendance sheet: on the paper, about a file that was sent, and what it would record."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from plugins.people.texts import said

from ..texts import day, hour, title

if TYPE_CHECKING:
    from ..models import Activity
    from .booking import Preview

MOST_NAMED = 8
COLUMNS = ("序号", "姓名", "队伍/班次", "人数", "电话", "保险到期日", "签名", "到/请假/没到", "实到时间", "实走时间", "备注")
WALK_INS = "现场来的，写在下面空行："
SIGNED = "领队签名：                         日期："


def heading(activity: "Activity") -> str:
    """The title of the sheet."""
    return f"{activity.title} 签到表"


def facts(activity: "Activity", leader: str) -> str:
    """Which one, when, where, who leads it. The number is what it is known by when it comes back."""
    end = hour(activity.ends_at)
    parts = [f"活动号 {activity.number}", f"{day(activity.starts_at)} {hour(activity.starts_at)}-{end}", activity.place]
    return "　".join([*parts, *([f"领队 {leader}"] if leader else [])])


def how_to_fill() -> str:
    """What to do with it."""
    return "填好「到/请假/没到」（打勾也行），时间只填和活动不一样的，再把这个文件发给小红帽，回 1 就入账。"


def insured(until: date | None, *, valid: bool) -> str:
    """The last day of the insurance; one that is over before the activity says so."""
    if until is None:
        return ""
    return f"{until.year}-{until.month}-{until.day}" + ("" if valid else " 已过期")


def file_name(activity: "Activity", safe_title: str) -> str:
    """The number in it is read again when the file comes back."""
    return f"名单-{activity.number}-{safe_title}.xlsx"


def exported(activity: "Activity", people: int) -> str:
    """In private, behind the file."""
    rows = f"{people} 人" if people else "还没有人报名，是一张空表"
    return f"{title(activity)} 的签到表，{rows}，可以直接打印（A4 横向）。填好「到/请假/没到」把文件发回给我，就能入账。"


def not_exported(activity: "Activity") -> str:
    """The peer takes no file."""
    return f"表格没能发过来（这边收不了文件）。名单请看「名单 {activity.number}」，考勤发「考勤 {activity.number} 都到了，除了3」。"


def exported_aside(activity: "Activity") -> str:
    """In the group."""
    return f"{title(activity)} 的名单私聊发您了。"


def old_or_locked() -> str:
    """An .xls file, or one with a password."""
    return "这是老式的 .xls（或者加了密码的）表，我打不开。请用 Excel 或 WPS「另存为」.xlsx、不加密码，再发一次。"


def no_table() -> str:
    """Something else."""
    return "这个文件我看不了。我能看的是填好的签到表（.xlsx；别的表格请「另存为」Excel 再发）；照片请直接发图，名单请打字发。"


def broken() -> str:
    """It cannot be opened."""
    return "这个表打不开，可能没传完整。请重新保存成 .xlsx 再发一次。"


def with_macros() -> str:
    """It brings a program along."""
    return "这个表里带着宏（小程序），为了安全我没有打开。请另存为不带宏的 .xlsx 再发一次。"


def bomb() -> str:
    """It is a trap, or hopelessly overgrown."""
    return "这个表里面大得不正常，为了安全我没有打开。请把名单复制到一张新表，存成 .xlsx 再发一次。"


def no_name_column() -> str:
    """No heading that names people."""
    return "表里没找到写着「姓名」的那一行，没有记。请在名字上面写上「姓名」，或发「导出 名单 12」拿一张现成的来填。"


def no_marks_column() -> str:
    """Nothing to fill in."""
    return "表里没找到「到/请假/没到」这一列，没有记。请加上这一列（打勾也行）再发一次。"


def no_names() -> str:
    """A heading and nothing below."""
    return "表里一个名字也没有，没有记。"


def nothing_marked(activity: "Activity") -> str:
    """Everybody is blank."""
    return (
        f"{title(activity)} 的表里还没人打勾，没有记。请在「到/请假/没到」一列填上再发，或发「考勤 {activity.number} 都到了」。"
    )


def which_activity() -> str:
    """No number, and the names fit none."""
    return "没看出这是哪个活动的表，没有记。请在表头写上「活动号 12」，或把文件名改成「名单 12」再发一次。"


def only_leaders_send() -> str:
    """A sheet from somebody who leads nothing."""
    return "签到表请活动的领队、队长或社工来发。要改自己的考勤，发「我去了 活动号」。"


def preview(activity: "Activity", found: "Preview", *, named: bool) -> str:
    """What will be recorded. Who was missing is not named in front of others (``named`` is off)."""
    counts = [f"{found.present} 人到"]
    for word, names in (("请假", found.excused), ("没到", found.absent)):
        counts += [f"{len(names)} 人{word}{f'（{_some(names)}）' if named else ''}"] if names else []
    lines = [f"{title(activity)}：将记 {'，'.join(counts)}。"]
    if found.added:
        lines.append(f"名单外来了 {len(found.added)} 人，会补进去：{_some(found.added)}。")
    lines += _doubts(found)
    if found.unknown:
        lines.append(f"{len(found.unknown)} 人不认识：{_some(found.unknown)}。")
        return "\n".join([*lines, "确认回 1（不认识的不记），连他们一起补进来回 2，不记回 0。"])
    return "\n".join([*lines, "确认回 1，不记回 0；不对就改好表再发。"])


def _doubts(found: "Preview") -> list[str]:
    lines = []
    if found.missing:
        lines.append(f"表里没有 {len(found.missing)} 人，按没到算：{_some(found.missing)}。")
    if found.unread:
        lines.append(f"没看懂：{_some(found.unread)}。")
    if found.strange:
        lines.append(f"{_some(found.strange)} 的时间对不上，按活动时间算。")
    return lines


def no_sheet(activity: "Activity") -> str:
    """「考勤 12 按表」 without a sheet."""
    return f"没有等着记的表。请先把填好的签到表发给我，或发「导出 名单 {activity.number}」拿一张来填。"


def _some(names: Sequence[str]) -> str:
    shown = "、".join(said(each) for each in names[:MOST_NAMED])
    return shown + (f" 等 {len(names)} 人" if len(names) > MOST_NAMED else "")
