"""Yes and no, as people say them to a question of ours."""

import re

YES = frozenset({"好", "好的", "是", "是的", "对", "对的", "嗯", "行", "可以", "要", "确认", "确定", "ok", "OK"})
NO = frozenset({"不", "不是", "不用", "不用了", "不要", "不要了", "算了", "取消", "否", "没有", "不了"})
_PARTICLES = r"(?:[\s,，。.!！~、]|谢谢(?:您|你)?|谢了|多谢|麻烦(?:您|你)?|辛苦(?:您|你)?|[啊呀啦吧哦噢呢嘛滴哈了的嘞呗])*"
_YES = re.compile(
    rf"(?:(?:好|嗯+|行|可以|是|对|要|中|成|得|报|办|发|没错|需要|帮我?(?:报|办|发)?一?下?|ok){_PARTICLES}){{1,3}}",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"(?:(?:不|不用|不必|不要|不需要|不是|不报|不办|不发|算|没有|取消){_PARTICLES}){{1,2}}|(?:不用|不必|不要|不需要|算|不报|不办)[了啦].{{1,10}}"
)


def read(text: str, *, loosely: bool) -> bool | None:
    """Whether it says yes or no; ``None``: neither. ``loosely``: with particles, thanks and a reason too (好的报吧, 不用了修好了)."""
    if text in YES or text in NO:
        return text in YES
    if not loosely:
        return None
    if _NO.fullmatch(text):
        return False
    return True if _YES.fullmatch(text) else None
