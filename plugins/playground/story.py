"""What happened in 湖畔社区 during the week before the first visit, line by line; ``{…}`` are days counted from today."""

from dataclasses import dataclass
from datetime import date, timedelta

CHAT = "lakeside"
DAYS_BACK = 6


@dataclass(frozen=True, slots=True)
class Line:
    """``who`` says ``text``, ``day`` days from today at ``hour:minute``. Chatter gets no answer, so nobody waits for one."""

    day: int
    hour: int
    minute: int
    who: str
    text: str
    chatter: bool = False


STORY = (
    Line(-6, 10, 0, "zhou", "开通 湖畔社区"),
    Line(-6, 10, 2, "zhou", "任命 @钱老师 环境保护 队长"),
    Line(-6, 10, 10, "qian", "发布 湖边捡拾 {-4} 8:30-10:00 湖畔小广场 6人"),
    Line(-6, 10, 12, "feng", "报名 1"),
    Line(-6, 10, 31, "wu", "报名 1"),
    Line(-6, 12, 5, "zheng", "报名 1"),
    Line(-5, 9, 20, "he", "我要报名 1"),
    Line(-4, 10, 20, "qian", "考勤 1 都到了，除了4"),
    Line(-4, 10, 25, "feng", "今天捡了三大袋，腰都直不起来了", chatter=True),
    Line(-3, 9, 0, "qian", "发布 敬老院包饺子 {-2} 14:00-16:00 敬老院 5人"),
    Line(-3, 9, 3, "feng", "报名 2"),
    Line(-3, 9, 40, "wu", "报名 2"),
    Line(-3, 18, 15, "zheng", "报名 2"),
    Line(-2, 16, 20, "qian", "考勤 2 都到了"),
    Line(-2, 16, 30, "zheng", "张奶奶说咱们包的饺子比食堂的香", chatter=True),
    Line(-1, 9, 30, "qian", "发布 便民磨刀 {3} 9:00-11:00 社区活动室 4人"),
    Line(-1, 9, 33, "zheng", "报名 3"),
    Line(-1, 9, 50, "feng", "报名 3"),
    Line(-1, 10, 0, "qian", "发布 湖边晨跑捡拾 {5} 7:00-8:30 湖畔小广场 12人"),
    Line(-1, 10, 20, "wu", "报名 4"),
)


def told(line: Line, today: date) -> str:
    """The line's words with its days written as leaders type them: 11月28日."""
    days = {str(number): today + timedelta(number) for number in range(-DAYS_BACK, 10)}
    text = line.text
    for number, day in days.items():
        text = text.replace(f"{{{number}}}", f"{day.month}月{day.day}日")
    return text
