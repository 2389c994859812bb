"""What a good deed is worth, and how many of a day count: settings of the community (domain.md 4-06, 4-18)."""

from sqlalchemy.ext.asyncio import AsyncSession

from plugins.people import settings
from plugins.points.rule import Credit

from .models import DeedKind, GoodDeed

MOST = {
    DeedKind.HELP: settings.knob("随手助每天最多", "一个人一天最多记几次随手助", default=3, low=1, high=20, topic="随手助"),
    DeedKind.LEAFLETS: settings.knob("随手派每天最多", "一个人一天最多记几次随手派", default=3, low=1, high=20, topic="随手助"),
}
POINTS = {
    DeedKind.HELP: settings.knob("随手助积分", "一次随手助记几分", default=1, low=0, high=50, topic="随手助"),
    DeedKind.LEAFLETS: settings.knob("随手派积分", "一次随手派记几分", default=1, low=0, high=50, topic="随手助"),
}
MINUTES = {
    DeedKind.HELP: settings.knob("随手助分钟", "一次随手助记多少分钟的时长", default=30, low=0, high=480, topic="随手助"),
    DeedKind.LEAFLETS: settings.knob("随手派分钟", "一次随手派记多少分钟的时长", default=30, low=0, high=480, topic="随手助"),
}


async def most(session: AsyncSession, community_id: int, kind: DeedKind) -> int:
    """How many of the kind a person may declare a day."""
    return await settings.value(session, community_id, MOST[kind])


async def credit(session: AsyncSession, deed: GoodDeed) -> Credit:
    """What the books get when it is confirmed now: minutes and points per act, by the rule of this moment."""
    minutes = await settings.value(session, deed.community_id, MINUTES[deed.kind])
    points = await settings.value(session, deed.community_id, POINTS[deed.kind])
    return Credit(deed.member_id, minutes, points)
