"""Presets: what ships says what the sources say, and a broken one is told in one sentence with its place."""

from datetime import time
from pathlib import Path

import pytest

from plugins.kernel.refusal import Refusal
from plugins.people import preset

WHOLE = """
places = ["丰泽园"]
[[teams]]
name = "环境保护"
[[teams]]
name = "环湖骑行队"
short = "骑行"
patrols = true
[[series]]
title = "巡湖"
month_days = [8, 28]
start = "08:30"
end = "10:30"
place = "湖边"
teams = ["骑行"]
[settings]
"每小时积分" = 2
"""


def written(folder: Path, text: str) -> Path:
    (folder / "试.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_lake_community_has_its_teams_and_its_patrol() -> None:
    lake = preset.load("恋湖")
    service = [team.name for team in lake.teams if not team.patrols]
    assert len(service) == 19
    assert (service[0], service[8], service[18]) == ("义务巡逻", "环境保护", "创意点园")
    assert [(team.name, team.said) for team in lake.teams if team.patrols] == [
        ("环湖骑行队", "骑行"),
        ("我是党员护湖队", "党员"),
        ("我是团员护湖队", "团员"),
    ]
    (patrol,) = lake.series
    assert (patrol.title, patrol.kind, patrol.month_days, patrol.minimum) == ("巡湖", "patrol", (8, 28), 20)
    assert (patrol.start, patrol.end, patrol.teams) == (time(8, 30), time(10, 30), ("骑行", "党员", "团员"))
    stars = [f"{level}星时长" for level in "一二三四五"]
    assert lake.settings == {"每小时积分": 1} | dict(zip(stars, (100, 300, 600, 1000, 1500), strict=True))


FACTS = {
    "西关": (
        10,
        "扶贫帮困 科普 法律 治安调解 环保卫生 募捐 邻里互助 文体教育 特殊技能",
        ["每月最后三天", "元宵节、端午节、中秋节"],
    ),
    "西山底": (6, "扶贫助困 为老服务 环境保护 文艺宣传 治安巡逻 解忧解困", []),
    "观象台": (7, "为老服务 宣传教育 平安建设 环境维护 互助服务 文化娱乐 协商调解", ["每月20日"]),
    "中福": (5, "基层治理 绿美建设 爱心济困 文体娱乐 睦邻友好", ["每周六"]),
}


@pytest.mark.parametrize("name", FACTS)
def test_each_community_has_its_own_teams_and_days(name: str) -> None:
    teams, called, rules = FACTS[name]
    plan = preset.load(name)
    assert len(plan.teams) == teams
    assert {team.said for team in plan.teams} >= set(called.split())
    assert [series.when for series in plan.series] == rules


def test_the_seven_posts_have_their_emblems() -> None:
    assert [team.emblem for team in preset.load("观象台").teams] == [
        "红手环",
        "红帽子",
        "红袖章",
        "红卫士",
        "红马甲",
        "红飘带",
        "红管家",
    ]


@pytest.mark.parametrize("name", preset.names())
def test_every_preset_that_ships_can_be_read(name: str) -> None:
    assert preset.load(name).name == name


def test_the_preset_that_suits_a_name() -> None:
    assert preset.suited("恋湖社区") == "恋湖"
    assert preset.suited("戀湖社區") == "恋湖"
    assert preset.suited("观象台社区") == "观象台"
    assert preset.suited("山坡社区") == "通用"


@pytest.mark.parametrize(
    "words", ["每月最后三天", "每周六，寒暑假除外", "每两周 周六", "农历 腊月初八", "元宵节、端午节、中秋节、重阳节"]
)
def test_a_rule_is_written_as_in_a_chat(tmp_path: Path, words: str) -> None:
    plan = preset.load("试", written(tmp_path, WHOLE.replace("month_days = [8, 28]", f'rule = "{words}"')))
    assert plan.series[0].when == words


def test_days_of_the_month_stay_readable(tmp_path: Path) -> None:
    assert preset.load("试", written(tmp_path, WHOLE)).series[0].when == "每月8日、28日"


def test_a_whole_preset_is_read(tmp_path: Path) -> None:
    plan = preset.load("试", written(tmp_path, WHOLE))
    assert plan.teams[0].said == "环境保护"
    assert plan.settings == {"每小时积分": 2}


@pytest.mark.parametrize("name", ["没有的", "../恋湖", "恋湖/", "", "恋" * 500])
def test_an_unknown_preset_is_answered_with_those_there_are(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        preset.load(name)
    assert "中福、恋湖、西关、西山底、观象台、通用" in refused.value.text
    assert len(refused.value.text) < 100


BROKEN = [
    ('name = "环境保护"', 'nam = "环境保护"', ["teams 第 1 项（第 3 行起） name", "没有写"]),
    ("patrols = true", 'patrols = "也许"', ["teams 第 2 项（第 5 行起） patrols", "true 或 false"]),
    ("patrols = true", "patrol = true", ["patrol", "没有这个字段"]),
    ('short = "骑行"', 'short = "环境保护"', ["两支队伍都叫环境保护"]),
    ("month_days = [8, 28]", "month_days = [8, 32]", ["series 第 1 项（第 9 行起） month_days"]),
    ("month_days = [8, 28]", "month_days = [8, 8]", ["同一天写了两次"]),
    ("month_days = [8, 28]", 'rule = "每月十五"', ["series 第 1 项（第 9 行起）", "农历"]),
    ("month_days = [8, 28]", 'rule = "每月32日"', ["32日"]),
    ("month_days = [8, 28]", 'rule = "天天"', ["没看出哪天办"]),
    ("month_days = [8, 28]", 'rule = "每周六 大扫除"', ["大扫除"]),
    ("month_days = [8, 28]", "", ["哪天办要写一样"]),
    ("month_days = [8, 28]", 'month_days = [8]\nrule = "每月8日"', ["哪天办要写一样"]),
    ('start = "08:30"', 'start = "八点半"', ["start", "08:30"]),
    ('start = "08:30"', "start = 830", ["start", "08:30"]),
    ('end = "10:30"', 'end = "07:30"', ["结束时间要晚于开始时间"]),
    ('teams = ["骑行"]', 'teams = ["划船"]', ["划船", "在 teams 里没有"]),
    ('places = ["丰泽园"]', "places = 5", ["places", "要写成一列"]),
    ('places = ["丰泽园"]', "placs = []", ["placs（第 2 行）", "没有这个字段"]),
    ('"每小时积分" = 2', '"每小时积分" = "两分"', ["settings 每小时积分（第 17 行）", "整数"]),
    ('"每小时积分" = 2', '"每小时积分" = 1.5', ["settings 每小时积分", "整数"]),
    ('places = ["丰泽园"]', 'places = ["丰泽园"', ["第 3 行", "TOML"]),
]


@pytest.mark.parametrize(("right", "wrong", "said"), BROKEN)
def test_a_broken_preset_is_told_in_one_sentence(tmp_path: Path, right: str, wrong: str, said: list[str]) -> None:
    assert right in WHOLE
    with pytest.raises(Refusal) as refused:
        preset.load("试", written(tmp_path, WHOLE.replace(right, wrong)))
    for part in ["试.toml", *said]:
        assert part in refused.value.text
    assert "\n" not in refused.value.text


def test_a_preset_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "试.toml").write_bytes(WHOLE.encode("gbk"))
    with pytest.raises(Refusal, match="UTF-8"):
        preset.load("试", tmp_path)
