"""Cards to draw in tests, and what a PNG says about itself."""

import struct
from collections.abc import Sequence
from typing import Any

from plugins.cards.card import Card

ODD_NAMES = (
    "环境保护队三栋二单元楼长王桂芳阿姨和她的小孙子乐乐还有邻居们",
    "A" * 60,
    "Alexandra Montgomery-Fitzgerald von Habsburg-Lothringen the III",
    "㐂龘𠮷𬭛",
    "👩‍🌾李姐🎉🇨🇳",
    "#panic()",
    '*bold* $x^2 \\ #sys.inputs @label <x> `raw` // /* "',
    "\u202e倒着写\x00\x07",
    "赵叔\n第二行",
    "z̷̢̧̛̛a̴̧̛l̶g̷o",
    "ไทย हिन्दी عربي",
    "\ud800",
    "",
    "   ",
)


def board(names: Sequence[str] = ("张阿姨", "王叔", "李姐"), **changed: Any) -> Card:
    rows = [
        {"rank": at + 1, "name": name, "value": str(36 - at), "share": (36 - at) / 36, "note": "12小时"}
        for at, name in enumerate(names)
    ]
    data = {
        "title": "恋湖社区 志愿积分榜",
        "period": "2026年11月",
        "unit": "分",
        "rows": rows,
        "total": "共 45 人",
        "foot": "同分同名次",
    }
    return Card("board", data | changed)


def notice(**changed: Any) -> Card:
    data = {
        "number": 12,
        "title": "清洁家园",
        "when": "11月28日 周六 9:00–11:00",
        "place": "亲水平台",
        "leader": "环境保护队 陈队长",
        "limit": "20 人，至少 10 人",
        "closes": "11月27日 18:00 前报名",
        "how": "群里回：报名 12",
        "community": "恋湖社区",
    }
    return Card("notice", data | changed)


def size(png: bytes | None) -> tuple[int, int]:
    """Width and height in pixels, from the header."""
    assert png is not None
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height
