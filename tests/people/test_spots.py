"""Places as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.people import spots
from plugins.people.spots import Spot, read, same

ESTATES = ("恋湖家园", "金银湖别墅", "丰泽园")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("3栋2单元", "3栋2单元"),
        ("三号楼二单元", "3栋2单元"),
        ("3-2-501", "3栋2单元"),
        ("3#", "3栋"),
        ("３＃２单元", "3栋2单元"),
        ("3號樓東側", "3栋"),
        ("3 栋 2 单元", "3栋2单元"),
        ("二单元的灯坏了 十二号楼", "12栋2单元"),
        ("东门", "东门"),
        ("亲水平台旁边", "亲水平台"),
        ("7号楼和8号楼之间", "7栋、8栋之间"),
        ("7、8栋中间", "7栋、8栋之间"),
        ("B2车库", "B2车库"),
        ("地下车库二层", "B2车库"),
        ("负一层车库", "B1车库"),
        ("恋湖家园3栋", "恋湖家园3栋"),
        ("金银湖别墅12号", "金银湖别墅12栋"),
        ("二区七号楼三单元", "2区7栋3单元"),
        ("第3网格", "3网格"),
        ("A座", "A座"),
        ("地点：老王家门口，井盖松了", "老王家"),
    ],
)
def test_many_spellings_are_one_place(said: str, name: str) -> None:
    spot = read(said, ESTATES)
    assert spot
    assert spot.exact
    assert spot.name == name


@pytest.mark.parametrize(
    "said",
    [
        "3个垃圾桶坏了",
        "3点还在吵",
        "3天没来水",
        "等了20-30分钟",
        "11月28日停水",
        "3楼灯不亮",
        "一座桥",
        "3号门锁坏了",
        "13800138000",
        "",
    ],
)
def test_numbers_that_are_no_place(said: str) -> None:
    assert read(said, ESTATES) is None


@pytest.mark.parametrize("said", ["恋湖家园路灯坏了", "2单元的灯"])
def test_what_nobody_can_go_to_is_not_exact(said: str) -> None:
    spot = read(said, ESTATES)
    assert spot
    assert not spot.exact


@pytest.mark.parametrize("said", ["8栋1单元302漏水", "8-1-302", "8#1-302", "八号楼1单元3楼302室", "8栋302"])
def test_a_door_is_understood_and_stays_out_of_what_others_read(said: str) -> None:
    spot = read(said)
    assert spot
    assert spot.door == "302"
    assert spot.public == "8栋"
    assert "302" in spot.full
    assert not any("302" in each for each in (spot.public, spot.name, spot.key, *spot.ladder))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("3栋2单元", "三号楼2单元", True),
        ("3栋2单元", "3栋", True),
        ("3栋2单元", "3栋1单元", False),
        ("3栋", "5栋", False),
        ("恋湖家园3栋", "3栋", True),
        ("恋湖家园3栋", "丰泽园3栋", False),
        ("东门", "东门旁边", True),
        ("东门", "西门", False),
        ("7栋8栋之间", "7号楼和8号楼中间", True),
        ("3栋", "东门", False),
    ],
)
def test_which_places_may_be_the_same(one: str, other: str, alike: bool) -> None:
    mine, theirs = read(one, ESTATES), read(other, ESTATES)
    assert mine
    assert theirs
    assert same(mine.key, theirs.key) is alike
    assert same(theirs.key, mine.key) is alike


def test_what_a_place_lies_in_comes_after_it() -> None:
    spot = read("恋湖家园3栋2单元", ESTATES)
    assert spot
    assert spot.ladder == ("恋湖家园3栋2单元", "恋湖家园3栋", "3栋2单元", "3栋", "恋湖家园")


@given(st.text(max_size=60))
def test_any_text_is_read(said: str) -> None:
    spot = read(said, ESTATES)
    assert spot is None or isinstance(spot, Spot)


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3299))
def test_no_door_ever_stands_in_public(building: int, unit: int, room: int) -> None:
    for said in (f"{building}栋{unit}单元{room}", f"{building}-{unit}-{room}", f"{building}#{unit}单元{room}室"):
        spot = read(said)
        assert spot
        assert spot.public == f"{building}栋"
        assert spot.door == str(room)


def test_a_free_place_is_cut() -> None:
    spot = read(f"地点：{'很' * 50}")
    assert spot
    assert len(spot.landmark) <= spots.LONGEST_FREE
