"""Sentences about activities and people who are gone, or who ask what is stored."""

from plugins.kernel import clock

from . import texts
from .models import Activity, Outcome, SignUp, SignUpState

_STATES = {SignUpState.JOINED: "报上", SignUpState.WAITING: "候补", SignUpState.LEFT: "退出"}
_OUTCOMES = {Outcome.PRESENT: "到", Outcome.EXCUSED: "请假", Outcome.ABSENT: "没到"}


def leader_left(name: str, activity: Activity) -> str:
    """To those who lead it now."""
    return f"{name} 退群了，他发起的{texts.title(activity)}（{texts.span(activity)}）请您照看：改期、考勤都可以由您来发。"


def line(row: SignUp, activity: Activity, name: str) -> str:
    """One sign-up, for the person himself."""
    day = clock.local(activity.starts_at)
    what = _OUTCOMES[Outcome(row.outcome)] if row.outcome else _STATES[SignUpState(row.state)]
    minutes = f"，{row.minutes} 分钟" if row.minutes else ""
    company = f"，带 {row.guests + row.children} 人" if row.guests + row.children else ""
    return f"{day.year}年{day.month}月{day.day}日 {activity.title}：{name} {what}{minutes}{company}"
