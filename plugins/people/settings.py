"""Settings of a community: declared once with meaning, default and range; only what was changed is stored."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel.refusal import Refusal

from . import deeds, setting_texts, texts
from .models import Deed, Setting

SET = "set"
REST = "其他"


@dataclass(frozen=True, slots=True)
class Knob:
    """A whole number that a community may change: what it means, its default, the lowest and highest that make sense.

    ``topic``: under which word it is listed (「设置 积分」).
    """

    key: str
    meaning: str
    default: int
    low: int
    high: int
    topic: str = REST


KNOBS: dict[str, Knob] = {}
_COUNTED = str.maketrans("一二三四五六七八九", "123456789")
Follow = Callable[[AsyncSession, int, int], Awaitable[None]]
_followers: dict[str, Follow] = {}


def knob(key: str, meaning: str, *, default: int, low: int, high: int, topic: str = REST) -> Knob:
    """Declare a setting. A second one of the same key is a mistake."""
    if key in KNOBS:
        raise ValueError(f"the setting {key} is declared twice")
    KNOBS[key] = Knob(key, meaning, default, low, high, topic)
    return KNOBS[key]


def follows(setting: Knob) -> Callable[[Follow], Follow]:
    """Run the function (session, community id, new value) in the transaction of every change of ``setting``."""

    def declare(follow: Follow) -> Follow:
        _followers[setting.key] = follow
        return follow

    return declare


async def value(session: AsyncSession, community_id: int, setting: Knob) -> int:
    """What the setting is in this community."""
    stored = await session.scalar(select(Setting.value).where(Setting.community_id == community_id, Setting.key == setting.key))
    return int(stored) if stored is not None else setting.default


async def change(session: AsyncSession, community_id: int, setting: Knob, new: int) -> int:
    """Set it; returns what it was. The caller has checked role and range. A default is not stored."""
    old = await value(session, community_id, setting)
    row = await session.get(Setting, (community_id, setting.key))
    if row is not None and new == setting.default:
        await session.delete(row)
    elif row is not None:
        row.value = str(new)
    elif new != setting.default:
        session.add(Setting(community_id=community_id, key=setting.key, value=str(new)))
    await session.flush()
    if follow := _followers.get(setting.key):
        await follow(session, community_id, new)
    return old


def called(word: str) -> Knob | None:
    """The setting that people call ``word``."""
    return next((each for key, each in KNOBS.items() if squeeze(key) == squeeze(word)), None)


def topic_called(word: str) -> str | None:
    """The topic that people call ``word``."""
    return next((each.topic for each in KNOBS.values() if squeeze(each.topic) == squeeze(word)), None)


async def present(session: AsyncSession, community_id: int) -> dict[str, int]:
    """Every setting with its value here, in the same order each time: 一星 before 二星."""
    rows = await session.execute(select(Setting.key, Setting.value).where(Setting.community_id == community_id))
    stored = {row.key: int(row.value) for row in rows}
    in_order = sorted(KNOBS, key=lambda key: key.translate(_COUNTED))
    return {key: stored.get(key, KNOBS[key].default) for key in in_order}


async def adjust(turn: Turn, setting: Knob, new: int) -> int:
    """Change a setting as the speaker's deed; returns what it was. Raises ``Refusal`` out of range, or when nothing changes."""
    if not setting.low <= new <= setting.high:
        raise Refusal(setting_texts.out_of_range(setting))
    old = await change(turn.session, turn.community_id, setting, new)
    if old == new:
        raise Refusal(setting_texts.set_already(setting.key, new))
    await deeds.record(turn, SET, f"setting:{setting.key}", {"was": old, "now": new})
    return old


@deeds.undoes(SET)
async def _adjust_back(turn: Turn, deed: Deed) -> str:
    setting = KNOBS.get(deed.subject.removeprefix("setting:"))
    if setting is None or await value(turn.session, turn.community_id, setting) != deed.detail["now"]:
        raise Refusal(texts.changed_since())
    await change(turn.session, turn.community_id, setting, deed.detail["was"])
    return setting_texts.set_back(setting.key, deed.detail["was"])
