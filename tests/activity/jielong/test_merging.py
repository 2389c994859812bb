"""M01-M18 as a table, and the law behind them: appended copies in any order lose nobody."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.activity.jielong.chain import Mark, Row, key_of
from plugins.activity.jielong.merging import Known, Plan, Sender, Standing, State, merge

START = datetime(2026, 11, 22, 4, tzinfo=UTC)


def rows_of(text: str) -> list[Row]:
    """甲 乙x 丙+1 丁=备注: x is cancelled, ? is unsure."""
    rows = []
    for number, word in enumerate(text.split(), 1):
        name, _, remark = word.partition("=")
        marks = {Mark.CANCELLED} if name.endswith("x") else {Mark.UNSURE} if name.endswith("?") else set()
        name, _, guests = name.rstrip("x?").partition("+")
        rows.append(Row(number, name, remark, int(guests or 0), marks=frozenset(marks), said_heads=bool(guests)))
    return rows


@dataclass
class Group:
    """A group with one activity, as far as merging sees it: everybody has an account under his own name."""

    standing: dict[int, Standing] = field(default_factory=dict)
    known: list[Known] = field(default_factory=list)
    accounts: dict[str, int] = field(default_factory=dict)

    def account(self, name: str) -> int:
        return self.accounts.setdefault(name, len(self.accounts) + 1)

    def paste(self, who: str, text: str, *, at: int = 0, leads: bool = False, card: str = "") -> Plan:
        me = self.account(who)
        sender = Sender(who, me, frozenset({key_of(card or who)}), leads)
        sent = START + timedelta(minutes=at)
        plan = merge(State(list(self.standing.values()), self.known), rows_of(text), sender, sent)
        for addition in plan.additions:
            member = me if addition.himself else 1000 + len(self.known)
            proxy = None if addition.himself else me
            self.put(member, addition.row, proxy, sent, who, account=addition.himself, lacked=plan.lacked)
        for member, _ in plan.claims:
            old = self.standing.pop(member)
            self.standing[me] = Standing(me, old.keys, None, account=True, queued_at=old.queued_at)
            self.known = [
                Known(k.key, k.name, k.says, me if k.member == member else k.member, k.by, lacked=k.lacked) for k in self.known
            ]
        for member in plan.earlier:
            number = me if member not in self.standing else member
            old = self.standing[number]
            self.standing[number] = Standing(number, old.keys, old.proxy, old.account, sent)
        return plan

    def put(
        self, member: int, row: Row, proxy: int | None, sent: datetime, by: str, *, account: bool, lacked: frozenset[str]
    ) -> None:
        self.standing[member] = Standing(member, frozenset({row.key}), proxy, account, sent)
        self.known = [each for each in self.known if each.key != row.key]
        self.known.append(Known(row.key, row.name, row.says, member, by, lacked=lacked))

    def names(self) -> list[str]:
        order = sorted(self.standing.values(), key=lambda each: each.queued_at or START)
        return [next(iter(each.keys)) for each in order]


@pytest.fixture
def group() -> Group:
    """甲 乙 丙 have each pasted their own copy."""
    group = Group()
    for at, who in enumerate("甲乙丙"):
        plan = group.paste(who, " ".join("甲乙丙"[: at + 1]), at=at)
        assert [addition.himself for addition in plan.additions] == [True]
    return group


def added(plan: Plan) -> list[str]:
    return [addition.row.name for addition in plan.additions]


def test_m01_one_more(group: Group) -> None:
    assert added(group.paste("丁", "甲 乙 丙 丁", at=5)) == ["丁"]


def test_m02_two_at_once_are_both_in(group: Group) -> None:
    first, second = group.paste("丁", "甲 乙 丙 丁", at=5), group.paste("戊", "甲 乙 丙 戊", at=6)
    assert (added(first), added(second)) == (["丁"], ["戊"])
    assert group.names() == list("甲乙丙丁戊")
    assert not second.removed
    assert not second.ask_off


def test_m03_an_hour_old_copy_adds_only_its_sender(group: Group) -> None:
    plan = group.paste("辛", "甲 乙 辛", at=60)
    assert (added(plan), plan.stale, plan.removed, plan.ask_off) == (["辛"], True, [], [])


def test_m04_who_takes_himself_out_is_asked(group: Group) -> None:
    plan = group.paste("乙", "甲 丙", at=5)
    assert plan.ask_off == [group.account("乙")]
    assert group.names() == list("甲乙丙")


def test_m04_the_last_one_too(group: Group) -> None:
    assert group.paste("丙", "甲 乙", at=5).ask_off == [group.account("丙")]


def test_m05_who_takes_another_out_only_tells_the_leader(group: Group) -> None:
    plan = group.paste("丁", "甲 丙 丁", at=5)
    assert (plan.removed, plan.ask_off, added(plan)) == (["乙"], [], ["丁"])


def test_m05_the_proxy_is_asked(group: Group) -> None:
    group.paste("甲", "甲 乙 丙 王奶奶 李爷爷", at=4)
    plan = group.paste("甲", "甲 乙 丙 李爷爷", at=5)
    assert [group.standing[each].keys for each in plan.ask_off] == [frozenset({"王奶奶"})]


def test_m06_anothers_remark_is_kept_and_told(group: Group) -> None:
    plan = group.paste("丁", "甲 乙=骑车 丙 丁", at=5)
    assert (plan.altered, added(plan)) == (["乙"], ["丁"])
    assert group.paste("丁", "甲 乙x 丙 丁", at=6).altered == ["乙"]


def test_ones_own_remark_and_company_are_ones_own(group: Group) -> None:
    plan = group.paste("乙", "甲 乙+2 丙", at=5)
    assert ([member for member, _ in plan.company], plan.altered) == ([group.account("乙")], [])
    assert group.paste("乙", "甲 乙x 丙", at=6).ask_off == [group.account("乙")]


def test_m09_order_and_numbers_do_not_matter(group: Group) -> None:
    assert added(group.paste("丁", "丙 丁 甲 乙", at=5)) == ["丁"]
    assert group.names() == list("甲乙丙丁")


def test_m10_a_new_card_of_the_sender_is_himself(group: Group) -> None:
    plan = group.paste("乙", "甲 3栋乙 丙", at=5, card="3栋乙")
    assert (added(plan), plan.ask_off, plan.removed) == ([], [], [])


def test_m10_a_new_card_of_another_is_asked(group: Group) -> None:
    plan = group.paste("丁", "甲 3栋乙 丙 丁", at=5)
    assert (added(plan), plan.renamed, plan.removed) == (["丁"], [("3栋乙", "乙")], [])


def test_m14_five_that_arrive_together_stand_by_sending(group: Group) -> None:
    texts = ["甲 乙 丙 丁", "甲 乙 丙 丁 戊", "甲 乙 丙 己", "甲 乙 丙 丁 戊 庚", "甲 辛"]
    for at in (4, 2, 0, 3, 1):
        group.paste("丁戊己庚辛"[at], texts[at], at=10 + at)
    assert group.names() == list("甲乙丙丁戊己庚辛")


def test_who_left_is_not_brought_back_by_the_copies_of_others(group: Group) -> None:
    del group.standing[group.account("乙")]
    assert added(group.paste("丁", "甲 乙 丙 丁", at=5)) == ["丁"]
    plan = group.paste("乙", "甲 乙 丙", at=6)
    assert (added(plan), plan.left_before) == ([], True)


def test_a_paste_taken_back_can_be_pasted_again_by_its_sender_only(group: Group) -> None:
    group.known.append(Known("丁", "丁", "", 99, "丙", undone=True))
    assert added(group.paste("戊", "甲 乙 丙 丁 戊", at=5)) == ["戊"]
    assert added(group.paste("丙", "甲 乙 丙 丁", at=6)) == ["丁"]


def test_one_name_twice_counts_once(group: Group) -> None:
    plan = group.paste("丁", "甲 乙 丙 丁 丁", at=5)
    assert (added(plan), [row.number for row in plan.doubles]) == (["丁"], [5])


def test_unsure_and_cancelled_rows_are_not_added(group: Group) -> None:
    plan = group.paste("丁", "甲 乙 丙 王姐? 赵叔x 丁", at=5)
    assert (added(plan), [row.name for row in plan.unsure]) == (["丁"], ["王姐"])


def test_the_only_row_that_somebody_appends_is_himself_whatever_he_writes(group: Group) -> None:
    assert [each.himself for each in group.paste("小李", "甲 乙 丙 李明", at=5).additions] == [True]
    assert [each.himself for each in group.paste("小李", "甲 乙 丙 李明 王奶奶", at=6).additions] == [False]


def test_a_leader_appends_others(group: Group) -> None:
    assert [each.himself for each in group.paste("队长", "甲 乙 丙 王奶奶", at=5, leads=True).additions] == [False]


def test_very_many_new_rows_are_asked_about(group: Group) -> None:
    many = " ".join(f"人{at}" for at in range(25))
    assert group.paste("丁", f"甲 乙 丙 丁 {many}", at=5).suspicious
    assert not group.paste("队长", f"甲 乙 丙 {many}a", at=6, leads=True).suspicious


PEOPLE = ["张一", "王二", "李三", "赵四", "刘五", "陈六", "杨七", "黄八"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_everybody_is_in_once_in_the_order_of_sending(data: st.DataObject) -> None:
    """Each takes a copy of some earlier message, appends himself and sends it; the messages arrive in any order."""
    people = data.draw(st.permutations(PEOPLE))
    sent: list[list[str]] = []
    for at, who in enumerate(people):
        base = sent[data.draw(st.integers(0, at - 1))] if at else []
        sent.append([*base, who])
    group = Group()
    for at in data.draw(st.permutations(range(len(people)))):
        plan = group.paste(people[at], " ".join(sent[at]), at=at)
        assert not plan.ask_off
        assert not plan.removed
    assert group.names() == list(people)
