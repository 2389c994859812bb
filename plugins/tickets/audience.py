"""Who reads about a ticket, what there is to know of it, and which of it whom is shown: two tables.

``disclosure.view`` fills a ``View`` by them; every sentence about a ticket is written from a ``View``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .life import Level, State, Verdict


class Audience(StrEnum):
    """Who reads."""

    GROUP = "群"
    PUBLIC = "同社区的人"
    FOLLOWER = "跟进的人"
    REPORTER = "报的人"
    OWNER = "负责的岗位"
    TAKER = "经办人"
    STAFF = "社工"
    EXPORT = "导出"
    LOG = "日志"


class Field(StrEnum):
    """What there is to know. ``STEP`` is what was said with the last step, ``REPORTER`` a name."""

    NUMBER = "号码"
    STATE = "状态"
    CATEGORY = "类别"
    PLACE = "楼栋"
    URGENT = "急不急"
    DUE = "期限"
    OWNER = "负责的岗位"
    HANDLER = "经办人"
    WORDS = "原话"
    PHOTOS = "照片"
    REPORTER = "谁报的"
    STEP = "经办说的话"


_F = Field
_FACTS = frozenset({_F.NUMBER, _F.STATE, _F.CATEGORY, _F.PLACE, _F.URGENT, _F.DUE, _F.OWNER})
_ALL = frozenset(Field)
OPENLY: Mapping[Audience, frozenset[Field]] = {
    Audience.GROUP: frozenset({_F.NUMBER, _F.STATE, _F.CATEGORY, _F.PLACE, _F.DUE, _F.OWNER}),
    Audience.PUBLIC: _FACTS,
    Audience.FOLLOWER: _FACTS | {_F.HANDLER, _F.WORDS, _F.STEP},
    Audience.REPORTER: _ALL,
    Audience.OWNER: _ALL,
    Audience.TAKER: _ALL,
    Audience.STAFF: _ALL,
    Audience.EXPORT: _FACTS | {_F.WORDS},
    Audience.LOG: frozenset({_F.NUMBER, _F.STATE}),
}
"""For what is about things (随手报)."""

PRIVATELY: Mapping[Audience, frozenset[Field]] = {
    Audience.GROUP: frozenset({_F.NUMBER}),
    Audience.PUBLIC: frozenset(),
    Audience.FOLLOWER: frozenset(),
    Audience.REPORTER: _FACTS | {_F.HANDLER, _F.WORDS, _F.PHOTOS, _F.STEP},
    Audience.OWNER: _FACTS | {_F.HANDLER},
    Audience.TAKER: _ALL,
    Audience.STAFF: _FACTS | {_F.HANDLER},
    Audience.EXPORT: frozenset({_F.NUMBER, _F.STATE, _F.CATEGORY, _F.DUE}),
    Audience.LOG: frozenset({_F.NUMBER, _F.STATE}),
}
"""For what is about a person (求助)."""

UNMASKED = frozenset({Audience.TAKER, Audience.REPORTER})
"""Who reads numbers of persons as they were typed."""


@dataclass(frozen=True, slots=True)
class View:
    """What an audience may know of a ticket; what it may not is empty. ``step``: what was said with the step that is told."""

    audience: Audience
    label: str = ""
    kind: str = ""
    state: State | None = None
    verdict: Verdict | None = None
    level: Level = Level.GRID
    category: str = ""
    place: str = ""
    urgent: bool = False
    due: datetime | None = None
    owner: str = ""
    handler: str = ""
    words: str = ""
    photos: tuple[str, ...] = ()
    reporter: str = ""
    step: str = ""
    step_photos: tuple[str, ...] = ()
