"""Sentences of a list with sections."""

from typing import TYPE_CHECKING

from ..day_texts import moment
from .texts import called, title

if TYPE_CHECKING:
    from ..counting import SectionTally, Tally
    from ..models import Activity, SignUp
    from .models import Seat, Section

OUTCOMES = {"present": " 到", "excused": " 请假", "absent": " 没到"}


def head(activity: "Activity", tally: "Tally", phase: str) -> str:
    """【12】广场日｜12月5日 周六 8:00｜4 人，报名已截止."""
    return f"{title(activity)}｜{moment(activity.starts_at)}｜{tally.heads} 人{f'，{phase}' if phase else ''}"


def section(each: "SectionTally") -> str:
    """早班 8:00–10:00｜2/5，空缺 3."""
    limit = f"/{each.section.capacity}" if each.section.capacity is not None else " 人"
    gaps = f"，空缺 {each.free}" if each.free else "，满" if each.free == 0 else ""
    short = f"，还差 {each.short}" if each.short and each.short != each.free else ""
    return f"{called(each.section)}｜{each.heads}{limit}{gaps}{short}"


def not_taking_place(section: "Section") -> str:
    """A section that was called off."""
    return f"{called(section)}｜不办了"


def line(number: int, name: str, marks: str) -> str:
    """3. 王阿姨 已签到."""
    return f"{number}. {name}{marks}"


def waits(place: int, name: str) -> str:
    """候补1. 小李."""
    return f"候补{place}. {name}"


def marks(activity: "Activity", seat: "Seat", row: "SignUp", *, signed_in: bool, leads: bool, outcomes: bool) -> str:
    """What stands behind a name: the outcome and the sign-in for those who lead, and that a change is not answered yet."""
    outcome = seat.outcome or row.outcome
    said = OUTCOMES.get(outcome or "", "") if outcomes else ""
    signed = " 已签到" if leads and not outcome and signed_in else ""
    open_answer = "" if not activity.revision or row.confirmed else "（改期未回）"
    return said + signed + open_answer


def homeless(number: int, name: str) -> str:
    """Somebody who is in no section (the leader found afterwards that he was there)."""
    return f"{number}. {name}（没分组）"
