"""What a pasted list is evidence for: its sender, and the rows he added. It never takes anybody off.

A pure function from what stands on the activity, what earlier lists have shown, and the new list, to a plan. The rules are the
sequences M01-M18 of lists as they really mutate; identity is by person (account, then every name he has been written with), not by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .chain import Mark, Row

SUSPICIOUS = 20  # more new rows than this in one list are asked about, unless a leader pastes them


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody on the list or the waitlist. ``keys``: the names he is known by; ``account``: he can speak for himself."""

    member: int
    keys: frozenset[str]
    proxy: int | None = None
    account: bool = False
    queued_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A row that an earlier list has shown, in order of first sight.

    ``lacked``: rows known by then that the list did not have: whoever copies it does not have them either, and has removed
    nobody. ``undone``: its sender took that paste back.
    """

    key: str
    name: str
    says: str
    member: int | None
    by: str
    undone: bool = False
    lacked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pasted: ``by`` names the account, ``keys`` are his names (card, name, former rows), ``leads``: this activity."""

    by: str
    member: int | None
    keys: frozenset[str]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is known before: ``standing`` now, ``known`` rows, and ``others``: keys of members here that are not the sender."""

    standing: Sequence[Standing] = ()
    known: Sequence[Known] = ()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Addition:
    """A row to be put on the list; ``himself``: it is the sender."""

    row: Row
    himself: bool


@dataclass(slots=True)
class Plan:
    """What follows from a list.

    ``additions`` in their order; ``claims``: people written down by others who turn out to be the sender; ``company``: head-counts
    that the sender may change; ``earlier``: people of other lists whose row was sent earlier than thought; ``own_names``: rows under
    which the sender, who stands already, writes himself from now on; ``ask_off``: names that their own speaker
    has taken out; ``removed`` and ``altered``: names that somebody else touched, for the leader; ``renamed``:
    (new, old) names at the same place; ``doubles``, ``unsure``, ``left_before``: rows not added; ``stale``: an old copy;
    ``lacked``: known rows that it does not have.
    """

    additions: list[Addition] = field(default_factory=list)
    claims: list[tuple[int, Row]] = field(default_factory=list)
    company: list[tuple[int, Row]] = field(default_factory=list)
    earlier: list[int] = field(default_factory=list)
    own_names: list[tuple[int, Row]] = field(default_factory=list)
    ask_off: list[int] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    doubles: list[Row] = field(default_factory=list)
    unsure: list[Row] = field(default_factory=list)
    left_before: bool = False
    stale: bool = False
    lacked: frozenset[str] = frozenset()
    suspicious: bool = False


def merge(
    state: State, rows: Sequence[Row], sender: Sender, sent_at: datetime, *, elsewhere: frozenset[str] = frozenset()
) -> Plan:
    """The plan for this list, sent then by this sender. ``elsewhere``: keys of the rows of the same text that go to another day."""
    return _Merging(state, rows, sender, sent_at, elsewhere).run()


class _Merging:
    def __init__(self, state: State, rows: Sequence[Row], sender: Sender, sent_at: datetime, elsewhere: frozenset[str]) -> None:
        self.state, self.rows, self.sender, self.sent_at, self.elsewhere = state, rows, sender, sent_at, elsewhere
        self.known = {each.key: each for each in state.known}
        self.by_member = {each.member: each for each in state.standing}
        self.by_key = {key: each for each in state.standing for key in each.keys}
        self.plan = Plan()
        self.fresh: list[Row] = []
        self.seen: set[str] = set()

    def run(self) -> Plan:
        for row in self.rows:
            if row.key in self.seen:
                self.plan.doubles.append(row)
            else:
                self.seen.add(row.key)
                self._look_at(row)
        self._look_for_the_missing()
        self._add()
        return self.plan

    def _look_at(self, row: Row) -> None:
        stands, known = self._standing(row.key), self.known.get(row.key)
        if stands:
            self._compare(row, stands, known)
        elif row.is_off:
            return
        elif Mark.UNSURE in row.marks:
            self.plan.unsure.append(row)
        elif known is None or (known.undone and known.by == self.sender.by):
            self.fresh.append(row)
        elif self._is_mine(row.key):
            self.plan.left_before = True

    def _standing(self, key: str) -> Standing | None:
        """Who stands there under this name: by a row that meant him, by his name, by being the sender."""
        known = self.known.get(key)
        if known and known.member in self.by_member:
            return self.by_member[known.member]
        if key in self.sender.keys and self.sender.member in self.by_member:
            return self.by_member[self.sender.member]
        return self.by_key.get(key)

    def _is_mine(self, key: str) -> bool:
        known = self.known.get(key)
        return key in self.sender.keys or bool(known and known.member is not None and known.member == self.sender.member)

    def _may_speak(self, stands: Standing) -> bool:
        return self.sender.member is not None and self.sender.member in (stands.member, stands.proxy)

    def _compare(self, row: Row, stands: Standing, known: Known | None) -> None:
        mine = row.key in self.sender.keys and stands.member != self.sender.member
        if mine and not stands.account and self.sender.member not in self.by_member:
            self.plan.claims.append((stands.member, row))
        elif row.is_off and self._may_speak(stands):
            self.plan.ask_off.append(stands.member)
        elif known and known.says != row.says:
            self._changed(row, stands)
        if known and stands.queued_at and self.sent_at < stands.queued_at:
            self.plan.earlier.append(stands.member)

    def _changed(self, row: Row, stands: Standing) -> None:
        if not self._may_speak(stands) and not self.sender.leads:
            self.plan.altered.append(row.name)
        elif row.said_heads and self._may_speak(stands):
            self.plan.company.append((stands.member, row))

    def _look_for_the_missing(self) -> None:
        """Rows that the list lacks: removed when it holds a row that was written below them, else it is just an old copy."""
        live = [each for each in self.state.known if not each.undone and each.member in self.by_member]
        members = self._members_here()
        missing = [(at, each) for at, each in enumerate(live) if each.member not in members]
        self.plan.lacked = frozenset(each.key for _, each in missing)
        for at, each in missing:
            stands = self.by_member[each.member or 0]
            removed = self._is_removed(each, live[at + 1 :], members)
            if self._may_speak(stands) and (removed or (not self.fresh and len(missing) == 1)):
                self._gone_by_his_own(stands, each, live)
            elif removed:
                self._gone_by_another(each, live)
            else:
                self.plan.stale = True

    def _is_removed(self, known: Known, later: Sequence[Known], members: set[int]) -> bool:
        """Whether rows that came after it are there, and none of them came in a list that did not have it."""
        here = [each for each in later if each.member in members]
        return bool(here) and not any(known.key in each.lacked for each in here)

    def _members_here(self) -> set[int]:
        return {stands.member for key in self.seen if (stands := self._standing(key))}

    def _gone_by_his_own(self, stands: Standing, known: Known, live: Sequence[Known]) -> None:
        """Taken out by his own speaker; written anew under the card he bears now, or in the same place, he only changed his name."""
        renamed = next((row for row in self.fresh if row.key in self.sender.keys), None) or self._renamed(known, live)
        if stands.member == self.sender.member and renamed:
            self.fresh.remove(renamed)
            self.plan.own_names.append((stands.member, renamed))
        else:
            self.plan.ask_off.append(stands.member)

    def _gone_by_another(self, known: Known, live: Sequence[Known]) -> None:
        if renamed := self._renamed(known, live):
            self.plan.renamed.append((renamed.name, known.name))
            self.fresh.remove(renamed)
        else:
            self.plan.removed.append(known.name)

    def _renamed(self, known: Known, live: Sequence[Known]) -> Row | None:
        """The new row that stands just where the known one stood, between the same neighbours."""
        order, keys = [each.key for each in live], [row.key for row in self.rows]
        at = order.index(known.key)
        before, after = order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None
        for place, row in enumerate(self.rows):
            neighbours = (keys[place - 1] if place else None, keys[place + 1] if place + 1 < len(keys) else None)
            if row in self.fresh and neighbours == (before, after):
                return row
        return None

    def _add(self) -> None:
        me = self._myself()
        self.plan.additions = [Addition(row, himself=row is me) for row in self.fresh]
        self.plan.suspicious = len(self.fresh) > SUSPICIOUS and not self.sender.leads

    def _myself(self) -> Row | None:
        """The new row that is the sender: by his name, or the only one appended to a list he was not on."""
        if self.sender.member in self.by_member or self.plan.claims:
            return None
        named = next((row for row in self.fresh if row.key in self.sender.keys and Mark.PROXY not in row.marks), None)
        if named or self.sender.leads or len(self.fresh) != 1 or any(self._is_mine(key) for key in self.seen):
            return named
        only = self.fresh[0]
        if self.elsewhere & self.sender.keys:
            return None
        appended = only is self.rows[-1] and (bool(self.state.known) or len(self.rows) == 1)
        return only if appended and Mark.PROXY not in only.marks and only.key not in self.state.others else None
