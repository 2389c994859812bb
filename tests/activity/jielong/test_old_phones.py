"""Lists as old people type them on phones, judged by a reader before the parser saw them: numbers in words, menus with prices, advertisements,
two lists in one message, several people on one row, quoted copies, traditional script. Written as in ``test_fresh_lists``.
"""

import pytest

from plugins.activity.jielong.reading import SECOND, read
from tests.activity.jielong.test_reading import shown

LISTS = [
    ("#接龙\n12月12日腊八粥分发，早7点食堂门口\n\n1. 郑大妈\n2 .冯师傅\n3。褚姐\n4，卫叔", "郑大妈|冯师傅|褚姐|卫叔"),
    ("#接龙\n包饺子\n\n1. 郑大妈\n２、冯师傅\n③褚姐\n4️⃣卫叔", "郑大妈|冯师傅|褚姐|卫叔"),
    ("#接龙\n包饺子\n一、郑大妈\n二、冯师傅\n三、褚姐", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n团购土鸡蛋 30元一板\n1. 郑大妈 2板\n2. 冯师傅 1板 自提\n3. 褚姐 3板", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n重阳聚餐报名 菜单：\n1、红烧肉 38元\n2、清蒸鱼 56元\n3、青菜 12元\n\n1. 郑大妈\n2. 冯师傅", "郑大妈|冯师傅"),
    ("#接龙\n包饺子活动\n\n1. 郑大妈\n2. 冯师傅\n\n【广告】专业疏通下水道 13812345678", "郑大妈|冯师傅"),
    ("#接龙\n包饺子\n\n1. 郑大妈🌹🌹🌹\n2. 💪冯师傅💪\n3. 🍀", "郑大妈🌹🌹🌹|💪冯师傅💪|🍀"),
    ("#接龍\n包餃子活動 週六上午九點\n\n1. 鄭大媽\n2. 馮師傅 帶孫子\n3. 褚姐（請假）", "鄭大媽|馮師傅c1|褚姐e"),
    ("「王阿姨：#接龙\n包饺子\n1. 郑大妈\n2. 冯师傅」\n- - - - - - - - - - - - - - -\n好的收到", None),
    ("#接龙\n包饺子\n\n1. 郑大妈\n2. 冯师傅 替褚姐报\n3. 卫叔 我去不了了", "郑大妈|褚姐@冯师傅|卫叔x"),
    ("#接龙\n包饺子\n\n1. 郑大妈 +老伴\n2. 冯师傅 两个人\n3. 褚姐 全家3口", "郑大妈+1|冯师傅+1|褚姐+2"),
    ("#接龙\n包饺子\n\n1.郑大妈，2.冯师傅，3.褚姐", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n1、郑大妈 电话139 1234 5678\n2、冯师傅 3栋2单元501", "郑大妈|冯师傅"),
    ("各位邻居好，周六包饺子，能来的接龙：\n1. 郑大妈\n2. 冯师傅", "郑大妈|冯师傅"),
    ("#接龙\n\n\n1. 郑大妈\n\n2. 冯师傅\n\n\n3. 褚姐\n", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n注：满20人截止\n1. 郑大妈\n2. 冯师傅\n---已满---\n3. 褚姐 候补", "郑大妈|冯师傅|褚姐w"),
    ("#接龙\n包饺子\n上午组：\n1. 郑大妈\n2. 冯师傅\n下午组：\n3. 褚姐\n4. 卫叔", "郑大妈|冯师傅|褚姐|卫叔"),
    ("#接龙\n包饺子\n\n1. 郑大妈\n1. 冯师傅\n1. 褚姐", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n\n01 郑大妈\n02 冯师傅\n03 褚姐", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n\n1号郑大妈\n2号冯师傅", "郑大妈|冯师傅"),
    ("#接龙\n包饺子\n\n1. 郑大妈 晚到半小时\n2. 冯师傅（带擀面杖）\n3. 褚姐-会拌馅", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n\n1. 郑大妈\n2. 我也来\n3. 褚姐", "郑大妈|褚姐"),
    ("#接龙\n包饺子\n\n1. 郑大妈 不确定\n2. 冯师傅？\n3. 褚姐 看情况", "郑大妈u|冯师傅u|褚姐u"),
    ("今天买菜清单\n1. 白菜 3元\n2. 萝卜 2元\n3. 豆腐 5元", None),
    ("会议纪要\n1. 通过了停车方案\n2. 下周清理楼道\n3. 请各楼长通知到户", None),
    ("#接龙\n包饺子\n\n1. 郑大妈\n2. 冯师傅\n\n#接龙\n合唱排练\n\n1. 褚姐\n2. 卫叔", "郑大妈|冯师傅"),
    ("# 接龙\n包饺子（地点:食堂;时间:周六9点;费用:0元)\n\n1) 郑大妈\n2) 冯师傅\n3) 郑大妈", "郑大妈|冯师傅|郑大妈"),
    ("#接龙 包饺子1.郑大妈2.冯师傅3.褚姐", "郑大妈|冯师傅|褚姐"),
    ("#接龙\n包饺子\n\n1. 郑大妈和冯师傅\n2. 褚姐、卫叔", "郑大妈|冯师傅|褚姐|卫叔"),
    ("#接龙\n包饺子\n\n1. ~郑大妈~\n2. **冯师傅**\n3. 「褚姐」", "郑大妈|冯师傅|褚姐"),
    ("转发：\n#接龙\n包饺子\n\n1. 郑大妈\n2. 冯师傅", None),
    ("#接龙\n包饺子\n\n1. 郑大妈 ✅\n2. 冯师傅 √\n3. 褚姐 ❌", "郑大妈|冯师傅|褚姐x"),
    ("#接龙\n包饺子\n\n1. 郑大妈 周六\n2. 冯师傅 周日\n3. 褚姐 两天都行", "郑大妈|冯师傅|褚姐"),
]


@pytest.mark.parametrize(("text", "people"), LISTS)
def test_lists_of_old_phones(text: str, people: str | None) -> None:
    chain = read(text)
    assert (shown(chain) if chain else None) == people


def test_of_two_lists_in_one_message_only_the_first_is_taken_and_that_is_said() -> None:
    chain = read("#接龙\n包饺子\n\n1. 郑大妈\n\n#接龙\n合唱\n\n1. 褚姐")
    assert chain
    assert [row.name for row in chain.rows] == ["郑大妈"]
    assert [each.reason for each in chain.unread] == [SECOND]


def test_rules_in_words_above_rows_in_digits_stay_rules() -> None:
    chain = read("#接龙\n须知\n一、穿防滑鞋\n二、戴手套\n\n1. 郑大妈\n2. 冯师傅")
    assert chain
    assert [row.name for row in chain.rows] == ["郑大妈", "冯师傅"]
