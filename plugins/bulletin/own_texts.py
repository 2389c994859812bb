"""Sentences about notices in 「我的数据」."""

from typing import TYPE_CHECKING

from plugins.kernel import clock

from . import texts

if TYPE_CHECKING:
    from .models import Bulletin, Forwarder


def title() -> str:
    """Its chapter."""
    return "公告和转发"


def kept() -> str:
    """How long it is kept."""
    return "公告是社区的，一直保留，删除后不再有您的名字"


def written(bulletin: "Bulletin") -> str:
    """A notice that he wrote."""
    return f"发过公告 {bulletin.number}（{texts.moment(bulletin.goes_at)}）"


def carries(row: "Forwarder") -> str:
    """A place to which he carries notices."""
    since = clock.local(row.since)
    until = "到现在" if row.ended_at is None else "已结束"
    return f"转发公告到{row.place}：{since.year}年{since.month}月{since.day}日起，{until}"
