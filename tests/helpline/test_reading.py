"""One line taken apart; which sort it is; how long something took."""

import pytest

from plugins.helpline import reading, sorts, work

DOORS = [
    ("水龙头坏了，8栋1单元302，13800138000", "8栋1单元302", "8栋", "13800138000"),
    ("住八栋一单元三零二 电话一三八零零一三八零零零", "八栋一单元三零二", "8栋", "13800138000"),
    ("3-2-501 马桶堵了 138 0013 8000", "3栋2单元501", "3栋", "13800138000"),
    ("5号楼 302室 027-87654321", "5号楼 302室", "5号楼", "027-87654321"),
    ("12#1101 灯不亮", "12#1101", "12栋", ""),
    ("我在门口等", "", "", ""),
    ("来3个人，2点", "", "", ""),
]


@pytest.mark.parametrize(("said", "door", "building", "phone"), DOORS)
def test_where_and_whose_phone(said: str, door: str, building: str, phone: str) -> None:
    parts = reading.read(said)
    assert (parts.door, parts.building, parts.phone) == (door, building, phone)
    assert parts.words == said


NAMES = [
    ("我是王秀英，水龙头坏了", "王秀英"),
    ("联系人：李建国 13800138000", "李建国"),
    ("我叫张三，住8栋", "张三"),
    ("我是一个人在家", ""),
    ("灯坏了", ""),
]


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_who(said: str, name: str) -> None:
    assert reading.read(said).name == name


TIMES = [
    ("明天上午9点陪我妈去医院", "明天上午9点"),
    ("周六下午来", "周六下午"),
    ("11月28日 8:30 前", "11月28日 8:30"),
    ("有空来就行", ""),
    ("下午2点半", "下午2点半"),
]


@pytest.mark.parametrize(("said", "time"), TIMES)
def test_when(said: str, time: str) -> None:
    assert reading.when(said) == time


HURRIES = [
    ("急！水管爆了", True),
    ("赶紧来人", True),
    ("不急，有空再来", False),
    ("不着急", False),
    ("陪我去看急诊", None),
    ("灯坏了", None),
    ("我妈晕倒了", True),
]


@pytest.mark.parametrize(("said", "urgent"), HURRIES)
def test_urgent(said: str, urgent: bool | None) -> None:
    assert reading.is_urgent(said) is urgent


SORTS = {
    "水电维修": ["水龙头坏了", "家里跳闸了没电", "马桶堵了帮忙疏通", "灯泡坏了够不着", "门锁打不开", "水笼头坏了"],
    "就医陪诊": ["想找人陪去医院", "我妈一个人在家想找人陪去医院", "帮忙买药", "老人要去透析没人接送", "陪我妈看病"],
    "功课辅导": ["孩子作业不会做", "想找人辅导数学", "放学没人接孩子"],
    "邻里照看": ["一个人在家想找人聊聊天", "帮忙买菜送上楼", "手机不会用，想请人教", "取快递搬不动"],
    "生活困难": ["想申请低保", "残疾证怎么办，没钱看病", "下岗了交不起水电费"],
    "就业帮扶": ["想找工作"],
    "法律咨询": ["老板拖欠工资想打官司"],
    "矛盾调解": ["跟邻居吵架想找人调解"],
    "心里话": ["最近睡不着心情不好"],
}


@pytest.mark.parametrize(("said", "name"), [(said, name) for name, lines in SORTS.items() for said in lines])
def test_which_sort(said: str, name: str) -> None:
    found = sorts.sort_of(said)
    assert found
    assert found.name == name


@pytest.mark.parametrize("said", ["想咨询一件事", "你好", "在吗", "12345", ""])
def test_no_sort(said: str) -> None:
    assert sorts.sort_of(said) is None


def test_sensitive_ones_are_marked() -> None:
    assert {each.name for each in sorts.all_sorts() if each.sensitive} == {"生活困难", "心里话"}


LASTING = [
    ("已陪诊 2小时", 120),
    ("半小时搞定", 30),
    ("1个半小时", 90),
    ("1.5小时", 90),
    ("两个钟头", 120),
    ("换好了，40分钟", 40),
    ("已换好", None),
    ("99小时", 720),
]


@pytest.mark.parametrize(("said", "minutes"), LASTING)
def test_how_long(said: str, minutes: int | None) -> None:
    assert work.said_minutes(said) == minutes
