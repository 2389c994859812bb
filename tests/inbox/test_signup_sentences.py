"""Sentences of sign-up, leaving and asking that no rule was made from: judged by a reader first, then said. Not in the bench."""

import pytest

from bench.declarations import declared
from bench.sentences import FIXTURES
from plugins.inbox.meaning import understand

SENTENCES = [
    ("one", "周六那个活动算我和老伴两个", ["报名 12 2人", "报名 12 带老伴"], False),
    ("one", "我跟我老头子一起去", ["报名 12 带老头子", "报名 12 2人", "报名 12 +1"], False),
    ("three", "搞卫生那个我报一下", ["报名 12"], False),
    ("one", "写上我吧", ["报名 12"], True),
    ("one", "我有空，算我", ["报名 12"], True),
    ("three", "包我一个，28号早上湖边那个", ["报名 13"], True),
    ("one", "我闺女也想来，给她报一个，叫刘小燕", ["帮 刘小燕 报名 12"], True),
    ("one_in", "我那个不去了哈", ["取消报名 12"], True),
    ("one_in", "腿脚不方便，周六就不去啦", ["取消报名 12"], True),
    ("three_in", "湖边那个帮我划了吧，走不开", ["取消报名 13"], True),
    ("one_in", "临时要带孩子去医院，周六来不成了", ["取消报名 12"], False),
    ("three_in", "理发那个王奶奶不去了", ["帮 王奶奶 取消 14"], True),
    ("one", "周六几点到哪里集合呀", ["活动 12"], True),
    ("three", "巡湖还要人吗", ["活动 13"], True),
    ("one", "现在报了多少人了", ["名单 12"], True),
    ("three", "巡湖都谁去", ["名单 13"], True),
    ("one_in", "我报上没有啊", ["名单 12", "我的活动"], True),
    ("three", "最近有啥活动能参加的", ["活动"], True),
    ("three", "这个周末有什么安排没", ["活动 周末"], True),
    ("three", "下周有活动吗", ["活动 下周"], True),
    ("one_in", "我都报了哪些", ["我的活动"], True),
    ("one", "我攒了多少分啦", ["积分"], True),
    ("one", "我的服务时长有几个小时", ["积分", "星级", "我的数据"], True),
    ("one", "给我看看排行", ["排行榜"], True),
    ("one", "刚才报错了，撤回来", ["撤销"], True),
    ("one", "点错了点错了", ["撤销"], False),
    ("one", "我能带小孙女去吗", ["报名 12 带小孙女"], False),
    ("one", "我再想想", [], False),
    ("one", "我昨天去了", [], False),
    ("one", "好的收到", [], False),
    ("one", "谢谢小红帽，辛苦了", [], False),
    ("three", "每个周六的我都来", ["整期都来 活动"], True),
    ("three", "巡湖以后每次都算我", ["整期都来 活动 13"], True),
    ("three", "巡湖每期我都参加", ["整期都来 活动 13"], True),
    ("three", "以后的巡湖我都不去了", ["退整期 活动 13"], True),
    ("three", "巡湖我每次都来", ["整期都来 活动 13"], True),
    ("three", "每周六的巡湖我都来", ["整期都来 活动 13"], True),
    ("three", "今后都不来了", ["退整期 活动"], True),
    ("one", "以后再说吧", [], False),
    ("one", "每次都是他来", [], False),
    ("one", "每次来都没人", [], False),
]


@pytest.mark.parametrize(("here", "text", "lines", "sure"), SENTENCES)
def test_held_out(here: str, text: str, lines: list[str], sure: bool) -> None:
    guess = understand(text, FIXTURES[here], declared())
    if not lines:
        assert guess is None
        return
    assert guess
    assert guess.line in lines
    assert guess.sure is sure
