"""Every way in which lists mutate as seen in real groups: what is read of each, written as 名字+大人c孩子@代报人 and x/e/u/w for its marks."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.activity.jielong.chain import Chain, Mark
from plugins.activity.jielong.reading import read

CASES = json.loads((Path(__file__).parents[3] / "bench" / "jielong_cases.json").read_text(encoding="utf-8"))
SIGNS = {Mark.CANCELLED: "x", Mark.EXCUSED: "e", Mark.UNSURE: "u", Mark.WAITING: "w"}
READINGS = [
    ("#Group Note\nLake walk\n\n1. Anna Li\n2. Tom +1", "Anna Li|Tom+1"),
    ("报名接龙：\n8月28日巡湖\n1、张阿姨\n2、李师傅", "张阿姨|李师傅"),
    ("8月28日早上7点巡湖，20人\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
    ("#接龙巡湖报名\n1 张阿姨\n2 李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n1张阿姨\n2李师傅\n3王姐", "张阿姨|李师傅|王姐"),
    ("#接龙\n巡湖\n①张阿姨\n②李师傅", "张阿姨|李师傅"),
    ("#接龙 巡湖 ①张阿姨②李师傅③王姐", "张阿姨|李师傅|王姐"),
    ("#接龙\\n巡湖\\n\\n1. 张阿姨\\n2. 李师傅", "张阿姨|李师傅"),
    ("#接龙 8.28巡湖 1.张阿姨 2.李师傅+1 3.王姐", "张阿姨|李师傅+1|王姐"),
    ("#接龙 8月28日早上7点巡湖限20人 1、张阿姨 2、李师傅（带孙子） 3、王姐", "张阿姨|李师傅c1|王姐"),
    ("#接龙\n巡湖\n\n1. 张\u200b阿姨\n2.\xa0李师傅\n３．　王姐", "张阿姨|李师傅|王姐"),
    ("#接龙\n巡湖\n\n1. 张阿姨\n骑行队\n2. 李师傅\n党员队", "张阿姨|李师傅"),
    ("#接龙\n周末两场\n\n8日上午：\n1. 张阿姨\n2. 李师傅\n28日上午：\n1. 王姐\n2. 赵叔", "张阿姨|李师傅|王姐|赵叔"),
    ("#接龙\n周末两场\n骑行队\n1. 张阿姨\n2. 李师傅\n党员队\n3. 王姐\n4. 赵叔", "张阿姨|李师傅|王姐|赵叔"),
    ("#接龙\n团购午餐菜单\n1. 红烧肉 15元\n2. 青菜 8元\n\n1. 张阿姨 红烧肉\n2. 李师傅 青菜", "张阿姨|李师傅"),
    ("#接龙\n盒饭\n1.红烧肉\n2.青菜\n1.张阿姨\n2.李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n例 1. 张三 13800000000\n\n1. 李师傅\n2. 王姐", "李师傅|王姐"),
    ("#接龙\n巡湖\n\n1. 例：张三 骑行队\n2. 李师傅\n3. 王姐", "李师傅|王姐"),
    ("#接龙\n巡湖\n\n1. 姓名 队伍\n2. 李师傅", "李师傅"),
    ("#接龙\n巡湖\n\n1. 张阿姨\n2. 李师傅\n\n请于27日18点前报名，联系电话13800000000", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1. 张阿姨\n2. 李师傅\n请大家准时到", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1. 张阿姨\n2. 李师傅\n\n注意事项：\n1. 戴小红帽\n2. 带水", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1. 张阿姨\n2. \n3. \n5. 王姐\n5. 赵叔", "张阿姨|王姐|赵叔"),
    (
        "#接龙\n巡湖\n\n1. A.小红\n2. 88号技师\n3. 小雨🌸\n4. 王.丽\n5. 5栋302李师傅\n6.7哥",
        "A.小红|88号技师|小雨🌸|王.丽|李师傅|7哥",
    ),
    (
        "#接龙\n巡湖\n\n1. 王奶奶（李师傅代报）\n2. 代赵大爷\n3. 李师傅帮孙奶奶报名\n4. 周姐代",
        "王奶奶@李师傅|赵大爷@|孙奶奶@李师傅|周姐@",
    ),
    (
        "#接龙\n巡湖\n\n1. 王奶奶（取消）\n2. 赵大爷 去不了\n3. 孙姐 请假\n4. 周姐待定\n5. 钱叔（候补）\n6. （取消）吴姐",
        "王奶奶x|赵大爷x|孙姐e|周姐u|钱叔w|吴姐x",
    ),
    (
        "#接龙\n巡湖\n\n1. 张阿姨 一家三口\n2. 李师傅2大1小\n3. 王姐带2个孩子\n4. 赵叔和老伴\n5. 孙姐两口子\n6. 周哥x2\n7. 吴姐 +2娃\n8. 郑叔带人",
        "张阿姨+2|李师傅+1c1|王姐c2|赵叔+1|孙姐+1|周哥+1|吴姐c2|郑叔+1",
    ),
    ("#接龙\n巡湖\n\n1. 张阿姨 13800000000\n2. 13900000000\n3. +1\n4. 我", "张阿姨"),
    ("@小红帽 #接龙\n巡湖\n1. 张阿姨", "张阿姨"),
    ("机器人\u2005#接龙\n巡湖\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
    ("> #接龙\n> 巡湖\n> 1. 张阿姨\n这个几点", None),
    ("「张三：#接龙\n巡湖\n1. 张阿姨」\n- - - - - - - -\n#接龙\n巡湖\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
    ("张三：\n#接龙\n巡湖\n1. 张阿姨", None),
    ("接龙规则：\n1. 先把名字写上\n2. 不要删别人", None),
    ("明天要带：\n1. 雨衣\n2. 水杯", None),
    ("明天活动安排：\n1. 张主任讲话\n2. 王老师发言", None),
    ("活动内容\n1. 捡垃圾\n2. 清雪\n3. 发传单", None),
    ("1. 张阿姨\n2. 李师傅", None),
    ("1. 张", None),
    ("接龙买鸡蛋的下楼取货", None),
    ("#接龙\n巡湖", None),
    ("#接龙\n活动须知\n1、戴帽子\n2、带水", None),
    ("#接龍\n8月28日護湖\n例 姓名 隊伍\n\n1. 張阿姨 騎行隊\n2. 李師傅（帶孫子）\n3. 王姐 候補", "張阿姨|李師傅c1|王姐w"),
    ("#接龙\n巡湖\n\n1. 张阿姨、李师傅\n2. 王姐", "张阿姨|李师傅|王姐"),
    ("【接龙】巡湖报名\n1.张阿姨\n2.李师傅", "张阿姨|李师傅"),
    ("#接龙\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
    ("#接龙\n11.28 7:00 巡湖\n集合 7:00 亲水平台\n20人\n\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
    ("#接龙\n1.28巡湖\n\n1. 张阿姨", "张阿姨"),
    ("#接龙\n巡湖\n\n3. 张阿姨\n4. 李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1️⃣0️⃣ 张阿姨\n1️⃣1️⃣ 李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1. 张阿姨 2. 李师傅\n3. 王姐", "张阿姨|李师傅|王姐"),
    ("#接龙\n巡湖\n\n1. 张阿姨骑行队\n2. 姓名：李师傅 电话：13800000000\n3. 王姐-党员队", "张阿姨|李师傅|王姐"),
    ("#接龙\n巡湖\n\n1-张阿姨\n2-李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n(1)张阿姨\n(2)李师傅", "张阿姨|李师傅"),
    ("#接龙\n巡湖\n\n1. 张̶阿̶姨̶\n2. 李师傅", "张阿姨x|李师傅"),
    ("#接龙\n巡湖\n（限20人，满20人请写候补）\n1.张阿姨 3栋2单元501 13800138000\n2.李师傅18:00后到", "张阿姨|李师傅"),
    ("#接龙 11月28日清洁家园\r\n例：姓名+人数\r\n\r\n1. 张阿姨 1人\r\n2. 李师傅 2人\r\n\r\n", "张阿姨|李师傅+1"),
    ("＃ 接龙 巡湖\n1：张阿姨\n2：李师傅", "张阿姨|李师傅"),
    ("#接龙\n28号巡湖\n\n1. 王姐 8号也去\n2. 李代表\n3. 代玉\n4. 能去", "王姐|李代表|代玉|能去"),
    ("大家接龙啦\n#接龙\n巡湖\n1. 张阿姨\n2. 李师傅", "张阿姨|李师傅"),
]


def shown(chain: Chain | None) -> str | None:
    if chain is None:
        return None
    rows = []
    for row in chain.rows:
        heads = (f"+{row.guests}" if row.guests else "") + (f"c{row.children}" if row.children else "")
        proxy = f"@{row.proxy}" if Mark.PROXY in row.marks else ""
        rows.append(row.name + heads + proxy + "".join(sign for mark, sign in SIGNS.items() if mark in row.marks))
    return "|".join(rows)


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_what_is_read(text: str, expected: str | None) -> None:
    assert shown(read(text)) == expected


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_cases_of_the_bench(case: dict) -> None:
    chain = read(case["text"])
    assert [row.name for row in chain.rows] == case["names"] if chain else case["names"] == []


def test_title_example_blanks_and_tail_are_told_apart() -> None:
    chain = read("#接龙\n8.28巡湖\n 7点集合\n例 姓名 队伍\n\n1. 张阿姨\n2. \n3. 王姐\n\n请带水")
    assert chain
    assert (chain.title, chain.examples, chain.blanks, chain.tail) == ("8.28巡湖\n 7点集合", ("例 姓名 队伍",), (2,), "请带水")


def test_rows_that_hold_nobody_are_named_with_their_reason() -> None:
    chain = read("#接龙\n巡湖\n\n1. 张阿姨\n2. 13900000000\n3. +1\n4. 我\n5. " + "很" * 30 + "\n6. " + "字" * 200)
    assert chain
    assert [row.name for row in chain.rows] == ["张阿姨"]
    assert [each.number for each in chain.unread] == [2, 3, 4, 5, 6]
    assert [each.reason for each in chain.unread][3:] == ["名字太长", "字太多了"]


@pytest.mark.parametrize(
    "number", ["13800138000", "138 0013 8000", "１３８００１３８０００", "138-0013-8000", "220102199001011234", "85551234"]
)
def test_a_number_is_nowhere_repeated(number: str) -> None:
    chain = read(f"#接龙\n理发\n例 张三 {number}\n\n1. 王奶奶 {number}\n2. 李{number}\n3. {number}\n4. 例：{number}")
    assert chain
    said = f"{chain.rows}{chain.unread}{chain.examples}"
    assert number not in said
    assert "王奶奶" in said


def test_groups_go_with_their_rows() -> None:
    chain = read("#接龙\n周末两场\n\n8日上午：\n1. 张阿姨\n2. 李师傅\n28日上午：\n1. 王姐")
    assert chain
    assert [(row.name, row.group) for row in chain.rows] == [("张阿姨", "8日上午"), ("李师傅", "8日上午"), ("王姐", "28日上午")]


def test_twenty_rows_three_with_company_two_off() -> None:
    rows = [f"{at}. {'张王李赵刘'[at % 5]}{'一二三四五六七'[at % 7]}{'甲乙丙'[at % 3]}" for at in range(1, 21)]
    for at, what in ((0, "+1"), (5, "+1"), (9, "+1"), (3, "（取消）"), (12, "（取消）")):
        rows[at] += what
    chain = read("\n".join(["#接龙", "巡湖", "", *rows]))
    assert chain
    assert (len(chain.rows), len(chain.coming), chain.company) == (20, 18, 3)


PIECES = [
    "#接龙",
    "接龙",
    "＃接龍",
    "1.",
    "2、",
    "①",
    "1️⃣",
    "12",
    "3-2-501",
    "\\n",
    "\r\n",
    "\n",
    "\u200b",
    "\u2005",
    "例",
    "代",
    "帮",
    "+1",
    "（取消）",
    "）",
    "「",
    "- - - - - -",
    "8.28",
    "28号",
    "张阿姨",
    "带孙子",
    "13800000000",
    "：",
    "\0",
    "🌸",
    "巡湖",
    "x2",
    "两口子",
]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)
    )
)
def test_no_text_whatever_makes_it_raise(text: str) -> None:
    for each in (text, f"#接龙\n{text}", f"#接龙\n巡湖\n\n1. {text}\n2. 王姐"):
        chain = read(each)
        assert chain is None or all(row.name.strip() and row.key for row in chain.rows)
