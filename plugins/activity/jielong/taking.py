"""A merged list put into the books: sign-ups with the time of sending, deeds with their origin, words for the leader."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plugins.inbox.table import Turn
from plugins.inbox.wording import squeeze
from plugins.kernel import clock
from plugins.kernel.refusal import Refusal
from plugins.people import deeds, members
from plugins.people.models import Member

from .. import kinds, notices, signing
from ..eligibility import texts as eligibility_texts
from ..eligibility.checking import NotEligible
from ..models import Activity, SignUpState
from ..sections import seats
from ..sections import which as which_section
from . import asking, memory, more_seats, recording, texts, undoing
from .chain import Row, Unread
from .merging import Addition, Plan, merge


@dataclass(slots=True)
class Taken:
    """What became of a list: names added, those of them who wait, names changed, what to tell the sender, the plan."""

    activity: Activity
    plan: Plan
    names: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    signups: list[int] = field(default_factory=list)
    before: list[list[Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    seats: list[list[int]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)


async def plan_of(
    turn: Turn,
    activity: Activity,
    rows: Sequence[Row],
    sent_at: datetime,
    *,
    leads: bool,
    elsewhere: frozenset[str] = frozenset(),
) -> Plan:
    """What the list is evidence for. ``activity`` is locked by the caller."""
    state = await memory.state_of(turn.session, activity, rows, turn.speaker.member_id)
    sender = await memory.sender_of(turn, activity.id, leads=leads)
    return merge(state, rows, sender, sent_at, elsewhere=elsewhere)


class Taking:
    """One list on its way into the books. ``activity`` is locked by the caller."""

    def __init__(self, turn: Turn, activity: Activity, plan: Plan, sent_at: datetime) -> None:
        self.turn, self.activity, self.sent_at = turn, activity, sent_at
        self.taken = Taken(activity, plan)
        self.me: Member | None = None
        self.leads = False
        self.new: set[int] = set()

    async def run(self, rows: Sequence[Row], unread: Sequence[Unread], *, leads: bool) -> Taken:
        """Do what the plan says; raises ``Refusal`` when there is somebody to add and it is too late for that."""
        plan, self.leads = self.taken.plan, leads
        if plan.additions or plan.claims or plan.company:
            self.me = await members.myself(self.turn)
        if plan.additions:
            signing.check_open(self.activity, self.sent_at)
        for addition in plan.additions:
            await self._add(addition)
        for member_id, row in plan.claims:
            await self._claim(member_id, row)
        for member_id, row in plan.company:
            await self._change_company(member_id, row)
        await self._take_more_seats(rows)
        for member_id, row in plan.own_names:
            await memory.note_row(self.turn, self.activity.id, row, member_id)
        await self._set_earlier(plan.earlier)
        if self.taken.before or plan.earlier:
            await notices.tell_promoted(
                self.turn.session, self.activity, await signing.promote(self.turn.session, self.activity)
            )
        await self._note(rows, unread, leads=leads)
        if not leads:
            await self._tell_leaders()
        await recording.record_paste(self.turn, self.taken)
        await asking.watch(self.turn, self.activity, [row.key for row in rows], deeds.doer(self.turn.heard))
        return self.taken

    async def _add(self, addition: Addition) -> None:
        row = addition.row
        member = self.me if addition.himself else await self._member(row)
        if member is None or self.me is None:
            return
        proxy = None if member.id == self.me.id else await self._proxy(row)
        words = squeeze(row.words)
        team = await kinds.of(self.activity).team_for(self.turn.session, self.activity, member, words)
        sections = tuple(await which_section.wanted(self.turn.session, self.activity, member, words))
        wish = signing.Wish(
            member, proxy, self.sent_at, row.guests, row.children, (), row.said_heads, team, sections, leads=self.leads
        )
        try:
            place = await signing.join(self.turn.session, self.activity, wish)
        except Refusal as refusal:
            why = (
                eligibility_texts.in_a_list(self.activity, refusal.lacks) if isinstance(refusal, NotEligible) else refusal.text
            )
            await self._once(row, "!", texts.not_taken(row.number, row.name, why))
            await self._forget(member)
            return
        await memory.note_row(self.turn, self.activity.id, row, member.id, lacked=self.taken.plan.lacked)
        if place.already:
            return
        self.taken.names.append(member.name if row.key == members.name_key(member.name) else f"{member.name}，写的“{row.name}”")
        self.taken.signups.append(place.signup.id)
        self.taken.keys.append(row.key)
        if place.signup.state == SignUpState.WAITING:
            self.taken.waiting.append(member.name)
        await recording.record_row(self.turn, place.signup, row)

    async def _forget(self, member: Member) -> None:
        """Somebody who is known by a row alone that was not taken leaves nothing behind."""
        if member.id in self.new:
            await self.turn.session.delete(member)
            await self.turn.session.flush()

    async def _member(self, row: Row) -> Member | None:
        """The one of that name here, else a person without an account; ``None`` when several have the name."""
        assert self.me
        if not members.name_key(row.name):
            return await self._once(row, "?", texts.no_letters(row.number))
        known = await members.by_name(self.turn.session, self.turn.community_id, row.name)
        mine = [each for each in known if self.me.id in (each.proxy_id, each.id)]
        if len(known) > 1 and len(mine) != 1:
            return await self._once(row, "?", texts.ambiguous(row.number, row.name))
        member = await members.without_account(self.turn.session, self.me, row.name)
        if not known:
            self.new.add(member.id)
        return member

    async def _once(self, row: Row, sign: str, text: str) -> None:
        """Say it unless it was said about this row of an earlier copy."""
        if await memory.note_row(self.turn, self.activity.id, row, None, key=f"{sign}{row.key}"):
            self.taken.notes.append(text)

    async def _proxy(self, row: Row) -> Member | None:
        if row.proxy:
            known = await members.by_name(self.turn.session, self.turn.community_id, row.proxy)
            if len(known) == 1 and members.name_key(row.proxy) != row.key:
                return known[0]
        return self.me

    async def _claim(self, member_id: int, row: Row) -> None:
        """The sender takes over the place that somebody had written down under his name."""
        assert self.me
        signup = await signing.row_of(self.turn.session, self.activity.id, member_id)
        if signup is None or await signing.row_of(self.turn.session, self.activity.id, self.me.id):
            return
        self.taken.claims.append(undoing.before_claim(signup, row.key))
        signup.member_id, signup.proxy_id = self.me.id, None
        signup.queued_at = min(signup.queued_at, self.sent_at)
        await memory.note_row(self.turn, self.activity.id, row, self.me.id)
        await recording.record_row(self.turn, signup, row)

    async def _change_company(self, member_id: int, row: Row) -> None:
        member = await self.turn.session.get_one(Member, member_id)
        signup = await signing.row_of(self.turn.session, self.activity.id, member_id)
        before = await undoing.before_company(self.turn.session, signup, row.key) if signup else []
        wish = signing.Wish(member, None, self.sent_at, row.guests, row.children, (), said_heads=True)
        try:
            place = await signing.join(self.turn.session, self.activity, wish)
        except Refusal as refusal:
            self.taken.notes.append(refusal.text.rstrip("。"))
            return
        await memory.note_row(self.turn, self.activity.id, row, member_id)
        if place.changed:
            self.taken.changed.append(member.name)
            self.taken.before.append(before)

    async def _take_more_seats(self, rows: Sequence[Row]) -> None:
        more = await more_seats.take(self.turn, self.activity, rows, self.sent_at)
        self.taken.changed += more.names
        self.taken.seats += more.seats
        for row, why in more.failed:
            await self._once(row, "!", texts.not_taken(row.number, row.name, why))

    async def _set_earlier(self, member_ids: Sequence[int]) -> None:
        """A list that came late but was sent early: its people stand where they would have stood."""
        for member_id in member_ids:
            signup = await signing.row_of(self.turn.session, self.activity.id, member_id)
            if signup and self.sent_at < signup.queued_at:
                signup.queued_at = self.sent_at
                for seat in (await seats.of_row(self.turn.session, self.activity, signup)).values():
                    seat.queued_at = min(seat.queued_at, self.sent_at)
        await self.turn.session.flush()

    async def _note(self, rows: Sequence[Row], unread: Sequence[Unread], *, leads: bool) -> None:
        """What the sender is told beside the numbers, each thing once per list."""
        plan = self.taken.plan
        for each in unread:
            await self._once(Row(each.number, each.reason), f"?{each.number}", texts.unread(each.number, each.reason))
        for row in plan.doubles:
            await self._once(row, "=", texts.double(row.number, row.name))
        for row in plan.unsure:
            await self._once(row, "~", texts.unsure(row.name))
        for new, old in plan.renamed:
            await self._once(Row(0, new), ">", texts.renamed(new, old))
        await self._meet_the_standing(rows)
        if leads and plan.removed:
            self.taken.notes.append(texts.kept(plan.removed))
        if plan.left_before:
            self.taken.notes.append(texts.left_before(self.activity))
        if plan.stale and self.taken.names:
            self.taken.notes.append(texts.stale(self.activity))

    async def _meet_the_standing(self, rows: Sequence[Row]) -> None:
        """Rows of people who were on the list before any list was pasted are known from now on."""
        state = await memory.state_of(self.turn.session, self.activity, (), None)
        known = {each.key for each in state.known}
        standing = {key: each.member for each in state.standing for key in each.keys}
        for row in rows:
            if row.key not in known and row.key in standing and not row.is_off:
                await memory.note_row(self.turn, self.activity.id, row, standing[row.key], lacked=self.taken.plan.lacked)
                known.add(row.key)

    async def _tell_leaders(self) -> None:
        removed, altered = self.taken.plan.removed, self.taken.plan.altered
        if not removed and not altered:
            return
        who = self.turn.speaker.name or self.turn.heard.name
        key = f"chain:{self.activity.id}:{deeds.doer(self.turn.heard)}:{squeeze(''.join(removed + altered))[:60]}:{clock.local():%m%d}"
        text = texts.touched(self.activity, who, removed, altered)
        await notices.tell_leaders(self.turn.session, self.activity, notices.News(key, text, self.activity.ends_at))
