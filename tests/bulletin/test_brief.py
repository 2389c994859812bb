"""Forty characters for the lettered sign, and dates that hold tomorrow, too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.bulletin import aim, brief, dated
from plugins.people.models import ChatKind

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("明天停水 8点到12点，请提前接水", "11月26日停水 8点到12点，请提前接水"),
        (
            "尊敬的居民朋友们：因市政管网改造施工需要，我小区1栋至12栋将于明天上午8点到12点停水，请提前接水，"
            "给您带来不便敬请谅解。联系电话027-87654321",
            "1栋至12栋11月26日上午8点到12点停水，联系电话027-87654321",
        ),
        (
            "各位居民大家好！11月28日上午9:00-11:00在中心广场举办健康义诊活动，项目有量血压、测血糖、眼科检查，请带好医保卡。谢谢大家！",
            "11月28日上午9:00-11:00在中心广场举办健康义诊活动",
        ),
        (
            "各位业主：接供电公司通知，因线路检修，定于2026年11月27日（周五）7:30-18:00对银湖水榭小区、丰泽园小区停电检修，"
            "请各位居民提前做好准备，由此给您带来的不便敬请谅解！",
            "11月27日7:30-18:00对银湖水榭小区、丰泽园小区停电检修",
        ),
        ("🔔本周六上午9点社区活动室放电影😊", "本周六上午9点社区活动室放电影"),
        ("大扫除", "大扫除"),
    ],
)
def test_signs(words: str, sign: str) -> None:
    line = brief.led(dated.absolute(words, TODAY))
    assert line.text == sign
    assert len(line.text) <= 40
    assert line.lost == []


@given(st.text(min_size=1, max_size=700))
def test_never_more_than_forty(words: str) -> None:
    assert len(brief.led(words).text) <= 40


COURTESY = st.sampled_from(["", "各位居民：", "尊敬的业主朋友们，大家好！", "温馨提示："])
CAUSE = st.sampled_from(["", "因管道检修需要，", "接街道通知，", "为了大家的安全，"])
WHEN = st.sampled_from(["11月28日", "12月5日（周六）", "2026年12月1日"])
HOURS = st.sampled_from(["9:00-11:00", "上午8点到12点", "下午3点半"])
WHERE = st.sampled_from(["3栋", "社区活动室", "亲水平台", "中心广场"])
WHAT = st.sampled_from(["停水", "举办健康义诊活动", "开展反诈宣传", "发放老年卡"])
MORE = st.lists(
    st.sampled_from(["请提前做好准备", "欢迎大家带上家人朋友一起来参加", "给您带来不便敬请谅解", "项目有量血压测血糖"]),
    max_size=6,
)


@given(COURTESY, CAUSE, WHEN, HOURS, WHERE, WHAT, MORE)
def test_date_time_and_place_stay_whatever_stands_around(
    courtesy: str, cause: str, when: str, hours: str, where: str, what: str, more: list[str]
) -> None:
    line = brief.led(f"{courtesy}{cause}{when}{hours}在{where}{what}，{'，'.join(more)}")
    day = when.removeprefix("2026年").removesuffix("（周六）")
    assert len(line.text) <= 40
    assert all(fact in line.text for fact in (day, hours, where, what)), line
    assert line.lost == []


def test_what_finds_no_room_is_told() -> None:
    many = "，".join(f"{day}日上午{day}点{day}栋打疫苗" for day in range(1, 9))
    line = brief.led(many)
    assert len(line.text) <= 40
    assert "8日" in line.lost
    assert "8栋" in line.lost


@pytest.mark.parametrize(
    ("words", "exact", "noted"),
    [
        ("明天停水", "11月26日停水", "明天（11月26日）停水"),
        ("明早停水", "11月26日早上停水", "明早（11月26日）停水"),
        ("今晚、后天", "11月25日晚上、11月27日", "今晚（11月25日）、后天（11月27日）"),
        ("大后天见", "11月28日见", "大后天（11月28日）见"),
        ("明天（11月26日）停水", "明天（11月26日）停水", "明天（11月26日）停水"),
        ("清明天气好，说明白天不停水，前天下雨后天晴，今晚报", None, None),
        ("今早餐车到门口", None, None),
        ("以后天天扫，最后日子", None, None),
    ],
)
def test_days_that_move_get_their_date(words: str, exact: str | None, noted: str | None) -> None:
    assert dated.absolute(words, TODAY) == (exact or words)
    assert dated.annotated(words, TODAY) == (noted or words)


@pytest.mark.parametrize(
    ("text", "kinds", "urgent", "words"),
    [
        ("停水", aim.USUAL, False, "停水"),
        ("居民群 停水", (ChatKind.RESIDENTS,), False, "停水"),
        ("紧急：停水", aim.USUAL, True, "停水"),
        ("緊急 所有群，停水\n第二行", tuple(ChatKind), True, "停水\n第二行"),
        ("紧急停水通知", aim.USUAL, False, "紧急停水通知"),
        ("居民群停水", aim.USUAL, False, "居民群停水"),
        ("志愿者群和居民群 停水", (ChatKind.VOLUNTEERS, ChatKind.RESIDENTS), False, "停水"),
        ("和平里 停水", aim.USUAL, False, "和平里 停水"),
        ("居民群", aim.USUAL, False, ""),
    ],
)
def test_for_whom(text: str, kinds: tuple[ChatKind, ...], urgent: bool, words: str) -> None:
    said = aim.read(text)
    assert (tuple(said.kinds), said.urgent, said.words) == (tuple(kinds), urgent, words)
