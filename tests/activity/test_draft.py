"""The 「发布」 line: every order and separator, what is missing, what contradicts itself."""

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.activity.draft import Draft, read_draft
from plugins.activity.questions import Unclear
from plugins.kernel.clock import SHANGHAI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
TEAMS = ("环境保护", "水电维修")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def read(line: str) -> Draft:
    return read_draft(line, NOW, TEAMS)


WHOLE = Draft(
    title="清洁家园",
    day=date(2026, 11, 28),
    start=at(28, 9),
    end=at(28, 11),
    end_given=True,
    place="亲水平台",
    limit=20,
    minimum=10,
    signup_closes_at=at(27, 18),
    cancel_closes_at=None,
    team=None,
    note="",
    missing=(),
)
FIELDS = ("11月28日", "9:00-11:00", "亲水平台", "20人", "至少10人", "截止27日18点")


def test_the_line_of_the_contract_in_any_order() -> None:
    lines = [" ".join(("清洁家园", *order)) for order in permutations(FIELDS)]
    assert [line for line in lines if read(line) != WHOLE] == []


@pytest.mark.parametrize(
    "line",
    [
        "清洁家园，11月28日，9:00—11:00，亲水平台，限20人，不少于10人，报名截止：27日18:00",
        "清洁家园、11月28日、9：00-11：00、亲水平台、名额20、最少10人、27日18点截止",
        "清洁家园\n11月28日\n9点到11点\n亲水平台\n上限20人\n至少十人\n报名截止27日18点",
        "清洁家园11月28日9:00-11:00亲水平台20人至少10人截止27日18点",
        "清洁家园 下周六 上午9点到11点 在亲水平台集合 10-20人 截止前一天18点",
        "清洁家园 时间：11月28日 9:00-11:00 地点：亲水平台 人数：20 至少：10 截止：27日18点",
        "11月28日上午9-11点清洁家园，亲水平台集合，二十人，10人以上，27日晚上6点前报名",
        "「清洁家园」 28号（周六）9:00-11:00 亲水平台 20名 起码10人 27日18点截止",
        "清洁家园，时间11月28日9点到11点，地点亲水平台，20人，满10人成行，27日18点截止报名",
        "清洁家园 27日18点截止 11月28日9:00-11:00 亲水平台 20人 至少10人",
        "清洁家园 11月28日9:00-11:00截止27日18点 亲水平台 20人 至少10人",
        "清洁家园 11月28日 地点:亲水平台 20人 至少10人 截止 27日 18:00 9:00-11:00",
    ],
)
def test_other_ways_to_say_the_same(line: str) -> None:
    assert read(line) == WHOLE


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("", ("title", "day", "time", "place")),
        ("清洁家园", ("day", "time", "place")),
        ("清洁家园 11月28日", ("time", "place")),
        ("清洁家园 9点", ("day", "place")),
        ("清洁家园 11月28日 9点", ("place",)),
        ("清洁家园 亲水平台 20人 截止27日18点", ("day", "time")),
        ("11月28日 9点 地点:亲水平台", ("title",)),
        ("清洁家园 11月28日\n地点：\n9点", ("place",)),
    ],
)
def test_what_is_missing_is_named(line: str, missing: tuple[str, ...]) -> None:
    assert read(line).missing == missing


def test_answers_are_appended_to_the_line() -> None:
    line = "清洁家园 20人 至少10人 截止27日18点"
    for answer in ("11月28日", "9点到11点", "地点:亲水平台"):
        assert read(line).missing
        line = f"{line} {answer}"
    assert read(line) == WHOLE


def test_without_an_end_it_lasts_two_hours() -> None:
    draft = read("清洁家园 11月28日 9点 亲水平台")
    assert (draft.end, draft.end_given) == (at(28, 11), False)
    assert (draft.limit, draft.minimum, draft.signup_closes_at) == (None, None, None)


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("1373 议事会", "1373 议事会"),
        ("「清洁家园 周六专场」", "清洁家园 周六专场"),
        ("《民法典》宣讲", "《民法典》宣讲"),
        ("“12月5日” 国际志愿者日", "12月5日"),
        ("两人三足", "两人三足"),
        ("3栋2单元大扫除", "3栋2单元大扫除"),
        ("请提前报名的课", "请提前报名的课"),
        ("电话13800138000咨询", "电话13800138000咨询"),
    ],
)
def test_titles(title: str, read_as: str) -> None:
    draft = read(f"{title} 11月28日 14:00 地点:活动室 30人")
    assert (draft.title, draft.place, draft.limit) == (read_as, "活动室", 30)


@pytest.mark.parametrize(
    ("rest", "place", "note"),
    [
        ("亲水平台 南门", "亲水平台 南门", ""),
        ("3栋2单元", "3栋2单元", ""),
        ("亲水平台 20人 自带手套", "亲水平台", "自带手套"),
        ("活动地点：亲水平台 自带手套", "亲水平台", "自带手套"),
        ("8号楼前 人数不限", "8号楼前", ""),
    ],
)
def test_places_and_notes(rest: str, place: str, note: str) -> None:
    draft = read(f"清洁家园 11月28日 9点 {rest}")
    assert (draft.place, draft.note) == (place, note)


@pytest.mark.parametrize("words", ["环境保护", "队伍:环境保护", "队伍：环境保护队"])
def test_the_team_is_known_by_its_name(words: str) -> None:
    draft = read(f"清洁家园 11月28日 9点 {words} 亲水平台")
    assert (draft.team, draft.place) == ("环境保护", "亲水平台")


@pytest.mark.parametrize(
    ("words", "signup", "cancel"),
    [
        ("截止27日", at(27, 23, 59), None),
        ("截止到27日晚上8点", at(27, 20), None),
        ("截至11-27 18:00", at(27, 18), None),
        ("截止明晚8点", at(21, 20), None),
        ("截止前一晚8点", at(27, 20), None),
        ("截止28日8点", at(28, 8), None),
        ("截止当天8点", at(28, 8), None),
        ("取消截止26日12点", None, at(26, 12)),
        ("退出截止：26日12点 报名截止27日18点", at(27, 18), at(26, 12)),
        ("27日18点截止 取消截止26日12点", at(27, 18), at(26, 12)),
        ("26日12点前可取消", None, at(26, 12)),
    ],
)
def test_two_deadlines(words: str, signup: datetime | None, cancel: datetime | None) -> None:
    draft = read(f"清洁家园 11月28日 9:00 亲水平台 {words} 20人")
    assert (draft.signup_closes_at, draft.cancel_closes_at) == (signup, cancel)
    assert (draft.start, draft.place, draft.limit) == (at(28, 9), "亲水平台", 20)


def test_a_deadline_keeps_to_the_month_of_the_activity() -> None:
    draft = read("清洁家园 12月28日 9:00 亲水平台 截止27日18点")
    assert draft.signup_closes_at == datetime(2026, 12, 27, 18, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("清洁家园 28日 9点 广场 10人 至少20人", "至少 20 人比上限 10 人还多"),
        ("清洁家园 28日 9点 广场 0人", "写的是 0"),
        ("清洁家园 28日 9点 广场 5001人", "写的是 5001"),
        ("清洁家园 28日 9点 广场 20人 30人", "20、30"),
        ("清洁家园 28日 11:00-9:00 广场", "不晚于开始"),
        ("清洁家园 28日 9:00-11:00 14:00-16:00 广场", "不止一个时间"),
        ("清洁家园 28日 9点 29日 广场", "不止一天"),
        ("清洁家园 28号周五 9点 广场", "11月27日（周五）"),
        ("清洁家园 2月30日 9点 广场", "2月30日"),
        ("清洁家园 11月10日 9点 广场", "已经过去"),
        ("清洁家园 28日 3点 广场", "下午3点"),
        ("清洁家园 28日 9点 广场 截止28日18点", "不能晚于活动开始"),
        ("清洁家园 28日 9点 广场 取消截止29日8点", "不能晚于活动开始"),
        ("清洁家园 28日 9点 广场 截止今天9点", "已经过去"),
        ("清洁家园 28日 9点 广场 截止周五18点", "11月20日（周五），还是 11月27日（周五）"),
        ("清洁家园 28日 9点 广场 截止18点", "截止27日18点"),
        ("清洁家园 28日 9点 广场 截止", "截止27日18点"),
        ("清洁家园 28日 9点 广场 截止26日8点 截止27日8点", "写了两次"),
        ("清洁家园 28日 9点 广场 队伍:舞龙", "舞龙"),
        ("读书会 每周六 9点 图书室", "「每周六」"),
        ("清" * 41 + " 28日 9点 广场", "40"),
        ("清洁家园 28日 9点 " + "广" * 500, "60"),
    ],
)
def test_contradictions_are_asked_about(line: str, asks: str) -> None:
    with pytest.raises(Unclear) as asked:
        read(line)
    assert asks in asked.value.text


PIECES = st.sampled_from(
    [
        *FIELDS,
        *" ,，、\n:：「」《》()0123456789人",
        "截止",
        "27日18点",
        "前报名",
        "取消",
        "地点",
        "队伍",
        "至少",
        "环境保护",
        "周六",
        "明晚",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_line_is_read_or_asked_about(line: str) -> None:
    try:
        draft = read(line)
    except Unclear:
        return
    assert len(draft.title) <= 40
    assert ("time" in draft.missing or "day" in draft.missing) == (draft.start is None)
    if draft.start is not None and draft.end is not None:
        assert NOW < draft.start < draft.end <= draft.start + timedelta(days=1, hours=12)
        for closes in (draft.signup_closes_at, draft.cancel_closes_at):
            assert closes is None or NOW < closes <= draft.start
