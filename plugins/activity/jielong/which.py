"""Which activity a pasted list is of: the quoted one, the one it was a list of before, or what its title says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.meaning.days import Named, named_days
from plugins.inbox.meaning.here import Here, Thing
from plugins.inbox.meaning.pointing import point
from plugins.inbox.table import Turn
from plugins.inbox.wording import normalise, squeeze
from plugins.kernel import clock

from .. import finding
from ..models import Activity
from .chain import Chain
from .models import ChainRow, ChainSeen

DAYS = re.compile(
    r"\d{1,2}月\d{1,2}[日号]?|(?<!\d)\d{1,2}[./]\d{1,2}(?![\d.])|(?<![\d月])\d{1,2}[号日](?![楼院线])"
    r"|(?:下下|下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|(?:下|这|本)?周末|大后天|后天|明天|今天|明早|今晚|明晚"
)
_NO_TITLE = re.compile(r"接龙|报名|活动|\d+|[:：]|点|人|限|集合|早上|上午|下午|晚上|志愿者?|时间|地点")
ALIKE = 70
OVERLAP = 0.8
FEW = 3  # known rows that must be there before rows alone say which list it is
LONGEST_KEY = 200


class How(Enum):
    """What says so."""

    SAID = auto()
    OTHER_DAY = auto()
    ROWS = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Fit:
    """The activities that it may be a list of, and how that is known."""

    found: Sequence[Activity]
    how: How


def key_of_title(chain: Chain) -> str:
    """The title as it is compared with that of another list."""
    return squeeze(chain.title)[:LONGEST_KEY]


async def seen_before(session: AsyncSession, community_id: int, chain: Chain) -> ChainSeen | None:
    """What is remembered of lists with this title."""
    query = select(ChainSeen).where(ChainSeen.community_id == community_id, ChainSeen.key == key_of_title(chain))
    return await session.scalar(query)


async def fit(turn: Turn, chain: Chain) -> Fit:
    """Which open activity the list is of; several when the title fits several."""
    if quoted := await finding.quoted(turn):
        return Fit([quoted], How.SAID)
    among = await finding.open_ones(turn.session, turn.community_id, turn.heard.sent_at)
    seen = await seen_before(turn.session, turn.community_id, chain)
    if seen and seen.key and (known := [each for each in among if each.id == seen.activity_id]):
        return Fit(known, How.SAID)
    said = by_title(chain.title, among, clock.local(turn.heard.sent_at).date())
    if said.found and said.how is How.SAID:
        return said
    rows = await _by_rows(turn.session, chain, among)
    return Fit([rows], How.ROWS) if rows else said


def by_title(title: str, among: Sequence[Activity], today: date) -> Fit:
    """What the title says: the words of an activity, and the days it names, if any."""
    text = normalise(title)
    days = named_days(" ".join(DAYS.findall(text)), today)
    words = re.sub(r"\d+", " ", DAYS.sub(" ", text))
    by_words = _by_words(words, among, dated=bool(days))
    on_day = _on(days, by_words)
    if not by_words or not days:
        return Fit(_nearest(by_words), How.SAID if by_words else How.NOTHING)
    return Fit(on_day, How.SAID) if on_day else Fit(_nearest(by_words), How.OTHER_DAY)


def _on(days: Sequence[Named], among: Sequence[Activity]) -> list[Activity]:
    """What is on one of the days. 「12月5日 周六」 is one day and not every Saturday: the wider expression only confirms the other."""
    fitting = [frozenset(each.id for each in among if day.fits(clock.local(each.starts_at))) for day in days]
    meant = [ids for ids in fitting if not any(other and other < ids for other in fitting)]
    return [each for each in among if any(each.id in ids for ids in meant)]


def _by_words(words: str, among: Sequence[Activity], *, dated: bool) -> list[Activity]:
    places = enumerate(among, 1)
    things = tuple(Thing(at, each.title, clock.local(each.starts_at), is_patrol=each.kind == "patrol") for at, each in places)
    if dated and len(squeeze(_NO_TITLE.sub("", words))) < 2:
        return list(among)
    pointed = {thing.number for thing in point(words, Here(clock.local(), things)).things}
    found = [each for at, each in enumerate(among, 1) if at in pointed]
    return [each for each in found if dated or each.kind == "patrol" or _alike(words, each)]


def _alike(words: str, activity: Activity) -> bool:
    return fuzz.partial_ratio(squeeze(activity.title), squeeze(words)) >= ALIKE


def _nearest(found: Sequence[Activity]) -> list[Activity]:
    """Without a day: of a series what has been announced, else its next occurrence."""
    kept: list[Activity] = []
    for each in found:
        same = [other for other in found if each.series_id and other.series_id == each.series_id]
        announced = [other for other in same if other.announced_at]
        if each in (announced or same[:1] or [each]):
            kept.append(each)
    return kept


async def _by_rows(session: AsyncSession, chain: Chain, among: Sequence[Activity]) -> Activity | None:
    """The activity whose known rows are nearly all in this list: its title was edited."""
    query = select(ChainRow.activity_id, ChainRow.key).where(
        ChainRow.activity_id.in_([each.id for each in among]), ChainRow.member_id.is_not(None)
    )
    known: dict[int, set[str]] = {}
    for activity_id, key in (await session.execute(query)).all():
        known.setdefault(activity_id, set()).add(key)
    keys = {row.key for row in chain.rows}
    fitting = [
        each for each in among if len(rows := known.get(each.id, set())) >= FEW and len(rows & keys) >= OVERLAP * len(rows)
    ]
    return fitting[0] if len(fitting) == 1 else None


def rows_by_day(chain: Chain, found: Sequence[Activity], today: date) -> dict[int, tuple[int, ...]]:
    """For each activity (by id) the places of those rows that name its day; rows that name none are in nobody's."""
    placed: dict[int, list[int]] = {each.id: [] for each in found}
    for place, row in enumerate(chain.rows):
        days = named_days(" ".join(DAYS.findall(normalise(row.words))), today)
        for each in _on(days, found):
            placed[each.id].append(place)
    return {number: tuple(places) for number, places in placed.items()}
