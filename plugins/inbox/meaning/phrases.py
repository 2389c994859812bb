"""The small language in which commands declare how people say them, and the words that say nothing by themselves.

A phrase is a piece of a regular expression without groups. ``<去>`` stands for a class of words (below), ``…`` for up to six
characters in between, which stay unexplained.
"""

import re
from collections.abc import Iterable
from functools import cache

Span = tuple[int, int]

CLASSES = {
    "我": "我们家|我们|我家|我|俺们|俺家|俺|咱们|咱家|咱|本人",
    "去": "去|来|参加|参与|到场|过去|过来|到",
    "报": "报名参加|报上名|报上|报一下名|报下名|报一下|报下|报个名|报1个名|"
    "报一个(?![到警价数案平信喜菜学班])|报个(?![到警价数案平信喜菜学班])|报名",
    "不了": "不了|不成|不得",
    "不": "不能|不想|不会|不再|不打算|不准备|没法|没办法|无法|没空|没时间|没工夫|不方便|不",
    "时": "什么时候|什么时间|啥时候|啥时间|多会儿|多咱|何时|几点钟?|几号|几时|哪1?天|哪一天|星期几|周几|(?<![没有])时间",
    "哪": "哪里|哪儿|哪块|哪边|哪个地方|什么地方|啥地方|什么位置|地点|地址|哪",
    "什么": "什么|啥子|啥|哪些|哪个|哪1个",
    "多少": "多少个?|好多|几个|几",
    "看": "看一看|看一下|看下|看看|看|查一查|查一下|查下|查查|查询|查看|查|瞧瞧|瞧|瞅瞅|瞅|翻翻",
    "谁": "谁谁|谁|哪些人|什么人|啥人|哪几个|哪几位",
    "分": "积分|分数|分儿|分",
    "给": "帮|给|替|代|为",
}


@cache
def compiled(phrase: str) -> re.Pattern[str]:
    """The phrase as an expression; its groups are the gaps."""
    for name, words in CLASSES.items():
        phrase = phrase.replace(f"<{name}>", f"(?:{words})")
    return re.compile(phrase.replace("…", r"([^,.!?;\n]{0,6}?)"))


def found(phrases: Iterable[str], text: str) -> list[tuple[Span, list[Span]]]:
    """Where one of the phrases stands: the whole span, and the gaps in it."""
    return [
        (hit.span(), [gap for number in range(hit.re.groups) if (gap := hit.span(number + 1))[0] >= 0])
        for phrase in phrases
        for hit in compiled(phrase).finditer(text)
        if hit.group(0)
    ]


def outside(span: Span, gaps: Iterable[Span]) -> list[Span]:
    """The parts of the span that lie outside its gaps."""
    edges = [span[0], *(edge for gap in gaps for edge in gap), span[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


# Politeness, address, particles and small grammar: they explain themselves and decide nothing. Longest first.
_PADDING = compiled(
    "|".join(
        (
            "@?小红帽|机器人|(?:志愿者|社区|各位)?(?:老师|管理员|队长|群主|领导|同志)|你好呀?|您好|大家好|早上好|下午好|晚上好|早安|在吗|在不在|哈喽|hello|hi",
            "麻烦(?:你|您)?(?:了|一下)?|谢谢(?:你|您|老师|啦|了|哈|啊)*|多谢|感谢|辛苦(?:了|啦)?|劳驾|(?:很|真)?(?:遗憾|可惜)|拜托(?:了|啦)?|请问(?:一下)?|请|不好意思|抱歉|对不起|打扰(?:了|一下)?",
            "好的|好吗|行吗|可以吗|好不好|行不行|行不|成不|可以|能不能|可不可以|能|会|想要|想知道|想问问?|问一下|问下|请教|想|打算|准备|愿意|希望|需要|要|必须|肯定|一定|确定",
            "这次|那次|这个|那个|这场|那场|这回|那回|这|那|这里|那里|今儿|回头|到时候?|现在|目前|刚刚|马上|赶紧|赶快|先|该|应该|然后",
            "帮忙|(?:帮|给|替|代|为)<我>|帮|给|替|代|为|让|叫|把|将|<我>|你们|您们|你|您|自己|大家|1?起|一起|一块儿?|一同",
            "一下|1下|下|一个|1个|个|一位|1位|位|一份|份|名额|名|次|场|号|些|有|是|在|到|去|来|做|跟|和|与|同",
            "也|都|就|还|再|又|才|只|已|真的|真|太|很|挺|好|行|嗯+|哦+|噢|喔|额|呃|那就",
            "的|地|得|了|着|吧|呢|啊+|呀|哈+|嘛|嘞|啦|呗|哟|哎呀?|诶|唉|喂|咯|喽|滴|哒|儿|子|吗|么|呐|咧|噻|撒",
            "楼上|楼下|隔壁|对门|楼里|院里|我们楼|我们院|\\d+(?:号楼|栋|幢|单元)",
            "活动|志愿|社区|服务|任务|事情|那边|这边|时候|那天|当天|群里|~|:|\\s|[,.!?;\"'()、。]|[\U0001f000-\U0001faff\u2600-\u27bf]",
        )
    )
)


def padding(text: str) -> list[Span]:
    """Where words stand that say nothing by themselves."""
    return [hit.span() for hit in _PADDING.finditer(text)]
