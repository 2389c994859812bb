"""Whatever form a day and time are written in, they are that moment; and no text at all breaks the reading."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plugins.activity.questions import Unclear
from plugins.activity.when import Span, find_day, find_moment, find_past_day, find_span, moment
from plugins.kernel.clock import SHANGHAI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)

CHINESE = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """28 as 二十八."""
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE[number]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


def spoken(hour: int) -> str:
    """19 as 晚上7点."""
    part = "早上" if hour < 9 else "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour <= 12 else hour - 12}点"


DAY_FORMS = [
    lambda d: f"{d.month}月{d.day}日",
    lambda d: f"{d.month}月{d.day}号",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.month}.{d.day}",
    lambda d: f"{d.month}/{d.day}",
    lambda d: f"{d.month:02}-{d.day:02}",
    lambda d: f"{chinese(d.month)}月{chinese(d.day)}日",
    lambda d: f"{d.month}月{d.day}日(周{'一二三四五六日'[d.weekday()]})",
]
TIME_FORMS = [
    lambda h, m: f"{h:02}:{m:02}",
    lambda h, m: f"{h:02}：{m:02}",
    lambda h, m: spoken(h) + (f"{m:02}分" if m else ""),
    lambda h, m: spoken(h) + ("半" if m == 30 else f"{m:02}分"),
]


@given(
    st.dates(date(2026, 11, 21), date(2026, 11, 20) + timedelta(days=300)),
    st.integers(6, 21),
    st.integers(0, 59),
    st.integers(1, 90),
    st.sampled_from(DAY_FORMS),
    st.sampled_from(TIME_FORMS),
    st.sampled_from(["-", "～", "到", " 至 ", "—"]),
    st.sampled_from(
        ["{day} {time}", "{time} {day}", "清洁家园 {day}，{time} 亲水平台 20人", "至少10人\n{day}\n3栋2单元 {time}"]
    ),
)
def test_whatever_the_form_it_is_that_moment(day, hour, minute, lasts, day_form, time_form, to, line) -> None:
    start = moment(day, hour * 60 + minute)
    end = start + timedelta(minutes=lasts)
    time = time_form(hour, minute) + to + time_form(end.hour, end.minute)
    assert find_span(line.format(day=day_form(day), time=time), NOW).span == Span(start, end)


@given(st.integers(1, 31), st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)))
def test_a_bare_day_is_the_next_such_day(number: int, now: datetime) -> None:
    day = find_span(f"{number}号", now.replace(tzinfo=SHANGHAI)).day
    assert day is not None
    between = (day - now.date()).days
    assert between >= 0
    assert day.day == number
    assert all((now.date() + timedelta(days=n)).day != number for n in range(between))


PIECES = st.sampled_from(
    [*"0123456789:.-/月日号周六下点半到上午晚截止人 ,，明今年底一十二", "28日", "9:00", "前一天", "每", "最后"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_read_or_asked_about(words: str) -> None:
    for find in (find_span, find_moment, find_day, find_past_day):
        try:
            found = find(words, NOW)
        except Unclear:
            pass
        else:
            assert found.span is None or found.span.start > NOW
