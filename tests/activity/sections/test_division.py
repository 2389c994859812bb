"""How leaders write shifts, stalls and quotas in one line."""

from datetime import datetime

import pytest

from plugins.activity.draft import Draft, read_draft
from plugins.activity.questions import Unclear
from plugins.activity.sections.division import Part, read_parts
from plugins.kernel.clock import SHANGHAI

NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)


def read(line: str) -> Draft:
    return read_draft(line, NOON)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("早班 8-10点 5人, 午班 10-12点 5人", (Part("早班", 480, 600, 5), Part("午班", 600, 720, 5))),
        ("早班8:00-10:00 5人、午班10:00-12:00 5人至少3人", (Part("早班", 480, 600, 5), Part("午班", 600, 720, 5, 3))),
        ("早班 8-10 5人 晚班 7-9点 两人", (Part("早班", 480, 600, 5), Part("晚班", 1140, 1260, 2))),
        ("下午班 2-4点 五人", (Part("下午班", 840, 960, 5),)),
        ("骑行10 党员6 团员4", (Part("骑行", limit=10), Part("党员", limit=6), Part("团员", limit=4))),
        ("骑行 10 · 党员 6 · 团员 4", (Part("骑行", limit=10), Part("党员", limit=6), Part("团员", limit=4))),
        ("义诊台 3-5人, 理发台 至少2人", (Part("义诊台", limit=5, minimum=3), Part("理发台", minimum=2))),
        ("早班 8-10点, 午班 10-12点, 每班 5人", (Part("早班", 480, 600, 5), Part("午班", 600, 720, 5))),
        ("A组 10人 B组 10人", (Part("A组", limit=10), Part("B组", limit=10))),
    ],
)
def test_sections_are_read(words: str, parts: tuple[Part, ...]) -> None:
    assert read_parts(words) == (parts, len(words))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("广场日 12月5日 中心广场 分组 早班 8-10点 5人, 午班 10-12点 5人", "中心广场"),
        ("广场日 12月5日 分组 早班 8-10点 5人, 午班 10-12点 5人 中心广场", "中心广场"),
        ("广场日 分组：早班 8-10点 5人；午班 10-12点 5人。12月5日 3号楼前", "3号楼前"),
        ("广场日 12月5日 中心广场 分组 早班 8-10点 5人 午班 10-12点 5人 截止12月4日18点", "中心广场"),
    ],
)
def test_the_hours_of_the_shifts_are_those_of_the_activity(line: str, place: str) -> None:
    draft = read(line)
    assert (draft.title, draft.place, draft.missing) == ("广场日", place, ())
    assert draft.start == datetime(2026, 12, 5, 8, tzinfo=SHANGHAI)
    assert draft.end == datetime(2026, 12, 5, 12, tzinfo=SHANGHAI)
    assert [each.name for each in draft.sections] == ["早班", "午班"]
    assert draft.limit is None


def test_a_number_of_places_is_no_division() -> None:
    for words, limit in (("名额20", 20), ("名额 20人", 20), ("名额不限", None)):
        draft = read(f"清洁家园 11月28日 9:00-11:00 亲水平台 {words}")
        assert (draft.limit, draft.sections) == (limit, ())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("30人 名额 骑行10 党员6 团员4", "加起来是 20 人"),
        ("分组 早班 8-10点 5人, 早班 10-12点 5人", "写了两次"),
        ("分组 早班 5人至少8人", "比上限还多"),
        ("分组 早班 0人", "1 到 5000"),
        ("分组 中心", "分组没看懂"),
        ("分组 早班 2-4点 5人", "下午2点"),
        (f"分组 {' '.join(f'{sign}摊1人' for sign in '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌')}", "最多分 20 组"),
    ],
)
def test_what_contradicts_itself_is_asked_back(words: str, says: str) -> None:
    with pytest.raises(Unclear, match=says):
        read(f"广场日 12月5日 9:00-11:00 中心广场 {words}")


def test_shifts_that_have_begun_are_refused() -> None:
    with pytest.raises(Unclear, match="已经过去了"):
        read("广场日 今天 中心广场 分组 早班 8-10点 5人")
