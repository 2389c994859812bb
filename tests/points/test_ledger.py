"""The two books: what is settled stands there, what was wrong is reversed, and no line is ever changed."""

import asyncio

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Executable, Text, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from plugins.kernel.db import Database, read, write
from plugins.kernel.refusal import Refusal
from plugins.points import ledger, statement
from plugins.points.models import LedgerEntry
from plugins.points.rule import Credit
from plugins.points.seal import BooksAreClosed
from plugins.points.statement import Balance
from tests.points.conftest import Village, moment

ENDED = moment("2026-11-21 11:00")


async def settle(village: Village, credit: Credit | None, cause: str = "signup:1") -> None:
    async with write() as session:
        await ledger.settle(
            session,
            community_id=village.community,
            cause=cause,
            credit=credit,
            reason="清洁家园",
            earned_at=ENDED,
            posted_by="qq:10003",
        )


async def reverse(village: Village, number: int, community: int | None = None) -> LedgerEntry:
    async with write() as session:
        return await ledger.reverse(
            session, community_id=community or village.community, number=number, reason="记错人", posted_by="qq:10002"
        )


async def lines() -> list[tuple[object, ...]]:
    """Everything that stands in the books."""
    async with read() as session:
        return [tuple(row) for row in await session.execute(select(LedgerEntry.__table__).order_by(LedgerEntry.id))]


async def test_a_credit_stands_in_both_books_with_its_cause(village: Village) -> None:
    await settle(village, Credit(village.people["王阿姨"], 120, 2, village.teams["环境保护"]))
    assert await village.balance("王阿姨") == Balance(points=2, minutes=120)
    async with read() as session:
        found = (await session.scalars(select(LedgerEntry))).all()
    assert {(line.book, line.cause, line.reason, line.team_id) for line in found} == {
        (book, "signup:1", "清洁家园", village.teams["环境保护"]) for book in ("hours", "points")
    }


async def test_the_same_credit_again_posts_nothing(village: Village) -> None:
    credit = Credit(village.people["王阿姨"], 120, 2)
    await settle(village, credit)
    before = await lines()
    await settle(village, credit)
    assert await lines() == before


async def test_a_changed_credit_is_a_reversal_and_a_new_posting(village: Village) -> None:
    await settle(village, Credit(village.people["王阿姨"], 120, 2))
    before = await lines()
    await settle(village, Credit(village.people["王阿姨"], 60, 1))
    after = await lines()
    assert after[: len(before)] == before
    assert len(after) == 6
    assert await village.balance("王阿姨") == Balance(points=1, minutes=60)


async def test_a_credit_can_pass_to_another_member(village: Village) -> None:
    await settle(village, Credit(village.people["王阿姨"], 120, 2))
    await settle(village, Credit(village.people["小李"], 120, 2))
    assert await village.balance("王阿姨") == Balance(0, 0)
    assert await village.balance("小李") == Balance(points=2, minutes=120)


async def test_nothing_is_posted_for_nothing(village: Village) -> None:
    await settle(village, Credit(village.people["王阿姨"], 0, 0))
    await settle(village, None)
    assert await lines() == []


async def test_a_credit_is_never_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Credit(1, -1, 0)


async def test_a_reversal_takes_back_both_books_in_the_period_of_the_deed(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    [number] = await village.numbers("王阿姨")
    made = await reverse(village, number)
    assert made.reverses_id == number
    assert made.earned_at == ENDED
    assert await village.balance("王阿姨") == Balance(0, 0)


async def test_either_number_of_a_posting_reverses_all_of_it(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    [number] = await village.numbers("王阿姨")
    await reverse(village, number + 1)
    assert await village.balance("王阿姨") == Balance(0, 0)
    with pytest.raises(Refusal, match="已经冲正过"):
        await reverse(village, number)


async def test_what_cannot_be_reversed_is_refused_and_changes_nothing(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    await village.earn("外人", 60, 1)
    [mine], [theirs] = await village.numbers("王阿姨"), await village.numbers("外人")
    made = await reverse(village, mine)
    before, said = await lines(), {}
    for name, number in {"none": 4711, "theirs": theirs, "huge": 10**30, "zero": 0, "again": mine, "reversal": made.id}.items():
        with pytest.raises(Refusal) as refused:
            await reverse(village, number)
        said[name] = refused.value.text
    assert said["none"] == said["theirs"] == said["huge"] == said["zero"]
    assert "已经冲正过" in said["again"]
    assert "本身就是更正" in said["reversal"]
    assert await lines() == before


async def test_what_staff_reversed_stays_reversed_until_another_credit_comes(village: Village) -> None:
    credit = Credit(village.people["王阿姨"], 120, 2)
    await settle(village, credit)
    await reverse(village, (await village.numbers("王阿姨"))[0])
    await settle(village, credit)
    assert await village.balance("王阿姨") == Balance(0, 0)
    await settle(village, Credit(village.people["王阿姨"], 90, 2))
    assert await village.balance("王阿姨") == Balance(points=2, minutes=90)


async def test_a_reversal_can_be_taken_back_once_by_posting_anew(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    made = await reverse(village, (await village.numbers("王阿姨"))[0])
    for _ in range(2):
        async with write() as session:
            await ledger.restore(session, made, "qq:10002")
    assert await village.balance("王阿姨") == Balance(points=2, minutes=120)
    async with read() as session:
        newest = (await statement.last_entries(session, village.people["王阿姨"], 1))[0]
    assert newest.reason == "清洁家园"
    assert newest.reverses is None


async def test_an_award_under_the_same_key_is_one_award(village: Village) -> None:
    for _ in range(2):
        async with write() as session:
            await ledger.award(
                session,
                community_id=village.community,
                member_id=village.people["王阿姨"],
                points=5,
                reason="清雪 电话13800138000",
                posted_by="qq:10002",
                key="award:x",
            )
    assert await village.balance("王阿姨") == Balance(points=5, minutes=0)
    async with read() as session:
        assert (await session.scalars(select(LedgerEntry.reason))).all() == ["清雪 电话138****8000"]


async def test_many_at_once_settle_one_cause_once(village: Village) -> None:
    credit = Credit(village.people["王阿姨"], 120, 2)
    await asyncio.gather(*(settle(village, credit) for _ in range(20)))
    assert len(await lines()) == 2


@pytest.mark.parametrize(
    "statement_", [update(LedgerEntry).values(amount=9), delete(LedgerEntry), text("DELETE FROM ledger_entry")]
)
async def test_the_database_refuses_to_change_a_line(village: Village, statement_: Executable) -> None:
    await village.earn("王阿姨", 120, 2)
    before = await lines()
    with pytest.raises(DBAPIError, match="append-only"):
        async with write() as session:
            await session.execute(statement_)
    assert await lines() == before


async def test_the_program_refuses_to_change_a_line(village: Village) -> None:
    await village.earn("王阿姨", 120, 2)
    before = await lines()
    with pytest.raises(BooksAreClosed, match="changed"):
        async with write() as session:
            (await session.scalars(select(LedgerEntry))).all()[0].amount = 1000
    with pytest.raises(BooksAreClosed, match="deleted"):
        async with write() as session:
            await session.delete((await session.scalars(select(LedgerEntry))).all()[0])
    assert await lines() == before


async def test_the_seal_survives_a_migration_that_copies_the_table(village: Village, house: Database) -> None:
    """SQLite alters a table by copying it: each copy is sealed again."""

    def widen(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("ledger_entry", recreate="always" if house.is_sqlite else "auto") as table:
            table.alter_column("reason", type_=Text())

    await village.earn("王阿姨", 120, 2)
    for _ in range(2):
        async with house.writer.begin() as connection:
            await connection.run_sync(widen)
    with pytest.raises(DBAPIError, match="append-only"):
        async with write() as session:
            await session.execute(update(LedgerEntry).values(amount=9))
    assert await village.balance("王阿姨") == Balance(points=2, minutes=120)


Step = tuple[str, int, int]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("settle"), st.integers(0, 3), st.integers(0, 2)),
        st.tuples(st.just("withdraw"), st.just(0), st.just(0)),
        st.tuples(st.just("reverse"), st.integers(0, 30), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
async def test_the_books_say_what_was_settled_last_and_no_line_changes(village: Village, steps: list[Step]) -> None:
    """The sums are the last credit; after a reversal by hand they are nothing, until a different credit comes."""
    village.deeds += 1
    name, cause = f"人{village.deeds}", f"signup:{village.deeds}"
    me = await village.member(name)
    books, struck = Balance(0, 0), None
    for what, first, second in steps:
        before = await lines()
        if what == "reverse":
            numbers = await village.numbers(name)
            try:
                await reverse(village, numbers[first % len(numbers)] if numbers else 0)
            except Refusal:
                assert await lines() == before
            else:
                struck, books = books, Balance(0, 0)
        else:
            wanted = Balance(points=second, minutes=first * 60)
            await settle(village, Credit(me, wanted.minutes, wanted.points) if what == "settle" else None, cause)
            if what == "withdraw":
                wanted = Balance(0, 0)
            if wanted != struck and (wanted != Balance(0, 0) or books != Balance(0, 0)):
                books, struck = wanted, None
        assert (await lines())[: len(before)] == before
        assert await village.balance(name) == books
