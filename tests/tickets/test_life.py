"""The life of a ticket: the table as it was promised, who may what in every state over the wire, and any order of messages at all."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from plugins.kernel import clock, ticks
from plugins.kernel.db import read, write
from plugins.points.models import Book, LedgerEntry
from plugins.tickets import acting, finding
from plugins.tickets.acting import Actor
from plugins.tickets.life import BY_HOUSE, ENDED, FIXED, TABLE, Standing, State, Verb
from plugins.tickets.models import Ticket, TicketFollower, TicketStep
from tests.database import contents
from tests.tickets.scene import Scene
from tests.wire import GROUP, forget_everything

PROMISED = """
          派单  接单    转交  退回  办结    挂账  到期再看  重复  不属实  撤回  好了  一半    没有  重开  核实  到期未答  升级    补充    催办
新        已派  处理中  已派  -     待核实  挂账  -         重复  不属实  撤回  -     -       -     -     -     -         新      新      新
已派      -     处理中  已派  退回  待核实  挂账  -         重复  不属实  撤回  -     -       -     -     -     -         已派    已派    已派
处理中    -     -       已派  退回  待核实  挂账  -         重复  不属实  撤回  -     -       -     -     -     -         处理中  处理中  处理中
退回      -     处理中  已派  -     待核实  挂账  -         重复  不属实  撤回  -     -       -     -     -     -         退回    退回    退回
挂账      -     处理中  已派  -     待核实  -     已派      重复  不属实  撤回  -     -       -     -     -     -         -       挂账    挂账
待核实    -     -       -     -     -       -     -         -     -       -     办结  处理中  已派  已派  办结  办结      -       待核实  -
办结      -     -       -     -     -       -     -         -     -       -     办结  处理中  已派  已派  办结  -         -       -       -
重复      -     -       -     -     -       -     -         -     -       -     -     -       -     已派  -     -         -       -       -
不属实    -     -       -     -     -       -     -         -     -       -     -     -       -     已派  -     -         -       -       -
撤回      -     -       -     -     -       -     -         -     -       -     -     -       -     -     -     -         -       -       -
"""
WHO = {
    "派单": "自动", "到期再看": "自动", "到期未答": "自动", "升级": "自动",
    **dict.fromkeys(("接单", "转交", "退回", "办结", "挂账", "重复", "不属实"), "经办 岗位 社工"),
    **dict.fromkeys(("撤回", "好了", "一半", "没有"), "报"),
    "重开": "报 跟 社工", "核实": "社工", "补充": "报 跟 经办 岗位 社工", "催办": "报 跟",
}  # fmt: skip
SHORT = {
    "自动": Standing.HOUSE, "经办": Standing.HANDLER, "岗位": Standing.OWNER, "社工": Standing.STAFF,
    "报": Standing.REPORTER, "跟": Standing.FOLLOWER,
}  # fmt: skip
WORDS = {"退回", "办结", "挂账", "不属实", "重开", "补充"}


def cells() -> dict[tuple[str, str], str]:
    head, *rows = (line.split() for line in PROMISED.strip().splitlines())
    return {(row[0], verb): cell for row in rows for verb, cell in zip(head, row[1:], strict=True) if cell != "-"}


def test_the_table_is_what_was_promised() -> None:
    assert {(str(state), str(verb)): str(rule.to or state) for (state, verb), rule in TABLE.items()} == cells()
    for (_, verb), rule in TABLE.items():
        assert rule.who == {SHORT[each] for each in WHO[verb].split()}
        assert rule.words == (verb in WORDS)


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    reached = {State.NEW}
    for _ in State:
        reached |= {rule.to for (state, _), rule in TABLE.items() if state in reached and rule.to}
    assert reached == set(State)
    assert {state for (state, _), rule in TABLE.items() if rule.to not in (None, state)} == set(State) - {State.WITHDRAWN}


ROLES = {
    "王阿姨": {Standing.REPORTER},
    "赵叔": {Standing.FOLLOWER},
    "刘大姐": {Standing.HANDLER, Standing.OWNER},
    "队长老陈": {Standing.OWNER},
    "社工小周": {Standing.OWNER, Standing.STAFF},
    "小李": set[Standing](),
}
LINES = {
    Verb.TAKE: "接单 1", Verb.TRANSFER: "转交 1 环保队", Verb.RETURN: "退回 1 不归我", Verb.FINISH: "办结 1 换好了",
    Verb.SHELVE: "挂账 1 等钱 12月再看", Verb.DUPLICATE: "重复 1 2", Verb.UNFOUNDED: "不属实 1 没有这回事",
    Verb.WITHDRAW: "撤回 1", Verb.FIXED: "好了 1", Verb.HALF: "一半 1 还差", Verb.UNFIXED: "没有 1 还响", Verb.REOPEN: "重开 1 还响",
    Verb.VERIFY: "核实 1", Verb.NOTE: "补充 1 又一处", Verb.NUDGE: "催办 1",
}  # fmt: skip


async def prepare(scene: Scene, state: State) -> None:
    """Ticket 1 of 王阿姨 in that state, in the hands of 刘大姐, followed by 赵叔; ticket 2 beside it."""
    for _ in range(2):
        await scene.open()
    async with write() as session:
        ticket = await finding.by_number(session, scene.community, 1)
        ticket.state, ticket.handler_id = state, scene.people["刘大姐"]
        if state in ENDED:
            ticket.closed_at, ticket.due_at, ticket.wake_at = clock.now(), None, None
        session.add(TicketFollower(ticket_id=ticket.id, member_id=scene.people["赵叔"], since=clock.now()))
    await scene.appoint("小雨", "环境保护")


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("state", list(State), ids=lambda state: state.name)
async def test_who_may_what_in_which_state(qq_scene: Scene, state: State, who: str) -> None:
    """What the table allows to somebody of this standing happens, and nothing else changes a thing."""
    await prepare(qq_scene, state)
    before = await contents()
    for verb, line in LINES.items():
        rule = TABLE.get((state, verb))
        allowed = rule is not None and bool(rule.who & ROLES[who])
        [answer] = await qq_scene.wire.say(who, line, group=None)
        ticket = await qq_scene.ticket()
        if not allowed:
            assert await contents() == before, (line, answer)
            continue
        assert rule
        assert ticket.state == (rule.to or state), (line, answer)
        assert (await qq_scene.steps())[-1] == verb
        await put_back(qq_scene, ticket, state)
        before = await contents()


async def put_back(scene: Scene, ticket: Ticket, state: State) -> None:
    """As if the verb had not been said; without the people's own undo, which has limits of its own."""
    async with write() as session:
        held = await finding.lock(session, ticket.id)
        steps = (
            await session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket.id).order_by(TicketStep.id))
        ).all()
        acting.restore(held, steps[-1].prior)
        await session.delete(steps[-1])
    forget_everything()
    assert (await scene.ticket()).state == state


SAYERS = ("王阿姨", "赵叔", "队长老陈", "副队长阿梅", "社工小周", "社工小吴", "团长老郑", "小李")
SAYINGS = (
    *LINES.values(),
    "跟进 1",
    "撤销",
    "转交 1 赵叔",
    "转交 1 社工",
    "进度 1",
    "待办",
    "1",
    "2",
    "3",
    "没有",
    "办结 1",
    "挂账 1 等等",
)
moves = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(SAYERS), st.sampled_from(SAYINGS)),
        st.tuples(st.sampled_from(SAYERS), st.sampled_from(SAYINGS)),
        st.tuples(st.just(""), st.sampled_from(["restart", "3 hours", "20 hours", "9 days"])),
    ),
    min_size=5,
    max_size=18,
)


async def check(scene: Scene, ticket_id: int) -> None:
    """What holds whatever was said."""
    async with read() as session:
        ticket = await session.get_one(Ticket, ticket_id)
        query = select(TicketStep).where(TicketStep.ticket_id == ticket_id, TicketStep.undone_at.is_(None))
        steps = (await session.scalars(query.order_by(TicketStep.id))).all()
        lines = (await session.scalars(select(LedgerEntry).where(LedgerEntry.book == Book.POINTS))).all()
    assert steps[0].verb is None
    state = State.NEW
    for step in steps[1:]:
        assert step.before == state
        rule = TABLE[State(step.before), Verb(step.verb)]
        assert step.after == (rule.to or step.before)
        assert (step.member_id is None) == (step.verb in BY_HOUSE)
        state = State(step.after)
    assert ticket.state == state
    assert (ticket.closed_at is not None) == (state in ENDED)
    assert (ticket.verdict is not None) == (state == State.CLOSED)
    assert (ticket.wake_at is None) or state not in ENDED
    assert (ticket.due_at is None) == (state in ENDED)
    assert ticket.wake_at is None or ticket.wake_at > clock.now() - timedelta(minutes=1)
    check_books(ticket, lines)


def check_books(ticket: Ticket, lines: object) -> None:
    """The handler is paid when somebody else said it is fixed, the reporter when a third one did."""
    confirmers = {ticket.confirmed_by_id, ticket.verified_by_id} - {None, ticket.handler_id}
    expected = {
        "work": 3 if ticket.verdict in FIXED and confirmers else 0,
        "report": 2 if ticket.verified_by_id not in (None, ticket.handler_id, ticket.reporter_id) else 0,
    }
    for what, points in expected.items():
        cause = f"ticket:{ticket.id}:{what}"
        assert sum(line.amount for line in lines if line.cause == cause) == points, what  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=moves)
async def test_whatever_is_said_in_whatever_order(qq_scene: Scene, moves: list[tuple[str, str]]) -> None:
    scene = qq_scene
    number = await scene.open()
    ticket = await scene.ticket(number)
    other = str(await scene.open())
    for who, what in moves:
        if who:
            line = " ".join(
                str(number) if word == "1" and at else other if word == "2" and at else word
                for at, word in enumerate(what.split(" "))
            )
            assert len(await scene.wire.say(who, line, group=None)) == 1, line
        elif what == "restart":
            forget_everything()
        else:
            many, unit = what.split()
            await ticks.advance(clock.now() + timedelta(**{unit: int(many)}))
        await check(scene, ticket.id)
    for heard in scene.wire.said_in(GROUP):
        assert "井盖" not in heard
        assert "138" not in heard


async def test_a_step_that_may_not_be_changes_nothing(qq_scene: Scene) -> None:
    """Asked of the engine itself, without any command in front of it."""
    await qq_scene.open()
    everybody = Actor(qq_scene.people["刘大姐"], frozenset(Standing))
    for state in State:
        async with write() as session:
            (await finding.by_number(session, qq_scene.community, 1)).state = state
        for verb in Verb:
            if (state, verb) in TABLE:
                continue
            before = await contents()
            with pytest.raises(acting.Refusal):
                await attempt(qq_scene, verb, everybody)
            assert await contents() == before


async def attempt(scene: Scene, verb: Verb, who: Actor) -> None:
    async with write() as session:
        await acting.act(session, await finding.by_number(session, scene.community, 1), verb, who, words="说明")
