"""The life of a ticket: one table of state and verb. Nothing happens to a ticket that does not stand here.

``docs/工单.md`` is drawn from it. A verb that keeps the state (a note, a nudge) stands here as well: it is refused where it does
not. Who may do it is said as *standing* to this very ticket, not as an office.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a ticket is, in the words people read."""

    NEW = "新"
    ASSIGNED = "已派"
    WORKING = "处理中"
    CHECKING = "待核实"
    CLOSED = "办结"
    RETURNED = "退回"
    SHELVED = "挂账"
    DUPLICATE = "重复"
    UNFOUNDED = "不属实"
    WITHDRAWN = "撤回"


class Verb(StrEnum):
    """What is done to a ticket, in the words people say. The house does those of ``BY_HOUSE`` by itself."""

    ASSIGN = "派单"
    TAKE = "接单"
    TRANSFER = "转交"
    RETURN = "退回"
    FINISH = "办结"
    SHELVE = "挂账"
    REVIEW = "到期再看"
    DUPLICATE = "重复"
    UNFOUNDED = "不属实"
    WITHDRAW = "撤回"
    FIXED = "好了"
    HALF = "一半"
    UNFIXED = "没有"
    REOPEN = "重开"
    VERIFY = "核实"
    LAPSE = "到期未答"
    RAISE = "升级"
    NOTE = "补充"
    NUDGE = "催办"


class Standing(StrEnum):
    """What somebody is to a ticket. One person may be several."""

    REPORTER = "报的人"
    FOLLOWER = "跟进的人"
    HANDLER = "经办人"
    OWNER = "负责的岗位"
    STAFF = "社工"
    HOUSE = "到时间自动"


class Verdict(StrEnum):
    """What is known about a closed ticket. Only the first two count as fixed."""

    FIXED = "好了"
    VERIFIED = "已核实"
    UNCONFIRMED = "未确认"


class Level(StrEnum):
    """The ladder."""

    GRID = "网格"
    COMMUNITY = "社区"
    STREET = "街道"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a verb does in a state: the state after it (``None``: it stays), who may, whether words must be said."""

    to: State | None
    who: frozenset[Standing]
    words: bool = False


S, V, W = State, Verb, Standing
LIVE = (S.NEW, S.ASSIGNED, S.WORKING, S.RETURNED)  # somebody has to do something
UNDONE = (*LIVE, S.SHELVED)
OPEN = (*UNDONE, S.CHECKING)
ENDED = (S.CLOSED, S.DUPLICATE, S.UNFOUNDED, S.WITHDRAWN)
FIXED = (Verdict.FIXED, Verdict.VERIFIED)
BY_HOUSE = frozenset({V.ASSIGN, V.REVIEW, V.LAPSE, V.RAISE})
_CHARGE = frozenset({W.HANDLER, W.OWNER, W.STAFF})
_ASKER = frozenset({W.REPORTER})
_CARES = frozenset({W.REPORTER, W.FOLLOWER})
_HOUSE = frozenset({W.HOUSE})

_ROWS: tuple[tuple[Verb, tuple[State, ...], State | None, frozenset[Standing], bool], ...] = (
    (V.ASSIGN, (S.NEW,), S.ASSIGNED, _HOUSE, False),
    (V.TAKE, (S.NEW, S.ASSIGNED, S.RETURNED, S.SHELVED), S.WORKING, _CHARGE, False),
    (V.TRANSFER, UNDONE, S.ASSIGNED, _CHARGE, False),
    (V.RETURN, (S.ASSIGNED, S.WORKING), S.RETURNED, _CHARGE, True),
    (V.FINISH, UNDONE, S.CHECKING, _CHARGE, True),
    (V.SHELVE, LIVE, S.SHELVED, _CHARGE, True),
    (V.REVIEW, (S.SHELVED,), S.ASSIGNED, _HOUSE, False),
    (V.DUPLICATE, UNDONE, S.DUPLICATE, _CHARGE, False),
    (V.UNFOUNDED, UNDONE, S.UNFOUNDED, _CHARGE, True),
    (V.WITHDRAW, UNDONE, S.WITHDRAWN, _ASKER, False),
    (V.FIXED, (S.CHECKING, S.CLOSED), S.CLOSED, _ASKER, False),
    (V.HALF, (S.CHECKING, S.CLOSED), S.WORKING, _ASKER, False),
    (V.UNFIXED, (S.CHECKING, S.CLOSED), S.ASSIGNED, _ASKER, False),
    (V.REOPEN, (S.CHECKING, S.CLOSED, S.DUPLICATE, S.UNFOUNDED), S.ASSIGNED, _CARES | {W.STAFF}, True),
    (V.VERIFY, (S.CHECKING, S.CLOSED), S.CLOSED, frozenset({W.STAFF}), False),
    (V.LAPSE, (S.CHECKING,), S.CLOSED, _HOUSE, False),
    (V.RAISE, LIVE, None, _HOUSE, False),
    (V.NOTE, OPEN, None, _CARES | _CHARGE, True),
    (V.NUDGE, UNDONE, None, _CARES, False),
)
TABLE: Mapping[tuple[State, Verb], Rule] = {
    (state, verb): Rule(to, who, words) for verb, states, to, who, words in _ROWS for state in states
}
UNDOABLE = frozenset(Verb) - BY_HOUSE - {V.NUDGE}
