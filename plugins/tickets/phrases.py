"""What people say about a ticket without any command: 「修好了」, 「我报的灯怎么样了」, 「1号工单有消息吗」, 「帮我催催」."""

import re
from enum import Enum

from plugins.inbox.meaning.meant import Meant

OVERVIEW = Meant(
    "工单",
    (
        "(?:有)?<多少>(?:个|件|条)?(?:随手报|工单|求助|上报|事)…(?:没|未)(?:有)?(?:办|处理|解决|弄|管)(?:完|结|好|了)?",
        "(?:还)?有<什么>(?:随手报|工单|求助|上报)…(?:没|未)(?:有)?(?:办|处理|解决|弄|管)(?:完|结|好|了)?",
        "(?:没|未)(?:有)?(?:办|处理|解决)(?:完|结|好|了)?的(?:随手报|工单|求助|上报)(?:有)?(?:<多少>|<什么>)?",
    ),
    beside=("<看>", "<多少>", "<什么>", "现在|目前|还|个|件|条"),
    topic="工单",
)
"""How staff asks how many are still open."""
IN_HAND = Meant(
    "待办",
    (
        "有<什么>(?:事|活|工单|任务)?(?:是)?(?:要|该|需要|等)<我>?(?:去)?(?:办|处理|做|接)",
        "有<什么>(?:待办|没办|要紧事)",
        "<我>(?:手上|手里|手头|这里|这边)?(?:还)?有<什么>(?:事|活|工单|单子)(?:要|没)(?:办|处理|做)",
    ),
    beside=("今天|现在|目前|手上|手里|手头|这里|这边|还",),
    topic="待办",
)
"""How whoever handles tickets asks what waits for him."""


class Said(Enum):
    """What a sentence is about; the value is the command that does it."""

    FIXED = "好了"
    HALF = "一半"
    UNFIXED = "没有"
    PROGRESS = "进度"
    NUDGE = "催办"


_END = r"(?:了|啦|的|咯|呢|嘛|吧|哦|啊|，?谢谢.{0,6}|，?辛苦.{0,6}|[!！。.~，,]){0,6}"
_DONE = "修好|弄好|办好|搞定|解决|处理好|换好|装好|通了|亮了|不漏|不响"
_MENDED = "[修弄办换装补清处搞](?:理|决)?好|解决|处理完|搞定"
_FIXED = re.compile(rf"(?:已经|都|现在|嗯+|是的|对|，|,|好的?|可以了)*(?:{_DONE}){_END}")
_HALF = re.compile(rf"(?:只|才|就)?(?:好|修|办|弄|换)了?(?:一半|一部分|一点){_END}|还差(?:一点|一半).{{0,20}}")
_UNFIXED = re.compile(
    r"(?:还是?|根本|都|也|又)?(?:没有?|未)(?:人)?(?:修|弄|办|搞|解决|处理|换|来|动)(?:好|过|定)?.{0,12}|还是?(?:坏|漏|响|不亮|堵|老样子).{0,12}"
)
_ASKS = "怎么样|咋样|什么情况|到哪|进展|进度|有没有(?:人|消息|结果)|有消息|有结果|办得|修得|好了没|好了吗|办了没|修了没|有人(?:管|来|办)|几时|什么时候"
_MINE = r"我(?:们)?(?:昨天|前天|上次|上周|那天|之前|早上)?(?:报|反映|说|提)的?(?:那个|的)?"
_PROGRESS = re.compile(
    rf".{{0,8}}(?:{_MINE}|工单).{{0,16}}(?:{_ASKS}).{{0,6}}|.{{0,4}}\d{{1,6}}号?工单.{{0,16}}(?:{_ASKS})?.{{0,4}}"
)
_WHETHER = re.compile(rf"(?!.*(?:谁|会不会)).{{1,12}}?(?:{_MENDED})了?(?:没有?|吗|么|不){_END}[?？]?")
_NUDGE = re.compile(r"(?:请|麻烦|能不能|可以|再)?(?:帮我|给我|替我|帮忙)?再?(?:催催|催一催|催一下|催促)(?:一下)?.{0,14}")
_FORMS = (
    (Said.NUDGE, _NUDGE),
    (Said.PROGRESS, _PROGRESS),
    (Said.PROGRESS, _WHETHER),
    (Said.HALF, _HALF),
    (Said.UNFIXED, _UNFIXED),
    (Said.FIXED, _FIXED),
)
_NUMBER = re.compile(r"(?<!\d)(\d{1,6})(?!\d)\s*(?:号|$|的?工单)")
VERDICTS = (Said.FIXED, Said.HALF, Said.UNFIXED)


def read(text: str) -> Said | None:
    """What the whole sentence says, if it is one of these."""
    return next((said for said, form in _FORMS if form.fullmatch(text)), None)


def number_in(text: str) -> int | None:
    """The ticket's number, where one is said."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None
