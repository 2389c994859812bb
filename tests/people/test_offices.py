"""Offices and places as people say them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.inbox.speaker import RoleKind
from plugins.people import offices, places, teams
from plugins.people.models import Team
from plugins.people.offices import Said

TEAMS = [
    Team(id=1, name="环境保护", short="环境保护"),
    Team(id=2, name="环湖骑行队", short="骑行"),
    Team(id=3, name="法律援助", short="法律援助"),
    Team(id=4, name="医疗卫生", short="医疗卫生"),
]


def read(words: str, *, mentioned: bool = False) -> Said:
    return offices.read(
        words,
        mentioned=mentioned,
        is_team=lambda word: teams.called(TEAMS, word) is not None,
        is_place=lambda word: word == "丰泽园" or places.looks_like_one(word),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("王阿姨 社工", Said(RoleKind.SOCIAL_WORKER, "", "王阿姨")),
        ("@王阿姨 社工", Said(RoleKind.SOCIAL_WORKER, "", "王阿姨")),
        ("王阿姨 环境保护 副队长", Said(RoleKind.TEAM_DEPUTY, "环境保护", "王阿姨")),
        ("王阿姨 为 环境保护 队长", Said(RoleKind.TEAM_LEADER, "环境保护", "王阿姨")),
        ("王阿姨 环境保护队长", Said(RoleKind.TEAM_LEADER, "环境保护", "王阿姨")),
        ("王阿姨 环境保护队副队长", Said(RoleKind.TEAM_DEPUTY, "环境保护队", "王阿姨")),
        ("队长老陈 骑行 队长", Said(RoleKind.TEAM_LEADER, "骑行", "队长老陈")),
        ("陈队长 社工", Said(RoleKind.SOCIAL_WORKER, "", "陈队长")),
        ("王阿姨社工", Said(RoleKind.SOCIAL_WORKER, "", "王阿姨")),
        ("王阿姨 划船 队长", Said(RoleKind.TEAM_LEADER, "划船", "王阿姨")),
        ("王阿姨 队长", Said(RoleKind.TEAM_LEADER, "", "王阿姨")),
        ("环境保护 队长", Said(RoleKind.TEAM_LEADER, "环境保护", "")),
        ("张三 3栋 楼长", Said(RoleKind.BUILDING_HEAD, "3栋", "张三")),
        ("张三 三栋2单元 单元长", Said(RoleKind.UNIT_HEAD, "三栋2单元", "张三")),
        ("王阿姨 丰泽园 网格员", Said(RoleKind.GRID_KEEPER, "丰泽园", "王阿姨")),
        ("王阿姨 主席", Said(None, "", "王阿姨 主席")),
        ("", Said(None, "", "")),
    ],
)
def test_what_is_said(words: str, said: Said) -> None:
    assert read(words) == said


@pytest.mark.parametrize(
    ("words", "of"),
    [("队长 划船", "划船"), ("划船 队长", "划船"), ("队长", ""), ("骑行队 队长", "骑行队"), ("队长 环境保护", "环境保护")],
)
def test_with_an_at_no_name_is_needed(words: str, of: str) -> None:
    assert read(words, mentioned=True) == Said(RoleKind.TEAM_LEADER, of, "")


@given(st.permutations(["王阿姨", "环境保护", "副队长"]))
def test_the_order_does_not_matter(words: list[str]) -> None:
    assert read(" ".join(words)) == Said(RoleKind.TEAM_DEPUTY, "环境保护", "王阿姨")


@pytest.mark.parametrize("kind", list(RoleKind))
def test_every_office_is_known_in_every_order(kind: RoleKind) -> None:
    of = {True: "骑行"}.get(kind in offices.OF_TEAM, "3栋") if kind in offices.OF_TEAM | offices.OF_PLACE else None
    for words in permutations([word for word in (kind.value, of, "刘大姐") if word]):
        assert read(" ".join(words)) == Said(kind, of or "", "刘大姐")


@pytest.mark.parametrize(
    ("word", "number"),
    [("骑行", 2), ("骑行队", 2), ("环湖骑行队", 2), ("環境保護", 1), ("环境保护服务队", 1), ("环 境 保 护", 1), ("环保", None)],
)
def test_what_a_team_is_called(word: str, number: int | None) -> None:
    found = teams.called(TEAMS, word)
    assert (found.id if found else None) == number


@pytest.mark.parametrize(
    ("word", "number"), [("环保", 1), ("环镜保护", 1), ("医疗", 4), ("法援", 3), ("🌊", None), ("xyz", None)]
)
def test_the_nearest_team(word: str, number: int | None) -> None:
    found = teams.nearest(TEAMS, word)
    assert (found.id if found else None) == number


@given(st.text("0129０１２一二三十栋棟幢单元單號号樓楼座第网格 \u3000丰泽園A-", max_size=30))
def test_a_place_is_spelt_once_and_for_all(word: str) -> None:
    assert places.spelt(places.spelt(word)) == places.spelt(word)


@pytest.mark.parametrize(
    ("word", "spelt"), [("三栋", "3栋"), ("十二号楼", "12号楼"), ("３棟 ２單元", "3栋2单元"), ("第四网格", "第4网格")]
)
def test_how_a_place_is_spelt(word: str, spelt: str) -> None:
    assert places.spelt(word) == spelt
