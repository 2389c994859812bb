"""Days and times as leaders type them: what is read, what is asked, what is left alone."""

from datetime import date, datetime

import pytest

from plugins.activity.questions import Unclear
from plugins.activity.when import Found, Span, find_day, find_moment, find_past_day, find_span
from plugins.kernel.clock import SHANGHAI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
"""A Friday; the 28th is a Saturday."""


def shown(found: Found) -> str:
    """A short form to compare with: 11-28 9:00-11:00."""
    parts = [f"{found.day:%m-%d}" if found.day else "-"]
    if found.start is not None:
        parts.append("-".join(f"{m // 60}:{m % 60:02}" for m in (found.start, found.end) if m is not None))
    return " ".join(parts)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("11月28日 9:00-11:00", "11-28 9:00-11:00"),
        ("28号早上6:30", "11-28 6:30"),
        ("28日", "11-28"),
        ("19日", "12-19"),
        ("20日", "11-20"),
        ("20日11点", "11-20 11:00"),
        ("20日9点", "12-20 9:00"),
        ("31号", "12-31"),
        ("下周六上午9点到11点", "11-28 9:00-11:00"),
        ("下個週六 上午9點到11點", "11-28 9:00-11:00"),
        ("本周六", "11-21"),
        ("这周六", "11-21"),
        ("周六", "11-21"),
        ("周五", "11-20"),
        ("周五9点", "11-27 9:00"),
        ("星期天", "11-22"),
        ("礼拜天", "11-22"),
        ("星期6", "11-21"),
        ("明晚7点半", "11-21 19:30"),
        ("今晚", "11-20"),
        ("今晚 8点", "11-20 20:00"),
        ("明早6点半", "11-21 6:30"),
        ("后天下午3点", "11-22 15:00"),
        ("大后天", "11-23"),
        ("11.28 7:00", "11-28 7:00"),
        ("11/28", "11-28"),
        ("11-28", "11-28"),
        ("11-28 9:00-11:00", "11-28 9:00-11:00"),
        ("9-10 8:00", "09-10 8:00"),
        ("11月28日 9-11", "11-28 9:00-11:00"),
        ("11.28周六9点", "11-28 9:00"),
        ("2026-11-28", "11-28"),
        ("2026年11月28日", "11-28"),
        ("二〇二六年十一月二十八日", "11-28"),
        ("明年1月5日", "01-05"),
        ("十一月二十八号", "11-28"),
        ("廿八号", "11-28"),
        ("上午九点半到十一点", "- 9:30-11:00"),
        ("9点", "- 9:00"),
        ("9点一刻", "- 9:15"),
        ("9点三刻", "- 9:45"),
        ("9点05分", "- 9:05"),
        ("九点零五", "- 9:05"),
        ("9时30分", "- 9:30"),
        ("9：00～11：00", "- 9:00-11:00"),
        ("9:00—11:00", "- 9:00-11:00"),
        ("9:00 至 11:00", "- 9:00-11:00"),
        ("9:00-11", "- 9:00-11:00"),
        ("9-11点", "- 9:00-11:00"),
        ("上午9-11点", "- 9:00-11:00"),
        ("下午3-5", "- 15:00-17:00"),
        ("14:30", "- 14:30"),
        ("06:30", "- 6:30"),
        ("晚上7点到9点", "- 19:00-21:00"),
        ("下午2点到4点", "- 14:00-16:00"),
        ("9点到下午3点", "- 9:00-15:00"),
        ("早上9点到17:00", "- 9:00-17:00"),
        ("晚上10点到凌晨1点", "- 22:00-25:00"),
        ("晚上10点到1点", "- 22:00-25:00"),
        ("22:00-1:00", "- 22:00-25:00"),
        ("22:00-次日6:00", "- 22:00-30:00"),
        ("晚上10点到12点", "- 22:00-24:00"),
        ("中午12点", "- 12:00"),
        ("中午12点到2点", "- 12:00-14:00"),
        ("下午1点", "- 13:00"),
        ("月底", "11-30"),
        ("月底最后一天", "11-30"),
        ("下月底", "12-31"),
        ("12月底", "12-31"),
        ("下个月5号", "12-05"),
        ("１１月２８日　９：００－１１：００", "11-28 9:00-11:00"),
        ("28号周六", "11-28"),
        ("11月28日（周六）9点", "11-28 9:00"),
        ("下周六28号", "11-28"),
        ("11月28日 9点 11月28日", "11-28 9:00"),
        ("时间：11月28日9:00", "11-28 9:00"),
    ],
)
def test_is_read(words: str, meant: str) -> None:
    assert shown(find_span(words, NOW)) == meant


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("28号周五", ["11月28日（周六）", "11月27日（周五）"]),
        ("下周六29号", ["11月29日（周日）", "11月28日（周六）"]),
        ("11月10日", ["11月10日（周二）已经过去"]),
        ("11月20日9点", ["9:00 已经过去"]),
        ("昨天", ["已经过去"]),
        ("今天9点", ["9:00 已经过去"]),
        ("2025-11-28", ["2025年11月28日"]),
        ("2月30日", ["没有「2月30日」"]),
        ("11月31号", ["没有「11月31号」"]),
        ("13月1日", ["没有「13月1日」"]),
        ("32号", ["没有「32号」"]),
        ("25点", ["「25点」"]),
        ("9:75", ["「9:75」"]),
        ("24:30", ["「24:30」"]),
        ("1点-6点", ["凌晨1点", "下午1点"]),
        ("28日3点", ["凌晨3点", "下午3点"]),
        ("6:30", ["早上6:30", "晚上6:30"]),
        ("上午9点到1点", ["下午1点"]),
        ("早上15点", ["不是钟点"]),
        ("11:00-9:00", ["9:00 不晚于开始 11:00"]),
        ("20:00-7:00", ["20:00到次日7:00"]),
        ("晚上12点到1点", ["哪一天"]),
        ("28、29日", ["28、29日"]),
        ("28日到30日", ["不止一天"]),
        ("28日 29日", ["11月28日（周六）", "11月29日（周日）"]),
        ("周六、周日", ["11月21日（周六）", "11月22日（周日）"]),
        ("28日 9:00-11:00 14:00-16:00", ["9:00-11:00", "14:00-16:00"]),
        ("8-10", ["8月10日", "8点到10点"]),
    ],
)
def test_is_asked(words: str, asks: list[str]) -> None:
    with pytest.raises(Unclear) as asked:
        find_span(words, NOW)
    assert all(part in asked.value.text for part in asks), asked.value.text


@pytest.mark.parametrize(
    "words",
    [
        "20人",
        "至少10人",
        "3栋2单元",
        "60份",
        "13800138000",
        "1373",
        "3-2-501",
        "11栋",
        "3-2单元",
        "8号楼",
        "东岸3号井盖",
        "2.5公里",
        "每周六",
        "每月28日",
        "月底最后三天",
        "提3点意见",
        "晚一点到",
        "2小时",
        "一周三次",
        "老人周年庆",
        "以后天气好了",
    ],
)
def test_is_left_alone(words: str) -> None:
    assert find_span(words, NOW) == Found(None, None, None, words)


def test_the_rest_comes_back_as_it_was_typed() -> None:
    assert find_span("清潔家園，１１月２８日（周六）９：００　Ａ座", NOW).rest == "清潔家園 Ａ座"


def test_a_part_of_the_day_reaches_a_time_that_stands_apart() -> None:
    assert shown(find_span("明晚 亲水平台 7点半", NOW)) == "11-21 19:30"
    assert shown(find_span("28号下午 亲水平台 3点", NOW)) == "11-28 15:00"


def test_span_is_aware_and_passes_midnight() -> None:
    assert find_span("28日22:00-1:00", NOW).span == Span(
        datetime(2026, 11, 28, 22, tzinfo=SHANGHAI), datetime(2026, 11, 29, 1, tzinfo=SHANGHAI)
    )
    assert find_span("28日", NOW).span is None
    assert find_span("9点", NOW).span is None


def test_january_asks_about_last_december() -> None:
    january = datetime(2027, 1, 5, 10, tzinfo=SHANGHAI)
    with pytest.raises(Unclear, match="2026年12月28日"):
        find_span("12月28日", january)
    assert find_span("1月28日", january).day == date(2027, 1, 28)


def test_a_new_date_is_near_the_old_one() -> None:
    near = date(2026, 12, 28)
    assert shown(find_moment("29日8点", NOW, near)) == "12-29 8:00"
    assert shown(find_moment("8点", NOW, near)) == "12-28 8:00"
    assert shown(find_moment("29日8点", NOW)) == "11-29 8:00"
    with pytest.raises(Unclear, match=r"11月22日（周日）.*12月27日（周日）"):
        find_moment("周日8点", NOW, near)
    with pytest.raises(Unclear, match="只要一个时间"):
        find_moment("29日8点到9点", NOW)


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("28号巡湖", date(2026, 11, 28), "巡湖"),
        ("周六那个", date(2026, 11, 21), "那个"),
        ("明天", date(2026, 11, 21), ""),
        ("明晚巡湖", date(2026, 11, 21), "巡湖"),
        ("11.28", date(2026, 11, 28), ""),
        ("11-28巡湖", date(2026, 11, 28), "巡湖"),
        ("巡湖 7点那个", None, "巡湖 7点那个"),
        ("12", None, "12"),
        ("12 3人", None, "12 3人"),
    ],
)
def test_the_day_of_an_activity(words: str, day: date | None, rest: str) -> None:
    found = find_day(words, NOW)
    assert (found.day, found.rest) == (day, rest)


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("28日 东岸漂浮垃圾3袋", date(2026, 10, 28), "东岸漂浮垃圾3袋"),
        ("8日 3号井盖松动", date(2026, 11, 8), "3号井盖松动"),
        ("20日 一切正常", date(2026, 11, 20), "一切正常"),
        ("周五 好", date(2026, 11, 20), "好"),
        ("昨晚 一切正常", date(2026, 11, 19), "一切正常"),
        ("东岸8日有垃圾", None, "东岸8日有垃圾"),
    ],
)
def test_the_day_of_a_record_lies_behind(words: str, day: date | None, rest: str) -> None:
    found = find_past_day(words, NOW)
    assert (found.day, found.rest) == (day, rest)
