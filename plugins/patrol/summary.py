"""After attendance: who came, what was seen, whether the minimum was reached. Posted again only when the numbers changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.activity import notices, record_texts
from plugins.activity.models import Activity, SignUp
from plugins.kernel import clock
from plugins.people import deeds

from . import log, texts
from .models import PatrolLog
from .tally import Split, split

POSTED = "patrol.summary"
OF_USE = timedelta(days=1)
record_texts.word(POSTED, texts.SUMMARY_POSTED)
_BAGS = re.compile(r"(\d{1,3}|[一二两三四五六七八九十])\s*(?:大|小)?袋")
_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Summary:
    """What the group reads: adults who came per team, minutes of all together, the log with its writers, bags of rubbish."""

    came: Split
    minutes: int
    lines: Sequence[tuple[PatrolLog, str]]
    bags: int

    @property
    def numbers(self) -> dict[str, Any]:
        """What must change before the group reads it again; no words of a person."""
        return {
            "teams": dict(self.came.teams),
            "unassigned": self.came.unassigned,
            "minutes": self.minutes,
            "log": len(self.lines),
        }


def bags(texts: Sequence[str]) -> int:
    """Bags that are named in the log, added up."""
    said = [number for text in texts for number in _BAGS.findall(text)]
    return sum(_NUMERALS[each] if each in _NUMERALS else int(each) for each in said)


async def of(session: AsyncSession, activity: Activity) -> Summary:
    """The summary as things stand."""
    minutes = await session.scalar(select(func.sum(SignUp.minutes)).where(SignUp.activity_id == activity.id))
    lines = await log.entries(session, activity.id)
    return Summary(await split(session, activity, came=True), minutes or 0, lines, bags([row.text for row, _ in lines]))


async def post(session: AsyncSession, activity: Activity) -> None:
    """Tell the groups, once for each set of numbers; a second one says that it corrects the first."""
    present = await of(session, activity)
    before = [deed for deed in await deeds.history(session, activity.subject) if deed.kind == POSTED]
    if before and before[-1].detail == present.numbers:
        return
    text = texts.summary(activity, present, again=bool(before))
    news = notices.News(f"patrol-summary:{activity.id}:{len(before)}", text, clock.now() + OF_USE)
    await notices.tell_groups(session, activity, news)
    await deeds.record_own(session, activity.community_id, POSTED, activity.subject, present.numbers)
